package export

import (
	"crypto/sha1"
	"fmt"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"glossator/generator/edition"
)

// bookText turns a text's fragments into the nodes of a page of the book.
type bookText struct {
	book  *book
	text  *edition.Text
	bare  bool         // of a text that stands among others: it gives up its addresses
	cited []*html.Node // notes that the citation style makes
}

// nodes are a fragment's, its references made into links within the book.
func (b *bookText) nodes(fragment []byte) []*html.Node {
	root := with(el("div"), parse(fragment)...)
	b.within(root)
	return children(root)
}

func (b *bookText) within(parent *html.Node) {
	for _, n := range children(parent) {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "script" || n.Data == "style" || n.Data == "a" && hasClass(n, "address") {
			parent.RemoveChild(n)
			continue
		}
		b.within(n)
		b.element(n)
	}
}

func (b *bookText) element(n *html.Node) {
	if id := attribute(n, "id"); id == "" || b.bare || strings.ContainsAny(id, " \t\n\r:") {
		dropAttribute(n, "id")
	} else {
		setAttribute(n, "id", teiName(id))
	}
	if lang := attribute(n, "lang"); lang != "" {
		setAttribute(n, "xml:lang", lang)
	}
	dropAttribute(n, "tabindex")
	switch {
	case n.Data == "a":
		b.link(n)
	case n.Data == "img":
		b.image(n)
	case n.Data == "section" && attribute(n, "role") == "doc-appendix":
		setAttribute(n, "epub:type", "appendix")
	case n.Data == "span" && hasClass(n, "cluster"):
		b.cluster(n)
	}
}

// link gives a reference its address in the book. What leads nowhere becomes a span.
func (b *bookText) link(n *html.Node) {
	href := attribute(n, "href")
	scheme, rest, _ := strings.Cut(href, ":")
	id, fragment, _ := strings.Cut(rest, "#")
	address, kind, role := "", "", attribute(n, "role")
	switch {
	case strings.HasPrefix(href, "#"):
		address = "#" + teiName(href[1:])
		if role == "doc-noteref" {
			kind = "noteref"
		}
	case scheme == "cite":
		i, _ := strconv.Atoi(rest)
		address, kind = b.book.sourceAddress(b.text.Citations[i].Source), "biblioref"
	case scheme == "term":
		address, kind, role = b.book.entryAddress("term-"+id), "glossref", "doc-glossref"
	case scheme == "name":
		address = b.book.entryAddress("name-" + id)
	case scheme == "event":
		address = b.book.entryAddress("event-" + id)
	case scheme == "essay", scheme == "page":
		address = b.book.textAddress(scheme, id, fragment)
	case scheme == "file":
		address = b.book.file(b.text, rest, false)
	default:
		address = href
	}
	if address == "" {
		n.Data, n.Attr = "span", nil
		return
	}
	setAttribute(n, "href", address)
	if kind != "" {
		setAttribute(n, "epub:type", kind)
	}
	if role != "" {
		setAttribute(n, "role", role)
	}
}

// image takes the image's file into the book. One that cannot be shown becomes its words.
func (b *bookText) image(n *html.Node) {
	name, _ := strings.CutPrefix(attribute(n, "src"), "file:")
	if address := b.book.file(b.text, name, true); address != "" && isImage(name) {
		setAttribute(n, "src", address)
		return
	}
	alt := attribute(n, "alt")
	n.Data, n.Attr = "span", []html.Attribute{{Key: "class", Val: "image"}}
	n.AppendChild(txt(alt))
}

// cluster puts citations into a note of their own where the style cites in notes. The addresses of the citations
// stay in the text.
func (b *bookText) cluster(n *html.Node) {
	dropAttribute(n, "data-cluster")
	if !hasClass(n, "note") {
		return
	}
	if before := n.PrevSibling; before != nil && before.Type == html.TextNode { // a call stands behind a word
		before.Data = strings.TrimRight(before.Data, " \n\u00a0")
	}
	number := strconv.Itoa(len(b.cited) + 1)
	note := el("aside", "id", "cite-"+number, "epub:type", "footnote", "role", "doc-footnote")
	with(note, with(el("p"), append([]*html.Node{backlink("r-cite-"+number, "["+number+"]"), txt(" ")}, children(n)...)...))
	n.Attr = nil
	each(children(note), func(c *html.Node) {
		if id := attribute(c, "id"); id != "" && hasClass(c, "cite") {
			dropAttribute(c, "id")
			with(n, el("span", "id", id))
		}
	})
	with(n, with(el("sup", "class", "call"), with(el("a", "id", "r-cite-"+number, "href", "#cite-"+number,
		"epub:type", "noteref", "role", "doc-noteref"), txt("["+number+"]"))))
	b.cited = append(b.cited, note)
}

func backlink(id, marker string) *html.Node {
	return with(el("a", "href", "#"+id, "epub:type", "backlink", "role", "doc-backlink"), txt(marker))
}

// imageTypes are EPUB's core types of images.
var imageTypes = map[string]string{
	".gif": "image/gif", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml", ".webp": "image/webp",
}

func isImage(name string) bool { return imageTypes[strings.ToLower(path.Ext(name))] != "" }

// file takes a file that a text names into the book, which shows it if so, and gives its address, or "" when it cannot be had. A
// book holds images only.
func (b *book) file(t *edition.Text, name string, shown bool) string {
	if !isImage(name) {
		return ""
	}
	from := path.Join(path.Dir(t.File), name)
	b.mu.Lock()
	defer b.mu.Unlock()
	f, taken := b.files[from]
	if !taken {
		if content, err := b.in.File(t, name); err == nil {
			extension := strings.ToLower(path.Ext(name))
			f = &file{name: fmt.Sprintf("images/%x%s", sha1.Sum([]byte(from)), extension), kind: imageTypes[extension], content: content}
		}
		b.files[from] = f
	}
	if f == nil {
		return ""
	}
	b.pictured = b.pictured || shown
	return f.name
}

// sourceAddress is that of a source's entry in the bibliography.
func (b *book) sourceAddress(key string) string {
	if s := b.in.Edition.Source(key); s != nil {
		return b.entryAddress("source-" + s.Slug)
	}
	return ""
}

// entryAddress is that of an entry of the book's lists, or "" when it has no such entry.
func (b *book) entryAddress(entry string) string {
	if page := b.at[entry]; page != "" {
		return page + "#" + entry
	}
	return ""
}

// textAddress is that of an essay or editorial page in the book, else on the web.
func (b *book) textAddress(kind, id, fragment string) string {
	address := b.at[kind+"-"+id]
	if address == "" {
		if b.in.Edition.Settings.BaseURL == "" {
			return ""
		}
		return withFragment(b.in.Edition.Settings.BaseURL+kind+"s/"+id+".html", fragment)
	}
	if fragment != "" {
		fragment = teiName(fragment)
	}
	return withFragment(address, fragment)
}
