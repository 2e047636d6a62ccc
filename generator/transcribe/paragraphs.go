package transcribe

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// blocksOf cuts the text into paragraphs, quotations set apart, verse, items and tables.
func (v vocabulary) blocksOf(lines []line, at layout) []*block {
	var blocks []*block
	var count counter
	for _, group := range groups(lines) {
		if lines := barred(group); lines != nil {
			blocks = append(blocks, v.linesBlock(verse, lines))
			continue
		}
		if isPipeTable(group) || !at.wrapped && len(group) > 1 && isTable(group) {
			blocks = append(blocks, v.linesBlock(table, group))
			continue
		}
		if !at.wrapped {
			for i := range group {
				if group[i].text != ">" { // between the paragraphs of a quotation
					b := v.lineBlock(group[i : i+1])
					b.goesOn = i > 0 && group[i-1].text == ">"
					blocks = append(blocks, b)
				}
			}
			continue
		}
		for _, part := range count.parts(group, at) {
			blocks = append(blocks, v.groupBlocks(part, at)...)
		}
	}
	return blocks
}

// lineBlock is a paragraph that stands in one line.
func (v vocabulary) lineBlock(lines []line) *block {
	l := lines[0]
	if size := bulletSize(l.text); size > 0 {
		l.text = l.text[size:]
		return v.newBlock(bullet, []line{l})
	}
	if rest := strings.TrimLeft(l.text, "> "); rest != "" && strings.HasPrefix(l.text, ">") {
		l.text = rest
		return v.newBlock(quote, []line{l})
	}
	if isRule(l.text) {
		return v.newBlock(separator, []line{l})
	}
	if isFigure(l.text) {
		return v.newBlock(figure, []line{l})
	}
	return v.newBlock(paragraph, []line{l})
}

// counter remembers for each shape of marker the number that began a paragraph last.
type counter [shapes]int

func (c *counter) saw(l line) {
	if m, ok := bodyMarker(l.text); ok {
		if n, err := strconv.Atoi(m.label); err == nil {
			c[m.shape] = n
		}
	}
}

// goesOn says that a line within a group begins the next note: its number follows the last one's, or is the first of a
// page whose notes begin with the rest of one from the page before.
func (c *counter) goesOn(group []line, i int) bool {
	m, ok := bodyMarker(group[i].text)
	n, err := strconv.Atoi(m.label)
	if !ok || err != nil || !endsSentence(group[i-1].text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(group[0].text)
	return c[m.shape] > 0 && n == c[m.shape]+1 || n == 1 && unicode.IsLower(first) && c[m.shape] > 0
}

// isFull says that the next line's first word would not have fitted into the line.
func isFull(l, next line, at layout) bool {
	word, _, _ := strings.Cut(next.text, " ")
	return utf8.RuneCountInString(l.text)+1+utf8.RuneCountInString(word) > at.width*85/100
}

// endsParagraph says of lines that run on that a paragraph ends before the line: the one before is short, or a numbered
// heading or rows in columns begin or end here.
func endsParagraph(group []line, i int, at layout) bool {
	before, l := group[i-1], group[i]
	columns, columnsBefore := strings.Contains(l.text, "   "), strings.Contains(before.text, "   ")
	if columns || columnsBefore {
		return columns != columnsBefore
	}
	if !isFull(before, l, at) {
		first, _ := utf8.DecodeRuneInString(l.text)
		_, note := bodyMarker(l.text)
		return !unicode.IsLower(first) && (note || endsClause(before.text) || utf8.RuneCountInString(before.text)*2 < at.width || isKnownHeading(before.text))
	}
	style, _ := numberedStyle(l.text)
	heading := style >= romanHead && style <= deepHead || isKnownHeading(l.text)
	return heading && endsSentence(before.text) && utf8.RuneCountInString(l.text)*3 < at.width*2 && !endsSentence(l.text)
}

const (
	lastByline   = 30  // lines; an author's name stands before
	lastAbstract = 120 // and an abstract
)

// beginsOthers says that after a note with one kind of sign the first with another begins: numbers after a symbol, a symbol
// after numbers.
func beginsOthers(group []line, start, i int, at layout) bool {
	a, ok := bodyMarker(group[start].text)
	b, also := bodyMarker(group[i].text)
	if !ok || !also || !endsSentence(group[i-1].text) && isFull(group[i-1], group[i], at) {
		return false
	}
	switch {
	case b.shape == symbolShape:
		return a.shape != symbolShape || b.label != a.label
	case a.shape == symbolShape:
		return b.label == "1" || len(a.label) > 1
	}
	return false
}

// beginsFeet says that the first of a page's notes begins, which is set in and follows the text without a blank line.
func beginsFeet(group []line, i int, at layout) bool {
	m, ok := bodyMarker(group[i].text)
	if !ok || m.shape != bareShape || group[i].indent <= max(at.margin, group[i-1].indent-1) || !endsSentence(group[i-1].text) {
		return false
	}
	return m.label == "1" && i+1 < len(group) && (group[i+1].indent < group[i].indent || followsInNumber(group, i, i+1))
}

// listsSections says that the line and the one before it are short, and that one of them has a number such as 1.1: a table
// of contents.
func listsSections(group []line, i int, at layout) bool {
	before, l := group[i-1].text, group[i].text
	numbered := deepLine().MatchString(before) || deepLine().MatchString(l)
	return numbered && !isFull(group[i-1], group[i], at) && !endsSentence(strings.TrimRight(before, ". 0123456789")+" ") && utf8.RuneCountInString(l) <= longestHeading && startsHeading(l)
}

// startsHeading says that the line begins with a number or a capital.
func startsHeading(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) || unicode.IsDigit(first)
}

