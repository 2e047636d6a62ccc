package transcribe

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a line of the file that holds words.
type line struct {
	text   string // without the space round it
	indent int    // characters of space before it
	number int    // in the file, from 1
	gap    int    // blank lines before it
	page   bool   // a page break stands before it
}

// splitLines returns the lines that hold words.
func splitLines(text string) []line {
	var lines []line
	number, gap, page := 0, 0, false
	for raw := range strings.SplitSeq(text, "\n") {
		number++
		before := len(lines)
		first := true
		for part := range strings.SplitSeq(raw, "\f") { // a page may end without the end of its last line
			page = page || !first
			first = false
			part = strings.TrimRightFunc(part, unicode.IsSpace)
			trimmed := strings.TrimLeftFunc(part, unicode.IsSpace)
			if trimmed == "" {
				continue
			}
			lines = append(lines, line{text: trimmed, indent: utf8.RuneCountInString(part[:len(part)-len(trimmed)]), number: number, gap: gap, page: page})
			gap, page = 0, false
		}
		if len(lines) == before {
			gap++
		}
	}
	return lines
}

// layout is how a text is set: whether its paragraphs are broken into lines, and how long those are.
type layout struct {
	wrapped  bool
	width    int  // of a full line, in characters
	margin   int  // the indent that most lines have
	indented bool // paragraphs begin with an indented line and have no blank line between them
	runOn    bool // paragraphs and headings have neither a blank line nor an indent between them
}

const longLine = 160 // characters; nobody breaks lines so late

// measure finds out how the text is set.
func measure(lines []line) layout {
	var lengths []int
	long, all := 0, 0
	indents := map[int]int{}
	for _, l := range lines {
		n := utf8.RuneCountInString(l.text)
		all += n
		if n > longLine {
			long += n
		}
		lengths = append(lengths, n+l.indent)
		indents[l.indent]++
	}
	if len(lines) == 0 || long*8 > all {
		return layout{width: longLine}
	}
	slices.Sort(lengths)
	at := layout{wrapped: true, width: max(30, lengths[len(lengths)*9/10])}
	for indent, n := range indents {
		if most := indents[at.margin]; n > most || n == most && indent < at.margin {
			at.margin = indent
		}
	}
	at.indented = hasIndentedParagraphs(lines, at)
	at.runOn = !at.indented && runsOn(lines, at)
	return at
}

// isSetRight says that the line stands at the right margin, as signatures do; a heading stands in the middle.
func (at layout) isSetRight(l line) bool {
	return at.wrapped && l.indent > at.width/3 && l.indent+utf8.RuneCountInString(l.text) > at.width*3/4
}

// hasIndentedParagraphs says that first lines of paragraphs are known by their indent alone.
func hasIndentedParagraphs(lines []line, at layout) bool {
	starts, breaks := 0, 0
	for i, l := range lines {
		if l.gap > 0 {
			breaks++
		} else if i > 0 && isFirstLine(lines, i, at) {
			starts++
		}
	}
	return starts >= 3 && starts*2 > breaks
}

// runsOn says that paragraphs must end within the groups of lines, as in texts that a program took out of a PDF: blank
// lines are rare, and many lines are full, yet others end sentences early.
func runsOn(lines []line, at layout) bool {
	breaks, full, ends := 0, 0, 0
	for i := range lines[:len(lines)-1] {
		next := lines[i+1]
		switch {
		case next.gap > 0 || next.page:
			breaks++
		case isFull(lines[i], next, at):
			full++
		default:
			ends += bit(endsClause(lines[i].text))
		}
	}
	return breaks*10 < len(lines) && full*10 >= len(lines)*3 && ends*30 > len(lines)
}

// isFirstLine says that the line is indented and its neighbours are not.
func isFirstLine(lines []line, i int, at layout) bool {
	step := lines[i].indent - at.margin
	if step < 1 || step > 10 || i == 0 || lines[i].gap > 0 {
		return false
	}
	next := i+1 == len(lines) || lines[i+1].gap > 0 || lines[i+1].indent <= at.margin
	return lines[i-1].indent < lines[i].indent && next
}

// groups cuts the lines at blank lines, and at page breaks.
func groups(lines []line) [][]line {
	var all [][]line
	start := 0
	for i := 1; i <= len(lines); i++ {
		if i == len(lines) || lines[i].gap > 0 || lines[i].page {
			all = append(all, lines[start:i])
			start = i
		}
	}
	return all
}

// isProse says that the lines are one paragraph broken for want of room, not lines of verse, a list or an address:
// the first word of most lines would not have fitted into the line before.
func isProse(lines []line, at layout) bool {
	full := 0
	width := at.width - max(0, lines[len(lines)-1].indent-at.margin)
	for i := range lines[:len(lines)-1] {
		word, _, _ := strings.Cut(lines[i+1].text, " ")
		if utf8.RuneCountInString(lines[i].text)+1+utf8.RuneCountInString(word) > width*8/10 {
			full++
		}
	}
	return full*10 >= (len(lines)-1)*6
}
