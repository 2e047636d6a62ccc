package csl

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// citation is a cluster while it is put together.
type citation struct {
	s     *Session
	cites []*citePart
	fresh bool // its cites are rendered for it alone
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
	return context{program: p.program, area: &p.program.citation, entry: r.prepared(), number: r.number, disambiguation: r.disambiguation,
		shared: r.library.shared}
}

// context is the context of the item's cite in its place.
func (s *Session) context(r *record, p placed) context {
	ctx := s.p.citeContext(r)
	ctx.position, ctx.nearNote, ctx.firstNote = p.position, p.near, p.firstNote
	ctx.locator = locatorsOf(p.cite)
	return ctx
}

// compose puts a citation together from its cites, finished. Afresh means that nothing of it is taken from the memo, or put
// there.
func (s *Session) compose(afresh bool, places ...placed) *Node {
	c := &citation{s: s, fresh: afresh}
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
	return c.finished(c.dressed(n))
}

// dressed is what stands in the citation with the layout's affixes around it. In the author's sentence that has no stop.
func (c *citation) dressed(n *Node) *Node {
	l := &c.s.p.program.citation.look
	if c.cites[0].ending != WithStop {
		stopless := *l
		stopless.suffix = strings.TrimSuffix(l.suffix, ".")
		l = &stopless
	}
	return c.s.p.dressLayout(l, n)
}

// finished is the citation's tree, finished. The stop of its last abbreviation is left to the author's that follows.
func (c *citation) finished(n *Node) *Node {
	n = c.s.p.finished(n)
	if c.cites[0].ending != BeforeStop {
		return n
	}
	if leaves := leavesOf(n, nil); len(leaves) > 0 {
		last := leaves[len(leaves)-1]
		last.Text = strings.TrimSuffix(last.Text, ".")
	}
	return n
}

// renderInText returns the first cite's names, and then the citation without them. In a note they are one sentence.
func (s *Session) renderInText(c *citation) *Node {
	first := c.cites[0]
	names := c.authors(first)
	c.group()
	c.collapse()
	first.node = c.bare(first.record, first.placed, true)
	rest := c.dressed(c.joined())
	if names == nil {
		return c.finished(rest)
	}
	author := &Node{Children: []*Node{names}, Part: PartCite, Item: first.cite.Item, Cite: first.cite.ID}
	joint := " "
	if s.p.style.Note {
		joint = ", "
	}
	return c.finished(joined([]*Node{author, rest}, joint))
}

// authors returns the names that a cite begins with. "Ibid." has none: the sentence has them as in any later cite.
func (c *citation) authors(part *citePart) *Node {
	names := firstNames(c.bare(part.record, part.placed, false))
	if names == nil && part.position.is(ibid, false) {
		later := part.placed
		later.position = subsequent
		names = firstNames(c.bare(part.record, later, false))
	}
	return names
}

func (c *citation) add(p placed) {
	part := &citePart{placed: p, record: c.s.library.byID[p.cite.Item]}
	c.cites = append(c.cites, part)
	if part.record == nil {
		part.node = textNode(p.cite.Item)
		return
	}
	part.node = c.bare(part.record, p, p.cite.Mode == SuppressAuthor)
	if names := firstNames(part.node); names != nil {
		part.names = names.PlainText()
		if p.cite.Mode == AuthorOnly {
			part.node = names
		}
	}
	if c.s.p.style.Note && beginsSentence(p.cite.Prefix, len(c.cites) == 1 && !p.begun) {
		capitalizeTerm(part.node)
	}
	if part.node.isEmpty() && p.cite.Mode == Normal {
		part.node = textNode(noPrintedForm)
	}
}

// beginsSentence reports whether a cite stands at the beginning of a sentence: its first, or after words of
// the author's that end in a full stop. A single word with a stop may be an abbreviation.
func beginsSentence(prefix string, first bool) bool {
	prefix = strings.TrimRight(prefix, " \u00a0\"”’»")
	if prefix == "" {
		return first
	}
	return strings.ContainsRune(prefix, ' ') && strings.ContainsRune(".?!", rune(prefix[len(prefix)-1]))
}

