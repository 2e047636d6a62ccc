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

// marginStyle is the stylesheet that places an essay's notes: the author's one after another, and the editors'.
func (s *Site) marginStyle(t *edition.Text) []byte {
	w := writer{}
	w.raw("@supports (anchor-name: --a) and (top: anchor(--a top)) {\n@media screen and (min-width: 75rem) {\n")
	for _, stream := range []edition.Stream{edition.AuthorStream, edition.EditorStream} {
		before := ""
		for _, i := range notesByCall(t, stream) {
			id := cssName(t.Passages[t.Notes[i].Passage].ID)
			w.raw("#r-", id, " { anchor-name: --r-", id, " }\n#", id, " { anchor-name: --", id, "; top: ")
			if before == "" {
				w.raw("anchor(--r-", id, " top)")
			} else {
				w.raw("max(anchor(--r-", id, " top), anchor(--", before, " bottom) + 0.5rem)")
			}
			w.raw(" }\n")
			before = id
		}
	}
	w.raw("}\n}\n")
	return w.b
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
