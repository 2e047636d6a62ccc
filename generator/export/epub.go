package export

import (
	"cmp"
	"crypto/sha1"
	_ "embed"
	"fmt"
	"hash/maphash"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"

	"glossator/generator/edition"
	"glossator/generator/parallel"
)

//go:embed book.css
var bookCSS []byte

// EPUB writes the essays as an EPUB 3.3 publication: a title page, the editorial pages, each essay with its notes,
// the glossary, names, chronology and bibliography with links back to the passages. The bytes follow from the input.
// Of the pages only those that are being made are in memory as a whole, the others as they will be in the file.
func EPUB(w io.Writer, in Input) error {
	b := &book{in: in, used: usedBy(&in), files: map[string]*file{}, at: map[string]string{}, seed: maphash.MakeSeed()}
	b.plan()
	if err := b.write(); err != nil {
		return err
	}
	return b.pack(w)
}

// book is an EPUB as it is put together.
type book struct {
	in    Input
	used  used
	pages []page
	at    map[string]string // the pages of texts and entries: "essay-leem", "source-watt"
	seed  maphash.Seed      // of hashes of addresses

	mu       sync.Mutex
	files    map[string]*file // images, by their paths in the content folder; nil where there is none to be had
	pictured bool             // some of them are shown
}

// page is an XHTML document of the book.
type page struct {
	name, title, language string
	kind                  string // frontmatter, bodymatter or backmatter
	part                  string // of the contents
	landmark              string // what landmarks call it, or ""
	sections              []edition.Section
	nodes                 func() []*html.Node
	made                  made
}

// made is a page as the container has it.
type made struct {
	packed
	ids   []uint64 // hashes of the addresses that it has
	goals []uint64 // and of those within the book that it links to, each once
}

// file is an image of the book.
type file struct {
	name, kind string
	content    []byte
}

// images are the book's, in the order of their names.
func (b *book) images() []*file {
	list := slices.DeleteFunc(slices.Collect(maps.Values(b.files)), func(f *file) bool { return f == nil })
	slices.SortFunc(list, func(x, y *file) int { return strings.Compare(x.name, y.name) })
	return list
}

// plan says which pages there are, so that each can link to the others. Editorial pages are of the whole edition.
func (b *book) plan() {
	b.titlePage()
	if b.in.Essays == nil {
		for _, x := range b.in.Edition.Pages {
			b.editorialPage(x)
		}
	}
	parts := map[*edition.Essay]string{}
	for _, p := range b.in.Edition.Parts {
		for _, x := range p.Essays {
			parts[x] = p.Title
		}
	}
	for _, x := range b.in.essays() {
		b.essayPage(x, parts[x])
	}
	b.glossary()
	b.names()
	b.chronology()
	b.bibliography()
}

func (b *book) page(p page) {
	if p.language == "" {
		p.language = b.in.Edition.Settings.Language
	}
	b.pages = append(b.pages, p)
}

// write makes the pages, and once more those that link to what the book turns out not to have.
func (b *book) write() error {
	if err := parallel.Each(len(b.pages), func(i int) error { return b.make(&b.pages[i], nil) }); err != nil {
		return err
	}
	var known []uint64
	for i := range b.pages {
		known = append(known, b.pages[i].made.ids...)
	}
	slices.Sort(known)
	return parallel.Each(len(b.pages), func(i int) error {
		p := &b.pages[i]
		for _, goal := range p.made.goals {
			if !holds(known, goal) {
				return b.make(p, known)
			}
		}
		return nil
	})
}

func holds(sorted []uint64, x uint64) bool {
	_, found := slices.BinarySearch(sorted, x)
	return found
}

func (b *book) hash(address string) uint64 { return maphash.String(b.seed, address) }

