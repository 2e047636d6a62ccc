package csl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// numbers is the value of a number variable: "2", "12–15, 20", "2nd & 3rd". Locators may carry labels of their
// own within: "12, ch. 3".
type numbers struct {
	parts   []numberPart
	text    string // as it was written
	numeric bool   // all parts are numbers, in CSL's sense of is-numeric
	plural  bool
}

// numberPart is one number with what joins it to the one before.
type numberPart struct {
	joint string // "", ", ", " & ", "-"
	label string // the label it was written with, or which it is given by the cite; "" as the one before
	own   bool   // the label stands within the value and is rendered there
	value string
}

func (n *numbers) label() string {
	if len(n.parts) == 0 {
		return ""
	}
	return n.parts[0].label
}

// parseNumbers cuts a number variable's value into its numbers. Labels are looked for only in locators.
func parseNumbers(text string, withLabels bool, l *Locale) numbers {
	n := numbers{text: strings.TrimSpace(text)}
	if n.text == "" {
		return n
	}
	rest := n.text
	joint := ""
	for rest != "" {
		i, size := nextJoint(rest)
		value := strings.TrimSpace(rest[:i])
		n.parts = append(n.parts, numberPart{joint: joint, value: value})
		if size == 0 {
			break
		}
		joint = strings.TrimSpace(rest[i : i+size])
		rest = rest[i+size:]
	}
	n.settle(withLabels, l)
	return n
}

// nextJoint finds what joins the next two numbers: comma, ampersand, hyphen or dash, "and".
func nextJoint(s string) (at, size int) {
	for i, r := range s {
		switch r {
		case ',', '&', '-', '–', ';':
			if i == 0 {
				continue
			}
			if r == '-' && strings.HasSuffix(s[:i], "\\") {
				continue
			}
			return i, utf8.RuneLen(r)
		case ' ':
			for _, word := range []string{" and ", " et ", " und "} {
				if strings.HasPrefix(s[i:], word) {
					return i, len(word)
				}
			}
		}
	}
	return len(s), 0
}

func (n *numbers) settle(withLabels bool, l *Locale) {
	n.numeric = true
	for i := range n.parts {
		part := &n.parts[i]
		if withLabels {
			part.label, part.value = leadingLabel(part.value, l)
			part.own = part.label != ""
		}
		if !isNumber(part.value) {
			n.numeric = false
		}
		if part.joint != "" {
			n.plural = true
		}
	}
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
	_, ok := parseRoman(s)
	return ok
}

func parseRoman(s string) (int, bool) {
	values := map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100, 'd': 500, 'm': 1000}
	total, last := 0, 0
	for _, r := range s {
		v := values[unicode.ToLower(r)]
		if v == 0 {
			return 0, false
		}
		if v > last {
			total -= 2 * last
		}
		total += v
		last = v
	}
	return total, total > 0 && strings.EqualFold(roman(total), s)
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
func leadingLabel(value string, _ *Locale) (label, rest string) {
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
