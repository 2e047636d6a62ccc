package markup

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// attributes are {#id .class key=value}. Of the keys only lang and dir mean something; others are dropped.
type attributes struct {
	id      string
	classes []string
	lang    string
	dir     string
}

func (a attributes) has(class string) bool {
	return slices.Contains(a.classes, class)
}

// parseAttributes reads what stands between braces. It fails on anything that is no attribute.
func parseAttributes(s string) (attributes, bool) {
	var a attributes
	fields := strings.Fields(s)
	for _, f := range fields {
		key, value, pair := strings.Cut(f, "=")
		value = strings.Trim(value, `"'`)
		switch {
		case !isAttributeWord(strings.Trim(f, `#."'`+"=")) && !pair:
			return a, false
		case f[0] == '#':
			a.id = f[1:]
		case f[0] == '.':
			a.classes = append(a.classes, f[1:])
		case pair && key == "lang" && value != "":
			a.lang = value
		case pair && key == "dir" && (value == "ltr" || value == "rtl"):
			a.dir = value
		case key == "lang", key == "dir":
			return a, false
		case !pair || !isAttributeWord(key):
			return a, false
		}
	}
	return a, len(fields) > 0
}

func isAttributeWord(s string) bool {
	for _, r := range s {
		if r != '-' && r != '_' && r != ':' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return s != ""
}

// checkLanguage reports a language that an attribute at the offset names and nobody knows.
func (c *collector) checkLanguage(tag string, offset int) {
	if !edition.IsLanguage(tag) {
		c.report(diagnostic.Error, offset, 1, "bad-language", fmt.Sprintf("%q is no language tag", tag), "use BCP 47: en, en-GB, ko, sr-Latn")
	}
}

// trailingAttributes cuts attributes from the end of a heading's or paragraph's words and returns them.
func (c *collector) trailingAttributes(block ast.Node) (attributes, bool) {
	source := c.fragment.source
	last, ok := block.LastChild().(*ast.Text)
	if !ok || !bytes.HasSuffix(bytes.TrimRight(last.Segment.Value(source), " \t\r\n"), []byte("}")) {
		return attributes{}, false
	}
	line := lastLine(block)
	if len(line) == 0 {
		return attributes{}, false
	}
	start := line[0].Segment.Start
	words := bytes.TrimRight(source[start:line[len(line)-1].Segment.Stop], " \t\r\n")
	open := bytes.LastIndexByte(words, '{')
	if open < 0 || words[len(words)-1] != '}' || open == 0 && !startsLine(line[0]) && !followsFigure(line[0]) {
		return attributes{}, false
	}
	a, ok := parseAttributes(string(words[open+1 : len(words)-1]))
	if apart := open == 0 || words[open-1] == ' '; !ok || !apart {
		if (ok || apart) && looksLikeAttributes(words[open:]) && !(open > 0 && words[open-1] == '\\') {
			c.report(diagnostic.Warning, start+open, len(words)-open, "no-attributes", printed(words[open:]), attributesHint)
		}
		return attributes{}, false
	}
	cutFrom(block, line, start+len(bytes.TrimRight(words[:open], " \t")))
	if !block.HasChildren() {
		c.report(diagnostic.Warning, start, len(words), "no-attributes", fmt.Sprintf("%s stands alone and is left out", words), attributesHint)
	}
	return a, true
}

// lastLine are the text nodes at the end of a block that follow each other without a gap on its last line.
func lastLine(block ast.Node) []*ast.Text {
	var line []*ast.Text
	for n := block.LastChild(); n != nil; n = n.PreviousSibling() {
		t, ok := n.(*ast.Text)
		if !ok || t.IsRaw() || len(line) > 0 && (t.SoftLineBreak() || t.HardLineBreak() || t.Segment.Stop != line[len(line)-1].Segment.Start) {
			break
		}
		line = append(line, t)
	}
	slices.Reverse(line)
	return line
}

// startsLine says that nothing stands before the words on their line.
func startsLine(t *ast.Text) bool {
	before, isText := t.PreviousSibling().(*ast.Text)
	return t.PreviousSibling() == nil || isText && (before.SoftLineBreak() || before.HardLineBreak())
}

// followsFigure says that before the words there is an image and nothing else: what Pandoc's users join to it is the figure's.
func followsFigure(t *ast.Text) bool {
	image, isImage := t.PreviousSibling().(*ast.Image)
	return isImage && image.PreviousSibling() == nil
}

// cutFrom drops what stands behind the offset on the line. A line of which nothing is left goes, with the break
// before it.
func cutFrom(block ast.Node, line []*ast.Text, offset int) {
	for _, t := range line {
		switch {
		case t.Segment.Start >= offset:
			if before, ok := t.PreviousSibling().(*ast.Text); ok {
				before.SetSoftLineBreak(false)
				before.SetHardLineBreak(false)
			}
			block.RemoveChild(block, t)
		case t.Segment.Stop > offset:
			t.Segment = t.Segment.WithStop(offset)
		}
	}
}
