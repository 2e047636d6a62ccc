package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/csl"
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
	type located struct {
		*edition.Locator
		by int // the citation's place in the list
	}
	n := 0
	for _, b := range list {
		n += len(b.Locators())
	}
	all := make([]located, 0, n)
	for i, b := range list {
		locators := b.Locators()
		for k := range locators {
			all = append(all, located{&locators[k], i})
		}
	}
	slices.SortFunc(all, func(a, b located) int {
		if c := compareLabels(a.Label, b.Label); c != 0 {
			return c
		}
		if c := compareNatural(a.Value, b.Value); c != 0 {
			return c
		}
		return cmp.Compare(a.by, b.by)
	})
	distinct := 0
	for i, l := range all {
		distinct += b2i(i == 0 || !l.Same(*all[i-1].Locator))
	}
	var groups []locatorGroup
	links, values := make([]edition.Backlink, len(all)), make([]locatorValue, 0, distinct)
	for i, l := range all {
		links[i] = list[l.by]
		if i == 0 || l.Label != all[i-1].Label {
			groups = append(groups, locatorGroup{Label: l.Label})
		}
		if i == 0 || !l.Same(*all[i-1].Locator) {
			g := &groups[len(groups)-1]
			values = append(values, locatorValue{Value: l.Value})
			g.Values = values[len(values)-1-len(g.Values):]
		}
		v := &values[len(values)-1]
		v.Links = links[i-len(v.Links) : i+1]
	}
	return groups
}

// cutGroups is one of several parts, from 0, of the groups, about as many references in each.
func cutGroups(groups []locatorGroup, part, parts int) []locatorGroup {
	total := placeCount(groups)
	from, to := part*total/parts, (part+1)*total/parts
	var cut []locatorGroup
	at := 0
	for _, g := range groups {
		here := locatorGroup{Label: g.Label}
		for _, v := range g.Values {
			if a, b := max(from-at, 0), min(to-at, len(v.Links)); a < b {
				here.Values = append(here.Values, locatorValue{v.Value, v.Links[a:b]})
			}
			at += len(v.Links)
		}
		if len(here.Values) > 0 {
			cut = append(cut, here)
		}
	}
	return cut
}

func placeCount(groups []locatorGroup) int {
	n := 0
	for _, g := range groups {
		for _, v := range g.Values {
			n += len(v.Links)
		}
	}
	return n
}

func compareLabels(a, b string) int {
	if a == b {
		return 0
	}
	return cmp.Or(cmp.Compare(b2i(b == "page"), b2i(a == "page")), cmp.Compare(a, b))
}

// compareNatural orders by the numbers in words: "9" before "81", "XIV" before "XX", "3-4" before "12", "٩" before "81".
func compareNatural(a, b string) int {
	if a == b {
		return 0
	}
	if isNumber(a) && isNumber(b) {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	}
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

// european has European digits for those of Arabic and of Persian.
func european(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, s)
}

// isNumber says that a value is digits alone, the first of which is not 0.
func isNumber(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && s[0] != '0'
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
	if rest := strings.TrimLeftFunc(s, unicode.IsDigit); len(rest) < len(s) {
		return piece{numeric: true, digits: strings.TrimLeft(european(s[:len(s)-len(rest)]), "0")}, rest
	}
	first, _ := utf8.DecodeRuneInString(s)
	letters, end := unicode.IsLetter(first), len(s)
	for i, r := range s {
		if unicode.IsDigit(r) || unicode.IsLetter(r) != letters {
			end = i
			break
		}
	}
	words, rest := s[:end], s[end:]
	if n := romanNumber(words); n > 0 {
		return piece{numeric: true, digits: itoa(n)}, rest
	}
	return piece{words: strings.ToLower(words)}, rest
}

// romanNumber is the value of a Roman numeral in either case, or 0 when the letters are none.
func romanNumber(s string) int { return csl.RomanValue(subtracted.Replace(strings.ToLower(s))) }

// subtracted writes the numerals of old books, which add ("xiiii", "CCCC"), as they are written today.
var subtracted = strings.NewReplacer("viiii", "ix", "iiii", "iv", "lxxxx", "xc", "xxxx", "xl", "dcccc", "cm", "cccc", "cd")

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
