package csl

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ReadDate reads a date as people write it: "12 Mar. 1998", "March 12th, 1998", "12. März 1998", "1998/3/12", "1998년 3월 12일",
// "May 1968 - June 1969", "1933–39", "Spring 1999", "[c. 1850]", "44 BC". It is not ok where a word of it has no place in a
// date, where no calendar has that date, and where either of two numbers may be the month, as in "3/12/1998".
func ReadDate(words string) (d Date, ok bool) { return readDate(words, false) }

// parseRawDate reads what CSL-JSON calls a raw date, in which the month is written before the day where either may be it.
// What cannot be read is kept as a literal.
func parseRawDate(raw string) Date {
	text := strings.TrimSpace(raw)
	if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
		return Date{Literal: text[1 : len(text)-1]}
	}
	if d, ok := readDate(strings.ReplaceAll(text, "-XX", ""), true); ok { // EDTF: a month or day not known
		return d
	}
	return Date{Literal: text}
}

func readDate(words string, monthFirst bool) (d Date, ok bool) {
	text := strings.TrimSpace(strings.Trim(strings.TrimSpace(words), "[]()"))
	if date, time, ok := strings.Cut(text, "T"); ok && strings.Count(date, "-") == 2 && strings.Contains(time, ":") {
		text = date
	}
	from, to := cutDateRange(text)
	start, ok := readPoint(from, monthFirst)
	switch {
	case from == unknownEnd:
		end, ok := readPoint(to, monthFirst)
		return Date{End: end.DateParts, Circa: end.circa}, ok && end.exists()
	case to != "" && to != unknownEnd:
		end, endOK := readPoint(to, monthFirst)
		start.complete(&end)
		d = Date{Start: start.DateParts, End: end.DateParts, Circa: start.circa || end.circa}
		return d, ok && endOK && start.exists() && end.exists() && !isBefore(d.End, d.Start)
	}
	d = Date{Start: start.DateParts, Circa: start.circa, Open: to == unknownEnd}
	if start.Month > december {
		d.Season, d.Start.Month = strconv.Itoa(start.Month-seasons), 0
	}
	return d, ok && start.exists()
}

// unknownEnd is how EDTF writes the end of a range that is not known.
const unknownEnd = ".."

const (
	december = int(time.December)
	seasons  = 20 // what EDTF adds to the number of a season, which stands in a month's place
)

// writtenPoint is one end of a date as people write it. A season is a month from 21.
type writtenPoint struct {
	DateParts
	named bool // its month has a name
	sure  bool // its year is one however small it is
	circa bool
}

// complete lets the ends of a range lend each other what was said only once: "1–4 May 2001", "May–June 1969",
// "July 14–17, 2003", "1933–39".
func (p *writtenPoint) complete(end *writtenPoint) {
	day := p.Year > 0 && p.Year <= 31 && p.Day == 0 && end.Year > 31
	switch {
	case p.Year == 0:
		p.Year, p.sure = end.Year, end.sure
	case p.Year > 999 && end.Year > p.Year%100 && end.Year < 100 && end.Month == 0:
		end.Year += p.Year / 100 * 100
	case day && p.named && !end.named && end.Day == 0 && end.Month > 0:
		p.DateParts, end.DateParts = DateParts{end.Year, p.Month, p.Year}, DateParts{end.Year, p.Month, end.Month}
	case day && p.named && end.Day > 0:
		p.DateParts = DateParts{end.Year, p.Month, p.Year}
	case day && p.Month == 0 && end.Day > 0:
		p.DateParts = DateParts{end.Year, end.Month, p.Year}
	}
}

// exists says that a calendar has the date.
func (p *writtenPoint) exists() bool {
	if p.Year == 0 || p.Year > 0 && p.Year < 100 && !p.sure || p.Year < -9999 || p.Year > 9999 || p.Month < 0 || p.Month > seasons+4 || p.Month > december && p.Month <= seasons {
		return false
	}
	return p.Day == 0 || p.Day > 0 && p.Month > 0 && p.Month <= december && p.Day <= DaysIn(p.Year, p.Month)
}

