package transcribe

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/csl"
)

// front takes from the beginning of the text what is about it: title, authors, affiliations, date, abstract,
// keywords; and abstracts wherever else they stand.
func (r *reading) front() {
	r.splitFront()
	lines, end := r.frontLines()
	r.frontEnd = end
	r.readTitle(lines)
	for _, b := range lines {
		before := len(r.authors)
		if b.kind != apart {
			r.frontLine(b)
		}
		r.named = len(r.authors) > before
	}
	r.readAbstracts(end)
	r.dropRepeatedTitle()
}

// splitFront parts what stands together at the beginning: a student's heading in several lines, and a title and an author
// with a wide space between them.
func (r *reading) splitFront() {
	for i := 0; i < min(len(r.blocks), 6); i++ {
		b := r.blocks[i]
		switch title, name, _ := strings.Cut(b.text, wideSpace); {
		case i == 0 && b.kind == verse && isHeading(b.raw):
			lines := make([]*block, len(b.raw))
			for k := range b.raw {
				lines[k] = r.words.newBlock(paragraph, b.raw[k:k+1])
			}
			r.blocks = slices.Replace(r.blocks, 0, 1, lines...)
		case b.kind == paragraph && isPersons(strings.TrimSpace(name)) && !isPersons(title) && len(b.raw) == 1:
			r.blocks = slices.Replace(r.blocks, i, i+1, b.slice(0, len(title)), b.slice(len(title), len(b.text)))
			return
		}
	}
}

const wideSpace = "        "

// isHeading says that the lines are a name and what stands below it, a date last.
func isHeading(lines []line) bool {
	return isPersons(lines[0].text) && dateLine().MatchString(lines[len(lines)-1].text)
}

const frontLine = 200 // characters; what is longer is text

// frontLines returns the short lines before the text begins, and the index of the block where it does.
func (r *reading) frontLines() (lines []*block, end int) {
	for i, b := range r.blocks {
		if b.kind == apart || b.kind == noteBody || b.kind == separator || b.kind == figure {
			continue
		}
		n := utf8.RuneCountInString(b.text)
		style, _ := headStyleOf(b)
		if len(lines) == 0 && (topicOfHeading(b.text) == contentsTopic || b.kind == table) {
			continue // a table of contents before the title
		}
		if isCast(b.text) {
			return lines, i
		}
		if style == markdownHead && slices.ContainsFunc(lines, isTitleLike) {
			return lines, i
		}
		strong := style == romanHead || style == chapterHead || style == deepHead || style == numberHead && len(lines) > 0
		known := topicOfHeading(b.text) != noTopic && len(lines) > 0
		sentence := endsSentence(b.text) && !isAffiliation(b.text) && (n > 60 && len(lines) > 0 || n > 110)
		if n > frontLine || sentence || strong && len(lines) > 0 || known || b.kind == bullet || isKeywords(b.text) || inlineAbstract(b.text) > 0 || len(lines) == 16 {
			return lines, i
		}
		if b.kind == table {
			return lines, i
		}
		lines = append(lines, b)
	}
	// nothing but short lines: what comes before the first sentence
	for i, b := range lines {
		if i > 0 && endsSentence(b.text) {
			return lines[:i], slices.Index(r.blocks, b)
		}
	}
	return nil, 0
}

// isCast says that the line heads the list of a play's persons.
func isCast(s string) bool {
	return slices.Contains([]string{"persons", "dramatispersonae", "characters", "personen", "personnages", "personaggi", "cast"}, letters(s))
}

// isTitleLike says that the line is none of those that stand before a title.
func isTitleLike(b *block) bool {
	return !isByline(b.text) && !isPersons(b.text) && !isAffiliation(b.text) && !dateLine().MatchString(b.text) && !journalLine().MatchString(b.text)
}

func (b *block) calls() []mark {
	var found []mark
	for _, m := range b.marks {
		if m.kind == called {
			found = append(found, m)
		}
	}
	return found
}