// startsWithHeading says that the first of the lines is a short title over a paragraph.
func startsWithHeading(group []line, at layout) bool {
	l := group[0]
	if l.gap == 0 || utf8.RuneCountInString(l.text)*2 > at.width || !isTitleCase(l.text) || endsSentence(l.text) || strings.HasSuffix(l.text, ",") || startOf(l.text) != 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(group[1].text, `"“‘'«`))
	prose := len(group) > 2 && isFull(group[1], group[2], at) || len(group) == 2 && endsSentence(group[1].text) && utf8.RuneCountInString(group[1].text)*2 > at.width
	return prose && !unicode.IsLower(first) && !isFull(l, group[1], at)
}

// isMisreadStart says that the line is a note's whose number a scan seems to have misread: the next line but few has the
// number after it.
func isMisreadStart(group []line, i int) bool {
	m := misreadBody().FindStringSubmatch(group[i].text)
	if m == nil || !isMisread(m[1]) {
		return false
	}
	n, _ := strconv.Atoi(asDigits.Replace(m[1]))
	for _, l := range group[i+1 : min(len(group), i+6)] {
		if next, ok := bodyMarker(l.text); ok && next.label == strconv.Itoa(n+1) {
			return true
		}
	}
	return false
}

// parts cuts a group where a line begins something new: an item, a note, a heading, an indented paragraph.
func (c *counter) parts(group []line, at layout) [][]line {
	var all [][]line
	start := 0
	first := startOf(group[0].text)
	c.saw(group[0])
	runOn := at.runOn && len(group) > 2
	for i := 1; i < len(group); i++ {
		if awaitsNumber(group[i-1].text, group[i].text) {
			continue
		}
		next := startOf(group[i].text)
		marked := next != 0 && (next == first || next == '-' && endsClause(group[i-1].text)) || followsInNumber(group, start, i) || c.goesOn(group, i) || isMisreadStart(group, i) || runOn && endsParagraph(group, i, at) || beginsOthers(group, start, i, at) || beginsFeet(group, i, at) || i == 1 && startsWithHeading(group, at) || group[i].number < lastByline && isByline(group[i].text)
		marked = marked || isKeywords(group[i].text) || inlineAbstract(group[i].text) > 0 && group[i].number < lastAbstract || listsSections(group, i, at)
		marked = marked || isSetBelow(group, start, i, at) || isLed(group[i-1].text) && isLed(group[i].text)
		if marked || at.indented && isFirstLine(group, i, at) || isKnownHeading(group[i-1].text) && i == start+1 || isRule(group[i-1].text) || isRule(group[i].text) {
			all = append(all, group[start:i])
			start = i
			first = next
			c.saw(group[i])
		}
	}
	return append(all, group[start:])
}

