package transcribe

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// listedWork understands an entry of a list of works. before is the last entry with an author, whom dashes repeat.
func listedWork(b *block, before *work) *work {
	e := newEntry(b, false)
	if e.readTypeCoded() {
		return e.work
	}
	e.readAuthors(before)
	return e.understood()
}

// describedWork understands a description in a note.
func describedWork(b *block) *work {
	e := newEntry(b, true)
	e.readAuthors(nil)
	return e.understood()
}

// titledWork understands the title and imprint of a description whose authors are known.
func titledWork(b *block) *work { return newEntry(b, true).understood() }

func newEntry(b *block, inNote bool) *entry {
	text := strings.TrimSpace(b.text[entryBullet(b.text):])
	e := &entry{work: newWork(text, b.line(0)), rest: *b, inNote: inNote}
	e.cutNumber()
	e.cutInternet()
	e.cutAccess()
	e.cutShort()
	e.cutReprint()
	return e
}

// understood reads what follows the authors.
func (e *entry) understood() *work {
	e.readTitle()
	e.readYear()
	e.readRest()
	e.setType()
	e.families = surnames(firstNames(e.item.Names))
	return e.work
}

// entry is what is still to be understood of an entry.
type entry struct {
	*work
	rest      block  // what follows the authors, then the title
	colon     bool   // the authors end with a colon, as in German lists
	quoted    bool   // the title stands in quotation marks
	dated     bool   // the year stands before the title
	date      string // what stands with the year: "May 3"
	day       bool   // the date of publication is a day
	inNote    bool   // the entry is a description in a note, which gives names as they are spoken
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
	e.drop(0, n)
}

// drop cuts a stretch out of what is left.
func (e *entry) drop(start, end int) {
	e.rest.marks = slices.Clone(e.rest.marks)
	e.rest.starts = nil
	e.rest.cut([]span{{start, end}})
}

func (e *entry) cutNumber() {
	if size := entryBullet(e.rest.text); size > 0 {
		e.skip(size)
	}
	if m := numberedEntry().FindStringSubmatch(e.rest.text); m != nil {
		e.number = m[1] + m[2]
		e.skip(len(m[0]))
	}
}

// shortBefore is the short name by which the text cites a work, before its entry: "UB Holm = Urkundenbuch der Stadt Holm".
var shortBefore = pattern(`^(\p{Lu}[\p{L}. -]{1,24}) = `)

func (e *entry) cutShort() {
	if m := shortBefore().FindStringSubmatch(e.rest.text); m != nil && !e.inNote {
		e.item.Custom["shorthand"] = m[1]
		e.skip(len(m[0]))
	}
}

// reprint is a later printing, whose place and year are not the work's.
var reprint = pattern(` ` + reprintWord + `[^()]{3,80}\)`)

var reprinting = pattern(`^` + reprintWord)

const reprintWord = `\((?:ND|Nachdr\.|Nachdruck|Neudr\.|Neudruck|[Rr]epr\.|[Rr]eprint(?:ed)?|[Rr]pt\.|réimpr\.)[:,]? `

func (e *entry) cutReprint() {
	if at := reprint().FindStringIndex(e.rest.text); at != nil && anyYear().MatchString(e.rest.text[:at[0]]) {
		e.drop(at[0], at[1])
	}
}

var (
	apaYear     = pattern(`\(((?:1[4-9]|20)\d\d[a-z]?)(?:[,/] ?[^()]{1,20}| [\[(](?:1[4-9]|20)\d\d[\])])?\)|\[((?:1[4-9]|20)\d\d[a-z]?)\]|\((in press|forthcoming|n\. ?d\.|im Druck)\)`)
	chicagoYear = pattern(`(?:[.,)\]]|\beds?\.) (?:((?:1[4-9]|20)\d\d[a-z]?)[.,:]|n\. ?d\.|[Ff]orthcoming\.|[Ii]n press\.) `)
	bareYear    = pattern(`^\p{Lu}[\p{L}&.'’ -]{1,60}? ((?:1[4-9]|20)\d\d[a-z]?)[.:] `)
	noDate      = pattern(`^(?:n\. ?d\.|((?i:forthcoming|in press))\.)[.,]? `)
	anyYear     = pattern(`\b((?:1[4-9]|20)\d\d)([a-z])?\b`)
	edWord      = pattern(`(?i)[, ]*\(?\b(?:eds?|editors?|hg|hrsg|dir|éds?)\b\.?\)?[.,:]*\s*$`)
)

