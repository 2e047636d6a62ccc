package proof

import (
	"fmt"
	"strings"
)

// definitionsDiffer finds terms that two essays define in words with little in common.
func definitionsDiffer() Rule {
	return Rule{
		ID:      "definitions-differ",
		Summary: "two essays define a term differently",
		Why:     "The reader of one meets the other through the glossary: the definition there should say how they differ. Answer when it does.",
		check: func(s *sheet) {
			for _, t := range s.edition.Terms {
				for i, a := range t.Attested {
					for _, b := range t.Attested[max(0, i-compared):i] {
						if a.Essay != b.Essay && alike(a.Quote, b.Quote) < 0.3 {
							s.add(t.ID, t.At, fmt.Sprintf("%s and %s define %q differently", b.Essay, a.Essay, t.Term), "say so in the definition")
						}
					}
				}
			}
		},
	}
}

// alike is the share of words that two texts have in common, 0 to 1.
func alike(a, b string) float64 {
	set := map[string]int{}
	for _, w := range words(strings.ToLower(a)) {
		set[w.text] |= 1
	}
	for _, w := range words(strings.ToLower(b)) {
		set[w.text] |= 2
	}
	both := 0
	for _, v := range set {
		if v == 3 {
			both++
		}
	}
	if len(set) == 0 {
		return 1
	}
	return float64(both) / float64(len(set))
}