// readTitle takes the title and the subtitle: the first line that is neither author nor date, with the lines
// that go on from it.
func (r *reading) readTitle(lines []*block) {
	at := r.titleLine(lines)
	if at < 0 {
		return
	}
	r.title = lines[at]
	r.title.cutMarkdownHead()
	r.title.kind = apart
	r.title.marks = slices.DeleteFunc(r.title.marks, func(m mark) bool { return m.kind == strong })
	joined := 0 // lines that the title goes on in
	for i, next := range lines[at+1:] {
		switch {
		case sameWords(next.text, r.title.text):
			r.leaveOut(next)
		case i == joined && r.titleGoesOn(next):
			joined++
			r.title.append(next, r.words)
			next.kind = apart
		case i <= joined+1 && r.subtitle == nil && isSubtitle(next, lines[at+1+i:]):
			r.subtitle = next
			next.kind = apart
		default:
			return
		}
	}
}

// titleLine returns the index of the line that is the title, or −1: the first that is neither author nor date; or the one
// that the archive names, or that stands below an author's name.
func (r *reading) titleLine(lines []*block) int {
	at := slices.IndexFunc(lines, func(b *block) bool {
		return !isByline(b.text) && (b == lines[0] || !isAffiliation(b.text)) && !dateLine().MatchString(b.text) && !journalLine().MatchString(b.text) && !draftLine().MatchString(b.text)
	})
	if i := r.headerLine(lines); i >= 0 {
		return i
	}
	if at < 0 {
		return at
	}
	if k := lineAfterDate(lines); k > 0 {
		at = k
	}
	if at+1 < len(lines) && isNameOverTitle(lines[at:]) {
		return at + 1
	}
	if at+2 < len(lines) && isPersons(lines[at].text) && isAffiliation(lines[at+1].text) && !isPersons(lines[at+2].text) && !isAffiliation(lines[at+2].text) && !isByline(lines[at+2].text) && !dateLine().MatchString(lines[at+2].text) {
		return at + 2
	}
	if next := at + 1; next < len(lines) && isPersons(lines[at].text) && hasCapitals(lines[next].text) && !hasCapitals(lines[at].text) {
		return next
	}
	if at == 0 && len(lines) > 1 && !markdownLine().MatchString(lines[0].text) && isPersons(lines[0].text) && !isPersons(lines[1].text) && !isByline(lines[1].text) && !isAffiliation(lines[1].text) && hasSmallWord(lines[1].text) {
		at = 1
	}
	if at > 0 && isBy(lines[at-1].text) {
		return -1
	}
	return at
}

// isNameOverTitle says that the first line is a name in capitals, and the second is not: it has small words, and no other name follows.
func isNameOverTitle(lines []*block) bool {
	name, title := lines[0].text, lines[1].text
	if slices.ContainsFunc(lines[1:], func(b *block) bool { return isPersons(b.text) || isByline(b.text) }) {
		return false
	}
	return isPersons(name) && hasCapitals(name) && !isAffiliation(title) && !hasCapitals(title) && !endsSentence(title) && slices.ContainsFunc(strings.Fields(title), func(w string) bool { return !startsUpper(w) })
}

// headerLine returns the index of the line that begins the title which the archive gives, or −1. A title page may break it
// into lines of a word or two: the place counts where the most of it stands.
func (r *reading) headerLine(lines []*block) int {
	at, most := -1, 3
	for i := range lines {
		if n := r.headerWords(lines[i:]); n > most {
			at, most = i, n
		}
	}
	return at
}

// headerWords is how much of the archive's title the lines begin with, in bytes.
func (r *reading) headerWords(lines []*block) int {
	title, n := letters(r.header), 0
	for _, b := range lines {
		words := letters(b.text)
		if words == "" || !strings.HasPrefix(title[n:], words) {
			break
		}
		n += len(words)
	}
	return n
}

// lineAfterDate returns the index of the title in a student's heading: name, teacher, course and date stand before it. It
// is 0 where there is no such heading.
func lineAfterDate(lines []*block) int {
	if len(lines) < 4 || !isPersons(lines[0].text) {
		return 0
	}
	for i := 2; i < min(len(lines)-1, 5); i++ {
		if dateLine().MatchString(lines[i].text) && !isPersons(lines[i+1].text) && !isAffiliation(lines[i+1].text) {
			return i + 1
		}
	}
	return 0
}

