package transcribe

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/csl"
)

// work is a source that the text cites or lists.
type work struct {
	item     csl.Item
	printed  string // the entry as the text's list prints it
	line     int
	families []string
	year     string // with its letter: 1937b
	number   string // in a numbered list
	listed   bool
	cited    int
	named    int // line in which the author is named without a year or page, or 0
}

// references are the works of one text, and the ways to find them.
type references struct {
	list     []*work // in the order of the text's own list
	unlisted []*work // works that notes describe and the list lacks
	numbered bool

	byFamily map[string][]*work
	byShort  map[string]*work // abbreviations that the text defines
	byTitle  map[string][]*work
	byNumber map[string]*work
	lost     map[string]bool // keys that citations name and nothing describes
	keys     map[string]int  // how often a key was asked for
}

// readReferences takes the list of works out of the text.
func (r *reading) readReferences() {
	r.refs = &references{byFamily: map[string][]*work{}, byShort: map[string]*work{}, byTitle: map[string][]*work{}, byNumber: map[string]*work{}, lost: map[string]bool{}, keys: map[string]int{}}
	for i := 0; i < len(r.blocks); i++ {
		if topicOfHeading(r.blocks[i].text) == referencesTopic && r.blocks[i].kind == paragraph && r.isList(i+1) {
			i = r.takeList(i) - 1
		}
	}
	if len(r.refs.list) == 0 {
		r.takeListWithoutHeading()
	}
	r.abbreviations()
	for _, w := range r.refs.list {
		r.refs.add(w)
	}
}

// takeListWithoutHeading takes the entries at the end of the text, before the bodies of notes, when there are three
// or more that could be nothing else.
func (r *reading) takeListWithoutHeading() {
	end := len(r.blocks)
	for end > 0 && isBodyOrRule(r.blocks[end-1]) {
		end--
	}
	start := end
	for start > 0 && isSureEntry(r.blocks[start-1]) {
		start--
	}
	if end-start < 3 {
		return
	}
	var lines []line
	for _, b := range r.blocks[start:end] {
		b.kind = apart
		lines = append(lines, b.raw...)
	}
	r.addEntries(lines, "")
	r.report.doubt("list-without-heading", r.file, lines[0].number, excerpt(lines[0].text), "these paragraphs at the end were taken for the list of works, though no heading says so")
}

func isBodyOrRule(b *block) bool {
	_, body := bodyMarker(b.text)
	return body || b.kind == separator
}

// isSureEntry says that the block begins with an inverted name and has a year.
func isSureEntry(b *block) bool {
	return (b.kind == paragraph || b.kind == bullet || b.kind == quote) && len(b.text) < 500 && nameAtStart.MatchString(b.text) && entryYear.MatchString(b.text) && endsSentence(b.text)
}

// isList says that most of the next blocks look like entries.
func (r *reading) isList(from int) bool {
	entries, others := 0, 0
	for _, b := range r.blocks[from:min(len(r.blocks), from+8)] {
		switch {
		case b.kind == separator || isPartHeading(b.text):
		case isEntry(b):
			entries++
		case topicOfHeading(b.text) == noTopic:
			others++
		}
	}
	return entries > others
}

var (
	entryYear   = regexp.MustCompile(`\b(?:1[4-9]|20)\d\d[a-z]?\b|\bn\.d\.|(?i:forthcoming|in press)`)
	dashAuthor  = regexp.MustCompile(`^(?:[_—–―‐-]{2,}|[—―])\s*[.,]?\s*`)
	nameAtStart = regexp.MustCompile(`^(?:\p{Lu}[\p{L}'’ -]{1,30}, \p{Lu}|\p{Hangul}{2,4}[,.·])`)
)

// isEntry says that the block looks like an entry of a list of works.
func isEntry(b *block) bool {
	if b.kind != paragraph && b.kind != bullet && b.kind != quote && b.kind != verse {
		return false
	}
	n := utf8.RuneCountInString(b.text)
	if n > 900*max(1, len(b.raw)/12) {
		return false
	}
	marked := b.kind == bullet && n < 500 || dashAuthor.MatchString(b.text)
	return marked || entryYear.MatchString(b.text) && n < 600*max(1, len(b.raw)/4) || nameAtStart.MatchString(b.text) && n < 300
}

// isPartHeading says that the line names a part of a list: Documents, Secondary Works.
func isPartHeading(s string) bool {
	n := utf8.RuneCountInString(s)
	return n < 60 && !strings.ContainsAny(s, "0123456789") && !endsSentence(s) && !strings.Contains(s, ",") && strings.Count(s, " ") < 7
}

// takeList reads the entries after the heading and returns the index of the block after them.
func (r *reading) takeList(at int) int {
	r.blocks[at].kind = apart
	r.report.furniture(r.blocks[at])
	part := ""
	var lines []line
	flush := func() {
		r.addEntries(lines, part)
		lines = nil
	}
	i := at + 1
	for ; i < len(r.blocks) && !r.endsList(i); i++ {
		b := r.blocks[i]
		kind := b.kind
		b.kind = apart
		if kind == paragraph && isPartHeading(b.text) && !dashAuthor.MatchString(b.text) && i+1 < len(r.blocks) && isEntry(r.blocks[i+1]) {
			flush()
			part = strings.Trim(b.text, " :*#")
			continue
		}
		if kind == bullet {
			for k, l := range b.raw {
				if k == 0 {
					l.text = "• " + l.text
				}
				lines = append(lines, l)
			}
			continue
		}
		lines = append(lines, b.raw...)
	}
	flush()
	return i
}

