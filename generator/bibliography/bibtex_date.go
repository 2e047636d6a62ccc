package bibliography

import (
	"strconv"
	"strings"
	"unicode"

	"glossator/generator/csl"
)

// seasonOf returns CSL's number of a season, or the words that stand for one.
func seasonOf(words string) string {
	if n := csl.SeasonNumber(words); n > 0 {
		return strconv.Itoa(n)
	}
	return words
}

// looseDate reads EDTF and dates as people write them. Other words are kept as they stand.
func looseDate(s string) csl.Date {
	s = strings.TrimSpace(s)
	if s == "" {
		return csl.Date{}
	}
	if d, err := csl.ParseEDTF(s); err == nil {
		return d
	}
	if d, ok := csl.ReadDate(s); ok && d.End.Month <= 12 { // EDTF's ranges end with no season
		return d
	}
	return csl.Date{Literal: s}
}

// addMonth completes a year by what the fields month and day say: a month, two, a month with a day, a season or
// words that stand for one.
func addMonth(d *csl.Date, month, day string) {
	if d.Start.Month != 0 || d.End.Year != 0 || d.Season != "" {
		return
	}
	start, end, startDay, words := months(month)
	if n, err := strconv.Atoi(strings.TrimSpace(day)); err == nil && startDay == 0 {
		startDay = n
	}
	switch {
	case words:
		d.Season = seasonOf(month)
		return
	case startDay < 0 || start == 0 || startDay > csl.DaysIn(d.Start.Year, start):
		startDay = 0
	}
	d.Start.Month, d.Start.Day = start, startDay
	if end > start {
		d.End = csl.DateParts{Year: d.Start.Year, Month: end}
		d.Start.Day = 0
	}
}

// months reads a month field; words says that it holds something else.
func months(s string) (start, end, day int, words bool) {
	list := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, word := range list {
		n, err := strconv.Atoi(word)
		month := csl.MonthNumber(word)
		switch {
		case err == nil && n >= 1 && n <= 12 && start == 0 && len(list) == 1:
			start = n
		case err == nil && n >= 1 && n <= 31 && day == 0 && len(list) > 1:
			day = n
		case month > 0 && start == 0:
			start = month
		case month > 0 && end == 0:
			end = month
		default:
			return 0, 0, 0, true
		}
	}
	return start, end, day, false
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