// titleGoesOn says that the title is broken over two lines.
func (r *reading) titleGoesOn(next *block) bool {
	if isBareNumeral(r.title.text) && isTitleLike(next) {
		return true // a chapter by itself
	}
	if title := letters(r.header); strings.HasPrefix(title, letters(r.title.text)) && len(letters(r.title.text)) < len(title) && r.headerWords([]*block{r.title, next}) > len(letters(r.title.text)) {
		return true
	}
	if isByline(next.text) || isAffiliation(next.text) {
		return false
	}
	if hasCapitals(r.title.text) && hasCapitals(next.text) && endsOpen(strings.ToLower(r.title.text)) {
		return true // a title page has few words in a line
	}
	if next.raw[0].gap > 0 {
		return false
	}
	return endsInSmallWord(r.title.text) || strings.HasSuffix(r.title.text, ":") || hasCapitals(r.title.text) && hasCapitals(next.text) && !isPersons(next.text)
}

// isSubtitle says that the line after the title is one: no name, and a line with the author comes after it.
func isSubtitle(b *block, rest []*block) bool {
	if isByline(b.text) || isBy(b.text) || isAffiliation(b.text) || isPersons(b.text) || dateLine().MatchString(b.text) || draftLine().MatchString(b.text) || len(b.text) > 160 || len(rest) < 2 {
		return false
	}
	byAlone := len(rest) > 2 && isBy(rest[1].text) && isPersons(rest[2].text)
	return isByline(rest[1].text) || isPersons(rest[1].text) || byAlone
}

// frontLine understands a line that is not the title.
func (r *reading) frontLine(b *block) {
	switch {
	case journalLine().MatchString(b.text) && utf8.RuneCountInString(b.text) < 120 && !endsSentence(b.text):
		return // the journal's line stays in the text
	case isBy(b.text):
		r.leaveOut(b)
		r.byline = true
	case r.numberedAuthors(b) || r.numberedAffiliation(b):
	case r.byline && utf8.RuneCountInString(b.text) < 80:
		r.byline = false
		if !r.nameWithPlace(b) {
			r.addAuthors(b)
		}
	case r.nameWithPlace(b):
	case isByline(b.text):
		word := byWord().FindString(b.text)
		r.report.leftOut(b.line(0), word)
		b.cut([]span{{0, len(word)}})
		r.addAuthors(b)
	case dateLine().MatchString(b.text) && r.date == "":
		r.date = isoDate(b.text)
		r.leaveOut(b)
	case isAffiliation(b.text) && len(r.authors) > 0 && !isContents(b):
		last := &r.authors[len(r.authors)-1]
		last.affiliation = joinWith(last.affiliation, strings.ReplaceAll(b.text, "\n", ", "), ", ")
		b.kind = apart
	case len(r.authors) == 0 && isHanName(b.text) && r.isBelowTitle(b):
		r.addAuthors(b)
	case isPersons(b.text) && (len(r.authors) == 0 || r.named || r.authors[len(r.authors)-1].affiliation != ""):
		r.addAuthors(b)
	}
}

// isBelowTitle says that nothing stands between the title, or the subtitle, and the block.
func (r *reading) isBelowTitle(b *block) bool {
	i := slices.Index(r.blocks, b)
	return i > 0 && r.title != nil && (r.blocks[i-1] == r.title || r.blocks[i-1] == r.subtitle)
}

// isContents says that a table of contents begins with the block.
func isContents(b *block) bool {
	first, _, _ := strings.Cut(b.text, "\n")
	return topicOfHeading(first) == contentsTopic
}

// slice returns a stretch of a block as a block.
func (b *block) slice(start, end int) *block {
	for start < end && b.text[start] == ' ' {
		start++
	}
	part := &block{kind: b.kind, text: strings.TrimRight(b.text[start:end], " "), raw: b.raw, starts: []lineStart{{0, b.line(start)}}, lang: b.lang}
	for _, m := range b.marks {
		if m.start >= start && m.end <= end {
			m.start, m.end = min(m.start-start, len(part.text)), min(m.end-start, len(part.text))
			part.marks = append(part.marks, m)
		}
	}
	return part
}

