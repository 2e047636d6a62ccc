package site

import (
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"glossator/generator/edition"
)

type bibliographyPage struct{ Shared, Entries template.HTML }

// bibliography lists all sources as the style sorts them, each with the number of its citations.
func (s *Site) bibliography(p Page) ([]byte, error) {
	var w writer
	for _, x := range s.citations.sorted(s.edition.Sources) {
		w.raw(`<li id="`, x.Slug, `"><span class="entry">`)
		w.b = append(w.b, s.citations.entry(x)...)
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

// locators is the index locorum: for every source, which parts of it are cited, and where.
func (s *Site) locators(p Page) ([]byte, error) {
	var w writer
	for _, x := range s.citations.sorted(s.edition.Sources) {
		if !citesParts(x) {
			continue
		}
		w.raw(`<section class="work" id="`, x.Slug, `"><h2>`)
		w.link("", sourcePath(x.Slug), s.label(x))
		w.raw("</h2>\n")
		for _, g := range locatorGroups(x.Backlinks) {
			s.locatorGroup(&w, "", g)
		}
		w.raw("</section>\n")
	}
	return s.render(p, s.words.word("locators"), w.html())
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
	return s.render(p, s.words.word("glossary"), w.html())
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

// entry is a line of the index page.
type entry struct{ sort, words, path, kind string }

// letterGroup is the entries under one letter.
type letterGroup struct {
	Letter, ID string
	HTML       template.HTML
}

// search is the page that leads to everything by its first letter, with or without script.
func (s *Site) search(p Page) ([]byte, error) {
	entries := s.entries()
	var groups []letterGroup
	for i := 0; i < len(entries); {
		letter := firstLetter(entries[i].sort)
		var w writer
		for i < len(entries) && firstLetter(entries[i].sort) == letter {
			x := entries[i]
			w.raw("<li>")
			w.link("", x.path, x.words)
			w.raw(` <span class="kind">`)
			w.text(s.words.word(x.kind))
			w.raw("</span></li>\n")
			i++
		}
		g := letterGroup{Letter: letter, ID: "letter-" + strings.ToLower(letter), HTML: w.html()}
		if letter == "" {
			g.Letter, g.ID = s.words.word("letter-other"), "letter-other"
		}
		groups = append(groups, g)
	}
	return s.render(p, s.words.word("search"), groups)
}

// entries is everything that has a page or an address, in alphabetical order.
func (s *Site) entries() []entry {
	var list []entry
	for _, x := range s.edition.Essays {
		list = append(list, entry{x.Title, x.Title, essayPath(x.ID), "essay"})
	}
	for _, x := range s.edition.Sources {
		label := s.label(x)
		list = append(list, entry{label, label, sourcePath(x.Slug), "source"})
	}
	for _, x := range s.edition.Terms {
		list = append(list, entry{x.Term, x.Term, termPath(x.ID), "term"})
	}
	for _, x := range s.edition.Names {
		list = append(list, entry{sortedName(x), sortedName(x), namePath(x.ID), "name"})
	}
	for _, x := range s.edition.Events {
		list = append(list, entry{x.Title, x.Title, eventAddress(x.ID), "event"})
	}
	c := collate.New(language.Make(s.edition.Settings.Language), collate.IgnoreCase)
	var keys collate.Buffer
	sorted := make([]struct {
		letter string
		key    []byte
		entry
	}, len(list))
	for i, x := range list {
		x.sort = strings.TrimLeftFunc(x.sort, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		sorted[i].letter, sorted[i].key, sorted[i].entry = firstLetter(x.sort), c.KeyFromString(&keys, x.sort), x
	}
	slices.SortStableFunc(sorted, func(a, b struct {
		letter string
		key    []byte
		entry
	}) int {
		if c := strings.Compare(a.letter, b.letter); c != 0 {
			return c
		}
		return strings.Compare(string(a.key), string(b.key))
	})
	for i := range sorted {
		list[i] = sorted[i].entry
	}
	return list
}

// firstLetter is the letter under which words are listed: without marks, of a Hangul syllable its initial
// consonant; "" for what begins with no letter.
func firstLetter(s string) string {
	r, _ := utf8.DecodeRuneInString(norm.NFKD.String(s))
	switch {
	case r >= 0x1100 && r <= 0x1112:
		return string([]rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")[r-0x1100])
	case unicode.IsLetter(r):
		return string(unicode.ToUpper(r))
	}
	return ""
}
