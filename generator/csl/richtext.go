package csl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many tags and quotation marks of a field are read as such; what follows is plain text. It bounds the time
// that pairing them takes.
const maxMarks = 500

// parseRichText reads a field's markup: <i> <b> <sup> <sub> <sc>, <span> with class "nocase" or "nodecor" or
// with small capitals, and quotation marks, straight or curly. What does not pair up is plain text. A straight
// single mark that is no quotation mark becomes an apostrophe.
func parseRichText(text string, l *Locale) *Node {
	if text == "" {
		return nil
	}
	const marks = "<\"'“”„‘’«»"
	if !strings.ContainsAny(text, marks) {
		return textNode(text)
	}
	p := &richParser{text: text, marks: marks, quotes: l.quoteMarks()}
	return p.node()
}

// RichText is a field with its tags. Quotation marks, and what is no tag, stay as they are.
func RichText(field string) *Node {
	p := &richParser{text: field, marks: "<"}
	return p.node()
}

// PlainText is a field without its tags.
func PlainText(field string) string {
	if !strings.Contains(field, "<") {
		return field
	}
	return RichText(field).PlainText()
}

type richParser struct {
	text   string
	at     int
	marks  string      // what begins a tag or a quotation
	quotes [][2]string // pairs besides the straight ones
	open   []*richFrame
}

func (p *richParser) node() *Node {
	p.open = []*richFrame{{}}
	for steps := 0; p.at < len(p.text) && steps < 2*maxMarks; steps++ { // a mark and the text before it
		p.step()
	}
	p.top().addText(p.text[p.at:])
	for len(p.open) > 1 {
		p.demote()
	}
	return p.open[0].node()
}

// richFrame is a tag or quotation that has been opened.
type richFrame struct {
	opener string // as written
	closer string // what would end it
	made   Node   // what it makes
	nodes  []*Node
}

func (f *richFrame) node() *Node {
	if len(f.nodes) == 1 && f.made.isZeroLook() {
		return f.nodes[0]
	}
	n := f.made
	n.Children = f.nodes
	return &n
}

func (n *Node) isZeroLook() bool {
	return n.Format == Format{} && !n.quoted && !n.noCase && !n.plain && n.Display == 0 && n.isContent()
}

func (f *richFrame) addText(s string) {
	if s == "" {
		return
	}
	if len(f.nodes) > 0 {
		if last := f.nodes[len(f.nodes)-1]; last.Children == nil && last.isZeroLook() {
			last.Text += s
			return
		}
	}
	f.nodes = append(f.nodes, textNode(s))
}

func (p *richParser) top() *richFrame { return p.open[len(p.open)-1] }

// step reads one tag, one quotation mark, or text up to the next of them.
func (p *richParser) step() {
	rest := p.text[p.at:]
	i := strings.IndexAny(rest, p.marks)
	if i < 0 {
		i = len(rest)
	}
	if i > 0 {
		p.top().addText(rest[:i])
		p.at += i
		return
	}
	if rest[0] == '<' {
		p.tag(rest)
		return
	}
	p.mark(rest)
}

func (p *richParser) tag(rest string) {
	end := strings.IndexByte(rest, '>')
	if end < 0 {
		p.literal("<")
		return
	}
	tag := rest[:end+1]
	if strings.HasPrefix(tag, "</") {
		if !p.close(tag) {
			p.literal(tag)
			return
		}
	} else if made, closer, ok := openTag(tag); ok {
		p.open = append(p.open, &richFrame{opener: tag, closer: closer, made: made})
	} else {
		p.literal("<")
		return
	}
	p.at += len(tag)
}

func (p *richParser) literal(s string) {
	p.top().addText(s)
	p.at += len(s)
}

var formatTags = map[string]Format{
	"<i>": {Style: Italic}, "<b>": {Weight: Bold}, "<sup>": {Align: Superscript}, "<sub>": {Align: Subscript}, "<sc>": {Variant: SmallCaps},
}

// openTag returns what a tag makes and the tag that ends it.
func openTag(tag string) (Node, string, bool) {
	if f, ok := formatTags[tag]; ok {
		return Node{Format: f}, "</" + tag[1:], true
	}
	if !strings.HasPrefix(tag, "<span") {
		return Node{}, "", false
	}
	attrs := strings.NewReplacer(" ", "", "'", `"`, ";", "").Replace(tag[5 : len(tag)-1])
	switch attrs {
	case `class="nocase"`:
		return Node{noCase: true}, "</span>", true
	case `class="nodecor"`:
		return Node{plain: true, noCase: true}, "</span>", true
	case `style="font-variant:small-caps"`:
		return Node{Format: Format{Variant: SmallCaps}}, "</span>", true
	}
	return Node{}, "", false
}

// close ends the innermost frame that the closer ends; what was opened within and not ended becomes plain text.
func (p *richParser) close(closer string) bool {
	for i := len(p.open) - 1; i > 0; i-- {
		if p.open[i].closer != closer {
			continue
		}
		for len(p.open) > i+1 {
			p.demote()
		}
		done := p.top()
		p.open = p.open[:i]
		p.top().nodes = append(p.top().nodes, done.node())
		return true
	}
	return false
}

