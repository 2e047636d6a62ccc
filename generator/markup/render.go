package markup

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"glossator/generator/edition"
)

// Context is what a text needs from the site to become HTML: addresses, relative to the page, and formatted
// citations. Methods are called in the order of the text.
type Context interface {
	Citation(t *edition.Text, i int) string                  // of the source that Citations[i] cites
	Mention(m *edition.Mention) string                       // of the term, name or event
	Link(l *edition.Link) string                             // of the essay or page, and passage
	Asset(path string) string                                // of a file that the text names
	Cluster(dst []byte, t *edition.Text, cluster int) []byte // appends the formatted citations as HTML
}

// Rendered is a text as HTML. Passages have their addresses as ids, citations theirs (c27), note calls "r-" and
// the note's address, with the number of the call from the second on (r-n5-2).
type Rendered struct {
	Title, Subtitle []byte
	Authors         [][]byte
	Abstracts       []RenderedAbstract
	Main            []byte
	Notes           [][]byte // bodies, beside Text.Notes
}

// RenderedAbstract is an abstract in one language.
type RenderedAbstract struct {
	Language string
	HTML     []byte
}

// overlay is a stretch of a passage that is marked as it is written: a mention found by itself, or what an
// annotation is about.
type overlay struct {
	span       edition.Span
	mention    *edition.Mention
	annotation *edition.Annotation
	number     int // of the annotation, from 1
	begun      bool
}

type renderer struct {
	body     *Body
	ctx      Context
	out      []byte
	overlays []overlay

	fragment *fragment
	language string     // of the element that is being written
	active   []*overlay // those of the passage being written that are not behind us
	pending  []*overlay // annotations that end within a link; their calls follow it
	passage  int32
	position int32 // in the passage's text
	inLink   bool
	verse    bool
	cost     int // of the code highlighted so far
}

// Render writes the text as HTML. Annotations are marked where they are anchored, in the order given.
func (b *Body) Render(ctx Context, annotations []*edition.Annotation) Rendered {
	out, _ := b.RenderInto(nil, ctx, annotations)
	return out
}

// RenderInto is Render in a buffer, which it gives back, perhaps a larger one: what has been rendered lies in it.
func (b *Body) RenderInto(buffer []byte, ctx Context, annotations []*edition.Annotation) (out Rendered, used []byte) {
	r := &renderer{body: b, ctx: ctx, language: b.Text.Language, overlays: overlaysOf(b.Text, annotations), out: slices.Grow(buffer[:0], 2*len(b.main.source))}
	out.Title = r.inlineFragment(b.title)
	out.Subtitle = r.inlineFragment(b.subtitle)
	for _, a := range b.authors {
		out.Authors = append(out.Authors, r.inlineFragment(a))
	}
	for _, a := range b.abstracts {
		r.speaking(a.language, func() {
			out.Abstracts = append(out.Abstracts, RenderedAbstract{a.language, r.blockFragment(a.fragment)})
		})
	}
	out.Main = r.blockFragment(b.main)
	for _, n := range b.notes {
		if n.inline {
			out.Notes = append(out.Notes, r.inlineFragment(n))
		} else {
			out.Notes = append(out.Notes, r.blockFragment(n))
		}
	}
	return out, r.out
}

func overlaysOf(t *edition.Text, annotations []*edition.Annotation) []overlay {
	var list []overlay
	for i := range t.Mentions {
		if m := &t.Mentions[i]; m.Linked && m.Resolved && !m.ByHand {
			list = append(list, overlay{span: m.Span, mention: m})
		}
	}
	for i, a := range annotations {
		if a.Span.Passage >= 0 {
			list = append(list, overlay{span: a.Span, annotation: a, number: i + 1})
		}
	}
	slices.SortStableFunc(list, func(a, b overlay) int {
		return cmp.Or(cmp.Compare(a.span.Passage, b.span.Passage), cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(b.span.End, a.span.End))
	})
	return list
}

// AnnotationMarker is the marker of an essay's nth annotation, from 1: a lower-case Roman numeral.
func AnnotationMarker(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}

func (r *renderer) inlineFragment(f *fragment) []byte {
	if f == nil {
		return nil
	}
	start := len(r.out)
	r.within(f, func() {
		for block := f.root.FirstChild(); block != nil; block = block.NextSibling() {
			r.begin(block)
			r.inlines(block)
		}
	})
	return r.take(start)
}

func (r *renderer) blockFragment(f *fragment) []byte {
	start := len(r.out)
	r.within(f, func() { r.blocks(f.root) })
	return r.take(start)
}