// isLed says that dots lead from the line's words to a page, as in a table of contents.
func isLed(s string) bool { return strings.Contains(s, "....") && ledLine().MatchString(s) }

var ledLine = pattern(`\.{4,} ?[ivxlc\d]{1,5}$`)

// awaitsNumber says that the first of two lines ends with "p.", "vol." or the like and the next one begins with its number, which
// is no note's.
func awaitsNumber(before, next string) bool {
	return next[0] >= '0' && next[0] <= '9' && strings.HasSuffix(before, ".") && endsInLocatorWord().MatchString(before)
}

var endsInLocatorWord = pattern(`(?i)(?:(?:^|[^\d\s] |[(])(?:pp?|nos|nr|vols?|chs?|chaps?|kap|cap|nn?|fn|fols?|cols?|sec|bd|sp|anm|s|стр|с|т|гл|л)|[,;] no)\.$`)

// followsInNumber says that two lines of a group begin with plain numbers, the second with the one after the first's, or,
// after a sentence, with the one after that: a scan has misread one.
func followsInNumber(group []line, start, i int) bool {
	a, ok := bodyMarker(group[start].text)
	b, also := bodyMarker(group[i].text)
	if !ok || !also || a.shape != bareShape || b.shape != bareShape {
		return false
	}
	n, _ := strconv.Atoi(a.label)
	m, _ := strconv.Atoi(b.label)
	return m == n+1 || m == n+2 && endsSentence(group[i-1].text)
}

// startOf tells apart how lines begin that stand for themselves: '-' for an item, else a note's or item's marker.
func startOf(s string) rune {
	if bulletSize(s) > 0 {
		return '-'
	}
	if m, ok := bodyMarker(s); ok && m.shape != bareShape {
		return 'a' + rune(m.shape)
	}
	return 0
}

// bulletSize returns the length of the bullet at the start of a line.
func bulletSize(s string) int {
	return len(beginning(s, "- ", "– ", "— ", "• ", "· ", "‣ ", "▪ ", "◦ ", "● ", "■ ", "□ ", "○ ", "+ ", "o  "))
}

var ruleLine = pattern(`^(?:[-–—_=~.·] ?){3,}$|^(?:\* *){3,}$|^[⁂❦]$`)

// isRule says that the line is an ornament between two parts.
func isRule(s string) bool {
	return len(s) < 200 && s != "" && !isWordByte(s[0]) && ruleLine().MatchString(s)
}

// groupBlocks makes blocks of lines between two blanks.
func (v vocabulary) groupBlocks(group []line, at layout) []*block {
	if len(group) == 1 || startOf(group[0].text) != 0 || isSetInNote(group) {
		b := v.lineBlock(group)
		if len(group) > 1 {
			b = v.newBlock(b.kind, append([]line{b.raw[0]}, group[1:]...))
		} else if b.kind == paragraph && setApart(group, at) && utf8.RuneCountInString(group[0].text) > at.width/2 {
			b.kind = quote
		}
		return []*block{b}
	}
	switch {
	case isTable(group):
		return []*block{v.linesBlock(table, group)}
	case isQuoted(group):
		return []*block{v.quotedBlock(group)}
	case isProse(group, at) || setApart(group, at) && isNarrowProse(group):
		k := paragraph
		if setApart(group, at) {
			k = quote
		}
		return []*block{v.newBlock(k, group)}
	case len(group) >= 3 && isVerse(group, at):
		return []*block{v.linesBlock(verse, group)}
	}
	var blocks []*block
	for i := range group {
		blocks = append(blocks, v.lineBlock(group[i:i+1]))
	}
	return blocks
}

// isSetInNote says that the first line begins with a number and is set in, and the others are not.
func isSetInNote(group []line) bool {
	_, ok := bodyMarker(group[0].text)
	return ok && !slices.ContainsFunc(group[1:], func(l line) bool { return l.indent >= group[0].indent })
}

