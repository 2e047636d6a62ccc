package proof

import (
	"fmt"
	"regexp"
	"strconv"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// dateDiffers finds dates in the text that lead to an event of another day.
func dateDiffers() Rule {
	return Rule{
		ID:      "date-differs",
		Summary: "a date in the text contradicts the chronology",
		Why:     "The words lead to an event of another date: one of the two is wrong, or the link is. Mend that one; an author's mistake stays, with an answer or an emendation.",
		check: func(s *sheet) {
			s.texts(func(t *edition.Text) {
				for _, m := range t.Mentions {
					if m.Kind != edition.OfAnEvent || !m.Resolved {
						continue
					}
					event := s.edition.Event(m.ID)
					text := t.Passages[m.Span.Passage].Text
					printed := readDate(text[m.Span.Start:m.Span.End])
					if contradicts(printed, event.Date) {
						s.at(t, m.Span.Passage, m.Line, m.Column,
							fmt.Sprintf("“%s” leads to %q of %s", text[m.Span.Start:m.Span.End], event.ID, event.EDTF), "")
					}
				}
			})
		},
	}
}

var (
	dayMonth  = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th|\.|er|º)?(?: of| de)? (\pL{3,}\.?)`)
	monthDay  = regexp.MustCompile(`(\pL{3,}\.?) (\d{1,2})(?:st|nd|rd|th)?\b`)
	yearAlone = regexp.MustCompile(`\b(1[5-9]\d\d|20\d\d)\b`)
)

// readDate reads the one day, month and year in the words; parts that are not there are 0.
func readDate(words string) (d csl.DateParts) {
	if m := yearAlone.FindStringSubmatch(words); m != nil {
		d.Year, _ = strconv.Atoi(m[1])
	}
	for _, m := range dayMonth.FindAllStringSubmatch(words, -1) {
		if month := csl.MonthNumber(m[2]); month > 0 {
			d.Day, _ = strconv.Atoi(m[1])
			d.Month = month
			return d
		}
	}
	for _, m := range monthDay.FindAllStringSubmatch(words, -1) {
		if month := csl.MonthNumber(m[1]); month > 0 {
			d.Day, _ = strconv.Atoi(m[2])
			d.Month = month
			return d
		}
	}
	return d
}

// contradicts says that a printed date cannot be of the event: outside of its days, as far as both are known.
func contradicts(printed csl.DateParts, event csl.Date) bool {
	from, to := event.Start, event.End
	if from.Year == 0 || event.Open {
		return false
	}
	if to.Year == 0 {
		to = from
	}
	if printed.Year != 0 && (printed.Year < from.Year || printed.Year > to.Year) {
		return true
	}
	if printed.Month == 0 || from.Month == 0 || to.Month == 0 || from.Year != to.Year {
		return false
	}
	day := func(d csl.DateParts, missing int) int {
		if d.Day == 0 {
			return d.Month*100 + missing
		}
		return d.Month*100 + d.Day
	}
	at := day(printed, 1)
	return at < day(from, 0) || at > day(to, 31)
}
