package site

import (
	"cmp"
	"html/template"
	"slices"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// The timeline draws the chronology: a row for each year in which an event begins or ends, its months from left to right. An
// event of one day is a dot that leads to its entry, the larger the more often texts mention it; one that lasts, or of which the
// day is not known, is a line from the first day that it may be to the last, and goes on in the rows between. Where there are
// very many years a row is a decade or a century. The list below says the same in words.

const (
	timelineRows  = 40
	timelineLeft  = 70
	timelineRight = 990
	timelineEdge  = 10 // from the ends of a row to its first and last day
	timelineWidth = timelineRight - timelineLeft - 2*timelineEdge
	timelineLane  = 18
	timelineTop   = 24
	timelineYear  = 12 * 31 // days: all months are drawn alike
)

// stretch is the time of an event: in days, the last being the one before to.
type stretch struct {
	event    *edition.Event
	from, to int
	size     int
	bars     []bar // by row
}

// bar is what of a stretch stands in a row.
type bar struct{ row, lane, x1, x2 int }

// scale says which rows there are.
type scale struct {
	years int   // of a row: 1, 10, 100 …
	rows  []int // those that are drawn, from early to late: years, decades, centuries
}

// timeline is the drawing, or nothing where there is too little to draw.
func (s *Site) timeline() template.HTML {
	stretches := s.stretches()
	if len(stretches) < 2 {
		return ""
	}
	scale := scaleOf(stretches)
	grounds := make([]int, len(scale.rows)) // how far down the ground line of each row is
	y := timelineTop
	for i := range grounds {
		y += scale.stack(stretches, i)*timelineLane + 6
		grounds[i] = y
	}
	var w writer
	height := itoa(y + 12)
	w.raw(`<figure class="timeline"><div tabindex="0" role="group" aria-label="`)
	w.text(s.words.word("timeline"))
	w.raw(`"><svg viewBox="0 0 1000 `, height, `" width="1000" height="`, height, `">`, "\n")
	if scale.years == 1 {
		s.months(&w, y)
	}
	for i, row := range scale.rows {
		s.timelineRow(&w, row*scale.years, grounds[i])
	}
	for _, x := range stretches {
		s.timelineEvent(&w, x, grounds)
	}
	w.raw("</svg></div></figure>\n")
	return w.html()
}

// stretches are the times of the events that have a date, from early to late.
func (s *Site) stretches() []stretch {
	var list []stretch
	for _, x := range s.edition.Events {
		if x.Begins().Year == 0 {
			continue
		}
		size := 3
		for n := len(x.Backlinks); n > 0 && size < 7; n /= 3 {
			size++
		}
		list = append(list, stretch{event: x, from: firstDay(x.Begins()), to: dayBehind(x), size: size})
	}
	slices.SortStableFunc(list, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return list
}

// firstDay is the first of a day, month or year.
func firstDay(d csl.DateParts) int {
	return d.Year*timelineYear + max(0, d.Month-1)*31 + max(0, d.Day-1)
}

// dayBehind is the day behind an event's last. One that is not known to end lasts as long as what it begins with; a season ends with
// its third month, or with the year.
func dayBehind(x *edition.Event) int {
	d := x.Date.End
	if d.Year == 0 {
		d = x.Begins()
	}
	switch {
	case d.Day > 0:
		return firstDay(d) + 1
	case d.Month == 0:
		return firstDay(d) + timelineYear
	case x.Date.End.Year == 0 && x.Date.Start.Month == 0: // a season
		return firstDay(d) + min(3, 13-d.Month)*31
	}
	return firstDay(d) + 31
}

// scaleOf makes as few years a row as there is room for.
func scaleOf(stretches []stretch) scale {
	for years := 1; ; years *= 10 {
		sc := scale{years: years}
		for _, x := range stretches {
			sc.rows = append(sc.rows, sc.rowOf(x.from), sc.rowOf(x.to-1))
		}
		slices.Sort(sc.rows)
		if sc.rows = slices.Compact(sc.rows); len(sc.rows) <= timelineRows {
			return sc
		}
	}
}

func (sc scale) rowOf(day int) int { return floorDiv(day, sc.years*timelineYear) }

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// stack puts what stands in a row into lanes above each other, where one would cover the other, and says how many there are.
func (sc scale) stack(stretches []stretch, row int) int {
	var ends []int // of lanes
	days := sc.years * timelineYear
	begin := sc.rows[row] * days
	for i := range stretches {
		x := &stretches[i]
		if x.to <= begin || x.from >= begin+days {
			continue
		}
		p := bar{row: row, x1: timelineLeft, x2: timelineRight} // it goes on beyond the row
		if x.from >= begin {
			p.x1 += timelineEdge + (x.from-begin)*timelineWidth/days
		}
		if x.to <= begin+days {
			p.x2 = timelineLeft + timelineEdge + (x.to-begin)*timelineWidth/days
		}
		if x.to-x.from == 1 {
			p.x2 = p.x1
		}
		p.lane = slices.IndexFunc(ends, func(end int) bool { return end < p.x1-timelineLane+2 })
		if p.lane < 0 {
			p.lane = len(ends)
			ends = append(ends, 0)
		}
		ends[p.lane] = p.x2
		x.bars = append(x.bars, p)
	}
	return len(ends)
}

// timelineRow draws the ground line of a row.
func (s *Site) timelineRow(w *writer, year, ground int) {
	y := itoa(ground)
	w.raw(`<text class="row" x="`, itoa(timelineLeft-8), `" y="`, y, `">`)
	w.text(s.words.yearWords(year))
	w.raw(`</text><line class="ground" x1="`, itoa(timelineLeft), `" y1="`, y, `" x2="`, itoa(timelineRight), `" y2="`, y, `"/>`, "\n")
}

// timelineEvent draws an event in the lanes of its rows: a line, or a dot where that would be no longer than the dot is.
func (s *Site) timelineEvent(w *writer, x stretch, grounds []int) {
	words := s.words.dateWords(x.event.Date, x.event.EDTF) + s.words.word("colon") + x.event.Title
	w.raw(`<a href="#`, x.event.ID, `" aria-label="`)
	w.text(words)
	w.raw(`"><title>`)
	w.text(words)
	w.raw("</title>")
	for _, p := range x.bars {
		y := grounds[p.row] - 9 - p.lane*timelineLane
		if width := p.x2 - p.x1; len(x.bars) == 1 && width < 2*x.size {
			cx, cy := itoa(p.x1+width/2), itoa(y)
			w.raw(`<circle class="reach" cx="`, cx, `" cy="`, cy, `" r="9"/><circle class="dot" cx="`, cx, `" cy="`, cy, `" r="`, itoa(x.size), `"/>`)
		} else {
			left, across := itoa(p.x1), itoa(max(1, width))
			w.raw(`<rect class="reach" x="`, left, `" y="`, itoa(y-9), `" width="`, across, `" height="18"/>`)
			w.raw(`<rect class="dot" x="`, left, `" y="`, itoa(y-x.size/2), `" width="`, across, `" height="`, itoa(x.size), `"/>`)
		}
	}
	w.raw("</a>\n")
}

// months draws the months above the rows of years.
func (s *Site) months(w *writer, height int) {
	for m := range 12 {
		x := itoa(timelineLeft + timelineEdge + m*timelineWidth/12)
		w.raw(`<line class="ground" x1="`, x, `" y1="`, itoa(timelineTop), `" x2="`, x, `" y2="`, itoa(height), `"/><text class="month" x="`, x, `" y="14">`)
		w.text(s.words.word("short-month-" + itoa(m+1)))
		w.raw("</text>\n")
	}
}
