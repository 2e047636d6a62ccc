package transcribe

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Notes in French, German, Italian or Russian set off an imprint with commas or stops alone: "A. Lenoir, Le Sel des
// pauvres, Paris, Seuil, 1975, p. 12".

var (
	plainImprint = regexp.MustCompile(`, (?:\p{Lu}[\p{L}/.&' -]{1,40}(?:, \p{Lu}[^,;.()]{1,50})?,? )?((?:1[5-9]|20)\d\d)(?:[,.;:]| \(|$)`)
	stopImprint  = regexp.MustCompile(`^[^;]{8,240}?(?:[.,]|: [^.;]{2,40},) ((?:1[5-9]|20)\d\d)(?:\. (?:№|Т\.|Вып\.) ?[\d–/-]+)*\.`)
	innerLead    = regexp.MustCompile(`(?:[ (](?:in|see|see also|cf\.|cf|also|especially|notably|latter,|latter see|former|former see|by|vgl\.|vgl|siehe|noch|nach|voir|exemple|example|e\.g\.,?|from|which see|consult) |: )`)
)

// describedPlain finds the books that a note describes without parentheses, where a person's name begins the
// description and a year ends it.
func (p *passage) describedPlain(from int) {
	last := from
	for _, m := range plainImprint.FindAllStringSubmatchIndex(p.s, 20) {
		if m[0] < last || p.isLinked(m[0]) {
			continue
		}
		start, title := p.personBefore(p.segmentStart(last, m[0]), m[0])
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
	p.describedWithStops()
}

// describedWithStops finds "Белов С. Т. Маяки Белого моря. Архангельск, 1956. С. 12": a name with its initials behind
// it at the start of a note or after a semicolon.
func (p *passage) describedWithStops() {
	for at := 0; at < len(p.s); {
		start := at + len(p.s[at:]) - len(strings.TrimLeft(p.s[at:], " "))
		for _, lead := range []string{"См.: ", "См. ", "см.: ", "см. ", "ср.: ", "Ср.: ", "Цит. по: ", "See ", "Cf. "} {
			start += len(lead) * bit(strings.HasPrefix(p.s[start:], lead))
		}
		if name := initialsAfter.FindString(p.s[start:]); name != "" && strings.Contains(name, ".") && !p.isLinked(start) {
			if m := stopImprint.FindStringSubmatchIndex(p.s[start+len(name):]); m != nil {
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
	for _, m := range p.b.marks {
		if m.work != nil && m.start <= at && at < m.end {
			return true
		}
	}
	return false
}

// personBefore returns where the person's name begins that a description starts with, and where it ends; words that
// lead to it are passed over. The end is 0 when there is no name.
func (p *passage) personBefore(from, to int) (start, end int) {
	starts := []int{from}
	for _, m := range innerLead.FindAllStringIndex(p.s[from:to], -1) {
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
