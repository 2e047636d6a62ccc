package site

import (
	"cmp"
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
	case d.Start.Year == 0 || d.Season != "":
		return written
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
		month, alone, _ := strings.Cut(s.words.word("month-"+strconv.Itoa(d.Month)), "/")
		if d.Day == 0 {
			month = cmp.Or(alone, month)
		}
		words = strings.Replace(words, "{month}", month, 1)
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
	d, err := csl.ParseEDTF(written)
	if err != nil {
		return written
	}
	return s.dateWords(d, written)
}

// single is an EDTF date where it is one day, month or year, whatever is said of its certainty; else none.
func single(written string) csl.DateParts {
	d, err := csl.ParseEDTF(written)
	if err != nil || d.End.Year != 0 || d.Open {
		return csl.DateParts{}
	}
	return d.Start
}

// published is an EDTF date for those who take one day, month or year: of a stretch of time, when that began.
func published(written string) csl.DateParts {
	start, _, _ := strings.Cut(written, "/")
	return single(start)
}

// year is the year of an EDTF date in words.
func (s *Site) year(edtf string) string {
	if d := single(edtf); d.Year != 0 {
		return s.yearWords(d.Year)
	}
	return edtf
}
