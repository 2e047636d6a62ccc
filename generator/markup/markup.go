// Package markup reads and writes essays: Markdown into a body with its facts, and a resolved body into HTML.
//
// The Markdown is CommonMark with tables and struck-out text, read by goldmark, and what Pandoc's users know:
// citations ([@watt1974, p. 158]), notes ([^1], ^[inline]), attributes ({#id .class lang=ko}) on headings,
// paragraphs and bracketed spans, fenced divs (:::) and line blocks (|). Links with the schemes cite:, term:,
// name:, event: and essay: are references. Each of these is an extension in a file of its own.
//
// [Parse] gives a [Body]: the syntax tree, and an edition.Text with passages, notes, citations, hand-made
// mentions and links. Package crosslink then resolves those in place and adds the mentions that it finds;
// [Body.Render] writes HTML with what has been resolved. A Body is read-only after that.
package markup

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// Input is a piece of Markdown: a whole file from an offset on, or the value of a field.
type Input struct {
	Owner    edition.Owner
	Language string // BCP 47
	File     string // for editors
	Markdown []byte
	Offset   int                 // where the text begins in Markdown, after front matter
	At       diagnostic.Position // where a field's value begins; zero when Markdown is the file
	Front    *Front              // of an essay
	RawHTML  bool                // HTML in the text is passed through; else it is shown as text
}

// Front is what an essay's front matter adds to its text. Title, subtitle and the authors' names may call notes.
type Front struct {
	Title, Subtitle string
	Authors         []edition.Person
	Abstracts       []edition.Abstract
	At              diagnostic.Position
}

// Body is a parsed text.
type Body struct {
	Text *edition.Text

	rawHTML   bool
	title     *fragment
	subtitle  *fragment
	authors   []*fragment
	abstracts []abstract
	main      *fragment
	notes     []*fragment // beside Text.Notes
	leaves    map[ast.Node]leaf
	attrs     map[ast.Node]attributes
	links     map[ast.Node]*linkFact
	captions  map[ast.Node]*fragment // by image
}

// fragment is a syntax tree with the source that its segments point into.
type fragment struct {
	root   ast.Node
	source []byte
	shift  int                 // what to add to an offset for one in the file
	at     diagnostic.Position // where it stands when its offsets do not map to the file
	lines  *diagnostic.Source  // what shifted offsets are in, when its lines are those of the file from at on
	inline bool
	noted  noted
}

type abstract struct {
	language string
	fragment *fragment
}

// leaf says where a block of words stands in its passage's text.
type leaf struct {
	passage int32
	start   int32
}

// Parse reads the Markdown. What is wrong with it is reported, and shown as the text that it is.
func Parse(in Input) (*Body, diagnostic.List) {
	c := newCollector(in)
	if in.At.Line == 0 {
		c.diagnostics = c.source.Controls(in.Offset)
	}
	markdown := in.Markdown[in.Offset:]
	main := parseBlocks(markdown, in.At)
	main.shift = in.Offset
	c.body.main = main
	c.reportNoted(main)
	c.definitions(main) // first, since front matter may call them
	if in.Front != nil {
		c.front(in.Front)
	}
	c.blocks(main, edition.Body)
	c.notes()
	c.finish()
	return c.body, c.diagnostics
}

func parseBlocks(markdown []byte, at diagnostic.Position) *fragment {
	root, noted := parseWithin(blocks, markdown)
	belowTitle(root)
	return &fragment{root: root, source: markdown, at: at, noted: noted}
}

// belowTitle moves all headings one level down where some are of the first, which on a page is the title's alone: what "# Part"
// and "## Chapter" are to each other they stay.
func belowTitle(root ast.Node) {
	headings := headingsIn(nil, root)
	if !slices.ContainsFunc(headings, func(h *ast.Heading) bool { return h.Level == 1 }) {
		return
	}
	for _, h := range headings {
		h.Level = min(h.Level+1, 6)
	}
}

func headingsIn(list []*ast.Heading, block ast.Node) []*ast.Heading {
	for n := block.FirstChild(); n != nil && n.Type() == ast.TypeBlock; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			list = append(list, h)
		} else {
			list = headingsIn(list, n)
		}
	}
	return list
}

// parseInline reads one paragraph's worth of Markdown.
func parseInline(markdown string, at diagnostic.Position) *fragment {
	source := bytes.TrimSpace([]byte(markdown))
	root, noted := parseWithin(inlines, source)
	return &fragment{root: root, source: source, at: at, inline: true, noted: noted}
}