var (
	byWord          = pattern(`^(?i:by the|by|compiled by|written by|von|par|por|di)[: ]\s*`)
	personSeparator = pattern(`,? and |,? & |; |(, )\p{Lu}[\p{L}.'’-]+ |( et | und )\p{Lu}\.`)
	affiliationWord = pattern(`(?i)\b(?:universit\pL*|uniwersytet\pL*|univerzit\pL*|instytut\pL*|universidad\pL*|universidade|facultad|departamento|université|institut(?:e|o|s)?\b|college|department|dept\.|school of|academy|centre|center for|faculty|ministry|professor|fellow|lecturer|ph\.?d|hochschule|laboratory|museum|library|foundation|@)|école|университет|институт|академи|대학|연구(?:소|원|실|관|센터|회)|교수|大学|研究`)
	draftLine       = pattern(`(?i)^(?:.{0,60}\b(?:working|discussion) papers?\b|submitted in|draft|working paper|preprint|not for citation|please do not|forthcoming in|reprinted from|to appear in|this (?:article|paper|essay) (?:was|first|appeared))`)
	journalLine     = pattern(`(?i)\b\d{1,3} \((?:1[5-9]|20)\d\d\),? \d+[-–]\d+$|\b(?:vol\.|volume|no\.|issue|pp\.|n[°º]|jg\.|jahrgang|bd\.)\s*\d|[,.] p(?:ágs?|p)?\. ?\d+ ?[-–] ?\d+\.?$|№ ?\d+|^(?:УДК|ББК)[ :]|제 ?\d+ ?[집권호]|第 ?\d+ ?[巻卷期号號]|^\d{1,3} \p{Lu}[\p{L}.& ]+ \d{1,4} \((?:1[5-9]|20)\d\d\)$|^https?://|\bdoi\b|©|\(c\) \d{4}|\bissn\b`)
	dateLine        = pattern(`^(?:\d{1,2}(?:\.|er|º)? (?:de )?)?(?i:` + strings.Join(csl.MonthNames(), "|") + `|spring|summer|autumn|fall|winter)?\.?(?: de)? ?(?:\d{1,2}, )?(?:1[5-9]|20)\d\d\.?$`)
)

// isBy says that a line has nothing but the word before an author's name.
func isBy(s string) bool { return byWord().FindString(s+" ") == s+" " }

func isByline(s string) bool {
	word := byWord().FindString(s)
	return word != "" && isPersons(s[len(word):])
}

func isAffiliation(s string) bool {
	return utf8.RuneCountInString(s) < frontLine && !thanks().MatchString(s) && affiliationWord().MatchString(s) && !strings.HasPrefix(s, "The ") && !(endsSentence(s) && mostlySmall(s))
}

// thanks are whole sentences, which may name universities.
var thanks = pattern(`^(?:We|I|This|These|Our|My) `)

func hasSmallWord(s string) bool {
	return slices.ContainsFunc(strings.Fields(s), isTitleWord)
}

// sameWords compares two lines by their letters.
func sameWords(a, b string) bool { return letters(a) == letters(b) && letters(a) != "" }

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// dropRepeatedTitle leaves out lines between paragraphs that are the title again, as a page's head, or the author's name.
func (r *reading) dropRepeatedTitle() {
	if r.title == nil {
		return
	}
	for _, b := range r.blocks {
		if b.kind == paragraph && (r.isTitleAgain(b.text) || r.isAuthorAgain(b.text)) {
			r.leaveOut(b)
		}
	}
}

func (r *reading) isTitleAgain(s string) bool {
	return len(s) < 2*len(r.title.text)+20 && sameWords(strings.Trim(s, "0123456789 "), r.title.text)
}

func (r *reading) isAuthorAgain(s string) bool {
	if len(r.authors) == 0 || len(s) > 2*len(r.authors[0].name.text)+20 || !isByline(s) {
		return false
	}
	return sameWords(s[len(byWord().FindString(s)):], r.authors[0].name.text)
}

func joinWith(a, b, between string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + between + b
}

var yearInDate = pattern(`(?:1[5-9]|20)\d\d`)

// isoDate returns in EDTF what a date line says.
func isoDate(s string) string {
	if d, ok := csl.ReadDate(strings.TrimRight(s, ".")); ok {
		return d.EDTF()
	}
	return yearInDate().FindString(s)
}
