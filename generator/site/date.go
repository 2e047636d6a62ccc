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
	case d.Start.Year == 0 && d.End.Year == 0, d.Season != "" && d.End.Year != 0: // of which end the season is, is not kept
		return written
	}
	words := s.dayWords(d.Start)
	switch {
	case d.Season != "":
		words = s.seasonWords(d)
	case d.Start.Year == 0:
		words = "–" + s.dayWords(d.End)
	case d.End.Year != 0:
		words = s.words.with("date-range", words, s.dayWords(d.End))
	case d.Open:
		words += "–"
	}
	if d.Circa {
		words = s.words.with("date-circa", words)
	}
	return words
}

// seasonWords are a season and its year; a season that an editor has named stays in these words.
func (s *Site) seasonWords(d csl.Date) string {
	season := d.Season
	if d.SeasonNumber() > 0 {
		season = s.words.word("season-" + season)
	}
	return strings.NewReplacer("{month}", season, "{year}", s.yearWords(d.Start.Year)).Replace(s.words.word("date-month"))
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

// lived is the year of a birth or death in words, with what is not certain of it: c. 1510, 1510/1512.
func (s *Site) lived(written string) string {
	d, err := csl.ParseEDTF(written)
	if err != nil || d.Start.Year == 0 || d.Open {
		return s.edtf(written)
	}
	words := s.yearWords(d.Start.Year)
	if d.End.Year != 0 && d.End.Year != d.Start.Year {
		words += "/" + s.yearWords(d.End.Year)
	}
	if d.Circa {
		words = s.words.with("date-circa", words)
	}
	return words
}

// year is the year of an EDTF date in words.
func (s *Site) year(edtf string) string {
	if d := single(edtf); d.Year != 0 {
		return s.yearWords(d.Year)
	}
	return edtf
}
