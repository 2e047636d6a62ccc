package site

import (
	"bytes"
	"html/template"

	"glossator/generator/edition"
	"glossator/generator/markup"
)

// Draft is what can be made of an essay before other texts are known: its page but for the links that lead to it, and
// all files beside it.
type Draft struct {
	Before, After []byte // the page, cut where the links from other texts stand
	Files         []DraftFile
}

// DraftFile is a file of an essay that depends on nothing but the essay.
type DraftFile struct {
	Path    string
	Content []byte
}

// gap stands in a page for what is not known yet. No text can hold it.
const gap = template.HTML("\x00")

// Draft makes an essay's draft, and takes its words into the search index. It may be called from several goroutines.
func (s *Site) Draft(x *edition.Essay, body *markup.Body) (*Draft, error) {
	page, err := s.essayPage(x, s.essayText(x, body), gap)
	if err != nil {
		return nil, err
	}
	d := &Draft{}
	d.Before, d.After, _ = bytes.Cut(page, []byte(gap))
	words, err := s.passages(x.Text)
	if err != nil {
		return nil, err
	}
	s.index.add(s.numbers[x], words)
	for _, p := range s.essayPages(x) {
		var b []byte
		switch p.Kind {
		case Essay:
			continue
		case SearchData:
			b, err = s.searchText(x, words)
		default:
			b, err = s.page(p)
		}
		if err != nil {
			return nil, err
		}
		d.Files = append(d.Files, DraftFile{p.Path, b})
	}
	return d, nil
}

// LinkedFrom is what stands between the two parts of a draft's page when all texts are linked.
func (s *Site) LinkedFrom(x *edition.Essay) []byte { return []byte(s.linkedFrom(x.Backlinks)) }
