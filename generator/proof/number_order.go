package proof

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"glossator/generator/csl"
	"glossator/generator/edition"
	"glossator/generator/order"
)

// numberOrder finds numbered documents whose dates, as the essays give them, do not follow their numbers.
func numberOrder() Rule {
	return Rule{
		ID:      "number-order",
		Summary: "a document's number is out of order with its date",
		Why:     "Collections of documents are numbered by date: a number that does not fit its date may be misprinted. Compare it with the collection.",
		check: func(s *sheet) {
			for _, src := range s.edition.Sources {
				s.outOfOrder(datedDocuments(src))
			}
		},
	}
}

// dated is a document that a sentence dates.
type dated struct {
	number int
	day    int // month·31 + day
	words  string
	from   edition.Backlink
}

// datedDocuments are the documents of a source whose number an essay cites alone, where the words before it, from the last
// citation of the source or the beginning of the passage on, name one day.
func datedDocuments(src *edition.Source) []dated {
	var list []dated
	eachCitation(src, func(b edition.Backlink, before edition.Span) {
		locators := b.Locators()
		if len(locators) != 1 || locators[0].Label != "number" || b.Text.Owner.Kind != edition.OfEssay {
			return
		}
		n, err := strconv.Atoi(locators[0].Value)
		if err != nil {
			return
		}
		if d, words, ok := onlyDay(lastWords(b.Text.Words(before), lookBack)); ok {
			list = append(list, dated{n, d.Month*31 + d.Day, words, b})
		}
	})
	slices.SortStableFunc(list, func(a, b dated) int { return cmp.Compare(a.number, b.number) })
	return list
}

// onlyDay is the day that the words name, when they name just one.
func onlyDay(text string) (csl.DateParts, string, bool) {
	days := append(dayMonth.FindAllString(text, -1), monthDay.FindAllString(text, -1)...)
	if len(days) != 1 {
		return csl.DateParts{}, "", false
	}
	d := readDate(days[0])
	return d, days[0], d.Day > 0 && d.Month > 0
}

// outOfOrder remarks on the documents that do not fit into the longest run in which days follow numbers. Of two that contradict each
// other and nothing else either may be wrong: both are remarked on, since each is in a run that is as long.
func (s *sheet) outOfOrder(list []dated) {
	if len(list) < 4 {
		return
	}
	days := make([]int, len(list))
	for i, d := range list {
		days[i] = d.day
	}
	kept := order.Kept(days) // the run whose days are the earliest
	slices.Reverse(days)
	for i := range days {
		days[i] = -days[i]
	}
	latest := order.Kept(days)
	slices.Reverse(latest)
	for i, d := range list {
		if kept[i] && latest[i] {
			continue
		}
		c := &d.from.Text.Citations[d.from.Index]
		s.citation(d.from.Text, c, fmt.Sprintf("no. %d of %q is dated %s, out of order with the documents round it", d.number, c.Source, d.words), "compare the number with the collection")
	}
}
