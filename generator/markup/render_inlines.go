package markup

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"glossator/generator/edition"
)

func (r *renderer) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		r.inline(n)
	}
}

func (r *renderer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		words := plain(n, r.fragment.source)
		if r.verse {
			indent := indentation(n, words)
			r.text(noBreakSpaces.Replace(string(words[:indent])))
			r.skip(indent)
			words = words[indent:]
		}
		r.emit(words)
		r.lineBreak(n)
	case *ast.String:
		r.emit(n.Value)
	case *ast.CodeSpan:
		r.element("code", func() { r.emit(codeWords(n, r.fragment.source)) })
	case *ast.Emphasis:
		r.element([...]string{"em", "strong"}[min(max(n.Level, 1), 2)-1], func() { r.inlines(n) })
	case *ast.Link:
		r.link(n)
	case *ast.Image:
		r.image(n)
	case *ast.AutoLink:
		r.autoLink(n)
	case *ast.RawHTML:
		if r.body.rawHTML {
			r.out = append(r.out, n.Segments.Value(r.fragment.source)...)
		} else {
			r.emit(rawInline(n, r.fragment.source))
		}
	case *citationNode:
		r.out = r.ctx.Cluster(r.out, r.body.Text, int(n.cluster))
		r.skip(len(edition.FormattedCitation))
	case *noteCall:
		r.call(n)
	case *spanNode:
		r.span(n)
	default:
		r.element("s", func() { r.inlines(n) })
	}
}

func (r *renderer) element(tag string, content func()) {
	r.text("<" + tag + ">")
	content()
	r.text("</" + tag + ">")
}

func (r *renderer) lineBreak(n *ast.Text) {
	switch s := lineBreak(n, r.verse); s {
	case "\n":
		r.text("<br>\n")
		r.skip(1)
	case " ":
		r.emit([]byte("\n"))
	}
}

func (r *renderer) span(n *spanNode) {
	r.open("span", n.attributes)
	r.speaking(n.lang, func() { r.words(n.fragment) })
	r.text("</span>")
}

// words writes a fragment that goes on with the passage.
func (r *renderer) words(f *fragment) {
	r.within(f, func() {
		for block := f.root.FirstChild(); block != nil; block = block.NextSibling() {
			r.inlines(block)
		}
	})
}

func (r *renderer) link(n *ast.Link) {
	fact := r.body.links[n]
	end := "</a>"
	switch fact.kind {
	case toSource:
		end = r.openCitation(fact)
	case toTerm, toName, toEvent:
		end = r.openMention()
	case toEssay, toPage, toHere:
		l := &r.body.Text.Links[fact.link]
		if !l.Resolved {
			end = r.openUnresolved("essay")
		} else {
			r.openLink("essay", r.ctx.Link(l), "")
		}
	case toWeb:
		r.openLink("external", string(util.URLEscape([]byte(fact.id), false)), "")
	case toFile:
		r.openLink("file", r.ctx.Asset(fact.id), "")
	default:
		end = ""
	}
	outer := r.inLink
	r.inLink = outer || end != ""
	r.inlines(n)
	r.inLink = outer
	r.text(end)
	r.flush()
}

func (r *renderer) openUnresolved(class string) string {
	r.text(`<span class="` + class + ` unresolved">`)
	return "</span>"
}

func (r *renderer) openCitation(fact *linkFact) string {
	i := int(r.body.Text.Clusters[fact.cluster].First)
	tag := "a"
	class := "cite"
	if !r.body.Text.Citations[i].Resolved {
		tag, class = "span", "cite unresolved"
	}
	r.text("<" + tag + ` class="` + class + `"`)
	words := r.body.Text.Words(r.body.Text.Citations[i].Span)
	if dir := edition.DirectionByLetters(words, r.language); dir != "" {
		r.attribute("dir", dir)
	}
	r.attribute("id", r.body.Text.Citations[i].ID)
	if tag == "a" {
		r.attribute("role", "doc-biblioref")
		r.attribute("href", r.ctx.Citation(r.body.Text, i))
	}
	r.text(">")
	return "</" + tag + ">"
}

