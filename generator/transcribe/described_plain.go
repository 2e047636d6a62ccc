package transcribe

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Notes in French, German, Italian or Russian set off an imprint with commas or stops alone: "A. Lenoir, Le Sel des
// pauvres, Paris, Seuil, 1975, p. 12".

var (
	plainImprint = pattern(`, (?:\p{Lu}[\p{L}/.&' -]{1,40}(?:, \p{Lu}[^,;.()]{1,50})?,? )?((?:1[5-9]|20)\d\d)(?:[,.;:]| \(|$)`)
	stopImprint  = pattern(`^[^;]{8,240}?(?:[.,]|: [^.;]{2,40},) ((?:1[5-9]|20)\d\d)(?:\. (?:№|Т\.|Вып\.) ?[\d–/-]+)*\.`)
	innerLead    = pattern(`(?:[ (](?:in|see|see also|cf\.|cf|also|especially|notably|latter,|latter see|former|former see|by|vgl\.|vgl|siehe|noch|nach|etwa|auch|aber|bereits|schon|dazu|grundlegend|ferner|insbesondere|voir|is|are|remains|remain|include|includes|exemple|example|e\.g\.,?|from|which see|consult) |: )`)
)

// describedPlain finds the books that a note describes without parentheses, where a person's name begins the
// description and a year ends it.
func (p *passage) describedPlain(from int) {
	last := from
	for _, m := range plainImprint().FindAllStringSubmatchIndex(p.s, 20) {
		if m[0] < last || p.isLinked(m[0]) {
			continue
		}
		start, title := p.personBefore(p.segmentStart(last, m[0]), m[0]+2)
		if title == 0 {
			start, title = p.personBefore(p.titleOfTwo(last, m[0]), m[0])
		}
		if next := strings.Index(p.s[min(m[0]+2, m[2]):m[2]], ", "); title > 0 && m[0]-title < 2 && next >= 0 {
			m[0] += 2 + next // what was taken for the place is the title
		}
		if title == 0 || m[0]-title < 2 || strings.ContainsAny(p.s[title:m[3]], `"“„«(`) {
			continue
		}
		w := describedWork(p.b.slice(start, m[3]))
		if w.item.Fields["title"] == "" || w.year == "" || w.item.Fields["publisher-place"] == "" {
			continue
		}
		locators, after := readLocators(p.s, m[3], "page")
		p.mark(start, after, p.sameOrNew(w), locators)
		last = after
	}
	p.describedInGuillemets()
	p.describedWithStops()
}

// inGuillemets is where an Italian note has an article whose title nothing sets off: ", in «Rivista storica», XC (1978), n. 2, pp. 12-40".
var inGuillemets = pattern(`,? in «([^»]{3,80})»,(?: (?:a\. |vol\. |s\. )?([IVXLC]{1,8}|\d{1,4}),?)? \(?((?:1[5-9]|20)\d\d)\)?(?:, (?:n|fasc|f|nn)\. ?(\d+(?:[-–/]\d+)?))?(?:, pp?\. ?(\d+(?:[-–]\d+)?))?`)

// describedInGuillemets finds such articles.
func (p *passage) describedInGuillemets() {
	if !strings.Contains(p.s, " in «") {
		return
	}
	for _, m := range inGuillemets().FindAllStringSubmatchIndex(p.s, 20) {
		w, start := p.lawWork("article-journal", []int{m[0], m[1]}, p.s[m[6]:m[7]])
		if w == nil {
			continue
		}
		for i, field := range []string{"container-title", "volume", "", "issue"} {
			if at := m[2*i+2]; at >= 0 && field != "" {
				w.item.Fields[field] = p.s[at:m[2*i+3]]
			}
		}
		locators, end := readLocators(p.s, m[1], "") // "pp. 201-230, in part. p. 215"
		if m[10] >= 0 {
			if pages := p.s[m[10]:m[11]]; strings.ContainsAny(pages, "-–") {
				w.item.Fields["page"] = pages
			} else {
				locators = append([]locator{{"page", pages}}, locators...)
			}
		}
		p.mark(start, max(end, m[1]), p.sameOrNew(w), locators)
	}
}

// secondTitle begins the part of a title after its stop, as German and French titles have it.
var secondTitle = pattern(`\. (?:Eine?|Die|Der|Das|Zur|Zum|Studien?|Beiträge|Untersuchungen|Geschichte|Une?|Essai|Études?|Histoire|Storia|Studi) [^.;]*(?:, \d+\. Aufl\.)?$`)

// titleOfTwo returns where a description begins whose title has two parts with a stop between them.
func (p *passage) titleOfTwo(from, at int) int {
	if m := secondTitle().FindStringIndex(p.s[from:at]); m != nil {
		return p.segmentStart(from, from+m[0])
	}
	return at
}

// colonDescribed is a description that begins with its author and a colon: "Ernst Holm: Völkerrecht und Kleinstaat. In:
// Archiv des Völkerrechts 12 (1964)".
var colonDescribed = pattern(`(\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){1,3}): (\p{Lu}[^:;„“"]{3,200}?\. (?:In: [^;]{3,120}? \(?|\p{Lu}[\p{L}/. -]{2,40}(?:: [^,;]{2,40})?,? )(?:1[5-9]|20)\d\d\)?)`)

