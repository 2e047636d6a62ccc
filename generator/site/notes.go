package site

import (
	"html/template"

	"glossator/generator/csl"
	"glossator/generator/edition"
	"glossator/generator/markup"
)

// noteLists are the notes of a text, stream by stream, and those that the citation style makes.
func (s *Site) noteLists(w *writer, t *edition.Text, bodies [][]byte, page string) []noteList {
	var lists []noteList
	for _, list := range []noteList{
		s.notes(w, t, bodies, edition.AuthorStream), s.notes(w, t, bodies, edition.EditorStream), s.citationNotes(t, page),
	} {
		if list.HTML == "" {
			continue
		}
		list.Language = t.Language
		lists = append(lists, list)
	}
	return lists
}

// notes writes the list of one stream's notes, each with the ways back to where it is called.
func (s *Site) notes(w *writer, t *edition.Text, bodies [][]byte, stream edition.Stream) noteList {
	list := noteList{ID: "notes", Heading: s.words.word("notes"), Class: "author"}
	if stream == edition.EditorStream {
		list = noteList{ID: "editors-notes", Heading: s.words.word("editors-notes"), Class: "editor"}
	}
	begun := len(w.b)
	beside := make([]bool, len(t.Notes))
	for _, i := range notesByCall(t, stream) {
		beside[i] = true
	}
	for i := range t.Notes {
		if t.Notes[i].Stream == stream {
			s.note(w, t, i, bodies[i], beside[i])
		}
	}
	list.HTML = w.since(begun)
	return list
}

func (s *Site) note(w *writer, t *edition.Text, i int, body []byte, beside bool) {
	n := &t.Notes[i]
	p := &t.Passages[n.Passage]
	w.raw(`<li id="`)
	w.text(p.ID)
	w.raw(`"`)
	if beside {
		w.raw(` class="beside"`)
	}
	w.language(p.Language, t.Language)
	w.raw(`><span class="marker">`)
	w.text(n.Marker)
	w.raw(`</span><div class="note">`)
	w.b = append(w.b, body...)
	w.raw("</div>")
	s.returns(w, "r-"+p.ID, len(n.Calls))
	w.raw("</li>\n")
}

// returns writes the ways back to the calls of a note: an arrow, or a b c where there are several.
func (s *Site) returns(w *writer, id string, calls int) {
	w.raw(`<span class="returns">`)
	for k := 1; k <= calls; k++ {
		w.raw(`<a role="doc-backlink" href="#`)
		w.text(id)
		if k > 1 {
			w.raw("-", itoa(k))
		}
		w.raw(`" aria-label="`)
		if calls == 1 {
			w.text(s.words.word("back"))
			w.raw(`">↩</a>`)
			continue
		}
		letter := csl.Letters(k)
		w.text(s.words.with("back-nth", letter))
		w.raw(`">`, letter, "</a> ")
	}
	if calls == 0 {
		w.text(s.words.word("note-uncalled"))
	}
	w.raw("</span>")
}

// annotations writes the remarks that stand off from an essay, each with the words that it is about.
func (s *Site) annotations(w *writer, x *edition.Essay, page string) template.HTML {
	begun := len(w.b)
	side, beside := annotationsSide(x), annotationsByCall(x)
	for i, a := range x.Annotations {
		class := a.Kind.String()
		if len(beside) > 0 && annotatesText(x, a) {
			class += " " + side
		}
		s.annotation(w, x, i+1, class, page)
	}
	return w.since(begun)
}

func (s *Site) annotation(w *writer, x *edition.Essay, n int, class, page string) {
	a := x.Annotations[n-1]
	id := annotationID(a.ID)
	w.raw(`<li id="`)
	w.text(id)
	w.raw(`" class="`, class, `"><span class="marker">`, markup.AnnotationMarker(n), `</span><div class="note">`)
	w.raw(`<p class="lemma"><span class="kind">`)
	w.text(s.words.word("annotation-" + a.Kind.String()))
	w.raw(`</span> `)
	w.text(s.words.word("on-words"))
	w.raw(` <a href="#at-`)
	w.text(a.ID)
	w.raw(`">`)
	if a.Quote == "" && a.Span.Passage >= 0 { // it is about the whole passage
		w.text(s.placeLabel(x.Text, &x.Text.Passages[a.Span.Passage]))
	} else {
		w.raw("<q>")
		w.text(shortened(a.Quote, 120))
		w.raw("</q>")
	}
	w.raw("</a></p>")
	if a.Kind == edition.Emendation && a.Reading != "" {
		w.raw(`<p class="reading">`)
		w.text(s.words.word("reading"))
		w.raw(" <q>")
		w.text(a.Reading)
		w.raw("</q>")
		if a.Reason != "" {
			w.raw(" (")
			w.text(a.Reason)
			w.raw(")")
		}
		w.raw("</p>")
	}
	w.b = append(w.b, s.short(a.Body, page, id+"-")...)
	if a.By != "" {
		w.raw(`<p class="by">`)
		w.text(a.By)
		if a.Date != "" {
			w.raw(s.comma())
			w.text(s.words.edtf(a.Date))
		}
		w.raw("</p>")
	}
	w.raw("</div>")
	s.returns(w, "r-"+id, 1)
	w.raw("</li>\n")
}