// endsList says that the block belongs to the list no more.
func (r *reading) endsList(i int) bool {
	b := r.blocks[i]
	if t := topicOfHeading(b.text); t != noTopic && t != referencesTopic || b.kind == separator && !r.isList(i+1) {
		return true
	}
	if b.kind == separator || isEntry(b) || isPartHeading(b.text) && i+1 < len(r.blocks) && isEntry(r.blocks[i+1]) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.text)
	return !unicode.IsLower(first) && !(i+1 < len(r.blocks) && isEntry(r.blocks[i+1]) && len(b.text) < 400)
}

// addEntries cuts the lines into entries and understands each.
func (r *reading) addEntries(lines []line, part string) {
	var before *work
	for _, entry := range entriesOf(lines, r.layout) {
		b := r.words.newBlock(paragraph, entry)
		w := newWork(b, before)
		w.listed = true
		if part != "" {
			w.item.Fields["keyword"] = part
		}
		r.refs.list = append(r.refs.list, w)
		if len(w.families) > 0 {
			before = w
		}
		if w.item.Fields["title"] == "" {
			r.report.doubt("entry", r.file, w.line, excerpt(w.printed), "this entry of the list of works has no title that could be told; see what was printed")
		}
	}
}

var numberedEntry = regexp.MustCompile(`^(?:\[(\d{1,3})\]|(\d{1,3})[.)])\s+`)

// entriesOf cuts a list of works into its entries, by the habit that the list itself shows: bullets, numbers, a
// hanging indent, blank lines, or lines.
func entriesOf(lines []line, at layout) [][]line {
	bullets, numbers, hanging, blanks, complete, least := 0, 0, 0, 0, 0, 1<<30
	for i, l := range lines {
		bullets += bit(entryBullet(l.text) > 0)
		numbers += bit(numberedEntry.MatchString(l.text))
		blanks += bit(l.gap > 0)
		complete += bit(endsSentence(l.text))
		least = min(least, l.indent)
		hanging += bit(i > 0 && l.gap == 0 && l.indent > lines[0].indent)
	}
	starts := func(i int) bool {
		l := lines[i]
		switch {
		case bullets*3 > len(lines):
			return entryBullet(l.text) > 0 || l.gap > 0 && beginsEntry(lines, i)
		case numbers > 1 && numbers*6 > len(lines):
			return numberedEntry.MatchString(l.text)
		case !at.wrapped || complete*6 > len(lines)*5:
			return beginsEntry(lines, i)
		case hanging*5 > len(lines):
			return l.indent == least
		case blanks*6 > len(lines):
			return l.gap > 0 && beginsEntry(lines, i)
		}
		return nameAtStart.MatchString(l.text) && endsSentence(lines[i-1].text) || dashAuthor.MatchString(l.text) || l.gap > 0 && beginsEntry(lines, i)
	}
	var entries [][]line
	start := 0
	for i := 1; i <= len(lines); i++ {
		if i == len(lines) || starts(i) {
			if i > start {
				entries = append(entries, lines[start:i])
			}
			start = i
		}
	}
	return entries
}

// entryBullet returns the length of the bullet before an entry; an asterisk is one here, since no note is called.
func entryBullet(s string) int {
	if strings.HasPrefix(s, "* ") {
		return 2
	}
	return bulletSize(s)
}

// beginsEntry says that the line does not go on from the one before it.
func beginsEntry(lines []line, i int) bool {
	first, _ := utf8.DecodeRuneInString(lines[i].text)
	before := strings.TrimRight(lines[i-1].text, " ")
	open := !endsSentence(before) && !strings.HasSuffix(before, ")") && !entryYear.MatchString(before[max(0, len(before)-8):]) && !strings.Contains(before[strings.LastIndexByte(before, ' ')+1:], "/")
	return !unicode.IsLower(first) && (!open || entryYear.MatchString(lines[i].text) && nameAtStart.MatchString(lines[i].text))
}

const mostWorks = 300 // of one author, or that begin with one word, among which a citation is looked for

// add makes a work findable, and gives it a key.
func (f *references) add(w *work) {
	if w.item.ID == "" {
		w.item.ID = f.key(w)
	}
	for _, family := range w.families[:min(1, len(w.families))] {
		if len(f.byFamily[fold(family)]) == mostWorks {
			break
		}
		f.byFamily[fold(family)] = append(f.byFamily[fold(family)], w)
	}
	if w.number != "" {
		f.byNumber[w.number] = w
	}
	for _, short := range shortTitles(w.item.Fields["title"]) {
		if words := strings.Fields(fold(short)); len(words) > 1 && len(f.byTitle[words[0]]) < mostWorks {
			f.byTitle[words[0]] = append(f.byTitle[words[0]], w)
			break
		}
	}
}

