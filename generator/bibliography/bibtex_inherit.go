package bibliography

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"glossator/generator/diagnostic"
)

const maxChain = 50 // of entries that inherit from one another

// inherit gives the records what they take from others by crossref and xdata, as BibLaTeX's default rules say.
func (s *scanner) inherit() {
	byKey := make(map[string]*record, len(s.records))
	for _, r := range s.records {
		if key := strings.ToLower(r.key); byKey[key] == nil {
			byKey[key] = r
		}
	}
	for _, r := range s.records {
		s.resolve(r, byKey, nil)
	}
}

// resolve completes a record. The chain holds the keys that led to it.
func (s *scanner) resolve(r *record, byKey map[string]*record, chain []string) {
	if r.resolved {
		return
	}
	chain = append(chain, r.key)
	if r.resolving || len(chain) > maxChain {
		s.badChain(r, chain)
		return
	}
	r.resolving = true
	for _, name := range []string{"xdata", "crossref"} {
		for _, key := range splitKeys(r.get(name)) {
			parent := byKey[strings.ToLower(key)]
			if parent == nil {
				s.noParent(r, name, key, byKey)
				continue
			}
			s.resolve(parent, byKey, chain)
			s.take(r, parent, name == "xdata")
		}
	}
	r.resolving, r.resolved = false, true
}

func splitKeys(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' || r == '\r' })
}

func (s *scanner) badChain(r *record, chain []string) {
	if len(chain) > maxChain {
		s.report(diagnostic.Error, r.offset, 1, "too-deep", fmt.Sprintf("more than %d entries inherit from one another", maxChain), "let the entry name the one that has its fields")
		return
	}
	from := slices.Index(chain, r.key)
	s.report(diagnostic.Error, r.offset, len(r.kind)+1, "inheritance-cycle", "entries inherit from one another in a circle: "+strings.Join(chain[from:], " → "),
		"remove one of their crossref or xdata fields")
}

func (s *scanner) noParent(r *record, name, key string, byKey map[string]*record) {
	hint := cmp.Or(s.nearest(key, maps.Keys(byKey)), "entries inherit within one file: add that one to it, or take the field away")
	s.report(diagnostic.Error, r.find(name).offset, len(name), "unknown-source", fmt.Sprintf("%q inherits from %q, which is not in this file", r.key, key), hint)
}

// take copies the parent's fields that the child does not have.
func (s *scanner) take(child, parent *record, all bool) {
	own := len(child.fields)
	dated := child.find("date") != nil || child.find("year") != nil
	for _, f := range parent.fields {
		name := f.name
		if !all {
			name = inherited(name, child.kind, parent.kind)
		}
		if name == "" || name == "xdata" || name == "crossref" || name == "ids" || dated && (name == "date" || name == "year" || name == "month") {
			continue
		}
		if child.find(name) == nil && len(child.fields) < maxFields && s.afford(child, f) {
			child.fields = append(child.fields, field{name: name, value: f.value, offset: child.offset})
		}
	}
	if !all && own < len(child.fields) {
		s.takeAuthor(child, parent)
	}
}

// takeAuthor gives a part of a book the book's author where it has none.
func (s *scanner) takeAuthor(child, parent *record) {
	author := parent.find("author")
	if author == nil || child.find("author") != nil || !ofBook(child.kind) || parent.kind != "book" && parent.kind != "mvbook" {
		return
	}
	child.fields = append(child.fields, field{name: "author", value: author.value, offset: child.offset})
}

// afford counts a field that is inherited against what expansion may make of the file.
func (s *scanner) afford(child *record, f field) bool {
	before := s.budget
	s.budget -= len(f.value)
	if before >= 0 && s.budget < 0 {
		s.report(diagnostic.Error, child.offset, 1, "too-large", fmt.Sprintf("inherited fields make more than %d times of the file; the rest is left out", maxExpansion), "write the fields out in the entries that need them")
	}
	return s.budget >= 0
}

// inherited returns the name under which a child takes a field from its crossref parent, "" for not at all.
func inherited(name, child, parent string) string {
	switch name {
	case "xref", "entryset", "entrysubtype", "execute", "label", "options", "presort", "related", "relatedoptions", "relatedstring",
		"relatedtype", "shorthand", "shorthandintro", "sortkey", "shorttitle", "sorttitle", "indextitle", "indexsorttitle",
		"printed", "abstract", "annotation", "file":
		return ""
	case "author":
		if ofBook(child) && (parent == "book" || parent == "mvbook") {
			return "bookauthor"
		}
	case "title", "subtitle", "titleaddon":
		return titlePrefix(child, parent) + name
	}
	return name
}

// titlePrefix says whose title a parent's title is: the book's, the journal's, that of a work in several volumes.
func titlePrefix(child, parent string) string {
	part := isPart(child)
	switch {
	case strings.HasPrefix(parent, "mv") && !strings.HasPrefix(child, "mv"):
		return "main"
	case parent == "periodical" && (child == "article" || child == "suppperiodical" || child == "review"):
		return "journal"
	case part && !isPart(parent):
		return "book"
	}
	return ""
}

func ofBook(kind string) bool { return kind == "inbook" || kind == "bookinbook" || kind == "suppbook" }

// isPart reports whether entries of this kind are parts of books.
func isPart(kind string) bool {
	switch kind {
	case "inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inproceedings", "conference", "inreference":
		return true
	}
	return false
}
