package markup

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// leafInlines reads the words of a fragment that is one paragraph.
func (c *collector) leafInlines(root ast.Node) {
	for block := root.FirstChild(); block != nil; block = block.NextSibling() {
		c.body.leaves[block] = leaf{c.passage, int32(len(c.words))}
		c.inlines(block)
	}
}

// inlines reads the words within a node.
func (c *collector) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		c.inline(n)
	}
}

func (c *collector) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		c.attributesJoined(n)
		c.noCommand(n)
		c.noForeign(n)
		words := plain(n, c.fragment.source)
		c.noCharacter(n, words)
		c.words = append(c.words, words...)
		c.words = append(c.words, lineBreak(n, c.verse)...)
	case *ast.String:
		c.words = append(c.words, n.Value...)
	case *ast.CodeSpan:
		start := int32(len(c.words))
		c.words = append(c.words, codeWords(n, c.fragment.source)...)
		c.opaque(start)
	case *ast.Link:
		c.link(n)
	case *ast.Image:
		c.image(n)
	case *ast.AutoLink:
		start := int32(len(c.words))
		c.words = append(c.words, n.Label(c.fragment.source)...)
		c.opaque(start)
	case *ast.RawHTML:
		if !c.body.rawHTML {
			c.noHTML(n.Segments)
			c.words = append(c.words, rawInline(n, c.fragment.source)...)
		}
	case *ast.Emphasis:
		start := int32(len(c.words))
		c.inlines(n)
		if before, _ := utf8.DecodeLastRune(c.words[:start]); unicode.IsLetter(before) || unicode.IsDigit(before) {
			c.text.Emphasized = append(c.text.Emphasized, edition.Span{Passage: c.passage, Start: start, End: int32(len(c.words))})
		}
	case *citationNode:
		c.cluster(n)
	case *noteCall:
		c.call(n)
	case *spanNode:
		c.span(n)
	default:
		c.inlines(n)
	}
}

// lineBreak is what the end of a source line is in a passage's text.
func lineBreak(n *ast.Text, verse bool) string {
	switch {
	case verse && n.NextSibling() == nil && n.Parent().Type() == ast.TypeBlock: // the end of the block
	case n.HardLineBreak(), verse && n.SoftLineBreak():
		return "\n"
	case n.SoftLineBreak():
		return " "
	}
	return ""
}

// codeWords are the words of a code span, its line ends made spaces.
func codeWords(n *ast.CodeSpan, source []byte) []byte {
	var b []byte
	for t := n.FirstChild(); t != nil; t = t.NextSibling() {
		if t, ok := t.(*ast.Text); ok {
			b = append(b, t.Segment.Value(source)...)
		}
	}
	return bytes.ReplaceAll(b, []byte("\n"), []byte(" "))
}

// rawInline is an HTML tag in the text; comments are not shown.
func rawInline(n *ast.RawHTML, source []byte) []byte {
	b := n.Segments.Value(source)
	if bytes.HasPrefix(b, []byte("<!--")) {
		return nil
	}
	return b
}

func (c *collector) span(n *spanNode) {
	if n.id != "" {
		line, column := c.locate(n.inner.offset(0))
		if c.note < 0 && c.in.Owner.Kind == edition.OfEssay && isAddress(n.id, edition.Paragraph) {
			c.claim(n.id, line, column)
			c.text.Joined = append(c.text.Joined, edition.Joined{ID: n.id, Passage: c.passage, Given: true})
		} else {
			c.name(n.id, c.passage, line, column)
		}
	}
	outer, language, start := c.fragment, c.language, int32(len(c.words))
	n.fragment = c.groupFragment(n.inner)
	c.fragment = n.fragment
	c.leafInlines(n.fragment.root)
	c.fragment, c.language = outer, language
	if n.lang != "" {
		c.checkLanguage(n.lang, n.inner.offset(0))
		c.ownLanguage(start)
	}
}

// ownLanguage notes that the words from start on have a language of their own within their passage.
func (c *collector) ownLanguage(start int32) {
	c.text.Foreign = append(c.text.Foreign, edition.Span{Passage: c.passage, Start: start, End: int32(len(c.words))})
}

// groupFragment parses the words of a bracketed group.
func (c *collector) groupFragment(g group) *fragment {
	f := parseInline(string(g.inner), c.fragment.at)
	spaces := len(g.inner) - len(bytes.TrimLeft(g.inner, " \t\n"))
	f.shift, f.lines = c.fragment.shift+g.offset(spaces), c.fragment.lines
	c.reportNoted(f)
	return f
}

// linkFact is what a link node refers to, and where the fact is kept.
type linkFact struct {
	reference
	cluster int32 // of a cite: link
	link    int32 // index in Text.Links
}

func (c *collector) link(n *ast.Link) {
	start := int32(len(c.words))
	c.inlines(n)
	span := edition.Span{Passage: c.passage, Start: start, End: int32(len(c.words))}
	c.opaque(start)
	offset := linkOffset(n)
	ref, findings := parseReference(string(edition.Unescaped(n.Destination)), c.in.File)
	for _, d := range findings {
		c.report(d.Severity, offset, 1, d.Code, d.Message, d.Hint)
	}
	fact := &linkFact{reference: ref, cluster: -1, link: -1}
	c.body.links[n] = fact
	line, column := c.locate(offset)
	switch ref.kind {
	case toSource:
		first := len(c.text.Citations)
		c.text.Citations = append(c.text.Citations, edition.Citation{
			Source: ref.id, Form: edition.Printed, Details: details(ref.locators, "", ""),
			Span: span, Sentence: -1, Line: line, Column: column,
		})
		c.addCluster(&fact.cluster, first)
	case toTerm, toName, toEvent:
		c.text.Mentions = append(c.text.Mentions, edition.Mention{
			Kind: edition.MentionKind(ref.kind - toTerm), ID: ref.id, ByHand: true, Linked: true,
			Span: span, Sentence: -1, Line: line, Column: column,
		})
	case toEssay, toPage, toHere:
		fact.link = int32(len(c.text.Links))
		c.text.Links = append(c.text.Links, c.textLink(ref, span, line, column))
	case toFile:
		c.asset(ref.id, false, line, column)
	}
}

