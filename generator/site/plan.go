package site

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/portable"
)

// Which pages there are. Those of essays, sources, terms and names follow from their ids, so that one of many
// thousands is found without listing them; all others are few, and planned.

// plan is the pages that do not follow from ids.
type plan struct {
	pages  []Page
	byPath map[string]Page
	all    func() []Page   // with those that follow from ids
	paths  func() []string // of all, with the manifest's, sorted
}

func (p *plan) add(path string, kind Kind, id string) {
	page := Page{path, kind, id}
	p.pages = append(p.pages, page)
	p.byPath[path] = page
}

// makePlan plans the pages. Two pages at one address are an error, even where the addresses differ only by case or
// Unicode form, since some disks cannot keep them apart. Paths made of ids are in lower-case ASCII; only what
// editors choose, aliases and files, can differ so.
func (s *Site) makePlan(files []string) diagnostic.List {
	e := s.edition
	s.plan = &plan{byPath: map[string]Page{}, all: s.listPages}
	s.plan.paths = sync.OnceValue(func() []string {
		paths := []string{manifestPath}
		for _, p := range s.Pages() {
			paths = append(paths, p.Path)
		}
		slices.Sort(paths)
		return paths
	})
	s.planList(homePath, Home, len(e.Essays), listSize)
	for _, list := range []struct {
		n, size int
		path    string
		kind    Kind
	}{
		{len(e.Sources), listSize, bibliographyPath, Bibliography}, {len(e.Sources), locatedOnPage(len(e.Sources)), locatorsPath, Locators},
		{len(e.Terms), listSize, glossaryPath, Glossary}, {len(e.Names), listSize, namesPath, Names},
	} {
		if list.n > 0 {
			s.planList(list.path, list.kind, list.n, list.size)
		}
	}
	if len(e.Events) > 0 {
		s.plan.add(chronologyPath, Chronology, "")
	}
	s.planList(searchPath, Search, s.entryCount(), lettersSize)
	s.plan.add(colophonPath, Colophon, "")
	s.plan.add(missingPath, Missing, "")
	s.planSearch()
	s.planPreviews()
	s.planData()
	s.planAssets()
	found := s.planChosen(files)
	s.plan.all = sync.OnceValue(s.listPages)
	return found
}

// sameAddress says that a page cannot have its address, since another has it, and where both are from.
func sameAddress(x, other choice) diagnostic.Diagnostic {
	d := diagnostic.Diagnostic{
		Code: "same-address", Start: x.at, Message: fmt.Sprintf("two pages have the address %s: %s and %s", x.path, other.kind, x.kind), Hint: "give one of them another id or alias",
	}
	if x.kind == File {
		d.Message = fmt.Sprintf("%s and %s %s have one address, here or on other disks", x.path, other.kind, other.path)
		d.Hint = "give the file another name"
	}
	if other.at.File != "" {
		d.Related = []diagnostic.Related{{At: other.at, Message: "the other is here"}}
	}
	return d
}

// madeOf is the place of what a planned page is made of, where that is a text.
func (s *Site) madeOf(p Page) diagnostic.Position {
	switch p.Kind {
	case Essay:
		return s.edition.Essay(p.ID).At
	case Editorial:
		return diagnostic.Position{File: s.edition.Page(p.ID).Text.File}
	}
	return diagnostic.Position{}
}

// planChosen plans what has an address that an editor has chosen.
func (s *Site) planChosen(files []string) diagnostic.List {
	var found diagnostic.List
	var chosen []choice
	folded := map[string]choice{manifestPath: {path: manifestPath, kind: Data}}
	choose := func(path string, kind Kind, id string, at diagnostic.Position) {
		x := choice{path, portable.Fold(path), kind, at}
		other, taken := folded[x.key]
		if p, ok := s.Page(x.key); ok && !taken {
			other, taken = choice{p.Path, x.key, p.Kind, s.madeOf(p)}, true
		}
		if taken {
			found = append(found, sameAddress(x, other))
			return
		}
		folded[x.key] = x
		chosen = append(chosen, x)
		s.plan.add(path, kind, id)
	}
	for _, f := range files {
		choose(f, File, "", diagnostic.Position{File: f})
	}
	for _, x := range s.edition.Settings.Withdrawn {
		if s.edition.Essay(x.Essay) == nil {
			choose(essayPath(x.Essay), Withdrawn, x.Essay, x.At)
		}
	}
	aliases := func(list []string, to string, at diagnostic.Position, merged ...string) {
		for _, a := range list {
			kind, from := Redirect, edition.AliasFile(a)
			if slices.ContainsFunc(merged, func(id string) bool { return essayPath(id) == from }) {
				kind = Merged
			}
			if from != to {
				choose(from, kind, to, at)
			}
		}
	}
	for _, x := range s.edition.Essays {
		aliases(x.Aliases, essayPath(x.ID), x.At, x.Merged...)
	}
	for _, x := range s.edition.Pages {
		aliases(x.Aliases, editorialPath(x.ID), diagnostic.Position{File: x.Text.File})
	}
	return append(found, s.insidePages(chosen, folded)...)
}

