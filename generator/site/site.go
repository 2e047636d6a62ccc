// Package site is RENDER: which pages an edition has, their addresses, and the bytes of any one of them.
//
// [ReadLook] reads layouts. [Begin] takes an edition, and [Site.Plan] plans its pages when all is linked; [Site.Pages] lists
// them, and [Site.Render] gives the bytes of one, on request, from any number of goroutines. A build asks for all of them, a
// preview for one. A build, which does not keep the words of all essays, has [Site.Draft] make the pages of each essay in
// between, while its words are at hand.
//
// The package does no input or output. The same edition gives the same bytes, whatever the order of asking.
package site

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/markup"
)

// Input is what a site is made from.
type Input struct {
	Edition *edition.Edition
	// Body gives a text's body. It is asked for texts of essays and pages when they are rendered, and need not keep
	// them; it is called from several goroutines. It may be nil for an essay that has changed since it was linked.
	Body      func(*edition.Text) *markup.Body
	Look      *Look
	Citations *Citations
	Formats   Formats
	Generator string    // name and version of the program
	Date      time.Time // for the feed, where content has no date
	Forget    func()    // called now and then while much that is remembered is looked at, if it is not nil
	Size      int       // bytes of the essays' Markdown: of many, each essay's part of edition.json is a file of its own
}

// Formats write the sources in the formats of other programs. A format that is nil is left out of what readers copy.
type Formats struct {
	BibTeX  func(io.Writer, []csl.Item) error
	CSLJSON func(io.Writer, []csl.Item) error // an array, in the order given
	RIS     func(io.Writer, []csl.Item) error
}

// ErrChanged says that a page cannot be rendered since its essay has changed meanwhile.
var ErrChanged = errors.New("the essay has changed meanwhile")

// Site is the pages of one edition. It is safe for concurrent use.
type Site struct {
	edition     *edition.Edition
	body        func(*edition.Text) *markup.Body
	look        *Look
	words       words
	citations   *Citations
	generator   string
	forget      func()
	formats     Formats
	date        time.Time
	shortTitles func() []string // of essays, by their numbers
	places      placeForms

	large   bool
	remains []remains      // of the essays
	issued  func() string  // the edition's date in words
	numbers map[string]int // places of the essays in the order of contents, by id

	shardCount int                         // of the index
	searched   func() (*shards, error)     // the index, cut; made when first asked for
	counted    []byte                      // of the index, by an earlier run
	previews   func() map[string]previewer // by path

	// Lists that are cut into pages, made when first asked for.
	sorted func() []*edition.Source // as the style sorts them
	terms  func() []*edition.Term
	named  func() []*edition.Name
	listed func() []entry // all entries from A to Z
	ranks  func() map[subject]int

	sharing func() sharing // made when first asked for

	located sync.Map // *edition.Source → []locatorGroup
	ordered sync.Map // path of a list that is cut → []edition.Backlink

	plan *plan

	surroundings struct {
		sync.Mutex
		made map[string]*surroundings
	}

	buffers sync.Pool // of *writer, for parts of pages
}

// buffer is an empty buffer. It may be given back when what has been written in it is not needed any more.
func (s *Site) buffer() *writer {
	w, _ := s.buffers.Get().(*writer)
	if w == nil {
		return &writer{}
	}
	w.b = w.b[:0]
	return w
}

