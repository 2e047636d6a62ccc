package transcribe

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"glossator/generator/csl"
)

// newWork understands an entry of a list of works. before is the last entry with an author, whom dashes repeat.
func newWork(b *block, before *work) *work { return understood(b, before, false) }

// describedWork understands a description in a note.
func describedWork(b *block) *work { return understood(b, nil, true) }

func understood(b *block, before *work, inNote bool) *work {
	text := strings.TrimSpace(b.text[entryBullet(b.text):])
	w := &work{printed: text, line: b.line(0)}
	w.item = csl.Item{Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}, Custom: map[string]string{}}
	e := &entry{work: w, rest: *b, inNote: inNote}
	e.cutNumber()
	e.readAuthors(before)
	e.readTitle()
	e.readYear()
	e.readRest()
	e.setType()
	w.item.Custom["printed"] = w.printed
	for _, n := range firstNames(w.item.Names) {
		w.families = append(w.families, familyOf(n))
	}
	return w
}

// entry is what is still to be understood of an entry.
type entry struct {
	*work
	rest      block // what follows the authors, then the title
	quoted    bool  // the title stands in quotation marks
	dated     bool  // the year stands before the title
	inNote    bool  // the entry is a description in a note, which gives names as they are spoken
	container string
}

func (e *entry) set(field, value string) {
	if value = strings.Trim(value, " ,.;:"); value != "" {
		e.item.Fields[field] = value
	}
}

// skip drops the first n bytes of what is left.
func (e *entry) skip(n int) {
	for n < len(e.rest.text) && strings.ContainsRune(" ,.;:", rune(e.rest.text[n])) {
		n++
	}
	rest := e.rest
	rest.marks = append([]mark(nil), rest.marks...)
	rest.starts = nil
	rest.cut([]span{{0, n}})
	e.rest = rest
}

func (e *entry) cutNumber() {
	if size := entryBullet(e.rest.text); size > 0 {
		e.skip(size)
	}
	if m := numberedEntry.FindStringSubmatch(e.rest.text); m != nil {
		e.number = m[1] + m[2]
		e.skip(len(m[0]))
	}
}

var (
	apaYear     = regexp.MustCompile(`\(((?:1[4-9]|20)\d\d[a-z]?)(?:, [^()]{1,20})?\)|\[((?:1[4-9]|20)\d\d[a-z]?)\]|\((in press|forthcoming|n\. ?d\.|im Druck)\)`)
	chicagoYear = regexp.MustCompile(`(?:[.,]|\beds?\.) ((?:1[4-9]|20)\d\d[a-z]?)[.,:] `)
	anyYear     = regexp.MustCompile(`\b((?:1[4-9]|20)\d\d)([a-z])?\b`)
	edWord      = regexp.MustCompile(`(?i)[, ]*\(?\b(?:eds?|editors?|hg|hrsg)\b\.?\)?[.,]*\s*$`)
)

// readTitle takes the title: quoted, emphasised, or up to the imprint.
func (e *entry) readTitle() {
	if m := apaYear.FindStringSubmatchIndex(e.rest.text); m != nil && m[0] == 0 {
		e.year = e.rest.text[max(m[2], m[4], m[6]):max(m[3], m[5], m[7])]
		e.dated = true
		e.skip(m[1])
	} else if m := anyYear.FindStringIndex(e.rest.text); m != nil && m[0] == 0 && m[1] < len(e.rest.text) && strings.ContainsRune(".,:", rune(e.rest.text[m[1]])) {
		e.year, e.dated = e.rest.text[:m[1]], true
		e.skip(m[1])
	}
	text := e.rest.text
	if at := openingQuote(text); at >= 0 && at <= 3 {
		_, size := utf8.DecodeRuneInString(text[at:])
		end := closingQuote(text, at)
		_, shut := utf8.DecodeRuneInString(text[end:])
		e.set("title", text[at+size:end])
		e.quoted = !strings.ContainsAny(text[at:at+size], "『«")
		e.skip(end + shut)
		return
	}
	if m := e.emphasisAt(0); m.end > 0 {
		e.set("title", text[m.start:m.end])
		e.skip(m.end)
		return
	}
	end := plainTitleEnd(text, e.dated)
	e.set("title", strings.Trim(text[:end], "*_ "))
	e.skip(min(end+bit(end < len(text) && strings.ContainsRune("*_", rune(text[min(end, len(text)-1)]))), len(text)))
}

