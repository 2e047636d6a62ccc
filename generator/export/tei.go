package export

import (
	"errors"
	"io"
	"slices"
	"strings"

	"glossator/generator/edition"
	"glossator/generator/parallel"
)

const teiNamespace = "http://www.tei-c.org/ns/1.0"

// TEI writes the one essay of the input as a TEI P5 document: header, text with its passages numbered as on its page,
// notes where they are first called, and a standOff with the sources, terms, names, events and annotations that it
// uses. Identifiers are the essay's id, a stop, and the passage's: "leem-pact.p12", so that essays can stand in a
// corpus.
func TEI(w io.Writer, in Input) error {
	if len(in.Essays) != 1 {
		return errors.New("a TEI document is of one essay; of several, write a corpus")
	}
	t := newTEI(in)
	t.document(in.Essays[0], usedBy(&in), teiNamespace)
	t.xml.line()
	return t.xml.flush(w)
}

// TEICorpus writes the essays as one teiCorpus: its own header, the apparatus once, then each essay.
func TEICorpus(w io.Writer, in Input) error {
	t := newTEI(in)
	x := t.xml
	x.start("teiCorpus", "xmlns", teiNamespace, "xml:lang", in.Edition.Settings.Language)
	x.line()
	t.editionHeader()
	t.standOff(usedBy(&in), nil)
	if err := x.flush(w); err != nil {
		return err
	}
	for essays := range slices.Chunk(in.essays(), 64) { // as many as are in memory at once
		texts := make([]*xmlWriter, len(essays))
		parallel.Each(len(essays), func(i int) error {
			texts[i] = &xmlWriter{around: x.ids} // identifiers of another essay begin with its own
			(&tei{in: in, xml: texts[i]}).document(essays[i], used{}, "")
			texts[i].line()
			return nil
		})
		for _, text := range texts {
			if err := text.flush(w); err != nil {
				return err
			}
		}
	}
	x.endLine()
	return x.flush(w)
}

// tei writes TEI elements.
type tei struct {
	in        Input
	xml       *xmlWriter
	text      *edition.Text // the text being written
	fragments Fragments     // of the text
	written   map[int]bool  // notes that stand in the text already
	cited     map[int]bool  // citations that do
	prefix    string        // of identifiers: the essay's id and a stop
	marks     marks         // what annotations are about
	pieces    map[string][]string
}

func newTEI(in Input) *tei {
	x := &xmlWriter{}
	x.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	return &tei{in: in, xml: x}
}

// enter makes a text the one that is written.
func (t *tei) enter(text *edition.Text, prefix string) {
	t.text, t.prefix, t.fragments = text, prefix, t.in.Fragments(text)
	t.written, t.cited = map[int]bool{}, map[int]bool{}
}

func (t *tei) document(essay *edition.Essay, u used, namespace string) {
	t.enter(essay.Text, teiName(essay.ID)+".")
	t.marks, t.pieces = marks{annotations: essay.Annotations}, map[string][]string{}
	x := t.xml
	x.start("TEI", "xmlns", namespace, "xml:id", teiName(essay.ID), "xml:lang", essay.Language)
	x.line()
	t.essayHeader(essay)
	t.body(essay)
	t.standOff(u, essay)
	x.end()
}

func (t *tei) body(essay *edition.Essay) {
	x := t.xml
	f := t.fragments
	x.start("text")
	x.line()
	x.start("front")
	x.start("titlePage")
	x.start("docTitle")
	x.start("titlePart", "type", "main", "xml:id", t.prefix+"title")
	t.inlines(parse(f.Title))
	x.end()
	if len(f.Subtitle) > 0 {
		x.start("titlePart", "type", "sub")
		t.inlines(parse(f.Subtitle))
		x.end()
	}
	x.end()
	for _, a := range f.Authors {
		x.start("byline")
		x.start("docAuthor")
		t.inlines(parse(a))
		x.end()
		x.end()
	}
	t.day("docDate", essay.Date, "xml:lang", t.in.Edition.Settings.Language)
	x.end()
	x.endLine()
	t.divisions(f.Main)
	t.looseNotes()
	x.endLine()
}

// marks follows which annotations the words being written are about. HTML names an annotation at its first words
// only; further stretches nest in the order in which annotations begin.
type marks struct {
	annotations []*edition.Annotation
	open        []mark
	depth       int // of annotated spans within each other
}

// mark is an annotation that has begun, with the bytes of its quote that are still to come.
type mark struct {
	annotation *edition.Annotation
	rest       int
}

// enter is the annotation of a span, by its id when it has one.
func (m *marks) enter(id string) *edition.Annotation {
	m.depth++
	if id, begins := strings.CutPrefix(id, "at-"); begins {
		for _, a := range m.annotations {
			if a.ID == id {
				m.open = append(m.open, mark{a, int(a.Span.End - a.Span.Start)})
				return a
			}
		}
	}
	if m.depth <= len(m.open) {
		return m.open[m.depth-1].annotation
	}
	return nil
}

// leave ends a span; when it is the outermost, its words are behind all that are open.
func (m *marks) leave(words int) {
	m.depth--
	if m.depth == 0 {
		m.pass(words)
	}
}

// pass goes on by some bytes of a passage.
func (m *marks) pass(n int) {
	if m.depth > 0 {
		return
	}
	kept := m.open[:0]
	for _, o := range m.open {
		if o.rest -= n; o.rest > 0 {
			kept = append(kept, o)
		}
	}
	m.open = kept
}