// Begin makes a site of an edition of which essays are still to be linked. Until it is planned, only Draft may be
// called.
func Begin(in Input) *Site {
	s := &Site{
		edition: in.Edition, body: in.Body, look: in.Look, words: in.Look.words, places: newPlaceForms(in.Look.words), citations: in.Citations,
		generator: in.Generator, forget: in.Forget, formats: in.Formats, date: in.Date, large: in.Size > dataSize, remains: make([]remains, len(in.Edition.Essays)),
	}
	s.shortTitles = sync.OnceValue(s.shortEssayTitles)
	s.surroundings.made = map[string]*surroundings{}
	s.numbers = make(map[string]int, len(s.edition.Essays))
	for i, x := range s.edition.Essays {
		s.numbers[x.ID] = i
	}
	s.issued = sync.OnceValue(func() string { return s.words.edtf(s.edition.Settings.Date) })
	s.searched = sync.OnceValues(s.indexed)
	s.previews = sync.OnceValue(s.shardedPreviews)
	s.sorted = sync.OnceValue(func() []*edition.Source { return s.citations.sorted(s.edition.Sources) })
	s.terms = sync.OnceValue(func() []*edition.Term {
		return alphabetical(s, s.edition.Terms, func(x *edition.Term) string { return x.Term })
	})
	s.named = sync.OnceValue(func() []*edition.Name { return alphabetical(s, s.edition.Names, sortedName) })
	s.listed = sync.OnceValue(s.entries)
	s.ranks = sync.OnceValue(s.subjectRanks)
	s.sharing = sync.OnceValue(s.shareSources)
	return s
}

// Plan plans the pages when all texts are linked, with the files that are copied beside them. Two pages at one address are an
// error.
func (s *Site) Plan(files []string) diagnostic.List {
	s.citations.forget(s.edition)
	s.large = s.large || s.manyFacts()
	return s.makePlan(files)
}

// Render gives the bytes of the page at the path. Pages of kind File have none here: they are copied.
func (s *Site) Render(path string) ([]byte, error) { return s.Append(nil, path) }

// Append appends the bytes of the page at the path.
func (s *Site) Append(dst []byte, path string) ([]byte, error) {
	p, ok := s.Page(path)
	if !ok {
		return nil, fmt.Errorf("the edition has no page %q", path)
	}
	return s.page(dst, p)
}

func (s *Site) page(dst []byte, p Page) ([]byte, error) {
	switch p.Kind {
	case Home:
		return s.home(dst, p)
	case Essay:
		x := s.edition.Essay(p.ID)
		body := s.body(x.Text)
		if body == nil {
			return nil, ErrChanged
		}
		w := s.buffer()
		defer s.buffers.Put(w)
		return s.essayPage(dst, x, s.essayText(w, x, body), s.linkedFrom(x.Backlinks))
	case Bibliography:
		return s.bibliography(dst, p)
	case Source:
		return s.source(dst, p)
	case Glossary:
		return s.glossary(dst, p)
	case Term:
		return s.term(dst, p)
	case Names:
		return s.names(dst, p)
	case Name:
		return s.name(dst, p)
	case Chronology:
		return s.chronology(dst, p)
	case Locators:
		return s.locators(dst, p)
	case Editorial:
		return s.editorial(dst, p)
	case Colophon:
		return s.colophon(dst, p)
	case Files:
		return s.files(dst, p)
	case Search:
		return s.search(dst, p)
	case Missing:
		return s.missing(dst, p)
	case Withdrawn:
		return s.withdrawn(dst, p)
	case Merged:
		return s.merged(dst, p)
	case Redirect:
		return s.redirect(dst, p)
	}
	w := writer{dst}
	err := s.unframed(&w, p)
	return w.b, err
}

// unframed writes a file that is no page to read.
func (s *Site) unframed(w *writer, p Page) error {
	switch p.Kind {
	case Stylesheet, Script:
		w.b = append(w.b, s.asset(p)...)
		return nil
	case SearchData:
		return s.searchData(w, p)
	case PreviewData:
		return s.previewData(w, p)
	case Margin:
		s.marginStyle(w, s.edition.Essay(p.ID))
		return nil
	case Data:
		return s.data(w, p)
	}
	return fmt.Errorf("%s is copied, not rendered", p.Path)
}

// Forget lets go what has been looked at and formatted of texts, for whoever makes many pages: it is there again when asked for.
func (s *Site) Forget() {
	s.citations.texts.Clear()
	if s.forget != nil {
		s.forget()
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