// demote turns the innermost frame into plain text.
func (p *richParser) demote() {
	f := p.top()
	p.open = p.open[:len(p.open)-1]
	text := f.opener
	if text == "'" {
		text = "’"
	}
	p.top().addText(text)
	for _, n := range f.nodes {
		if n.Children == nil && n.isZeroLook() {
			p.top().addText(n.Text)
		} else {
			p.top().nodes = append(p.top().nodes, n)
		}
	}
}

// mark reads a quotation mark.
func (p *richParser) mark(rest string) {
	r, size := utf8.DecodeRuneInString(rest)
	mark := rest[:size]
	before, after := p.around(size)
	switch r {
	case '"', '\'':
		if word := elided(rest); word != "" && p.mayOpen(before) {
			p.top().addText(strings.ReplaceAll(word, "'", "’"))
			size = len(word)
			break
		}
		canClose := !isSpace(before) && !isWord(after)
		if canClose && p.close(mark) {
			break
		}
		if (p.mayOpen(before) || r == '"' && p.followsElision()) && after != 0 && !isSpace(after) && p.quoteDepth() < 8 {
			p.open = append(p.open, &richFrame{opener: mark, closer: mark, made: Node{quoted: true}})
			break
		}
		if r == '\'' {
			p.top().addText("’")
		} else {
			p.top().addText(mark)
		}
	default:
		p.curly(mark, strings.Contains("‘’", mark) && isWord(before) && isWord(after))
	}
	p.at += size
}

// curly reads a mark that tells by itself whether it opens or closes, or is an apostrophe within a word. Others may stand between two
// letters: behind an Arabic "and", which is written together with the next word, and before a German ending.
func (p *richParser) curly(mark string, within bool) {
	for _, pair := range p.quotes {
		if mark == pair[1] && !within && p.close(mark) {
			return
		}
	}
	for i, pair := range p.quotes {
		if mark == pair[0] && !within && (i < len(p.quotes)-1 || p.quoteDepth() > 0) {
			p.open = append(p.open, &richFrame{opener: mark, closer: pair[1], made: Node{quoted: true}})
			return
		}
	}
	p.top().addText(mark)
}

// mayOpen reports whether a straight mark after that character can open a quotation.
func (p *richParser) mayOpen(before rune) bool {
	if before == '"' || before == '\'' {
		top := p.top()
		return top.made.quoted && len(top.nodes) == 0
	}
	return isSpace(before) || strings.ContainsRune("([{-–—/“‘„«¿¡", before)
}

// elided is a word at the start of a text that an apostrophe begins, where a quotation could as well: '30s, or 'n' between
// two others. A year in marks of its own is quoted.
func elided(text string) string {
	if strings.HasPrefix(text, "'n' ") || strings.HasPrefix(text, "'N' ") {
		return text[:3]
	}
	word := strings.TrimPrefix(text, "'")
	digits := len(word) - len(strings.TrimLeft(word, "0123456789"))
	if len(word) == len(text) || digits != 2 {
		return ""
	}
	if strings.HasPrefix(word[2:], "s") {
		digits++
	}
	if next, _ := utf8.DecodeRuneInString(word[digits:]); isWord(next) || next == '\'' {
		return ""
	}
	return text[:1+digits]
}

// followsElision reports whether a letter and an apostrophe stand before: "l'", "d’".
func (p *richParser) followsElision() bool {
	for _, apostrophe := range []string{"'", "’"} {
		if word, ok := strings.CutSuffix(p.text[:p.at], apostrophe); ok {
			last, _ := utf8.DecodeLastRuneInString(word)
			return unicode.IsLetter(last)
		}
	}
	return false
}

func (p *richParser) quoteDepth() int {
	depth := 0
	for _, f := range p.open {
		if f.made.quoted {
			depth++
		}
	}
	return depth
}

// around returns the characters before and after the mark, tags passed over; 0 at the ends.
func (p *richParser) around(size int) (before, after rune) {
	left := p.text[:p.at]
	for strings.HasSuffix(left, ">") {
		i := strings.LastIndexByte(left, '<')
		if i < 0 {
			break
		}
		left = left[:i]
	}
	right := p.text[p.at+size:]
	for strings.HasPrefix(right, "<") {
		i := strings.IndexByte(right, '>')
		if i < 0 {
			break
		}
		right = right[i+1:]
	}
	if left != "" {
		before, _ = utf8.DecodeLastRuneInString(left)
	}
	if right != "" {
		after, _ = utf8.DecodeRuneInString(right)
	}
	return before, after
}

func isSpace(r rune) bool { return r == 0 || unicode.IsSpace(r) }

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// quoteMarks returns the pairs of quotation marks that fields of this language may use. The last pair is one only
// within another: by itself its closing mark is more often an apostrophe.
func (l *Locale) quoteMarks() [][2]string {
	pairs := [][2]string{{"“", "”"}, {"‘", "’"}}
	outer := [2]string{l.text("open-quote", longForm), l.text("close-quote", longForm)}
	if outer[0] != "" && outer[0] != `"` && utf8.RuneCountInString(outer[0]) == 1 && outer[1] != "" {
		pairs = append([][2]string{outer}, pairs...)
	}
	return pairs
}
