package transcribe

import (
	"strings"
	"unicode/utf8"

	"glossator/generator/csl"
)

// British lawyers put the year of an article, in brackets of either kind, before volume and journal: "'The Keeper and the
// Ship' (1996) 12 MLR 33", and that of a case before its report: "Tarn v Harbour Board [1951] 2 KB 14, 22".

var (
	britishReport = pattern(` (?:\(((?:1[4-9]|20)\d\d)\)|\[((?:1[4-9]|20)\d\d)\]) (?:(\d{1,3}) )?(\p{Lu}[\p{L}&.]*(?: [\p{L}&.]+| \([A-Z][A-Za-z]{1,8}\)){0,5}?) (\d{1,5})(?:, (\d{1,5}(?:[-–]\d+)?))?(?: \(([A-Z]{2,6})\))?`)
	partiesBefore = pattern(`(?:\p{Lu}[^\[\]()“”"‘;]{0,80} v\.? \p{Lu}[^\[\]()“”"‘;]{1,80}|Re \p{Lu}[^\[\]()“”"‘;,]{1,60})$`)
)

// describedInReports finds the articles and cases that a note describes so.
func (p *passage) describedInReports() {
	last := 0
	for _, m := range britishReport().FindAllStringSubmatchIndex(p.s, 20) {
		words := func(i int) string { return p.s[max(m[2*i], 0):max(m[2*i+1], 0)] }
		kind, title, authors, start := p.titleOfReport(last, m[0])
		if start < 0 {
			continue
		}
		w := p.workFrom(start, m[1], kind, title, authors, words(1)+words(2))
		w.item.Fields["container-title"], w.item.Fields["page"] = words(4), words(5)
		if words(3) != "" {
			w.item.Fields["volume"] = words(3)
		}
		if kind == "legal_case" && words(7) != "" {
			w.item.Fields["authority"] = words(7)
		}
		var locators []locator
		if words(6) != "" {
			locators = []locator{{"page", words(6)}}
		}
		p.mark(start, m[1], p.sameOrNew(w), locators)
		last = m[1]
	}
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
			p.link(i, end, w, locators)
			return end
		}
	}
	return i
}
