package transcribe

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"glossator/generator/csl"
)

const (
	monthWord = `(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\pL*\.?`
	yearWord  = `(?:1[4-9]|20)\d\d`
)

// dayDate is a day in words, in any language whose months are known.
var dayDate = `\d{1,2} ` + monthWord + `,? ` + yearWord + `|` + monthWord + ` \d{1,2}, ` + yearWord +
	`|\d{1,2}(?:\.|er|º)? (?:de )?(?i:` + strings.Join(csl.MonthNames(), "|") + `)(?: de)? ` + yearWord

var (
	accessDate = pattern(`(?i)[(\[<]?(?:\b(?:(?:last|zuletzt|letzter) )?(?:accessed|retrieved|zugriff|abgerufen|aufgerufen|consulté|consultado|consultato)|дата обращения|검색일)` +
		`(?: on| am| le| el| il)?:? ((?-i:` + dayDate + `)|[\d.\-/]{8,10}|\d{4}[.년] ?\d{1,2}[.월] ?\d{1,2}일?)[.)\]]*(?:,? from)?[.,]?`)
	webMedium = pattern(`\bWeb\. (` + dayDate + `)\.?`)
	medium    = pattern(`\s(?:Print|Web|Film)\.\s*$`)
	wholeDay  = pattern(`\b(?:` + dayDate + `)`)
	wholeDate = pattern(`\b(?:(\d{1,2}) )?(` + monthWord + `)(?: (\d{1,2})\b)?(?:,? (` + yearWord + `))?`)
	dayNumber = pattern(`\b\d{1,2}[ ,]`)
	yearSpan  = pattern(`\b(` + yearWord + `)(?:[–-](\d\d|\d{4})|/(\d\d))\b`)
	firstYear = pattern(`^(` + yearWord + `)\. `)
)

// cutAccess takes out the address of a work on the web and when it was looked at, so that its numbers are taken for
// nothing else.
func (e *entry) cutAccess() {
	for _, re := range []*regexp.Regexp{accessDate(), webMedium()} {
		if !containsAny(e.rest.text, "ccessed", "etrieved", "ugriff", "gerufen", "onsult", "обращения", "검색일", "Web.") {
			break
		}
		if m := re.FindStringSubmatchIndex(e.rest.text); m != nil {
			if date, ok := readDate(e.rest.text[m[2]:m[3]]); ok {
				e.item.Dates["accessed"] = date
			}
			e.drop(m[0], m[1])
		}
	}
	if strings.Contains(e.rest.text, "10.") {
		if m := doiWord().FindString(e.rest.text); m != "" {
			e.item.Fields["DOI"] = strings.TrimRight(m, ".")
		}
	}
	if !containsAny(e.rest.text, "http", "Print", "Web", "Film") {
		return
	}
	if m := urlWord().FindStringSubmatchIndex(e.rest.text); m != nil {
		e.item.Fields["URL"] = strings.TrimRight(e.rest.text[m[2]:m[3]], ".")
		e.drop(m[0], m[1])
	}
	if m := medium().FindStringIndex(e.rest.text); m != nil {
		e.drop(m[0], m[1])
	}
}

// containsAny says that one of the words stands in the text, which spares most texts an expression.
func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// readDate reads a date, without a day that its month does not have.
func readDate(s string) (csl.Date, bool) {
	if d, ok := csl.ReadDate(s); ok {
		return d, true
	}
	return csl.ReadDate(dayNumber().ReplaceAllString(s, ""))
}

// inYear is a year as a date.
func inYear(year string) csl.Date {
	n, _ := strconv.Atoi(year)
	return csl.Date{Start: csl.DateParts{Year: n}}
}

// readYear takes the year of publication: the one set off after the authors, else the last one.
func (e *entry) readYear() {
	text := e.rest.text
	if e.year == "" {
		all := anyYear().FindAllStringSubmatchIndex(text, -1)
		for i := len(all) - 1; i >= 0; i-- {
			if m := all[i]; e.isYear(m[0], m[1]) {
				e.year = text[m[0]:m[1]]
				break
			}
		}
	}
	if e.year == "" {
		if span := yearSpan().FindAllStringSubmatch(text, -1); span != nil {
			e.readSpan(span[len(span)-1])
			return
		}
	}
	year, err := strconv.Atoi(strings.TrimRight(e.year, "abcdefghijklmnopqrstuvwxyz"))
	if err != nil {
		return
	}
	date := csl.Date{Start: csl.DateParts{Year: year}}
	if d, ok := e.wholeDate(year); ok {
		date = d
	}
	e.item.Dates["issued"] = date
	if m := firstYear().FindStringSubmatch(text); m != nil && m[1] != e.year && e.item.Names["author"] != nil {
		e.item.Dates["original-date"] = inYear(m[1])
		e.skip(len(m[0]))
	}
}

// readSpan takes years such as 1970-74, in which a work of several volumes came out, or a winter's, 1994/95.
func (e *entry) readSpan(m []string) {
	last := m[2] + m[3]
	if len(last) == 2 {
		last = m[1][:2] + last
	}
	e.year = m[1]
	e.item.Dates["issued"] = csl.Date{Start: inYear(m[1]).Start, End: inYear(last).Start}
}

// wholeDate finds the month, and perhaps the day, of the year of publication.
func (e *entry) wholeDate(year int) (csl.Date, bool) {
	text := e.date + " " + e.rest.text
	if m := wholeDay().FindString(text); m != "" {
		if date, ok := readDate(m); ok && date.Start.Year == year {
			e.day = true
			return date, true
		}
	}
	if !containsAny(" "+text, " Jan", " Feb", " Mar", " Apr", " May", " Jun", " Jul", " Aug", " Sep", " Oct", " Nov", " Dec", "(Jan", "(Feb", "(Mar", "(Apr", "(May", "(Jun", "(Jul", "(Aug", "(Sep", "(Oct", "(Nov", "(Dec") {
		return csl.Date{}, false
	}
	for _, m := range wholeDate().FindAllStringSubmatch(text, 8) {
		words := m[0]
		if m[4] == "" {
			if !e.dated || m[1] == "" && (e.date == "" || !strings.Contains(e.date, m[2])) {
				continue
			}
			words += " " + strconv.Itoa(year)
		}
		if date, ok := readDate(words); ok && date.Start.Year == year {
			e.day = date.Start.Day > 0
			return date, true
		}
	}
	return csl.Date{}, false
}

// isYear leaves out numbers that are part of a range, a title or an address.
func (e *entry) isYear(start, end int) bool {
	before, after := e.rest.text[:start], e.rest.text[end:]
	if strings.HasSuffix(before, "-") || strings.HasSuffix(before, "–") || strings.HasSuffix(before, "/") || strings.HasPrefix(after, "-") || strings.HasPrefix(after, "–") || strings.HasPrefix(after, "/") {
		return false
	}
	return !slices.ContainsFunc(e.rest.marks, func(m mark) bool { return m.kind == emphasised && start >= m.start && end <= m.end })
}
