package transcribe

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	paragraph kind = iota
	heading
	quote
	bullet
	numbered
	verse
	table
	separator
	figure // the sign of a picture that stands alone, or with its caption
	noteBody
	apart // taken to another place: front matter, the list of works
)

// block is a paragraph's worth of the text.
type block struct {
	kind   kind
	text   string // plain, in one line; verse and tables keep their line ends
	marks  []mark
	starts []lineStart
	raw    []line

	level    int    // of a heading, from 2
	appendix bool   // of a heading
	lang     string // when it is not the essay's
	anchor   string // an address by words
	note     *note  // of a noteBody
	form     kind   // of a noteBody: paragraph, quote, verse or table
	marker   string // of a numbered item: "1."
	under    *block // the item that a further paragraph belongs to
	page     bool   // a page break stands before it
	goesOn   bool   // with the quotation that the block before is of
}

// lineStart says which line of the file a place in a block comes from.
type lineStart struct{ offset, line int }

type markKind uint8

const (
	emphasised markKind = iota
	strong
	linked // to a source
	web    // to an address
	struck
	called // a note, where start and end are
)

// mark is something that a stretch of a block's text is.
type mark struct {
	start, end int
	kind       markKind
	call       *note
	work       *work // of a link to a source
	locators   []locator
	address    string // of a link to the web
}

// line returns the line of the file that the place comes from.
func (b *block) line(offset int) int {
	line := 0
	for _, s := range b.starts {
		if line != 0 && s.offset > offset {
			break
		}
		line = s.line
	}
	return line
}

type span struct{ start, end int }

// edit is a stretch of a text and the words that come in its place.
type edit struct {
	span
	with string
}

// cut removes stretches, which are in order and apart.
func (b *block) cut(spans []span) {
	edits := make([]edit, len(spans))
	for i, s := range spans {
		edits[i].span = s
	}
	b.edit(edits)
}

// edit changes the text; marks and lines stay with their words. The edits are in order and apart.
func (b *block) edit(edits []edit) {
	if len(edits) == 0 {
		return
	}
	var text strings.Builder
	moved := make([]int, len(edits)+1) // by how much what follows the first i edits moves
	last := 0
	for i, e := range edits {
		text.WriteString(b.text[last:e.start])
		text.WriteString(e.with)
		last = e.end
		moved[i+1] = moved[i] + len(e.with) - (e.end - e.start)
	}
	text.WriteString(b.text[last:])
	b.text = text.String()
	place := func(offset int) int {
		i := sort.Search(len(edits), func(i int) bool { return edits[i].start >= offset })
		if i > 0 && offset < edits[i-1].end {
			return edits[i-1].start + moved[i-1] + min(offset-edits[i-1].start, len(edits[i-1].with))
		}
		return offset + moved[i]
	}
	for i := range b.marks {
		b.marks[i].start, b.marks[i].end = place(b.marks[i].start), place(b.marks[i].end)
	}
	for i := range b.starts {
		b.starts[i].offset = place(b.starts[i].offset)
	}
}

// vocabulary counts the words of a text, for deciding what a hyphen at the end of a line is.
type vocabulary map[string]int

func wordsOf(lines []line) vocabulary {
	v := vocabulary{}
	for _, l := range lines {
		for _, w := range strings.FieldsFunc(l.text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			if !strings.HasSuffix(w, "-") && len(w) < 40 {
				v[strings.ToLower(w)]++
			}
		}
	}
	return v
}

// join appends the next line of a paragraph, rejoining a word that the line's end cut in two.
func (v vocabulary) join(text, next string) string {
	last, size := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case text == "":
		return next
	case last == softHyphen:
		return text[:len(text)-size] + next
	case strings.HasSuffix(text, "--") || isCJK(last) && isCJK(first):
		return text + next
	case (last == '-' || last == '‐' || last == '¬') && unicode.IsLower(first) && endsInLetter(text[:len(text)-size]):
		if v.keepsHyphen(text[:len(text)-size], next) {
			return text + next
		}
		return text[:len(text)-size] + next
	case last == '-' && (unicode.IsLetter(first) || unicode.IsDigit(first)) && !strings.HasSuffix(text, " -"):
		return text + next
	}
	return text + " " + next
}

// keepsHyphen says that the text writes the word with its hyphen elsewhere, more often than without.
func (v vocabulary) keepsHyphen(before, after string) bool {
	head := strings.ToLower(before[strings.LastIndexFunc(before, isNoWord)+1:])
	tail := strings.ToLower(after)
	if i := strings.IndexFunc(tail, isNoWord); i >= 0 {
		tail = tail[:i]
	}
	return v[head+"-"+tail] > v[head+tail]
}

func isNoWord(r rune) bool { return !unicode.IsLetter(r) && r != '-' }

func endsInLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}

// isCJK says that the letter's script writes no spaces.
func isCJK(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

// newBlock makes a block of lines that are one paragraph.
func (v vocabulary) newBlock(k kind, lines []line) *block {
	b := &block{kind: k, raw: lines, page: lines[0].page}
	var text strings.Builder
	tail := ""
	for _, l := range lines {
		whole := v.join(tail, l.text)
		kept := whole[:len(whole)-len(l.text)]
		text.WriteString(kept)
		b.starts = append(b.starts, lineStart{text.Len(), l.number})
		tail = l.text
	}
	text.WriteString(tail)
	b.text = text.String()
	b.resolveTags()
	return b
}

// append joins the block with one that goes on where it was cut.
func (b *block) append(next *block, v vocabulary) {
	joined := v.join(b.text, next.text)
	shift := len(joined) - len(next.text)
	for _, s := range next.starts {
		b.starts = append(b.starts, lineStart{s.offset + shift, s.line})
	}
	for _, m := range next.marks {
		m.start, m.end = m.start+shift, m.end+shift
		b.marks = append(b.marks, m)
	}
	b.text = joined
	b.raw = append(b.raw[:len(b.raw):len(b.raw)], next.raw...)
}