// capitalizeTerm makes the first letter a capital if the tree begins with a term of the locale's.
func capitalizeTerm(n *Node) {
	if first := n.first(func(n *Node) bool { return n.Text != "" && n.isContent() }); first != nil && first.Part == PartTerm {
		applyTextCase(first, capitalizeFirst, casing{})
	}
}

// firstNames returns the first names of a tree, or nil.
func firstNames(n *Node) *Node {
	return n.first(func(n *Node) bool { return n.Part == PartNames && !n.isEmpty() })
}

// joined puts the cites together.
func (c *citation) joined() *Node {
	var nodes []*Node
	for i, part := range c.cites {
		if part.node.isEmpty() {
			continue
		}
		if len(nodes) > 0 {
			nodes = append(nodes, affixNode(jointBetween(c.cites[i-1].cite, part)))
		}
		nodes = append(nodes, c.whole(part))
	}
	if len(nodes) == 0 {
		return nil
	}
	return &Node{Children: nodes}
}

// jointBetween returns what stands between two cites: nothing of the style's where the author's own words bring
// their punctuation along.
func jointBetween(before *Cite, part *citePart) string {
	if s := part.cite.Prefix; s != "" && strings.IndexByte(",.;", s[0]) >= 0 {
		return ""
	}
	if s := before.Suffix; s != "" && strings.IndexByte(",;:", s[len(s)-1]) >= 0 {
		return " "
	}
	return part.joint
}

// whole is the cite with what the author put before and after it.
func (c *citation) whole(part *citePart) *Node {
	nodes := compact(c.s.affix(spacedPrefix(part.cite.Prefix), false), part.node, c.s.affix(spacedSuffix(part.cite.Suffix), true))
	return &Node{Children: nodes, Part: PartCite, Item: part.cite.Item, Cite: part.cite.ID}
}

// spacedPrefix adds the space that sets an author's own words off from the cite, where it was left out.
func spacedPrefix(text string) string {
	bare := strings.TrimRight(text, "\"”»")
	for strings.HasSuffix(bare, ">") && strings.Contains(bare, "<") {
		bare = bare[:strings.LastIndexByte(bare, '<')]
	}
	last, _ := utf8.DecodeLastRuneInString(bare)
	if isSpacedLetter(last) || strings.ContainsRune(",;:.?!)]", last) {
		return text + " "
	}
	return text
}

func spacedSuffix(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	if isSpacedLetter(first) || first == '(' || first == '[' {
		return " " + text
	}
	return text
}

// isSpacedLetter reports whether the character is of a word, in a script that sets spaces between words.
func isSpacedLetter(r rune) bool {
	return isWord(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer)
}

// affix is an author's own words around a cite. Where they meet the cite their punctuation is reconciled with
// its own, and nowhere else.
func (s *Session) affix(text string, after bool) *Node {
	n := parseRichText(text, s.p.locale)
	if n == nil {
		return nil
	}
	if leaves := leavesOf(n, nil); len(leaves) == 1 || after && len(leaves) > 0 { // empty quotation marks have none
		leaves[0].leaf = leafWords
	}
	return n
}

// locatorsOf makes a cite's locators into one value: later ones carry their labels within.
func locatorsOf(cite *Cite) numbers {
	var all numbers
	label := "" // of the locator before
	for _, locator := range cite.Locators {
		n := parseNumbers(locator.Value, false)
		if len(n.parts) == 0 {
			continue
		}
		first := &n.parts[0]
		if !first.own {
			first.label = canonicalLabel(locator.Label)
		}
		first.own = label != "" && first.label != label
		for _, part := range n.parts {
			label = cmp.Or(part.label, label)
		}
		if len(all.parts) == 0 {
			all = n
			continue
		}
		first.joint, first.typed = commaJoint, locator.Joint
		all.parts = append(all.parts, n.parts...)
		all.numeric = all.numeric && n.numeric
		all.text += cmp.Or(locator.Joint, ", ") + n.text
	}
	return all
}