// make makes a page. Where it is known which addresses the book has, links to others lose their fragment, or are none.
func (b *book) make(p *page, known []uint64) (err error) {
	nodes := p.nodes()
	m := made{ids: []uint64{b.hash(p.name)}}
	taken := map[string]bool{}
	each(nodes, func(n *html.Node) {
		switch id := attribute(n, "id"); {
		case id == "":
		case taken[id]:
			dropAttribute(n, "id") // the first of its name keeps it
		default:
			taken[id] = true
			m.ids = append(m.ids, b.hash(p.name+"#"+id))
		}
	})
	each(nodes, func(n *html.Node) {
		href := attribute(n, "href")
		switch {
		case n.Data != "a" || href == "":
		case !strings.Contains(href, ":"):
			m.goals = append(m.goals, b.link(n, p.name, href, known))
		case attribute(n, "class") == "external": // from right to left, too, its last slash is at its end; a book's CSS must not say so
			setAttribute(n, "dir", "auto")
		}
	})
	slices.Sort(m.goals)
	m.goals = slices.Clone(slices.Compact(m.goals))
	m.packed, err = deflated(document(p, nodes))
	p.made = m
	return err
}

// link is the hash of where a link of a page leads, which is mended where it is known what the book has.
func (b *book) link(n *html.Node, page, href string, known []uint64) uint64 {
	name, fragment, _ := strings.Cut(href, "#")
	if strings.HasPrefix(name, "images/") {
		return b.hash(page)
	}
	goal := b.hash(withFragment(cmp.Or(name, page), fragment))
	switch {
	case known == nil || holds(known, goal):
	case name != "" && holds(known, b.hash(name)):
		setAttribute(n, "href", name)
	default:
		n.Data = "span"
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key != "id" }) // others may lead to it
	}
	return goal
}

// document is a page as an XHTML file.
func document(p *page, nodes []*html.Node) []byte {
	head := with(el("head"), with(el("title"), txt(p.title)), el("link", "rel", "stylesheet", "href", "book.css", "type", "text/css"))
	root := inLanguage(el("html", "xmlns", "http://www.w3.org/1999/xhtml", "xmlns:epub", "http://www.idpf.org/2007/ops"), p.language, "")
	with(root, head, txt("\n"), with(el("body", "epub:type", p.kind), nodes...))
	x := &xmlWriter{}
	x.b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n")
	writeXHTML(x, root)
	x.line()
	return []byte(x.String())
}

// packageDocument lists what the book is and what it is made of.
func (b *book) packageDocument() []byte {
	x := &xmlWriter{}
	x.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	x.start("package", "xmlns", "http://www.idpf.org/2007/opf", "version", "3.0", "unique-identifier", "id", "xml:lang", b.in.Edition.Settings.Language)
	x.line()
	b.metadata(x)
	x.start("manifest")
	x.empty("item", "id", "nav", "href", "nav.xhtml", "media-type", "application/xhtml+xml", "properties", "nav")
	x.empty("item", "id", "css", "href", "book.css", "media-type", "text/css")
	for i, p := range b.pages {
		x.empty("item", "id", fmt.Sprintf("p%d", i+1), "href", p.name, "media-type", "application/xhtml+xml")
	}
	for i, f := range b.images() {
		x.empty("item", "id", fmt.Sprintf("f%d", i+1), "href", f.name, "media-type", f.kind)
	}
	x.endLine()
	x.start("spine", "page-progression-direction", edition.Direction(b.in.Edition.Settings.Language, ""))
	for i := range b.pages {
		x.empty("itemref", "idref", fmt.Sprintf("p%d", i+1))
		if i == 0 {
			x.empty("itemref", "idref", "nav")
		}
	}
	x.endLine()
	x.endLine()
	return []byte(x.String())
}

func (b *book) metadata(x *xmlWriter) {
	s := b.in.Edition.Settings
	x.start("metadata", "xmlns:dc", "http://purl.org/dc/elements/1.1/")
	x.element("dc:identifier", b.identifier(), "id", "id")
	x.element("dc:title", b.title())
	x.element("dc:language", s.Language)
	b.makers(x)
	x.element("dc:publisher", s.Publisher)
	x.element("dc:date", isoDate(s.Date))
	x.element("dc:rights", strings.TrimSpace(s.Rights+" "+s.License))
	x.element("dc:description", s.Description)
	for _, essay := range b.in.essays() {
		if original := b.in.Edition.Source(essay.Original); original != nil {
			x.element("dc:source", b.in.entry(original))
		}
	}
	meta := func(property, value string) { x.element("meta", value, "property", property) }
	meta("dcterms:modified", b.modified())
	meta("schema:accessMode", "textual")
	if b.pictured {
		meta("schema:accessMode", "visual")
		meta("schema:accessibilityFeature", "alternativeText")
	}
	meta("schema:accessModeSufficient", "textual")
	for _, feature := range []string{"structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "index", "ARIA"} {
		meta("schema:accessibilityFeature", feature)
	}
	meta("schema:accessibilityHazard", "none")
	x.element("meta", "Headings, notes, citations and lists are marked up as what they are; every note and every entry of the lists links back to the text.",
		"property", "schema:accessibilitySummary", "xml:lang", "en")
	x.endLine()
}

