package site

import (
	"html/template"
	"slices"

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
func (s *Site) strips(w *writer, list []edition.Backlink, up string) template.HTML {
	if n := textCount(list); n == 0 || n > maxStrips {
		return ""
	}
	begun := len(w.b)
	w.raw(`<figure class="strips"><figcaption>`)
	w.text(s.words.word("strips"))
	w.raw("</figcaption>\n")
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && list[j].Text == list[i].Text {
			j++
		}
		if t := list[i].Text; t.Owner.Kind == edition.OfEssay {
			s.strip(w, t, list[i:j], up)
		}
		i = j
	}
	w.raw("</figure>\n")
	return w.since(begun)
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
	texts := textPassages(t)
	last := int32(-1)
	for _, b := range list {
		passage := b.Place().Span.Passage
		if passage == last {
			continue
		}
		last = passage
		s.tick(w, b, position(t, passage, texts)*(stripWidth-6)/max(1, texts), up)
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
	w.text(s.shortTitle(b.Text) + s.comma() + s.placeLabel(b.Text, p))
	w.raw(`"><title>`)
	w.text(s.placeLabel(b.Text, p))
	w.raw(`</title><rect class="reach" x="`, itoa(max(0, x-4)), `" y="0" width="12" height="`, itoa(stripHeight), `"/>`)
	w.raw(`<rect class="tick" x="`, itoa(x), `" y="`, itoa(top), `" width="4" height="`, itoa(stripHeight-top), `"/></a>`)
}

// textPassages is how many passages of a text are not notes, which come behind them.
func textPassages(t *edition.Text) int {
	if i := slices.IndexFunc(t.Passages, func(p edition.Passage) bool { return p.Note >= 0 }); i >= 0 {
		return i
	}
	return len(t.Passages)
}

// position says behind how many passages of a text, which has so many beside its notes, a passage stands. A note stands
// where it is first called, and one that is called in a later note, or nowhere, at the end.
func position(t *edition.Text, passage int32, texts int) int {
	note := t.Passages[passage].Note
	if note < 0 {
		return int(passage)
	}
	calls := t.Notes[note].Calls
	if len(calls) == 0 || t.Passages[calls[0].Passage].Note >= note {
		return texts
	}
	return position(t, calls[0].Passage, texts)
}
