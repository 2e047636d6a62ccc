// Package edition is the model: what an annotated edition is made of and how its parts refer to each other.
//
// An [Edition] holds essays, editorial pages, sources, terms, names, events and annotations. Whatever is written
// in Markdown, an essay as well as a term's definition, is a [Text]: passages with addresses, notes, and the
// facts found in them: each [Citation], [Mention] and [Link] with the place where it stands. Facts name what
// they refer to; linking resolves them and gives every source, term, name, event and essay its [Backlink] list.
//
// The package does no input or output and knows nothing of Markdown or HTML. A [Place] is for readers (text,
// passage, span); a diagnostic.Position is for editors (file, line, column).
package edition

import (
	"maps"
	"net/url"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
)

// Edition is everything that a content folder says. Slices are in the order in which readers meet the parts:
// essays as in contents, sources by key, terms and names by their sorting words, events by date.
type Edition struct {
	Settings Settings
	Parts    []Part // the essays in the order of contents; one Part without a title when there are no parts
	Essays   []*Essay
	Pages    []*Page
	Sources  []*Source
	Terms    []*Term
	Names    []*Name
	Events   []*Event
	Unread   Unread
	Left     map[Owner]Left // essays and pages that are there and not in the edition

	essays  map[string]*Essay
	pages   map[string]*Page
	sources map[string]*Source
	slugs   map[string]*Source
	terms   map[string]*Term
	names   map[string]*Name
	events  map[string]*Event
}

// Unread is what of the content could not be read. Of what refers to it nothing is said until it can.
type Unread struct {
	Aliases bool           // not all former addresses are known, or withdrawals
	Sources bool           // not all sources are
	Owners  map[Owner]bool // an essay or a page; without an id, any term, name or whatever it is
}

// Owner says that one of the kind with the id may be there.
func (u Unread) Owner(kind OwnerKind, id string) bool {
	return u.Owners[Owner{kind, id}] || u.Owners[Owner{Kind: kind}]
}

// Equal says that both are the same.
func (u Unread) Equal(other Unread) bool {
	return u.Aliases == other.Aliases && u.Sources == other.Sources && maps.Equal(u.Owners, other.Owners)
}

// Left says why a text that is there is not in the edition.
type Left uint8

const (
	Draft    Left = iota + 1 // drafts are not taken in
	Unlisted                 // it is not in the contents of edition.yaml
)

// Settings is edition.yaml.
type Settings struct {
	Title, Subtitle string
	Editors         []Person
	Language        string // BCP 47; "en" when absent
	License         string // an SPDX identifier or an address
	Rights          string
	Publisher       string
	Version         string
	Date            string // EDTF
	DOI             string
	BaseURL         string // with a final slash; only for canonical links, feed, sitemap and 404.html
	CitationStyle   string // a built-in style's name or a path
	Autolink        Autolink
	RawHTML         bool
	Description     string
	Preservation    []string // networks that may keep copies: "lockss", "clockss"
	Withdrawn       []Withdrawal
	At              diagnostic.Position
}

// Withdrawal is an essay that was published and is no longer part of the edition.
type Withdrawal struct {
	Essay  string // its id
	Title  string // may be ""
	Reason string // for readers; may be ""
	At     diagnostic.Position
}

// Autolink says which of the mentions found by themselves become links in the text. A concordance has them all.
type Autolink uint8

const (
	AutolinkPassage Autolink = iota // the first in each passage
	AutolinkSection                 // the first in each section
	AutolinkEssay                   // the first in each essay
	AutolinkOff                     // none
)

// Person is an author or editor.
type Person struct {
	Name        string // as printed, Markdown that may call a note
	Affiliation string
	ORCID       string // without an address before it
}

// PlainName is the name in plain words.
func (p Person) PlainName() string { return PlainWords(p.Name) }

// Part is a group of essays in the contents.
type Part struct {
	Title  string
	Essays []*Essay
}

// Source is a work that somebody cites.
type Source struct {
	Item      csl.Item // Item.ID is the citation key
	Slug      string   // the key as a file name: lower-case letters, digits, hyphens
	At        diagnostic.Position
	Backlinks []Backlink // citations, in reading order
}

// Page is an editorial page: about, principles, an introduction.
type Page struct {
	ID       string
	Title    string
	Order    int // pages are listed by it, then by id
	Language string
	Draft    bool
	Aliases  []string
	Text     *Text
	// Backlinks are the links that lead to the page.
	Backlinks []Backlink
}

