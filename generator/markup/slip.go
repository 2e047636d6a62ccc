package markup

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// Slips are what was meant as markup and is none, for a blank too many or a bracket too few. They are printed as they
// stand, and are warnings: they may be meant so, which a backslash before them says.

var slipsKey, wordsKey = parser.NewContextKey(), parser.NewContextKey()

// slip notes one of width bytes at an offset.
func slip(pc parser.Context, offset, width int, code diagnostic.Code, message, hint string) {
	slips := pc.ComputeIfAbsent(slipsKey, func() any { return new([]fault) }).(*[]fault)
	*slips = append(*slips, fault{offset: offset, width: width, severity: diagnostic.Warning, code: code, message: message, hint: hint})
}

// printed says what becomes of a slip.
func printed(words []byte) string { return fmt.Sprintf("%s is printed as it stands", words) }

// bracketed is a word in brackets that looks like a source's key. Whether it is one is known when the text is linked.
type bracketed struct {
	word   string
	offset int
}

// noteKey notes the first word in brackets that looks like a key. Inner brackets are looked at by themselves.
func noteKey(g group, pc parser.Context) {
	if bytes.IndexByte(g.inner, '[') >= 0 {
		return
	}
	for at := 0; at < len(g.inner); {
		word := g.inner[at:]
		if end := bytes.IndexAny(word, " ,;\n"); end >= 0 {
			word = word[:end]
		}
		if looksLikeKey(string(word)) {
			words := pc.ComputeIfAbsent(wordsKey, func() any { return new([]bracketed) }).(*[]bracketed)
			*words = append(*words, bracketed{string(word), g.offset(at)})
			return
		}
		at += len(word) + 1
	}
}

// looksLikeKey says that a word could be a key as programs make them, of letters and then digits: okafor1998.
func looksLikeKey(word string) bool {
	digit := strings.IndexAny(word, "0123456789")
	if digit <= 0 {
		return false
	}
	_, n := readKey("@" + word)
	return n == len(word)+1
}

// reportNoted reports the limits that a fragment exceeds and its slips, and keeps words for the linking to judge.
func (c *collector) reportNoted(f *fragment) {
	outer := c.fragment
	c.fragment = f
	for _, x := range f.noted.faults {
		if x.code == "no-raised" && c.raisedBefore() {
			continue
		}
		c.report(x.severity, x.offset, x.width, x.code, x.message, x.hint)
	}
	for _, x := range f.noted.words {
		line, column := c.locate(x.offset)
		c.text.Bracketed = append(c.text.Bracketed, edition.Word{Text: x.word, Line: line, Column: column})
	}
	c.fragment = outer
}

// noCitation notes a bracket that begins with a key, as at the reader, and is no citation.
func noCitation(block text.Reader, closed bool, pc parser.Context) {
	line, segment := block.PeekLine()
	rest := bytes.TrimPrefix(line[1:min(len(line), maxKey)], []byte("-"))
	_, n := readKey(string(rest))
	if n == 0 {
		return
	}
	message, hint := "not every part of this citation names a source", "a semicolon parts citations, each with a key: [@one, p. 3; see @two]; other words follow a comma"
	if !closed {
		message, hint = "nothing closes this citation", unclosedHint
	}
	slip(pc, segment.Start, bytes.IndexByte(line, '@')+n, "no-citation", message, hint)
}

// noBlank notes a key that is joined to the citation before it, or to the Arabic "and", as a word of the language would be.
func noBlank(last ast.Node, before []byte, offset int, key []byte, pc parser.Context) {
	if _, cited := last.(*citationNode); cited {
		slip(pc, offset, len(key), "no-citation", printed(key), fmt.Sprintf(`a semicolon parts citations: [@one; @two]; what is no citation begins with \%s`, key))
	}
	if words, joined := bytes.CutSuffix(before, []byte("و")); joined && boundaryBefore(string(words[max(0, len(words)-utf8.UTFMax):])) {
		slip(pc, offset, len(key), "no-citation", printed(key), fmt.Sprintf("a citation begins behind a blank: و %s", key))
	}
}

