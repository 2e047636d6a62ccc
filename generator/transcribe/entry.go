package transcribe

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
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

// readAuthors takes the names at the entry's start, as far as the title, its quotation mark or the year.
func (e *entry) readAuthors(before *work) {
	text := e.rest.text
	if dash := dashAuthor.FindString(text); dash != "" && before != nil {
		role := "author"
		if before.item.Names["author"] == nil {
			role = "editor"
		}
		e.item.Names[role] = before.item.Names[role]
		e.skip(len(dash))
		return
	}
	end := e.authorsEnd()
	if end <= 0 {
		return
	}
	names := trimNames(text[:end])
	role := "author"
	if at := edWord.FindStringIndex(text[:end]); at != nil {
		role, names = "editor", trimNames(text[:at[0]])
	}
	people := personNames(names)
	if people == nil || people[0].Literal != "" && titleIsImprint(text[end:]) {
		return
	}
	e.item.Names[role] = people
	e.skip(end)
}

// titleIsImprint says that nothing but place and publisher follows the year, so that what stood before it is the
// title.
func titleIsImprint(rest string) bool {
	rest = strings.TrimLeft(apaYear.ReplaceAllString(rest, ""), " .,:;()0123456789")
	at := imprint.FindStringIndex(rest)
	return at != nil && at[0] == 0
}

// authorsEnd returns where the names end, or 0 when the entry begins with its title.
func (e *entry) authorsEnd() int {
	text := e.rest.text
	end := len(text)
	if at := openingQuote(text); at >= 0 {
		end = at
	}
	for _, m := range e.rest.marks {
		if m.kind == emphasised && m.start < end {
			end = m.start
		}
	}
	if at := apaYear.FindStringIndex(text); at != nil && at[0] < end {
		end = at[0]
	}
	if at := chicagoYear.FindStringIndex(text); at != nil && at[0]+1 < end {
		end = at[0] + 1
	}
	if strayStar := strings.IndexAny(text, "*_"); strayStar > 0 && strayStar < end {
		return 0
	}
	if n := e.formedAuthorsEnd(end); n > 0 {
		return n
	}
	if end < len(text) && end < 250 && personNames(trimNames(edWord.ReplaceAllString(text[:end], ""))) != nil {
		return end
	}
	return plainAuthorsEnd(text)
}

// formedAuthorsEnd finds the end of names that their form alone gives away, before the place where they must end.
func (e *entry) formedAuthorsEnd(end int) int {
	text := e.rest.text
	if e.inNote {
		if n := spokenAuthorsEnd(text); n > 0 && n <= end {
			return n
		}
	}
	if fields := strings.Fields(text[:min(len(text), 40)]); len(fields) > 1 && isInitials(fields[0]) {
		if n := spokenAuthorsEnd(text); n > 0 && n <= end {
			return n
		}
	}
	if at := colonAuthors.FindStringIndex(text); at != nil && at[1] <= end {
		return at[1] - 1
	}
	if at := initialsInverted.FindStringIndex(text); at != nil && at[1] <= end+1 && at[1] < len(text) && strings.IndexByte(",:;(", text[at[1]]) >= 0 {
		return at[1]
	}
	if at := initialsAfter.FindStringIndex(text); at != nil && at[1] <= end+2 {
		return at[1] - 1
	}
	return 0
}

// spokenAuthorsEnd finds the end of "Sally Marks, " and "Sally Marks and Jon Jacobson, ".
func spokenAuthorsEnd(text string) int {
	end := strings.Index(text, ", ")
	if end < 0 || end > 120 || !isPersons(text[:end]) {
		return 0
	}
	return end
}

// colonAuthors are the names before a colon, in the manner of German lists: "Linke, Horst Günther: ".
var colonAuthors = regexp.MustCompile(`^\p{Lu}[\p{L}'’-]+, \p{Lu}[\p{L}.'’ -]{0,30}(?:[/;] ?\p{Lu}[\p{L}'’-]+, \p{Lu}[\p{L}.'’ -]{0,30})*(?: \((?:Hg|Hrsg)\.?\))?: `)

// initialsInverted are names with initials after their commas: "Ash, M. and Bell, D. C.".
var initialsInverted = regexp.MustCompile(`^` + invertedName + `(?:(?:,? and |,? & |, |; )` + invertedName + `)*`)

const invertedName = `\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?, \p{Lu}\.(?:[ -]?\p{Lu}\.)*`

// initialsAfter are names whose initials follow without a comma: "Иванов И. И. ", "Watt DC, Smith J. ".
var initialsAfter = regexp.MustCompile(`^(?:\p{Lu}[\p{L}'’-]+ (?:(?:\p{Lu}\. ?){1,3}|[A-Z]{1,3}\b),? ?)+\.? ?`)

// trimNames drops what follows the names, but for the stop of an initial.
func trimNames(s string) string {
	trimmed := strings.TrimRight(s, " ,.:(")
	last := trimmed[strings.LastIndexAny(trimmed, " .")+1:]
	if strings.HasPrefix(s[len(trimmed):], ".") && utf8.RuneCountInString(last) <= 2 {
		trimmed += "."
	}
	return trimmed
}

