package markup

import (
	"cmp"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// definition is a note's body and where it stands.
type definition struct {
	label    string
	fragment *fragment
	node     ast.Node // the blocks of the body
	offset   int
}

// definitions takes the bodies of notes out of the tree.
func (c *collector) definitions(f *fragment) {
	c.fragment = f
	var found []*noteDefinition
	ast.Walk(f.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if d, ok := n.(*noteDefinition); ok && entering {
			found = append(found, d)
		}
		if n.Type() == ast.TypeInline || n.Kind() == ast.KindParagraph {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	for _, d := range found {
		d.Parent().RemoveChild(d.Parent(), d)
		c.define(&definition{label: d.label, fragment: f, node: d, offset: d.offset})
	}
}

func (c *collector) define(d *definition) {
	if first := c.defined[d.label]; first != nil {
		finding := c.report(diagnostic.Error, d.offset, len(d.label)+3, "duplicate-note",
			fmt.Sprintf("the note [^%s] has two bodies", d.label), "give one of them another label")
		line, column := c.locate(first.offset)
		finding.Related = []diagnostic.Related{{At: diagnostic.Position{File: c.in.File, Line: int(line), Column: int(column)}, Message: "the first is here"}}
		return
	}
	c.defined[d.label] = d
	c.order = append(c.order, d)
}

// call reads the marker of a note. A note's body is read after the text, in the order of first calls.
func (c *collector) call(n *noteCall) {
	if !c.in.Owner.HasNotes() {
		c.report(diagnostic.Error, n.offset, n.width, "note-without-place", "a note within a definition, an entry or a remark is shown nowhere",
			"write its words into the sentence, or in brackets behind it")
		if n.inline.inner == nil && c.defined[n.label] == nil {
			return
		}
	}
	span := edition.Span{Passage: c.passage, Start: int32(len(c.words)), End: int32(len(c.words))}
	if n.inline.inner != nil {
		f := c.groupFragment(n.inline)
		n.note = c.addNote("", &definition{fragment: f, node: f.root, offset: n.offset})
	} else {
		d := c.defined[n.label]
		if d == nil {
			c.report(diagnostic.Error, n.offset, n.width, "note-without-body", fmt.Sprintf("the note [^%s] has no body", n.label),
				cmp.Or(c.nearestNote(n.label), fmt.Sprintf("add a paragraph that begins with [^%s]:", n.label)))
			return
		}
		index, known := c.numbers[n.label]
		if !known {
			index = c.addNote(n.label, d)
		}
		n.note = index
	}
	note := &c.text.Notes[n.note]
	note.Calls = append(note.Calls, span)
	n.nth = len(note.Calls)
	c.events[c.passage] = append(c.events[c.passage], event{cluster: -1, note: int32(n.note)})
}

// maxHints is how many labels of a text are compared with all others.
const maxHints = 100

func (c *collector) nearestNote(label string) string {
	if c.hints++; c.hints > maxHints {
		return ""
	}
	return diagnostic.Nearest(label, maps.Keys(c.defined))
}

func (c *collector) addNote(label string, d *definition) int {
	index := len(c.text.Notes)
	note := edition.Note{Label: label, Marker: printedMarker(label), Passage: -1}
	if strings.HasPrefix(label, "ed:") {
		note.Stream = edition.EditorStream
	}
	if label != "" {
		c.numbers[label] = index
	}
	outer := c.fragment
	if label != "" { // an inline note stands where it is called
		c.fragment = d.fragment
	}
	note.Line, _ = c.locate(d.offset)
	c.fragment = outer
	c.text.Notes = append(c.text.Notes, note)
	c.body.notes = append(c.body.notes, &fragment{root: d.node, source: d.fragment.source, shift: d.fragment.shift, at: d.fragment.at, lines: d.fragment.lines, inline: label == ""})
	return index
}

// notes reads the bodies of notes: those called, in the order of first calls, then those that nothing calls.
func (c *collector) notes() {
	done, next := 0, 0
	for {
		for ; done < len(c.text.Notes); done++ {
			c.readNote(done)
		}
		for ; next < len(c.order) && c.called(c.order[next]); next++ {
		}
		if next == len(c.order) {
			return
		}
		d := c.order[next]
		c.fragment = d.fragment
		c.report(diagnostic.Warning, d.offset, len(d.label)+3, "note-without-call", fmt.Sprintf("nothing calls the note [^%s]", d.label),
			fmt.Sprintf("write [^%s] where its marker stands in the text", d.label))
		c.addNote(d.label, d)
	}
}

func (c *collector) called(d *definition) bool {
	_, called := c.numbers[d.label]
	return called
}

func (c *collector) readNote(i int) {
	f := c.body.notes[i]
	label := c.text.Notes[i].Label
	c.fragment, c.region, c.note, c.section, c.language = f, edition.NoteRegion, int32(i), -1, c.in.Language
	if label == "" {
		c.text.Notes[i].Marker = c.freeNumber()
		label = c.text.Notes[i].Marker
	}
	c.open(edition.NoteBody, edition.NoteID(label), nil)
	c.text.Passages[c.passage].Line = c.text.Notes[i].Line
	c.text.Notes[i].Passage = c.passage
	if f.inline {
		c.leafInlines(f.root)
	} else {
		c.children(f.root, edition.NoteBody)
	}
	c.close()
	c.note = -1
}

// freeNumber is the marker of an inline note: the least number that no label has.
func (c *collector) freeNumber() string {
	for {
		c.free++
		s := strconv.Itoa(c.free)
		if _, taken := c.numbers[s]; !taken && c.defined[s] == nil {
			c.numbers[s] = -1
			return s
		}
	}
}
