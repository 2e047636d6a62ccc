package markup

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Notes: [^label] calls one, "[^label]: …" with indented continuation gives its body, ^[…] is one in place. The
// label is the marker that the author printed; of a label with slashes only what follows the last is printed, so
// that numbers may start again ([^2/5]). Labels that begin with "ed:" are editors' notes.

var (
	kindNoteCall       = ast.NewNodeKind("NoteCall")
	kindNoteDefinition = ast.NewNodeKind("NoteDefinition")
)

// noteCall is a marker in the text. An inline note has no label, and its words.
type noteCall struct {
	ast.BaseInline
	label  string
	inline group
	offset int // in the fragment's source
	width  int
	nth    int // which call of its note this is, from 1; set when facts are collected
	note   int // index in Text.Notes, or −1 when there is no such note
}

func (n *noteCall) Kind() ast.NodeKind            { return kindNoteCall }
func (n *noteCall) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type noteDefinition struct {
	ast.BaseBlock
	label  string
	offset int
	parted bool // the last line was blank
}

func (n *noteDefinition) Kind() ast.NodeKind            { return kindNoteDefinition }
func (n *noteDefinition) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type noteCallParser struct{}

func (noteCallParser) Trigger() []byte { return []byte{'[', '^'} }

func (noteCallParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == '^' {
		noRaised(line, segment.Start, pc)
		return parseInlineNote(block, segment.Start, pc)
	}
	label, width := readNoteLabel(line)
	if width == 0 {
		noNote(block, pc)
		return nil
	}
	block.Advance(width)
	return &noteCall{label: label, offset: segment.Start, width: width, note: -1}
}

func parseInlineNote(block text.Reader, offset int, pc parser.Context) ast.Node {
	line, position := block.Position()
	block.Advance(1)
	if block.Peek() == '[' {
		g, closed := readGroup(block)
		if closed && len(bytes.TrimSpace(g.inner)) > 0 {
			return &noteCall{inline: g, offset: offset, width: 2, note: -1}
		}
		if block.SetPosition(line, position); !closed {
			noNote(block, pc)
		}
	}
	block.SetPosition(line, position)
	return nil
}

// readNoteLabel reads "[^label]" at the start of a line and returns the label and the bytes it takes, or 0.
func readNoteLabel(line []byte) (string, int) {
	if len(line) < 4 || line[0] != '[' || line[1] != '^' {
		return "", 0
	}
	end := bytes.IndexAny(line[:min(len(line), 200)], "] \t\n")
	if end < 3 || line[end] != ']' || bytes.ContainsAny(line[2:end], "[^") {
		return "", 0
	}
	label := strings.ReplaceAll(string(line[2:end]), "\\", "")
	if label == "" {
		return "", 0 // a label that is not there is an inline note's
	}
	return label, end + 1
}

type noteDefinitionParser struct{}

func (noteDefinitionParser) Trigger() []byte { return []byte{'['} }

func (noteDefinitionParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	label, width := readNoteLabel(line[at:])
	if width == 0 || at+width >= len(line) || line[at+width] != ':' {
		if width > 0 && bytes.HasPrefix(bytes.TrimLeft(line[at+width:], " "), []byte(":")) {
			slip(pc, segment.Start+at, width, "no-note", "this is no note, but the call of one", fmt.Sprintf("a note begins with [^%s]: without a blank", label))
		}
		return nil, parser.NoChildren
	}
	width += at + 1
	for width < len(line) && (line[width] == ' ' || line[width] == '\t') {
		width++
	}
	reader.Advance(width)
	return &noteDefinition{label: label, offset: segment.Start + at}, parser.HasChildren
}

func (noteDefinitionParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*noteDefinition)
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		n.parted = true
		return parser.Continue | parser.HasChildren
	}
	position, padding := util.IndentPosition(line, reader.LineOffset(), noteIndent)
	if position < 0 {
		if n.parted && line[0] == ' ' && !bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("[^")) {
			slip(pc, segment.Start, len(bytes.TrimRight(line, "\n")), "no-note", fmt.Sprintf("this is indented, and not part of the note [^%s] above", n.label),
				fmt.Sprintf("what belongs to a note is indented by %d blanks, what does not by none", noteIndent))
		}
		return parser.Close
	}
	n.parted = false
	reader.AdvanceAndSetPadding(position, padding)
	return parser.Continue | parser.HasChildren
}

// noteIndent is by how many blanks the blocks of a note are indented.
const noteIndent = 4

func (noteDefinitionParser) Close(ast.Node, text.Reader, parser.Context) {}

func (noteDefinitionParser) CanInterruptParagraph() bool { return true }

func (noteDefinitionParser) CanAcceptIndentedLine() bool { return false }

// printedMarker is what a label prints.
func printedMarker(label string) string { return label[strings.LastIndexByte(label, '/')+1:] }