// readTitle takes the title: quoted, emphasised, or up to the imprint.
func (e *entry) readTitle() {
	e.readYearBefore()
	text := e.rest.text
	if e.readMedicalArticle() || e.readQuotedTitle() || e.readTitleIn() || e.readTitleOfKind() || e.readCommaImprint() || e.readUntitled() {
		return
	}
	if title, container, found := strings.Cut(text, " // "); found && !strings.Contains(title, "http") {
		e.set("title", title)
		e.skip(len(text) - len(container))
		e.quoted = true
		return
	}
	end := plainTitleEnd(text, e.dated)
	e.set("title", strings.Trim(text[:end], "*_ "))
	e.skip(min(end+bit(end < len(text) && strings.ContainsRune("*_", rune(text[min(end, len(text)-1)]))), len(text)))
	e.yearAfterTitle()
}

// readYearBefore takes the year that stands after the authors, with that of the first edition before it.
func (e *entry) readYearBefore() {
	if m := reprinted().FindString(e.rest.text); m != "" && anyYear().MatchString(e.rest.text[len(m):min(len(e.rest.text), len(m)+6)]) {
		e.item.Dates["original-date"], e.original = inYear(m[1:5]), m[1:5]
		e.skip(len(m))
	}
	text := e.rest.text
	if m := apaYear().FindStringSubmatchIndex(text); m != nil && m[0] == 0 {
		e.year = text[max(m[2], m[4], m[6]):max(m[3], m[5], m[7])]
		e.dated, e.date = true, strings.Trim(text[max(m[3], m[5], m[7]):m[1]], ",/()[] ")
		e.twoYears()
		e.skip(m[1])
	} else if m := anyYear().FindStringIndex(text); m != nil && m[0] == 0 && m[1] < len(text) && strings.ContainsRune(".,:", rune(text[m[1]])) {
		e.year, e.dated = text[:m[1]], true
		e.skip(m[1])
	} else if m := noDate().FindStringSubmatch(text); m != nil {
		e.year, e.dated = cmp.Or(strings.ToLower(m[1]), "n.d."), true
		e.skip(len(m[0]))
	}
}

// readQuotedTitle takes a title in quotation marks or in other type.
func (e *entry) readQuotedTitle() bool {
	text := e.rest.text
	if at := openingQuote(text); at >= 0 && at <= 3 {
		_, size := utf8.DecodeRuneInString(text[at:])
		end := closingQuote(text, at)
		_, shut := utf8.DecodeRuneInString(text[end:])
		e.set("title", text[at+size:end])
		e.quoted = !strings.ContainsAny(text[at:at+size], "『«") || inPeriodical().MatchString(text[end+shut:])
		e.skip(end + shut)
		if e.quoted {
			e.readUntitled()
		}
		return true
	}
	m := e.emphasisAtStart()
	if m.end == 0 {
		return false
	}
	e.set("title", text[m.start:m.end])
	e.skip(m.end)
	return true
}

// readTitleIn takes a title without quotation marks before what it stands in, as German lists have it: "Das Leben, in: Archiv 12".
func (e *entry) readTitleIn() bool {
	at := inColon().FindStringIndex(e.rest.text)
	if at == nil || at[0] == 0 {
		return false
	}
	e.set("title", e.rest.text[:at[0]])
	e.skip(at[0])
	e.quoted = true
	return true
}

var inColon = pattern(`[,.;] [Ii]n: `)

// readTitleOfKind takes the parties of a legal case, or a thesis that has no other title.
func (e *entry) readTitleOfKind() bool {
	text := e.rest.text
	if m := caseIn(text); m != nil {
		end := strings.LastIndexAny(text[:m[1]-1], "[(")
		title, _, _ := strings.Cut(text[:end], ", ")
		e.set("title", title)
		e.skip(end)
		return true
	}
	if !e.isThesis() {
		return false
	}
	m := thesisAlone().FindStringSubmatch(text)
	if m == nil {
		return false
	}
	e.set("title", m[1])
	e.set("publisher", m[2])
	return true
}

// twoYears tells the year of the edition from that of the first one: "(1867/1963)", "(1963 [1867])".
func (e *entry) twoYears() {
	if len(e.date) != 4 || !isYearValue(e.date) {
		return
	}
	e.year, e.original = max(e.year, e.date), min(e.year, e.date)
	e.item.Dates["original-date"] = inYear(e.original)
}

// yearAfterTitle reads the year in parentheses that stands after the title where there is no author.
func (e *entry) yearAfterTitle() {
	if m := apaYear().FindStringSubmatchIndex(e.rest.text); m != nil && m[0] == 0 && m[2] >= 0 && !e.dated && firstNames(e.item.Names) == nil {
		e.year, e.dated = e.rest.text[m[2]:m[3]], true
		e.date = strings.Trim(e.rest.text[m[3]:m[1]], ",)] ")
		e.skip(m[1])
	}
}

