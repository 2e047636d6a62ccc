package markup

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"

	"glossator/generator/diagnostic"
)

// tableAfter returns the table that was made of a paragraph, or of its end; nil if none was. Of a paragraph that was a table
// only what stood before it is left.
func tableAfter(parent, before ast.Node, paragraph *ast.Paragraph) *east.Table {
	var next ast.Node
	switch {
	case paragraph.Parent() != nil:
		next = paragraph.NextSibling()
	case before != nil:
		next = before.NextSibling()
	default:
		next = parent.FirstChild()
	}
	table, _ := next.(*east.Table)
	return table
}

// checkRows reports the cells for which a table has no column, which are not printed, and last lines without a bar, which GitHub's
// rule makes rows: what was meant stands below the table.
func checkRows(table *east.Table, source []byte, pc parser.Context) {
	if table == nil {
		return
	}
	report := func(f fault) {
		faults, _ := pc.Get(faultsKey).([]fault)
		pc.Set(faultsKey, append(faults, f))
	}
	below := belowBars(table, source)
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		if row == below {
			words, start := rowLine(row, source)
			below = row.NextSibling()
			report(fault{offset: start, width: len(words), severity: diagnostic.Warning, code: "no-row",
				message: "this line has become a row of the table above it",
				hint:    "leave a line empty between them; a row has a bar; what names a table stands around it: ::: {#name} … :::"})
		}
		last := row.LastChild()
		if last == nil || last.Lines().Len() == 0 {
			continue
		}
		start := last.Lines().At(0).Stop
		line, _, _ := bytes.Cut(source[start:], []byte("\n"))
		words := bytes.TrimLeft(line, "| \t")
		if lost := bytes.TrimRight(words, "| \t"); len(lost) > 0 {
			report(fault{offset: start + len(line) - len(words), width: len(lost), code: "lost-cell",
				message: fmt.Sprintf("the table has no column for %q", lost),
				hint:    `write a column more in its first two lines; a bar that is no border is \|, also in code`})
		}
	}
}

// belowBars is the first of the last rows that have no bar; nil if there are none. Those of a single column need none: where no row
// has one, all are meant.
func belowBars(table *east.Table, source []byte) (first ast.Node) {
	row := table.LastChild()
	for ; row != nil; row = row.PreviousSibling() {
		words, _ := rowLine(row, source)
		if words = bytes.ReplaceAll(words, []byte(`\|`), nil); len(words) == 0 || bytes.IndexByte(words, '|') >= 0 {
			break
		}
		first = row
	}
	if len(table.Alignments) == 1 && row == table.FirstChild() {
		return nil
	}
	return first
}

// rowLine is the line that a row below the first is made of, without white space around it, and where it begins.
func rowLine(row ast.Node, source []byte) ([]byte, int) {
	first := row.FirstChild()
	if row.Kind() == east.KindTableHeader || first == nil || first.Lines().Len() == 0 {
		return nil, 0
	}
	at := first.Lines().At(0).Start
	start := bytes.LastIndexByte(source[:at], '\n') + 1
	line, _, _ := bytes.Cut(source[start:], []byte("\n"))
	words := bytes.TrimLeft(line, " \t>")
	return bytes.TrimRight(words, " \t"), start + len(line) - len(words)
}
