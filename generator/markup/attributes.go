package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// attributes are {#id .class key=value}. Of the keys only lang and dir mean something; others are dropped.
type attributes struct {
	id      string
	classes []string
	lang    string
	dir     string
}

func (a attributes) has(class string) bool {
	for _, c := range a.classes {
		if c == class {
			return true
		}
	}
	return false
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
		case pair && key == "lang" && isAttributeWord(value):
			a.lang = value
		case pair && key == "dir" && (value == "ltr" || value == "rtl"):
			a.dir = value
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

// trailingAttributes cuts attributes from the end of a heading's or paragraph's words and returns them.
func trailingAttributes(block ast.Node, source []byte) (attributes, bool) {
	last, ok := block.LastChild().(*ast.Text)
	if !ok || last.IsRaw() {
		return attributes{}, false
	}
	words := bytes.TrimRight(last.Segment.Value(source), " \t\r\n")
	if len(words) == 0 || words[len(words)-1] != '}' || bytes.HasSuffix(words, []byte(`\}`)) {
		return attributes{}, false
	}
	open := bytes.LastIndexByte(words, '{')
	if open < 0 || open > 0 && words[open-1] != ' ' || open == 0 && !startsLine(last) {
		return attributes{}, false
	}
	a, ok := parseAttributes(string(words[open+1 : len(words)-1]))
	if !ok {
		return a, false
	}
	rest := bytes.TrimRight(words[:open], " \t")
	last.Segment = last.Segment.WithStop(last.Segment.Start + len(rest))
	if len(rest) == 0 {
		dropLast(block, last)
	}
	return a, true
}

// startsLine says that nothing stands before the words on their line.
func startsLine(t *ast.Text) bool {
	before, isText := t.PreviousSibling().(*ast.Text)
	return t.PreviousSibling() == nil || isText && (before.SoftLineBreak() || before.HardLineBreak())
}

func dropLast(block ast.Node, last *ast.Text) {
	if before, ok := last.PreviousSibling().(*ast.Text); ok {
		before.SetSoftLineBreak(false)
		before.SetHardLineBreak(false)
	}
	block.RemoveChild(block, last)
}
