package export

import (
	"io"
	"strings"

	"glossator/generator/edition"
)

const teiNamespace = "http://www.tei-c.org/ns/1.0"

// TEI writes one essay as a TEI P5 document: header, text with its passages numbered as on its page, notes where
// they are first called, and a standOff with the sources, terms, names, events and annotations that it uses.
// Identifiers are the essay's id, a stop, and the passage's: "leem-pact.p12", so that essays can stand in a corpus.
func TEI(w io.Writer, in Input, essay *edition.Essay) error {
	t := &tei{in: in, xml: &xmlWriter{}}
	t.xml.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	t.document(essay, true)
	t.xml.line()
	_, err := io.WriteString(w, t.xml.String())
	return err
}

// TEICorpus writes the whole edition as one teiCorpus: its own header, the apparatus once, then each essay.
func TEICorpus(w io.Writer, in Input) error {
	t := &tei{in: in, xml: &xmlWriter{}}
	x := t.xml
	x.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	x.start("teiCorpus", "xmlns", teiNamespace, "xml:lang", in.Edition.Settings.Language)
	x.line()
	t.editionHeader()
	t.apparatus(usedAll(in.Edition), nil)
	for _, essay := range in.Edition.Essays {
		t.document(essay, false)
		x.line()
	}
	x.end()
	x.line()
	_, err := io.WriteString(w, x.String())
	return err
}

// tei writes TEI elements.
type tei struct {
	in      Input
	xml     *xmlWriter
	essay   *edition.Essay
	text    *edition.Text // the text being written
	written map[int]bool  // notes that stand in the text already
	prefix  string        // of identifiers: the essay's id and a stop
}

func (t *tei) document(essay *edition.Essay, alone bool) {
	t.essay, t.text, t.prefix, t.written = essay, essay.Text, essay.ID+".", map[int]bool{}
	x := t.xml
	namespace := ""
	if alone {
		namespace = teiNamespace
	}
	x.start("TEI", "xmlns", namespace, "xml:id", essay.ID, "xml:lang", essay.Language)
	x.line()
	t.essayHeader(essay)
	used := usedBy(t.in.Edition, essay)
	if !alone {
		used = used.annotationsOnly()
	}
	t.apparatus(used, essay)
	t.body(essay)
	x.end()
}

func (t *tei) editionHeader() {
	s := t.in.Edition.Settings
	x := t.xml
	x.start("teiHeader")
	x.start("fileDesc")
	x.start("titleStmt")
	x.element("title", s.Title)
	x.element("title", s.Subtitle, "type", "sub")
	t.editors()
	x.end()
	t.publication(s.License, s.Rights)
	x.start("sourceDesc")
	x.element("p", "Made from the edition's own files.")
	x.end()
	x.end()
	t.encoding()
	x.end()
	x.line()
}

func (t *tei) editors() {
	for _, e := range t.in.Edition.Settings.Editors {
		ref := ""
		if e.ORCID != "" {
			ref = "https://orcid.org/" + strings.TrimPrefix(e.ORCID, "https://orcid.org/")
		}
		t.xml.element("editor", plainMarkdown(e.Name), "ref", ref)
	}
}

func (t *tei) publication(license, rights string) {
	s := t.in.Edition.Settings
	x := t.xml
	x.start("editionStmt")
	x.element("edition", "Version "+orUnknown(s.Version))
	x.end()
	x.start("publicationStmt")
	x.element("publisher", orUnknown(firstOf(s.Publisher, s.Title)))
	if s.DOI != "" {
		x.element("idno", s.DOI, "type", "DOI")
	}
	x.element("date", s.Date, "when", isoDate(s.Date))
	x.start("availability")
	if license != "" {
		x.element("licence", license, "target", licenseAddress(license))
	}
	x.element("p", rights)
	if license == "" && rights == "" {
		x.element("p", "No licence is stated.")
	}
	x.end()
	x.end()
}

func (t *tei) encoding() {
	x := t.xml
	x.start("encodingDesc")
	x.start("appInfo")
	name, version, _ := strings.Cut(t.in.Generator, " ")
	x.start("application", "ident", name, "version", firstOf(version, "0"))
	x.element("label", t.in.Generator)
	x.end()
	x.end()
	x.end()
}

func (t *tei) essayHeader(essay *edition.Essay) {
	x := t.xml
	x.start("teiHeader")
	x.start("fileDesc")
	x.start("titleStmt")
	x.element("title", essay.Title)
	x.element("title", essay.Subtitle, "type", "sub")
	for _, a := range essay.Authors {
		x.start("author")
		x.element("name", plainMarkdown(a.Name))
		x.element("affiliation", a.Affiliation)
		x.element("idno", a.ORCID, "type", "ORCID")
		x.end()
	}
	t.editors()
	x.end()
	t.publication(firstOf(essay.License, t.in.Edition.Settings.License), essay.Rights)
	t.source(essay)
	x.end()
	t.encoding()
	t.profile(essay)
	x.end()
	x.line()
}

// source describes what the text goes back to, and what it is to it.
func (t *tei) source(essay *edition.Essay) {
	x := t.xml
	x.start("sourceDesc")
	if src := t.in.Edition.Source(essay.Original); src != nil {
		x.element("bibl", t.in.Entry(&src.Item), "type", essay.Relation.String())
	} else {
		x.element("p", "Published here first.")
	}
	x.end()
}

func (t *tei) profile(essay *edition.Essay) {
	x := t.xml
	f := t.in.Fragments(essay.Text)
	x.start("profileDesc")
	for _, a := range f.Abstracts {
		x.start("abstract", "xml:lang", a.Language)
		t.blocks(parse(a.HTML))
		x.end()
	}
	x.start("langUsage")
	x.element("language", essay.Language, "ident", essay.Language)
	x.end()
	if len(essay.Keywords) > 0 {
		x.start("textClass")
		x.start("keywords")
		for _, k := range essay.Keywords {
			x.element("term", k)
		}
		x.end()
		x.end()
	}
	x.end()
}

func (t *tei) body(essay *edition.Essay) {
	x := t.xml
	f := t.in.Fragments(essay.Text)
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
	x.end()
	x.end()
	x.line()
	t.divisions(f.Main)
	t.looseNotes()
	x.end()
}
