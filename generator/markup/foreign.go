package markup

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"glossator/generator/diagnostic"
)

// What other programs' Markdown has beyond Pandoc's is printed as it stands. Who comes from one is told at the place what to
// write here; as with slips, a backslash says that it is meant.

// foreignForm is one that begins with a sign. The expression reads from there to the end of the line.
type foreignForm struct {
	sign string
	form *regexp.Regexp
	code diagnostic.Code
	hint string
}

var foreignForms = []foreignForm{
	{"![[", regexp.MustCompile(`^!\[\[[^\[\]]{1,200}\]\]`), "no-embed", // Obsidian
		"a picture is ![what it shows](file.png); no text is shown within another, but a link leads to it: [words](essay:id#p12)"},
	{"[[", regexp.MustCompile(`^\[\[[^\[\]@^][^\[\]]{0,200}\]\]`), "no-link", // Obsidian and wikis
		`a link is [words](essay:id), [words](term:id), [words](name:id) or [words](https://…); brackets that are meant are \[[`},
	{"%%", regexp.MustCompile(`^%%(?:[^%]+%%|\s*$)`), "no-comment", // Obsidian
		`a comment is <!-- words -->; \%% is meant as it stands`},
	{"==", regexp.MustCompile(`^==[^\s=](?:[^=]{0,200}[^\s=])?==`), "no-mark", // Obsidian and others
		`no sign marks words with a colour; emphasis is *words*, and \== is meant as it stands`},
	{"^", regexp.MustCompile(`^\^[a-zA-Z0-9][a-zA-Z0-9-]*\s*$`), "no-attributes", // Obsidian's ids of blocks
		`a paragraph has a name of yours by {#name} at its end; \^ is meant as it stands`},
	{"{{", regexp.MustCompile(`^\{\{[<%]?\s*/?\s*[\w.]+`), "no-shortcode", shortcodeHint}, // Hugo, Quarto, Jekyll
	{"{%", regexp.MustCompile(`^\{%-?\s*\w+`), "no-shortcode", shortcodeHint},             // Jekyll, Quire
	{"{:", regexp.MustCompile(`^\{:[^{}]*\}`), "no-attributes", attributesHint},           // kramdown, in Jekyll
	{"**", regexp.MustCompile(`^\*\*`), "no-emphasis",
		`nothing ends these words: **words** has no blank within its signs, and stands in one paragraph; \** is meant as it stands`},
	{"$$", regexp.MustCompile(`^\$\$(?:[^$]+\$\$|\s*$)`), "no-formula", formulaHint},
	{"$", regexp.MustCompile(`^\$[^\s$](?:[^$]*[^\s$])?\$\B`), "no-formula", formulaHint},
}

const formulaHint = `formulas are not set: write their signs themselves, x², √2 or α, or show a picture; \$ is meant as it stands`

const shortcodeHint = `shortcodes of other programs mean nothing here: write what they stand for, a picture as ![what it shows](file.png), ` +
	`a citation as [@key, p. 3], a link as [words](essay:id); \{ is a brace that is meant`

// noForeign reports forms of other programs that begin among the words of a node.
func (c *collector) noForeign(n *ast.Text) {
	words := n.Segment.Value(c.fragment.source)
	if n.IsRaw() {
		return
	}
	for at := 0; at < len(words); at++ {
		next := bytes.IndexAny(words[at:], "![%=^{$*")
		if next < 0 {
			return
		}
		at += next
		at += c.foreign(n.Segment.Start + at)
	}
}

// foreign reports the form that begins at an offset, if one does, and returns how many bytes behind its first need no look.
func (c *collector) foreign(offset int) int {
	source := c.fragment.source
	if offset > 0 && source[offset-1] == '\\' {
		return 0
	}
	line, _, _ := bytes.Cut(source[offset:min(len(source), offset+maxGroup)], []byte("\n"))
	for _, f := range foreignForms {
		if !bytes.HasPrefix(line, []byte(f.sign)) {
			continue
		}
		found := f.form.Find(line)
		if found == nil || !f.stands(source, offset, found) {
			return len(f.sign) - 1
		}
		found = bytes.TrimSpace(found)
		c.report(diagnostic.Warning, offset, len(found), f.code, printed(found), f.hint)
		return len(found) - 1
	}
	return 0
}

// stands says whether what has the form may be meant so, by what is about it: a block's id follows a blank, and a formula has
// more than sums of money have.
func (f foreignForm) stands(source []byte, offset int, found []byte) bool {
	switch f.sign {
	case "**": // a name of which only the first letter is told ends with stars
		before, _ := utf8.DecodeLastRune(source[:offset])
		after, _ := utf8.DecodeRune(source[offset+len(found):])
		return unicode.IsLetter(after) && before != '*' && !unicode.IsLetter(before)
	case "^":
		return offset > 0 && (source[offset-1] == ' ' || source[offset-1] == '\n')
	case "$":
		return bytes.ContainsAny(found, `\^_={}`) || len(found) == len("$x$")
	}
	return true
}

const boxHint = "there are no boxes: write the words as a paragraph or as a quotation, > words; a remark of the editors is a note, [^ed:x]"

var callout = regexp.MustCompile(`^\[!\w+\][+-]?`)

// noCallout reports a quotation that is a box for Obsidian and GitHub: > [!note].
func (c *collector) noCallout(n ast.Node) {
	if n.Parent().Kind() != ast.KindBlockquote || n.PreviousSibling() != nil || n.Lines().Len() == 0 {
		return
	}
	line := n.Lines().At(0)
	if found := callout.Find(line.Value(c.fragment.source)); found != nil {
		c.report(diagnostic.Warning, line.Start, len(found), "no-callout", printed(found), boxHint+`; \[! is meant as it stands`)
	}
}

// noBox reports a div that is a box for Quarto, whose title is an attribute.
func (c *collector) noBox(n *divNode) {
	for _, class := range n.classes {
		if strings.HasPrefix(class, "callout-") {
			c.report(diagnostic.Warning, n.offset, n.width, "no-callout", fmt.Sprintf("%s makes no box, and a title in it is not printed", class), boxHint)
		}
	}
}

// notRun reports code that other programs run, or pass on as it is to LaTeX or HTML: ```{r}, ```{=latex}.
func (c *collector) notRun(n ast.Node) {
	fenced, ok := n.(*ast.FencedCodeBlock)
	if !ok || fenced.Info == nil {
		return
	}
	info := fenced.Info.Segment.Value(c.fragment.source)
	if bytes.HasPrefix(info, []byte("{")) && len(info) > 1 && info[1] != '.' && info[1] != '#' {
		c.report(diagnostic.Warning, fenced.Info.Segment.Start, len(info), "not-run", fmt.Sprintf("%s is not run, but shown as code", info),
			"write what comes of it in its place, a picture as ![what it shows](file.png); code that is to be shown begins with ```r")
	}
}
