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
)

// strips draws one strip for each essay that refers to something.
func (s *Site) strips(list []edition.Backlink, up string) template.HTML {
	var w writer
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

// timeline draws the chronology: years along a line, events as dots that lead to their entries, the larger the more
// often they are mentioned.
func (s *Site) timeline() template.HTML {
	dots := s.dots()
	if len(dots) < 2 {
		return ""
	}
	lanes := place(dots)
	height := 40 + lanes*18
	var w writer
	w.raw(`<figure class="timeline"><div tabindex="0" role="group" aria-label="`)
	w.text(s.words.word("timeline"))
	w.raw(`"><svg viewBox="0 0 1000 `, itoa(height), `" width="1000" height="`, itoa(height), `">`, "\n")
	s.axis(&w, dots, height-24)
	for _, d := range dots {
		y := itoa(height - 36 - d.lane*18)
		w.raw(`<a href="#`, d.event.ID, `" aria-label="`)
		w.text(s.dateWords(d.event.Date, d.event.EDTF) + ": " + d.event.Title)
		w.raw(`"><title>`)
		w.text(s.dateWords(d.event.Date, d.event.EDTF) + ": " + d.event.Title)
		w.raw(`</title><circle class="reach" cx="`, itoa(d.x), `" cy="`, y, `" r="9"/><circle class="dot" cx="`, itoa(d.x), `" cy="`, y, `" r="`, itoa(d.size), `"/></a>`, "\n")
	}
	w.raw("</svg></div></figure>\n")
	return w.html()
}

// dot is an event on the timeline.
type dot struct {
	event         *edition.Event
	day           int // days since year 0, nearly
	x, lane, size int
}

const timelineEdge = 30

// dots are the events that have a date, from left to right.
func (s *Site) dots() []dot {
	var dots []dot
	for _, x := range s.edition.Events {
		d := x.Date.Start
		if d.Year == 0 {
			var ok bool
			if d, ok = parseDate(x.EDTF); !ok {
				continue
			}
		}
		size := 3
		for n := len(x.Backlinks); n > 0 && size < 7; n /= 3 {
			size++
		}
		dots = append(dots, dot{event: x, day: d.Year*372 + max(0, d.Month-1)*31 + max(0, d.Day-1), size: size})
	}
	slices.SortStableFunc(dots, func(a, b dot) int { return a.day - b.day })
	if len(dots) == 0 {
		return nil
	}
	first, last := dots[0].day, dots[len(dots)-1].day
	for i := range dots {
		dots[i].x = timelineEdge + (dots[i].day-first)*(1000-2*timelineEdge)/max(1, last-first)
	}
	return dots
}

// place puts dots that would cover each other on lanes above each other, and says how many lanes there are.
func place(dots []dot) int {
	var ends []int
	for i := range dots {
		lane := slices.IndexFunc(ends, func(end int) bool { return end < dots[i].x-18 })
		if lane < 0 {
			lane = len(ends)
			ends = append(ends, 0)
		}
		ends[lane] = dots[i].x
		dots[i].lane = lane
	}
	return len(ends)
}

// axis draws the years, as many as have room, or the months of a year or two.
func (s *Site) axis(w *writer, dots []dot, y int) {
	w.raw(`<line class="ground" x1="0" y1="`, itoa(y), `" x2="1000" y2="`, itoa(y), `"/>`, "\n")
	first, last := dots[0].day, dots[len(dots)-1].day
	step := 372
	for (last-first)/step > 12 {
		step *= 2
		if step == 372*8 {
			step = 372 * 10
		}
	}
	if last-first < 372*2 {
		step = 31 * 3
	}
	for day := (first + step - 1) / step * step; day <= last; day += step {
		x := itoa(timelineEdge + (day-first)*(1000-2*timelineEdge)/max(1, last-first))
		words := itoa(day / 372)
		if day%372 != 0 {
			words = s.words.word("month-"+itoa(day%372/31+1)) + " " + words
		}
		w.raw(`<line class="ground" x1="`, x, `" y1="`, itoa(y), `" x2="`, x, `" y2="`, itoa(y+5), `"/><text x="`, x, `" y="`, itoa(y+19), `">`)
		w.text(words)
		w.raw("</text>\n")
	}
}
