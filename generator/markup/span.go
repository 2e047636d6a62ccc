package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Bracketed spans: [정세]{lang=ko}, [small words]{.smallcaps}.

var kindSpan = ast.NewNodeKind("Span")

// spanNode holds words with attributes. They are a fragment of their own.
type spanNode struct {
	ast.BaseInline
	attributes
	fragment *fragment
	inner    group
}

func (n *spanNode) Kind() ast.NodeKind            { return kindSpan }
func (n *spanNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type spanParser struct{}

func (spanParser) Trigger() []byte { return []byte{'['} }

func (spanParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, position := block.Position()
	if g, ok := readGroup(block); ok {
		if rest, _ := block.PeekLine(); len(rest) > 0 && rest[0] == '{' {
			if end := bytes.IndexByte(rest[:min(len(rest), maxGroup)], '}'); end > 0 {
				if a, ok := parseAttributes(string(rest[1:end])); ok {
					block.Advance(end + 1)
					return &spanNode{attributes: a, inner: g}
				}
			}
		}
		attributesApart(block, pc)
	}
	block.SetPosition(line, position)
	return nil
}
