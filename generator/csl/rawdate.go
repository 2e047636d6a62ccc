package csl

import (
	"strconv"
	"strings"
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
	from, to := cutDateRange(text)
	start, season, circa, ok := parseRawPoint(from)
	if from == unknownEnd {
		start, ok = DateParts{}, to != ""
	}
	if !ok {
		return Date{Literal: text}
	}
	d := Date{Start: start, Season: season, Circa: circa, Open: to == unknownEnd}
	if to == "" || d.Open {
		return d
	}
	if d.End, _, circa, ok = parseRawPoint(to); !ok {
		return Date{Literal: text}
	}
	d.Circa = d.Circa || circa
	if from != unknownEnd {
		d.Start.complete(d.End)
	}
	return d
}

// unknownEnd is how EDTF writes the end of a range that is not known.
const unknownEnd = ".."

// complete takes from a range's end what was not said of its beginning: "1–4 May 2001", "May–June 1969".
func (p *DateParts) complete(end DateParts) {
	switch {
	case p.Year == 0:
		p.Year = end.Year
	case p.Month == 0 && p.Year > 0 && p.Year <= 31 && end.Day > 0:
		*p = DateParts{end.Year, end.Month, p.Year}
	}
}

// cutDateRange separates the ends of a range.
func cutDateRange(s string) (from, to string) {
	if len(s) == 9 && s[4] == '-' && isDigits(s[:4]) && isDigits(s[5:]) {
		return s[:4], s[5:]
	}
	for _, sep := range []string{"/", "–", " - ", "--"} {
		left, right, ok := strings.Cut(s, sep)
		if ok && strings.TrimSpace(left) != "" && strings.TrimSpace(right) != "" && !(sep == "/" && strings.Count(s, "/") == 2) {
			return strings.TrimSpace(left), strings.TrimSpace(right)
		}
	}
	return s, ""
}

func parseRawPoint(s string) (p DateParts, season string, circa, ok bool) {
	fields := strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",./?~-", r)
	})
	circa = strings.ContainsAny(s, "?~")
	var numbers []int
	for _, f := range fields {
		n, err := strconv.Atoi(withoutOrdinal(f))
		switch {
		case err == nil && len(f) > 0:
			numbers = append(numbers, n)
		case isCirca(f):
			circa = true
		case monthNumber(f) > 0:
			p.Month = monthNumber(f)
		case seasonNumber(f) != "":
			season = seasonNumber(f)
		case strings.EqualFold(f, "BC") || strings.EqualFold(f, "BCE"):
			if len(numbers) > 0 {
				numbers[len(numbers)-1] *= -1
			}
		case strings.EqualFold(f, "AD") || strings.EqualFold(f, "CE"):
		default:
			return p, "", false, false
		}
	}
	if strings.HasPrefix(s, "-") && len(numbers) > 0 {
		numbers[0] *= -1
	}
	return placeNumbers(p, numbers, season, circa)
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
func placeNumbers(p DateParts, numbers []int, season string, circa bool) (DateParts, string, bool, bool) {
	year := -1
	for i, n := range numbers {
		if n > 31 || n < 0 {
			year = i
			break
		}
	}
	if year < 0 {
		year = len(numbers) - 1
	}
	if year < 0 {
		return p, season, circa, p.Month > 0 || season != ""
	}
	p.Year = numbers[year]
	rest := append(append([]int(nil), numbers[:year]...), numbers[year+1:]...)
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
	return p, season, circa, len(rest) <= 1
}

func isCirca(s string) bool {
	switch strings.ToLower(s) {
	case "c", "ca", "circa", "cca":
		return true
	}
	return false
}

// monthNumber returns the month that an English name of at least three letters begins, or 0.
func monthNumber(s string) int {
	if len(s) < 3 {
		return 0
	}
	for i, name := range []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		if strings.HasPrefix(name, strings.ToLower(s)) {
			return i + 1
		}
	}
	return 0
}

func seasonNumber(s string) string {
	switch strings.ToLower(s) {
	case "spring":
		return "1"
	case "summer":
		return "2"
	case "fall", "autumn":
		return "3"
	case "winter":
		return "4"
	}
	return ""
}