// inPeriodical says after a title in guillemets, which may be a book's, that it is an article's.
var inPeriodical = pattern(`^,? (?:in\b|dans\b|\p{Lu}[^,]{3,80}, (?:t\.|vol\.|n°|no\b))`)

// emphasisAtStart returns the emphasised stretch with which what is left begins.
func (e *entry) emphasisAtStart() mark {
	for _, m := range e.rest.marks {
		if m.kind == emphasised && m.start >= 0 && m.start <= 3 && m.end > m.start {
			return m
		}
	}
	return mark{}
}

var (
	imprint    = pattern(`(?:^|[.,(] ?)(\p{Lu}[\p{L}.'’/ -]{0,30}(?:,? (?:[A-Z]{2}|[A-Z]\. ?[A-Z]\.|[A-Z][a-z]{2,5}\.))?(?: and \p{Lu}\pL+)?): ([^:,;()]{2,70}(?:, (?:Inc|Ltd)\.?)?)(?:,? \(?(\d{4})|[.,;)]|$)`)
	titleStops = pattern(`(?:[.?!] |, (?:vols?\.|\d+ vols|edited |ed\. |eds\. |trans|abridged|rev\.|\d+(?:st|nd|rd|th|d|e) |\p{Lu}[\p{L} ]{2,20}: )|[*] ?| \(\p{Lu}| \((?:1[4-9]|20)\d\d|, (?:1[4-9]|20)\d\d(?:[^–-]|$)| \(ed| \(Ed)`)
)

var sentenceStops = pattern(`[.?!] |[*] ?| \(\p{Lu}| \([Ee]d| \[|, (?:translated|edited|trans\.|ed\. by|hrsg|übers)|, \p{Lu}[\p{L} ]{2,20}(?:, [A-Z]{2})?: [^:]*$|, \d+(?:st|nd|rd|th) edn?\b`)

// plainTitleEnd finds where a title ends that no type or quotation marks set off.
// Where the year stands before the title, commas are the title's own.
func plainTitleEnd(text string, yearBefore bool) int {
	stops := titleStops
	if yearBefore {
		stops = sentenceStops
	}
	for from := 0; from < len(text); {
		at := stops().FindStringIndex(text[from:])
		if at == nil {
			return len(text)
		}
		end := from + at[0]
		word := text[strings.LastIndexByte(text[:end], ' ')+1 : end]
		if strings.HasPrefix(text[end:], ". ") && (utf8.RuneCountInString(word) == 1 || strings.Contains(word, ".") || slices.Contains([]string{"vs", "St", "Dr", "Mr", "Mrs", "Co", "Ltd", "Inc", "No", "op", "no", "vol", "pt"}, word)) {
			from += at[1]
			continue
		}
		return end + bit(strings.ContainsRune("?!", rune(text[end])))
	}
	return len(text)
}

// setType decides what kind of work it is.
func (e *entry) setType() {
	f := e.item.Fields
	switch {
	case e.item.Type == "chapter" && f["volume"] != "" && f["publisher"] == "" && f["publisher-place"] == "" && e.item.Names["editor"] == nil:
		e.item.Type = "article-journal"
	case e.item.Type != "":
	case caseIn(e.printed) != nil:
		e.item.Type = "legal_case"
	case e.isThesis():
		e.item.Type = "thesis"
	case e.quoted && e.container != "":
		e.item.Type = "article-journal"
		if e.item.Names["editor"] != nil || f["publisher"] != "" {
			e.item.Type = "chapter"
		} else if f["volume"] == "" && f["issue"] == "" && f["URL"] != "" {
			e.item.Type = "webpage"
		} else if e.day && f["volume"] == "" && f["issue"] == "" {
			e.item.Type = "article-newspaper"
		}
	case f["URL"] != "" && f["publisher"] == "":
		e.item.Type = "webpage"
	case unpublished().MatchString(e.printed):
		e.item.Type = "manuscript"
	case e.quoted && f["publisher"] == "":
		e.item.Type = "document"
	default:
		e.item.Type = "book"
	}
}

// caseIn finds the parties of a legal case and the year of its report.
func caseIn(s string) []int {
	if !containsAny(s, " v ", " v. ") {
		return nil
	}
	return legalCase().FindStringIndex(s)
}

var (
	thesisAlone = pattern(`^((?:Unpublished )?(?i:ph\.? ?d\.?|m\.? ?a\.?|master's|doctoral) (?i:thesis|dissertation|diss\.)), ([^,0-9]{4,60})`)
	legalCase   = pattern(`^\p{Lu}[^"“]{1,60} v\.? \p{Lu}[^"“]{1,60} [\[(]\d{4}[\])]`)
	unpublished = pattern(`(?i)\b(?:unpublished|typescript|manuscript|mimeo)\b`)
)
