package export

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parse reads a fragment of HTML.
func parse(fragment []byte) []*html.Node {
	nodes, err := html.ParseFragment(bytes.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return nil // reading from memory does not fail
	}
	return nodes
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attribute(n, "class")), class)
}

func children(n *html.Node) []*html.Node {
	var list []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		list = append(list, c)
	}
	return list
}

// level is that of a heading, or 0.
func level(n *html.Node) int {
	if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
		return int(n.Data[1] - '0')
	}
	return 0
}

// divisions writes body and back: sections as nested divs, the appendix as back matter.
func (t *tei) divisions(main []byte) {
	var body, back []*html.Node
	for _, n := range parse(main) {
		if n.Type == html.ElementNode && attribute(n, "role") == "doc-appendix" {
			back = append(back, children(n)...)
		} else if len(back) > 0 && (level(n) == 0 && blank(n)) {
			back = append(back, n)
		} else {
			body = append(body, n)
		}
	}
	t.xml.start("body")
	t.sections(body)
	t.xml.end()
	t.xml.line()
	if len(back) > 0 {
		t.xml.start("back")
		t.sections(back)
		t.xml.end()
		t.xml.line()
	}
}

func blank(n *html.Node) bool { return n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" }

// sections writes blocks, opening a div at each heading. Blocks before the first heading are a div of their own when
// headings follow, since TEI does not mix the two.
func (t *tei) sections(nodes []*html.Node) {
	x := t.xml
	var open []int
	closeTo := func(level int) {
		for len(open) > 0 && open[len(open)-1] >= level {
			x.end()
			x.line()
			open = open[:len(open)-1]
		}
	}
	if slices.ContainsFunc(nodes, func(n *html.Node) bool { return level(n) > 0 }) && len(nodes) > 0 && firstLevel(nodes) == 0 {
		x.start("div", "type", "preamble")
		open = append(open, 6)
	}
	written := false
	for _, n := range nodes {
		if l := level(n); l > 0 {
			closeTo(l)
			kind := "section"
			if hasClass(n, "appendix") {
				kind = "appendix"
			}
			x.start("div", "type", kind, "n", strconv.Itoa(l-1))
			open = append(open, l)
			x.start("head", "xml:id", t.id(n))
			t.inlines(children(n))
			x.end()
			x.line()
			written = false
			continue
		}
		if !blank(n) {
			t.block(n)
			written = true
		}
	}
	if !written && len(open) == 0 {
		x.start("p")
		x.end()
	}
	closeTo(0)
}

// firstLevel is the level of the first node that is not blank.
func firstLevel(nodes []*html.Node) int {
	for _, n := range nodes {
		if !blank(n) {
			return level(n)
		}
	}
	return 0
}

// id is the TEI identifier of a node, or "".
func (t *tei) id(n *html.Node) string {
	if id := attribute(n, "id"); id != "" {
		return t.prefix + id
	}
	return ""
}

func (t *tei) blocks(nodes []*html.Node) {
	for _, n := range nodes {
		if !blank(n) {
			t.block(n)
		}
	}
}

func (t *tei) block(n *html.Node) {
	x := t.xml
	if n.Type != html.ElementNode {
		t.wrapped("p", []*html.Node{n}, "")
		return
	}
	lang := attribute(n, "lang")
	switch n.Data {
	case "p":
		if hasClass(n, "verse") {
			t.verse(n)
			return
		}
		t.wrapped("p", children(n), t.id(n), "xml:lang", lang)
	case "blockquote":
		x.start("quote")
		t.blocks(children(n))
		x.end()
	case "ul", "ol":
		t.list(n)
	case "table":
		t.table(n)
	case "pre":
		x.start("ab", "type", "code", "xml:id", t.id(n))
		x.text(words(n))
		x.end()
	case "figure":
		t.figure(n)
	case "hr":
		x.empty("milestone", "unit", "section")
	case "div", "section":
		t.blocks(children(n))
	case "h1", "h2", "h3", "h4", "h5", "h6":
		t.wrapped("p", children(n), t.id(n), "rend", "heading")
	default:
		t.wrapped("p", []*html.Node{n}, "")
	}
	x.line()
}

func (t *tei) wrapped(name string, nodes []*html.Node, id string, attributes ...string) {
	t.xml.start(name, append([]string{"xml:id", id, "n", strings.TrimPrefix(id, t.prefix)}, attributes...)...)
	t.inlines(nodes)
	t.xml.end()
}

func (t *tei) verse(n *html.Node) {
	x := t.xml
	x.start("lg", "xml:id", t.id(n))
	x.start("l")
	for _, c := range children(n) {
		if c.Type == html.ElementNode && c.Data == "br" {
			x.end()
			x.start("l")
			continue
		}
		t.inline(c)
	}
	x.end()
	x.end()
}

func (t *tei) list(n *html.Node) {
	x := t.xml
	kind := "bulleted"
	if n.Data == "ol" {
		kind = "ordered"
	}
	x.start("list", "rend", kind)
	for _, item := range children(n) {
		if item.Type != html.ElementNode {
			continue
		}
		x.start("item")
		for _, c := range children(item) {
			switch {
			case blank(c):
			case c.Type == html.ElementNode && hasClass(c, "passage"):
				t.wrapped("seg", children(c), t.id(c))
			default:
				t.block(c)
			}
		}
		x.end()
		x.line()
	}
	x.end()
}

func (t *tei) table(n *html.Node) {
	x := t.xml
	id := ""
	if n.Parent != nil {
		id = t.id(n.Parent)
	}
	x.start("table", "xml:id", id)
	var rows func(*html.Node)
	rows = func(n *html.Node) {
		for _, c := range children(n) {
			if c.Type != html.ElementNode {
				continue
			}
			if c.Data != "tr" {
				rows(c)
				continue
			}
			x.start("row")
			for _, cell := range children(c) {
				if cell.Type == html.ElementNode {
					role := ""
					if cell.Data == "th" {
						role = "label"
					}
					x.start("cell", "role", role)
					t.inlines(children(cell))
					x.end()
				}
			}
			x.end()
		}
	}
	rows(n)
	x.end()
}

func (t *tei) figure(n *html.Node) {
	x := t.xml
	x.start("figure", "xml:id", t.id(n))
	for _, c := range children(n) {
		if c.Type != html.ElementNode {
			continue
		}
		switch c.Data {
		case "img":
			x.empty("graphic", "url", strings.TrimPrefix(attribute(c, "src"), "file:"))
			x.element("figDesc", attribute(c, "alt"))
		case "figcaption":
			x.start("p")
			t.inlines(children(c))
			x.end()
		}
	}
	x.end()
}

func (t *tei) inlines(nodes []*html.Node) {
	for _, n := range nodes {
		t.inline(n)
	}
}

func (t *tei) inline(n *html.Node) {
	x := t.xml
	if n.Type == html.TextNode {
		x.text(n.Data)
		return
	}
	if n.Type != html.ElementNode {
		return
	}
	switch n.Data {
	case "em":
		t.phrase("hi", n, "rend", "italic")
	case "strong":
		t.phrase("hi", n, "rend", "bold")
	case "s":
		t.phrase("del", n, "rend", "strikethrough")
	case "code":
		t.phrase("code", n)
	case "br":
		x.empty("lb")
	case "img":
		x.start("figure")
		x.empty("graphic", "url", strings.TrimPrefix(attribute(n, "src"), "file:"))
		x.element("figDesc", attribute(n, "alt"))
		x.end()
	case "sup":
		t.call(n)
	case "a":
		t.reference(n)
	case "span":
		t.span(n)
	default:
		t.inlines(children(n))
	}
}

func (t *tei) phrase(name string, n *html.Node, attributes ...string) {
	t.xml.start(name, attributes...)
	t.inlines(children(n))
	t.xml.end()
}

func (t *tei) span(n *html.Node) {
	switch {
	case hasClass(n, "cluster"):
		t.cluster(n)
	case hasClass(n, "annotated"):
		t.annotated(n)
	case attribute(n, "lang") != "":
		t.phrase("foreign", n, "xml:lang", attribute(n, "lang"))
	case hasClass(n, "cite") && hasClass(n, "unresolved"):
		t.phrase("bibl", n, "xml:id", t.id(n), "cert", "unknown")
	case attribute(n, "id") != "" && n.FirstChild == nil:
		t.xml.empty("anchor", "xml:id", t.id(n))
	default:
		t.inlines(children(n))
	}
}

// call writes the note where it is first called, and a reference to it at further calls.
func (t *tei) call(n *html.Node) {
	link := n.FirstChild
	if !hasClass(n, "call") || hasClass(n, "annotation") || link == nil || link.Type != html.ElementNode {
		if !hasClass(n, "annotation") {
			t.phrase("hi", n, "rend", "superscript")
		}
		return
	}
	id := strings.TrimPrefix(attribute(link, "href"), "#")
	for i := range t.text.Notes {
		note := &t.text.Notes[i]
		if t.text.Passages[note.Passage].ID != id {
			continue
		}
		if t.written[i] {
			t.xml.element("ref", note.Marker, "type", "note", "target", "#"+t.prefix+id)
			return
		}
		t.note(i)
		return
	}
}

func (t *tei) note(i int) {
	t.written[i] = true
	note := &t.text.Notes[i]
	t.xml.start("note", "xml:id", t.prefix+t.text.Passages[note.Passage].ID, "n", note.Marker, "place", "end",
		"type", note.Stream.String(), "resp", "#"+t.prefix+note.Stream.String())
	nodes := parse(t.in.Fragments(t.text).Notes[i])
	if slices.ContainsFunc(nodes, func(n *html.Node) bool { return n.Type == html.ElementNode && n.DataAtom == atom.P }) {
		t.blocks(nodes)
	} else {
		t.inlines(nodes)
	}
	t.xml.end()
}

// looseNotes writes the notes that nothing calls.
func (t *tei) looseNotes() {
	for i := range t.text.Notes {
		if !t.written[i] {
			t.note(i)
		}
	}
}

// words are those of a node and what is in it.
func words(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for _, c := range children(n) {
		b.WriteString(words(c))
	}
	return b.String()
}
