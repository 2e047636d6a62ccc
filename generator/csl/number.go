package csl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// numbers is the value of a number variable: "2", "12–15, 20", "2nd & 3rd". Labels may stand within: "12, ch. 3".
type numbers struct {
	parts   []numberPart
	text    string // as it was written
	numeric bool   // all parts are numbers, in CSL's sense of is-numeric
	grouped bool   // digits may come in groups of three
}

// numberPart is one number with what joins it to the one before.
type numberPart struct {
	joint joint
	typed string // what the author has for the joint
	label string // that it was written with, or that the cite gives it; "" for that of the part before
	own   bool   // the label is rendered where it stands, and not by a <label>
	value string
}

// joint is what stands between two numbers.
type joint string

const (
	noJoint    joint = ""
	rangeJoint joint = "-"
	andSign    joint = "&"
	andWordly  joint = "and"
	commaAnd   joint = ", and"
	commaJoint joint = ","
)

func (n *numbers) label() string {
	if len(n.parts) == 0 {
		return ""
	}
	return n.parts[0].label
}

// plural reports whether the part's label stands for more than one number: it, and those up to the next label.
func (n *numbers) plural(part int) bool {
	return part+1 < len(n.parts) && !n.parts[part+1].own
}

// parseNumbers cuts a number variable's value into its numbers. Where one may be large, as in a count, a comma between groups of
// three digits does not separate numbers.
func parseNumbers(text string, grouped bool) numbers {
	n := numbers{text: strings.TrimSpace(text), numeric: true, grouped: grouped}
	between := noJoint
	for rest := n.text; rest != ""; {
		i, size, next := n.nextJoint(rest)
		n.add(between, strings.TrimSpace(rest[:i]))
		between, rest = next, rest[i+size:]
	}
	return n
}

// add appends a number, or the two of a range.
func (n *numbers) add(between joint, value string) {
	part := numberPart{joint: between}
	part.label, value = leadingLabel(value)
	part.own = part.label != ""
	from, to, ok := cutRange(value)
	if !ok {
		part.value = strings.ReplaceAll(strings.ReplaceAll(value, `\\-`, "-"), `\-`, "-")
		if i := strings.IndexByte(value, '-'); i > 0 && isNumber(value[:i]) {
			part.value = strings.ReplaceAll(part.value, " ", "")
		}
		n.numeric = n.numeric && isNumber(part.value)
		n.parts = append(n.parts, part)
		return
	}
	part.value = from
	n.parts = append(n.parts, part, numberPart{joint: rangeJoint, value: to})
}

// nextJoint finds what joins the next two numbers: comma, ampersand, "and", or both.
func (n *numbers) nextJoint(s string) (at, size int, kind joint) {
	for i, r := range s {
		switch {
		case i == 0 || n.grouped && groupsDigits(s, i):
		case r == ',' || r == ';':
			for _, word := range []string{" and ", " et ", " und "} {
				if strings.HasPrefix(s[i+1:], word) {
					return i, 1 + len(word), commaAnd
				}
			}
			return i, 1, joint(r)
		case r == '&':
			return i, 1, andSign
		case r == ' ':
			for _, word := range []string{" and ", " et ", " und "} {
				if strings.HasPrefix(s[i:], word) {
					return i, len(word), andWordly
				}
			}
		}
	}
	return len(s), 0, noJoint
}

// groupsDigits reports whether what stands there is a comma before the next three digits of one number.
func groupsDigits(s string, at int) bool {
	after := strings.TrimLeft(s[at+1:], "0123456789")
	return s[at] == ',' && isDigit(s[at-1]) && len(s)-at-1-len(after) == 3
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// cutRange separates a range of two numbers. What has letters before its digits must have the same before both.
func cutRange(s string) (from, to string, ok bool) {
	i := strings.IndexAny(s, "-–")
	if i <= 0 || s[i-1] == '\\' {
		return "", "", false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	from, to = strings.TrimSpace(s[:i]), strings.TrimSpace(strings.TrimLeft(s[i+size:], "-–"))
	if !isNumber(from) || !isNumber(to) {
		return "", "", false
	}
	prefix, digits := cutDigits(from)
	prefix2, digits2 := cutDigits(to)
	if len(digits2) < len(digits) && prefix+prefix2 == "" && digits2 <= digits[len(digits)-len(digits2):] {
		return "", "", false // 2019-03: no short form of a number above the first
	}
	return from, to, digits == "" || digits2 == "" || prefix == prefix2
}

// isNumber reports whether the text is a number with at most a prefix or suffix of letters: "12", "12a", "D2", "2nd", "IX".
func isNumber(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsFunc(s, unicode.IsSpace) {
		return false
	}
	if strings.ContainsFunc(s, unicode.IsDigit) {
		return true
	}
	return RomanValue(s) > 0
}

// RomanValue returns the value of a Roman numeral as it is written today, below 10,000, or 0.
func RomanValue(s string) int {
	values := map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100, 'd': 500, 'm': 1000}
	total, last := 0, 0
	for _, r := range s {
		v := values[unicode.ToLower(r)]
		if v == 0 {
			return 0
		}
		if v > last {
			total -= 2 * last
		}
		total += v
		last = v
	}
	if !strings.EqualFold(roman(total), s) {
		return 0
	}
	return total
}

// roman returns the number in small Roman numerals; from 10,000 on it stays as it is, "".
func roman(n int) string {
	if n <= 0 || n >= 10000 {
		return ""
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{
		{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
		{9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"},
	} {
		for n >= d.value {
			b.WriteString(d.text)
			n -= d.value
		}
	}
	return b.String()
}

// canonicalLabel returns the locator label by its CSL name.
func canonicalLabel(s string) string {
	switch s {
	case "":
		return "page"
	case "sub verbo":
		return "sub-verbo"
	}
	return s
}

// leadingLabel takes a label like "ch." off the value.
func leadingLabel(value string) (label, rest string) {
	word, after, ok := strings.Cut(value, " ")
	if !ok {
		return "", value
	}
	if label := labelAbbreviations[word]; label != "" && strings.ContainsFunc(after, unicode.IsDigit) {
		return label, strings.TrimSpace(after)
	}
	return "", value
}

// labelAbbreviations are the English abbreviations that data may have before a locator, whatever the language.
var labelAbbreviations = map[string]string{
	"bk.": "book", "bks.": "book", "ch.": "chapter", "chap.": "chapter", "chaps.": "chapter", "col.": "column", "cols.": "column",
	"fig.": "figure", "figs.": "figure", "fol.": "folio", "fols.": "folio", "no.": "number", "nos.": "number", "l.": "line", "ll.": "line",
	"n.": "note", "nn.": "note", "op.": "opus", "opp.": "opus", "p.": "page", "pp.": "page", "para.": "paragraph", "paras.": "paragraph",
	"pt.": "part", "pts.": "part", "sec.": "section", "secs.": "section", "s.v.": "sub-verbo", "s.vv.": "sub-verbo", "v.": "verse",
	"vv.": "verse", "vol.": "volume", "vols.": "volume", "¶": "paragraph", "¶¶": "paragraph", "§": "section", "§§": "section",
}