// emphasisAt returns the emphasised stretch that begins at a place, or just after it.
func (e *entry) emphasisAt(at int) mark {
	for _, m := range e.rest.marks {
		if m.kind == emphasised && m.start >= at && m.start <= at+3 && m.end > m.start {
			return m
		}
	}
	return mark{}
}

var (
	imprint    = regexp.MustCompile(`(?:^|[.,(] ?)(\p{Lu}[\p{L}.' -]{1,30}(?:,? (?:[A-Z]{2}|[A-Z][a-z]{2,5}\.))?(?: and \p{Lu}\pL+)?): ([^:,;()]{2,70}(?:, (?:Inc|Ltd)\.?)?)(?:,? \(?(\d{4})|[.,;)]|$)`)
	titleStops = regexp.MustCompile(`(?:[.?!] |, (?:vols?\.|\d+ vols|edited |ed\. |eds\. |trans|abridged|rev\.|\d(?:st|nd|rd|th) |\p{Lu}[\p{L} ]{2,20}: )|[*] ?| \(\p{Lu}| \((?:1[4-9]|20)\d\d|, (?:1[4-9]|20)\d\d(?:[^–-]|$)| \(ed| \(Ed)`)
)

var sentenceStops = regexp.MustCompile(`[.?!] |[*] ?| \(\p{Lu}| \([Ee]d`)

// plainTitleEnd finds where a title ends that no type or quotation marks set off.
// Where the year stands before the title, commas are the title's own.
func plainTitleEnd(text string, yearBefore bool) int {
	stops := titleStops
	if yearBefore {
		stops = sentenceStops
	}
	for from := 0; from < len(text); {
		at := stops.FindStringIndex(text[from:])
		if at == nil {
			return len(text)
		}
		end := from + at[0]
		word := text[strings.LastIndexByte(text[:end], ' ')+1 : end]
		if strings.HasPrefix(text[end:], ". ") && (utf8.RuneCountInString(word) == 1 || word == "vs" || word == "St" || word == "Dr") {
			from += at[1]
			continue
		}
		return end + bit(strings.ContainsRune("?!", rune(text[end])))
	}
	return len(text)
}

// readYear takes the year of publication: the one set off after the authors, else the last one.
func (e *entry) readYear() {
	if e.year == "" {
		all := anyYear.FindAllStringSubmatchIndex(e.rest.text, -1)
		for i := len(all) - 1; i >= 0; i-- {
			m := all[i]
			if e.isYear(m[0], m[1]) {
				e.year = e.rest.text[m[0]:m[1]]
				break
			}
		}
	}
	year, err := strconv.Atoi(strings.TrimRight(e.year, "abcdefghijklmnopqrstuvwxyz"))
	if err != nil {
		return
	}
	date := csl.Date{Start: csl.DateParts{Year: year}}
	if m := monthYear.FindStringSubmatch(e.rest.text); m != nil && m[2] == strconv.Itoa(year) {
		for i, month := range months {
			if strings.HasPrefix(month, strings.ToLower(m[1])) {
				date.Start.Month = i + 1
			}
		}
	}
	e.item.Dates["issued"] = date
}

var monthYear = regexp.MustCompile(`\b(January|February|March|April|May|June|July|August|September|October|November|December)[ ,]+(\d{4})`)

// isYear leaves out numbers that are part of a range, a title or an address.
func (e *entry) isYear(start, end int) bool {
	before, after := e.rest.text[:start], e.rest.text[end:]
	if strings.HasSuffix(before, "-") || strings.HasSuffix(before, "–") || strings.HasSuffix(before, "/") || strings.HasPrefix(after, "-") || strings.HasPrefix(after, "–") || strings.HasPrefix(after, "/") {
		return false
	}
	for _, m := range e.rest.marks {
		if m.kind == emphasised && start >= m.start && end <= m.end {
			return false
		}
	}
	return true
}

// setType decides what kind of work it is.
func (e *entry) setType() {
	switch {
	case e.item.Type != "":
	case thesisWord.MatchString(e.printed):
		e.item.Type = "thesis"
	case e.quoted && e.container != "":
		e.item.Type = "article-journal"
		if e.item.Names["editor"] != nil || e.item.Fields["publisher"] != "" {
			e.item.Type = "chapter"
		}
	case e.item.Fields["URL"] != "" && e.item.Fields["publisher"] == "":
		e.item.Type = "webpage"
	case e.quoted && e.item.Fields["publisher"] == "":
		e.item.Type = "document"
	default:
		e.item.Type = "book"
	}
}
