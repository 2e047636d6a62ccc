package site

import (
	"html/template"
	"slices"

	"glossator/generator/edition"
)

// workSize is about how many bytes a work takes in an essay's list.
const workSize = 512

// works writes an essay's works cited, each with its places in the text. Where the essay prints a list of its own
// they are told apart: listed, cited without being listed, listed without being cited.
func (s *Site) works(x *edition.Essay, page string) template.HTML {
	cited := citationsBySource(x.Text)
	listed := map[string]bool{}
	for _, key := range x.WorksCited {
		listed[key] = true
	}
	var both, unlisted, uncited []*edition.Source
	for _, src := range s.citations.sorted(s.worksOf(x, cited)) {
		key := src.Item.ID
		switch {
		case len(x.WorksCited) > 0 && !listed[key]:
			unlisted = append(unlisted, src)
		case len(cited[key]) == 0:
			uncited = append(uncited, src)
		default:
			both = append(both, src)
		}
	}
	w := writer{make([]byte, 0, workSize*len(cited))}
	listedHeading, uncitedHeading := "", "also-listed"
	if len(x.WorksCited) > 0 {
		listedHeading, uncitedHeading = "works-listed", "works-uncited"
	}
	s.workList(&w, listedHeading, "listed", both, cited, page)
	s.workList(&w, "works-unlisted", "unlisted", unlisted, cited, page)
	s.workList(&w, uncitedHeading, "uncited", uncited, cited, page)
	return w.html()
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
	cited := map[string][]edition.Backlink{}
	for i := range t.Citations {
		key := t.Citations[i].Source
		cited[key] = append(cited[key], edition.Backlink{Text: t, Kind: edition.CitationBacklink, Index: int32(i)})
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
		w.raw(`<li id="work-`, src.Slug, `"><span class="entry">`)
		w.b = append(w.b, s.entry(src)...)
		w.raw(`</span> <span class="places"><a class="more" href="`, root(page), sourcePath(src.Slug), `">`)
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

// subjects writes the terms, names and events that occur in a text, each with its places.
func (s *Site) subjects(t *edition.Text, page string) template.HTML {
	type subject struct {
		kind edition.MentionKind
		id   string
	}
	places := map[subject][]edition.Backlink{}
	for i := range t.Mentions {
		if m := &t.Mentions[i]; m.Resolved {
			key := subject{m.Kind, m.ID}
			places[key] = append(places[key], edition.Backlink{Text: t, Kind: edition.MentionBacklink, Index: int32(i)})
		}
	}
	var w writer
	group := func(heading string, n int, at func(i int) (subject, string, string)) {
		open := false
		for i := range n {
			key, words, path := at(i)
			if len(places[key]) == 0 {
				continue
			}
			if !open {
				w.raw("<h3>")
				w.text(s.words.word(heading))
				w.raw("</h3><ul>\n")
				open = true
			}
			w.raw("<li>")
			w.link("", root(page)+path, words)
			w.raw(` <span class="places">`)
			s.writePlaces(&w, samePage, places[key])
			w.raw("</span></li>\n")
		}
		if open {
			w.raw("</ul>\n")
		}
	}
	e := s.edition
	group("terms", len(e.Terms), func(i int) (subject, string, string) {
		x := s.terms()[i]
		return subject{edition.OfATerm, x.ID}, x.Term, termPath(x.ID)
	})
	group("names", len(e.Names), func(i int) (subject, string, string) {
		x := s.named()[i]
		return subject{edition.OfAName, x.ID}, sortedName(x), namePath(x.ID)
	})
	group("chronology", len(e.Events), func(i int) (subject, string, string) {
		x := e.Events[i]
		return subject{edition.OfAnEvent, x.ID}, x.Title, eventAddress(x.ID)
	})
	return w.html()
}
