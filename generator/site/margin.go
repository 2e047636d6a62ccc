package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"glossator/generator/edition"
)

// A note in the margin stands level with its call, or below the note before it where that reaches so far down. CSS
// anchor positioning does this without a script, given one rule for each note, which only the generator can write
// since it knows the order of the calls. The rules of an essay are a stylesheet beside its page.

// marginStyle writes the stylesheet that places what stands beside an essay: the author's notes one after another, the
// editors', and the annotations. A browser places a note only by those before it in the page, so annotations cannot
// take turns with editors' notes: they have the editors' side where it is free, else a column further out on very
// wide screens.
func (s *Site) marginStyle(w *writer, x *edition.Essay) {
	w.raw("@supports (anchor-name: --a) and (top: anchor(--a top)) {\n@media screen and (min-width: 75rem) {\n", below)
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

// below is the rule of all notes but a column's first: each says only which its call is, and which note is above it.
const below = ".notes .beside,.notes .outer{top:max(anchor(var(--at) top),anchor(var(--on) bottom) + .5rem)}\n"

// oneBelowAnother writes the rules of one column, whose letter begins the names of its anchors; short names, since a
// reader loads them all.
func (w *writer) oneBelowAnother(column string, ids []string) {
	for i, id := range ids {
		id, call, note := cssName(id), "--"+column+itoa(i), "--"+column+"n"+itoa(i)
		w.raw("#r-", id, "{anchor-name:", call, "}#", id, "{anchor-name:", note)
		if i == 0 {
			w.raw(";top:anchor(", call, " top)}\n")
		} else {
			w.raw(";--at:", call, ";--on:--", column, "n", itoa(i-1), "}\n")
		}
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
	var ids []string
	for _, a := range list {
		ids = append(ids, annotationID(a.ID))
	}
	return ids
}

// annotatesText says that an annotation is about words of the text and not of a note.
func annotatesText(x *edition.Essay, a *edition.Annotation) bool {
	return a.Span.Passage >= 0 && x.Text.Passages[a.Span.Passage].Note < 0
}

// notesByCall are the notes of a stream in the order of their first calls. A note that is called within a note has
// no place beside the text.
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
	return list
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
