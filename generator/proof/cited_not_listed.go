package proof

import (
	"fmt"

	"glossator/generator/edition"
)

// citedNotListed finds sources that an essay cites and its own list of works lacks.
func citedNotListed() Rule {
	return Rule{
		ID:      "cited-not-listed",
		Summary: "a source is cited that the essay's own list of works does not have",
		Why:     "A reader who looks the citation up in the essay's list finds nothing. Add the key to works-cited, or answer that the author's list lacks it.",
		check: func(s *sheet) {
			s.essays(func(x *edition.Essay) {
				if x.WorksCited == nil || x.Text == nil {
					return
				}
				seen := map[string]bool{} // or listed
				for _, key := range x.WorksCited {
					seen[key] = true
				}
				for _, c := range x.Text.Citations {
					editors := isEditors(x.Text, c.Span.Passage)
					if c.Resolved && !editors && !seen[c.Source] {
						seen[c.Source] = true
						s.citation(x.Text, &c, fmt.Sprintf("%q is cited but is not in the essay's works-cited", c.Source), "add the key there")
					}
				}
			})
		},
	}
}

// isEditors says that a passage is an editors' note: what editors cite, the author need not list.
func isEditors(t *edition.Text, passage int32) bool {
	n := t.Passages[passage].Note
	return n >= 0 && t.Notes[n].Stream == edition.EditorStream
}
