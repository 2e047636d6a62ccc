package site

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// Citations is an edition's sources and citations as its citation style formats them. What has been formatted is
// kept. It is safe for concurrent use.
type Citations struct {
	processor *csl.Processor
	sources   func() []*edition.Source // as the library has them
	library   func() *csl.Library      // made when first asked for
	known     []byte                   // what has been found out about it before; nil for nothing
	texts     sync.Map                 // *edition.Text → *formattedText
	entries   sync.Map                 // *edition.Source → *formattedEntry
	rooms     sync.Pool                // of *formattingRoom
}

// Entry is a source's entry by itself, as HTML.
func (c *Citations) Entry(x *edition.Source) []byte { return c.formattedEntry(x).html }

// InNotes says that the style cites in notes.
func (c *Citations) InNotes() bool { return c.processor.Style().Note }

// AppendCluster appends a cluster as HTML in which each cite is a link; href gives the address of Citations[i].
func (c *Citations) AppendCluster(dst []byte, t *edition.Text, cluster int, href func(i int) string) []byte {
	return appendSegments(dst, t, c.cluster(t, cluster), href)
}

// AppendAuthors appends the names that the sentence has where the style puts a cluster into a note: "Watt" of "Watt[3] says".
func (c *Citations) AppendAuthors(dst []byte, t *edition.Text, cluster int) []byte {
	return append(dst, c.text(t).authors[cluster]...)
}

// SectionTitle is a section's title as tables of contents have it.
func (c *Citations) SectionTitle(x edition.Section) string { return x.Title(c.authorInText) }

// authorInText is the name that the sentence has of a cluster, "" where the style has none there.
func (c *Citations) authorInText(t *edition.Text, cluster int) string {
	names := c.text(t).authors[cluster]
	if segments := c.cluster(t, cluster); names == nil && len(segments) > 0 && segments[0].cite == t.Clusters[cluster].First {
		names = segments[0].html
	}
	var w writer
	w.withoutTags(names)
	return w.words()
}

// formattedEntry is a source's entry by itself.
type formattedEntry struct {
	html  []byte
	plain string
}

// formattedText is a text's clusters.
type formattedText struct {
	once     sync.Once
	clusters [][]segment    // beside Text.Clusters; nil for those that are printed in the author's own words
	numbers  []int          // of the notes that the style puts them into, which do not count the author's own
	authors  map[int][]byte // by cluster: who stands in the sentence that has the rest in such a note
	places   []int32        // the clusters in the order of their places
}

// NewCitations formats an edition's citations in the style, with terms in the edition's language. Where the style sorts the
// bibliography the edition's essays need not be linked yet, else they must be before anything is formatted.
func NewCitations(style *csl.Style, locales csl.Locales, e *edition.Edition) (*Citations, error) {
	p, err := csl.NewProcessor(style, locales, e.Settings.Language)
	if err != nil {
		return nil, err
	}
	sources := e.Sources
	c := &Citations{processor: p}
	c.sources = sync.OnceValue(func() []*edition.Source {
		if p.Sorts() {
			return sources
		}
		return asFirstCited(e)
	})
	c.library = sync.OnceValue(c.newLibrary)
	return c, nil
}

func (c *Citations) newLibrary() *csl.Library {
	items := make([]csl.Item, len(c.sources()))
	for i, x := range c.sources() {
		items[i] = x.Item
	}
	if l, ok := c.processor.SettledLibrary(items, c.known); ok {
		return l
	}
	c.known = nil
	return c.processor.NewLibrary(items)
}

// Know says what an earlier run has found out about the library of the same sources, in the same style and language. It is
// called before anything else.
func (c *Citations) Know(settled []byte) { c.known = settled }

// Prepare makes ready what all citations need. It gives what is to be known by a later run; nil where it was known before.
func (c *Citations) Prepare() (settled []byte) {
	if l := c.library(); c.known == nil {
		return l.Settled()
	}
	return nil
}

