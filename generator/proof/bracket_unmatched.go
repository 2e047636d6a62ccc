package proof

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"glossator/generator/edition"
)

// bracketUnmatched finds brackets that nothing opens or closes.
func bracketUnmatched() Rule {
	return Rule{
		ID:      "bracket-unmatched",
		Summary: "a bracket is not opened or not closed",
		Why:     "Something has been lost, or the bracket is a scanner's. Lists such as a) b) and intervals such as [a, b) are passed over. Compare with the page, and write the bracket that is missing.",
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
// a letter at the start of a word may belong to a list, 1) a) iv), and two of different kinds may belong to an interval.
func unmatched(text string) (int, rune) {
	if _, sign := unpaired(text, false); sign == 0 {
		return 0, 0
	}
	text = interval.ReplaceAllStringFunc(text, func(words string) string { return strings.Repeat(" ", len(words)) })
	at, sign := unpaired(text, false)
	if sign != 0 {
		if _, lone := unpaired(text, true); lone == 0 {
			return 0, 0
		}
	}
	return at, sign
}

// limit is one of an interval's: 0, −1.5, ∞, a, x₀, n + 1, 2π.
const (
	limit     = `[+\-−–]? ?` + limitTerm + `(?: ?[+\-−–·/] ?` + limitTerm + `)?`
	limitTerm = `(?:\d+(?:[.,]\d+)*(?:\p{L}|∞)?|(?:\p{L}|∞)(?:_[\p{L}\d]|\d|[₀-₉]+)?[′']?)`
)

// interval is one of whose limits one may belong to it and the other not: (0, 1], [a, b), and ]a, b[ as in French.
var interval = regexp.MustCompile(`[(\[\]] ?` + limit + ` ?[,;] ?` + limit + ` ?[)\[\]]`)

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
			if n > 0 && stack[n-1].sign == want && !(lists && mark) {
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

func listMark(before string) bool {
	mark := before[strings.LastIndexAny(before, " \n(")+1:]
	return utf8.RuneCountInString(mark) == 1 || mark != "" && strings.Trim(mark, "0123456789٠١٢٣٤٥٦٧٨٩ivx") == ""
}
