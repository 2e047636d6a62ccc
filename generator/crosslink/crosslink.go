// Package crosslink resolves what texts refer to, and inverts it: references lead from a text to its sources,
// terms and names, backlinks from those to every place in every text.
//
// [New] makes a [Linker] of an edition's records. [Linker.Text] is called for each text while its words are in
// memory, for many texts at once if wanted: it resolves citations, hand-made mentions and links, finds the terms
// and names that stand in the text, and keeps the sentences that hold a fact. [Linker.Annotations] finds the words
// that an essay's annotations are about. [Linker.Edition] then checks the links between texts and fills the
// Backlinks of sources, terms, names, events, essays and pages. After a text has changed, [Linker.Replace] does
// that for it alone. After records have changed, [Linker.After] makes [Linker.Again] link only what that may change.
//
// [ReadLock], [Lock.Follow] and [Lock.Assign] keep published addresses with their words: after a text is parsed, and
// before it is linked. [Lock.Record] and [Lock.WriteTo] make the next lock.
package crosslink

import (
	"sync"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// Linker knows what can be referred to. Text, Resolve and Annotations may be called at the same time for
// different texts; Edition and Replace are for one caller at a time.
type Linker struct {
	edition  *edition.Edition
	subjects *subjects
	aliases  *aliases
	attested map[string][]attestation // by the essay that they quote
	scratch  sync.Pool
	former   *succession // from the linker before; nil without one

	mu      sync.Mutex
	targets map[*edition.Text]*targets

	texts  []*edition.Text                   // in reading order; made by Edition
	broken map[*edition.Text]diagnostic.List // links to other texts that lead nowhere, by the text that has them
	fixed  diagnostic.List                   // findings about records: they stay as long as the Linker
}

// New returns a linker for the edition. Its essays need not have texts yet.
func New(e *edition.Edition) *Linker {
	l := &Linker{
		edition:  e,
		subjects: newSubjects(e),
		attested: map[string][]attestation{},
		targets:  map[*edition.Text]*targets{},
	}
	l.aliases = newAliases(e, &l.fixed)
	l.scratch.New = func() any { return newScratch(len(e.Terms) + len(e.Names)) }
	var h hints
	for _, term := range e.Terms {
		l.checkTerm(term, &h)
		for i := range term.Attested {
			a := &term.Attested[i]
			a.Span = edition.Span{Passage: -1}
			l.attested[a.Essay] = append(l.attested[a.Essay], attestation{a, term.ID})
		}
	}
	return l
}

// checkTerm reports references from a term's record to what there is not.
func (l *Linker) checkTerm(term *edition.Term, h *hints) {
	for _, id := range term.See {
		if l.edition.Term(id) == nil && !l.edition.Unread.Owner(edition.OfTerm, id) {
			l.fixed = append(l.fixed, h.unknown(term.At, "unknown-term", id, l.subjects.terms))
		}
	}
	for _, a := range term.Attested {
		if l.edition.Essay(a.Essay) == nil && !l.edition.Unread.Owner(edition.OfEssay, a.Essay) {
			l.fixed = append(l.fixed, l.unknownText(a.At, edition.OfEssay, a.Essay, h))
		}
	}
}

// Text resolves the references of t, finds mentions by their aliases, and cuts the sentences that hold facts. It
// needs the words of t. Links to passages of other texts are left to Edition.
func (l *Linker) Text(t *edition.Text) diagnostic.List {
	s := l.scratch.Get().(*scratch)
	defer l.scratch.Put(s)
	l.findMentions(t, s)
	cutSentences(t, s)
	found := l.Resolve(t)
	if t.Owner.Kind == edition.OfEssay {
		found = append(found, l.anchorAttestations(t)...)
	}
	return found
}

// Resolve does what can be done without the words: it resolves the facts that t has. Text includes it.
func (l *Linker) Resolve(t *edition.Text) diagnostic.List {
	r := resolver{l: l, t: t, own: destination{t: t}}
	targets := r.resolve()
	if essay := l.edition.Essay(t.Owner.ID); t.Owner.Kind == edition.OfEssay && essay != nil {
		r.worksNamed(essay)
	}
	l.mu.Lock()
	l.targets[t] = targets
	l.mu.Unlock()
	return r.found
}

// subjects numbers everything that has backlinks: sources, then terms, names, events, essays and pages.
type subjects struct {
	sources, terms, names, events, essays, pages map[string]int32
	lists                                        []*[]edition.Backlink
}

func newSubjects(e *edition.Edition) *subjects {
	s := &subjects{}
	s.sources = number(s, e.Sources, func(x *edition.Source) (string, *[]edition.Backlink) { return x.Item.ID, &x.Backlinks })
	s.terms = number(s, e.Terms, func(x *edition.Term) (string, *[]edition.Backlink) { return x.ID, &x.Backlinks })
	s.names = number(s, e.Names, func(x *edition.Name) (string, *[]edition.Backlink) { return x.ID, &x.Backlinks })
	s.events = number(s, e.Events, func(x *edition.Event) (string, *[]edition.Backlink) { return x.ID, &x.Backlinks })
	s.essays = number(s, e.Essays, func(x *edition.Essay) (string, *[]edition.Backlink) { return x.ID, &x.Backlinks })
	s.pages = number(s, e.Pages, func(x *edition.Page) (string, *[]edition.Backlink) { return x.ID, &x.Backlinks })
	return s
}

func number[T any](s *subjects, list []*T, of func(*T) (string, *[]edition.Backlink)) map[string]int32 {
	m := make(map[string]int32, len(list))
	for _, x := range list {
		id, backlinks := of(x)
		m[id] = int32(len(s.lists))
		s.lists = append(s.lists, backlinks)
	}
	return m
}

func (s *subjects) mentioned(k edition.MentionKind) map[string]int32 {
	return [...]map[string]int32{edition.OfATerm: s.terms, edition.OfAName: s.names, edition.OfAnEvent: s.events}[k]
}

// linked are the essays or the pages; nil for owners that links between texts do not lead to.
func (s *subjects) linked(k edition.OwnerKind) map[string]int32 {
	switch k {
	case edition.OfEssay:
		return s.essays
	case edition.OfPage:
		return s.pages
	}
	return nil
}
