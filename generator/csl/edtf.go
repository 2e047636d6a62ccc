package csl

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ParseEDTF reads a date in the Extended Date/Time Format (ISO 8601-2, Annex A): level 0, level 1, and of level
// 2 qualified parts, exponents, sub-year groupings and sets. What Date has no place for is brought to what
// it has: "199X" and sets become ranges, "?", "~" and "%" all mean circa, a time of day is dropped, quarters
// become their months. A start that is not known ("../1990") is a zero Start.
func ParseEDTF(edtf string) (Date, error) {
	s := strings.TrimSpace(edtf)
	d, ok := Date{}, false
	switch from, to, isRange := strings.Cut(s, "/"); {
	case len(s) > maxDate:
		return Date{}, fmt.Errorf("a date of %d bytes; the limit is %d", len(s), maxDate)
	case isRange:
		d, ok = parseRange(from, to)
	case strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]"), strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}"):
		d, ok = parseSet(s[1 : len(s)-1])
	default:
		d, ok = parseSingle(s)
	}
	if !ok {
		return Date{}, fmt.Errorf("%q is no date; write it as 1939-08-23, 1939-08, 1939, 1939~ (about 1939) or 1933/1939", edtf)
	}
	return d, nil
}

const maxDate = 200

// ImpossibleDate says why there can be no date that is written as ParseEDTF reads them: of a month or a day that no
// calendar has, or of a range that ends before it begins. Else it is "".
func ImpossibleDate(edtf string) string {
	from, to, isRange := strings.Cut(strings.TrimSpace(edtf), "/")
	for _, s := range []string{from, to} {
		s, _ = unqualified(s)
		year, rest, _ := cutYear(s)
		month, day, _ := strings.Cut(strings.TrimPrefix(rest, "-"), "-")
		var d Date
		if !setYear(&d, year) || d.End.Year != 0 || len(month) != 2 || !isNumeral(month) {
			continue
		}
		if !setMonth(&d, month) {
			return "the months of a year go from 01 to 12"
		}
		if len(day) == 2 && isNumeral(day) && d.Start.Month > 0 && d.End.Year == 0 && !setDay(&d, day) {
			return fmt.Sprintf("the days of %s-%s go from 01 to %d", year, month, DaysIn(d.Start.Year, d.Start.Month))
		}
	}
	a, okA := parseSingle(from)
	b, okB := parseSingle(to)
	if isRange && okA && okB && isBefore(last(b), a.Start) {
		return "it ends before it begins"
	}
	return ""
}

// parseRange reads both sides of a range. An empty side is not known, ".." is open.
func parseRange(from, to string) (Date, bool) {
	open := func(s string) bool { return s == "" || s == ".." }
	if open(from) && open(to) {
		return Date{}, false
	}
	var a, b Date
	ok := true
	if !open(from) {
		a, ok = parseSingle(from)
	}
	if ok && !open(to) {
		b, ok = parseSingle(to)
	}
	if !ok {
		return Date{}, false
	}
	d := Date{Start: a.Start, End: last(b), Open: open(to), Season: a.Season, Circa: a.Circa || b.Circa}
	if d.Season == "" {
		d.Season = b.Season
	}
	return d, d.Start.Year == 0 || d.End.Year == 0 || !isBefore(d.End, d.Start)
}

// parseSet reads what stands between the brackets of a set as the range from its first to its last member.
func parseSet(members string) (Date, bool) {
	list := strings.Split(members, ",")
	first, _, _ := strings.Cut(list[0], "..")
	final := list[len(list)-1]
	if _, after, found := strings.Cut(final, ".."); found {
		final = after
	}
	first, final = strings.TrimSpace(first), strings.TrimSpace(final)
	if first == final {
		return parseSingle(first)
	}
	return parseRange(first, final)
}

// last is the end of a date that may itself stand for a stretch of time.
func last(d Date) DateParts {
	if d.End.Year != 0 {
		return d.End
	}
	return d.Start
}

// isBefore reports whether a is earlier than b as far as both are known.
func isBefore(a, b DateParts) bool {
	switch {
	case a.Year != b.Year:
		return a.Year < b.Year
	case a.Month == 0 || b.Month == 0 || a.Month != b.Month:
		return a.Month != 0 && b.Month != 0 && a.Month < b.Month
	}
	return a.Day != 0 && b.Day != 0 && a.Day < b.Day
}

func parseSingle(s string) (Date, bool) {
	var d Date
	if day, clock, found := strings.Cut(s, "T"); found {
		if !isTime(clock) {
			return d, false
		}
		s = day
	}
	uncertain := strings.Contains(s, "?") && !strings.ContainsAny(s, "~%")
	s, d.Circa = unqualified(s)
	year, rest, ok := cutYear(s)
	if !ok || !setYear(&d, year) {
		return Date{}, false
	}
	if rest != "" {
		month, day, hasDay := strings.Cut(rest[1:], "-")
		if !setMonth(&d, month) || hasDay && !setDay(&d, day) {
			return Date{}, false
		}
	}
	d.Uncertain = uncertain && d.End.Year == 0
	return d, true
}

func isTime(s string) bool {
	return len(s) >= 5 && strings.Trim(s, "0123456789:+-Z.") == ""
}

// unqualified removes the marks of uncertainty, wherever they stand.
func unqualified(s string) (string, bool) {
	if !strings.ContainsAny(s, "?~%") {
		return s, false
	}
	return strings.Map(func(r rune) rune {
		if r == '?' || r == '~' || r == '%' {
			return -1
		}
		return r
	}, s), true
}

