package site

import (
	"bytes"
	"cmp"
	"html/template"
	"slices"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

type bibliographyPage struct {
	Shared, Entries template.HTML
	Part            part
}

// listPage is a list, or a part of one.
type listPage struct {
	Part part
	HTML template.HTML
}

// bibliography lists all sources as the style sorts them, each with the number of its citations.
func (s *Site) bibliography(dst []byte, p Page) ([]byte, error) {
	var w writer
	list := s.sorted()
	part, from, to := s.listPart(p, bibliographyPath, len(list), listSize)
	for _, x := range list[from:to] {
		w.raw(`<li id="`, x.Slug, `"`)
		w.byLetters(s.citations.plainEntry(x), s.edition.Settings.Language)
		w.raw(`><span class="entry">`)
		w.b = appendCOinS(append(w.b, s.citations.listedEntry(x)...), &x.Item)
		w.raw("</span> ")
		s.countLink(&w, sourcePath(x.Slug), "cited", len(x.Backlinks), "never-cited")
		w.raw("</li>\n")
	}
	main := bibliographyPage{Entries: w.html(), Part: part}
	if part.Number == 1 {
		main.Shared = s.shared()
	}
	return s.render(dst, p, s.titled(part, "bibliography"), main)
}

// sourceLink writes a link to a source, in a few words, from a page beside the bibliography.
func (s *Site) sourceLink(w *writer, x *edition.Source) {
	label := s.label(x)
	w.raw(`<a href="`, sourcePath(x.Slug), `"`)
	w.byLetters(label, s.edition.Settings.Language)
	w.raw(">")
	w.text(label)
	w.raw("</a>")
}

func (s *Site) countLink(w *writer, path, key string, n int, none string) {
	words := s.words.word(none)
	if n > 0 {
		words = s.words.count(key, n)
	}
	w.link("count", path, words)
}

// manyPlaces is how many citations of a source the index of locators shows with their places. Of a source that is
// cited more often it says which parts are cited, and the source's page says where.
const manyPlaces = 2000

// locators is the index locorum: for every source, which parts of it are cited, and where.
func (s *Site) locators(dst []byte, p Page) ([]byte, error) {
	list := s.sorted()
	part, from, to := s.listPart(p, locatorsPath, len(list), locatedOnPage(len(list)))
	w := s.buffer()
	defer s.buffers.Put(w)
	for _, x := range list[from:to] {
		if !citesParts(x) {
			continue
		}
		w.raw(`<section class="work" id="`, x.Slug, `"><h2>`)
		s.sourceLink(w, x)
		w.raw("</h2>\n")
		for _, g := range s.locatorGroups(x) {
			if len(x.Backlinks) > manyPlaces {
				s.locatorValues(w, sourcePath(x.Slug), g)
			} else {
				s.locatorGroup(w, "", g)
			}
		}
		w.raw("</section>\n")
	}
	if len(w.b) == 0 {
		w.raw("<p>")
		w.text(s.words.word("locators-none"))
		w.raw("</p>\n")
	}
	return s.render(dst, p, s.titled(part, "locators"), listPage{part, w.html()})
}

// locatorValues writes the locators of one label without their places.
func (s *Site) locatorValues(w *writer, path string, g locatorGroup) {
	w.raw(`<p class="locators">`)
	w.link("", path+"#locators", s.words.word("locator-"+g.Label))
	w.raw(" ")
	for i, v := range g.Values {
		if i > 0 {
			w.raw(s.comma())
		}
		w.text(s.words.part(v.Value))
	}
	w.raw("</p>\n")
}

// glossary lists the terms with their definitions.
func (s *Site) glossary(dst []byte, p Page) ([]byte, error) {
	var w writer
	part, from, to := s.listPart(p, glossaryPath, len(s.edition.Terms), listSize)
	for _, x := range s.terms()[from:to] {
		w.raw(`<dt id="`, x.ID, `">`)
		w.link("", termPath(x.ID), x.Term)
		w.raw("</dt><dd>")
		w.b = append(w.b, s.short(x.Definition, p.Path, x.ID+"-")...)
		s.countLink(&w, termPath(x.ID), "mentioned", len(x.Backlinks), "no-mentions")
		w.raw("</dd>\n")
	}
	return s.render(dst, p, s.titled(part, "glossary"), listPage{part, w.html()}, s.describe(record{Type: "DefinedTermSet", Title: s.words.word("glossary")}))
}

// namesOf is the names of one kind.
type namesOf struct {
	ID, Heading string
	HTML        template.HTML
}

type namesPage struct {
	Part   part
	Groups []namesOf
}

// names lists the names by kind.
func (s *Site) names(dst []byte, p Page) ([]byte, error) {
	list := slices.Clone(s.named())
	slices.SortStableFunc(list, func(a, b *edition.Name) int { return cmp.Compare(a.Kind, b.Kind) })
	part, from, to := s.listPart(p, namesPath, len(list), listSize)
	main := namesPage{Part: part}
	for list = list[from:to]; len(list) > 0; {
		kind := list[0].Kind
		var w writer
		for ; len(list) > 0 && list[0].Kind == kind; list = list[1:] {
			s.listedName(&w, list[0])
		}
		main.Groups = append(main.Groups, namesOf{"kind_" + kind.String(), s.words.word(kind.String()), w.html()})
	}
	return s.render(dst, p, s.titled(part, "names"), main)
}

func (s *Site) listedName(w *writer, x *edition.Name) {
	w.raw(`<li id="`, x.ID, `">`)
	w.link("", namePath(x.ID), sortedName(x))
	if life := s.life(x); life != "" {
		w.raw(` <span class="life">`)
		w.text(life)
		w.raw("</span>")
	}
	w.raw(" ")
	s.countLink(w, namePath(x.ID), "mentioned", len(x.Backlinks), "no-mentions")
	w.raw("</li>\n")
}

// alphabetical is a list in the order of its words in the edition's language.
func alphabetical[T any](s *Site, list []T, words func(T) string) []T {
	c := csl.NewCollation(s.edition.Settings.Language)
	type keyed struct {
		key []byte
		of  T
	}
	keys := make([]keyed, len(list))
	for i, x := range list {
		keys[i] = keyed{c.Key(words(x)), x}
	}
	slices.SortStableFunc(keys, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	out := make([]T, len(list))
	for i := range keys {
		out[i] = keys[i].of
	}
	return out
}

func sortedName(x *edition.Name) string { return cmp.Or(x.Sort, x.Name) }
