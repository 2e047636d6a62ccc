package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"glossator/generator/edition"
)

// locatorGroup is what of a source is cited under one label: its pages, or its document numbers.
type locatorGroup struct {
	Label  string
	Values []locatorValue
}

type locatorValue struct {
	Value string
	Links []edition.Backlink
}

// locatorGroups inverts citations: for each label of their locators, "page" first, its values in numeric order with
// the citations that name them.
func locatorGroups(list []edition.Backlink) []locatorGroup {
	byLabel := map[string]map[string][]edition.Backlink{}
	for _, b := range list {
		for _, l := range b.Locators() {
			if byLabel[l.Label] == nil {
				byLabel[l.Label] = map[string][]edition.Backlink{}
			}
			byLabel[l.Label][l.Value] = append(byLabel[l.Label][l.Value], b)
		}
	}
	groups := make([]locatorGroup, 0, len(byLabel))
	for label, values := range byLabel {
		g := locatorGroup{Label: label}
		for v, links := range values {
			g.Values = append(g.Values, locatorValue{v, links})
		}
		slices.SortFunc(g.Values, func(a, b locatorValue) int { return compareNatural(a.Value, b.Value) })
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b locatorGroup) int {
		if (a.Label == "page") != (b.Label == "page") {
			return cmp.Compare(b2i(b.Label == "page"), b2i(a.Label == "page"))
		}
		return cmp.Compare(a.Label, b.Label)
	})
	return groups
}

// compareNatural orders by the numbers in words: "9" before "81", "XIV" before "XX", "3-4" before "12".
func compareNatural(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		var p, q piece
		p, x = nextPiece(x)
		q, y = nextPiece(y)
		if c := p.compare(q); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

// piece is a number, arabic or roman, or the words between numbers.
type piece struct {
	numeric bool
	digits  string // without zeros in front
	words   string
}

func (p piece) compare(q piece) int {
	switch {
	case p.numeric != q.numeric:
		return cmp.Compare(b2i(q.numeric), b2i(p.numeric))
	case p.numeric:
		return cmp.Or(cmp.Compare(len(p.digits), len(q.digits)), cmp.Compare(p.digits, q.digits))
	}
	return cmp.Compare(p.words, q.words)
}

func nextPiece(s string) (piece, string) {
	class := func(r rune) int {
		switch {
		case r >= '0' && r <= '9':
			return 0
		case unicode.IsLetter(r):
			return 1
		}
		return 2
	}
	first, end := -1, len(s)
	for i, r := range s {
		if first < 0 {
			first = class(r)
		} else if class(r) != first {
			end = i
			break
		}
	}
	words, rest := s[:end], s[end:]
	if first == 0 {
		return piece{numeric: true, digits: strings.TrimLeft(words, "0")}, rest
	}
	if n := romanNumber(words); n > 0 {
		return piece{numeric: true, digits: itoa(n)}, rest
	}
	return piece{words: strings.ToLower(words)}, rest
}

// romanNumber is the value of a roman numeral, or 0 when the letters are none.
func romanNumber(s string) int {
	values := map[rune]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100, 'D': 500, 'M': 1000}
	total, last := 0, 0
	for _, r := range strings.ToUpper(s) {
		v := values[r]
		if v == 0 {
			return 0
		}
		total += v
		if v > last && last > 0 {
			total -= 2 * last
		}
		last = v
	}
	return total
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
