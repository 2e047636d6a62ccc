package csl

import (
	"strings"
	"unicode/utf8"
)

// finished resolves a tree for good: quotation marks become text, double or single by their depth; formats within
// the same format turn it off; punctuation that meets at the borders of elements is reconciled, and full stops
// and commas go inside quotation marks where the language wants it, which also says how "and" stands before a word, and how
// punctuation is written.
func (p *Processor) finished(n *Node) *Node {
	if n == nil {
		return nil
	}
	p.placeQuotes(n, 0)
	raise(n)
	flipFlop(n, Format{Style: Upright, Variant: NormalCaps, Weight: NormalWeight, Decoration: NoUnderline, Align: Baseline})
	leaves := leavesOf(n, nil)
	p.reconcile(leaves)
	if p.joins {
		p.conjoin(leaves)
	}
	if p.pointed != nil {
		p.pointed(leaves)
	}
	return n
}

// placeQuotes puts marks around what is quoted, outer ones and inner ones by turns. The quoted element's own format
// does not reach its marks.
func (p *Processor) placeQuotes(n *Node, depth int) {
	if n.quoted {
		n.quoted = false
		marks := p.marks[depth%2]
		inner := &Node{Text: n.Text, Children: n.Children, Format: n.Format, leaf: n.leaf, noCase: n.noCase}
		n.Text, n.Format = "", Format{}
		n.Children = []*Node{{Text: marks[0], leaf: leafOpen}, inner, {Text: marks[1], leaf: leafClose}}
		p.placeQuotes(inner, depth+1)
		return
	}
	for _, c := range n.Children {
		p.placeQuotes(c, depth)
	}
}

// flipFlop turns a format that is on around a node already into its opposite, and drops what changes nothing.
func flipFlop(n *Node, around Format) {
	f := &n.Format
	if n.plain {
		*f = Format{Upright, NormalCaps, NormalWeight, NoUnderline, Baseline}
	}
	flip(&f.Style, &around.Style, Upright)
	flip(&f.Variant, &around.Variant, NormalCaps)
	flip(&f.Weight, &around.Weight, NormalWeight)
	flip(&f.Decoration, &around.Decoration, NoUnderline)
	flip(&f.Align, &around.Align, Baseline)
	for _, c := range n.Children {
		flipFlop(c, around)
	}
}

func flip[T ~uint8](own, around *T, normal T) {
	switch {
	case *own == 0:
		return
	case *own == *around && *own == normal:
		*own = 0
		return
	case *own == *around:
		*own = normal
	}
	*around = *own
}

func leavesOf(n *Node, list []*Node) []*Node {
	if n == nil {
		return list
	}
	if n.Children == nil {
		if n.Text != "" {
			list = append(list, n)
		}
		return list
	}
	for _, c := range n.Children {
		list = leavesOf(c, list)
	}
	return list
}

// reconcile goes through the leaves in order and settles what meets at each border.
func (p *Processor) reconcile(leaves []*Node) {
	for i := 1; i < len(leaves); i++ {
		for leaves[i].Text != "" && p.settle(leaves, i) {
		}
	}
}

// settle looks at the border before leaf i. It reports whether it took away a character so that others meet now.
func (p *Processor) settle(leaves []*Node, i int) bool {
	right := leaves[i]
	first, size := utf8.DecodeRuneInString(right.Text)
	if right.isMark() {
		return false
	}
	left, crossed := before(leaves, i)
	if left == nil || left.isContent() && right.isContent() && !crossed {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(left.Text)
	if first == ' ' || first == '\u00a0' {
		if crossed || last != ' ' && last != '\u00a0' || right.isContent() && left.isContent() {
			return false
		}
		right.Text = right.Text[size:]
		return true
	}
	if !strings.ContainsRune(punctuation, first) {
		return false
	}
	if crossed {
		return p.settleQuote(left, right, last, first)
	}
	return settlePair(left, right, last, first)
}

func (n *Node) isMark() bool { return n.leaf == leafOpen || n.leaf == leafClose }

func (n *Node) isContent() bool { return n.leaf == leafContent || n.leaf == leafValue }

const punctuation = ".,;:!?"

// before returns the last leaf with text before leaf i, and whether closing quotation marks stand between.
func before(leaves []*Node, i int) (left *Node, crossed bool) {
	for i--; i >= 0; i-- {
		switch {
		case leaves[i].Text == "":
		case leaves[i].leaf == leafClose:
			crossed = true
		case leaves[i].leaf == leafOpen:
			return nil, crossed
		default:
			return leaves[i], crossed
		}
	}
	return nil, crossed
}

// settleQuote settles punctuation that follows a quotation. Where the language puts punctuation inside, that goes
// for the marks that end a sentence or a clause, not for colons and semicolons.
func (p *Processor) settleQuote(left, right *Node, last, first rune) bool {
	if right.isContent() {
		return false
	}
	inside := func(r rune) bool { return p.locale.punctuationInQuote == yes && strings.ContainsRune(".,!?", r) }
	keepLeft, keepRight := false, true
	if left.leaf == leafContent && p.locale.punctuationInQuote != yes && strings.ContainsRune(".!?", last) {
		if last != '.' || first != '.' {
			return false // it belongs to what is quoted
		}
		right.Text = right.Text[1:]
		return true
	}
	if strings.ContainsRune(punctuation, last) {
		keepLeft, keepRight = meet(last, first)
		left.Text = left.Text[:len(left.Text)-1]
	}
	outside := ""
	place := func(r rune) {
		if inside(r) {
			left.Text += string(r)
		} else {
			outside += string(r)
		}
	}
	if keepLeft {
		place(last)
	}
	if keepRight {
		place(first)
	}
	right.Text = outside + right.Text[1:]
	return outside == ""
}

// settlePair settles two marks that meet directly.
func settlePair(left, right *Node, last, first rune) bool {
	if !strings.ContainsRune(punctuation, last) {
		return false
	}
	keepLeft, keepRight := meet(last, first)
	switch {
	case !keepRight:
		right.Text = right.Text[1:]
		return true
	case !keepLeft:
		left.Text = left.Text[:len(left.Text)-1]
		return left.Text == ""
	}
	return false
}

// meet says which of two marks that meet stay.
func meet(left, right rune) (keepLeft, keepRight bool) {
	switch {
	case left == right:
		return true, false
	case left == '!' || left == '?':
		return true, right != '.' && right != ':'
	case left == ':' || left == ';':
		if right == '!' || right == '?' {
			return false, true
		}
		return true, right == ',' || right == ';'
	}
	return true, true
}