// noSemicolon notes cites of a group with another key behind their own, which is printed with the words around it.
func noSemicolon(cites []cite, g group, pc parser.Context) {
	for _, c := range cites {
		at := strings.IndexByte(c.suffix, '@')
		if at < 0 || !boundaryBefore(c.suffix[:at]) || strings.HasSuffix(c.suffix[:at], `\`) {
			continue
		}
		if _, n := readKey(c.suffix[at:]); n > 0 {
			key := c.suffix[at : at+n]
			slip(pc, g.offset(bytes.Index(g.inner, []byte(key))), n, "no-citation", printed([]byte(key)), "a semicolon parts citations, each with its key: [@one, p. 3; @two]")
		}
	}
}

var unclosedHint = fmt.Sprintf("write ] at its end, in the same paragraph and %d bytes away at most; brackets in it come in pairs", maxGroup)

// noNote notes what stands at the reader and begins as a note's call, or as a note in place that nothing closes.
func noNote(block text.Reader, pc parser.Context) {
	line, segment := block.PeekLine()
	if bytes.HasPrefix(line, []byte("^[")) {
		slip(pc, segment.Start, len("^["), "no-note", "nothing closes this note", unclosedHint+"; a longer note is [^1] with [^1]: before it")
	} else if end := bytes.IndexByte(line[:min(len(line), maxGroup)], ']'); bytes.HasPrefix(line, []byte("[^")) && end > 0 {
		slip(pc, segment.Start, end+1, "no-note", printed(line[:end+1]), "a label is short and without blanks, [^1]; a note in place is ^[words]")
	}
}

const attributesHint = "write {#id .class lang=ko} right behind [words], or after a blank at the end of a paragraph or heading"

// looksLikeAttributes tells braces that were meant for attributes from others in a text.
func looksLikeAttributes(braces []byte) bool {
	s := bytes.TrimLeft(braces, "{ ")
	if string(braces) == "{-}" { // Pandoc's heading without a number
		return true
	}
	if key, _, found := bytes.Cut(s, []byte("=")); found {
		key = bytes.TrimRight(key, " ")
		return string(key) == "lang" || string(key) == "dir"
	}
	return len(s) > 1 && (s[0] == '#' || s[0] == '.') && unicode.IsLetter(rune(s[1])) && bytes.IndexByte(s, '\\') < 0
}

// attributesApart notes attributes behind a bracketed group that are none: a blank stands before them, or they cannot be read.
// The reader stands behind the group; at a block's end they are the block's.
func attributesApart(block text.Reader, pc parser.Context) {
	line, segment := block.PeekLine()
	braces := bytes.TrimLeft(line[:min(len(line), maxGroup)], " ")
	if len(braces) == 0 || braces[0] != '{' {
		return
	}
	end := bytes.IndexByte(braces, '}')
	if end < 0 || !looksLikeAttributes(braces[:end]) {
		return
	}
	start := bytes.IndexByte(line, '{')
	l, position := block.Position()
	block.Advance(start + end + 1)
	skipSpaces(block)
	last := block.Peek() == endOfBlock
	block.SetPosition(l, position)
	if !last || start == 0 {
		slip(pc, segment.Start+start, end+1, "no-attributes", printed(braces[:end+1]), attributesHint)
	}
}

// attributesJoined reports attributes right behind a link, an image or code, which have none.
func (c *collector) attributesJoined(n *ast.Text) {
	rest := c.fragment.source[n.Segment.Start:]
	if len(rest) == 0 || rest[0] != '{' || n.PreviousSibling() == nil || n.PreviousSibling().Kind() == ast.KindText {
		return
	}
	end := bytes.IndexByte(rest[:min(len(rest), maxGroup)], '}')
	if end < 0 {
		return
	}
	if _, ok := parseAttributes(string(rest[1:end])); ok {
		c.report(diagnostic.Warning, n.Segment.Start, end+1, "no-attributes", printed(rest[:end+1]),
			"links, images and code have no attributes; words have them in brackets: [words]{.class}")
	}
}

// noCharacter reports entities that name no character that a text can hold, among the words of a node.
func (c *collector) noCharacter(n *ast.Text, words []byte) {
	written := n.Segment.Value(c.fragment.source)
	if at := bytes.Index(written, []byte("&#")); at >= 0 && bytes.ContainsRune(words, utf8.RuneError) && !bytes.ContainsRune(written, utf8.RuneError) {
		c.report(diagnostic.Warning, n.Segment.Start+at, len(written)-at, "control-character", "a number here is that of a control character, and U+FFFD stands for it", "take it out")
	}
}

// noCaption reports a line that begins as Pandoc's caption of a table, or as its definition of the term in the line above.
func (c *collector) noCaption(n ast.Node) {
	for i := range n.Lines().Len() {
		if line := n.Lines().At(i); bytes.HasPrefix(line.Value(c.fragment.source), []byte(": ")) {
			c.report(diagnostic.Warning, line.Start, 1, "no-caption", "the colon is printed as it stands",
				"tables have no captions, and there are no lists of definitions; write either without the colon, as a paragraph or a list")
			return
		}
	}
}

// noHeading reports a paragraph that begins as a heading without the blank behind its signs.
func (c *collector) noHeading(n ast.Node) {
	if n.Lines().Len() == 0 {
		return
	}
	line := n.Lines().At(0)
	words := line.Value(c.fragment.source)
	rest := bytes.TrimLeft(words, "#")
	first, width := utf8.DecodeRune(rest)
	if signs := len(words) - len(rest); signs > 0 && signs <= 6 && (unicode.IsLetter(first) || isOtherBlank(first, width)) {
		c.report(diagnostic.Warning, line.Start, signs, "no-heading", printed(words[:signs]), "a heading has a blank behind its signs, and no other than that of the space bar: ## Words")
	}
}

// isOtherBlank says that a character of so many bytes is a blank that is none in markup: one without a break, or of another width.
func isOtherBlank(r rune, width int) bool { return width > 1 && unicode.IsSpace(r) }

// An item of a list as word processors copy it: with the sign that they print, one from a font of symbols, or with another blank.
var copiedItem = regexp.MustCompile(`^(?:[•◦▪‣\x{f0a7}\x{f0b7}]|(?:[-*+]|[0-9]{1,4}[.)])[\x{a0}\x{2000}-\x{200a}\x{202f}\x{3000}])`)

// noList reports a paragraph that begins as an item of a list that is none, or that has several. One with a number alone may be a
// day, 1.\u00a0September, behind which no line breaks.
func (c *collector) noList(n ast.Node) {
	for i, numbers := 0, 0; i < n.Lines().Len(); i++ {
		line := n.Lines().At(i)
		if first := c.fragment.source[line.Start]; first >= 'A' && first < utf8.RuneSelf { // as nearly all lines begin
			continue
		}
		found := copiedItem.Find(line.Value(c.fragment.source))
		if found == nil {
			continue
		}
		sign := bytes.TrimSpace(found)
		if digits := bytes.TrimRight(sign, ".)"); unicode.IsDigit(rune(sign[0])) {
			if string(digits) == strconv.Itoa(numbers+1) {
				numbers++
			}
			if numbers < 2 {
				continue
			}
		} else if i > 0 {
			continue
		}
		c.report(diagnostic.Warning, line.Start, len(sign), "no-list", printed(sign),
			`an item of a list begins with a hyphen, or a number and a stop, and the blank of the space bar: - words; \- is meant as it stands`)
		return
	}
}

// noTable reports a paragraph with lines that were meant as a table's rows: two between bars, or one that in a table is the second.
// Either may have other blanks than a table's.
func (c *collector) noTable(n ast.Node) {
	rows := 0
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		words := bytes.TrimSpace(line.Value(c.fragment.source))
		if len(words) > 1 && words[0] == '|' && words[len(words)-1] == '|' {
			rows++
		}
		ruled := i > 0 && bytes.IndexByte(words, '|') >= 0 && bytes.Contains(words, []byte("--")) && len(bytes.Trim(words, "|:- \t\u00a0")) == 0
		if ruled || rows > 1 {
			first := n.Lines().At(i - 1)
			c.report(diagnostic.Warning, first.Start, len(bytes.TrimSpace(first.Value(c.fragment.source))), "no-table", "this makes no table, and is printed as it stands",
				`behind a table's first line is one of hyphens, with as many columns and no blanks but those of the space bar: | --- | --- |; \| is meant as it stands`)
			return
		}
	}
}

