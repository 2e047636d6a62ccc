package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Line blocks: each line begins with "| " and is kept as a line, for verse and addresses.

var kindVerse = ast.NewNodeKind("Verse")

type verseNode struct{ ast.BaseBlock }

func (n *verseNode) Kind() ast.NodeKind            { return kindVerse }
func (n *verseNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type lineBlockParser struct{}

func (lineBlockParser) Trigger() []byte { return []byte{'|'} }

func (lineBlockParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	n := &verseNode{}
	if !addVerse(n, reader) {
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
	if !bytes.HasPrefix(words, []byte("| ")) || bytes.HasSuffix(words, []byte("|")) {
		return false
	}
	start := bytes.IndexByte(line, '|') + 2
	n.Lines().Append(segment.WithStart(segment.Start + start))
	reader.AdvanceToEOL()
	return true
}
