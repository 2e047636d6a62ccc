package proof

import (
	"fmt"
	"strings"
	"unicode"

	"glossator/generator/edition"
)

// misreadings are what scanners read for what was printed.
var misreadings = [][2]string{{"rn", "m"}, {"m", "rn"}, {"cl", "d"}, {"vv", "w"}, {"ii", "n"}}

// wordMisread finds words as a scanner misreads them: a word that stands once and nowhere else, where the edition
// knows the word that was printed, hyphens left within words, and lone letters.
func wordMisread() Rule {
	return Rule{
		ID:      "word-misread",
		Summary: "a word looks like a scanner's mistake",
		Why:     "The likely word stands elsewhere in the edition. Compare with the page, and correct it if it is the scanner's and not the author's.",
		check: func(s *sheet) {
			counts := s.countWords()
			s.prose(func(t *edition.Text, i int, p *edition.Passage) {
				if !strings.HasPrefix(p.Language, "en") && p.Language != "" {
					return
				}
				list := words(p.Text)
				for k, w := range list {
					if whole := torn(p.Text, list, k, counts); whole != "" {
						s.passage(t, i, fmt.Sprintf("a letter stands alone: “%s”, perhaps %q", around(p.Text, w.start, w.end), whole), "compare with the page")
					}
					lower := strings.ToLower(w.text)
					if counts[lower] != 1 {
						continue
					}
					if likely := misread(lower, counts); likely != "" {
						s.passage(t, i, fmt.Sprintf("%q may be %q misread", w.text, likely), "compare with the page")
					}
				}
			})
		},
	}
}

func (s *sheet) countWords() map[string]int {
	counts := map[string]int{}
	s.prose(func(_ *edition.Text, _ int, p *edition.Passage) {
		for _, w := range words(p.Text) {
			counts[strings.ToLower(w.text)]++
		}
	})
	return counts
}

// often is how many times the edition has a word that is taken for known.
const often = 3

// torn is the word that the edition has often and of which the lone letter at k, with the word before or
// after it, is a part; or "".
func torn(text string, list []word, k int, counts map[string]int) string {
	w := list[k]
	if len(w.text) != 1 || w.text < "b" || w.text > "z" || w.text == "o" {
		return ""
	}
	whole := func(a, b word) bool {
		return text[a.end:b.start] == " " && len(a.text)+len(b.text) >= 3 && counts[strings.ToLower(a.text+b.text)] >= often
	}
	if k+1 < len(list) && whole(w, list[k+1]) {
		return w.text + list[k+1].text
	}
	if k > 0 && whole(list[k-1], w) {
		return list[k-1].text + w.text
	}
	return ""
}

// longestWord is how many letters a word may have that a scanner has misread.
const longestWord = 60

// misread is the word that the edition has often and of which this one is a misreading, or "".
func misread(word string, counts map[string]int) string {
	if first, second, found := strings.Cut(word, "-"); found && len(first) > 1 && len(second) > 1 && counts[first+second] >= often && counts[first] == 0 {
		return first + second
	}
	if len(word) < 4 || len(word) > longestWord || strings.ContainsFunc(word, func(r rune) bool { return r > unicode.MaxASCII }) {
		return ""
	}
	for _, m := range misreadings {
		for i := range word {
			rest, found := strings.CutPrefix(word[i:], m[0])
			if !found {
				continue
			}
			if likely := word[:i] + m[1] + rest; counts[likely] >= often && len(likely) >= 4 {
				return likely
			}
		}
	}
	return ""
}
