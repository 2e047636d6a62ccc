package transcribe

import (
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
	original string // the year of the first edition, where the list gives both
	alias    string // an institution's short name that the list gives
	number   string // in a numbered list
	listed   bool
	given    bool // by a bibliography, and not by the text
	cited    int

	title []string // the words of its title, when they have been asked for
}

// newWork is a work of which only its words are known yet.
func newWork(printed string, line int) *work {
	return &work{printed: printed, line: line, item: csl.Item{
		Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}, Custom: map[string]string{"printed": printed},
	}}
}

func (w *work) titleWords() []string {
	if w.title == nil {
		w.title = strings.Fields(wordsOnly(w.item.Fields["title"]))
	}
	return w.title
}

// references are the works of one text, and the ways to find them.
type references struct {
	list     []*work // in the order of the text's own list
	unlisted []*work // works that notes describe and the list lacks
	given    []*work // works of a bibliography that the text may mean

	byFamily map[string][]*work
	byShort  map[string]*work // abbreviations that the text defines
	byTitle  map[string][]*work
	byNumber map[string]*work
	// institutions are the authors of listed works that are no persons, as the list names them
	institutions []string
	lost         map[string]bool // keys that citations name and nothing describes
	keys         map[string]int  // how often a key was asked for
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
	return (b.kind == paragraph || b.kind == bullet || b.kind == quote) && len(b.text) < 500 && nameAtStart().MatchString(b.text) && entryYear().MatchString(b.text) && endsSentence(b.text)
}

// isList says that most of the next blocks look like entries.
func (r *reading) isList(from int) bool {
	entries, sure, others := 0, 0, 0
	for _, b := range r.blocks[from:min(len(r.blocks), from+8)] {
		switch {
		case b.kind == separator || isPartHeading(b.text):
		case isEntry(b):
			entries += max(1, namesIn(b))
			sure += max(bit(showsEntry(b)), namesIn(b))
		case topicOfHeading(b.text) == noTopic && !isRaisedBody(b.text):
			others++
		}
	}
	return entries > others && (sure*4 >= entries || entries > 4)
}

// isRaisedBody says that the block is a note's whose number is raised: it is neither an entry nor a paragraph of the text.
func isRaisedBody(s string) bool {
	m, ok := bodyMarker(s)
	return ok && m.shape == raisedShape
}

// showsEntry says that the block begins as an entry does and a paragraph of the text rarely: with an inverted name, a
// sign or number, a quotation, or a name and the year.
func showsEntry(b *block) bool {
	if b.kind != paragraph || nameAtStart().MatchString(b.text) || initialsAfter().MatchString(b.text) || capitalStart().MatchString(b.text) || dashAuthor().MatchString(b.text) || numberedEntry().MatchString(b.text) || openingQuote(b.text) == 0 {
		return true
	}
	at := entryYear().FindStringIndex(b.text)
	return at != nil && at[0] < 80 && isNameWords(strings.Trim(b.text[:at[0]], " .,([")) || len(b.text) < 80
}

var (
	entryYear   = pattern(`\b(?:1[4-9]|20)\d\d[a-z]?\b|\bn\.d\.|(?i:forthcoming|in press)`)
	dashAuthor  = pattern(`^(?:[_—–―‐-]{2,}|[—―])\s*[.,]?\s*`)
	nameAtStart = pattern(`^(?:(?:(?:von|van|de|der|den|del|della|di|da|dos|du|la|le|zu|ten|ter|al|el) |d['’]|al-|el-)*\p{Lu}[\p{L}'’ -]{1,30}, \p{Lu}|\p{Hangul}{2,4}[,.·])`)
)

// unpublishedPart is the heading of a part of the list whose works are no books.
var unpublishedPart = pattern(`(?i)archiv|manuscript|unpublished|ungedruckt|inédit`)

// isEntry says that the block looks like an entry of a list of works.
func isEntry(b *block) bool {
	if b.kind != paragraph && b.kind != bullet && b.kind != quote && b.kind != verse || isLabelled(b) || strings.HasPrefix(b.text, "©") {
		return false
	}
	if names := namesIn(b); names > 1 && names*4 >= len(b.raw) && entryYear().MatchString(b.text) {
		return true // several entries without a blank line between them
	}
	n := utf8.RuneCountInString(b.text)
	if n > 900*max(1, len(b.raw)/8) {
		return false
	}
	marked := b.kind == bullet && n < 500 || dashAuthor().MatchString(b.text) || n < 400 && numberedEntry().MatchString(b.text) && strings.HasPrefix(b.text, "[")
	return marked || entryYear().MatchString(b.text) && n < 600*max(1, len(b.raw)/4) || nameAtStart().MatchString(b.text) && n < 300
}

