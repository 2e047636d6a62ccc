package shelf

import "glossator/generator/edition"

// text is how a text is written, and read: what it has, in this order. A field that is added to the model is added here;
// TestTextsAreReadAsTheyWere fails until it is.
func (c *coder) text(t *edition.Text) {
	number(c, &t.Owner.Kind)
	c.name(&t.Owner.ID)
	c.name(&t.Language)
	c.name(&t.File)
	number(c, &t.Size)
	list(c, &t.Passages, &c.passages, (*coder).passage)
	list(c, &t.Notes, &c.notes, (*coder).note)
	list(c, &t.Clusters, &c.clusters, (*coder).cluster)
	list(c, &t.Citations, &c.citations, (*coder).citation)
	list(c, &t.Mentions, &c.mentions, (*coder).mention)
	list(c, &t.Links, &c.links, (*coder).link)
	list(c, &t.Opaque, &c.spans, (*coder).span)
	list(c, &t.Emphasized, &c.spans, (*coder).span)
	list(c, &t.Foreign, &c.spans, (*coder).span)
	list(c, &t.Assets, &c.assets, (*coder).asset)
	list(c, &t.Bracketed, &c.bracketed, (*coder).word)
	list(c, &t.EndedPassages, &c.strings, (*coder).words)
	list(c, &t.EndedCitations, &c.strings, (*coder).words)
	list(c, &t.InDoubt, &c.strings, (*coder).words)
	list(c, &t.Joined, &c.joined, (*coder).join)
	list(c, &t.Anchors, &c.anchors, (*coder).anchor)
	list(c, &t.Sentences, &c.spans, (*coder).span)
}

func (c *coder) passage(p *edition.Passage) {
	c.name(&p.ID)
	number(c, &p.Kind)
	number(c, &p.Region)
	number(c, &p.Level)
	number(c, &p.Section)
	number(c, &p.Note)
	c.name(&p.Language)
	c.words(&p.Text)
	c.hash(&p.Hash)
	number(c, &p.Line)
	c.flag(&p.Fixed)
}

func (c *coder) join(j *edition.Joined) {
	c.words(&j.ID)
	number(c, &j.Passage)
	c.flag(&j.Given)
}

func (c *coder) anchor(a *edition.Anchor) {
	c.words(&a.ID)
	number(c, &a.Passage)
}

func (c *coder) note(n *edition.Note) {
	c.name(&n.Label)
	c.name(&n.Marker)
	number(c, &n.Stream)
	number(c, &n.Passage)
	list(c, &n.Calls, &c.spans, (*coder).span)
	number(c, &n.Line)
}

func (c *coder) cluster(k *edition.Cluster) {
	number(c, &k.First)
	number(c, &k.Count)
	number(c, &k.Note)
}

func (c *coder) citation(x *edition.Citation) {
	c.name(&x.ID)
	c.words(&x.Source) // which is asked for once, when the text is linked
	c.flag(&x.Resolved)
	number(c, &x.Form)
	c.detailsOf(x)
	c.span(&x.Span)
	number(c, &x.Sentence)
	number(c, &x.Cluster)
	number(c, &x.Line)
	number(c, &x.Column)
}

func (c *coder) details(d *edition.Details) {
	list(c, &d.Locators, &c.locators, (*coder).locator)
	c.words(&d.Prefix)
	c.words(&d.Suffix)
}

func (c *coder) locator(l *edition.Locator) {
	c.name(&l.Label)
	c.name(&l.Value)
	c.name(&l.Joint)
}

func (c *coder) mention(m *edition.Mention) {
	number(c, &m.Kind)
	c.name(&m.ID)
	c.flag(&m.Resolved)
	c.flag(&m.ByHand)
	c.flag(&m.Linked)
	c.span(&m.Span)
	number(c, &m.Sentence)
	number(c, &m.Line)
	number(c, &m.Column)
}

func (c *coder) link(l *edition.Link) {
	number(c, &l.Kind)
	c.name(&l.ID)
	c.name(&l.Fragment)
	c.span(&l.Span)
	number(c, &l.Sentence)
	number(c, &l.Line)
	number(c, &l.Column)
	c.flag(&l.Resolved)
}

func (c *coder) asset(a *edition.Asset) {
	c.words(&a.Path)
	c.flag(&a.Picture)
	number(c, &a.Line)
	number(c, &a.Column)
}

func (c *coder) word(w *edition.Word) {
	c.words(&w.Text)
	number(c, &w.Line)
	number(c, &w.Column)
}

func (c *coder) span(s *edition.Span) {
	number(c, &s.Passage)
	number(c, &s.Start)
	number(c, &s.End)
}

// sound says that everything in a text that counts on another part of it finds that.
func sound(t *edition.Text) bool {
	in := func(i int32, n int) bool { return i >= 0 && int(i) < n }
	maybe := func(i int32, n int) bool { return i == -1 || in(i, n) }
	stands := func(s edition.Span) bool {
		return in(s.Passage, len(t.Passages)) && s.Start >= 0 && s.Start <= s.End && int(s.End) <= len(t.Passages[s.Passage].Text)
	}
	for i := range t.Passages {
		p := &t.Passages[i]
		if !maybe(p.Section, len(t.Passages)) || !maybe(p.Note, len(t.Notes)) || p.Kind > edition.Byline || p.Region > edition.NoteRegion {
			return false
		}
	}
	for i := range t.Notes {
		n := &t.Notes[i]
		if !in(n.Passage, len(t.Passages)) || n.Stream > edition.EditorStream || !all(n.Calls, stands) {
			return false
		}
	}
	return all(t.Clusters, func(k edition.Cluster) bool {
		return k.Count > 0 && in(k.First, len(t.Citations)) && int(k.First)+int(k.Count) <= len(t.Citations) && maybe(k.Note, len(t.Notes))
	}) && all(t.Citations, func(x edition.Citation) bool {
		return stands(x.Span) && maybe(x.Sentence, len(t.Sentences)) && in(x.Cluster, len(t.Clusters)) && x.Form <= edition.Printed
	}) && all(t.Mentions, func(m edition.Mention) bool {
		return stands(m.Span) && maybe(m.Sentence, len(t.Sentences)) && m.Kind <= edition.OfAnEvent
	}) && all(t.Links, func(l edition.Link) bool {
		return stands(l.Span) && maybe(l.Sentence, len(t.Sentences)) && (l.Kind == edition.OfEssay || l.Kind == edition.OfPage)
	}) && all(t.Opaque, stands) && all(t.Emphasized, stands) && all(t.Foreign, stands) && all(t.Sentences, stands)
}

func all[T any](list []T, holds func(T) bool) bool {
	for _, x := range list {
		if !holds(x) {
			return false
		}
	}
	return true
}
