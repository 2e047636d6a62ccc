package markup

import (
	"bytes"
	"cmp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"glossator/generator/edition"
)

func (r *renderer) blocks(parent ast.Node) {
	appendix := false
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			in := r.inAppendix(h)
			if appendix && (!in || r.body.attrs[h].has("appendix")) {
				r.text("</section>\n")
				appendix = false
			}
			if in && !appendix {
				r.text(`<section role="doc-appendix"`)
				r.attribute("aria-labelledby", r.passageOf(h).ID)
				r.text(">\n")
				appendix = true
			}
		}
		r.block(n)
	}
	if appendix {
		r.text("</section>\n")
	}
}

func (r *renderer) inAppendix(h *ast.Heading) bool {
	return r.passageOf(h).Region == edition.Appendix && h.Parent().Kind() == ast.KindDocument
}

func (r *renderer) passageOf(n ast.Node) *edition.Passage {
	return &r.body.Text.Passages[r.body.leaves[n].passage]
}

func (r *renderer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		r.leaf("h"+strconv.Itoa(n.Level), n)
	case *ast.Paragraph:
		if isFigure(n) {
			a := r.body.attrs[n]
			r.named(a.id, n, func() { r.figure(n, a) })
		} else {
			r.leaf("p", n)
		}
	case *ast.TextBlock:
		r.leaf("span", n)
	case *verseNode:
		r.verse = true
		r.leaf("p", n)
		r.verse = false
	case *ast.Blockquote:
		r.text("<blockquote>\n")
		r.blocks(n)
		r.text("</blockquote>\n")
	case *ast.List:
		r.list(n)
	case *divNode:
		r.div(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		a := fenceAttributes(n, r.fragment.source)
		r.named(a.id, n, func() { r.code(n, a.classes) })
	case *ast.HTMLBlock:
		r.html(n)
	case *east.Table:
		r.table(n)
	case *ast.ThematicBreak:
		r.text("<hr>\n")
	case *noteDefinition:
	default:
		r.blocks(n)
	}
}

// leaf writes a block of words with its address.
func (r *renderer) leaf(tag string, n ast.Node) {
	r.begin(n)
	p := r.passageOf(n)
	r.text("<" + tag)
	r.address(p)
	a := r.body.attrs[n]
	if p.Note >= 0 && a.lang != "" { // a paragraph of a note is no passage, which would say so itself
		r.attribute("lang", a.lang)
	}
	class := strings.Join(a.classes, " ")
	switch {
	case r.verse:
		class = strings.TrimSpace("verse " + class)
	case tag == "span":
		class = strings.TrimSpace("passage " + class)
	}
	r.blockAttributes(class, a)
	r.text(">")
	if isName(a.id, p) {
		r.text("<span")
		r.attribute("id", a.id)
		r.text("></span>")
	}
	r.joined(r.body.leaves[n].passage)
	r.speaking(a.lang, func() { r.inlines(n) })
	r.addressLink(p)
	r.text("</" + tag + ">\n")
}

// isName says that the id that the editor has given to a block is a name beside its passage's address. A note's block has none.
func isName(id string, p *edition.Passage) bool {
	return id != "" && id != p.ID && p.Note < 0
}

// named writes a block that holds more than words of its own, in a div that has its name, if it has one.
func (r *renderer) named(id string, n ast.Node, block func()) {
	if !isName(id, r.passageOf(n)) {
		block()
		return
	}
	r.open("div", attributes{id: id})
	r.text("\n")
	block()
	r.text("</div>\n")
}

// joined writes the addresses of passages that have become part of one, but for those that stand at words of it.
func (r *renderer) joined(passage int32) {
	for _, j := range r.body.Text.Joined {
		if j.Passage == passage && !j.Given {
			r.text("<span")
			r.attribute("id", j.ID)
			r.text("></span>")
		}
	}
}

// address writes a passage's id; a note's own is on the element that holds the note. A passage in another language than its
// text says so, wherever it is put.
func (r *renderer) address(p *edition.Passage) {
	if p.Note < 0 {
		r.attribute("id", p.ID)
		if p.Language != r.language || p.Language != r.body.Text.Language && p.Region != edition.AbstractRegion {
			r.attribute("lang", p.Language)
		}
	}
}

