package proof

import (
	"fmt"
	"strings"

	"glossator/generator/edition"
)

// quotationUnmatched finds double quotation marks that are opened and not closed, or the other way round.
func quotationUnmatched() Rule {
	return Rule{
		ID:      "quotation-unmatched",
		Summary: "a quotation is not opened or not closed",
		Why:     "The reader cannot tell whose words they are. A quotation that goes on in the next paragraph is passed over. Write the mark that is missing.",
		check: func(s *sheet) {
			s.prose(func(t *edition.Text, i int, p *edition.Passage) {
				if p.Language != "" && !strings.HasPrefix(p.Language, "en") {
					return
				}
				goesOn := i+1 < len(t.Passages) && startsQuoted(t.Passages[i+1].Text)
				if mark := openQuotation(p.Text); mark != "" && !goesOn {
					s.passage(t, i, fmt.Sprintf("%s has no partner in “%s”", mark, around(p.Text, 0, 40)), "")
				}
			})
		},
	}
}

func startsQuoted(text string) bool {
	return strings.HasPrefix(text, "“") || strings.HasPrefix(text, `"`)
}

// openQuotation returns the mark that lacks its partner, or "".
func openQuotation(text string) string {
	if strings.Count(text, `"`)%2 != 0 {
		return `"`
	}
	depth := 0
	for _, r := range text {
		switch r {
		case '“':
			depth++
		case '”':
			if depth--; depth < 0 {
				return "”"
			}
		}
	}
	if depth > 0 {
		return "“"
	}
	return ""
}