// Sorted says that the bibliography has an order of its own, so that citations can be formatted before all texts are
// known.
func (c *Citations) Sorted() bool { return c.processor.Sorts() }

// Fits says that the citations are still those of the edition, after something in it has changed, but not its language:
// it has the same sources, and what depends on the order of citing is the same.
func (c *Citations) Fits(e *edition.Edition) bool {
	if c.processor.Sorts() {
		return slices.Equal(c.sources(), e.Sources)
	}
	return slices.Equal(c.sources(), asFirstCited(e))
}

// asFirstCited are the sources in the order in which a reader meets them, those that nobody cites last. Styles that
// number their works, and sort them in no other way, follow it.
func asFirstCited(e *edition.Edition) []*edition.Source {
	list := make([]*edition.Source, 0, len(e.Sources))
	seen := make(map[*edition.Source]bool, len(e.Sources))
	add := func(x *edition.Source) {
		if x != nil && !seen[x] {
			seen[x] = true
			list = append(list, x)
		}
	}
	e.Texts(func(t *edition.Text) {
		for i := range t.Citations {
			add(e.Source(t.Citations[i].Source))
		}
	})
	for _, x := range e.Sources {
		add(x)
	}
	return list
}

// looks are how the citation processor's HTML makes words look, and the classes that frame.css has for it: a
// Content-Security-Policy lets no style attribute in. Parts of an entry that a style sets apart are no blocks: entries stand in
// paragraphs.
var looks = strings.NewReplacer(
	`<span style="font-variant:small-caps;">`, `<span class="smallcaps">`, `<span style="font-variant:normal;">`, `<span class="no-smallcaps">`,
	`<span style="font-style:normal;">`, `<span class="upright">`, `<span style="font-weight:normal;">`, `<span class="medium">`,
	`<span style="font-weight:light;">`, `<span class="light">`, `<span style="text-decoration:underline;">`, `<span class="underline">`,
	`<span style="text-decoration:none;">`, `<span class="no-underline">`, `<span style="baseline">`, `<span class="baseline">`,
	`<div `, `<span `, "</div>", "</span> ",
)

// styled is what the citation processor gives, as HTML without styles of its own.
func styled(n *csl.Node, hook csl.Hook) []byte { return appendStyled(nil, n, hook) }

func appendStyled(dst []byte, n *csl.Node, hook csl.Hook) []byte {
	return restyled(csl.AppendHTML(dst, n, hook), len(dst))
}

// restyled is HTML that has been appended from a place on, without styles of its own, and with the class of what is not slanted.
func restyled(dst []byte, begun int) []byte {
	dst = uprighted(dst, begun)
	if !bytes.Contains(dst[begun:], []byte("<span style=")) && !bytes.Contains(dst[begun:], []byte("<div ")) {
		return dst
	}
	return append(dst[:begun], looks.Replace(string(dst[begun:]))...)
}

// uprighted is HTML in which titles in letters without italics have the class that keeps browsers from slanting them.
func uprighted(dst []byte, from int) []byte {
	const italics, upright = "<i>", `<i class="upright">`
	for {
		at := bytes.Index(dst[from:], []byte(italics))
		if at < 0 {
			return dst
		}
		at += from
		from = at + len(italics)
		if words, _, _ := bytes.Cut(dst[from:], []byte("</i>")); bytes.ContainsFunc(words, hasNoItalics) {
			dst = slices.Replace(dst, at, from, []byte(upright)...)
		}
	}
}

// hasNoItalics says that a letter's script has none: Hebrew, Arabic and their neighbours, kana, Han and Hangul.
func hasNoItalics(r rune) bool {
	return r >= 0x590 && (r < 0x800 || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul))
}

