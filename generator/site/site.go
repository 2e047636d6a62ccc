// Package site is RENDER: which pages an edition has, their addresses, and the bytes of any one of them.
//
// [ReadLook] reads layouts. [New] takes a linked edition and plans its pages; [Site.Pages] lists them, and
// [Site.Render] gives the bytes of one, on request, from any number of goroutines. A build asks for all of them, a
// preview for one. Whatever of an essay depends on nothing but itself can be made early with [Site.EssayText],
// while its syntax tree is at hand, and put into its page later with [Site.EssayPage].
//
// The package does no input or output. The same edition gives the same bytes, whatever the order of asking.
package site

import (
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/markup"
)

// Input is what a site is made from.
type Input struct {
	Edition *edition.Edition
	// Body gives a text's body. It is asked for texts of essays and pages when they are rendered, and need not keep
	// them; it is called from several goroutines.
	Body      func(*edition.Text) *markup.Body
	Look      *Look
	Citations *Citations
	Formats   Formats
	Generator string    // name and version of the program
	Date      time.Time // for the feed, where content has no date
	Files     []string  // paths of files that are copied beside the pages
}

// Formats write the sources in the formats of other programs. A format that is nil is left out of what readers copy.
type Formats struct {
	BibTeX  func(io.Writer, []csl.Item) error
	CSLJSON func(io.Writer, []csl.Item) error // an array, in the order given
	RIS     func(io.Writer, []csl.Item) error
}

// Site is the pages of one edition. It is safe for concurrent use.
type Site struct {
	edition     *edition.Edition
	body        func(*edition.Text) *markup.Body
	look        *Look
	words       words
	languages   display.Namer
	citations   *Citations
	generator   string
	formats     Formats
	date        time.Time
	hasLocators bool
	scriptWords string
	shortTitles func() map[string]string // of essays

	shardCount int           // of the search index
	searched   func() shards // made when first asked for

	plan   *plan
	bySlug map[string]*edition.Source
}

// New plans the pages of a linked edition. Two pages at one address are an error.
func New(in Input) (*Site, diagnostic.List) {
	s := &Site{
		edition: in.Edition, body: in.Body, look: in.Look, words: in.Look.words, citations: in.Citations,
		generator: in.Generator, formats: in.Formats, date: in.Date,
		languages: namer(in.Edition.Settings.Language), shortTitles: sync.OnceValue(func() map[string]string { return shortEssayTitles(in.Edition.Essays) }), scriptWords: in.Look.words.forScripts(),
	}
	for _, x := range s.edition.Sources {
		if s.hasLocators = citesParts(x); s.hasLocators {
			break
		}
	}
	s.citations.forget(s.edition)
	s.searched = sync.OnceValue(s.indexed)
	return s, s.makePlan(in.Files)
}

// Render gives the bytes of the page at the path. Pages of kind File have none here: they are copied.
func (s *Site) Render(path string) ([]byte, error) {
	p, ok := s.Page(path)
	if !ok {
		return nil, fmt.Errorf("the edition has no page %q", path)
	}
	switch p.Kind {
	case Home:
		return s.home(p)
	case Essay:
		x := s.edition.Essay(p.ID)
		return s.EssayPage(x, s.EssayText(x, s.body(x.Text)))
	case Bibliography:
		return s.bibliography(p)
	case Source:
		return s.source(p)
	case Glossary:
		return s.glossary(p)
	case Term:
		return s.term(p)
	case Names:
		return s.names(p)
	case Name:
		return s.name(p)
	case Chronology:
		return s.chronology(p)
	case Locators:
		return s.locators(p)
	case Editorial:
		return s.editorial(p)
	case Colophon:
		return s.colophon(p)
	case Search:
		return s.search(p)
	case Missing:
		return s.missing(p)
	case Redirect:
		return s.redirect(p)
	case Stylesheet, Script:
		return s.asset(p)
	case SearchData:
		return s.searchData(p)
	case PreviewData:
		return s.previewData(p)
	case Margin:
		return s.marginStyle(s.edition.Essay(p.ID).Text), nil
	case Data:
		return s.data(p)
	}
	return nil, fmt.Errorf("%s is copied, not rendered", path)
}

func namer(tag string) display.Namer {
	t, err := language.Parse(tag)
	if err == nil {
		if n := display.Tags(t); n != nil {
			return n
		}
	}
	return display.English.Tags()
}

func itoa(n int) string { return strconv.Itoa(n) }
