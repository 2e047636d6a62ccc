package proof

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/edition"
)

// lettersMixed finds words with letters of two scripts that look alike, as scanners make them.
func lettersMixed() Rule {
	return Rule{
		ID:      "letters-mixed",
		Summary: "a word has letters of two alphabets",
		Why:     "It looks right and cannot be found: a Cyrillic о in a Latin word is a scanner's mistake. Type the word again.",
		check: func(s *sheet) {
			s.prose(func(t *edition.Text, i int, p *edition.Passage) {
				for _, w := range words(p.Text) {
					if mixed(w.text) {
						s.passage(t, i, fmt.Sprintf("%q has letters of two alphabets", w.text), "type the word again")
					}
				}
			})
		},
	}
}

// signs are Greek letters that nobody takes for Latin ones. One of them before Latin letters is a sign: μm, Δx.
const signs = "βγδθλμξπσφψωΓΔΘΛΞΠΣΦΨΩ"

// mixed says that Latin letters stand beside Cyrillic or Greek ones, with no hyphen between.
func mixed(word string) bool {
	if first, size := utf8.DecodeRuneInString(word); strings.ContainsRune(signs, first) {
		word = word[size:]
	}
	latin, other := false, false
	for _, r := range word {
		if r == '-' {
			latin, other = false, false
		}
		latin = latin || unicode.Is(unicode.Latin, r)
		other = other || r >= '\u0370' && unicode.In(r, unicode.Cyrillic, unicode.Greek)
		if latin && other {
			return true
		}
	}
	return false
}