// choice is an address that an editor has chosen, and where.
type choice struct {
	path, key string // the key is the path folded
	kind      Kind
	at        diagnostic.Position
}

// insidePages reports what would lie in a folder that is a page itself.
func (s *Site) insidePages(chosen []choice, folded map[string]choice) diagnostic.List {
	var found diagnostic.List
	for _, c := range chosen {
		for folder := path.Dir(c.key); folder != "." && folder != "/"; folder = path.Dir(folder) {
			_, planned := s.Page(folder)
			if _, taken := folded[folder]; taken || planned {
				found = append(found, diagnostic.Diagnostic{
					Code: "same-address", Start: c.at, Message: fmt.Sprintf("%s cannot lie in %s, which is a page itself", c.path, folder), Hint: "give it another address",
				})
			}
		}
	}
	return found
}

// Pages lists every file of the output, in an order that is always the same. The list must not be changed.
func (s *Site) Pages() []Page { return s.plan.all() }

func (s *Site) listPages() []Page {
	e := s.edition
	list := make([]Page, 0, len(s.plan.pages)+6*len(e.Essays)+len(e.Pages)+len(e.Sources)+len(e.Terms)+len(e.Names))
	for _, x := range e.Essays {
		list = append(list, s.essayPages(x)...)
	}
	for _, x := range e.Pages {
		list = append(list, Page{editorialPath(x.ID), Editorial, x.ID})
	}
	for _, x := range e.Sources {
		list = appendParts(list, sourcePath(x.Slug), Source, x.Item.ID, x.Backlinks)
	}
	for _, x := range e.Terms {
		list = appendParts(list, termPath(x.ID), Term, x.ID, x.Backlinks)
	}
	for _, x := range e.Names {
		list = appendParts(list, namePath(x.ID), Name, x.ID, x.Backlinks)
	}
	list = append(list, s.plan.pages...)
	return append(list, filePages(len(list))...)
}

// essayPages are an essay's page and what lies beside it.
func (s *Site) essayPages(x *edition.Essay) []Page {
	list := []Page{{essayPath(x.ID), Essay, x.ID}, {searchTextPath(x.ID), SearchData, x.ID}}
	if hasMargin(x) {
		list = append(list, Page{essayStylePath(x.ID), Margin, x.ID})
	}
	if s.large {
		list = append(list, Page{essayDataPath(x.ID), Data, x.ID})
	}
	return list
}

// Page is the page at the path.
func (s *Site) Page(at string) (Page, bool) {
	if p, ok := s.plan.byPath[at]; ok {
		return p, true
	}
	folder, name := path.Split(at)
	id, extension, _ := strings.Cut(name, ".")
	switch folder {
	case "":
		if id != "files" {
			return Page{}, false
		}
		pages := s.Pages()
		i := slices.IndexFunc(pages, func(p Page) bool { return p.Path == at })
		if i < 0 {
			return Page{}, false
		}
		return pages[i], true
	case "essays/", "search/essays/", "edition/":
		if x := s.edition.Essay(id); x != nil {
			for _, p := range s.essayPages(x) {
				if p.Path == at {
					return p, true
				}
			}
		}
		return Page{}, false
	}
	switch folder {
	case "pages/":
		return Page{at, Editorial, id}, extension == "html" && s.edition.Page(id) != nil
	case "glossary/":
		x := s.edition.Term(id)
		return Page{at, Term, id}, x != nil && hasPart(extension, x.Backlinks)
	case "names/":
		x := s.edition.Name(id)
		return Page{at, Name, id}, x != nil && hasPart(extension, x.Backlinks)
	case "bibliography/":
		if x := s.edition.SourceAt(id); x != nil {
			return Page{at, Source, x.Item.ID}, hasPart(extension, x.Backlinks)
		}
	}
	return Page{}, false
}