// withLinks is an entry as HTML in which addresses are links. What styles put before a DOI to make it one is part of it.
func withLinks(n *csl.Node) []byte {
	const link = `<a class="external" href="`
	b := styled(n, linkAddresses)
	for _, resolver := range []string{"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/"} {
		before, rest, found := bytes.Cut(b, []byte(resolver+link))
		address, words, ended := bytes.Cut(rest, []byte(`">`))
		if found && ended {
			return slices.Concat(before, []byte(link), address, []byte(`">`+resolver), words)
		}
	}
	return b
}

// linkAddresses makes links of the addresses in an entry.
func linkAddresses(n *csl.Node) (before, after string) {
	if n.Part != csl.PartVariable || n.Variable != "URL" && n.Variable != "DOI" {
		return "", ""
	}
	href := n.PlainText()
	if n.Variable == "DOI" && !strings.HasPrefix(href, "http") {
		href = edition.DOIAddress(href)
	}
	if !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://") {
		return "", ""
	}
	return `<a class="external" href="` + escape(escapedAddress(href)) + `">`, "</a>"
}

// escapedAddress is an address as it is written in links of texts: what no address may have is escaped.
func escapedAddress(s string) string { return string(util.URLEscape([]byte(s), false)) }

// listedEntry is a source's entry behind the one before it in the bibliography, with which it may share names.
func (c *Citations) listedEntry(x *edition.Source) []byte {
	if c.library().Substitutes() {
		if n := c.library().Entry(x.Item.ID); n != nil {
			return unbroken(withLinks(n))
		}
	}
	return c.Entry(x)
}

// plainEntry is a source's entry as plain text.
func (c *Citations) plainEntry(x *edition.Source) string { return c.formattedEntry(x).plain }

// formattedEntry is a source's entry, formatted when it is first asked for.
func (c *Citations) formattedEntry(x *edition.Source) *formattedEntry {
	if e, ok := c.entries.Load(x); ok {
		return e.(*formattedEntry)
	}
	n := c.library().EntryAlone(x.Item.ID)
	if n == nil {
		n = c.alone(&x.Item)
	}
	e, _ := c.entries.LoadOrStore(x, &formattedEntry{unbroken(withLinks(n)), n.PlainText()})
	return e.(*formattedEntry)
}

// alone is an item by itself: its entry, or as it is first cited where the style has no entries.
func (c *Citations) alone(item *csl.Item) *csl.Node {
	library := c.processor.NewLibrary([]csl.Item{*item})
	if n := library.EntryAlone(item.ID); n != nil {
		return n
	}
	return library.Document().Append(csl.Cluster{NoteNumber: 1, Cites: []csl.Cite{{ID: "1", Item: item.ID}}})
}

// sorted are the sources in the style's order.
func (c *Citations) sorted(list []*edition.Source) []*edition.Source {
	library := c.library()
	type placed struct {
		place  int
		source *edition.Source
	}
	order := make([]placed, len(list))
	for i, x := range list {
		order[i] = placed{library.Place(x.Item.ID), x}
	}
	slices.SortStableFunc(order, func(a, b placed) int { return a.place - b.place })
	list = make([]*edition.Source, len(order))
	for i := range order {
		list[i] = order[i].source
	}
	return list
}

// cluster is a formatted cluster of a text.
func (c *Citations) cluster(t *edition.Text, cluster int) []segment {
	return c.text(t).clusters[cluster]
}

// clusterAt is the cluster that stands at the place, or −1.
func (c *Citations) clusterAt(t *edition.Text, passage, start int32) int {
	places := c.text(t).places
	i, found := slices.BinarySearchFunc(places, edition.Span{Passage: passage, Start: start}, func(i int32, at edition.Span) int {
		return compareStarts(t.Citations[t.Clusters[i].First].Span, at)
	})
	if !found {
		return -1
	}
	return int(places[i])
}

func compareStarts(a, b edition.Span) int {
	return cmp.Or(cmp.Compare(a.Passage, b.Passage), cmp.Compare(a.Start, b.Start))
}

// noteNumber is the number of the note that the style puts a cluster into.
func (c *Citations) noteNumber(t *edition.Text, cluster int) int { return c.text(t).numbers[cluster] }