func (r *renderer) within(f *fragment, write func()) {
	outer := r.fragment
	r.fragment = f
	write()
	r.fragment = outer
}

// speaking writes what is in an element of that language; "" is that of the element around it.
func (r *renderer) speaking(language string, write func()) {
	outer := r.language
	r.language = cmp.Or(language, outer)
	write()
	r.language = outer
}

// take returns what has been written since start. What follows is written behind it.
func (r *renderer) take(start int) []byte {
	return r.out[start:len(r.out):len(r.out)]
}

// begin moves to the first word of a block.
func (r *renderer) begin(block ast.Node) {
	l, ok := r.body.leaves[block]
	if !ok {
		return
	}
	r.passage, r.position = l.passage, l.start
	r.active = r.active[:0]
	first, _ := slices.BinarySearchFunc(r.overlays, l.passage, func(o overlay, p int32) int { return cmp.Compare(o.span.Passage, p) })
	for i := first; i < len(r.overlays) && r.overlays[i].span.Passage == l.passage; i++ {
		if o := &r.overlays[i]; o.span.End > l.start {
			r.active = append(r.active, o)
		}
	}
}

// emit writes words of the passage's text, marked where overlays lie over them.
func (r *renderer) emit(words []byte) {
	for len(r.active) > 0 && len(words) > 0 {
		n := r.piece(len(words))
		r.marked(words[:n])
		r.position += int32(n)
		words = words[n:]
		r.leave()
	}
	r.out = appendEscaped(r.out, words)
	r.position += int32(len(words))
}

// piece is how many of the next bytes lie under the same overlays.
func (r *renderer) piece(most int) int {
	end := r.position + int32(most)
	for _, o := range r.active {
		if o.span.Start > r.position {
			end = min(end, o.span.Start)
		} else if o.span.End > r.position {
			end = min(end, o.span.End)
		}
	}
	return int(end - r.position)
}

// marked writes a piece under the overlays that lie over it.
func (r *renderer) marked(words []byte) {
	var open []string
	for _, o := range r.active {
		if o.span.Start > r.position || o.span.End <= r.position {
			continue
		}
		if o.mention != nil && !r.inLink {
			r.openLink(o.mention.Kind.String(), r.ctx.Mention(o.mention), mentionRole(o.mention.Kind))
			open = append(open, "</a>")
		} else if o.annotation != nil {
			r.text(`<span class="annotated ` + o.annotation.Kind.String() + `"`)
			if !o.begun {
				r.attribute("id", "at-"+o.annotation.ID)
				o.begun = true
			}
			r.text(">")
			open = append(open, "</span>")
		}
	}
	r.out = appendEscaped(r.out, words)
	for _, end := range slices.Backward(open) {
		r.text(end)
	}
}

// leave drops the overlays that are behind us, and writes the calls of annotations that end here.
func (r *renderer) leave() {
	r.active = slices.DeleteFunc(r.active, func(o *overlay) bool {
		if o.span.End > r.position {
			return false
		}
		if o.annotation != nil {
			r.pending = append(r.pending, o)
		}
		return true
	})
	r.flush()
}

func (r *renderer) flush() {
	if r.inLink || len(r.pending) == 0 {
		return
	}
	for _, o := range r.pending {
		r.out = AppendCall(r.out, "annotation "+o.annotation.Kind.String())
		if !o.begun { // its words are not written: they are a picture's, for those who do not see it
			r.attribute("id", "at-"+o.annotation.ID)
		}
		r.text(`><a role="doc-noteref"`)
		r.attribute("id", "r-annotation-"+o.annotation.ID)
		r.attribute("href", "#annotation-"+o.annotation.ID)
		r.text(">" + AnnotationMarker(o.number) + "</a></sup>")
	}
	r.pending = r.pending[:0]
}

// skip passes over n bytes of the passage's text that are written otherwise.
func (r *renderer) skip(n int) {
	r.position += int32(n)
	if len(r.active) > 0 {
		r.leave()
	}
}

func mentionRole(k edition.MentionKind) string {
	if k == edition.OfATerm {
		return "doc-glossref"
	}
	return ""
}

func (r *renderer) openLink(class, href, role string) {
	r.text(`<a class="` + class + `"`)
	if role != "" {
		r.attribute("role", role)
	}
	r.attribute("href", href)
	r.text(">")
}

func (r *renderer) text(s string) { r.out = append(r.out, s...) }

func (r *renderer) attribute(name, value string) {
	r.text(" " + name + `="`)
	r.out = appendEscaped(r.out, []byte(value))
	r.text(`"`)
}

func (r *renderer) number(name string, n int) {
	r.text(" " + name + `="` + strconv.Itoa(n) + `"`)
}