// plainAuthorsEnd finds the end of the names by their own form: "Walt, Stephen M. The …", "Kolasky, John, Partners …".
func plainAuthorsEnd(text string) int {
	if !nameAtStart.MatchString(text) || !strings.Contains(text, ", ") {
		return 0
	}
	comma := strings.Index(text, ", ")
	given := text[comma+2:]
	words := 0
	for i := 0; i < len(given) && words < 5; i++ {
		if given[i] != ' ' && i+1 < len(given) {
			continue
		}
		words++
		word := given[strings.LastIndexByte(given[:i], ' ')+1 : i]
		switch {
		case strings.HasSuffix(word, ",") && !strings.HasPrefix(strings.ToLower(given[i:]), " and ") && !isInitials(word):
			return comma + 2 + i
		case strings.HasSuffix(word, ".") && !isInitials(word) && !isSuffix(word):
			return comma + 2 + i
		case strings.HasSuffix(word, ".") && isInitials(word) && !strings.HasPrefix(given[i:], " and ") && !strings.HasPrefix(given[i:], " & ") && !nextIsInitials(given[i:]):
			return comma + 2 + i
		}
	}
	return 0
}

func isInitials(s string) bool {
	s = strings.Trim(s, ",")
	return len(s) <= 8 && strings.HasSuffix(s, ".") && !strings.ContainsFunc(strings.ReplaceAll(s, ".", ""), func(r rune) bool { return !unicode.IsUpper(r) && r != '-' }) && utf8.RuneCountInString(strings.ReplaceAll(s, ".", "")) <= 3
}

func nextIsInitials(s string) bool {
	fields := strings.Fields(s[:min(len(s), 30)])
	return len(fields) > 0 && isInitials(fields[0])
}

func isSuffix(s string) bool {
	s = strings.Trim(s, ".,")
	return s == "Jr" || s == "Sr" || s == "II" || s == "III" || s == "eds" || s == "ed"
}

const quotesOpen, quotesClose = `"“«„「『‘'`, `"”»“」』’'`

// openingQuote returns where a quotation begins, or −1. A single quotation mark opens only before a word.
func openingQuote(s string) int {
	for from := 0; from < len(s); {
		at := strings.IndexAny(s[from:], quotesOpen)
		if at < 0 {
			return -1
		}
		at += from
		mark, size := utf8.DecodeRuneInString(s[at:])
		opens := mark != '\'' && mark != '‘' || (at == 0 || s[at-1] == ' ' || s[at-1] == '(') && startsUpper(s[at+size:])
		if opens && closingQuote(s, at) >= 0 {
			return at
		}
		from = at + size
	}
	return -1
}

// closingQuote returns where the quotation that begins at a place ends, or −1. A single quotation mark ends it only
// before a stop or the space before "in": else it is an apostrophe.
func closingQuote(s string, at int) int {
	open, size := utf8.DecodeRuneInString(s[at:])
	i := strings.IndexRune(quotesOpen, open)
	shut := []rune(quotesClose)[utf8.RuneCountInString(quotesOpen[:i])]
	inner := s[at+size : min(len(s), at+600)]
	if open != '‘' && open != '\'' {
		if end := strings.IndexRune(inner, shut); end >= 0 {
			return at + size + end
		}
		return -1
	}
	for from := 0; ; {
		end := strings.IndexRune(inner[from:], shut)
		if end < 0 {
			return -1
		}
		end += from
		after := inner[end+utf8.RuneLen(shut):]
		stops := end > 0 && strings.IndexByte(".,?!", inner[end-1]) >= 0
		if after == "" || strings.IndexByte(",.;:)", after[0]) >= 0 || strings.HasPrefix(after, " in ") || strings.HasPrefix(after, " (") || stops {
			return at + size + end
		}
		from = end + utf8.RuneLen(shut)
	}
}

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
	titleStops = regexp.MustCompile(`(?:[.?!] |, (?:vols?\.|\d+ vols|edited |ed\. |eds\. |trans|abridged|rev\.|\d(?:st|nd|rd|th) |\p{Lu}[\p{L} ]{2,20}: )|[*] ?| \(\p{Lu}| \((?:1[4-9]|20)\d\d|, (?:1[4-9]|20)\d\d| \(ed| \(Ed)`)
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

