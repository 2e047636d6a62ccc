package proof

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"glossator/generator/edition"
)

// bracketUnmatched finds brackets that nothing opens or closes.
func bracketUnmatched() Rule {
	return Rule{
		ID:      "bracket-unmatched",
		Summary: "a bracket is not opened or not closed",
		Why:     "Something has been lost, or the bracket is a scanner's. Lists such as a) b) are passed over. Compare with the page, and write the bracket that is missing.",
		check: func(s *sheet) {
			s.prose(func(t *edition.Text, i int, p *edition.Passage) {
				if at, sign := unmatched(p.Text); sign != 0 {
					s.passage(t, i, fmt.Sprintf("%q has no partner: “%s”", sign, around(p.Text, at, at+1)), "")
				}
			})
		},
	}
}

// unmatched returns the first bracket without a partner and its place, or 0. A closing bracket behind a number or
// a letter at the start of a word may belong to a list: 1) a) iv).
func unmatched(text string) (int, rune) {
	at, sign := unpaired(text, false)
	if sign != 0 {
		if _, lone := unpaired(text, true); lone == 0 {
			return 0, 0
		}
	}
	return at, sign
}

// unpaired pairs brackets; those that may belong to lists are passed over where they have no partner, or always.
func unpaired(text string, lists bool) (int, rune) {
	type open struct {
		at   int
		sign rune
	}
	var stack []open
	for at, r := range text {
		switch r {
		case '(', '[':
			stack = append(stack, open{at, r})
		case ')', ']':
			want := map[rune]rune{')': '(', ']': '['}[r]
			mark := r == ')' && listMark(text[:at])
			n := len(stack)
			if n > 0 && (stack[n-1].sign == want && !(lists && mark) || stack[n-1].sign != want && isInterval(text[stack[n-1].at+1:at])) {
				stack = stack[:n-1]
			} else if !mark {
				return at, r
			}
		}
	}
	if len(stack) > 0 {
		return stack[0].at, stack[0].sign
	}
	return 0, 0
}

// isInterval says that the words between two brackets are the limits of an interval, of which one may belong to it and the other
// not: (0, 1] and [0, 1).
func isInterval(words string) bool {
	if len(words) > 40 {
		return false
	}
	from, to, found := strings.Cut(words, ";")
	if !found {
		from, to, _ = strings.Cut(words, ",")
	}
	isLimit := func(s string) bool {
		s = strings.TrimLeft(strings.TrimSpace(s), "+-−–")
		return s != "" && strings.Trim(s, "0123456789.,") == "" || s == "∞"
	}
	return isLimit(from) && isLimit(to)
}

func listMark(before string) bool {
	mark := before[strings.LastIndexAny(before, " \n(")+1:]
	return utf8.RuneCountInString(mark) == 1 || mark != "" && strings.Trim(mark, "0123456789٠١٢٣٤٥٦٧٨٩ivx") == ""
}
