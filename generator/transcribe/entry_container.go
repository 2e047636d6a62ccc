package transcribe

import (
	"strings"
	"unicode/utf8"
)

// readPlainJournal takes a periodical that nothing but its numbers show as one.
func (e *entry) readPlainJournal() bool {
	text := e.rest.text
	m := datedJournal().FindStringSubmatch(text)
	if m == nil && e.dated {
		m = plainJournal().FindStringSubmatch(text)
	}
	if m == nil || e.quoted || len(e.rest.marks) > 0 {
		return false
	}
	e.container, e.quoted = m[1], true
	for i, field := range []string{"container-title", "volume", "issue", "page"} {
		e.set(field, m[i+1])
	}
	return true
}

// datedJournal is a periodical in the manner of medicine: "Naval Review. 1980;12(3):3-9".
var datedJournal = pattern(`^(\p{Lu}[^.:()]{2,80}?)\. (?:1[5-9]|20)\d\d[^;]{0,10};\s?(\d{1,4})(?:\((\d[\d–-]*)\))?: ?(\d+(?:[–-]\d+)?)`)

// readNewspaper takes a newspaper, which a day follows: "The Evening Post 2 Oct. 1938: 3", "The Daily Lantern, p. A4".
func (e *entry) readNewspaper() bool {
	text := e.rest.text
	if !e.quoted && !e.dated || !strings.ContainsAny(text, "0123456789") && !e.day {
		return false
	}
	m := newspaper().FindStringSubmatch(text)
	if m == nil && e.day && !e.quoted {
		m = newspaperPage().FindStringSubmatch(text)
	}
	if m == nil {
		return false
	}
	if at := strings.LastIndex(m[1], ". "); at > 0 && strings.HasPrefix(m[1], "Rev. of ") {
		e.set("genre", "review")
		m[1] = m[1][at+2:]
	}
	e.container, e.quoted = m[1], true
	e.set("container-title", m[1])
	e.set("page", m[2])
	return true
}

var (
	newspaper     = pattern(`^(\p{Lu}[^:()\d]{2,120}?),? (?:` + dayDate + `|\d{1,2} ` + monthWord + `)(?:[:,] ?(?:pp?\. ?)?([A-H]?\d{1,3}(?:[-–]\d+)?))?(?:[.,]|$)`)
	newspaperPage = pattern(`^(\p{Lu}[^:()\d]{2,80}?)(?:, (?:pp?\. ?)?([A-H]?\d{1,3}(?:[-–]\d+)?))?\.?\s*$`)
	authorIn      = pattern(`^(?i:in):? (` + spokenName + `(?: (?:and|&) ` + spokenName + `)*), `)
	journalAlone  = pattern(`^(\p{Lu}[\p{L}.&() -]{1,60}?),? (\d{1,4})(?:\((\d+)\))?, (\d+(?:[–-]\d+)?) \(((?:1[5-9]|20)\d\d)\)`)
)

var pagesIn = pattern(`^Pp?\. ?(\d+ ?[–-] ?\d+) `)

// colonAuthorsIn are the authors or editors of the book that a title stands in, before a colon: "in: Bloch, Marc (Hrsg.): ".
var colonAuthorsIn = pattern(`^[Ii]n: (` + colonName + `(?: ?[/;] ?` + colonName + `)*(?:,? (?:u\. ?a\.|et al\.))?(?: \((?:Hg|Hrsg)\.?\))?): `)

// readUntitled takes a periodical in the manner of physics, which may leave the article's title out: "Nature (London)
// 290, 12 (1981)".
func (e *entry) readUntitled() bool {
	if strings.IndexByte(e.rest.text, '(') < 0 {
		return false
	}
	m := journalAlone().FindStringSubmatch(e.rest.text)
	if m == nil {
		return false
	}
	e.container, e.quoted, e.year = m[1], true, m[5]
	for i, field := range []string{"container-title", "volume", "issue", "page"} {
		e.item.Fields[field] = m[i+1]
	}
	if m[3] == "" {
		delete(e.item.Fields, "issue")
	}
	e.skip(len(m[0]))
	return true
}

var plainJournal = pattern(`^(\p{Lu}[^.:()]{2,80}?),? (\d{1,4})(?:\s?\((\d[\d–-]*)\)|, no\. (?:\d+))?[,:] ?(?:pp?\. ?)?(\d+\s?[–-]\s?\d+|\d+)`)

