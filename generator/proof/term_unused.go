package proof

import "fmt"

// termUnused finds glossary entries that no text mentions.
func termUnused() Rule {
	return Rule{
		ID:      "term-unused",
		Summary: "a term is defined and nothing mentions it",
		Why:     "Either its aliases lack the form that the texts use, or it is not needed. Add that form, or drop the entry.",
		check: func(s *sheet) {
			for _, t := range s.edition.Terms {
				if len(t.Backlinks) == 0 && len(t.Attested) == 0 {
					s.add(t.ID, t.At, fmt.Sprintf("nothing mentions the term %q", t.ID), "add the forms that the texts use to its aliases")
				}
			}
		},
	}
}
