package transcribe

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sections makes headings of the blocks that are such. A style of headings counts only when the text bears it
// out: numbers that go on from 1, a long paragraph after a typographic one.
func (r *reading) sections() {
	styles := make([]headStyle, len(r.blocks))
	numbers := make([]int, len(r.blocks))
	contents := r.contents()
	for i, b := range r.blocks {
		if (b.kind == paragraph || b.kind == quote) && b.under == nil && !contents[i] {
			styles[i], numbers[i] = headStyleOf(b)
		}
		if isWeak(styles[i]) && r.layout.isSetRight(b.raw[0]) {
			styles[i] = noHead // a signature
		}
	}
	for i := range r.blocks {
		if (isWeak(styles[i]) || styles[i] > markdownHead && styles[i] != knownHead && endsSentence(r.blocks[i].text) && !(hasCapitals(r.blocks[i].text) && styles[i] == romanHead) && !isBareNumeral(r.blocks[i].text)) && (i < r.frontEnd || !r.standsAsHeading(i, styles)) {
			styles[i] = noHead
		}
	}
	for _, s := range []headStyle{romanHead, numberHead, letterHead} {
		dropBroken(styles, numbers, s)
	}
	r.setLevels(styles, numbers)
	r.joinChapterTitles()
	r.closeLevels()
}

// closeLevels leaves no depth out between a heading and the one above it.
func (r *reading) closeLevels() {
	last := 1
	for _, b := range r.blocks {
		if b.kind == heading {
			b.level = min(b.level, last+1)
			last = b.level
		}
	}
}

// isBareNumeral says that the block is a Roman number and no more, or a chapter's: "II.", "CHAPTER II."
func isBareNumeral(s string) bool {
	s = strings.TrimRight(s, ".")
	return romanValue(s) > 0 || s != "" && chapterLine().FindString(s) == s
}

func isWeak(s headStyle) bool { return s == titleHead || s == capitalHead || s == letterHead }

// contents makes items of the lines of a table of contents, which are headings only when they come again, and
// returns which blocks these are.
func (r *reading) contents() map[int]bool {
	listed := r.unheadedContents()
	for i, b := range r.blocks {
		r.leadsToPages(i, b)
		if b.kind == apart || topicOfHeading(b.text) != contentsTopic {
			continue
		}
		var seen []string
		for k := i + 1; k < len(r.blocks) && len(seen) < 300; k++ {
			next := r.blocks[k]
			if r.endsContents(next, seen) || r.blocks[k-1].kind == table && chapterLine().MatchString(next.text) {
				break
			}
			for entry := range strings.SplitSeq(next.text, "\n") {
				seen = append(seen, strings.TrimRight(letters(entry), "0123456789"))
			}
			if next.kind == paragraph || next.kind == quote {
				next.kind = bullet
				listed[k] = true
			}
		}
	}
	return listed
}

// leadsToPages tells the editors that a table of contents or an index is the printed book's.
func (r *reading) leadsToPages(i int, b *block) {
	t := topicOfHeading(b.text)
	if b.kind == apart || t != contentsTopic && t != indexTopic {
		return
	}
	lines, pages := 0, 0
	for _, next := range r.blocks[i+1 : min(len(r.blocks), i+20)] {
		for entry := range strings.SplitSeq(next.text, "\n") {
			lines++
			pages += bit(entryOfPages().MatchString(entry))
		}
		if pages >= fewestListed && pages*2 > lines {
			r.report.doubt("printed-pages", r.file, b.line(0), excerpt(b.text), "this list leads to the pages of the printed book; the edition makes its own contents and indexes: leave it out unless it is wanted as part of the text")
			return
		}
	}
}

// entryOfPages is a line that ends with the numbers of pages.
var entryOfPages = pattern(`[\pL)»”"].*?[ .,](?:[ivxlc]{1,6}|\d{1,4}[fn]*\.?)(?:[-–]\d{1,4})?[.,;]?$`)

const fewestListed = 3 // lines of a table of contents without a heading

// unheadedContents makes items of short lines before the text that all come again in it: a table of contents that no
// heading announces.
func (r *reading) unheadedContents() map[int]bool {
	listed := map[int]bool{}
	later := map[string]int{}
	key := func(b *block) string { return strings.TrimRight(letters(b.text), "0123456789") }
	for i, b := range r.blocks {
		if k := key(b); len(b.text) <= longestHeading && len(k) > 3 {
			later[k] = i
		}
	}
	var run []int
	for i, b := range r.blocks[:min(len(r.blocks), 60)] {
		if b.kind == apart || b.kind == noteBody {
			continue
		}
		if k := key(b); b.kind == paragraph && len(b.text) <= longestHeading && later[k] > i {
			run = append(run, i)
			continue
		}
		if len(run) >= fewestListed {
			break
		}
		run = nil
	}
	if len(run) < fewestListed || later[key(r.blocks[run[0]])] <= run[len(run)-1] {
		return listed
	}
	for _, i := range run {
		listed[i] = true
		r.blocks[i].kind = bullet
	}
	return listed
}

// endsContents says that the block is no line of the table of contents: it is a sentence, stands far from the lines
// before it, or repeats one of them, as a heading does.
func (r *reading) endsContents(b *block, seen []string) bool {
	n := utf8.RuneCountInString(b.text)
	if b.kind == verse || b.kind == table {
		return len(seen) > 0 && b.raw[0].gap > 2
	}
	if b.page && isBareNumeral(b.text) && romanValue(b.text) == 0 {
		return true // a chapter's page follows that of the contents
	}
	if n > frontLine || n > 60 && endsSentence(b.text) || b.kind == separator || len(seen) > 0 && b.raw[0].gap > 2 {
		return true
	}
	words := strings.TrimRight(letters(b.text), "0123456789")
	return len(words) > 3 && slices.ContainsFunc(seen, func(s string) bool { return strings.Contains(s, words) })
}