// colonInverted is one that begins with a family name, as lists have it: "Bilfinger, Gustav: Die Horen, Stuttgart 1892".
var colonInverted = pattern(`(` + colonName + `(?: ?[/;] ?` + colonName + `)*(?: \((?:Hg|Hrsg)\.?\))?): (\p{Lu}[^;„“"]{3,300}?[,.] \p{Lu}[\p{L}/. -]{2,40} (?:1[5-9]|20)\d\d)\b`)

// describedWithColon finds such descriptions.
func (p *passage) describedWithColon() {
	for _, m := range colonInverted().FindAllStringSubmatchIndex(p.s, 20) {
		names := personNames(trimNames(edWord().ReplaceAllString(p.s[m[2]:m[3]], "")))
		if p.isLinked(m[0]) || names == nil {
			continue
		}
		w := p.sameOrNew(p.describedOf(names, m[0], m[4], m[5]))
		p.markWithPages(m[0], m[5], w)
	}
	for _, m := range colonDescribed().FindAllStringSubmatchIndex(p.s, 20) {
		if p.isLinked(m[0]) || !isSpokenName(p.s[m[2]:m[3]]) {
			continue
		}
		w := p.sameOrNew(p.describedOf(givenFirst(p.s[m[2]:m[3]]), m[0], m[4], m[5]))
		end := m[5] + len(pagesAfter().FindString(p.s[m[5]:]))
		locators, after := readLocators(p.s, end, "")
		if end == m[5] {
			locators, after = readLocators(p.s, end, "page")
		}
		p.mark(m[0], max(end, after), w, locators)
	}
}

// cornersDescribed is a description as Korean print has it, whose titles stand in corners: 김철수, 『항구와 사람』, 한울, 2001.
var cornersDescribed = pattern(`(\p{Hangul}{2,4}(?:[·,] ?\p{Hangul}{2,4})*),? ?((?:「[^」]{2,150}」,? ?)?『[^』]{2,150}』[^;『「]{0,60}?(?:1[5-9]|20)\d\d[)년]?)`)

// describedInCorners finds such descriptions.
func (p *passage) describedInCorners() {
	for _, m := range cornersDescribed().FindAllStringSubmatchIndex(p.s, 20) {
		names := personNames(strings.ReplaceAll(p.s[m[2]:m[3]], ", ", "·"))
		if p.isLinked(m[0]) || names == nil {
			continue
		}
		w := p.describedOf(names, m[0], m[4], m[5])
		if w.item.Fields["title"] != "" && w.year != "" {
			p.markWithPages(m[0], m[5], p.sameOrNew(w))
		}
	}
}

// describedWithStops finds "Белов С. Т. Маяки Белого моря. Архангельск, 1956. С. 12": a name with its initials behind
// it at the start of a note or after a semicolon.
func (p *passage) describedWithStops() {
	for at := 0; at < len(p.s); {
		start := at + len(p.s[at:]) - len(strings.TrimLeft(p.s[at:], " "))
		for _, lead := range []string{"См.: ", "См. ", "см.: ", "см. ", "ср.: ", "Ср.: ", "Цит. по: ", "See ", "Cf. "} {
			start += len(lead) * bit(strings.HasPrefix(p.s[start:], lead))
		}
		if name := initialsAfter().FindString(p.s[start:]); name != "" && strings.Contains(name, ".") && !p.isLinked(start) {
			if m := stopImprint().FindStringSubmatchIndex(p.s[start+len(name):]); m != nil {
				end := start + len(name) + m[1] - 1
				locators, after := readLocators(p.s, end, "page")
				w := describedWork(p.b.slice(start, end))
				if utf8.RuneCountInString(w.item.Fields["title"]) > 3 {
					p.mark(start, max(end, after), p.sameOrNew(w), locators)
				}
			}
		}
		next := strings.IndexByte(p.s[at:], ';')
		if next < 0 {
			return
		}
		at += next + 1
	}
}

// isLinked says that the place lies in what is linked already.
func (p *passage) isLinked(at int) bool {
	return slices.ContainsFunc(p.b.marks, func(m mark) bool { return m.work != nil && m.start <= at && at < m.end })
}

// personBefore returns where the person's name begins that a description starts with, and where it ends; words that
// lead to it are passed over. The end is 0 when there is no name.
func (p *passage) personBefore(from, to int) (start, end int) {
	starts := []int{from}
	for _, m := range innerLead().FindAllStringIndex(p.s[from:to], -1) {
		starts = append(starts, from+m[1])
	}
	for i := range starts {
		if n := spokenAuthorsEnd(p.s[starts[i]:to]); n > 0 && isSpokenName(p.s[starts[i]:starts[i]+n]) {
			return starts[i], starts[i] + n
		}
	}
	return from, 0
}

// isSpokenName says that the words end with a family name and begin with a given name or initial of one person or
// several, and are no place or office.
func isSpokenName(s string) bool {
	return isPersons(s) && !isArchive(s) && !isAffiliation(s)
}