var (
	volumeWord    = regexp.MustCompile(`(?i)\b(?:vol\.?|volume|bd\.?|t\.)\s*([\dIVXLC]+)`)
	issueWord     = regexp.MustCompile(`(?i)\b(?:no\.?|nr\.?|issue|number|heft)\s*([\d–/-]+)`)
	volumeIssue   = regexp.MustCompile(`(?:^|[ ,])(\d{1,4})\s*[(:.]\s*(\d{1,3}(?:[–/-]\d{1,3})?)\s*\)?(?:[ ,:.(]|$)`)
	bareVolume    = regexp.MustCompile(`^\s*,?\s*(\d{1,4}|[IVXLC]{1,8})\b`)
	pageWord      = regexp.MustCompile(`(?i)\b(?:pp?\.|s\.|pages?|pág\.|쪽)\s*([\divxlc]+(?:\s?[-–—]\s?[\divxlc]+)?)`)
	colonPages    = regexp.MustCompile(`[:,] ?(\d{1,4}\s?[-–—]\s?\d{1,4})\b`)
	editedBy      = regexp.MustCompile(`(?i)\b(?:edited by|ed\. by|hg\. von|hrsg\. von|eds?\.)\s+((?:\p{Lu}[\p{L}.'’-]*,?\s?|(?:and|&|und|von|van|de)\s)+)`)
	editorsIn     = regexp.MustCompile(`^(?i:in)[: ]\s*((?:\p{Lu}[\p{L}.'’-]*,?\s?|(?:and|&|von|van|de)\s)+?),?\s*\((?i:eds?|hrsg|hg)\.?\),?\s*`)
	translated    = regexp.MustCompile(`(?i)\b(?:translated by|trans\. by|trans\.|übers\. von)\s+((?:\p{Lu}[\p{L}.'’-]*,?\s?|(?:and|&|de|von)\s)+)`)
	editionWord   = regexp.MustCompile(`(?i)\b(\d+(?:st|nd|rd|th)|revised|rev\.|abridged|second|third|expanded|new)\s+(?:ed\b\.?|edition)`)
	doiWord       = regexp.MustCompile(`\b10\.\d{4,9}/[^\s,;]+`)
	urlWord       = regexp.MustCompile(`https?://[^\s,;]+`)
	thesisWord    = regexp.MustCompile(`(?i)\b(?:ph\.? ?d\.?|master'?s|doctoral)\b.*\b(?:thesis|dissertation|diss\.)|\bdissertation\b`)
	thesisSchool  = regexp.MustCompile(`(?i:dissertation|thesis|diss\.),? ([^,0-9]{4,60})`)
	hangulImprint = regexp.MustCompile(`(\p{Hangul}{2,6}): ([\p{Hangul} ]{2,20})`)
	volumesWord   = regexp.MustCompile(`\b(\d+) vols?\b`)
)

// readRest takes container, people, imprint, volume and pages from what follows the title.
func (e *entry) readRest() {
	e.readContainer()
	text := e.rest.text
	people := text
	if m := imprint.FindStringSubmatchIndex(text); m != nil && !strings.HasPrefix(text[m[4]:], "//") {
		place := text[m[2]:m[3]]
		if i := strings.LastIndex(place, ". "); i > 3 {
			place = place[i+2:]
		}
		e.set("publisher-place", place)
		e.set("publisher", strings.TrimRight(anyYear.ReplaceAllString(text[m[4]:m[5]], ""), " ,"))
		people = text[:m[0]]
	} else if m := hangulImprint.FindStringSubmatch(text); m != nil {
		e.set("publisher-place", m[1])
		e.set("publisher", m[2])
	}
	if m := thesisSchool.FindStringSubmatch(text); m != nil {
		e.set("publisher", m[1])
	}
	if m := editedBy.FindStringSubmatch(people); m != nil && e.item.Names["editor"] == nil {
		e.names("editor", m[1])
	}
	if m := translated.FindStringSubmatch(people); m != nil {
		e.names("translator", m[1])
	}
	e.readNumbers(text)
}

func (e *entry) names(role, s string) {
	s = strings.Trim(s, " ,.")
	if len(s) < 3 {
		return
	}
	if people := givenFirst(s); people != nil {
		e.item.Names[role] = people
	}
}

func (e *entry) readNumbers(text string) {
	match := func(re *regexp.Regexp, field string) {
		if m := re.FindStringSubmatch(text); m != nil && e.item.Fields[field] == "" {
			e.set(field, strings.ReplaceAll(m[len(m)-1], " ", ""))
		}
	}
	match(volumeWord, "volume")
	match(issueWord, "issue")
	if e.quoted {
		if m := volumeIssue.FindStringSubmatch(text); m != nil && e.item.Fields["volume"] == "" && e.item.Fields["issue"] == "" {
			e.set("volume", m[1])
			e.set("issue", m[2])
		}
		if m := bareVolume.FindStringSubmatch(text); m != nil && e.container != "" && len(m[1]) < 4 {
			match(bareVolume, "volume")
		}
	}
	match(pageWord, "page")
	if e.quoted {
		match(colonPages, "page")
	}
	match(volumesWord, "number-of-volumes")
	match(editionWord, "edition")
	if m := doiWord.FindString(text); m != "" {
		e.item.Fields["DOI"] = strings.TrimRight(m, ".")
	}
	if m := urlWord.FindString(text); m != "" {
		e.item.Fields["URL"] = strings.TrimRight(m, ".")
	}
}

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