// openMention opens the link of the hand-made mention that begins here. Linking has put mentions in order.
func (r *renderer) openMention() string {
	mentions := r.body.Text.Mentions
	i, _ := slices.BinarySearchFunc(mentions, r.position, func(m edition.Mention, start int32) int {
		return cmp.Or(cmp.Compare(m.Span.Passage, r.passage), cmp.Compare(m.Span.Start, start))
	})
	for ; i < len(mentions) && mentions[i].Span.Passage == r.passage && mentions[i].Span.Start == r.position; i++ {
		m := &mentions[i]
		if !m.ByHand {
			continue
		}
		if !m.Resolved {
			return r.openUnresolved(m.Kind.String())
		}
		r.openLink(m.Kind.String(), r.ctx.Mention(m), mentionRole(m.Kind))
		return "</a>"
	}
	return ""
}

// image shows an image of the edition. One from elsewhere is its alternative text.
func (r *renderer) image(n *ast.Image) {
	alt := imageAlt(n, r.fragment.source)
	ref, _ := parseReference(string(edition.Unescaped(n.Destination)), r.body.Text.File)
	if ref.kind == toFile {
		r.text("<img")
		r.attribute("src", r.ctx.Asset(ref.id))
		r.attribute("alt", alt)
		r.text(">")
	} else {
		r.text(`<span class="image">`)
		r.out = appendEscaped(r.out, []byte(alt))
		r.text("</span>")
	}
	if isFigure(n.Parent()) {
		r.skip(len(alt))
	}
}

func (r *renderer) autoLink(n *ast.AutoLink) {
	destination := string(n.URL(r.fragment.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(destination, "mailto:") {
		destination = "mailto:" + destination
	}
	ref, _ := parseReference(destination, r.body.Text.File)
	if ref.kind != toWeb {
		r.emit(n.Label(r.fragment.source))
		return
	}
	r.openLink("external", string(util.URLEscape([]byte(destination), false)), "")
	r.inLink = true
	r.emit(n.Label(r.fragment.source))
	r.inLink = false
	r.text("</a>")
	r.flush()
}

// call writes a note's marker, which leads to the note.
func (r *renderer) call(n *noteCall) {
	if n.note < 0 {
		r.out = append(AppendCall(r.out, "unresolved"), '>')
		r.out = appendEscaped(r.out, []byte("[^"+n.label+"]"))
		r.text("</sup>")
		return
	}
	note := &r.body.Text.Notes[n.note]
	id := r.body.Text.Passages[note.Passage].ID
	r.out = append(AppendCall(r.out, note.Stream.String()), `><a role="doc-noteref"`...)
	reference := "r-" + id
	if n.nth > 1 {
		reference += "-" + strconv.Itoa(n.nth)
	}
	r.attribute("id", reference)
	r.attribute("href", "#"+id)
	r.text(">")
	r.out = appendEscaped(r.out, []byte(note.Marker))
	r.text("</a></sup>")
}

// AppendCall begins the element of a call, whose tag stays open. Of two raised words that nothing stands between the second is
// told, since CSS cannot tell: it sees no words between elements.
func AppendCall(dst []byte, class string) []byte {
	next := endsRaised(dst)
	dst = append(append(dst, `<sup class="call `...), class...)
	if next {
		dst = append(dst, " next"...)
	}
	return append(dst, '"')
}

// endsRaised says that the last thing written is raised, whatever it stands in.
func endsRaised(written []byte) bool {
	for bytes.HasSuffix(written, []byte(">")) {
		at := bytes.LastIndex(written, []byte("</"))
		if at < 0 || bytes.IndexByte(written[at:], '>') < len(written)-at-1 { // the last tag begins an element
			return false
		}
		if string(written[at:]) == "</sup>" {
			return true
		}
		written = written[:at]
	}
	return false
}
