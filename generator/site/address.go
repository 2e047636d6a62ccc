package site

import (
	"strings"

	"glossator/generator/edition"
)

// Kind is what a page is.
type Kind uint8

const (
	Home Kind = iota
	Essay
	Bibliography
	Source
	Glossary
	Term
	Names
	Name
	Chronology
	Locators
	Editorial
	Colophon
	Files // every file of the edition
	Search
	Missing
	Withdrawn // where a published essay was
	Merged    // the same, of an essay that is part of another
	Redirect
	Stylesheet
	Script
	Margin      // the stylesheet of an essay's notes
	PreviewData // scripts of what previews show
	SearchData  // scripts of the search page
	Data        // edition.json, references, feed and the like
	File        // copied as it is
)

func (k Kind) String() string {
	return [...]string{"home", "essay", "bibliography", "source", "glossary", "term", "names", "name", "chronology",
		"locators", "editorial", "colophon", "files", "search", "missing", "withdrawn", "merged", "redirect", "stylesheet", "script", "margin", "previewdata", "searchdata", "data", "file"}[k]
}

// Page is one file of the output.
type Page struct {
	Path string // slash-separated, relative to the edition's root
	Kind Kind
	ID   string // of the essay, source, term, name or editorial page; of a redirect and of what is merged, the path it leads to
}

// Addresses of the pages that every edition has.
const (
	homePath         = "index.html"
	bibliographyPath = "bibliography.html"
	glossaryPath     = "glossary.html"
	namesPath        = "names.html"
	chronologyPath   = "chronology.html"
	locatorsPath     = "locators.html"
	colophonPath     = "colophon.html"
	filesPath        = "files.html"
	searchPath       = "search.html"
	missingPath      = "404.html"
	dataPath         = "edition.json"
	cslPath          = "references.json"
	bibtexPath       = "references.bib"
	sitemapPath      = "sitemap.xml"
	feedPath         = "feed.xml"
	robotsPath       = "robots.txt"
	firstScriptPath  = "js/choices.js"
	manifestPath     = "manifest.sha256" // the list of checksums that publishing writes beside the pages
)

func essayDataPath(id string) string { return "edition/" + id + ".json" }

func essayPath(id string) string      { return "essays/" + id + ".html" }
func editorialPath(id string) string  { return "pages/" + id + ".html" }
func termPath(id string) string       { return "glossary/" + id + ".html" }
func namePath(id string) string       { return "names/" + id + ".html" }
func sourcePath(slug string) string   { return "bibliography/" + slug + ".html" }
func essayStylePath(id string) string { return "essays/" + id + ".notes.css" }
func annotationID(id string) string   { return "annotation-" + id }
func eventAddress(id string) string   { return chronologyPath + "#" + id }

// root is the way from a page at the path to the edition's root: "" or "../" …
func root(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// textAddress is the path of the page on which a text is read, and what stands before its fragments there.
func (s *Site) textAddress(t *edition.Text) (path, prefix string) {
	id := t.Owner.ID
	switch t.Owner.Kind {
	case edition.OfEssay:
		return essayPath(id), ""
	case edition.OfPage:
		return editorialPath(id), ""
	case edition.OfTerm:
		if t == s.edition.Term(id).Sources {
			return termPath(id), sourcesPrefix
		}
		return termPath(id), ""
	case edition.OfName:
		return namePath(id), ""
	case edition.OfEvent:
		if t == s.edition.Event(id).Sources {
			return chronologyPath, id + "-" + sourcesPrefix
		}
		return chronologyPath, id + "-"
	}
	essay, annotation, _ := strings.Cut(id, "/")
	return essayPath(essay), annotationID(annotation) + "-"
}

// sourcesPrefix stands before the addresses in a term's or event's sources, which are a text beside its own.
const sourcesPrefix = "sources-"