// makers are the authors of the essays, each once, and the editors.
func (b *book) makers(x *xmlWriter) {
	seen := map[string]bool{}
	for _, essay := range b.in.essays() {
		for _, a := range essay.Authors {
			if name := a.PlainName(); !seen[name] {
				seen[name] = true
				x.element("dc:creator", name)
			}
		}
	}
	for i, name := range b.editors() {
		id := fmt.Sprintf("editor%d", i+1)
		x.element("dc:contributor", name, "id", id)
		x.element("meta", "edt", "refines", "#"+id, "property", "role", "scheme", "marc:relators")
	}
}

func (b *book) title() string {
	if len(b.in.Essays) == 1 {
		return b.in.Essays[0].Title
	}
	return b.in.Edition.Settings.Title
}

// identifier is the edition's own where the book is all of it, else a name-based UUID (RFC 9562).
func (b *book) identifier() string {
	s := b.in.Edition.Settings
	name := cmp.Or(s.BaseURL, s.Title)
	if s.DOI != "" {
		name = edition.DOIAddress(s.DOI)
	}
	if b.in.Essays == nil && strings.Contains(name, "://") {
		return name
	}
	for _, x := range b.in.Essays {
		name += " " + x.ID
	}
	space := []byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8} // of addresses
	u := sha1.Sum(append(space, name...))
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:16])
}

// modified is the edition's date as the instant that EPUB asks for.
func (b *book) modified() string {
	date := isoDate(b.in.Edition.Settings.Date)
	switch {
	case date == "" && b.in.Date.IsZero():
		return "1980-01-01T00:00:00Z" // as the files in the container
	case date == "":
		return b.in.Date.UTC().Format(time.RFC3339)
	}
	return (date + "-01-01")[:10] + "T00:00:00Z"
}

// navigation is the table of contents and the landmarks.
func (b *book) navigation() []byte {
	toc := with(el("nav", "epub:type", "toc", "role", "doc-toc", "id", "toc"), with(el("h1"), txt(b.in.Word("contents"))))
	list := el("ol")
	landmarks := el("ol")
	landmark := func(href, kind, title string) {
		with(landmarks, with(el("li"), with(el("a", "href", href, "epub:type", kind), txt(title))))
	}
	landmark("#toc", "toc", b.in.Word("contents"))
	begun := false
	outer, part := list, ""
	for _, p := range b.pages {
		if p.part != part {
			if part, list = p.part, outer; part != "" {
				list = el("ol")
				with(outer, with(el("li"), with(el("span"), txt(part)), list))
			}
		}
		item := with(el("li"), with(el("a", "href", p.name), txt(p.title)))
		with(list, with(item, b.sectionList(p.name, p.sections)...))
		if p.kind == "bodymatter" && !begun {
			landmark(p.name, "bodymatter", p.title)
			begun = true
		}
		if p.landmark != "" {
			landmark(p.name, p.landmark, p.title)
		}
	}
	marks := with(el("nav", "epub:type", "landmarks", "hidden", "hidden"), with(el("h2"), txt(b.in.Word("contents"))), landmarks)
	p := &page{title: b.in.Word("contents"), language: b.in.Edition.Settings.Language, kind: "frontmatter"}
	return document(p, []*html.Node{with(toc, outer), marks})
}

// sectionList is the part of a table of contents below a page.
func (b *book) sectionList(page string, sections []edition.Section) []*html.Node {
	if len(sections) == 0 {
		return nil
	}
	list := el("ol")
	for _, x := range sections {
		item := with(el("li"), with(el("a", "href", page+"#"+teiName(x.Heading.ID)), txt(b.in.Title(x))))
		with(list, with(item, b.sectionList(page, x.Below)...))
	}
	return []*html.Node{list}
}