// Event is an entry of the chronology.
type Event struct {
	ID        string
	Date      csl.Date
	EDTF      string // the date as the editor wrote it
	Title     string
	About     *Text
	Sources   *Text // one cluster of citations, or nil
	Backlinks []Backlink
}

// Begins is the day, month or year from which on an event has its place among others: that of a season is its first month, and that
// of one whose beginning is not known its end.
func (x *Event) Begins() csl.DateParts {
	d := x.Date.Start
	if d.Year == 0 {
		return x.Date.End
	}
	if d.Month == 0 {
		d.Month = 3 * x.Date.SeasonNumber()
	}
	return d
}

// New returns an edition of the parts given, indexed by id. Ids must be unique within a kind.
func New(s Settings, parts []Part, pages []*Page, sources []*Source, terms []*Term, names []*Name, events []*Event) *Edition {
	e := &Edition{Settings: s, Parts: parts, Pages: pages, Sources: sources, Terms: terms, Names: names, Events: events}
	for _, part := range parts {
		e.Essays = append(e.Essays, part.Essays...)
	}
	e.essays = index(e.Essays, func(x *Essay) string { return x.ID })
	e.pages = index(pages, func(x *Page) string { return x.ID })
	e.sources = index(sources, func(x *Source) string { return x.Item.ID })
	e.slugs = index(sources, func(x *Source) string { return x.Slug })
	e.terms = index(terms, func(x *Term) string { return x.ID })
	e.names = index(names, func(x *Name) string { return x.ID })
	e.events = index(events, func(x *Event) string { return x.ID })
	return e
}

func index[T any](list []*T, id func(*T) string) map[string]*T {
	m := make(map[string]*T, len(list))
	for _, x := range list {
		m[id(x)] = x
	}
	return m
}

// The parts by id; nil where there is none.
func (e *Edition) Essay(id string) *Essay       { return e.essays[id] }
func (e *Edition) Page(id string) *Page         { return e.pages[id] }
func (e *Edition) Source(key string) *Source    { return e.sources[key] }
func (e *Edition) SourceAt(slug string) *Source { return e.slugs[slug] }
func (e *Edition) Term(id string) *Term         { return e.terms[id] }
func (e *Edition) Name(id string) *Name         { return e.names[id] }
func (e *Edition) Event(id string) *Event       { return e.events[id] }

// Texts calls f for every text of the edition, essays first, in an order that is always the same.
func (e *Edition) Texts(f func(*Text)) {
	each := func(t *Text) {
		if t != nil {
			f(t)
		}
	}
	for _, x := range e.Essays {
		each(x.Text)
		for _, a := range x.Annotations {
			each(a.Body)
		}
	}
	for _, x := range e.Pages {
		each(x.Text)
	}
	for _, x := range e.Terms {
		each(x.Definition)
		each(x.Sources)
	}
	for _, x := range e.Names {
		each(x.About)
	}
	for _, x := range e.Events {
		each(x.About)
		each(x.Sources)
	}
}

// DOIAddress is the address of a DOI, in which signs that mean something in addresses are escaped. One that is an address
// already stays as it is.
func DOIAddress(doi string) string {
	const resolver = "https://doi.org/"
	if doi == "" || strings.HasPrefix(doi, resolver) {
		return doi
	}
	u := url.URL{Scheme: "https", Host: "doi.org", Path: "/" + strings.TrimPrefix(doi, "doi:")}
	return u.String()
}

// LicenseAddress is the address of a licence that is given by its SPDX identifier, or as an address: of Creative Commons'
// licences their own, of others that at SPDX.
func LicenseAddress(license string) string {
	switch {
	case license == "", strings.HasPrefix(license, "https://"), strings.HasPrefix(license, "http://"):
		return license
	case license == "CC0-1.0":
		return "https://creativecommons.org/publicdomain/zero/1.0/"
	}
	if rest, found := strings.CutPrefix(strings.ToLower(license), "cc-"); found {
		if i := strings.LastIndexByte(rest, '-'); i > 0 {
			return "https://creativecommons.org/licenses/" + rest[:i] + "/" + rest[i+1:] + "/"
		}
	}
	return "https://spdx.org/licenses/" + url.PathEscape(license) + ".html"
}
