package csl

import (
	"strconv"
	"strings"
)

// noPrintedForm stands for what a style leaves empty, so that nobody overlooks it.
const noPrintedForm = "[CSL STYLE ERROR: reference with no printed form.]"

// Bibliography returns the entries of all items in the style's order. A style without a bibliography gives none, and nil.
func (l *Library) Bibliography() []Entry {
	if l.p.program.bibliography.elements == nil {
		return nil
	}
	entries := make([]Entry, 0, len(l.records))
	var before nameKey
	for _, r := range l.records {
		var n *Node
		if n, before = l.entryNode(r, before); n != nil {
			entries = append(entries, Entry{r.item.ID, n})
		}
	}
	return entries
}

// entryNode renders the entry that stands behind one which begins with the names given, and says with which names it would
// begin by itself. It is nil where the style has nothing to say of the item.
func (l *Library) entryNode(r *record, before nameKey) (*Node, nameKey) {
	c := l.p.entryContext(r)
	n := l.p.bibliographyNode(&c)
	names := firstNames(n)
	key := keyOfNames(names)
	if without := l.withoutNames(r, names, key, before); without != nil {
		n = without
	} else {
		l.p.program.bibliography.substituteAuthors(names, key, before)
	}
	if n.isEmpty() {
		if !l.p.program.numbersEntries {
			return nil, key
		}
		n = textNode(strconv.Itoa(r.number) + ". " + noPrintedForm)
	}
	return l.p.finished(n), key
}

// Entry returns an item's entry, as Bibliography has it; nil where that has none.
func (l *Library) Entry(item string) *Node {
	r := l.byID[item]
	if r == nil || r.place == 0 || !l.Substitutes() {
		return l.EntryAlone(item)
	}
	_, before := l.entryNode(l.records[r.place-1], nameKey{})
	n, _ := l.entryNode(r, before)
	return n
}

// EntryAlone returns an item's entry as it stands where none is before it, with all names.
func (l *Library) EntryAlone(item string) *Node {
	r := l.byID[item]
	if r == nil || l.p.program.bibliography.elements == nil {
		return nil
	}
	n, _ := l.entryNode(r, nameKey{})
	return n
}

// Substitutes says that entries may have something in the place of names that the entry before has, too (CSL 1.0.2,
// subsequent-author-substitute).
func (l *Library) Substitutes() bool {
	return l.p.program.bibliography.elements != nil && l.p.program.bibliography.hasSubstitute
}

// Place returns where among all items' entries an item's stands, from 0.
func (l *Library) Place(item string) int {
	if r := l.byID[item]; r != nil {
		return r.place
	}
	return 0
}

// withoutNames renders an entry without the names that begin it, and without the delimiter that follows them, if
// the style wants nothing in their place. It returns nil if it does not, or if nothing would be left.
func (l *Library) withoutNames(r *record, names *Node, key, before nameKey) *Node {
	if !l.p.program.bibliography.leavesOut(key, before) || names.PlainText() != key.text {
		return nil
	}
	c := l.p.entryContext(r)
	c.suppressNames = true
	return l.p.bibliographyNode(&c)
}

// bibliographyNode renders an entry without finishing it.
func (p *Processor) bibliographyNode(c *context) *Node {
	layout := &p.program.bibliography
	var n *Node
	if layout.secondFieldAlign && len(layout.elements) > 1 {
		n = p.alignedNode(c, layout)
	} else {
		n, _ = renderAll(c, layout.elements, layout.delimiter)
		n = p.dressLayout(&layout.look, n)
	}
	if n.isEmpty() {
		return nil
	}
	return &Node{Children: spacesOutside(n), Part: PartCite, Item: c.entry.item.ID}
}

// spacesOutside takes the spaces with which an entry begins and ends out of its first and last blocks.
func spacesOutside(n *Node) []*Node {
	leaves := leavesOf(n, nil)
	first, last := leaves[0], leaves[len(leaves)-1]
	nodes := []*Node{nil, n, nil}
	if firstBlock(n) != nil && first.leaf == leafAffix && strings.HasPrefix(first.Text, " ") {
		first.Text, nodes[0] = first.Text[1:], affixNode(" ")
	}
	if lastBlock(n) != nil && last.leaf == leafAffix && strings.HasSuffix(last.Text, " ") {
		last.Text, nodes[2] = last.Text[:len(last.Text)-1], affixNode(" ")
	}
	return compact(nodes...)
}

// alignedNode renders an entry whose first field stands in the margin.
func (p *Processor) alignedNode(c *context, layout *layout) *Node {
	first, _ := layout.elements[0].render(c)
	rest, _ := renderAll(c, layout.elements[1:], layout.delimiter)
	if first.isEmpty() || rest.isEmpty() {
		return p.dressLayout(&layout.look, joined([]*Node{first, rest}, layout.delimiter))
	}
	left := &Node{Children: compact(nonEmptyAffix(layout.look.prefix), first), Display: LeftMargin}
	right := &Node{Children: compact(rest, nonEmptyAffix(layout.look.suffix)), Display: RightInline}
	return &Node{Children: []*Node{left, right}, Format: layout.look.format}
}

// dressLayout puts a layout's affixes and format on: here the affixes are formatted too. What follows a block
// of the entry's own stands in that block.
func (p *Processor) dressLayout(l *look, n *Node) *Node {
	if n.isEmpty() {
		return nil
	}
	suffix := nonEmptyAffix(l.suffix)
	if last := lastBlock(n); last != nil && suffix != nil {
		inner := *last
		inner.Display = 0
		last.Text, last.Children, last.Format = "", []*Node{&inner, suffix}, Format{}
		suffix = nil
	}
	return &Node{Children: compact(nonEmptyAffix(l.prefix), n, suffix), Format: l.format}
}

// firstBlock returns the block in which the tree begins, or nil.
func firstBlock(n *Node) *Node {
	for n.Display == 0 && len(n.Children) > 0 {
		n = n.Children[0]
	}
	if n.Display == 0 {
		return nil
	}
	return n
}

// lastBlock returns the block in which the tree ends, or nil.
func lastBlock(n *Node) *Node {
	for {
		if n.Display != 0 {
			return n
		}
		if len(n.Children) == 0 {
			return nil
		}
		n = n.Children[len(n.Children)-1]
	}
}

func nonEmptyAffix(s string) *Node {
	if s == "" {
		return nil
	}
	return affixNode(s)
}
