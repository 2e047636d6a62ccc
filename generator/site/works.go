package site

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strings"

	"glossator/generator/edition"
)

// works writes an essay's works cited, each with its places in the text. Where the essay prints a list of its own
// they are told apart: listed, cited without being listed, listed without being cited.
func (s *Site) works(w *writer, x *edition.Essay, page string) template.HTML {
	cited := citationsBySource(x.Text)
	listed := map[string]bool{}
	for _, key := range x.WorksCited {
		listed[key] = true
	}
	var both, unlisted, uncited, also []*edition.Source
	for _, src := range s.citations.sorted(s.worksOf(x, cited)) {
		key := src.Item.ID
		switch {
		case listed[key] && len(cited[key]) == 0:
			uncited = append(uncited, src)
		case len(cited[key]) == 0: // nocite names it
			also = append(also, src)
		case len(x.WorksCited) > 0 && !listed[key]:
			unlisted = append(unlisted, src)
		default:
			both = append(both, src)
		}
	}
	begun := len(w.b)
	listedHeading := ""
	if len(x.WorksCited) > 0 {
		listedHeading = "works-listed"
	}
	s.workList(w, listedHeading, "listed", both, cited, page)
	s.workList(w, "works-unlisted", "unlisted", unlisted, cited, page)
	s.workList(w, "works-uncited", "uncited", uncited, cited, page)
	s.workList(w, "also-listed", "uncited", also, cited, page)
	return w.since(begun)
}

// worksOf are the sources that an essay cites or lists.
func (s *Site) worksOf(x *edition.Essay, cited map[string][]edition.Backlink) []*edition.Source {
	keys := make([]string, 0, len(cited)+len(x.WorksCited)+len(x.Nocite))
	for key := range cited {
		keys = append(keys, key)
	}
	keys = append(keys, x.WorksCited...)
	keys = append(keys, x.Nocite...)
	slices.Sort(keys)
	var list []*edition.Source
	for _, key := range slices.Compact(keys) {
		if src := s.edition.Source(key); src != nil {
			list = append(list, src)
		}
	}
	return list
}

// citationsBySource are a text's citations by the key of what they cite.
func citationsBySource(t *edition.Text) map[string][]edition.Backlink {
	list := make([]edition.Backlink, len(t.Citations))
	for i := range list {
		list[i] = edition.Backlink{Text: t, Kind: edition.CitationBacklink, Index: int32(i)}
	}
	source := func(b edition.Backlink) string { return t.Citations[b.Index].Source }
	slices.SortStableFunc(list, func(a, b edition.Backlink) int { return strings.Compare(source(a), source(b)) })
	cited := make(map[string][]edition.Backlink, len(list))
	for i, j := 0, 0; i < len(list); i = j {
		for j = i + 1; j < len(list) && source(list[j]) == source(list[i]); j++ {
		}
		cited[source(list[i])] = list[i:j]
	}
	return cited
}

func (s *Site) workList(w *writer, heading, class string, list []*edition.Source, cited map[string][]edition.Backlink, page string) {
	if len(list) == 0 {
		return
	}
	if heading != "" {
		w.raw("<h3>")
		w.text(s.words.word(heading))
		w.raw("</h3>")
	}
	w.raw(`<ul class="works `, class, `">`, "\n")
	for _, src := range list {
		w.raw(`<li id="work-`, src.Slug, `"`)
		apart := w.byLetters(s.citations.plainEntry(src), s.edition.Settings.Language)
		w.raw(`><span class="entry">`)
		w.b = append(w.b, s.citations.Entry(src)...)
		w.raw(`</span> <span class="places"`)
		if apart {
			w.raw(` dir="`, cmp.Or(edition.Direction(s.edition.Settings.Language, ""), "ltr"), `"`)
		}
		w.raw(`><a class="more" href="`, root(page), sourcePath(src.Slug), `">`)
		w.text(s.words.word("source"))
		w.raw("</a>")
		if places := cited[src.Item.ID]; len(places) > 0 {
			w.raw(" ")
			w.text(s.words.word("cited-at"))
			s.writePlaces(w, samePage, places)
		}
		w.raw("</span></li>\n")
	}
	w.raw("</ul>\n")
}

// subject is a term, name or event.
type subject struct {
	kind edition.MentionKind
	id   string
}

// subjects writes the terms, names and events that occur in a text, each with its places.
func (s *Site) subjects(w *writer, t *edition.Text, page string) template.HTML {
	places := map[subject][]edition.Backlink{}
	for i := range t.Mentions {
		if m := &t.Mentions[i]; m.Resolved {
			key := subject{m.Kind, m.ID}
			places[key] = append(places[key], edition.Backlink{Text: t, Kind: edition.MentionBacklink, Index: int32(i)})
		}
	}
	ranks := s.ranks()
	list := slices.SortedFunc(maps.Keys(places), func(a, b subject) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(ranks[a], ranks[b]))
	})
	begun := len(w.b)
	for i, x := range list {
		if i == 0 || x.kind != list[i-1].kind {
			w.raw("<h3>")
			w.text(s.words.word([...]string{"terms", "names", "chronology"}[x.kind]))
			w.raw("</h3><ul>\n")
		}
		words, path := s.subject(x)
		w.raw("<li>")
		w.link("", root(page)+path, words)
		w.raw(` <span class="places">`)
		s.writePlaces(w, samePage, places[x])
		w.raw("</span></li>\n")
		if i+1 == len(list) || x.kind != list[i+1].kind {
			w.raw("</ul>\n")
		}
	}
	return w.since(begun)
}

// subject is what a term, name or event is called in lists, and its address.
func (s *Site) subject(x subject) (words, path string) {
	switch x.kind {
	case edition.OfATerm:
		return s.edition.Term(x.id).Term, termPath(x.id)
	case edition.OfAName:
		return sortedName(s.edition.Name(x.id)), namePath(x.id)
	}
	return s.edition.Event(x.id).Title, eventAddress(x.id)
}

// subjectRanks are the places of terms, names and events in the lists of each.
func (s *Site) subjectRanks() map[subject]int {
	ranks := map[subject]int{}
	for i, x := range s.terms() {
		ranks[subject{edition.OfATerm, x.ID}] = i
	}
	for i, x := range s.named() {
		ranks[subject{edition.OfAName, x.ID}] = i
	}
	for i, x := range s.edition.Events {
		ranks[subject{edition.OfAnEvent, x.ID}] = i
	}
	return ranks
}
