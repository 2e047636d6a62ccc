package csl

func (l *Library) bibliography(records []*record) []Entry {
	layout := &l.p.program.bibliography
	if layout.elements == nil {
		return nil
	}
	entries := make([]Entry, 0, len(records))
	for _, r := range records {
		n := l.p.bibliographyNode(r)
		if n.isEmpty() {
			n = textNode("[CSL STYLE ERROR: reference with no printed form.]")
		}
		entries = append(entries, Entry{r.entry.item.ID, l.p.finished(n)})
	}
	return entries
}

// bibliographyNode renders an entry without finishing it.
func (p *Processor) bibliographyNode(r *record) *Node {
	c := p.entryContext(r)
	layout := &p.program.bibliography
	n, _ := renderAll(&c, layout.elements, layout.delimiter)
	if n.isEmpty() {
		return nil
	}
	n = p.dressLayout(&layout.look, n)
	return &Node{Children: []*Node{n}, Part: PartCite, Item: r.entry.item.ID}
}

// dressLayout puts a layout's affixes and format on: here the affixes are formatted too.
func (p *Processor) dressLayout(l *look, n *Node) *Node {
	if n.isEmpty() {
		return nil
	}
	children := compact(nonEmptyAffix(l.prefix), n, nonEmptyAffix(l.suffix))
	return &Node{Children: children, Format: l.format}
}

func nonEmptyAffix(s string) *Node {
	if s == "" {
		return nil
	}
	return affixNode(s)
}