// standsAsHeading says that the block stands alone, and that text follows it.
func (r *reading) standsAsHeading(i int, styles []headStyle) bool {
	if i > 0 && r.blocks[i].raw[0].gap == 0 && !r.blocks[i].page || r.isOpen(i) {
		return false
	}
	for _, next := range r.blocks[i+1 : min(len(r.blocks), i+50)] {
		switch next.kind {
		case noteBody, separator, apart:
			continue
		case heading:
			return styles[i] == capitalHead
		case verse, quote, bullet, numbered, table, figure:
			if strings.HasSuffix(r.blocks[i].text, ":") {
				return false // it announces what follows
			}
		}
		if first, _ := utf8.DecodeRuneInString(next.text); unicode.IsLower(first) {
			return false
		}
		n := utf8.RuneCountInString(next.text)
		below := !r.layout.wrapped && next.raw[0].gap == 0 && r.blocks[i].raw[0].gap > 0 && n > 40 && endsSentence(next.text) && utf8.RuneCountInString(r.blocks[i].text) < 50
		long := (below || n > 100 || n > 70 && endsClause(next.text) && utf8.RuneCountInString(r.blocks[i].text) < 50) && next.text != r.blocks[i].text
		return long || (styles[i] == capitalHead || styles[i] == letterHead && n > 40 && endsSentence(next.text)) && next.kind == paragraph
	}
	return false
}

// isOpen says that the paragraph before the block ends in the middle of a sentence, so that the block goes on.
func (r *reading) isOpen(i int) bool {
	for k := i - 1; k >= max(0, i-50); k-- {
		switch b := r.blocks[k]; b.kind {
		case noteBody:
			continue
		case paragraph:
			return utf8.RuneCountInString(b.text) > longestHeading && !endsClause(b.text)
		}
		return false
	}
	return false
}

// dropBroken takes back a style of numbered headings unless its numbers go up from the first.
func dropBroken(styles []headStyle, numbers []int, style headStyle) {
	expected, seen, broken := 1, 0, 0
	for i, s := range styles {
		if s != style {
			continue
		}
		seen++
		if numbers[i] != expected && numbers[i] != 1 {
			broken++
		}
		expected = numbers[i] + 1
	}
	if seen >= 2 && broken*3 <= seen {
		return
	}
	for i, s := range styles {
		if s == style {
			styles[i] = noHead
		}
	}
}

// setLevels gives headings their depth: a style that first occurs under another is deeper than it.
func (r *reading) setLevels(styles []headStyle, numbers []int) {
	rank := ranks(styles)
	shallowest := 6
	for i, s := range styles {
		if s == markdownHead {
			shallowest = min(shallowest, numbers[i])
		}
	}
	for i, b := range r.blocks {
		s := styles[i]
		if s == noHead || b.kind == noteBody || b.kind == apart {
			continue
		}
		b.kind, b.level = heading, min(6, 2+rank[s])
		switch s {
		case deepHead:
			b.level = min(6, 2+rank[numberHead]+numbers[i]-1)
		case markdownHead:
			b.level = min(6, 2+numbers[i]-shallowest)
			b.cutMarkdownHead()
		case knownHead:
			b.level = 2
			b.appendix = topicOfHeading(b.text) == appendixTopic
		}
		b.trimHeading()
	}
}

// ranks returns for each style how many kinds of headings stand above it.
func ranks(styles []headStyle) map[headStyle]int {
	used := map[headStyle]bool{}
	for _, s := range styles {
		used[s] = true
	}
	rank := map[headStyle]int{}
	depth := 0
	for _, s := range []headStyle{chapterHead, romanHead, numberHead, letterHead} {
		if used[s] {
			rank[s] = depth
			depth++
		}
	}
	if !used[numberHead] {
		rank[numberHead] = depth
	}
	if used[deepHead] && depth == 0 {
		depth = 1
	}
	rank[capitalHead], rank[titleHead] = depth, depth
	if used[capitalHead] && used[titleHead] {
		rank[titleHead]++
	}
	return rank
}

// cutMarkdownHead drops the signs by which Markdown marks a heading.
func (b *block) cutMarkdownHead() {
	m := markdownLine().FindStringSubmatchIndex(b.text)
	if m != nil {
		b.cut([]span{{0, m[4]}, {m[5], len(b.text)}})
	}
}

// trimHeading drops what only typography put round a heading: stray asterisks, and type that is strong throughout.
func (b *block) trimHeading() {
	if n := len(b.text) - len(strings.TrimLeft(b.text, "*† ")); n > 0 && n < len(b.text) && !slices.ContainsFunc(b.calls(), func(m mark) bool { return m.start < n }) {
		b.cut([]span{{0, n}})
	}
	kept := b.marks[:0]
	for _, m := range b.marks {
		if whole := m.start == 0 && m.end >= len(b.text)-1; m.kind != strong && (m.kind != emphasised || !whole) {
			kept = append(kept, m)
		}
	}
	b.marks = kept
}

// joinChapterTitles puts "CHAPTER I" and the title in the line after it together.
func (r *reading) joinChapterTitles() {
	for i := 0; i+1 < len(r.blocks); i++ {
		b, next := r.blocks[i], r.blocks[i+1]
		bare := b.kind == heading && chapterLine().FindString(b.text+" ") != "" && len(strings.Fields(b.text)) <= 3
		if bare && next.kind == heading && next.raw[0].gap <= 3 && !isKnownHeading(next.text) && chapterLine().FindString(next.text) == "" {
			b.text += strings.Repeat(".", bit(!strings.HasSuffix(b.text, ".")))
			b.append(next, r.words)
			next.kind = apart
		}
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