// isSetBelow says that the lines are set in from here on, below a colon, or that the text goes on after such lines.
func isSetBelow(group []line, start, i int, at layout) bool {
	const step = 4
	before, l := group[i-1], group[i]
	if _, note := bodyMarker(group[start].text); note || at.indented {
		return false
	}
	below := l.indent >= before.indent+step && strings.HasSuffix(strings.TrimRight(before.text, "-—"), ":") && i+1 < len(group) && group[i+1].indent >= before.indent+step
	after := start > 0 && l.indent+step <= before.indent && group[start].indent >= l.indent+step && strings.HasSuffix(strings.TrimRight(group[start-1].text, "-—"), ":")
	return below || after
}

// isNarrowProse says that the lines are long, and that each but the first begins small: a quotation in a measure of its own,
// and not verse.
func isNarrowProse(group []line) bool {
	const shortest = 60 // characters
	for i, l := range group {
		first, _ := utf8.DecodeRuneInString(l.text)
		if i > 0 && !unicode.IsLower(first) || i+1 < len(group) && utf8.RuneCountInString(l.text) < shortest {
			return false
		}
	}
	return true
}

// setApart says that all the lines are indented, the first no more than a paragraph's first line would be.
func setApart(group []line, at layout) bool {
	least := group[0].indent
	for _, l := range group[1:] {
		least = min(least, l.indent)
	}
	return least >= at.margin+2 && (len(group) > 1 || least >= at.margin+4)
}

// isVerse says that the lines are short and begin like verse; an address or a title page is rarely so long.
func isVerse(group []line, at layout) bool {
	isLong := func(l line) bool { return utf8.RuneCountInString(l.text) > at.width*8/10 }
	return !slices.ContainsFunc(group, isLong) && (group[0].indent > at.margin || len(group) >= 4)
}

func isQuoted(group []line) bool {
	return !slices.ContainsFunc(group, func(l line) bool { return !strings.HasPrefix(l.text, ">") })
}

func (v vocabulary) quotedBlock(group []line) *block {
	inner := make([]line, 0, len(group))
	for _, l := range group {
		l.text = strings.TrimLeft(l.text, "> ") // a quotation in a quotation is one
		if l.text != "" {
			inner = append(inner, l)
		}
	}
	if len(inner) == 0 {
		return v.newBlock(separator, group)
	}
	return v.newBlock(quote, inner)
}

// barred gives the lines of a block of lines as Markdown writes it, each behind a bar, or nil.
func barred(group []line) []line {
	if len(group) < 2 {
		return nil
	}
	var lines []line
	for _, l := range group {
		words, found := strings.CutPrefix(l.text, "| ")
		if !found || strings.HasSuffix(words, "|") {
			return nil
		}
		l.text = strings.TrimLeft(words, " ")
		l.indent += len(words) - len(l.text)
		lines = append(lines, l)
	}
	return lines
}

var delimiterRow = pattern(`^\|?[ :-]*-[ :-]*\|[ :|-]*$`)

// isPipeTable says that the lines are a table as Markdown writes it.
func isPipeTable(group []line) bool {
	return len(group) > 1 && strings.Contains(group[0].text, "|") && delimiterRow().MatchString(group[1].text)
}

// isTable says that most lines are set in columns.
func isTable(group []line) bool {
	columns := 0
	first, second, _ := strings.Cut(group[0].text, "   ")
	column := group[0].indent + utf8.RuneCountInString(first) + 3 + len(second) - len(strings.TrimLeft(second, " "))
	for i, l := range group {
		if i > 0 && second != "" && l.indent == column || strings.Contains(l.text, "   ") || strings.Count(l.text, "|") >= 2 || strings.Contains(l.text, ". . . .") || strings.Contains(l.text, ".....") {
			columns++
		}
	}
	return columns*3 >= len(group)*2
}

// linesBlock keeps the lines as they stand: verse, tables.
func (v vocabulary) linesBlock(k kind, group []line) *block {
	b := &block{kind: k, raw: group, page: group[0].page}
	least := group[0].indent
	for _, l := range group {
		least = min(least, l.indent)
	}
	var text strings.Builder
	for i, l := range group {
		if i > 0 {
			text.WriteByte('\n')
		}
		b.starts = append(b.starts, lineStart{text.Len(), l.number})
		text.WriteString(strings.Repeat(" ", min(l.indent-least, 40)))
		text.WriteString(l.text)
	}
	b.text = text.String()
	if k == verse {
		b.resolveTags()
	}
	return b
}
