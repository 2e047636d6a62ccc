package proof

import (
	"fmt"
	"regexp"
	"slices"
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

// quotation is quoted words in a sentence that cites one place.
type quotation struct {
	locators []edition.Locator
	words    string
	from     edition.Backlink
}

var quoted = regexp.MustCompile(`“([^”]{20,})”|"([^"]{20,})"`)

func quotations(src *edition.Source) []quotation {
	var list []quotation
	for _, b := range src.Backlinks {
		if len(b.Locators()) == 0 {
			continue
		}
		sentence, start, _ := b.Sentence()
		for _, m := range quoted.FindAllStringSubmatch(b.Text.Words(sentence)[:start], -1) {
			list = append(list, quotation{b.Locators(), m[1] + m[2], b})
		}
	}
	return list
}

func (s *sheet) compareQuotations(list []quotation) {
	for i, a := range list {
		for _, b := range list[:i] {
			if !slices.Equal(a.locators, b.locators) {
				continue
			}
			near := alike(a.words, b.words)
			if near < 0.6 || sameWords(a.words, b.words) || strings.Contains(a.words, b.words) || strings.Contains(b.words, a.words) {
				continue
			}
			c := a.from.Text.Citations[a.from.Index]
			s.at(a.from.Text, a.from.Place().Span.Passage, c.Line, c.Column,
				fmt.Sprintf("“%s” is quoted elsewhere as “%s” (%s#%s)", a.words, b.words, b.from.Text.Owner.ID, b.from.Address()), "")
		}
	}
}

// sameWords says that two quotations differ in marks and capitals at most.
func sameWords(a, b string) bool { return letters(a) == letters(b) }
