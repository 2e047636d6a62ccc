package markup

import (
	"fmt"
	"strconv"

	"github.com/yuin/goldmark/ast"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// isAddress says that an id has the form of the addresses of passages of that kind: p12, p12a, s3, a1.
func isAddress(id string, kind edition.PassageKind) bool {
	letter := byte('p')
	if kind == edition.Heading {
		letter = 's'
	}
	return id != "" && (id[0] == letter || id[0] == 'a') && edition.IsNumbered(id)
}

// name takes an id by which the editor calls a place, if it may be one: a passage, what begins with it, or words in it.
func (c *collector) name(id string, passage, line, column int32) {
	if edition.Reserved(c.in.Owner.Kind, id) {
		c.diagnostics = append(c.diagnostics, diagnostic.Diagnostic{
			Code: "reserved-id", Start: diagnostic.Position{File: c.in.File, Line: int(line), Column: int(column)},
			Message: fmt.Sprintf("the id %q is taken by addresses or by the page itself", id),
			Hint:    "give it another; {#p12} is for the end of a paragraph and {#s2} for that of a heading",
		})
		return
	}
	c.claim(id, line, column)
	c.text.Anchors = append(c.text.Anchors, edition.Anchor{ID: id, Passage: passage})
}

// refuseInNote reports the id of a block in a note, which has no address of its own.
func (c *collector) refuseInNote(id string, block ast.Node) {
	c.report(diagnostic.Error, blockOffset(block), 1, "id-in-note", fmt.Sprintf("the id %q has no place at the end of a note’s paragraph", id),
		"take it away; a note has its address by its label, and words in it one by [words]{#name}")
}

func (c *collector) taken(id string) bool {
	_, ok := c.ids[id]
	return ok
}

// claim takes an id that the editor gave; a second claim is an error.
func (c *collector) claim(id string, line, column int32) {
	at := diagnostic.Position{File: c.in.File, Line: int(line), Column: int(column)}
	if first, ok := c.ids[id]; ok {
		c.diagnostics = append(c.diagnostics, diagnostic.Diagnostic{
			Code: "duplicate-id", Start: at, Message: fmt.Sprintf("the id %q is used twice", id), Hint: "give one of them another id",
			Related: []diagnostic.Related{{At: first, Message: "the first is here"}},
		})
		return
	}
	c.ids[id] = at
}

// unique returns the id, with a number where it is taken.
func (c *collector) unique(id string) string {
	for base := id; c.taken(id); {
		c.suffix[base]++
		id = base + "-" + strconv.Itoa(c.suffix[base]+1)
	}
	c.ids[id] = diagnostic.Position{}
	return id
}
