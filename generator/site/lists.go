package site

import (
	"html/template"

	"glossator/generator/edition"
)

type bibliographyPage struct{ Shared, Entries template.HTML }

// bibliography lists all sources as the style sorts them, each with the number of its citations.
func (s *Site) bibliography(p Page) ([]byte, error) {
	var w writer
	for _, x := range s.citations.sorted(s.edition.Sources) {
		w.raw(`<li id="`, x.Slug, `"><span class="entry">`)
		w.b = appendCOinS(append(w.b, s.entry(x)...), &x.Item)
		w.raw("</span> ")
		s.countLink(&w, sourcePath(x.Slug), "cited", len(x.Backlinks), "never-cited")
		w.raw("</li>\n")
	}
	return s.render(p, s.words.word("bibliography"), bibliographyPage{s.shared(), w.html()})
}

func (s *Site) countLink(w *writer, path, key string, n int, none string) {
	words := s.words.word(none)
	if n > 0 {
		words = s.words.count(key, n)
	}
	w.link("count", path, words)
}

// manyPlaces is how many citations the index of locators shows with their places. In a larger edition it says of each
// source which parts are cited, and the source's page says where.
const manyPlaces = 5000

// locators is the index locorum: for every source, which parts of it are cited, and where.
func (s *Site) locators(p Page) ([]byte, error) {
	var w writer
	places := 0
	for _, x := range s.edition.Sources {
		places += len(x.Backlinks)
	}
	for _, x := range s.citations.sorted(s.edition.Sources) {
		if !citesParts(x) {
			continue
		}
		w.raw(`<section class="work" id="`, x.Slug, `"><h2>`)
		w.link("", sourcePath(x.Slug), s.label(x))
		w.raw("</h2>\n")
		for _, g := range locatorGroups(x.Backlinks) {
			if places > manyPlaces {
				s.locatorValues(&w, sourcePath(x.Slug), g)
			} else {
				s.locatorGroup(&w, "", g)
			}
		}
		w.raw("</section>\n")
	}
	if len(w.b) == 0 {
		w.raw("<p>")
		w.text(s.words.word("locators-none"))
		w.raw("</p>\n")
	}
	return s.render(p, s.words.word("locators"), w.html())
}

// locatorValues writes the locators of one label without their places.
func (s *Site) locatorValues(w *writer, path string, g locatorGroup) {
	w.raw(`<p class="locators">`)
	w.link("", path+"#locators", s.words.word("locator-"+g.Label))
	w.raw(" ")
	for i, v := range g.Values {
		if i > 0 {
			w.raw(", ")
		}
		w.text(v.Value)
	}
	w.raw("</p>\n")
}

// glossary lists the terms with their definitions.
func (s *Site) glossary(p Page) ([]byte, error) {
	var w writer
	for _, x := range s.edition.Terms {
		w.raw(`<dt id="`, x.ID, `">`)
		w.link("", termPath(x.ID), x.Term)
		w.raw("</dt><dd>")
		w.b = append(w.b, s.short(x.Definition, p.Path, x.ID+"-")...)
		s.countLink(&w, termPath(x.ID), "mentioned", len(x.Backlinks), "no-mentions")
		w.raw("</dd>\n")
	}
	return s.render(p, s.words.word("glossary"), w.html(), s.describe(record{Type: "DefinedTermSet", Title: s.words.word("glossary")}))
}

// namesOf is the names of one kind.
type namesOf struct {
	ID, Heading string
	HTML        template.HTML
}

// names lists the names by kind.
func (s *Site) names(p Page) ([]byte, error) {
	var groups []namesOf
	for kind := edition.PersonName; kind <= edition.TreatyName; kind++ {
		var w writer
		for _, x := range s.edition.Names {
			if x.Kind != kind {
				continue
			}
			w.raw(`<li id="`, x.ID, `">`)
			w.link("", namePath(x.ID), sortedName(x))
			if life := s.life(x); life != "" {
				w.raw(` <span class="life">`)
				w.text(life)
				w.raw("</span>")
			}
			w.raw(" ")
			s.countLink(&w, namePath(x.ID), "mentioned", len(x.Backlinks), "no-mentions")
			w.raw("</li>\n")
		}
		if len(w.b) > 0 {
			groups = append(groups, namesOf{kind.String(), s.words.word(kind.String()), w.html()})
		}
	}
	return s.render(p, s.words.word("names"), groups)
}

func sortedName(x *edition.Name) string {
	if x.Sort != "" {
		return x.Sort
	}
	return x.Name
}
