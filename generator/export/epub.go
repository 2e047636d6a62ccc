package export

import (
	"archive/zip"
	"cmp"
	"crypto/sha1"
	_ "embed"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html"

	"glossator/generator/edition"
)

//go:embed book.css
var bookCSS []byte

// EPUB writes the essays as an EPUB 3.3 publication: a title page, the editorial pages, each essay with its notes,
// the glossary, names, chronology and bibliography with links back to the passages. The bytes follow from the input.
func EPUB(w io.Writer, in Input) error {
	b := &book{in: in, used: usedBy(&in), addresses: map[string]string{}, has: map[string]bool{}}
	b.plan()
	b.write()
	b.mend()
	return b.pack(w)
}

// book is an EPUB as it is put together.
type book struct {
	in        Input
	used      used
	pages     []page
	files     []file
	addresses map[string]string // of files in the content folder
	has       map[string]bool   // texts that have a page
	images    bool
}

// page is an XHTML document of the book.
type page struct {
	name, title, language string
	kind                  string // frontmatter, bodymatter or backmatter
	part                  string // of the contents
	landmark              string // what landmarks call it, or ""
	nodes                 []*html.Node
	sections              []edition.Section
}

type file struct {
	name, kind string
	content    []byte
}

// plan says which texts have a page, so that others can link to them. Editorial pages are of the whole edition.
func (b *book) plan() {
	for _, x := range b.in.essays() {
		b.has["essay-"+x.ID+".xhtml"] = true
	}
	if b.in.Essays == nil {
		for _, x := range b.in.Edition.Pages {
			b.has["page-"+x.ID+".xhtml"] = true
		}
	}
}

func (b *book) write() {
	b.titlePage()
	for _, x := range b.in.Edition.Pages {
		if b.has["page-"+x.ID+".xhtml"] {
			b.editorialPage(x)
		}
	}
	for _, x := range b.in.essays() {
		b.essayPage(x)
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

// mend takes the fragment from links to addresses that no page has, and the link where there is no page.
func (b *book) mend() {
	addresses := map[string]bool{}
	for _, p := range b.pages {
		addresses[p.name] = true
		each(p.nodes, func(n *html.Node) {
			if id := attribute(n, "id"); id != "" {
				if addresses[p.name+"#"+id] {
					dropAttribute(n, "id") // the first of its name keeps it
				}
				addresses[p.name+"#"+id] = true
			}
		})
	}
	for _, p := range b.pages {
		each(p.nodes, func(n *html.Node) {
			href := attribute(n, "href")
			switch {
			case n.Data != "a" || href == "":
			case !strings.Contains(href, ":"):
				mendLink(n, p.name, href, addresses)
			case attribute(n, "class") == "external": // from right to left, too, its last slash is at its end; a book's CSS must not say so
				setAttribute(n, "dir", "auto")
			}
		})
	}
}

func mendLink(n *html.Node, page, href string, addresses map[string]bool) {
	name, fragment, _ := strings.Cut(href, "#")
	whole := withFragment(cmp.Or(name, page), fragment)
	switch {
	case addresses[whole]:
	case strings.HasPrefix(name, "images/"):
	case addresses[cmp.Or(name, page)] && name != "":
		setAttribute(n, "href", name)
	default:
		n.Data, n.Attr = "span", nil
	}
}

// pack writes the container. The file that names the media type comes first and is not compressed; all files bear
// the first date that the format knows.
func (b *book) pack(w io.Writer) error {
	z := zip.NewWriter(w)
	kind := []byte("application/epub+zip")
	h := &zip.FileHeader{
		Name: "mimetype", Method: zip.Store, ModifiedDate: zipDate, CRC32: crc32.ChecksumIEEE(kind),
		CompressedSize64: uint64(len(kind)), UncompressedSize64: uint64(len(kind)),
	}
	raw, err := z.CreateRaw(h)
	if err != nil {
		return err
	}
	if _, err := raw.Write(kind); err != nil {
		return err
	}
	for _, f := range b.contents() {
		part, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, ModifiedDate: zipDate})
		if err != nil {
			return err
		}
		if _, err := part.Write(f.content); err != nil {
			return err
		}
	}
	return z.Close()
}

// zipDate is 1 January 1980. It is written by itself, since zip.FileHeader.Modified adds a field that readers of
// EPUB do not want before the media type.
const zipDate = 1<<5 | 1

func (b *book) contents() []file {
	list := []file{
		{name: "META-INF/container.xml", content: []byte(container)},
		{name: "EPUB/package.opf", content: b.packageDocument()},
		{name: "EPUB/nav.xhtml", content: b.navigation()},
		{name: "EPUB/book.css", content: bookCSS},
	}
	for _, p := range b.pages {
		list = append(list, file{name: "EPUB/" + p.name, content: document(p)})
	}
	for _, f := range b.files {
		list = append(list, file{name: "EPUB/" + f.name, content: f.content})
	}
	return list
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`

// document is a page as an XHTML file.
func document(p page) []byte {
	head := with(el("head"), with(el("title"), txt(p.title)), el("link", "rel", "stylesheet", "href", "book.css", "type", "text/css"))
	root := inLanguage(el("html", "xmlns", "http://www.w3.org/1999/xhtml", "xmlns:epub", "http://www.idpf.org/2007/ops"), p.language, "")
	with(root, head, txt("\n"), with(el("body", "epub:type", p.kind), p.nodes...))
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
	for i, f := range b.files {
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
	if b.images {
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
	return document(page{title: b.in.Word("contents"), language: b.in.Edition.Settings.Language, kind: "frontmatter", nodes: []*html.Node{with(toc, outer), marks}})
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