// namesIn counts the lines that begin with an inverted name, or a dash for one.
func namesIn(b *block) int {
	n := 0
	for _, l := range b.raw {
		n += bit(nameAtStart().MatchString(l.text) || dashAuthor().MatchString(l.text))
	}
	return n
}

var noteLabel = pattern(`(?m)^\[\^[^\]]+\]:`)

// isLabelled says that the block is a note's with a label as Markdown has it.
func isLabelled(b *block) bool { return noteLabel().MatchString(b.raw[0].text) }

// isFirstNote says that the block has the number 1 in brackets, and the entry before it no number: notes follow the list.
func isFirstNote(b, before *block) bool {
	return strings.HasPrefix(b.text, "[1] ") && before.kind == apart && topicOfHeading(before.text) == noTopic && !strings.HasPrefix(before.text, "[")
}

// receivedLine is when a journal had the text, which it prints at the end.
var receivedLine = pattern(`(?i)^(?:(?:manuscript |article |paper )?(?:received|submitted|accepted)[: ].*\d|eingegangen am |(?:статья )?поступила |дата поступления|(?:논문 ?)?(?:투고일|접수일)|收稿日期)`)

// numberedPart is a part of a list that has a number: "2. Literatur", "I. Archival Sources".
var numberedPart = pattern(`(?i)^(?:\d|[IVX]{1,4}|[A-D])[.)]? (?:(?:un)?(?:gedruckte|published|printed)|archival|primary|secondary|manuscript|online|other|weitere|archiv|quelle|literatur|sources|books|articles|документ|источник|литератур|fonti|fuentes|sources)`)

// isPartHeading says that the line names a part of a list: Documents, Secondary Works.
func isPartHeading(s string) bool {
	if numberedPart().MatchString(s) {
		_, s, _ = strings.Cut(s, " ")
	}
	n := utf8.RuneCountInString(s)
	return n < 60 && !strings.ContainsAny(s, "0123456789") && !endsSentence(s) && !strings.Contains(s, ",") && strings.Count(s, " ") < 7
}

// takeList reads the entries after the heading and returns the index of the block after them.
func (r *reading) takeList(at int) int {
	r.leaveOut(r.blocks[at])
	part := ""
	var lines []line
	flush := func() {
		r.addEntries(lines, part)
		lines = nil
	}
	i := at + 1
	for ; i < len(r.blocks) && !r.endsList(i); i++ {
		b := r.blocks[i]
		kind, heads := b.kind, r.headsPart(i)
		b.kind = apart
		if heads {
			flush()
			part = strings.Trim(b.text, " :*#")
			continue
		}
		first := len(lines)
		if lines = append(lines, b.raw...); kind == bullet {
			lines[first].text = "• " + lines[first].text
		}
	}
	flush()
	return i
}

// endsList says that the block belongs to the list no more.
func (r *reading) endsList(i int) bool {
	b := r.blocks[i]
	if t := topicOfHeading(b.text); t != noTopic && t != referencesTopic || isLabelled(b) || b.kind == separator && !r.isList(i+1) || isFirstNote(b, r.blocks[i-1]) || receivedLine().MatchString(b.text) {
		return true
	}
	if b.kind == separator || isEntry(b) || b.raw[0].gap == 0 && !b.page && b.kind == paragraph && topicOfHeading(r.blocks[i-1].text) == noTopic || isPartHeading(b.text) && i+1 < len(r.blocks) && isEntry(r.blocks[i+1]) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.text)
	return !unicode.IsLower(first) && !(len(b.text) < 400 && i+1 < len(r.blocks) && (isEntry(r.blocks[i+1]) || r.isList(i+1)))
}

// headsPart says that the block is the heading of a part of the list, though the first entry under it may have no year.
func (r *reading) headsPart(i int) bool {
	b := r.blocks[i]
	if b.kind != paragraph || !isPartHeading(b.text) || dashAuthor().MatchString(b.text) || i+1 == len(r.blocks) {
		return false
	}
	if isEntry(r.blocks[i+1]) {
		return !strings.Contains(b.text, "(") || isEntry(r.blocks[i-1]) || topicOfHeading(r.blocks[i-1].text) == referencesTopic
	}
	return b.raw[0].gap > 0 && r.blocks[i+1].raw[0].gap > 0 && !strings.ContainsAny(b.text, "().") && isTitleCase(b.text) && r.isList(i+1)
}

// addEntries cuts the lines into entries and understands each.
func (r *reading) addEntries(lines []line, part string) {
	var before *work
	for _, entry := range entriesOf(lines, r.layout) {
		b := r.words.newBlock(paragraph, entry)
		w := listedWork(b, before)
		w.listed = true
		if part != "" {
			w.item.Fields["keyword"] = part
			if w.item.Type == "book" && w.item.Fields["publisher"] == "" && unpublishedPart().MatchString(part) {
				w.item.Type = "manuscript"
			}
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