func (c *Citations) text(t *edition.Text) *formattedText {
	kept, ok := c.texts.Load(t)
	if !ok {
		kept, _ = c.texts.LoadOrStore(t, &formattedText{})
	}
	f := kept.(*formattedText)
	f.once.Do(func() { c.format(f, t) })
	return f
}

// drop lets go what has been kept of a text.
func (c *Citations) drop(t *edition.Text) { c.texts.Delete(t) }

// forget lets go what has been kept of texts that are not in the edition any more.
func (c *Citations) forget(e *edition.Edition) {
	kept := map[*edition.Text]bool{}
	e.Texts(func(t *edition.Text) { kept[t] = true })
	c.texts.Range(func(t, _ any) bool {
		if !kept[t.(*edition.Text)] {
			c.texts.Delete(t)
		}
		return true
	})
}

// formattingRoom is what formatting one text after another needs again and again.
type formattingRoom struct {
	cites []csl.Cite
	cuts  []cut
}

// format formats the clusters of a text, one after another, since what one says may depend on those before it.
func (c *Citations) format(f *formattedText, t *edition.Text) {
	f.clusters = make([][]segment, len(t.Clusters))
	f.numbers = make([]int, len(t.Clusters))
	document := c.library().Document()
	room, _ := c.rooms.Get().(*formattingRoom)
	if room == nil {
		room = &formattingRoom{}
	}
	defer c.rooms.Put(room)
	cites, cuts := room.cites[:0], room.cuts[:0]
	html := make([]byte, 0, clusterSize*len(t.Clusters))
	order, number, note := 0, 0, int32(-1)
	for i := range t.Clusters {
		if !formatted(t, i) {
			continue
		}
		k := &t.Clusters[i]
		if k.Note < 0 || k.Note != note {
			order++
		}
		note = k.Note
		if note < 0 {
			number++
			f.numbers[i] = number
		}
		from := len(cites)
		cites = appendCites(cites, t, k)
		cluster := csl.Cluster{Cites: cites[from:]}
		if c.InNotes() || k.Note >= 0 {
			cluster.Order, cluster.NoteNumber = order, number
		}
		if k.Note >= 0 {
			cluster.NoteNumber, _ = strconv.Atoi(t.Notes[k.Note].Marker) // *, a and the like are no numbers to refer to
		}
		switch first := &cluster.Cites[0]; {
		case !c.InNotes():
			if first.Mode == csl.AuthorInText && stopFollows(t, k) {
				cluster.Ending = csl.BeforeStop // "as in Roe et al.", where the style has no year
			}
		case k.Note >= 0 || !t.Owner.HasNotes():
			cluster.Begun, cluster.Ending = amongWords(t, k)
			if k.Note < 0 && first.Mode == csl.AuthorInText {
				f.addAuthors(i, document, first.Item)
			}
		case first.Mode == csl.AuthorInText:
			f.addAuthors(i, document, first.Item)
			first.Mode = csl.Normal // a note of its own, which may be "Ibid."
		default:
			first.Prefix = capitalized(first.Prefix)
		}
		begun := len(html)
		html = restyled(document.AppendMarked(html, cluster), begun)
		cuts = appendCuts(cuts, html, begun, i)
		f.places = append(f.places, int32(i))
	}
	f.cut(t, html, cuts)
	room.cites, room.cuts = cites, cuts
	slices.SortFunc(f.places, func(a, b int32) int {
		return compareStarts(t.Citations[t.Clusters[a].First].Span, t.Citations[t.Clusters[b].First].Span)
	})
}