// noTask reports an item of a list that begins with a box to tick.
func (c *collector) noTask(n ast.Node) {
	if n.Parent().Kind() != ast.KindListItem || n.PreviousSibling() != nil || n.Lines().Len() == 0 {
		return
	}
	line := n.Lines().At(0)
	words := line.Value(c.fragment.source)
	if len(words) > 3 && words[0] == '[' && bytes.IndexByte([]byte(" xX"), words[1]) >= 0 && words[2] == ']' && words[3] == ' ' {
		c.report(diagnostic.Warning, line.Start, 3, "no-task", printed(words[:3]), `lists have no boxes to tick; write ☐ or ☑, or \[ where it is meant as it stands`)
	}
}

// unclosedCode reports code that goes on to the end of the text, or of what it stands in, since nothing closes it.
func (c *collector) unclosedCode(n ast.Node) {
	if n.Kind() != ast.KindFencedCodeBlock || n.Lines().Len() == 0 {
		return
	}
	source := c.fragment.source
	rest := bytes.TrimLeft(source[n.Lines().At(n.Lines().Len()-1).Stop:], " \t>\n")
	if len(rest) > 0 && (rest[0] == '`' || rest[0] == '~') {
		return
	}
	end := max(0, bytes.LastIndexByte(source[:n.Lines().At(0).Start], '\n')) // of the line on which it begins
	fence := source[bytes.LastIndexByte(source[:end], '\n')+1 : end]
	fence = fence[max(0, bytes.IndexAny(fence, "`~")):]
	c.report(diagnostic.Warning, end-len(fence), len(fence), "unclosed-code", "nothing closes this code", "write its signs, ```, in a line of their own where it ends")
}