// cutYear returns the year and what follows, which is empty or begins with a hyphen.
func cutYear(s string) (year, rest string, ok bool) {
	sign := 0
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "Y-") {
		sign = strings.IndexByte(s, '-') + 1
	}
	if i := strings.IndexByte(s[sign:], '-'); i >= 0 {
		return s[:sign+i], s[sign+i:], true
	}
	return s, "", s != ""
}

// setYear reads a year: four digits of which the last may be X, or Y and any number of them.
func setYear(d *Date, s string) bool {
	s, _, _ = strings.Cut(s, "S") // significant digits
	if long, found := strings.CutPrefix(s, "Y"); found {
		y, ok := exponential(long)
		d.Start.Year = withoutZero(y)
		return ok
	}
	digits := strings.TrimPrefix(s, "-")
	known := strings.TrimRight(digits, "Xu")
	if len(digits) != 4 || known == "" || !isNumeral(known) {
		return false
	}
	low, _ := strconv.Atoi(known + "000"[:4-len(known)])
	high, _ := strconv.Atoi(known + "999"[:4-len(known)])
	if digits != s {
		low, high = -high, -low
	}
	d.Start.Year = withoutZero(low)
	if high != low {
		d.End.Year = withoutZero(high)
	}
	return true
}

// exponential reads −170000002 or 17E7.
func exponential(s string) (int, bool) {
	mantissa, exponent, found := strings.Cut(s, "E")
	y, err := strconv.Atoi(mantissa)
	e := 0
	if found && err == nil {
		e, err = strconv.Atoi(exponent)
	}
	const most = min(1<<40, math.MaxInt/10)
	for ; err == nil && e > 0 && -most < y && y < most && y != 0; e-- {
		y *= 10
	}
	return y, err == nil && e >= 0 && -most < y && y < most
}

// withoutZero turns the year 0 of astronomers into 1 BC, −1, and so on.
func withoutZero(year int) int {
	if year <= 0 {
		return year - 1
	}
	return year
}

// setMonth reads a month or one of EDTF's codes for parts of a year.
func setMonth(d *Date, s string) bool {
	if s == "XX" || s == "uu" {
		return true
	}
	if len(s) != 2 || !isNumeral(s) {
		return false
	}
	n, _ := strconv.Atoi(s)
	months := 0
	switch {
	case n >= 1 && n <= 12:
		d.Start.Month = n
		return d.End.Year == 0
	case n >= 21 && n <= 32: // seasons, of no hemisphere, the northern, the southern
		d.Season = strconv.Itoa((n-21)%4 + 1)
		return true
	case n >= 33 && n <= 36:
		n, months = n-33, 3
	case n >= 37 && n <= 39:
		n, months = n-37, 4
	case n == 40 || n == 41:
		n, months = n-40, 6
	default:
		return false
	}
	d.Start.Month = n*months + 1
	d.End = DateParts{Year: d.Start.Year, Month: (n + 1) * months}
	return true
}

func setDay(d *Date, s string) bool {
	if s == "XX" || s == "uu" {
		return d.Season == ""
	}
	if len(s) != 2 || !isNumeral(s) || d.Start.Month == 0 || d.End.Year != 0 {
		return false
	}
	d.Start.Day, _ = strconv.Atoi(s)
	return d.Start.Day >= 1 && d.Start.Day <= DaysIn(d.Start.Year, d.Start.Month)
}

// DaysIn returns the length of a month in the proleptic Gregorian calendar.
func DaysIn(year, month int) int {
	if year < 0 {
		year++
	}
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	return [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
}

// EDTF writes a date so that ParseEDTF reads it again; "" when EDTF cannot say it.
func (d Date) EDTF() string {
	if d.Literal != "" || d.Raw != "" {
		return ""
	}
	mark := ""
	switch {
	case d.Uncertain:
		mark = "?"
	case d.Circa:
		mark = "~"
	}
	season := ""
	if d.Season != "" {
		if d.SeasonNumber() == 0 {
			return ""
		}
		season = "-2" + d.Season
	}
	switch {
	case d.Start.Year == 0 && d.End.Year == 0:
		return ""
	case d.Start.Year == 0:
		return "../" + d.End.edtf(season) + mark
	case d.End.Year != 0:
		return d.Start.edtf(season) + mark + "/" + d.End.edtf("") + mark
	case d.Open:
		return d.Start.edtf(season) + mark + "/.."
	}
	return d.Start.edtf(season) + mark
}

func (p DateParts) edtf(season string) string {
	if season != "" {
		p.Month = 0
	}
	written := p.ISO() + season
	if p.Year > 9999 || p.Year < -10000 {
		return "Y" + written
	}
	return written
}

// ISO is a year, month or day as ISO 8601 has it, whose years are those of astronomers: 44 BC is -0043. It is "" for none.
func (p DateParts) ISO() string {
	if p.Year == 0 {
		return ""
	}
	written := fmt.Sprintf("%04d", p.Year)
	if p.Year == -1 {
		written = "0000"
	} else if p.Year < 0 {
		written = fmt.Sprintf("-%04d", -p.Year-1)
	}
	if p.Month != 0 {
		written += fmt.Sprintf("-%02d", p.Month)
		if p.Day != 0 {
			written += fmt.Sprintf("-%02d", p.Day)
		}
	}
	return written
}
