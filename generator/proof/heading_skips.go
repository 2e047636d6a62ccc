package proof

import (
	"fmt"

	"glossator/generator/edition"
)

// headingSkips finds headings that are more than one level below the one before.
func headingSkips() Rule {
	return Rule{
		ID:      "heading-skips",
		Summary: "a heading skips a level",
		Why:     "Readers who move by headings lose their way. The first level within an essay is ##.",
		check: func(s *sheet) {
			s.texts(func(t *edition.Text) {
				level := 1
				for i := range t.Passages {
					p := &t.Passages[i]
					if p.Kind != edition.Heading || p.Note >= 0 || p.Level == 0 {
						continue
					}
					if int(p.Level) > level+1 {
						s.passage(t, i, fmt.Sprintf("a heading of level %d follows level %d", p.Level, level), fmt.Sprintf("make it one of level %d", level+1))
					}
					level = int(p.Level)
				}
			})
		},
	}
}
