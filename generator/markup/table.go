package markup

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
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

// reportLostCells reports the cells for which a table has no column: they are not printed.
func reportLostCells(table *east.Table, source []byte, pc parser.Context) {
	if table == nil {
		return
	}
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		last := row.LastChild()
		if last == nil || last.Lines().Len() == 0 {
			continue
		}
		start := last.Lines().At(0).Stop
		line, _, _ := bytes.Cut(source[start:], []byte("\n"))
		words := bytes.TrimLeft(line, "| \t")
		if lost := bytes.TrimRight(words, "| \t"); len(lost) > 0 {
			faults, _ := pc.Get(faultsKey).([]fault)
			pc.Set(faultsKey, append(faults, fault{offset: start + len(line) - len(words), width: len(lost), code: "lost-cell",
				message: fmt.Sprintf("the table has no column for %q", lost),
				hint:    `write a column more in its first two lines; a bar that is no border is \|, also in code`}))
		}
	}
}
