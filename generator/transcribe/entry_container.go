package transcribe

import (
	"regexp"
	"strings"
)

// readPlainJournal takes a periodical that nothing but its numbers show as one.
func (e *entry) readPlainJournal() bool {
	text := e.rest.text
	m := datedJournal.FindStringSubmatch(text)
	if m == nil && e.dated {
		m = plainJournal.FindStringSubmatch(text)
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
var datedJournal = regexp.MustCompile(`^(\p{Lu}[^.:()]{2,80}?)\. (?:1[5-9]|20)\d\d[^;]{0,10};\s?(\d{1,4})(?:\((\d[\d–-]*)\))?: ?(\d+(?:[–-]\d+)?)`)

var plainJournal = regexp.MustCompile(`^(\p{Lu}[^.:()]{2,80}?),? (\d{1,4})(?:\s?\((\d[\d–-]*)\)|, no\. (?:\d+))?[,:] ?(?:pp?\. ?)?(\d+\s?[–-]\s?\d+|\d+)`)

// readContainer takes the book or periodical that a quoted title is part of.
func (e *entry) readContainer() {
	text := e.rest.text
	if e.readPlainJournal() {
		return
	}
	if thesisWord.MatchString(e.printed) {
		return
	}
	inBook := strings.HasPrefix(strings.ToLower(text), "in ") || strings.HasPrefix(strings.ToLower(text), "in: ")
	if !e.quoted && !inBook && (len(e.rest.marks) == 0 || e.item.Fields["title"] == "" || e.emphasisAt(0).end == 0) {
		return
	}
	if m := editorsIn.FindStringSubmatch(text); m != nil {
		e.names("editor", m[1])
		e.skip(len(m[0]))
	} else if inBook {
		e.skip(3)
	}
	text = e.rest.text
	title := e.firstEmphasis()
	start, end := title.start, title.end
	if end == 0 {
		end = containerEnd(text)
	}
	e.container = strings.Trim(text[start:end], " ,.")
	e.quoted = true
	if e.container == "" {
		return
	}
	e.set("container-title", e.container)
	if inBook {
		e.item.Type = "chapter"
	}
	e.skip(end)
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

var containerStops = regexp.MustCompile(`, (?:vol|no\.|ed|pp?\.|\d|[IVXLC]+,)| \d| \(|[.] |, \p{Lu}[\p{L} ]{2,20}: |, (?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter) `)

func containerEnd(text string) int {
	if at := containerStops.FindStringIndex(text); at != nil {
		return at[0]
	}
	return len(text)
}