// addAuthors notes who stands in the sentence: the short names of a later cite, since the note has them in full.
func (f *formattedText) addAuthors(cluster int, document *csl.Session, item string) {
	if f.authors == nil {
		f.authors = map[int][]byte{}
	}
	cite := csl.Cite{Item: item, Mode: csl.AuthorOnly, Position: &csl.GivenPosition{Position: 1}}
	names := unbroken(styled(document.Preview(csl.Cluster{Cites: []csl.Cite{cite}}), nil))
	if edition.HasLettersToLeft(names) { // behind which the marker would stand before them
		names = slices.Concat([]byte("<bdi>"), names, []byte("</bdi>"))
	}
	f.authors[cluster] = names
}

// capitalized are the words with which a note begins.
func capitalized(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return words
	}
	return string(unicode.ToTitle(first)) + words[size:]
}

// cut makes the segments of all clusters, given their bytes.
func (f *formattedText) cut(t *edition.Text, html []byte, cuts []cut) {
	segments := make([]segment, len(cuts))
	language, toLeft := "", false
	for i, k := range cuts {
		if p := &t.Passages[t.Citations[t.Clusters[k.cluster].First].Span.Passage]; p.Language != language {
			language, toLeft = p.Language, edition.Direction(p.Language, "") == "rtl"
		}
		words := html[k.from:k.to:k.to]
		segments[i] = segment{words, k.cite, toLeft || edition.HasLettersToLeft(words)}
		first := i - len(f.clusters[k.cluster])
		f.clusters[k.cluster] = segments[first : i+1 : i+1]
	}
}

// appendCites appends a cluster's citations, as the style's processor wants them.
func appendCites(cites []csl.Cite, t *edition.Text, k *edition.Cluster) []csl.Cite {
	for i := k.First; i < k.First+k.Count; i++ {
		x := &t.Citations[i]
		cite := csl.Cite{ID: strconv.Itoa(int(i)), Item: x.Source, Locators: x.Locators()}
		if x.Details != nil {
			cite.Prefix, cite.Suffix = emphasis(x.Details.Prefix), emphasis(x.Details.Suffix)
		}
		switch x.Form {
		case edition.AuthorInText:
			cite.Mode = csl.AuthorInText
		case edition.SuppressAuthor:
			cite.Mode = csl.SuppressAuthor
		}
		cites = append(cites, cite)
	}
	return cites
}

// emphasis is Markdown's emphasis in the markup of CSL's fields.
func emphasis(markdown string) string {
	if !strings.ContainsAny(markdown, "*_") {
		return markdown
	}
	for _, mark := range []struct{ sign, tag string }{{"**", "b"}, {"*", "i"}, {"_", "i"}} {
		parts := strings.Split(markdown, mark.sign)
		if len(parts) < 3 || len(parts)%2 == 0 {
			continue
		}
		var b strings.Builder
		for i, p := range parts {
			switch {
			case i > 0 && i%2 == 1:
				b.WriteString("<" + mark.tag + ">")
			case i > 0:
				b.WriteString("</" + mark.tag + ">")
			}
			b.WriteString(p)
		}
		markdown = b.String()
	}
	return markdown
}

// clusterSize is about how many bytes a formatted cluster takes.
const clusterSize = 96

// cut is where a segment stands among the bytes of all clusters.
type cut struct {
	from, to, cluster int
	cite              int32
}

// appendCuts cuts a formatted cluster, which begins at a place, at the ends of its cites.
func appendCuts(cuts []cut, html []byte, from, cluster int) []cut {
	add := func(to int, cite int32) {
		if from < to {
			cuts = append(cuts, cut{from, to, cluster, cite})
		}
	}
	upTo := func(sign string) int {
		if i := bytes.IndexByte(html[from:], sign[0]); i >= 0 {
			return from + i
		}
		return len(html)
	}
	for from < len(html) {
		to := upTo(csl.MarkBegin)
		add(to, -1)
		if from = to + 1; from > len(html) {
			break
		}
		to = upTo(csl.MarkID)
		cite, _ := strconv.Atoi(string(html[from:to]))
		from = min(to+1, len(html))
		to = upTo(csl.MarkEnd)
		add(to, int32(cite))
		from = to + 1
	}
	return cuts
}