// addressLink writes the link by which a passage shows its number. It has no words of its own, so that it is in
// nothing that a reader copies.
func (r *renderer) addressLink(p *edition.Passage) {
	if p.Note >= 0 {
		return
	}
	r.text(`<a class="address" aria-hidden="true" tabindex="-1"`)
	r.attribute("href", "#"+p.ID)
	r.text("></a>")
}

// blockAttributes writes the class, and the direction, which is that of the language unless the author says otherwise.
func (r *renderer) blockAttributes(class string, a attributes) {
	if class != "" {
		r.attribute("class", class)
	}
	if dir := cmp.Or(a.dir, edition.Direction(a.lang, r.language)); dir != "" {
		r.attribute("dir", dir)
	}
}

// open writes the tag that begins an element with an author's attributes.
func (r *renderer) open(tag string, a attributes) {
	r.text("<" + tag)
	if a.id != "" {
		r.attribute("id", a.id)
	}
	if a.lang != "" {
		r.attribute("lang", a.lang)
	}
	r.blockAttributes(strings.Join(a.classes, " "), a)
	r.text(">")
}

func (r *renderer) figure(n ast.Node, a attributes) {
	r.begin(n)
	r.text("<figure")
	r.address(r.passageOf(n))
	r.blockAttributes(strings.Join(a.classes, " "), a)
	r.text(">")
	image := n.FirstChild().(*ast.Image)
	r.inline(image)
	r.addressLink(r.passageOf(n)) // a caption is the last in its figure
	if caption := r.body.captions[image]; caption != nil {
		if imageAlt(image, r.fragment.source) != "" {
			r.skip(len("\n"))
		}
		r.element("figcaption", func() { r.words(caption) })
	}
	r.text("</figure>\n")
}

func (r *renderer) list(n *ast.List) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	r.text("<" + tag)
	if n.IsOrdered() && n.Start != 1 {
		r.number("start", n.Start)
	}
	r.text(">\n")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		r.text("<li>")
		r.blocks(item)
		r.text("</li>\n")
	}
	r.text("</" + tag + ">\n")
}

func (r *renderer) div(n *divNode) {
	r.open("div", n.attributes)
	r.text("\n")
	r.speaking(n.lang, func() { r.blocks(n) })
	r.text("</div>\n")
}

// html passes HTML through when the edition asks for it, and else shows it as the text that it is.
func (r *renderer) html(n *ast.HTMLBlock) {
	b := rawLines(n, r.fragment.source)
	if r.body.rawHTML {
		r.out = append(r.out, b...)
		return
	}
	if isComment(n, r.fragment.source) {
		return
	}
	r.begin(n)
	r.text("<p")
	r.address(r.passageOf(n))
	r.text(">")
	r.emit(bytes.TrimRight(b, "\n"))
	r.addressLink(r.passageOf(n))
	r.text("</p>\n")
}

func (r *renderer) table(n *east.Table) {
	r.begin(n)
	r.text(`<div class="table" tabindex="0"`)
	r.address(r.passageOf(n))
	r.text("><table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		head := row.Kind() == east.KindTableHeader
		cell := "td"
		switch {
		case head:
			cell = "th"
			r.text("<thead>")
		case row.PreviousSibling() != nil && row.PreviousSibling().Kind() == east.KindTableHeader:
			r.text("<tbody>")
		}
		r.row(row, cell)
		if head {
			r.text("</thead>\n")
		}
	}
	if n.ChildCount() > 1 {
		r.text("</tbody>")
	}
	r.text("</table>")
	r.addressLink(r.passageOf(n))
	r.text("</div>\n")
}

func (r *renderer) row(row ast.Node, tag string) {
	r.text("<tr>")
	for n := row.FirstChild(); n != nil; n = n.NextSibling() {
		r.text("<" + tag)
		if tag == "th" {
			r.text(` scope="col"`)
		}
		if cell, ok := n.(*east.TableCell); ok && cell.Alignment != east.AlignNone {
			r.attribute("class", cell.Alignment.String())
		}
		r.text(">")
		r.begin(n)
		r.inlines(n)
		r.text("</" + tag + ">")
	}
	r.text("</tr>\n")
}
