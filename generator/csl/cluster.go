package csl

// citation is a cluster while it is put together.
type citation struct {
	s     *Session
	cites []*citePart
}

// citePart is one cite of a citation while it is put together.
type citePart struct {
	placed
	record *record
	node   *Node  // the cite without prefix and suffix
	names  string // the names it begins with, as text
	joint  string // what stands before it
	group  int    // cites of the same names next to each other
}

// citeContext is the context in which an item's cites are rendered, before anything is known of the cite.
func (p *Processor) citeContext(r *record) context {
	return context{program: p.program, area: &p.program.citation, entry: r.entry, number: r.number, disambiguation: r.disambiguation,
		levels: r.library.levels}
}

// context is the context of the cite.
func (c *citePart) context(p *Processor) context {
	ctx := p.citeContext(c.record)
	ctx.position, ctx.nearNote, ctx.firstNote = c.position, c.near, c.firstNote
	ctx.locator = locatorsOf(c.cite, p.locale)
	return ctx
}

// render returns the cluster's text, finished.
func (s *Session) render(cluster *Cluster, places []placed) *Node {
	layout := &s.p.program.citation
	c := &citation{s: s}
	for i := range places {
		c.add(places[i])
	}
	if len(c.cites) == 0 {
		return nil
	}
	if first := c.cites[0]; first.cite.Mode == AuthorInText && first.record != nil {
		return s.renderInText(c)
	}
	c.group()
	c.collapse()
	n := c.joined()
	if len(c.cites) == 1 && c.cites[0].cite.Mode == AuthorOnly {
		return s.p.finished(n)
	}
	return s.p.finished(s.p.dressLayout(&layout.look, n))
}

// renderInText returns the first cite's names, and then the citation without them.
func (s *Session) renderInText(c *citation) *Node {
	first := c.cites[0]
	ctx := first.context(s.p)
	n, _ := renderAll(&ctx, s.p.program.citation.elements, "")
	names := firstNames(n)
	ctx = first.context(s.p)
	ctx.suppressNames = true
	first.node, _ = renderAll(&ctx, s.p.program.citation.elements, "")
	rest := s.p.dressLayout(&s.p.program.citation.look, c.joined())
	if names == nil {
		return s.p.finished(rest)
	}
	author := &Node{Children: []*Node{names.clone()}, Part: PartCite, Item: first.cite.Item, Cite: first.cite.ID}
	return s.p.finished(joined([]*Node{author, rest}, " "))
}

func (c *citation) add(p placed) {
	part := &citePart{placed: p, record: c.s.library.byID[p.cite.Item]}
	c.cites = append(c.cites, part)
	if part.record == nil {
		part.node = textNode(p.cite.Item)
		return
	}
	ctx := part.context(c.s.p)
	ctx.suppressNames = p.cite.Mode == SuppressAuthor
	part.node, _ = renderAll(&ctx, ctx.area.elements, "")
	if names := firstNames(part.node); names != nil {
		part.names = names.PlainText()
		if p.cite.Mode == AuthorOnly {
			part.node = names
		}
	}
	if part.node.isEmpty() && p.cite.Mode == Normal {
		part.node = textNode("[CSL STYLE ERROR: reference with no printed form.]")
	}
}

// firstNames returns the first names of a tree, or nil.
func firstNames(n *Node) *Node {
	var found *Node
	n.Walk(func(n *Node) bool {
		if n.Part == PartNames && !n.isEmpty() {
			found = n
		}
		return found == nil
	})
	return found
}

// joined puts the cites together.
func (c *citation) joined() *Node {
	var nodes []*Node
	for _, part := range c.cites {
		if part.node.isEmpty() {
			continue
		}
		if len(nodes) > 0 {
			joint := part.joint
			if startsWithComma(part.cite.Prefix) || endsWithComma(nodes[len(nodes)-1]) {
				joint = " "
			}
			nodes = append(nodes, affixNode(joint))
		}
		nodes = append(nodes, c.whole(part))
	}
	if len(nodes) == 0 {
		return nil
	}
	return &Node{Children: nodes}
}

func startsWithComma(s string) bool { return s != "" && s[0] == ',' }

func endsWithComma(*Node) bool { return false }

// whole is the cite with what the author put before and after it.
func (c *citation) whole(part *citePart) *Node {
	nodes := compact(c.s.affix(part.cite.Prefix), part.node, c.s.affix(part.cite.Suffix))
	return &Node{Children: nodes, Part: PartCite, Item: part.cite.Item, Cite: part.cite.ID}
}

func (s *Session) affix(text string) *Node {
	n := parseRichText(text, s.p.locale)
	n.Walk(func(n *Node) bool { n.leaf = leafAffix; return true })
	return n
}

// locatorsOf makes a cite's locators into one value: later ones carry their labels within.
func locatorsOf(cite *Cite, l *Locale) numbers {
	var all numbers
	for i, locator := range cite.Locators {
		n := parseNumbers(locator.Value, true, l)
		if len(n.parts) == 0 {
			continue
		}
		n.parts[0].label = canonicalLabel(locator.Label)
		if i == 0 {
			all = n
			continue
		}
		n.parts[0].joint = ","
		n.parts[0].own = true
		all.parts = append(all.parts, n.parts...)
		all.text += ", " + n.text
	}
	return all
}