// key is the author's family name and the year, or a word of the title; a letter tells works of one year apart.
func (f *references) key(w *work) string {
	name := "work"
	switch {
	case w.short() != "":
		name = keyWord(w.short())
	case len(w.families) > 0:
		name = keyWord(w.families[0])
	default:
		for word := range strings.FieldsSeq(w.item.Fields["title"]) {
			if k := keyWord(word); len(k) > 3 {
				name = k
				break
			}
		}
	}
	if name == "" {
		name = "work"
	}
	base := name + keyWord(w.year)
	key := base
	for f.keys[key] > 0 {
		f.keys[base]++
		key = fmt.Sprintf("%s-%d", base, f.keys[base])
	}
	f.keys[key]++
	return key
}

// short returns the abbreviation that the text defines for the work.
func (w *work) short() string { return w.item.Custom["shorthand"] }

// keyWord returns the letters of a word that a citation key may have.
func keyWord(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, romanized(fold(s)))
}

var abbreviation = regexp.MustCompile(`[(\[]([^()\[\]]{0,80}?)\b(?:abbreviated|hereafter|hereinafter|henceforth|cited hereafter|thereafter|subsequently|im Folgenden|ci-après|이하)(?:,| cited| referred to| abbreviated| abgekürzt| zitiert)*(?: as| to as| als)?:? ?["“‘'*]*([\p{Lu}][\p{L}.]{1,12})["”’'*,.]*[)\]]`)

// abbreviating are parts of the words that the expression looks for, to spare most texts its work.
var abbreviating = []string{"bbreviated", "ereafter", "ereinafter", "enceforth", "subsequently", "Folgenden", "après", "이하"}

// abbreviations finds the short names that the text defines for works, mostly series of documents.
func (r *reading) abbreviations() {
	for _, b := range r.blocks {
		if b.kind == apart || !strings.ContainsAny(b.text, "([") || !slices.ContainsFunc(abbreviating, func(w string) bool { return strings.Contains(b.text, w) }) {
			continue
		}
		for _, m := range abbreviation.FindAllStringSubmatchIndex(b.text, 8) {
			short := strings.TrimRight(b.text[m[4]:m[5]], ".")
			if strings.IndexFunc(short[1:], unicode.IsUpper) < 0 {
				continue
			}
			w, found := r.workNamed(b, m[0], m[3])
			if w == nil {
				r.report.doubt("abbreviation", r.file, b.line(m[0]), around(b.text, m[0], m[1]), fmt.Sprintf("the abbreviation %s is defined here, but what it stands for could not be told", short))
				continue
			}
			if w.item.Custom == nil {
				w.item.Custom = map[string]string{}
			}
			w.item.Custom["shorthand"] = short
			r.refs.byShort[short] = w
			if found {
				r.refs.unlisted = append(r.refs.unlisted, w)
				r.refs.add(w)
			}
		}
	}
}

// workNamed returns the listed work whose title stands last before an abbreviation, or a new one of the
// emphasised or capitalised words there: in its parenthesis, or before it.
func (r *reading) workNamed(b *block, open, inside int) (w *work, isNew bool) {
	before := fold(b.text[max(0, open-200):inside])
	var best *work
	last := -1
	for _, w := range r.refs.list {
		words := strings.Fields(fold(w.item.Fields["title"]))
		if len(words) == 0 {
			continue
		}
		if i := strings.LastIndex(before, strings.Join(words[:min(3, len(words))], " ")); i > last {
			best, last = w, i
		}
	}
	if best != nil {
		return best, false
	}
	title := titleBefore(b, open)
	if inside > open+8 {
		title = cmp.Or(titleBefore(b, inside), title)
	}
	if title == "" {
		return nil, false
	}
	item := csl.Item{Type: "book", Fields: map[string]string{"title": title, "keyword": "unlisted"}}
	return &work{item: item, line: b.line(open), printed: title}, true
}

// titleBefore returns the emphasised words that end near a place, or the capitalised words there.
func titleBefore(b *block, at int) string {
	for _, m := range b.marks {
		if m.kind == emphasised && m.end <= at && m.end > at-12 {
			return b.text[m.start:m.end]
		}
	}
	words := strings.Fields(b.text[max(0, at-120):at])
	start := len(words)
	for start > 0 && (startsUpper(words[start-1]) || start < len(words) && isSmallTitleWord(words[start-1])) && !strings.ContainsAny(words[start-1], ".;(") {
		start--
	}
	for start < len(words) && !startsUpper(words[start]) {
		start++
	}
	if len(words)-start < 2 {
		return ""
	}
	return strings.Trim(strings.Join(words[start:], " "), ` ,"“”`)
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"“‘'`))
	return unicode.IsUpper(r)
}

func isSmallTitleWord(s string) bool {
	return slices.Contains([]string{"of", "the", "on", "and", "in", "for", "to", "zur", "der", "des", "die", "und", "de", "la", "et", "du"}, s)
}
