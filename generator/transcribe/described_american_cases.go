package transcribe

import "strings"

// American lawyers name a case by its parties, with the report that has it, its first page and those that are meant, and in
// parentheses court and year: "Tarn v. Harbour Bd., 12 F.2d 45, 47 (2d Cir. 1926)". Later a party and the report are enough:
// "Tarn, 12 F.2d at 48".

const (
	reportVolume = `(\d{1,4}) (\p{Lu}[\p{L}\d.'’]*(?: (?:\p{Lu}[\p{L}\d.'’]*|\d[a-z]{1,2}\.?|&)){0,3}(?: \(\d{1,2} \p{Lu}\pL+\.?\))?)`
	pagesMeant   = `\d{1,5}(?:[-–]\d{1,5})?(?: n\.\d{1,3})?`
	partyWord    = `(?:(?:\p{Lu}\.)+|\p{Lu}[\pL'’-]{0,6}\.|[\p{Lu}\d][\p{L}\d'’&/-]*),?` // a longer word with a stop ends a sentence
	party        = partyWord + `(?: (?:` + partyWord + `|of|the|and|for|de|la|ex|rel\.|et|al\.,?|&))*`
)

const longestParties = 300 // bytes

var (
	americanReport = pattern(`, ` + reportVolume + ` (\d{1,5})((?:, ` + pagesMeant + `)*)(?:, \d{1,4} \p{Lu}[^,;()]{1,24} \d{1,5}(?:, ` + pagesMeant + `)*)*` +
		` \(([^()]{0,40}?)(?:(?:^|,? )?\p{Lu}\pL{2,8}\.? \d{1,2},)? ?((?:1[6-9]|20)\d\d)\)`)
	americanParties = pattern(`(?:` + party + ` v\.? \p{Lu}|In re \p{Lu}|Ex parte \p{Lu})[^\[\]()“”"‘;]{1,90}$`)
	reportAgain     = pattern(reportVolume + ` at (` + pagesMeant + `(?:, ` + pagesMeant + `)*)`)
	partyAgain      = pattern(party + `(?: v\.? ` + party + `)?, $`)
	journalWord     = pattern(`(?i)\brev\b|\bl\. ?j\.`)
)

// describedCases finds the cases that a note describes so.
func (p *passage) describedCases() {
	last := 0
	for _, m := range americanReport().FindAllStringSubmatchIndex(p.s, 20) {
		words := func(i int) string { return p.s[m[2*i]:m[2*i+1]] }
		start := p.partiesBefore(last, m[0])
		if start < 0 || journalWord().MatchString(words(2)) {
			continue
		}
		w := p.workFrom(start, m[1], "legal_case", p.s[start:m[0]], nil, words(6))
		w.item.Fields["volume"], w.item.Fields["container-title"], w.item.Fields["page"] = words(1), words(2), words(3)
		if court := strings.Trim(words(5), " ,"); court != "" {
			w.item.Fields["authority"] = court
		}
		p.mark(start, m[1], p.sameOrNew(w), pageLocators(words(4)))
		last = m[1]
	}
	p.casesInShort()
}

// partiesBefore returns where the parties of a case begin whose report begins at a place, or −1. Where they are in italics
// these say it.
func (p *passage) partiesBefore(from, at int) int {
	from = max(from, strings.LastIndex(p.s[:at], "; ")+1, at-longestParties)
	found := americanParties().FindStringIndex(p.s[from:at])
	if found == nil {
		return -1
	}
	start := from + found[0]
	if !strings.HasPrefix(p.s[start:at], "In re ") {
		start += len(leadIn().FindString(p.s[start:at]))
	}
	for _, m := range p.b.marks {
		if m.kind == emphasised && m.start >= from && (m.end == at || m.end == at+1) {
			start = m.start
		}
	}
	return start
}

// casesInShort links cases that have been described by the volume of the report, and the party before it.
func (p *passage) casesInShort() {
	if !strings.Contains(p.s, " at ") {
		return
	}
	for _, m := range reportAgain().FindAllStringSubmatchIndex(p.s, 20) {
		w := p.caseReportedIn(p.s[m[2]:m[3]], p.s[m[4]:m[5]])
		if w == nil || p.isLinked(m[0]) {
			continue
		}
		start := m[0]
		near := max(0, start-longestParties)
		if found := partyAgain().FindStringIndex(p.s[near:start]); found != nil {
			named := near + found[0]
			named += len(leadIn().FindString(p.s[named:start]))
			if name := letters(p.s[named:start]); name != "" && strings.Contains(letters(w.item.Fields["title"]), name) {
				start = named
			}
		}
		p.mark(start, m[1], w, pageLocators(p.s[m[6]:m[7]]))
	}
}

// caseReportedIn is the only case that the volume of a report is known to have, or nil.
func (p *passage) caseReportedIn(volume, report string) *work {
	return onlyWork(p.refs.unlisted, func(w *work) bool {
		f := w.item.Fields
		return w.item.Type == "legal_case" && f["volume"] == volume && letters(f["container-title"]) == letters(report)
	})
}

// pageLocators are pages with commas between them, and the notes on them: "694 n.3".
func pageLocators(pages string) []locator {
	var list []locator
	for _, words := range strings.Split(pages, ",") {
		page, note, found := strings.Cut(strings.TrimSpace(words), " n.")
		if page != "" {
			list = append(list, locator{"page", strings.ReplaceAll(page, "–", "-")})
		}
		if found {
			list = append(list, locator{"note", note})
		}
	}
	return list
}
