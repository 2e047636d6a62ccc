package site

import (
	"fmt"
	"strconv"
	"strings"

	"glossator/generator/csl"
)

// dateWords is a date as readers of the interface's language write it; what it cannot understand stays as the
// editor wrote it.
func (s *Site) dateWords(d csl.Date, written string) string {
	switch {
	case d.Literal != "":
		return d.Literal
	case d.Start.Year == 0:
		return s.edtf(written)
	}
	words := s.dayWords(d.Start)
	if d.End.Year != 0 {
		words = s.words.with("date-range", words, s.dayWords(d.End))
	} else if d.Open {
		words += "–"
	}
	if d.Circa {
		words = s.words.with("date-circa", words)
	}
	return words
}

func (s *Site) dayWords(d csl.DateParts) string {
	form := "date-year"
	if d.Day != 0 {
		form = "date-day"
	} else if d.Month != 0 {
		form = "date-month"
	}
	words := strings.Replace(s.words.word(form), "{day}", strconv.Itoa(d.Day), 1)
	if strings.Contains(words, "{month}") {
		words = strings.Replace(words, "{month}", s.words.word("month-"+strconv.Itoa(d.Month)), 1)
	}
	return strings.Replace(words, "{year}", s.yearWords(d.Year), 1)
}

// yearWords is a year as readers of the interface's language write it.
func (s *Site) yearWords(year int) string {
	if year < 0 {
		return s.words.with("date-bc", -year)
	}
	return strconv.Itoa(year)
}

// edtf is an EDTF date in words.
func (s *Site) edtf(written string) string {
	start, end, ranged := strings.Cut(written, "/")
	a, ok := parseDate(start)
	if !ok {
		return written
	}
	d := csl.Date{Start: a, Circa: strings.ContainsAny(written, "~?%")}
	if ranged {
		if d.End, ok = parseDate(end); !ok {
			d.Open = true
		}
	}
	return s.dateWords(d, written)
}

// parseDate reads a year, month or day of EDTF, whatever is said of its certainty.
func parseDate(s string) (csl.DateParts, bool) {
	s = strings.TrimRight(s, "~?%")
	sign := 1
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = -1, rest
	}
	var numbers [3]int
	parts := strings.Split(s, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return csl.DateParts{}, false
	}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return csl.DateParts{}, false
		}
		numbers[i] = n
	}
	if numbers[1] > 12 || numbers[2] > 31 {
		return csl.DateParts{}, false
	}
	year := sign * numbers[0]
	if year <= 0 {
		year-- // EDTF has a year 0, which is 1 BC
	}
	return csl.DateParts{Year: year, Month: numbers[1], Day: numbers[2]}, true
}

func isoDate(d csl.DateParts) string {
	switch {
	case d.Day != 0:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	case d.Month != 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d", d.Year)
}

// year is the year of an EDTF date in words.
func (s *Site) year(edtf string) string {
	if d, ok := parseDate(edtf); ok {
		return s.yearWords(d.Year)
	}
	return edtf
}
