package site

import (
	"bytes"
	"html/template"

	"glossator/generator/edition"
	"glossator/generator/markup"
)

// Draft is what can be made of an essay before other texts are known. Its bytes are good until the next draft is made
// with it.
type Draft struct {
	Page    []byte // the essay's page without the links that lead to it
	Gap     int    // where in the page those stand
	Files   []DraftFile
	Remains []byte // for Remember
	bytes   []byte
	words   writer
	table   wordTable
}

// DraftFile is a file of an essay that depends on nothing but the essay.
type DraftFile struct {
	Path    string
	Content []byte
}

// gap stands in a page for what is not known yet. No text can hold it.
const gap = template.HTML("\x00")

// Draft makes an essay's draft, with what other pages want of the essay, whose words are not needed after it. It may be called
// from several goroutines, each with a draft of its own.
func (s *Site) Draft(d *Draft, x *edition.Essay, body *markup.Body) error {
	w := s.buffer()
	defer s.buffers.Put(w)
	b, err := s.essayPage(d.bytes[:0], x, s.essayText(w, x, body), gap)
	if err != nil {
		return err
	}
	d.Gap = bytes.IndexByte(b, 0)
	d.Page = append(b[:d.Gap], b[d.Gap+1:]...)
	d.words.b = d.words.b[:0]
	words := s.wordsOf(&d.words, x.Text)
	d.Files, d.bytes = d.Files[:0], d.Page
	for _, p := range s.essayPages(x) {
		if p.Kind == Essay {
			continue
		}
		from := len(d.bytes)
		if d.bytes, err = s.appendBeside(d.bytes, p, x, words); err != nil {
			return err
		}
		d.Files = append(d.Files, DraftFile{p.Path, d.bytes[from:]})
	}
	d.table.addPassages(words, numberPassages(x.Text).passages)
	d.Remains = s.appendRemains(d.Remains[:0], x, &d.table)
	s.citations.drop(x.Text)
	return nil
}

// appendBeside appends a file that lies beside an essay's page, given the essay's words.
func (s *Site) appendBeside(dst []byte, p Page, x *edition.Essay, words []string) ([]byte, error) {
	switch p.Kind {
	case SearchData:
		w := writer{dst}
		s.searchText(&w, x, words)
		return w.b, nil
	case Data:
		w := writer{dst}
		err := s.essayFile(&w, x, words)
		return w.b, err
	}
	return s.page(dst, p)
}

// LinkedFrom is what stands in the gap of a draft's page when all texts are linked.
func (s *Site) LinkedFrom(x *edition.Essay) []byte { return []byte(s.linkedFrom(x.Backlinks)) }