// cutDateRange separates the ends of a range. A hyphen without spaces separates years, and dates with words in them
// that can be read by themselves.
func cutDateRange(s string) (from, to string) {
	if year, end, ok := cutYears(s); ok {
		return year, end
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
	for _, sep := range []string{"/", "–", "—", " - ", "--"} {
		left, right, ok := strings.Cut(s, sep)
		if ok && strings.TrimSpace(left) != "" && strings.TrimSpace(right) != "" && !(sep == "/" && strings.Count(s, "/") == 2) {
			return strings.TrimSpace(left), strings.TrimSpace(right)
		}
	}
	if left, right, ok := strings.Cut(s, "-"); ok && strings.Count(s, "-") == 1 && strings.ContainsFunc(s, unicode.IsLetter) {
		_, fromOK := readPoint(left, true)
		_, toOK := readPoint(right, true)
		if fromOK && toOK {
			return left, right
		}
	}
	return s, ""
}

// cutYears separates the years of "1933-1939" and "1933-39", whose end may be no month and, as EDTF has them, no season.
func cutYears(s string) (from, to string, ok bool) {
	if len(s) < 7 || s[4] != '-' || !isNumeral(s[:4]) || !isNumeral(s[5:]) {
		return "", "", false
	}
	return s[:4], s[5:], len(s) == 9 || len(s) == 7 && s[5:] > "12" && (s[5:] < "21" || s[5:] > "24")
}

// isMonthYear reports whether the text is a month and a year, as "12/2003" or "2003/12".
func isMonthYear(s string) bool {
	month, year, ok := strings.Cut(s, "/")
	if len(month) == 4 {
		month, year = year, month
	}
	return ok && len(month) > 0 && len(month) <= 2 && len(year) == 4 && isNumeral(month) && isNumeral(year) && (len(month) == 1 || month <= "12")
}

func readPoint(s string, monthFirst bool) (p writtenPoint, ok bool) {
	fields := strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",./?~%-년월일年月日", r)
	})
	p.circa = strings.ContainsAny(s, "?~%")
	var numbers []int
	for _, f := range fields {
		n, err := strconv.Atoi(withoutOrdinal(f))
		month := 0
		if err != nil {
			month = monthNumber(f)
		}
		switch {
		case err == nil:
			numbers = append(numbers, n)
			p.sure = p.sure || len(f) == 4
		case isCirca(f):
			p.circa = true
		case month > 0 && p.Month == 0:
			p.Month, p.named = month, true
		case strings.EqualFold(f, "BC") || strings.EqualFold(f, "BCE"):
			if len(numbers) > 0 {
				numbers[len(numbers)-1] *= -1
			}
		case strings.EqualFold(f, "AD") || strings.EqualFold(f, "CE"):
			p.sure = true
		case isBetween(f):
		default:
			return p, false
		}
	}
	if strings.HasPrefix(s, "-") && len(numbers) > 0 {
		numbers[0] *= -1
	}
	order := unsaid
	switch {
	case strings.Contains(s, "."): // "12.3.1998" has the day first wherever it is written
		order = dayFirst
	case monthFirst:
		order = monthBeforeDay
	}
	return p, p.placeNumbers(numbers, order)
}

// order is how a day and a month stand that are both numbers, before a year.
type order uint8

const (
	unsaid order = iota
	dayFirst
	monthBeforeDay
)

