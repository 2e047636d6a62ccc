package markup

import (
	"bytes"

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
	closed bool
}

func (n *divNode) Kind() ast.NodeKind            { return kindDiv }
func (n *divNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type divParser struct{}

func (divParser) Trigger() []byte { return []byte{':'} }

func (divParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	colons, rest := fence(line)
	if colons < 3 || len(rest) == 0 {
		return nil, parser.NoChildren
	}
	n := &divNode{}
	if rest[0] == '{' && rest[len(rest)-1] == '}' {
		a, ok := parseAttributes(string(rest[1 : len(rest)-1]))
		if !ok {
			return nil, parser.NoChildren
		}
		n.attributes = a
	} else if isAttributeWord(string(rest)) {
		n.classes = []string{string(rest)}
	} else {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return n, parser.HasChildren
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

func (divParser) Close(ast.Node, text.Reader, parser.Context) {}

func (divParser) CanInterruptParagraph() bool { return true }

func (divParser) CanAcceptIndentedLine() bool { return false }

// fence counts the colons at the start of a line and returns what follows them without white space and colons.
func fence(line []byte) (int, []byte) {
	line = bytes.TrimSpace(line)
	rest := bytes.TrimLeft(line, ":")
	return len(line) - len(rest), bytes.TrimSpace(bytes.TrimRight(rest, ":"))
}