func (c *collector) textLink(ref reference, span edition.Span, line, column int32) edition.Link {
	l := edition.Link{ID: ref.id, Fragment: ref.fragment, Span: span, Sentence: -1, Line: line, Column: column}
	switch ref.kind {
	case toPage:
		l.Kind = edition.OfPage
	case toHere:
		l.Kind, l.ID = c.in.Owner.Kind, c.in.Owner.ID
	}
	return l
}

// linkOffset is where a link's words begin in the fragment, or −1.
func linkOffset(n ast.Node) int {
	for child := n.FirstChild(); child != nil; child = child.FirstChild() {
		if t, ok := child.(*ast.Text); ok {
			return t.Segment.Start
		}
	}
	return n.Pos()
}

func (c *collector) image(n *ast.Image) {
	offset := linkOffset(n)
	line, column := c.locate(offset)
	if alt := strings.TrimSpace(imageAlt(n, c.fragment.source)); alt == "" {
		c.report(diagnostic.Warning, offset, 1, "image-without-alt", "an image without alt text",
			"say in a few words what it shows: ![A map of the border](map.png)")
	}
	ref, _ := parseReference(string(edition.Unescaped(n.Destination)), c.in.File)
	switch {
	case ref.kind == toFile:
		c.asset(ref.id, true, line, column)
		if !pictures[strings.ToLower(path.Ext(ref.id))] {
			c.report(diagnostic.Warning, offset, 1, "no-picture", fmt.Sprintf("most browsers do not show %q as a picture", n.Destination),
				"make it one, png, jpg, webp, avif or gif, or link to it: the same without the !")
		}
	default:
		c.report(diagnostic.Warning, offset, 1, "remote-image", fmt.Sprintf("the image %q is not part of the edition and is not shown", n.Destination),
			"put the file beside the text and name it relatively")
	}
	if isFigure(n.Parent()) {
		start := int32(len(c.words))
		c.words = append(c.words, imageAlt(n, c.fragment.source)...)
		c.opaque(start)
	}
}

// pictures are the endings of those that browsers show. The scans of archives are others.
var pictures = map[string]bool{".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".avif": true, ".bmp": true, ".svg": true}

// imageAlt are the words of an image's alternative text.
func imageAlt(n ast.Node, source []byte) string {
	var b strings.Builder
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Text:
			b.Write(plain(child, source))
			b.WriteString(lineBreak(child, false))
		case *ast.AutoLink:
			b.Write(child.Label(source))
		case *spanNode:
			b.WriteString(edition.PlainWords(string(child.inner.inner)))
		default:
			b.WriteString(imageAlt(child, source))
		}
	}
	return b.String()
}

func (c *collector) asset(path string, picture bool, line, column int32) {
	c.text.Assets = append(c.text.Assets, edition.Asset{Path: path, Picture: picture, Line: line, Column: column})
}

// cluster reads citations that the style formats. One character stands for them in the text.
func (c *collector) cluster(n *citationNode) {
	start := int32(len(c.words))
	c.words = append(c.words, edition.FormattedCitation...)
	span := edition.Span{Passage: c.passage, Start: start, End: int32(len(c.words))}
	first := len(c.text.Citations)
	for _, x := range n.cites {
		line, column := c.locate(x.offset)
		c.text.Citations = append(c.text.Citations, edition.Citation{
			Source: x.key, Form: x.form, Details: details(x.locators, x.prefix, x.suffix),
			Span: span, Sentence: -1, Line: line, Column: column,
		})
	}
	if first := n.cites[0]; n.inText && c.text.Passages[c.passage].Kind == edition.Title {
		c.report(diagnostic.Warning, first.offset, 1, "key-in-title", fmt.Sprintf("lists and catalogues print @%s as it stands", first.key),
			fmt.Sprintf("write the words that the title has: [Words](cite:%s)", first.key))
	}
	c.addCluster(&n.cluster, first)
}

func details(locators []edition.Locator, prefix, suffix string) *edition.Details {
	if len(locators) == 0 && prefix == "" && suffix == "" {
		return nil
	}
	return &edition.Details{Locators: locators, Prefix: string(edition.Unescaped([]byte(prefix))), Suffix: string(edition.Unescaped([]byte(suffix)))}
}

// addCluster makes a cluster of the citations from the first one on. Its index is kept at owner, also when order changes.
func (c *collector) addCluster(owner *int32, first int) {
	index := int32(len(c.text.Clusters))
	*owner = index
	c.owners = append(c.owners, owner)
	c.text.Clusters = append(c.text.Clusters, edition.Cluster{
		First: int32(first), Count: int32(len(c.text.Citations) - first), Note: c.note,
	})
	c.events[c.passage] = append(c.events[c.passage], event{cluster: index, note: -1})
}
