package site

import (
	"encoding/json"
	"html/template"

	"golang.org/x/text/language"

	"glossator/generator/edition"
)

// frame is what every page gives to its layout.
type frame struct {
	Kind        string
	Path        string
	Root        string // the way to the edition's root: "" or "../"
	Language    string
	Direction   string // "rtl", or "" for left to right
	Title       string // of the page, plain; "" on the home page
	Description string
	Canonical   string
	Styles      []string
	Scripts     []string
	Head        template.HTML // metadata
	Data        template.JS   // JSON-LD; "" for none
	Navigation  []link
	Edition     *edition.Settings
	Date        string // of the edition, in words
	Generator   string
	Main        any // what this kind of page has to show
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
	f := frame{
		Kind: p.Kind.String(), Path: p.Path, Root: root(p.Path), Title: title, Main: main,
		Language: s.edition.Settings.Language, Direction: edition.Direction(s.edition.Settings.Language, ""), Edition: &s.edition.Settings, Date: s.issued(), Generator: s.generator,
	}
	if base := s.edition.Settings.BaseURL; base != "" && p.Kind != Missing {
		f.Canonical = base + p.Path
	}
	f.Navigation = s.navigation(p, f.Root)
	f.Styles = s.styles(p)
	f.Scripts = s.scripts(p)
	for _, m := range more {
		m(&f)
	}
	w := writer{dst}
	err := s.look.pages[p.Kind].ExecuteTemplate(&w, "frame", &f)
	return w.b, err
}

// navigation is the way to the edition's main pages; those that would be empty are left out.
func (s *Site) navigation(p Page, root string) []link {
	var links []link
	add := func(exists bool, path, key string, kinds ...Kind) {
		if !exists {
			return
		}
		current := p.Path == path
		for _, k := range kinds {
			current = current || p.Kind == k
		}
		links = append(links, link{Href: root + path, Words: s.words.word(key), Current: current})
	}
	e := s.edition
	add(true, homePath, "contents", Home, Essay)
	add(len(e.Sources) > 0, bibliographyPath, "bibliography", Bibliography, Source)
	add(len(e.Terms) > 0, glossaryPath, "glossary", Glossary, Term)
	add(len(e.Names) > 0, namesPath, "names", Names, Name)
	add(len(e.Events) > 0, chronologyPath, "chronology")
	add(len(e.Sources) > 0, locatorsPath, "locators", Locators)
	add(true, searchPath, "search", Search)
	return links
}

// styles are the stylesheets of a page: the frame's, and the one for its kind.
func (s *Site) styles(p Page) []string {
	up := root(p.Path)
	list := []string{up + "css/frame.css"}
	own := "css/subject.css"
	switch p.Kind {
	case Home:
		own = "css/home.css"
	case Essay, Editorial:
		own = "css/essay.css"
	case Missing, Withdrawn, Merged, Redirect:
		return list
	}
	return append(list, up+own)
}

// scripts are those that add something to a page which is whole without them.
func (s *Site) scripts(p Page) []string {
	up := root(p.Path)
	switch p.Kind {
	case Essay:
		return []string{up + "js/preview.js", up + "js/passage.js"}
	case Editorial, Source, Term, Name, Chronology, Glossary:
		return []string{up + "js/preview.js"}
	case Search:
		return []string{up + "js/search.js"}
	case Redirect:
		return []string{up + "js/redirect.js"}
	}
	return nil
}

// forScripts are the words that scripts show, as JSON.
func (w words) forScripts() string {
	needed := map[string]string{}
	for _, key := range []string{
		"read-on", "close", "open", "copy", "copied", "cite-passage", "link-passage", "reference", "plain", "resume", "preview",
		"paragraph-short", "section-short", "note-short", "editors-note-short", "abstract-short", "essay", "term", "name", "source", "event",
		"search-none", "search-more", "search-found", "reading-theme", "theme-auto", "theme-light", "theme-dark",
	} {
		needed[key] = w.word(key)
	}
	b, _ := json.Marshal(needed) // of strings, which cannot fail
	return string(b)
}

// languageName is what the interface's language calls a language.
func (s *Site) languageName(tag string) string {
	return s.languages.Name(language.Make(tag))
}
