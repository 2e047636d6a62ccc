package proof

import (
	"cmp"
	"fmt"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// mayDouble are words that stand twice in good English, and on purpose in other languages.
var mayDouble = map[string]string{
	"ar": "رويدا رويدًا جدا جدًا يوما يومًا قليلا قليلًا شيئا شيئًا واحدا واحدًا كلمة حرفا حرفًا خطوة بابا بابًا مرارا",
	"en": "that had is very so no long many",
	"es": "no muy casi luego ya sí más poco",
	"he": "לאט מעט יום אחד אחת כך עוד אט צעד שלב שנה איש הרבה מאוד דור שניים שתיים",
	"it": "no via piano pian man mano quasi così ora poco passo subito sotto molto uno due",
}

// wordDoubled finds a word that stands twice in a row.
func wordDoubled() Rule {
	return Rule{
		ID:      "word-doubled",
		Summary: "a word stands twice in a row",
		Why:     "It is the commonest slip of the pen at a line's end. Take one of the two out, or answer that both are meant.",
		check: func(s *sheet) {
			s.prose(func(t *edition.Text, i int, p *edition.Passage) {
				list := words(p.Text)
				meant := " " + cmp.Or(mayDouble[csl.PrimaryLanguage(p.Language)], mayDouble["en"]) + " "
				for k := 1; k < len(list); k++ {
					a, b := list[k-1], list[k]
					if a.text != b.text || strings.TrimSpace(p.Text[a.end:b.start]) != "" || strings.Contains(p.Text[a.end:b.start], "\n") ||
						strings.Contains(meant, " "+strings.ToLower(a.text)+" ") || p.Kind == edition.Table || strings.ToLower(a.text) != a.text {
						continue
					}
					s.passage(t, i, fmt.Sprintf("%q stands twice: “%s”", a.text, around(p.Text, a.start, b.end)), "")
				}
			})
		},
	}
}
