package markup

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Definitions of link labels: [label]: destination "title", at the start of a paragraph.

// definitions are the labels of a text with what they stand for.
type definitions struct {
	links map[string]*ast.Link
	left  int // bytes of destinations and titles that labels may still become
}

// minExpansion is what labels may become in a short text; in a longer one it is as much as the text has.
const minExpansion = 100_000 // bytes

var definitionsKey = parser.NewContextKey()

func definitionsOf(pc parser.Context, source []byte) *definitions {
	return pc.ComputeIfAbsent(definitionsKey, func() any { return &definitions{left: max(minExpansion, len(source))} }).(*definitions)
}

// link is a link to what the label stands for, or nil.
func (d *definitions) link(label []byte, offset int, pc parser.Context) *ast.Link {
	if len(d.links) == 0 {
		return nil
	}
	to := d.links[util.ToLinkReference(label)]
	if to == nil {
		return nil
	}
	if d.left -= len(to.Destination) + len(to.Title); d.left < 0 {
		tooMuch(pc, offset, "too-many-references", fmt.Sprintf("the destinations of reference links come to more than the text has, or %d bytes", minExpansion),
			"write shorter destinations, or fewer links by label")
		return nil
	}
	link := ast.NewLink()
	link.Destination, link.Title = to.Destination, to.Title
	return link
}

// definitionParser takes definitions from the start of a paragraph.
type definitionParser struct{}

func (definitionParser) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	if !bytes.HasPrefix(bytes.TrimLeft(firstLine(lines, reader.Source()), " "), []byte("[")) {
		return
	}
	block := text.NewBlockReader(reader.Source(), lines)
	taken := 0
	for taken < lines.Len() && readDefinition(block, definitionsOf(pc, reader.Source())) {
		taken, _ = block.Position()
	}
	if taken == 0 {
		return
	}
	mark := ast.NewLinkReferenceDefinition(nil, nil, nil) // so that blank lines before it still part the items of a list
	mark.SetBlankPreviousLines(node.HasBlankPreviousLines())
	node.Parent().InsertBefore(node.Parent(), node, mark)
	if taken >= lines.Len() {
		node.Parent().RemoveChild(node.Parent(), node)
		return
	}
	rest := text.NewSegments()
	rest.AppendAll(lines.Sliced(taken, lines.Len()))
	node.SetLines(rest)
}

func firstLine(lines *text.Segments, source []byte) []byte {
	if lines.Len() == 0 {
		return nil
	}
	s := lines.At(0)
	return s.Value(source)
}

// readDefinition reads a definition with the line ends behind it. Where there is none the reader may be anywhere.
func readDefinition(block text.Reader, d *definitions) bool {
	skipSpaces(block)
	label, ok := readLinkLabel(block)
	if !ok || len(bytes.TrimSpace(label)) == 0 || block.Peek() != ':' {
		return false
	}
	block.Advance(1)
	skipSpaces(block)
	link := ast.NewLink()
	if link.Destination, ok = readDestination(block); !ok {
		return false
	}
	line, position := block.Position()
	if skipSpaces(block) > 0 {
		if title, ok := readTitle(block); ok && endOfLine(block) {
			link.Title = title
			d.add(label, link)
			return true
		}
	}
	block.SetPosition(line, position)
	if !endOfLine(block) {
		return false
	}
	d.add(label, link)
	return true
}

// endOfLine passes over what white space is left of the line, and its end; false when there is more.
func endOfLine(block text.Reader) bool {
	line, _ := block.PeekLine()
	if !util.IsBlank(line) {
		return false
	}
	block.AdvanceLine()
	return true
}

// add keeps the first definition of a label.
func (d *definitions) add(label []byte, link *ast.Link) {
	if d.links == nil {
		d.links = map[string]*ast.Link{}
	}
	key := util.ToLinkReference(label)
	if d.links[key] == nil {
		d.links[key] = link
	}
}
