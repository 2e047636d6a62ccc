package site

import (
	"html/template"
	"slices"
	"strings"

	"glossator/generator/edition"
)

type editorialPage struct {
	Page       *edition.Page
	Language   string
	Contents   []link
	Main       template.HTML
	Notes      []noteList
	Works      template.HTML
	LinkedFrom template.HTML
	Others     []link
}

// editorial is a page about the edition: a text like an essay's, without its apparatus of facts.
func (s *Site) editorial(dst []byte, p Page) ([]byte, error) {
	x := s.edition.Page(p.ID)
	body := s.body(x.Text)
	w := s.buffer()
	defer s.buffers.Put(w)
	rendered := s.rendered(w, x.Text, body, p.Path, nil)
	main := editorialPage{Page: x, Language: x.Language, Main: html(rendered.Main), Contents: s.contents(x.Text.Sections()), Others: s.editorialPages("../")}
	main.Notes = s.noteLists(w, x.Text, rendered.Notes, p.Path)
	main.Works = s.worksOfPage(w, x.Text, p.Path)
	for i := range main.Others {
		main.Others[i].Current = main.Others[i].Href == "../"+p.Path
	}
	main.LinkedFrom = s.linkedFrom(x.Backlinks)
	return s.render(dst, p, x.Title, main, s.describe(record{Type: "WebPage", Title: x.Title, Language: x.Language}))
}

// worksOfPage writes the works that an editorial page cites.
func (s *Site) worksOfPage(w *writer, t *edition.Text, page string) template.HTML {
	cited := citationsBySource(t)
	var list []*edition.Source
	for key := range cited {
		if src := s.edition.Source(key); src != nil {
			list = append(list, src)
		}
	}
	slices.SortFunc(list, func(a, b *edition.Source) int { return strings.Compare(a.Item.ID, b.Item.ID) })
	begun := len(w.b)
	s.workList(w, "", "listed", s.citations.sorted(list), cited, page)
	return w.since(begun)
}
