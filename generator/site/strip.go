package site

import (
	"html/template"

	"glossator/generator/edition"
)

// A strip shows where in an essay something is cited or mentioned: as wide as the essay is long, with a tick for
// each passage that refers to it, tall in the text and short in notes. The list below it says the same in words.

const (
	stripWidth  = 1000
	stripHeight = 24
	maxStrips   = 12
)

// strips draws one strip for each essay that refers to something. Where more essays do than a reader takes in at a
// glance, there is no picture.
func (s *Site) strips(list []edition.Backlink, up string) template.HTML {
	var w writer
	if textCount(list) > maxStrips {
		return ""
	}
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && list[j].Text == list[i].Text {
			j++
		}
		if t := list[i].Text; t.Owner.Kind == edition.OfEssay {
			s.strip(&w, t, list[i:j], up)
		}
		i = j
	}
	if len(w.b) == 0 {
		return ""
	}
	var figure writer
	figure.raw(`<figure class="strips"><figcaption>`)
	figure.text(s.words.word("strips"))
	figure.raw("</figcaption>\n")
	figure.b = append(figure.b, w.b...)
	figure.raw("</figure>\n")
	return figure.html()
}

func textCount(list []edition.Backlink) int {
	n := 0
	for i := range list {
		n += b2i(list[i].Text.Owner.Kind == edition.OfEssay && (i == 0 || list[i].Text != list[i-1].Text))
	}
	return n
}

func (s *Site) strip(w *writer, t *edition.Text, list []edition.Backlink, up string) {
	w.raw(`<div class="strip"><span class="from">`)
	w.text(s.shortTitle(t))
	w.raw(`</span><svg viewBox="0 0 `, itoa(stripWidth), " ", itoa(stripHeight), `" preserveAspectRatio="none">`)
	w.raw(`<rect class="ground" x="0" y="`, itoa(stripHeight-1), `" width="`, itoa(stripWidth), `" height="1"/>`)
	places := positions(t)
	last := int32(-1)
	for _, b := range list {
		passage := b.Place().Span.Passage
		if passage == last {
			continue
		}
		last = passage
		s.tick(w, b, places[passage], up)
	}
	w.raw("</svg></div>\n")
}

func (s *Site) tick(w *writer, b edition.Backlink, x int, up string) {
	p := b.Passage()
	top := 2
	if p.Note >= 0 {
		top = stripHeight / 2
	}
	w.raw(`<a href="`)
	w.text(up + s.backlinkAddress(b))
	w.raw(`" aria-label="`)
	w.text(s.shortTitle(b.Text) + ", " + s.placeLabel(b.Text, p))
	w.raw(`"><title>`)
	w.text(s.placeLabel(b.Text, p))
	w.raw(`</title><rect class="reach" x="`, itoa(max(0, x-4)), `" y="0" width="12" height="`, itoa(stripHeight), `"/>`)
	w.raw(`<rect class="tick" x="`, itoa(x), `" y="`, itoa(top), `" width="4" height="`, itoa(stripHeight-top), `"/></a>`)
}

// positions says, for each passage of a text, how far from the strip's left it stands. A note stands where it is
// first called.
func positions(t *edition.Text) []int {
	inText := make([]int, len(t.Passages))
	n := 0
	for i := range t.Passages {
		inText[i] = n
		if t.Passages[i].Note < 0 {
			n++
		}
	}
	for i := range t.Notes {
		note := &t.Notes[i]
		if len(note.Calls) > 0 {
			inText[note.Passage] = inText[note.Calls[0].Passage]
		}
	}
	for i := range inText {
		inText[i] = inText[i] * (stripWidth - 6) / max(1, n)
	}
	return inText
}
