package edition

// Backlink is a citation, mention or link, seen from what it refers to. It is a small index into the facts of
// the text that refers.
type Backlink struct {
	Text  *Text
	Kind  BacklinkKind
	Index int32 // in Text.Citations, Mentions or Links
}

// BacklinkKind says which facts a backlink's index counts.
type BacklinkKind uint8

const (
	CitationBacklink BacklinkKind = iota
	MentionBacklink
	LinkBacklink
)

// Place is where the reference stands.
func (b Backlink) Place() Place {
	span, _ := b.fact()
	return Place{b.Text, span}
}

// Sentence is where the sentence that refers stands, and the span of the referring words within it. A sentence of no length
// says that the reference stands in front matter or where no sentence is.
func (b Backlink) Sentence() (s Span, start, end int) {
	span, i := b.fact()
	if i < 0 {
		return Span{Passage: span.Passage}, 0, 0
	}
	s = b.Text.Sentences[i]
	size := int(s.End - s.Start)
	start = max(0, min(int(span.Start-s.Start), size))
	return s, start, max(start, min(int(span.End-s.Start), size))
}

// Passage is the passage that refers.
func (b Backlink) Passage() *Passage {
	span, _ := b.fact()
	return &b.Text.Passages[span.Passage]
}

// Locators are those of a citation.
func (b Backlink) Locators() []Locator {
	if b.Kind != CitationBacklink {
		return nil
	}
	return b.Text.Citations[b.Index].Locators()
}

// Address is the fragment that leads to the reference: a citation's own, else its passage's.
func (b Backlink) Address() string {
	if b.Kind == CitationBacklink {
		return b.Text.Citations[b.Index].ID
	}
	return b.Passage().ID
}

func (b Backlink) fact() (Span, int32) {
	switch b.Kind {
	case CitationBacklink:
		c := &b.Text.Citations[b.Index]
		return c.Span, c.Sentence
	case MentionBacklink:
		m := &b.Text.Mentions[b.Index]
		return m.Span, m.Sentence
	}
	l := &b.Text.Links[b.Index]
	return l.Span, l.Sentence
}
