package csl

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// parseRawDate reads dates as people write them: "2001-05-07", "12 Mar. 1998", "May 1968 - June 1969",
// "Spring 1999", "ca. 1850", "44 BC". What cannot be read is kept as a literal.
func parseRawDate(raw string) Date {
	text := strings.TrimSpace(raw)
	if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
		return Date{Literal: text[1 : len(text)-1]}
	}
	if date, time, ok := strings.Cut(text, "T"); ok && strings.Count(date, "-") == 2 && strings.Contains(time, ":") {
		text = date
	}
	from, to := cutDateRange(strings.ReplaceAll(text, "-XX", "")) // EDTF: a month or day not known
	start, ok := parseRawPoint(from)
	if from == unknownEnd {
		start, ok = rawPoint{}, to != ""
	}
	if !ok {
		return Date{Literal: text}
	}
	d := Date{Start: start.DateParts, Circa: start.circa, Open: to == unknownEnd}
	if to == "" || d.Open {
		return d
	}
	end, ok := parseRawPoint(to)
	if !ok {
		return Date{Literal: text}
	}
	if from != unknownEnd {
		start.complete(&end)
	}
	return Date{Start: start.DateParts, End: end.DateParts, Circa: start.circa || end.circa}
}

// unknownEnd is how EDTF writes the end of a range that is not known.
const unknownEnd = ".."

// rawPoint is one end of a date as people write it. A season is a month from 21.
type rawPoint struct {
	DateParts
	named bool // its month has a name
	circa bool
}

// complete lets the ends of a range lend each other what was said only once: "1–4 May 2001", "May–June 1969",
// "July 14–17, 2003".
func (p *rawPoint) complete(end *rawPoint) {
	day := p.Year > 0 && p.Year <= 31 && p.Day == 0 && end.Year > 31
	switch {
	case p.Year == 0:
		p.Year = end.Year
	case day && p.named && !end.named && end.Day == 0 && end.Month > 0:
		p.DateParts, end.DateParts = DateParts{end.Year, p.Month, p.Year}, DateParts{end.Year, p.Month, end.Month}
	case day && p.named && end.Day > 0:
		p.DateParts = DateParts{end.Year, p.Month, p.Year}
	case day && p.Month == 0 && end.Day > 0:
		p.DateParts = DateParts{end.Year, end.Month, p.Year}
	}
}

// cutDateRange separates the ends of a range. A hyphen without spaces separates years, and dates with words in them
// that can be read by themselves.
func cutDateRange(s string) (from, to string) {
	if len(s) == 9 && s[4] == '-' && isNumeral(s[:4]) && isNumeral(s[5:]) {
		return s[:4], s[5:]
	}
	if isMonthYear(s) {
		return s, ""
	}
	if year, ok := strings.CutSuffix(s, "/"); ok {
		return year, unknownEnd
	}
	if year, ok := strings.CutPrefix(s, "/"); ok {
		return unknownEnd, year
	}
	for _, sep := range []string{"/", "–", " - ", "--"} {
		left, right, ok := strings.Cut(s, sep)
		if ok && strings.TrimSpace(left) != "" && strings.TrimSpace(right) != "" && !(sep == "/" && strings.Count(s, "/") == 2) {
			return strings.TrimSpace(left), strings.TrimSpace(right)
		}
	}
	if left, right, ok := strings.Cut(s, "-"); ok && strings.Count(s, "-") == 1 && strings.ContainsFunc(s, unicode.IsLetter) {
		_, fromOK := parseRawPoint(left)
		_, toOK := parseRawPoint(right)
		if fromOK && toOK {
			return left, right
		}
	}
	return s, ""
}

// isMonthYear reports whether the text is a month and a year, as "12/2003".
func isMonthYear(s string) bool {
	month, year, ok := strings.Cut(s, "/")
	return ok && len(month) > 0 && len(month) <= 2 && len(year) == 4 && isNumeral(month) && isNumeral(year)
}

func parseRawPoint(s string) (p rawPoint, ok bool) {
	fields := strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",./?~%-", r)
	})
	p.circa = strings.ContainsAny(s, "?~%")
	var numbers []int
	for _, f := range fields {
		n, err := strconv.Atoi(withoutOrdinal(f))
		switch {
		case err == nil:
			numbers = append(numbers, n)
		case isCirca(f):
			p.circa = true
		case monthNumber(f) > 0:
			p.Month, p.named = monthNumber(f), true
		case strings.EqualFold(f, "BC") || strings.EqualFold(f, "BCE"):
			if len(numbers) > 0 {
				numbers[len(numbers)-1] *= -1
			}
		case strings.EqualFold(f, "AD") || strings.EqualFold(f, "CE"):
		default:
			return p, false
		}
	}
	if strings.HasPrefix(s, "-") && len(numbers) > 0 {
		numbers[0] *= -1
	}
	return p, p.placeNumbers(numbers)
}

// withoutOrdinal takes the letters off "1st", "2nd", "3rd" and "4th".
func withoutOrdinal(s string) string {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if number, ok := strings.CutSuffix(s, suffix); ok {
			return number
		}
	}
	return s
}

// placeNumbers tells year, month and day apart: the year has three digits or comes last.
func (p *rawPoint) placeNumbers(numbers []int) bool {
	year := slices.IndexFunc(numbers, func(n int) bool { return n > 31 || n < 0 })
	if year < 0 {
		year = len(numbers) - 1
	}
	if year < 0 {
		return p.Month > 0
	}
	p.Year = numbers[year]
	rest := slices.Delete(slices.Clone(numbers), year, year+1)
	if p.Month == 0 && len(rest) > 0 {
		p.Month = rest[0]
		rest = rest[1:]
		if p.Month > 12 && len(rest) > 0 && rest[0] <= 12 {
			p.Month, rest[0] = rest[0], p.Month
		}
	}
	if len(rest) > 0 {
		p.Day = rest[0]
	}
	return len(rest) <= 1
}

func isCirca(s string) bool {
	switch strings.ToLower(s) {
	case "c", "ca", "circa", "cca":
		return true
	}
	return false
}

// monthNumber is MonthNumber, or a season's number as EDTF counts them.
func monthNumber(s string) int {
	if season := SeasonNumber(s); season > 0 {
		return 20 + season
	}
	return MonthNumber(s)
}

// SeasonNumber returns the season that an English name means, 1 for spring, or 0.
func SeasonNumber(name string) int {
	switch strings.ToLower(name) {
	case "spring":
		return 1
	case "summer":
		return 2
	case "fall", "autumn":
		return 3
	case "winter":
		return 4
	}
	return 0
}

// MonthNumber returns the month that an English name of at least three letters begins, with or without a full stop, or 0.
func MonthNumber(name string) int {
	name = strings.TrimRight(name, ".")
	for m := time.January; m <= time.December; m++ {
		if whole := m.String(); len(name) >= 3 && len(name) <= len(whole) && strings.EqualFold(whole[:len(name)], name) {
			return int(m)
		}
	}
	return 0
}
