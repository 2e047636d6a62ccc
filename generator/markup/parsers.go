package markup

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// The parsers are safe for concurrent use. Priorities are goldmark's: lower comes first, and ours come before
// the link parser (200), which would take their brackets.
var (
	blocks  = newParser(allBlocks())
	inlines = newParser([]util.PrioritizedValue{util.Prioritized(parser.NewParagraphParser(), 1000)})
)

func newParser(blockParsers []util.PrioritizedValue) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(blockParsers...),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(noteCallParser{}, 110),
			util.Prioritized(citationParser{}, 120),
			util.Prioritized(spanParser{}, 130),
			util.Prioritized(linkParser{}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(emphasisParser{}, 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(definitionParser{}, 100),
			util.Prioritized(newTableParser(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
		),
	)
}

func allBlocks() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(container{parser.NewListParser()}, 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(container{noteDefinitionParser{}}, 650),
		util.Prioritized(container{divParser{}}, 660),
		util.Prioritized(lineBlockParser{}, 670),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(container{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
}
