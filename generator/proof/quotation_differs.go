package proof

import (
	"fmt"
	"regexp"
	"strings"

	"glossator/generator/edition"
)

// quotationDiffers finds one quotation that is printed in two ways.
func quotationDiffers() Rule {
	return Rule{
		ID:      "quotation-differs",
		Summary: "the same place of a source is quoted in different words",
		Why:     "One of the two is misquoted, or they are two translations: say which.",
		check: func(s *sheet) {
			for _, src := range s.edition.Sources {
				s.compareQuotations(quotations(src))
			}
		},
	}
}

// quotation is quoted words in a sentence that cites one place, before the citation.
type quotation struct {
	locators []edition.Locator
	words    string
	from     edition.Backlink
}

var quoted = regexp.MustCompile(`“([^”]{20,})”|"([^"]{20,})"`)

func quotations(src *edition.Source) []quotation {
	var list []quotation
	eachCitation(src, func(b edition.Backlink, before edition.Span) {
		sentence, _, _ := b.Sentence()
		before.Start = max(before.Start, sentence.Start)
		if len(b.Locators()) == 0 || before.Start >= min(before.End, sentence.End) {
			return
		}
		for _, m := range quoted.FindAllStringSubmatch(lastWords(b.Text.Words(before), lookBack), -1) {
			list = append(list, quotation{b.Locators(), m[1] + m[2], b})
		}
	})
	return list
}

// compared is with how many others of the same place a quotation is compared.
const compared = 20

func (s *sheet) compareQuotations(list []quotation) {
	of := map[string][]quotation{} // by place
	for _, a := range list {
		place := ""
		for _, l := range a.locators {
			place += l.Label + " " + l.Value + "\n"
		}
		others := of[place]
		if len(others) < compared {
			of[place] = append(others, a)
		}
		for _, b := range others {
			near := alike(a.words, b.words)
			if near < 0.6 || sameWords(a.words, b.words) || strings.Contains(a.words, b.words) || strings.Contains(b.words, a.words) {
				continue
			}
			s.citation(a.from.Text, &a.from.Text.Citations[a.from.Index],
				fmt.Sprintf("“%s” is quoted elsewhere as “%s” (%s#%s)", a.words, b.words, b.from.Text.Owner.ID, b.from.Address()), "")
		}
	}
}

// sameWords says that two quotations differ in marks and capitals at most.
func sameWords(a, b string) bool { return letters(a) == letters(b) }