var openingTag = regexp.MustCompile(`^\s*<[a-zA-Z][^\s/>]*`)

// noHTML reports HTML that begins with a tag and is shown as text. What a tag has opened is closed without a word.
func (c *collector) noHTML(lines *text.Segments) {
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	if tag := openingTag.Find(first.Value(c.fragment.source)); tag != nil {
		word := bytes.TrimSpace(tag)
		c.report(diagnostic.Warning, first.Start+len(tag)-len(word), len(word), "no-html", fmt.Sprintf("the HTML %s> is printed as it stands", word),
			`write it in Markdown: *words*, [words]{.class}, | a | table |; \< is a sign that is meant`)
	}
}

// A command of LaTeX has its words in braces, and may have some in brackets before them: \cite[p. 3]{watt1974}.
var command = regexp.MustCompile(`^\\[a-zA-Z]+\*?(?:\[[^]\n]{0,99}\]){0,2}\{`)

// noCommand reports commands of LaTeX among the words of a node.
func (c *collector) noCommand(n *ast.Text) {
	source := c.fragment.source
	for at := n.Segment.Start; at < n.Segment.Stop && !n.IsRaw(); at++ {
		next := bytes.IndexByte(source[at:n.Segment.Stop], '\\')
		if next < 0 {
			return
		}
		at += next
		if found := command.Find(source[at:min(len(source), at+maxGroup)]); found != nil {
			c.report(diagnostic.Warning, at, len(found), "no-command", printed(found),
				`LaTeX's commands mean nothing here: a citation is [@key, p. 3], a note ^[words], emphasis *words*; \\ is a backslash that is meant`)
		}
		at++ // what a backslash escapes is none itself
	}
}

// maxRaised is how many bytes between two marks are looked at as what Pandoc would raise or lower.
const maxRaised = 24

// noRaised notes what stands at an offset between marks that raise and lower words for Pandoc: 12^v^, H~2~O.
func noRaised(line []byte, offset int, pc parser.Context) {
	end := 1 + bytes.IndexByte(line[1:min(len(line), maxRaised)], line[0])
	if end > 1 && bytes.IndexFunc(line[1:end], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0 {
		slip(pc, offset, end+1, "no-raised", printed(line[:end+1]), "no mark raises or lowers words; write such letters and digits themselves: 12ᵛ, m², H₂O, Mʳ; \\^ is meant as it stands")
	}
}

// raisedBefore counts words between signs that raise or lower them for Pandoc, and says whether there are some before these. Who has the
// habit has it all over, as in letters with M^r^ for Mr: one finding tells of all.
func (c *collector) raisedBefore() bool {
	if c.raised++; c.raised == 1 {
		c.firstRaised = len(c.diagnostics)
	}
	return c.raised > 1
}

// countRaised says in the finding about the first of them how many there are.
func (c *collector) countRaised() {
	if c.raised > 1 {
		c.diagnostics[c.firstRaised].Message += fmt.Sprintf(", and so is what else the text has between ^ or ~: %d in all", c.raised)
	}
}

// noLink notes a destination of ours behind brackets that are no link.
func noLink(block text.Reader, pc parser.Context) {
	line, segment := block.PeekLine()
	rest := bytes.TrimPrefix(line[:min(len(line), maxGroup)], []byte(" "))
	if len(rest) == 0 || rest[0] != '(' {
		return
	}
	scheme, _, found := bytes.Cut(rest[1:min(len(rest), len("(essay:"))], []byte(":"))
	if !found || schemes[string(scheme)] < toSource {
		return
	}
	end := bytes.IndexByte(rest, ')')
	if end < 0 {
		end = len(bytes.TrimRight(rest, "\n")) - 1
	}
	slip(pc, segment.Start+bytes.IndexByte(line, '('), end+1, "no-link", printed(rest[:end+1]),
		"a link is [words](term:id), without blanks before or in the parentheses, and without a link in the words; locators are cite:key?page=3")
}
