package proof

import "fmt"

// termUndefined finds glossary entries that say nothing.
func termUndefined() Rule {
	return Rule{
		ID:      "term-undefined",
		Summary: "a term is used and nowhere defined",
		Why:     "A reader who follows the word to its entry finds nothing there. Write a definition, or quote the author's own.",
		check: func(s *sheet) {
			for _, t := range s.edition.Terms {
				if t.Definition == nil && len(t.Attested) == 0 && len(t.Backlinks) > 0 {
					s.add(t.ID, t.At, fmt.Sprintf("the term %q is used and has no definition", t.ID), "add definition, or attested with the author's words")
				}
			}
		},
	}
}
