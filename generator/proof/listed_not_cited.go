package proof

import (
	"fmt"

	"glossator/generator/edition"
)

// listedNotCited finds entries of an essay's list of works that the essay never cites.
func listedNotCited() Rule {
	return Rule{
		ID:      "listed-not-cited",
		Summary: "the essay's list of works has a source that the essay never cites",
		Why:     "Either the citation has been lost in transcription, or the author listed what he only read: look, and answer which.",
		check: func(s *sheet) {
			s.essays(func(x *edition.Essay) {
				cited := map[string]bool{}
				for _, c := range x.Text.Citations {
					cited[c.Source] = true
				}
				for _, key := range x.WorksCited {
					if !cited[key] {
						s.add(x.ID, x.At, fmt.Sprintf("%q is listed but never cited", key), "look whether a citation of it is words only")
					}
				}
			})
		},
	}
}
