package csl

import (
	"strconv"
	"strings"
)

// date is an item's date made ready: parsed, its seasons told from months.
type date struct {
	start, end datePoint
	isRange    bool
	open       bool // its end is not known
	begun      bool // its beginning is not known, and start is its end
	circa      bool
	literal    string
}

// datePoint is one end of a date. Season is 1 spring … 4 winter, in place of a month, or words in seasonText.
type datePoint struct {
	DateParts
	season     int
	seasonText string
}

// prepareDate makes an item's date ready, or returns nil for none.
func prepareDate(d Date) *date {
	if d.Raw != "" && d.Start.Year == 0 {
		parsed := parseRawDate(d.Raw)
		parsed.Circa = parsed.Circa || d.Circa
		if d.Season != "" {
			parsed.Season = d.Season
		}
		d = parsed
	}
	if d.Start.Year == 0 && d.End.Year != 0 && d.Literal == "" {
		return &date{start: point(d.End), begun: true, circa: d.Circa}
	}
	if d.Start.Year == 0 && d.Literal == "" && d.Season == "" {
		return nil
	}
	r := &date{start: point(d.Start), circa: d.Circa, literal: d.Literal, open: d.Open}
	if d.Season != "" && r.start.Month == 0 {
		r.start.setSeason(d.Season)
	}
	if d.End.Year != 0 {
		r.end, r.isRange = point(d.End), true
	}
	return r
}

// point tells seasons written as months 13 to 24 from months.
func point(p DateParts) datePoint {
	r := datePoint{DateParts: p}
	if p.Month > 12 && p.Month <= 24 {
		r.season = (p.Month-13)%4 + 1
		if p.Month > 20 {
			r.season = (p.Month-21)%4 + 1
		}
		r.Month = 0
	}
	if r.Month < 0 || r.Month > 12 {
		r.Month, r.Day = 0, 0
	}
	if r.Day < 0 || r.Day > 31 {
		r.Day = 0
	}
	return r
}

func (p *datePoint) setSeason(s string) {
	n, err := strconv.Atoi(strings.TrimPrefix(s, "season-"))
	if err == nil && n >= 1 && n <= 4 {
		p.season = n
		return
	}
	p.seasonText = s
}

// has reports whether that part of the date is known.
func (p *datePoint) has(part datePartName) bool {
	switch part {
	case yearPart:
		return p.Year != 0
	case monthPart:
		return p.Month > 0 || p.season > 0 || p.seasonText != ""
	}
	return p.Day > 0
}

// sortText returns the date as YYYYMMDD, such that texts sort as dates do, years before our era too.
func (p *datePoint) sortText() string {
	year := p.Year
	sign := "1"
	if year < 0 {
		sign, year = "0", 100000+year
	}
	month := p.Month
	if month == 0 && p.season > 0 {
		month = 12 + p.season
	}
	return sign + pad(year, 5) + pad(month, 2) + pad(p.Day, 2)
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	if len(s) < width {
		s = strings.Repeat("0", width-len(s)) + s
	}
	return s
}
