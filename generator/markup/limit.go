package markup

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"glossator/generator/diagnostic"
)

// Limits keep the time and memory that a text takes in proportion to its length, whatever is in it. What is beyond
// them is text, and an error; a text with too many marks is left out.
const (
	maxBlocks   = 100     // open blocks within each other: lists, their items, quotations, divs, notes
	workPerByte = 4       // how often open blocks may be asked whether a line goes on with them
	minWork     = 100_000 // the same, in a short text
	minCells    = 10_000  // of a table that its rows do not write; a longer table may have as many as it has bytes
	minMarks    = 250_000 // lines and marks, each of which may become a node or a passage
	minHolders  = 50_000  // lists, quotations, divs and notes, of which a line may begin many
	bytesToMark = 32      // a longer text may have one of these for so many bytes
)

// fault is a limit that a fragment goes beyond, or a slip in it.
type fault struct {
	offset, width int
	severity      diagnostic.Severity
	code          diagnostic.Code
	message, hint string
}

// noted is what the parsers say of a fragment beside its tree.
type noted struct {
	faults []fault
	words  []bracketed
}

var faultsKey = parser.NewContextKey()

// tooMuch notes that a limit is exceeded, each limit once.
func tooMuch(pc parser.Context, offset int, code diagnostic.Code, message, hint string) {
	faults, _ := pc.Get(faultsKey).([]fault)
	for _, f := range faults {
		if f.code == code {
			return
		}
	}
	pc.Set(faultsKey, append(faults, fault{offset: offset, width: 1, code: code, message: message, hint: hint}))
}

// parseWithin reads a fragment and says which limits it exceeds, and which slips are in it.
func parseWithin(p parser.Parser, markdown []byte) (ast.Node, noted) {
	pc := parser.NewContext()
	if end, limit := marksEnd(markdown); end < len(markdown) {
		tooMuch(pc, end, "too-many-marks", fmt.Sprintf("the text has too many lines, brackets and signs of emphasis, code and links; the limit is %d, and all of it is left out", limit),
			"split the text")
		markdown = nil
	}
	root := p.Parse(text.NewReader(markdown), parser.WithContext(pc))
	var n noted
	n.faults, _ = pc.Get(faultsKey).([]fault)
	if slips, ok := pc.Get(slipsKey).(*[]fault); ok {
		n.faults = append(n.faults, *slips...)
	}
	if words, ok := pc.Get(wordsKey).(*[]bracketed); ok {
		n.words = *words
	}
	return root, n
}

// isMark tells the bytes that end a line or may begin or end what is more than words.
var isMark = func() (marks [256]bool) {
	for _, b := range []byte("\n[]*_~`<^@|") {
		marks[b] = true
	}
	return marks
}()

// marksEnd is where a text has as many marks as it may have; a run of one sign is one mark, but of brackets and line ends.
func marksEnd(markdown []byte) (end, limit int) {
	limit = max(minMarks, len(markdown)/bytesToMark)
	if len(markdown) <= limit {
		return len(markdown), limit
	}
	marks, last := 0, byte(0)
	for i, b := range markdown {
		if isMark[b] && (b != last || b == '[' || b == ']' || b == '\n') {
			if marks++; marks > limit {
				return i, limit
			}
		}
		last = b
	}
	return len(markdown), limit
}

// container is a parser of blocks that hold others, to a depth. Its open blocks are asked about every line, so that
// many lines within many blocks are work too.
type container struct{ parser.BlockParser }

var workKey, blocksKey = parser.NewContextKey(), parser.NewContextKey()

func (p container) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, segment := reader.PeekLine()
	if len(pc.OpenedBlocks()) < maxBlocks {
		return p.openCounted(parent, reader, pc, segment.Start)
	}
	tooMuch(pc, segment.Start, "too-deep", fmt.Sprintf("lists, quotations, notes and divs are nested more than %d deep; the limit is %d", maxBlocks, maxBlocks),
		"put fewer of them into each other")
	return nil, parser.NoChildren
}

// openCounted opens a block if the text has not had too many. One line may open a hundred, and the next as many.
func (p container) openCounted(parent ast.Node, reader text.Reader, pc parser.Context, at int) (ast.Node, parser.State) {
	count := pc.ComputeIfAbsent(blocksKey, func() any { return new(int) }).(*int)
	if limit := max(minHolders, len(reader.Source())/bytesToMark); *count >= limit {
		tooMuch(pc, at, "too-many-blocks", fmt.Sprintf("the text has more than %d lists, quotations, notes and divs; the limit is %d", limit, limit), "split the text")
		return nil, parser.NoChildren
	}
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		*count++
	}
	return node, state
}

func (p container) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	work := pc.ComputeIfAbsent(workKey, func() any { return new(int) }).(*int)
	if *work++; *work > minWork && *work > workPerByte*len(reader.Source()) {
		_, segment := reader.PeekLine()
		tooMuch(pc, segment.Start, "too-many-lines", fmt.Sprintf("lists and quotations within each other go on for too many lines; the limit is %d for each byte of the text", workPerByte),
			"end them, or put fewer of them into each other")
		return parser.Close
	}
	return p.BlockParser.Continue(node, reader, pc)
}

// tableParser reads tables, except those that would have far more cells than are written.
type tableParser struct{ parser.ParagraphTransformer }

func newTableParser() parser.ParagraphTransformer {
	return tableParser{extension.NewTableParagraphTransformer()}
}

func (p tableParser) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	columns, size := 0, 0
	for i := range lines.Len() {
		segment := lines.At(i)
		line := segment.Value(reader.Source())
		size += len(line)
		if i > 0 && len(bytes.TrimLeft(line, "|-: \t\r\n")) == 0 {
			columns = max(columns, bytes.Count(line, []byte("|"))+1)
		}
	}
	if columns*lines.Len() > max(minCells, size) {
		tooMuch(pc, lines.At(0).Start, "too-many-cells", fmt.Sprintf("a table of %d columns and %d lines has far more cells than are written; the limit is %d", columns, lines.Len(), max(minCells, size)),
			"write all cells of a row, or fewer columns")
		return
	}
	if columns > 0 {
		parent, before := node.Parent(), node.PreviousSibling()
		p.ParagraphTransformer.Transform(node, reader, pc)
		checkRows(tableAfter(parent, before, node), reader.Source(), pc)
	}
}
