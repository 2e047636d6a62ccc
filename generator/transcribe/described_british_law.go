package transcribe

import (
	"maps"
	"strings"
	"unicode/utf8"

	"glossator/generator/csl"
)

// British lawyers put the year of an article, in brackets of either kind, before volume and journal: "'The Keeper and the
// Ship' (1996) 12 MLR 33", and that of a case before its report: "Tarn v Harbour Board [1951] 2 KB 14, 22". Courts have begun to
// number their judgments: "Quay v Lantern Trust [2009] UKHL 5, [2009] 1 AC 884 [12]".

var (
	britishReport   = pattern(` (?:\(((?:1[4-9]|20)\d\d)\)|\[((?:1[4-9]|20)\d\d)\]) (?:(\d{1,3}) )?(\p{Lu}[\p{L}&.]*(?: [\p{L}&.]+| \([A-Z][A-Za-z]{1,8}\)){0,5}?) (\d{1,5})(?:, (\d{1,5}(?:[-–]\d+)?))?(?: \(([A-Z]{2,6})\))?`)
	neutralCourt    = pattern(`^(?:UK(?:HL|SC|PC|UT|FTT|EAT)|EW(?:CA|HC|FC|COP)|NI(?:CA|QB|KB|Ch|Fam)|CS(?:IH|OH)|HCJAC|HCA|FCA(?:FC)?|NSW(?:SC|CA|CCA)|VSCA?|(?:Q|NT|ACT)(?:SC|CA)|(?:WA|SA)SCA?|(?:NZ|IE|SG|ZA)(?:SC|CA|HC|CC|SCA)|HKC(?:FA|FI|A))(?: (?:Civ|Crim))?$`)
	paragraphsMeant = pattern(`^,? (?:at )?\[(\d{1,4})\](?:[-–]\[(\d{1,4})\])?`)
	partiesBefore   = pattern(`(?:\p{Lu}[^\[\]()“”"‘;]{0,80} v\.? \p{Lu}[^\[\]()“”"‘;]{1,80}|Re \p{Lu}[^\[\]()“”"‘;,]{1,60})$`)
)

// report is where an article or a case is printed, or the court that has numbered a judgment: a neutral citation, "[2009] UKHL 5", has
// no page, and its paragraphs are cited in brackets.
type report struct {
	year, volume, name, number string
	meant                      string // pages
	court                      string // in parentheses
	start, end                 int
}

func (r *report) neutral() bool { return r.volume == "" && neutralCourt().MatchString(r.name) }

// reports are those that a note names so, in order.
func (p *passage) reports() []report {
	var list []report
	for _, m := range britishReport().FindAllStringSubmatchIndex(p.s, 20) {
		words := func(i int) string { return p.s[max(m[2*i], 0):max(m[2*i+1], 0)] }
		list = append(list, report{words(1) + words(2), words(3), words(4), words(5), words(6), words(7), m[0], m[1]})
	}
	return list
}

// describedInReports finds the articles and cases that a note describes so.
func (p *passage) describedInReports() {
	last := 0
	for reports := p.reports(); len(reports) > 0; {
		r := reports[0]
		reports = reports[1:]
		kind, title, authors, start := p.titleOfReport(last, r.start)
		if start < 0 {
			continue
		}
		isCase, label, year, fields := kind == "legal_case", "page", r.year, map[string]string{}
		if isCase && r.court != "" {
			fields["authority"] = r.court
		}
		if isCase && r.neutral() {
			label = "paragraph"
			fields["authority"], fields["number"] = r.name, r.number
			if r.court != "" { // of its divisions: EWHC 123 (QB)
				fields["authority"] += " (" + r.court + ")"
			}
			if len(reports) > 0 && p.s[r.end:reports[0].start] == "," { // where it is printed, too
				label, r = "page", reports[0]
				reports = reports[1:]
			}
		}
		if !r.neutral() {
			fields["container-title"], fields["page"] = r.name, r.number
			if r.volume != "" {
				fields["volume"] = r.volume
			}
		}
		w := p.workFrom(start, r.end, kind, title, authors, year)
		maps.Copy(w.item.Fields, fields)
		var locators []locator
		if r.meant != "" {
			locators = []locator{{label, r.meant}}
		}
		if paragraphs, end := paragraphsAt(p.s, r.end); isCase && paragraphs != nil {
			locators, r.end = append(locators, paragraphs...), end
		}
		p.mark(start, r.end, p.sameOrNew(w), locators)
		last = r.end
	}
}

// paragraphsAt are the numbered paragraphs of a judgment that are meant at a place.
func paragraphsAt(s string, at int) (found []locator, end int) {
	m := paragraphsMeant().FindStringSubmatch(s[at:])
	if m == nil {
		return nil, at
	}
	value := m[1]
	if m[2] != "" {
		value += "-" + m[2]
	}
	return []locator{{"paragraph", value}}, at + len(m[0])
}

// titleOfReport reads the title, and an article's author, before the year of a report, and where they begin, or −1.
func (p *passage) titleOfReport(from, at int) (kind, title string, authors []csl.Name, start int) {
	from = p.segmentStart(from, at)
	if quote := quoteThatEnds(p.s, from, at); quote >= 0 {
		_, size := utf8.DecodeRuneInString(p.s[quote:])
		start = p.authorBefore(from, quote)
		if start < quote {
			authors = givenFirst(strings.TrimRight(p.s[start:quote], " ,"))
		}
		return "article-journal", strings.TrimRight(p.s[quote+size:closingQuote(p.s, quote)], ",. "), authors, start
	}
	parties := partiesBefore().FindStringIndex(p.s[from:at])
	if parties == nil {
		return "", "", nil, -1
	}
	start = from + parties[0]
	for _, m := range p.b.marks {
		if m.kind == emphasised && m.start >= start && m.end == at {
			start = m.start
		}
	}
	return "legal_case", p.s[start:at], nil, start
}

// quoteThatEnds returns where the quotation opens that closes at a place, or −1.
func quoteThatEnds(s string, from, at int) int {
	for from < at {
		open := openingQuote(s[from:at])
		if open < 0 {
			break
		}
		open += from
		shut := closingQuote(s, open)
		if shut < 0 {
			break
		}
		if _, size := utf8.DecodeRuneInString(s[shut:]); shut+size == at {
			return open
		}
		from = open + 1
	}
	return -1
}

// caseAgain links a case by its first party and the note that describes it: "Tarn (n 5) 22".
func (p *passage) caseAgain(i int) int {
	if p.in == nil {
		return i
	}
	for _, w := range p.refs.byTitle[fold(p.s[i:wordEnd(p.s, i)])] {
		party, _, _ := strings.Cut(w.item.Fields["title"], " v")
		after := i + len(party)
		if w.item.Type != "legal_case" || after > len(p.s) || p.s[i:after] != party {
			continue
		}
		if supra := supraNote().FindString(p.s[after:]); supra != "" {
			locators, end := readLocators(p.s, after+len(supra), "page")
			if locators == nil {
				locators, end = paragraphsAt(p.s, after+len(supra))
			}
			p.link(i, end, w, locators)
			return end
		}
	}
	return i
}
