package export

import (
	"bytes"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
	t.xml.endLine()
	if len(back) > 0 {
		t.xml.start("back")
		t.sections(back)
		t.xml.endLine()
	}
}

// blank says that nothing comes of a node: white space, or the link by which a passage shows its number.
func blank(n *html.Node) bool {
	return n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" || n.Data == "a" && hasClass(n, "address")
}

// sections writes blocks, opening a div at each heading. Blocks before the first heading are a div of their own when
// headings follow, since TEI does not mix the two.
func (t *tei) sections(nodes []*html.Node) {
	x := t.xml
	var open []int
	closeTo := func(level int) {
		for len(open) > 0 && open[len(open)-1] >= level {
			x.endLine()
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
			x.start("div", "type", kind)
			open = append(open, l)
			t.wrapped("head", children(n), n)
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
		return t.prefix + xmlName(id)
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
		t.wrapped("p", []*html.Node{n}, nil)
		return
	}
	switch n.Data {
	case "p":
		if hasClass(n, "verse") {
			t.verse(n)
			return
		}
		t.wrapped("p", children(n), n)
	case "blockquote":
		x.start("quote")
		t.blocks(children(n))
		x.end()
	case "ul", "ol":
		t.list(n)
	case "table":
		t.table(n)
	case "pre":
		t.code(n)
	case "figure":
		t.figure(n)
	case "hr":
		x.empty("milestone", "unit", "section")
	case "div", "section":
		if id := t.id(n); id != "" && !hasClass(n, "table") {
			x.empty("anchor", "xml:id", id)
		}
		t.blocks(children(n))
	case "h1", "h2", "h3", "h4", "h5", "h6":
		t.wrapped("p", children(n), n, "rend", "heading")
	default:
		t.wrapped("p", []*html.Node{n}, nil)
	}
	x.line()
}

// wrapped writes nodes in an element that has the identity, number and language of passage.
func (t *tei) wrapped(name string, nodes []*html.Node, passage *html.Node, attributes ...string) {
	t.xml.start(name, append(t.identity(passage), attributes...)...)
	t.inlines(nodes)
	t.xml.end()
}

// identity are a passage's attributes.
func (t *tei) identity(n *html.Node) []string {
	if n == nil {
		return nil
	}
	return []string{"xml:id", t.id(n), "n", attribute(n, "id"), "xml:lang", attribute(n, "lang")}
}

// codeWords writes code in a line. TEI's code holds words alone, so that annotated code is marked by its look.
func (t *tei) codeWords(n *html.Node) {
	if n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.Type == html.TextNode {
		t.phrase("code", n)
	} else {
		t.phrase("hi", n, "rend", "code")
	}
}

func (t *tei) code(n *html.Node) {
	x := t.xml
	x.start("ab", append(t.identity(n), "type", "code")...)
	language := ""
	if code := n.FirstChild; code != nil {
		language, _ = strings.CutPrefix(attribute(code, "class"), "language-")
	}
	x.start("code", "lang", language)
	x.text(words(n))
	x.end()
	x.end()
}

// verse writes lines. How far one is indented is no part of its words.
func (t *tei) verse(n *html.Node) {
	t.xml.start("lg", t.identity(n)...)
	line := []*html.Node{}
	for _, c := range append(children(n), nil) {
		if c != nil && c.Data != "br" {
			line = append(line, c)
			continue
		}
		t.line(line)
		t.marks.pass(1)
		line = line[:0]
	}
	t.xml.end()
}

func (t *tei) line(nodes []*html.Node) {
	rend := ""
	if len(nodes) > 0 && nodes[0].Type == html.TextNode {
		words := strings.TrimPrefix(nodes[0].Data, "\n") // behind the break
		nodes[0].Data = strings.TrimLeft(words, "\u00a0")
		if indent := utf8.RuneCountInString(words) - utf8.RuneCountInString(nodes[0].Data); indent > 0 {
			rend = "indent(" + strconv.Itoa(indent) + ")"
			t.marks.pass(indent)
		}
	}
	t.xml.start("l", "rend", rend)
	t.inlines(nodes)
	t.xml.end()
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
				t.wrapped("seg", children(c), c)
			default:
				t.block(c)
			}
		}
		x.endLine()
	}
	x.end()
}

