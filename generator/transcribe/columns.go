package transcribe

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A scan of a page in two columns may give both columns in each line, with a gutter between them. A group of lines is
// taken for such when the right column begins at the same place in nearly all of them and both columns are prose: wide,
// in small letters, and the left one goes on in the right one.

const (
	fewestRows  = 5  // lines of two columns
	leastColumn = 18 // characters that a column of prose has on average
)

var gutter = pattern(` {4,}`)

// unrolled sets the right columns under the left ones, and returns the numbers of the lines where such groups begin.
func unrolled(lines []line) (all []line, found []int) {
	for _, group := range groups(lines) {
		left, right, ok := columnsOf(group)
		if !ok {
			all = append(all, group...)
			continue
		}
		found = append(found, group[0].number)
		all = append(append(all, left...), right...)
	}
	return all, found
}

// columnsOf cuts the lines at their gutter.
func columnsOf(group []line) (left, right []line, ok bool) {
	if len(group) < fewestRows {
		return nil, nil, false
	}
	at := map[int]int{}
	for _, l := range group {
		if m := gutter().FindStringIndex(l.text); m != nil {
			at[l.indent+utf8.RuneCountInString(l.text[:m[1]])]++
		}
	}
	column := 0
	for c, n := range at {
		if n > at[column] || n == at[column] && c < column {
			column = c
		}
	}
	if at[column]*10 < len(group)*7 {
		return nil, nil, false
	}
	for _, l := range group {
		m := gutter().FindStringIndex(l.text)
		switch {
		case m == nil && l.indent >= column-2:
			right = append(right, l)
		case m == nil:
			left = append(left, l)
		default:
			r := l
			r.text, r.gap, r.page, r.indent = l.text[m[1]:], 0, false, 0
			l.text = l.text[:m[0]]
			left, right = append(left, l), append(right, r)
		}
	}
	return left, right, isColumn(left) && isColumn(right)
}

// isColumn says that the lines are prose in a narrow column.
func isColumn(lines []line) bool {
	letters, digits, small := 0, 0, 0
	for _, l := range lines {
		for _, r := range l.text {
			letters += bit(unicode.IsLetter(r))
			digits += bit(unicode.IsDigit(r))
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(l.text, `"“(`))
		small += bit(unicode.IsLower(first))
	}
	return letters >= leastColumn*len(lines) && digits*8 < letters && small*2 >= len(lines)
}
