package site

import (
	"cmp"
	"strconv"
	"strings"

	"glossator/generator/csl"
)

// dateWords is a date as readers of the interface's language write it; what it cannot understand stays as the
// editor wrote it.
func (w words) dateWords(d csl.Date, written string) string {
	switch {
	case d.Literal != "":
		return d.Literal
	case d.Start.Year == 0 && d.End.Year == 0, d.Season != "" && d.End.Year != 0: // of which end the season is, is not kept
		return written
	}
	words := w.dayWords(d.Start)
	switch {
	case d.Season != "":
		words = w.seasonWords(d)
	case d.Start.Year == 0:
		words = "–" + w.dayWords(d.End)
	case d.End.Year != 0:
		words = w.with("date-range", words, w.dayWords(d.End))
	case d.Open:
		words += "–"
	}
	return w.doubted(d, words)
}

// doubted are the words of a date with what is not certain of it.
func (w words) doubted(d csl.Date, words string) string {
	switch {
	case d.Uncertain:
		return w.with("date-uncertain", words)
	case d.Circa:
		return w.with("date-circa", words)
	}
	return words
}

// seasonWords are a season and its year; a season that an editor has named stays in these words.
func (w words) seasonWords(d csl.Date) string {
	season := d.Season
	if d.SeasonNumber() > 0 {
		season = w.word("season-" + season)
	}
	return strings.NewReplacer("{month}", season, "{year}", w.yearWords(d.Start.Year)).Replace(w.word("date-month"))
}

func (w words) dayWords(d csl.DateParts) string {
	form := "date-year"
	if d.Day != 0 {
		form = "date-day"
	} else if d.Month != 0 {
		form = "date-month"
	}
	words := strings.Replace(w.word(form), "{day}", strconv.Itoa(d.Day), 1)
	if strings.Contains(words, "{month}") {
		month, alone, _ := strings.Cut(w.word("month-"+strconv.Itoa(d.Month)), "/")
		if d.Day == 0 {
			month = cmp.Or(alone, month)
		}
		words = strings.Replace(words, "{month}", month, 1)
	}
	return strings.Replace(words, "{year}", w.yearWords(d.Year), 1)
}

// yearWords is a year as readers of the interface's language write it.
func (w words) yearWords(year int) string {
	if year < 0 {
		return w.with("date-bc", -year)
	}
	return strconv.Itoa(year)
}

// edtf is an EDTF date in words.
func (w words) edtf(written string) string {
	d, err := csl.ParseEDTF(written)
	if err != nil {
		return written
	}
	return w.dateWords(d, written)
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
func (w words) lived(written string) string {
	d, err := csl.ParseEDTF(written)
	if err != nil || d.Start.Year == 0 || d.Open {
		return w.edtf(written)
	}
	words := w.yearWords(d.Start.Year)
	if d.End.Year != 0 && d.End.Year != d.Start.Year {
		words += "/" + w.yearWords(d.End.Year)
	}
	return w.doubted(d, words)
}

// year is the year of an EDTF date in words.
func (w words) year(edtf string) string {
	if d := single(edtf); d.Year != 0 {
		return w.yearWords(d.Year)
	}
	return edtf
}