// placeNumbers tells year, month and day apart: the year has three digits or comes last.
func (p *writtenPoint) placeNumbers(numbers []int, o order) bool {
	year := len(numbers) - 1
	for i, n := range numbers {
		if n > 31 || n < 0 {
			year = i
			break
		}
	}
	if year < 0 {
		return p.Month > 0
	}
	p.Year = numbers[year]
	rest := append(numbers[:year:year], numbers[year+1:]...)
	switch {
	case len(rest) > 2 || len(rest) == 2 && p.Month > 0 || slices.Contains(rest, 0):
		return false
	case len(rest) == 1 && p.Month > 0:
		p.Day = rest[0]
	case len(rest) == 1:
		p.Month = rest[0]
	case len(rest) == 2:
		month, day := rest[0], rest[1]
		last := year == 2
		if last && month != day && month <= 12 && day <= 12 && o == unsaid {
			return false
		}
		if last && (o == dayFirst || month > 12) {
			month, day = day, month
		}
		p.Month, p.Day = month, day
	}
	return true
}

// withoutOrdinal takes the letters off "1st", "2nd", "3rd", "4th", "1er" and "1º".
func withoutOrdinal(s string) string {
	for _, suffix := range []string{"st", "nd", "rd", "th", "er", "º"} {
		if number, ok := strings.CutSuffix(s, suffix); ok {
			return number
		}
	}
	return s
}

func isCirca(s string) bool {
	switch strings.ToLower(s) {
	case "c", "ca", "circa", "cca", "about", "um", "vers":
		return true
	}
	return false
}

// isBetween says that a word stands between or before the parts of a date: "3 de mayo de 1922", "3 мая 1922 г.".
func isBetween(s string) bool {
	switch strings.ToLower(s) {
	case "of", "the", "den", "le", "de", "del", "г", "года":
		return true
	}
	return false
}

// monthNumber is MonthNumber, or a season's number as EDTF counts them.
func monthNumber(s string) int {
	if season := SeasonNumber(s); season > 0 {
		return seasons + season
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

// monthNames are the months' names, with what else they are called in a date.
var monthNames = [12][]string{
	{"january", "januar", "jänner", "janvier", "enero", "gennaio", "января", "январь", "يناير", "ינואר"},
	{"february", "februar", "février", "fevrier", "febrero", "febbraio", "февраля", "февраль", "فبراير", "פברואר"},
	{"march", "märz", "maerz", "mars", "marzo", "марта", "март", "مارس", "מרץ"},
	{"april", "avril", "abril", "aprile", "апреля", "апрель", "أبريل", "אפריל"},
	{"may", "mai", "mayo", "maggio", "мая", "май", "مايو", "מאי"},
	{"june", "juni", "juin", "junio", "giugno", "июня", "июнь", "يونيو", "יוני"},
	{"july", "juli", "juillet", "julio", "luglio", "июля", "июль", "يوليو", "יולי"},
	{"august", "août", "aout", "agosto", "августа", "август", "أغسطس", "אוגוסט"},
	{"september", "septembre", "septiembre", "setiembre", "settembre", "сентября", "сентябрь", "سبتمبر", "ספטמבר"},
	{"october", "oktober", "octobre", "octubre", "ottobre", "октября", "октябрь", "أكتوبر", "אוקטובר"},
	{"november", "novembre", "noviembre", "ноября", "ноябрь", "نوفمبر", "נובמבר"},
	{"december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "декабря", "декабрь", "ديسمبر", "דצמבר"},
}

// MonthNames are all names of months that MonthNumber knows, in small letters.
func MonthNames() []string { return slices.Concat(monthNames[:]...) }

// MonthNumber returns the month that a name of at least three letters begins, with or without a full stop, or 0. It knows the
// names in Arabic, English, French, German, Hebrew, Italian, Russian and Spanish.
func MonthNumber(name string) int {
	name = strings.TrimPrefix(strings.ToLower(strings.TrimRight(name, ".")), "ב") // Hebrew's "in"
	if utf8.RuneCountInString(name) < 3 {
		return 0
	}
	found := 0
	for m, names := range monthNames {
		for _, whole := range names {
			switch {
			case whole == name:
				return m + 1
			case found == m+1 || !strings.HasPrefix(whole, name):
			case found > 0:
				return 0 // "jui" begins two
			default:
				found = m + 1
			}
		}
	}
	return found
}
