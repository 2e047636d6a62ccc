package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Line blocks: each line begins with "| " and is kept as a line, with its indentation, for verse and addresses. A bar alone is
// an empty line in one.

var kindVerse = ast.NewNodeKind("Verse")

type verseNode struct{ ast.BaseBlock }

func (n *verseNode) Kind() ast.NodeKind            { return kindVerse }
func (n *verseNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type lineBlockParser struct{}

func (lineBlockParser) Trigger() []byte { return []byte{'|'} }

func (lineBlockParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	n := &verseNode{}
	if line, _ := reader.PeekLine(); isEmptyVerse(line) || !addVerse(n, reader) {
		return nil, parser.NoChildren
	}
	return n, parser.NoChildren
}

func (lineBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	if !addVerse(node, reader) {
		return parser.Close
	}
	return parser.Continue | parser.NoChildren
}

func (lineBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

func (lineBlockParser) CanInterruptParagraph() bool { return false }

func (lineBlockParser) CanAcceptIndentedLine() bool { return false }

// addVerse adds the line to the block. A line that ends with a bar too belongs to a table.
func addVerse(n ast.Node, reader text.Reader) bool {
	line, segment := reader.PeekLine()
	words := bytes.TrimSpace(line)
	start := bytes.IndexByte(line, '|') + 1
	switch {
	case isEmptyVerse(line):
	case bytes.HasPrefix(words, []byte("| ")) && !bytes.HasSuffix(words, []byte("|")):
		start++
	default:
		return false
	}
	n.Lines().Append(segment.WithStart(segment.Start + start))
	reader.AdvanceToEOL()
	return true
}

func isEmptyVerse(line []byte) bool { return string(bytes.TrimSpace(line)) == "|" }

// indentation is how far the line of verse that the words begin is indented, in bytes.
func indentation(n *ast.Text, words []byte) int {
	if !startsLine(n) || n.PreviousSibling() == nil && n.Parent().Type() != ast.TypeBlock {
		return 0
	}
	return len(words) - len(bytes.TrimLeft(words, " \t"))
}

// noBreakSpaces are spaces that HTML keeps.
var noBreakSpaces = strings.NewReplacer(" ", "\u00a0", "\t", "\u00a0\u00a0\u00a0\u00a0")
