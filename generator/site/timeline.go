package site

import (
	"html/template"
	"slices"

	"glossator/generator/edition"
)

// The timeline draws the chronology: a row for each year that has events, its months from left to right, and each
// event as a dot that leads to its entry, the larger the more often texts mention it. Where there are very many
// years a row is a decade or a century. The list below says the same in words.

const (
	timelineRows  = 40
	timelineLeft  = 70
	timelineRight = 990
	timelineLane  = 18
	timelineTop   = 24
)

// dot is an event on the timeline.
type dot struct {
	event         *edition.Event
	row           int // the year, decade or century
	x, lane, size int
}

// timeline is the drawing, or nothing where there is too little to draw.
func (s *Site) timeline() template.HTML {
	years := 1
	dots := s.dots(years)
	for len(dots) > 1 && rowCount(dots) > timelineRows {
		years *= 10
		dots = s.dots(years)
	}
	if len(dots) < 2 {
		return ""
	}
	var rows writer
	y := timelineTop
	for i := 0; i < len(dots); {
		j := i
		for j < len(dots) && dots[j].row == dots[i].row {
			j++
		}
		y += stack(dots[i:j])*timelineLane + 6
		s.timelineRow(&rows, dots[i:j], years, y)
		i = j
	}
	var w writer
	height := itoa(y + 12)
	w.raw(`<figure class="timeline"><div tabindex="0" role="group" aria-label="`)
	w.text(s.words.word("timeline"))
	w.raw(`"><svg viewBox="0 0 1000 `, height, `" width="1000" height="`, height, `">`, "\n")
	if years == 1 {
		s.months(&w, y)
	}
	w.b = append(w.b, rows.b...)
	w.raw("</svg></div></figure>\n")
	return w.html()
}

// dots are the events that have a date, in the order of rows and from left to right.
func (s *Site) dots(years int) []dot {
	var dots []dot
	for _, x := range s.edition.Events {
		d := x.Begins()
		if d.Year == 0 {
			continue
		}
		size := 3
		for n := len(x.Backlinks); n > 0 && size < 7; n /= 3 {
			size++
		}
		row := floorDiv(d.Year, years)
		day := (d.Year-row*years)*372 + max(0, d.Month-1)*31 + max(0, d.Day-1)
		dots = append(dots, dot{event: x, row: row, size: size, x: timelineLeft + 10 + day*(timelineRight-timelineLeft-20)/(372*years)})
	}
	slices.SortStableFunc(dots, func(a, b dot) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.x - b.x
	})
	return dots
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func rowCount(dots []dot) int {
	n := 0
	for i := range dots {
		n += b2i(i == 0 || dots[i].row != dots[i-1].row)
	}
	return n
}

// stack puts dots of a row that would cover each other above each other, and says how many lanes they need.
func stack(dots []dot) int {
	var ends []int
	for i := range dots {
		lane := slices.IndexFunc(ends, func(end int) bool { return end < dots[i].x-timelineLane+2 })
		if lane < 0 {
			lane = len(ends)
			ends = append(ends, 0)
		}
		ends[lane] = dots[i].x
		dots[i].lane = lane
	}
	return len(ends)
}

// timelineRow draws a row upwards from its ground line.
func (s *Site) timelineRow(w *writer, dots []dot, years, ground int) {
	w.raw(`<text class="row" x="`, itoa(timelineLeft-8), `" y="`, itoa(ground), `">`)
	w.text(s.yearWords(dots[0].row * years))
	w.raw(`</text><line class="ground" x1="`, itoa(timelineLeft), `" y1="`, itoa(ground), `" x2="`, itoa(timelineRight), `" y2="`, itoa(ground), `"/>`, "\n")
	for _, d := range dots {
		x, y := itoa(d.x), itoa(ground-9-d.lane*timelineLane)
		words := s.dateWords(d.event.Date, d.event.EDTF) + s.words.word("colon") + d.event.Title
		w.raw(`<a href="#`, d.event.ID, `" aria-label="`)
		w.text(words)
		w.raw(`"><title>`)
		w.text(words)
		w.raw(`</title><circle class="reach" cx="`, x, `" cy="`, y, `" r="9"/><circle class="dot" cx="`, x, `" cy="`, y, `" r="`, itoa(d.size), `"/></a>`, "\n")
	}
}

// months draws the months above the rows of years.
func (s *Site) months(w *writer, height int) {
	for m := range 12 {
		x := itoa(timelineLeft + 10 + m*31*(timelineRight-timelineLeft-20)/372)
		w.raw(`<line class="ground" x1="`, x, `" y1="`, itoa(timelineTop), `" x2="`, x, `" y2="`, itoa(height), `"/><text class="month" x="`, x, `" y="14">`)
		w.text(s.words.word("short-month-" + itoa(m+1)))
		w.raw("</text>\n")
	}
}
