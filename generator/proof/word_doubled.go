package proof

import (
	"fmt"
	"strings"

	"glossator/generator/edition"
)

// mayDouble are words that stand twice in good English.
var mayDouble = map[string]bool{"that": true, "had": true, "is": true, "very": true, "so": true, "no": true, "long": true, "many": true}

// wordDoubled finds a word that stands twice in a row.
func wordDoubled() Rule {
	return Rule{
		ID:      "word-doubled",
		Summary: "a word stands twice in a row",
		Why:     "It is the commonest slip of the pen at a line's end.",
		check: func(s *sheet) {
			s.prose(func(t *edition.Text, i int, p *edition.Passage) {
				list := words(p.Text)
				for k := 1; k < len(list); k++ {
					a, b := list[k-1], list[k]
					if a.text != b.text || strings.TrimSpace(p.Text[a.end:b.start]) != "" || strings.Contains(p.Text[a.end:b.start], "\n") ||
						mayDouble[strings.ToLower(a.text)] || p.Kind == edition.Table || strings.ToLower(a.text) != a.text {
						continue
					}
					s.passage(t, i, fmt.Sprintf("%q stands twice: “%s”", a.text, around(p.Text, a.start, b.end)), "")
				}
			})
		},
	}
}
