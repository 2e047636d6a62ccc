// Package transcribe turns raw texts (a scan, a text file, a word processor's document) into a content folder:
// essays with their notes and citations in the edition's Markdown, a bibliography, definitions for the glossary, and
// a report of whatever an editor must look at.
//
// [Gather] reads files, by way of pandoc where that is needed; [Read] understands them and does no I/O; [Into]
// writes the result into a folder and never overwrites what an editor has written. The [Report] of a result says
// what the importer is sure of, in figures, and lists its doubts with file, line, words and choices.
//
// A text is read on the evidence that it gives about itself. Lines become blocks (lines.go, columns.go, paragraphs.go),
// less the page's furniture (pages.go) and what archives add (cover.go, rights.go). Lists of works are taken out and
// understood (references.go, entry.go); the markers in the text and before the bodies of notes are matched, those that a
// scan has misread among them (markers.go, misread.go, match.go, notes.go); title, authors and abstracts are taken from
// the front (front.go, authors.go); what pages and notes have cut is joined again (join.go). Then citations are linked,
// first the works that notes describe (described.go), then whatever cites (citations.go and its neighbours), and it is
// all written (write.go). The pictures of a document are read beside what pandoc makes of it (pictures_held.go), and stand
// as single signs in its text while that is read (pictures.go); what it has beside its text is reported (asides.go). No
// letter of the author's is changed, and no word is lost: see the tests.
package transcribe

import (
	"path"
	"slices"
	"strings"

	"glossator/generator/edition"
)

// File is a file that is read, or one to be written. Names are slash-separated; those to be written are relative
// to the content folder.
type File struct {
	Name string
	Text []byte
}

// Result is what the texts give: the files of a content folder, and a report.
type Result struct {
	Files  []File
	Report Report
}

// Read understands the files: plain texts, Markdown, and the bibliographies beside them. It does no I/O.
func Read(files []File) Result {
	c := newCollection()
	for _, f := range files {
		if isBibliography(f.Name) {
			c.addBibliography(f)
		} else if isImage(f.Name) {
			c.images[path.Clean(f.Name)] = f
		} else if edition.IsMarkdown(f.Name) {
			c.expect(f)
		}
	}
	for _, f := range files {
		switch ext := strings.ToLower(path.Ext(f.Name)); {
		case isBibliography(f.Name), isImage(f.Name):
		case edition.IsMarkdown(f.Name):
			c.addMarkdown(f)
		case ext == ".txt" || ext == ".text" || ext == "" || ext == ".asc":
			c.addText(f)
		default:
			c.skip(f.Name, "files that end in "+ext+" are not read; save it as .txt, .md, .docx or .odt")
		}
	}
	return c.result()
}

func (c *collection) skip(name, why string) {
	c.report.Skipped = append(c.report.Skipped, Doubt{Kind: "not-read", File: name, Message: why})
}

// addText reads a plain text.
func (c *collection) addText(f File) {
	text := decode(f.Text)
	if strings.TrimSpace(text) == "" {
		c.skip(f.Name, "the file has no words")
		return
	}
	c.adopt(f.Name, read(f.Name, text, c.given), text)
}

// adopt takes a text that has been understood among the essays.
func (c *collection) adopt(name string, r *reading, text string) {
	r.id = c.essayID(r)
	r.report.ID = r.id
	r.report.Title = r.titleText()
	if r.title == nil {
		r.report.doubt("no-title", name, 1, excerpt(text), "no title was found; give the essay one in its front matter")
	}
	c.mergeWorks(r)
	c.readings = append(c.readings, r)
	c.report.Essays = append(c.report.Essays, r.report)
}

func (r *reading) titleText() string {
	if r.title == nil {
		return untitled
	}
	return r.title.text
}

// result writes everything.
func (c *collection) result() Result {
	var out Result
	for _, r := range c.readings {
		out.Files = append(out.Files, File{"essays/" + r.id + ".md", []byte(c.put(r.pictures, r.markdown(), r.report))})
		r.count()
	}
	out.Files = append(out.Files, c.markdownFiles...)
	out.Files = append(out.Files, c.shown...)
	if bib := c.bibliography(); bib != nil {
		out.Files = append(out.Files, File{"references.bib", c.withoutSigns(bib)})
	}
	if glossary := c.glossary(); glossary != "" {
		out.Files = append(out.Files, File{"glossary.yaml", c.withoutSigns([]byte(glossary))})
	}
	if len(c.readings)+len(c.markdownFiles) > 0 {
		out.Files = append(out.Files, File{"edition.yaml", []byte(c.editionYAML())})
	}
	for _, e := range c.report.Essays {
		if isConverted(e.File) {
			e.ofDocument()
		}
	}
	c.report.Candidates = c.candidates()
	out.Report = c.report
	return out
}

// count fills in the report's figures.
func (r *reading) count() {
	n := &r.report.Counts
	for _, b := range r.blocks {
		switch b.kind {
		case apart, noteBody, separator:
			continue
		case heading:
			n.Sections++
		default:
			n.Paragraphs++
		}
	}
	for _, note := range r.notes {
		if note.query == "" {
			n.Notes++
		} else {
			n.Unplaced++
		}
	}
	for _, c := range r.words {
		n.Words += c
	}
	for _, a := range r.abstracts {
		for _, b := range a.blocks {
			n.Citations += len(slices.DeleteFunc(slices.Clone(b.marks), func(m mark) bool { return m.work == nil }))
		}
	}
	n.Works = len(r.refs.list) + len(r.refs.unlisted)
	n.Terms = len(r.terms)
	r.eachBlock(func(b *block, _ *note) {
		for _, m := range b.marks {
			if m.work == nil {
				continue
			}
			n.Citations++
			if r.refs.lost[m.work.item.ID] {
				n.Unresolved++
			}
		}
	})
}

// eachBlock visits the blocks of the text in order, each followed by the bodies of the notes that it calls.
func (r *reading) eachBlock(visit func(*block, *note)) {
	done := map[*note]bool{}
	var walk func(b *block, in *note)
	walk = func(b *block, in *note) {
		visit(b, in)
		for _, m := range b.calls() {
			if n := m.call; !done[n] {
				done[n] = true
				for _, p := range n.body {
					walk(p, n)
				}
			}
		}
	}
	for _, a := range r.authors {
		walk(a.name, nil)
	}
	if r.title != nil {
		walk(r.title, nil)
	}
	for _, b := range r.blocks {
		if b.kind != apart && b.kind != noteBody {
			walk(b, nil)
		}
	}
	for _, n := range r.notes {
		if !done[n] {
			done[n] = true
			for _, p := range n.body {
				walk(p, n)
			}
		}
	}
}
