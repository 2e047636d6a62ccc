package site

import (
	"encoding/json"
	"html/template"
	"slices"

	"glossator/generator/edition"
)

// frame is what every page gives to its layout.
type frame struct {
	*surroundings
	Path        string
	Title       string // of the page, plain; "" on the home page
	Description string
	Canonical   string
	Styles      []string
	Head        template.HTML // metadata
	Data        template.JS   // JSON-LD; "" for none
	Main        any           // what this kind of page has to show
}

// surroundings are what all pages of a kind in one folder have in common, so that it is made once. The parts "masthead" and
// "footer" see this alone.
type surroundings struct {
	Kind       string
	Root       string // the way to the edition's root: "" or "../"
	Language   string
	Direction  string // "rtl", or "" for left to right
	Scripts    []string
	Navigation []link
	Edition    *edition.Settings
	Date       string // of the edition, in words
	Generator  string
	Masthead   template.HTML
	Footer     template.HTML
}

// link is a link as layouts show it.
type link struct {
	Href     string
	Words    string
	Language string // of the words, where it may be another than the edition's
	Note     string // what stands beside it: a count, an author
	Current  bool
	Below    []link
}

// render appends a page: what it shows, in its frame.
func (s *Site) render(dst []byte, p Page, title string, main any, more ...func(*frame)) ([]byte, error) {
	around, err := s.around(p.Kind, s.root(p))
	if err != nil {
		return dst, err
	}
	f := frame{surroundings: around, Path: p.Path, Title: title, Main: main, Styles: s.styles(p.Kind, around.Root)}
	base, layout := s.edition.Settings.BaseURL, "frame"
	switch {
	case p.Kind != Missing && base != "":
		f.Canonical = base + p.Path
	case p.Kind == Missing && base == "":
		layout = "alone"
	}
	for _, m := range more {
		m(&f)
	}
	w := writer{dst}
	if err := s.look.pages[p.Kind].ExecuteTemplate(&w, layout, &f); err != nil {
		return w.b, LayoutError{s.look.fault("the layout makes no page", err)}
	}
	return w.b, nil
}

// root is the way from a page to the edition's root. A host shows the page for addresses that lead nowhere at any of them, so its
// links, its stylesheet's among them, begin at the host's root where the edition's place there is known. Where it is not, nothing
// can be linked or asked for (parts/alone.html); a Content-Security-Policy may keep the style within that page out, and it is read
// without.
func (s *Site) root(p Page) string {
	if p.Kind == Missing {
		return rootPath(s.edition.Settings.BaseURL)
	}
	return root(p.Path)
}

// around makes the surroundings of pages of a kind, or has them.
func (s *Site) around(kind Kind, root string) (*surroundings, error) {
	s.surroundings.Lock()
	defer s.surroundings.Unlock()
	key := kind.String() + " " + root
	if a := s.surroundings.made[key]; a != nil {
		return a, nil
	}
	a := &surroundings{
		Kind: kind.String(), Root: root, Language: s.edition.Settings.Language, Direction: edition.Direction(s.edition.Settings.Language, ""),
		Scripts: s.scripts(kind, root), Navigation: s.navigation(kind, root),
		Edition: &s.edition.Settings, Date: s.issued(), Generator: s.generator,
	}
	for name, part := range map[string]*template.HTML{"masthead": &a.Masthead, "footer": &a.Footer} {
		var w writer
		if err := s.look.pages[kind].ExecuteTemplate(&w, name, a); err != nil {
			d := s.look.fault("the layout makes no page", err)
			d.Hint = "masthead and footer have what all pages of a kind have in common; the rest is for frame.html"
			return nil, LayoutError{d}
		}
		*part = w.html()
	}
	s.surroundings.made[key] = a
	return a, nil
}

// navigation is the way to the edition's main pages; those that would be empty are left out.
func (s *Site) navigation(kind Kind, root string) []link {
	var links []link
	add := func(exists bool, path, key string, kinds ...Kind) {
		if exists {
			links = append(links, link{Href: root + path, Words: s.words.word(key), Current: slices.Contains(kinds, kind)})
		}
	}
	e := s.edition
	add(true, homePath, "contents", Home, Essay)
	add(len(e.Sources) > 0, bibliographyPath, "bibliography", Bibliography, Source)
	add(len(e.Terms) > 0, glossaryPath, "glossary", Glossary, Term)
	add(len(e.Names) > 0, namesPath, "names", Names, Name)
	add(len(e.Events) > 0, chronologyPath, "chronology", Chronology)
	add(len(e.Sources) > 0, locatorsPath, "locators", Locators)
	add(true, searchPath, "search", Search)
	return links
}

// styles are the stylesheets of a page: the frame's, and the one for its kind.
func (s *Site) styles(kind Kind, root string) []string {
	list := []string{root + "css/frame.css"}
	own := "css/subject.css"
	switch kind {
	case Home:
		own = "css/home.css"
	case Essay, Editorial:
		own = "css/essay.css"
	case Missing, Withdrawn, Merged, Redirect:
		return list
	}
	return append(list, root+own)
}

// scripts are those that add something to a page which is whole without them.
func (s *Site) scripts(kind Kind, root string) []string {
	switch kind {
	case Essay:
		return []string{root + "js/preview.js", root + "js/passage.js"}
	case Editorial, Source, Term, Name, Chronology, Glossary:
		return []string{root + "js/preview.js"}
	case Search:
		return []string{root + "js/search.js"}
	case Redirect:
		return []string{root + "js/redirect.js"}
	}
	return nil
}

// forScripts are the words that scripts show, as JSON.
func (w words) forScripts() string {
	needed := map[string]string{"comma": w.comma}
	for _, key := range []string{
		"read-on", "close", "open", "copy", "copied", "cite-passage", "colon", "quoted", "link-passage", "reference", "plain", "resume", "preview",
		"paragraph-short", "section-short", "note-short", "editors-note-short", "abstract-short", "essay", "term", "name", "source", "event",
		"search-none", "search-more", "search-found", "reading-theme", "theme-auto", "theme-light", "theme-dark",
	} {
		needed[key] = w.word(key)
	}
	b, _ := json.Marshal(needed) // of strings, which cannot fail
	return string(b)
}

// comma is what stands between the parts of a list in the interface's language.
func (s *Site) comma() string { return s.words.comma }