func (t *tei) table(n *html.Node) {
	x := t.xml
	x.start("table", t.identity(n.Parent)...)
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
			if n.Data == "thead" {
				x.start("row", "role", "label")
			} else {
				x.start("row")
			}
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

// fileAddress is the address of a file that a text names, of the reference to it.
func fileAddress(reference string) string {
	u := url.URL{Path: strings.TrimPrefix(reference, "file:")}
	return u.String()
}

func (t *tei) figure(n *html.Node) {
	x := t.xml
	x.start("figure", t.identity(n)...)
	for _, c := range children(n) {
		if c.Type != html.ElementNode {
			continue
		}
		switch c.Data {
		case "img":
			x.empty("graphic", "url", fileAddress(attribute(c, "src")))
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
		t.marks.pass(len(n.Data))
		return
	}
	if n.Type != html.ElementNode {
		return
	}
	switch n.Data {
	case "em", "i":
		t.phrase("hi", n, "rend", "italic")
	case "strong", "b":
		t.phrase("hi", n, "rend", "bold")
	case "s":
		t.phrase("del", n, "rend", "strikethrough")
	case "code":
		t.codeWords(n)
	case "sub":
		t.phrase("hi", n, "rend", "subscript")
	case "br":
		x.empty("lb")
		t.marks.pass(1)
	case "img":
		x.start("figure")
		x.empty("graphic", "url", fileAddress(attribute(n, "src")))
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
	case hasClass(n, "cited-author"):
		t.phrase("seg", n, "type", "citation")
	case hasClass(n, "annotated"):
		t.annotated(n)
	case hasClass(n, "cite") && hasClass(n, "unresolved"):
		t.unresolved(n)
	case attribute(n, "lang") != "":
		t.phrase("foreign", n, "xml:id", t.id(n), "xml:lang", attribute(n, "lang"))
	case attribute(n, "id") != "" && n.FirstChild == nil:
		t.xml.empty("anchor", "xml:id", t.id(n))
	case attribute(n, "id") != "":
		t.phrase("seg", n, "xml:id", t.id(n))
	default:
		t.inlines(children(n))
	}
}

// call writes the note where it is first called, and a reference to it at further calls.
func (t *tei) call(n *html.Node) {
	link := n.FirstChild
	switch {
	case hasClass(n, "annotation"): // stands in the standOff
		return
	case !hasClass(n, "call") || link == nil || link.Type != html.ElementNode:
		t.phrase("hi", n, "rend", "superscript")
		return
	}
	id := strings.TrimPrefix(attribute(link, "href"), "#")
	for i := range t.text.Notes {
		note := &t.text.Notes[i]
		if t.text.Passages[note.Passage].ID != id {
			continue
		}
		if t.written[i] {
			t.xml.element("ref", note.Marker, "type", "note", "target", "#"+t.prefix+xmlName(id))
			return
		}
		t.note(i)
		return
	}
}

func (t *tei) note(i int) {
	t.written[i] = true
	note := &t.text.Notes[i]
	p := &t.text.Passages[note.Passage]
	outer := t.marks
	t.marks = marks{annotations: outer.annotations}
	language := ""
	if p.Language != t.text.Language {
		language = p.Language
	}
	t.xml.start("note", "xml:id", t.prefix+xmlName(p.ID), "n", note.Marker, "place", "end", "xml:lang", language,
		"type", note.Stream.String(), "resp", "#"+t.prefix+note.Stream.String())
	nodes := parse(t.fragments.Notes[i])
	if slices.ContainsFunc(nodes, func(n *html.Node) bool { return n.Type == html.ElementNode && n.DataAtom == atom.P }) {
		t.blocks(nodes)
	} else {
		t.inlines(nodes)
	}
	t.xml.end()
	t.marks = outer
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

// plainWords are the words of a fragment of HTML.
func plainWords(fragment []byte) string {
	var b strings.Builder
	for _, n := range parse(fragment) {
		b.WriteString(words(n))
	}
	return strings.TrimSpace(b.String())
}

// running writes blocks as running words, a space between them.
func (t *tei) running(nodes []*html.Node) {
	between := slices.ContainsFunc(nodes, isBlock) // white space is none of the words then
	for _, n := range nodes {
		switch {
		case blank(n) && (between || n.Type != html.TextNode):
		case isBlock(n):
			t.running(children(n))
			t.xml.text(" ")
		default:
			t.inline(n)
		}
	}
}

// isBlock says that a node holds blocks or lines rather than words in a line.
func isBlock(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.Data {
	case "p", "blockquote", "ul", "ol", "li", "div", "section", "pre", "table", "thead", "tbody", "tr", "td", "th", "figure", "figcaption":
		return true
	}
	return level(n) > 0
}