// readContainer takes the book or periodical that a quoted title is part of.
func (e *entry) readContainer() {
	text := e.rest.text
	if e.container != "" || e.readPlainJournal() || e.readNewspaper() || e.isThesis() {
		return
	}
	if m := unpublished().FindStringIndex(text[:min(len(text), 20)]); m != nil && m[0] < 3 {
		end := containerEnd(text)
		e.set("genre", text[m[0]:end])
		e.skip(end)
		return
	}
	if m := pagesIn().FindStringSubmatch(text); m != nil {
		e.set("page", m[1]) // "Pp. 12–40 in Methods at Sea", as American sociologists have it
		e.skip(len(m[0]))
		text = e.rest.text
	}
	inBook := strings.HasPrefix(strings.ToLower(text), "in ") || strings.HasPrefix(strings.ToLower(text), "in: ")
	if !e.quoted && !inBook && (len(e.rest.marks) == 0 || e.item.Fields["title"] == "" || e.emphasisAtStart().end == 0) {
		return
	}
	if m := editorsIn().FindStringSubmatch(text); m != nil {
		e.names("editor", m[1])
		e.skip(len(m[0]))
	} else if m := medicalEditors().FindStringSubmatch(text); m != nil {
		e.item.Names["editor"] = medicalNames(m[1], m[2] != "")
		e.skip(len(m[0]))
	} else if m := colonAuthorsIn().FindStringSubmatch(text); m != nil {
		role := "container-author"
		if edWord().MatchString(m[1]) {
			role = "editor"
		}
		e.item.Names[role] = personNames(trimNames(edWord().ReplaceAllString(m[1], "")))
		e.skip(len(m[0]))
	} else if m := authorIn().FindStringSubmatch(text); m != nil {
		e.names("container-author", m[1])
		e.skip(len(m[0]))
	} else if inBook {
		e.skip(3)
	}
	at := e.containerSpan()
	e.container = strings.Trim(e.rest.text[at.start:at.end], " ,.『』《》")
	e.quoted = true
	if e.container == "" {
		return
	}
	e.set("container-title", e.container)
	if inBook {
		e.item.Type = "chapter"
	}
	e.skip(at.end)
}

// containerSpan returns where the container's title stands: the words in other type or in brackets, else up to what can
// be no part of it.
func (e *entry) containerSpan() span {
	text := e.rest.text
	if title := e.firstEmphasis(); title.end > 0 {
		return span{title.start, title.end}
	}
	if m := commaImprint().FindStringSubmatchIndex(text); m != nil && e.item.Type == "" && !imprint().MatchString(text) {
		e.setPlace(text[m[4]:m[5]])
		e.set("publisher", text[m[6]:m[7]])
		return span{0, m[3]}
	}
	if shut := bracketedEnd(text); shut > 0 {
		return span{0, shut}
	}
	return span{0, containerEnd(text)}
}

// firstEmphasis returns the first emphasised stretch, unless much stands before it.
func (e *entry) firstEmphasis() mark {
	best := mark{}
	for _, m := range e.rest.marks {
		if m.kind == emphasised && m.end > m.start && (best.end == 0 || m.start < best.start) {
			best = m
		}
	}
	if best.start > 60 {
		return mark{}
	}
	return best
}

var containerStops = pattern(`, (?:hrsg|hg\.|[Vv]ol|v\.|t\.|n°|n\.|núm\.|[Nn]os?\.|ed|pp?\.|\d|[IVXLC]+,|[IVXLC]+ \()| \d| \(|[.] |, \p{Lu}[\p{L} ]{2,20}: |, (?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter) `)

func containerEnd(text string) int {
	for from := 0; from < len(text); {
		at := containerStops().FindStringIndex(text[from:])
		if at == nil {
			break
		}
		end := from + at[0]
		if strings.HasPrefix(text[end:], ". ") && utf8.RuneCountInString(lastWord(text[:end])) == 1 {
			from = end + 2 // an initial
			continue
		}
		return end
	}
	return len(text)
}

// bracketedEnd returns the end of a title in brackets of East Asian print that the text begins with, or 0.
func bracketedEnd(s string) int {
	for _, pair := range [][2]string{{"『", "』"}, {"《", "》"}, {"「", "」"}} {
		if strings.HasPrefix(s, pair[0]) {
			if end := strings.Index(s, pair[1]); end > 0 {
				return end + len(pair[1])
			}
		}
	}
	return 0
}
