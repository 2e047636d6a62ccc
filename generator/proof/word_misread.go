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
		Why:     "The likely word stands elsewhere in the edition. Compare with the page.",
		check: func(s *sheet) {
			counts := s.countWords()
			s.prose(func(t *edition.Text, i int, p *edition.Passage) {
				if !strings.HasPrefix(p.Language, "en") && p.Language != "" {
					return
				}
				for _, w := range words(p.Text) {
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

// misread is the word that the edition has at least three times and of which this one is a misreading, or "".
func misread(word string, counts map[string]int) string {
	const often = 3
	if first, second, found := strings.Cut(word, "-"); found && len(first) > 1 && len(second) > 1 && counts[first+second] >= often && counts[first] == 0 {
		return first + second
	}
	if len(word) < 4 || strings.ContainsFunc(word, func(r rune) bool { return r > unicode.MaxASCII }) {
		return ""
	}
	for _, m := range misreadings {
		if !strings.Contains(word, m[0]) {
			continue
		}
		if likely := strings.Replace(word, m[0], m[1], 1); counts[likely] >= often && len(likely) >= 4 {
			return likely
		}
	}
	return ""
}
