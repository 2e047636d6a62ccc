package csl

import (
	"strconv"
	"strings"
)

// pageRangeFormat is the style's page-range-format.
type pageRangeFormat uint8

const (
	rangeAsIs    pageRangeFormat = iota
	rangeChicago                 // as rangeChicago15
	rangeChicago15
	rangeChicago16
	rangeExpanded
	rangeMinimal
	rangeMinimalTwo
)

// shorten returns the last number of a range as the format wants it: "321–328" has "28" in Chicago's.
func (f pageRangeFormat) shorten(first, last string) string {
	if f == rangeAsIs {
		return last
	}
	prefix, from := cutDigits(first)
	prefix2, to := cutDigits(last)
	if prefix2 == prefix {
		prefix2 = ""
	}
	if from == "" || to == "" || len(to) > len(from) && prefix == "" && prefix2 == "" && f != rangeExpanded {
		return last
	}
	if len(to) < len(from) {
		to = from[:len(from)-len(to)] + to
	}
	if len(from) != len(to) || from > to {
		return last
	}
	switch f {
	case rangeExpanded:
		return prefix + to
	case rangeMinimal:
		return changed(from, to, 1)
	case rangeMinimalTwo:
		return changed(from, to, 2)
	}
	return prefix2 + chicago(from, to, f)
}

// chicago follows the table of the Chicago Manual of Style that the CSL specification gives (appendix V).
func chicago(from, to string, f pageRangeFormat) string {
	n, _ := strconv.Atoi(from)
	switch {
	case n < 100 || n%100 == 0:
		return to
	case n%100 < 10:
		return changed(from, to, 1)
	case f != rangeChicago16 && len(from) == 4 && len(changed(from, to, 1)) >= 3:
		return to
	}
	return changed(from, to, 2)
}

// changed drops the digits that both share at the front, but keeps that many at least.
func changed(from, to string, least int) string {
	i := 0
	for i < len(to)-least && from[i] == to[i] {
		i++
	}
	return to[i:]
}

// cutDigits separates "N110" into "N" and "110". Without digits at the end the second is "".
func cutDigits(s string) (prefix, digits string) {
	prefix = strings.TrimRight(s, "0123456789")
	return prefix, s[len(prefix):]
}
