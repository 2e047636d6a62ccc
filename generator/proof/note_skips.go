package proof

import (
	"fmt"
	"strconv"

	"glossator/generator/edition"
)

// noteSkips finds numbers that are missing from, or out of order in, the author's notes.
func noteSkips() Rule {
	return Rule{
		ID:      "note-skips",
		Summary: "the numbers of an author's notes skip or go back",
		Why:     "A note or a marker has been lost in transcription. Look at the page, and put it back; answer where the author's own numbers skip.",
		check: func(s *sheet) {
			s.essays(func(x *edition.Essay) {
				last := 0
				for i := range x.Text.Notes {
					n := &x.Text.Notes[i]
					number, err := strconv.Atoi(n.Marker)
					if err != nil || n.Stream != edition.AuthorStream || len(n.Calls) == 0 {
						continue
					}
					switch at := n.Calls[0].Passage; {
					case number == last+1 || number == 1:
					case last == 0:
						s.at(x.Text, at, n.Line, 0, fmt.Sprintf("the first note is %d", number), "look for the notes before it")
					default:
						s.at(x.Text, at, n.Line, 0, fmt.Sprintf("note %d follows note %d", number, last), "look for the notes between them")
					}
					last = number
				}
			})
		},
	}
}
