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

// looseDate reads a date as people write it: EDTF, 1939-8-3, 1939/08/23, 23 August 1939, August 23, 1939,
// 1933–39, c. 1939, [1939]. Other words are kept as they stand.
func looseDate(s string) csl.Date {
	s = strings.TrimSpace(s)
	if s == "" {
		return csl.Date{}
	}
	if d, err := csl.ParseEDTF(s); err == nil {
		return d
	}
	if d, ok := spelledDate(s); ok {
		return d
	}
	return csl.Date{Literal: s}
}

// spelledDate reads a date from its words and numbers, all of which must have their place in it.
func spelledDate(s string) (csl.Date, bool) {
	var d csl.Date
	s = strings.Trim(s, "[]()")
	for _, mark := range []string{"circa ", "ca. ", "c. ", "ca ", "c.", "about "} {
		if len(s) > len(mark) && strings.EqualFold(s[:len(mark)], mark) {
			s, d.Circa = s[len(mark):], true
			break
		}
	}
	if from, to, ok := spelledYears(s); ok {
		d.Start.Year, d.End.Year = from, to
		return d, true
	}
	numeric := strings.IndexFunc(s, unicode.IsLetter) < 0
	var numbers []int
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '-' || r == '/' || r == '.' || r == '\u00a0' }) {
		n, err := strconv.Atoi(word)
		switch month, season := csl.MonthNumber(word), csl.SeasonNumber(word); {
		case err == nil:
			numbers = append(numbers, n)
		case month > 0 && d.Start.Month == 0:
			d.Start.Month = month
		case season > 0 && d.Season == "":
			d.Season = strconv.Itoa(season)
		default:
			return d, false
		}
	}
	return d, placeNumbers(&d, numbers, numeric)
}

// placeNumbers gives a spelled date its numbers: the year and the day, or year, month and day where there are no
// words.
func placeNumbers(d *csl.Date, numbers []int, numeric bool) bool {
	switch {
	case len(numbers) == 0 || len(numbers) > 3 || len(numbers) == 3 && !numeric:
		return false
	case len(numbers) == 2 && !numeric && numbers[1] > 31:
		numbers[0], numbers[1] = numbers[1], numbers[0]
	case len(numbers) > 1 && numeric:
		d.Start.Month, numbers = numbers[1], append(numbers[:1:1], numbers[2:]...)
	}
	d.Start.Year = numbers[0]
	if len(numbers) == 2 {
		d.Start.Day = numbers[1]
	}
	p := d.Start
	if p.Year < 100 || p.Year > 9999 || p.Month < 0 || p.Month > 12 || p.Month == 0 && p.Day != 0 || d.Season != "" && p.Month != 0 {
		return false
	}
	return p.Day >= 0 && (p.Day == 0 || p.Day <= csl.DaysIn(p.Year, p.Month))
}

// spelledYears reads 1933-1939, 1933--39 and 1933–39.
func spelledYears(s string) (from, to int, ok bool) {
	if len(s) < 4 || !isDigits(s[:4]) {
		return 0, 0, false
	}
	rest := strings.TrimLeft(s[4:], "-–— ")
	if rest == s[4:] || !isDigits(rest) || len(rest) != 2 && len(rest) != 4 {
		return 0, 0, false
	}
	from, _ = strconv.Atoi(s[:4])
	to, _ = strconv.Atoi(s[:4-len(rest)] + rest)
	return from, to, to > from && from > 100
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
