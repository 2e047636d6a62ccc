package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Fenced divs: a line of three or more colons with attributes or one class opens a block, one of colons alone
// closes the innermost.

var kindDiv = ast.NewNodeKind("Div")

type divNode struct {
	ast.BaseBlock
	attributes
	closed        bool
	offset, width int // of the line that opens it
}

func (n *divNode) Kind() ast.NodeKind            { return kindDiv }
func (n *divNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type divParser struct{}

func (divParser) Trigger() []byte { return []byte{':'} }

func (divParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	colons, rest := fence(line)
	if colons < 3 {
		return nil, parser.NoChildren
	}
	offset, words := segment.Start+max(0, pc.BlockOffset()), bytes.TrimSpace(line)
	a, ok := parseFence(string(rest))
	if !ok {
		slip(pc, offset, len(words), "no-div", printed(words), "::: {.class} or ::: class opens a div, and ::: closes the one that is open")
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return &divNode{attributes: a, offset: offset, width: len(words)}, parser.HasChildren
}

// parseFence reads what stands behind the colons: attributes in braces, or a class.
func parseFence(s string) (attributes, bool) {
	if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") {
		return parseAttributes(s[1 : len(s)-1])
	}
	return attributes{classes: []string{s}}, isAttributeWord(s)
}

func (divParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*divNode)
	if n.closed {
		return parser.Close
	}
	line, _ := reader.PeekLine()
	if colons, rest := fence(line); colons >= 3 && len(rest) == 0 && innermost(n, pc) {
		n.closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// innermost says that no other div is open within n.
func innermost(n *divNode, pc parser.Context) bool {
	open := pc.OpenedBlocks()
	for i := len(open) - 1; i >= 0; i-- {
		if d, ok := open[i].Node.(*divNode); ok {
			return d == n
		}
	}
	return true
}

func (divParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	if n := node.(*divNode); !n.closed {
		slip(pc, n.offset, n.width, "unclosed-div", "nothing closes this div", "write ::: in a line of its own where it ends")
	}
}

func (divParser) CanInterruptParagraph() bool { return true }

func (divParser) CanAcceptIndentedLine() bool { return false }

// fence counts the colons at the start of a line and returns what follows them without white space and colons.
func fence(line []byte) (int, []byte) {
	line = bytes.TrimSpace(line)
	rest := bytes.TrimLeft(line, ":")
	return len(line) - len(rest), bytes.TrimSpace(bytes.TrimRight(rest, ":"))
}
