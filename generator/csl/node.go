package csl

import "strings"

// Node is a piece of formatted text: either Text, or the Children in their order. A finished Node is not
// changed and may be shared.
type Node struct {
	Text     string
	Children []*Node
	Format   Format
	Display  Display
	Part     Part
	Variable string // the CSL variable it came from ("title", "DOI", "author", "locator"), or ""
	Item     string // on a PartCite: the id of the item
	Cite     string // on a PartCite: the cite's own id

	quoted bool     // to be put in quotation marks when the tree is finished
	noCase bool     // text case does not reach it
	leaf   leafKind // how its text behaves where it meets other punctuation
	plain  bool     // formatting around it does not reach it (class "nodecor")
}

// Part says what a Node is, for those who want to link or style it.
type Part uint8

const (
	PartText       Part = iota // anything else
	PartCite                   // all of one cite, with Item and Cite
	PartNames                  // the names of one or more variables
	PartName                   // one name
	PartVariable               // the value of Variable
	PartLabel                  // the label of Variable
	PartTerm                   // a term of the locale's
	PartYearSuffix             // the letter that tells 1990a from 1990b
	PartDate                   // the date of Variable

	partNameList // the names of one variable without their label
)

// leafKind tells text that came with the item from text that the style, or the author, put around it.
type leafKind uint8

const (
	leafContent leafKind = iota
	leafValue            // words that the style gives as such
	leafAffix            // a prefix, suffix or delimiter
	leafWords            // the author's own before or after a cite
	leafOpen             // an opening quotation mark
	leafClose            // a closing quotation mark
)

// Format is how text looks. A zero field says nothing: the text looks as the text around it.
type Format struct {
	Style      FontStyle
	Variant    FontVariant
	Weight     FontWeight
	Decoration Decoration
	Align      VerticalAlign
}

// The values of a Format. Each set begins with "as around", then the value that ends what is around.
type (
	FontStyle     uint8
	FontVariant   uint8
	FontWeight    uint8
	Decoration    uint8
	VerticalAlign uint8
	Display       uint8
)

const (
	_ FontStyle = iota
	Upright
	Italic
	Oblique
)

const (
	_ FontVariant = iota
	NormalCaps
	SmallCaps
)

const (
	_ FontWeight = iota
	NormalWeight
	Bold
	Light
)

const (
	_ Decoration = iota
	NoUnderline
	Underline
)

const (
	_ VerticalAlign = iota
	Baseline
	Superscript
	Subscript
)

// How a piece of a bibliography entry stands in its block.
const (
	_ Display = iota
	Block
	LeftMargin
	RightInline
	Indent
)

// Text returns the tree's text without formatting.
func (n *Node) PlainText() string {
	var b strings.Builder
	n.appendText(&b)
	return b.String()
}

func (n *Node) appendText(b *strings.Builder) {
	if n == nil {
		return
	}
	b.WriteString(n.Text)
	for _, c := range n.Children {
		c.appendText(b)
	}
}

// Walk calls visit for the node and all below it, in order, until visit says false.
func (n *Node) Walk(visit func(*Node) bool) bool {
	if n == nil {
		return true
	}
	if !visit(n) {
		return false
	}
	for _, c := range n.Children {
		if !c.Walk(visit) {
			return false
		}
	}
	return true
}

// first returns the first of the nodes of which is says so, or nil.
func (n *Node) first(is func(*Node) bool) (found *Node) {
	n.Walk(func(n *Node) bool {
		if is(n) {
			found = n
		}
		return found == nil
	})
	return found
}

// clone returns a copy that shares nothing with n. Its nodes lie side by side in memory: trees are copied often.
func (n *Node) clone() *Node {
	count := n.count()
	nodes, links := make([]Node, 0, count), make([]*Node, 0, count)
	var copied func(n *Node) *Node
	copied = func(n *Node) *Node {
		if n == nil {
			return nil
		}
		nodes = append(nodes, *n)
		c := &nodes[len(nodes)-1]
		if len(n.Children) == 0 {
			return c
		}
		from := len(links)
		links = links[:from+len(n.Children)]
		c.Children = links[from:len(links):len(links)]
		for i, child := range n.Children {
			c.Children[i] = copied(child)
		}
		return c
	}
	return copied(n)
}

// count returns how many nodes the tree has, with what is empty in it.
func (n *Node) count() int {
	if n == nil {
		return 1
	}
	total := 1
	for _, c := range n.Children {
		total += c.count()
	}
	return total
}

func affixNode(text string) *Node { return &Node{Text: text, leaf: leafAffix} }

func textNode(text string) *Node { return &Node{Text: text} }

// isEmpty reports whether the tree has no text.
func (n *Node) isEmpty() bool {
	if n == nil {
		return true
	}
	if n.Text != "" {
		return false
	}
	for _, c := range n.Children {
		if !c.isEmpty() {
			return false
		}
	}
	return true
}

// joined puts the delimiter between the nodes that have text. It returns nil for none, and a single one as it is.
func joined(nodes []*Node, delimiter string) *Node {
	kept := nodes[:0:0]
	for _, n := range nodes {
		if n.isEmpty() {
			continue
		}
		if len(kept) > 0 && delimiter != "" {
			kept = append(kept, affixNode(delimiter))
		}
		kept = append(kept, n)
	}
	switch len(kept) {
	case 0:
		return nil
	case 1:
		return kept[0]
	}
	return &Node{Children: kept}
}
