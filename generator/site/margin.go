package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"glossator/generator/edition"
)

// A note in the margin stands level with its call, or below the note before it where that reaches so far down. CSS
// anchor positioning does this without a script (css/essay.css), given the names of what each note stands by, which only the
// generator knows: the order of the calls. They are a stylesheet beside the essay's page.

// marginStyle writes the stylesheet that places what stands beside an essay: the author's notes one after another, the
// editors', and the annotations. A browser places a note only by those before it in the page, so annotations cannot
// take turns with editors' notes: they have the editors' side where it is free, else a column further out on very
// wide screens.
func (s *Site) marginStyle(w *writer, x *edition.Essay) {
	w.raw("@supports (anchor-name: --a) and (top: anchor(--a top)) {\n@media screen and (min-width: 75rem) {\n")
	for k, stream := range []edition.Stream{edition.AuthorStream, edition.EditorStream} {
		var ids []string
		for _, i := range notesByCall(x.Text, stream) {
			ids = append(ids, x.Text.Passages[x.Text.Notes[i].Passage].ID)
		}
		w.oneBelowAnother([]string{"a", "e"}[k], ids)
	}
	if annotationsSide(x) == "outer" {
		w.raw("}\n@media screen and (min-width: 112rem) {\n")
	}
	w.oneBelowAnother("r", annotationsByCall(x))
	if edition.Direction(x.Language, s.edition.Settings.Language) != "" { // the annotations begin at the other side than the notes
		w.raw(".notes.annotations li.beside{inset-inline:calc(100% + 2.5rem) auto}\n.notes li.outer{inset-inline:calc(100% + 17.5rem) auto}\n")
	}
	w.raw("}\n}\n")
}

// hasMargin says that something may stand beside an essay's text.
func hasMargin(x *edition.Essay) bool { return len(x.Text.Notes)+len(x.Annotations) > 0 }

// oneBelowAnother names the anchors of one column, which its letter begins: of each note its call, and what stands above it. The
// names are short, since a reader loads them all.
func (w *writer) oneBelowAnother(column string, ids []string) {
	for i, id := range ids {
		id, call, note := cssName(id), "--"+column+itoa(i), "--"+column+"n"
		w.raw("#r-", id, "{anchor-name:", call, "}#", id, "{anchor-name:", note, itoa(i), ";--call:", call)
		if i > 0 {
			w.raw(";--above:", note, itoa(i-1))
		}
		w.raw("}\n")
	}
}

// annotationsSide is the column of an essay's annotations, as its class.
func annotationsSide(x *edition.Essay) string {
	if len(notesByCall(x.Text, edition.EditorStream)) > 0 {
		return "outer"
	}
	return "beside"
}

// annotationsByCall are the ids of the annotations of an essay's text in the order of their calls.
func annotationsByCall(x *edition.Essay) []string {
	var list []*edition.Annotation
	for _, a := range x.Annotations {
		if annotatesText(x, a) {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b *edition.Annotation) int {
		return cmp.Or(cmp.Compare(a.Span.Passage, b.Span.Passage), cmp.Compare(a.Span.End, b.Span.End))
	})
	if len(list) == 0 {
		return nil
	}
	var ids []string
	room := newColumn(x.Text)
	for _, a := range list {
		ids = append(ids, annotationID(a.ID))
		words := len(a.Quote) + len(a.By)
		if a.Body != nil {
			words += wordsOf(a.Body.Passages...)
		}
		room.add(a.Span.Passage, a.Span.End, words)
	}
	if !room.fits() {
		return nil
	}
	return ids
}

// annotatesText says that an annotation is about words of the text and not of a note.
func annotatesText(x *edition.Essay, a *edition.Annotation) bool {
	return a.Span.Passage >= 0 && x.Text.Passages[a.Span.Passage].Note < 0
}

// notesByCall are the notes of a stream that stand beside the text, in the order of their first calls. A note that is called within
// a note has no place there.
func notesByCall(t *edition.Text, stream edition.Stream) []int {
	var list []int
	for i := range t.Notes {
		if t.Notes[i].Stream == stream && besideText(t, &t.Notes[i]) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		x, y := t.Notes[a].Calls[0], t.Notes[b].Calls[0]
		return cmp.Or(cmp.Compare(x.Passage, y.Passage), cmp.Compare(x.Start, y.Start))
	})
	if len(list) == 0 {
		return nil
	}
	room := newColumn(t)
	for _, i := range list {
		call := t.Notes[i].Calls[0]
		room.add(call.Passage, call.Start, wordsOf(t.Passages[t.Notes[i].Passage]))
	}
	if !room.fits() {
		return nil
	}
	return list
}

// A column measures how far down notes reach that stand one below another, in the bytes that the text has beside them. One that goes
// on far below the text is no margin: its last notes would be screens away from their calls. It stays a list at the end.
type column struct {
	starts []int // of each passage
	end    int   // of the notes so far
}

// Sizes of a column, in bytes of the text. They need not be exact: languages differ, and so do fonts.
const (
	passageGap = 60   // between one passage and the next, with what stays free on its last line
	noteGap    = 45   // the same of notes
	belowText  = 4000 // as far as a column may go on below the text, beside what stands there: about two screens
)

func newColumn(t *edition.Text) *column {
	c := &column{starts: make([]int, len(t.Passages)+1)}
	for i := range t.Passages {
		c.starts[i+1] = c.starts[i]
		if p := &t.Passages[i]; p.Note < 0 {
			c.starts[i+1] += wordsOf(*p) + passageGap
		}
	}
	return c
}

// add puts a note below the others, level with its call if it can be. Its lines have half of the text's length and three quarters
// of their height.
func (c *column) add(passage, at int32, words int) {
	c.end = max(c.end, c.starts[passage]+int(at)) + words*3/2 + noteGap
}

func (c *column) fits() bool { return c.end <= c.starts[len(c.starts)-1]+belowText }

// wordsOf is the length of passages as they are printed, roughly: a citation is one sign in them.
func wordsOf(passages ...edition.Passage) int {
	n := 0
	for i := range passages {
		n += len(passages[i].Text) + 20*strings.Count(passages[i].Text, edition.FormattedCitation)
	}
	return n
}

// besideText says that a note stands beside its call: that of an essay, first called in the text and not in another
// note.
func besideText(t *edition.Text, n *edition.Note) bool {
	return t.Owner.Kind == edition.OfEssay && len(n.Calls) > 0 && t.Passages[n.Calls[0].Passage].Note < 0
}

// cssName is an id as a name in CSS.
func cssName(id string) string {
	var b strings.Builder
	for i, r := range id {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_' || r >= utf8.RuneSelf
		if !letter && (r < '0' || r > '9' || i == 0) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
