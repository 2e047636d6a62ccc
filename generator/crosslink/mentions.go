package crosslink

import (
	"cmp"
	"slices"

	"glossator/generator/edition"
)

// scratch is what the linking of one text after another needs again and again.
type scratch struct {
	folded   folded
	mentions []edition.Mention
	last     []uint64 // by subject, the stamp of the last stretch in which a mention of it was linked
	stamp    uint64   // of the last stretch of the last text
	opaque   []edition.Span
	hand     []edition.Mention
	facts    []factRef
}

func newScratch(subjects int) *scratch { return &scratch{last: make([]uint64, subjects)} }

// finder finds the mentions of one text.
type finder struct {
	*scratch
	l    *Linker
	t    *edition.Text
	own  int32 // the subject that the text is about, or −1
	base uint64

	opaques  []edition.Span // those still ahead
	opaqueTo int32          // where, in this passage, those passed end
	hands    []edition.Mention
	byHand   map[uint64]bool // stretch and subject of hand-made mentions
}

// findMentions puts the mentions that it finds among those made by hand, by passage and place. A term's
// definition does not mention the term, nor a name's entry the name.
func (l *Linker) findMentions(t *edition.Text, s *scratch) {
	f := &finder{scratch: s, l: l, t: t, own: l.ownSubject(t.Owner), base: s.stamp}
	f.prepare()
	for i := range t.Passages {
		f.passage(int32(i))
	}
	mentions := make([]edition.Mention, 0, len(f.mentions)+len(f.hand))
	mentions = append(append(mentions, f.hand...), f.mentions...)
	if len(f.hand) > 0 {
		slices.SortStableFunc(mentions, func(a, b edition.Mention) int { return compareSpans(a.Span, b.Span) })
	}
	t.Mentions = mentions
}

func compareSpans(a, b edition.Span) int {
	return cmp.Or(cmp.Compare(a.Passage, b.Passage), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

func (l *Linker) ownSubject(o edition.Owner) int32 {
	switch o.Kind {
	case edition.OfTerm:
		return l.subject(edition.OfATerm, o.ID)
	case edition.OfName:
		return l.subject(edition.OfAName, o.ID)
	}
	return -1
}

// subject is the number of a term or name among the aliases' subjects, or −1.
func (l *Linker) subject(kind edition.MentionKind, id string) int32 {
	if kind == edition.OfAnEvent {
		return -1
	}
	if n, ok := l.subjects.mentioned(kind)[id]; ok {
		return n - int32(len(l.edition.Sources))
	}
	return -1
}

func (f *finder) prepare() {
	f.mentions = f.mentions[:0]
	f.hand = f.hand[:0]
	for _, m := range f.t.Mentions {
		if m.ByHand {
			f.hand = append(f.hand, m)
		}
	}
	slices.SortStableFunc(f.hand, func(a, b edition.Mention) int { return compareSpans(a.Span, b.Span) })
	f.opaque = append(f.opaque[:0], f.t.Opaque...)
	slices.SortFunc(f.opaque, compareSpans)
	f.hands, f.opaques = f.hand, f.opaque
	f.stamp += uint64(len(f.t.Passages)) + 2
	if len(f.hand) > 0 {
		f.byHand = map[uint64]bool{}
	}
	for _, m := range f.hand {
		f.byHand[f.stretch(m.Span.Passage)<<32|uint64(f.l.subject(m.Kind, m.ID))] = true
	}
}

// stretch numbers the stretches of text in which only one mention is linked. Under the rule for sections, notes
// are a section of their own.
func (f *finder) stretch(passage int32) uint64 {
	switch p := &f.t.Passages[passage]; f.l.edition.Settings.Autolink {
	case edition.AutolinkPassage:
		return uint64(passage) + 1
	case edition.AutolinkSection:
		if p.Note >= 0 {
			return uint64(len(f.t.Passages)) + 1
		}
		return uint64(p.Section + 1)
	}
	return 0
}

func (f *finder) passage(i int32) {
	p := &f.t.Passages[i]
	if p.Kind == edition.Code || p.Text == "" {
		return
	}
	f.opaqueTo = -1
	title := p.Kind == edition.Heading || p.Kind == edition.Title
	linkable := f.l.edition.Settings.Autolink != edition.AutolinkOff && !title && p.Kind != edition.Byline && p.Kind != edition.Figure
	f.folded.fold(p.Text)
	f.l.aliases.find(&f.folded, title, func(m match) {
		if m.entry.subject == f.own {
			return
		}
		span := edition.Span{Passage: i, Start: int32(f.folded.original(m.start)), End: int32(f.folded.original(m.end))}
		opaque := f.isOpaque(span)
		if f.isByHand(span, m.entry) {
			return
		}
		f.mentions = append(f.mentions, edition.Mention{
			Kind: m.entry.kind, ID: m.entry.id, Resolved: true, Span: span, Sentence: -1, Line: p.Line,
			Linked: linkable && !opaque && f.isFirst(i, m.entry.subject),
		})
	})
}

// isOpaque says that nothing may be linked in some of the span. Spans must come in their order.
func (f *finder) isOpaque(span edition.Span) bool {
	for len(f.opaques) > 0 && (f.opaques[0].Passage < span.Passage || f.opaques[0].Passage == span.Passage && f.opaques[0].Start < span.End) {
		if f.opaques[0].Passage == span.Passage {
			f.opaqueTo = max(f.opaqueTo, f.opaques[0].End)
		}
		f.opaques = f.opaques[1:]
	}
	return f.opaqueTo > span.Start
}

// isByHand says that the editor has dealt with the words: marked just these, or more of the same subject.
func (f *finder) isByHand(span edition.Span, x *entry) bool {
	for len(f.hands) > 0 && (f.hands[0].Span.Passage < span.Passage || f.hands[0].Span.Passage == span.Passage && f.hands[0].Span.End <= span.Start) {
		f.hands = f.hands[1:]
	}
	for _, m := range f.hands {
		if m.Span.Passage != span.Passage || m.Span.Start >= span.End {
			return false
		}
		if m.Span == span || m.Kind == x.kind && m.ID == x.id {
			return true
		}
	}
	return false
}

// isFirst says that a mention is the first of its stretch, and that the editor has made none there.
func (f *finder) isFirst(passage int32, subject int32) bool {
	stretch := f.stretch(passage)
	stamp := f.base + stretch + 1
	if f.last[subject] == stamp || f.byHand[stretch<<32|uint64(subject)] {
		return false
	}
	f.last[subject] = stamp
	return true
}
