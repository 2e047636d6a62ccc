package markup

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// collector walks the trees of a text and writes down its passages and facts.
type collector struct {
	in          Input
	source      *diagnostic.Source
	body        *Body
	text        *edition.Text
	diagnostics diagnostic.List

	fragment *fragment
	words    []byte // of the passage being read
	passage  int32  // the passage being read; −1 between passages
	region   edition.Region
	language string
	section  int32 // passage of the heading in force, or −1
	appendix int   // level of the heading that began the appendix, or 0
	note     int32 // the note being read, or −1
	verse    bool
	settled  string // the address that a div gives the block in it

	raised      int // how many words are between signs that do not raise or lower them
	firstRaised int // index of the finding about the first

	defined map[string]*definition
	order   []*definition
	hints   int                            // how many labels without a body have been compared with the others
	free    int                            // no number up to this is free for an inline note
	numbers map[string]int                 // index in Notes by label
	ids     map[string]diagnostic.Position // where each id was given
	suffix  map[string]int                 // the last number that made an id unique, by id
	events  [][]event                      // by passage: clusters and note calls in order
	owners  []*int32                       // by cluster: where its node keeps its index
}

// event is a cluster or the call of a note, in reading order within a passage.
type event struct{ cluster, note int32 }

var blankLine, citationSign = []byte("\n\n"), []byte("@")

func newCollector(in Input) *collector {
	t := &edition.Text{
		Owner: in.Owner, Language: in.Language, File: in.File,
		Passages:  make([]edition.Passage, 0, min(bytes.Count(in.Markdown, blankLine), len(in.Markdown)/64)+2), // about as many as there will be
		Citations: make([]edition.Citation, 0, min(bytes.Count(in.Markdown, citationSign), len(in.Markdown)/32)),
	}
	return &collector{
		in: in, source: diagnostic.NewSource(in.File, in.Markdown), text: t,
		body: &Body{Text: t, rawHTML: in.RawHTML, leaves: map[ast.Node]leaf{}, attrs: map[ast.Node]attributes{},
			links: map[ast.Node]*linkFact{}, captions: map[ast.Node]*fragment{}},
		passage: -1, section: -1, note: -1, language: in.Language,
		defined: map[string]*definition{}, numbers: map[string]int{}, ids: map[string]diagnostic.Position{}, suffix: map[string]int{},
	}
}

// front reads the title, the authors and the abstracts.
func (c *collector) front(f *Front) {
	c.region, c.fragment = edition.Front, &fragment{at: f.At}
	inline := func(markdown string) *fragment {
		x := parseInline(markdown, f.At)
		c.reportNoted(x)
		c.fragment = x
		c.leafInlines(x.root)
		return x
	}
	c.open(edition.Title, "title", nil)
	c.body.title = inline(f.Title)
	if f.Subtitle != "" {
		c.words = append(c.words, edition.Colon(c.language)...)
		c.body.subtitle = inline(f.Subtitle)
	}
	c.close()
	if len(f.Authors) > 0 {
		c.open(edition.Byline, "byline", nil)
		for i, a := range f.Authors {
			if i > 0 {
				c.words = append(c.words, ", "...)
			}
			c.body.authors = append(c.body.authors, inline(a.Name))
		}
		c.close()
	}
	for _, a := range f.Abstracts {
		x := parseBlocks([]byte(a.Markdown), a.At)
		if a.Lines {
			x.lines = diagnostic.NewSource(a.At.File, x.source)
		}
		c.reportNoted(x)
		c.body.abstracts = append(c.body.abstracts, abstract{a.Language, x})
		c.language = a.Language
		c.definitions(x)
		c.blocks(x, edition.AbstractRegion)
	}
	c.language, c.section = c.in.Language, -1
}

// blocks reads the blocks of a fragment into passages of a region.
func (c *collector) blocks(f *fragment, region edition.Region) {
	c.fragment, c.region = f, region
	c.children(f.root, edition.Paragraph)
}

// children reads the blocks within a block; kind is that of the passages that paragraphs become.
func (c *collector) children(parent ast.Node, kind edition.PassageKind) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		c.block(n, kind)
	}
}

func (c *collector) block(n ast.Node, kind edition.PassageKind) {
	switch n := n.(type) {
	case *ast.Heading:
		c.heading(n)
	case *ast.Paragraph, *ast.TextBlock:
		c.leaf(n, kind)
	case *verseNode:
		c.verse = true
		c.leaf(n, edition.Verse)
		c.verse = false
	case *ast.Blockquote:
		c.children(n, edition.Quote)
	case *ast.List:
		c.children(n, edition.Item)
	case *divNode:
		c.div(n, kind)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		c.notRun(n)
		c.unclosedCode(n)
		c.raw(n, edition.Code)
	case *ast.HTMLBlock:
		if !c.body.rawHTML && !isComment(n, c.fragment.source) {
			c.noHTML(n.Lines())
			c.raw(n, kind)
		}
	case *east.Table:
		c.table(n)
	case *ast.ThematicBreak, *noteDefinition:
	default:
		c.children(n, kind)
	}
}

func (c *collector) div(n *divNode, kind edition.PassageKind) {
	language, region := c.language, c.region
	c.noBox(n)
	if n.lang != "" {
		c.language = n.lang
		c.checkLanguage(n.lang, blockOffset(n))
	}
	first, anchors := c.passage, len(c.text.Anchors)
	if c.note < 0 {
		first = int32(len(c.text.Passages))
	}
	if c.note < 0 && isAddress(n.id, kind) && holdsUnmarked(n) {
		c.settled, n.id = n.id, ""
	} else if n.id != "" {
		line, column := c.locate(blockOffset(n))
		c.name(n.id, first, line, column)
	}
	if n.has("appendix") && c.note < 0 {
		c.region = edition.Appendix
	}
	c.children(n, kind)
	if int(first) == len(c.text.Passages) { // it has no words
		c.text.Anchors = c.text.Anchors[:anchors]
	}
	c.language, c.region = language, region
}

// holdsUnmarked says that the div holds one block, of a kind that has no place for an id of its own.
func holdsUnmarked(n *divNode) bool {
	block := n.FirstChild()
	if block == nil || block.NextSibling() != nil { // goldmark counts a table twice
		return false
	}
	switch block.(type) {
	case *east.Table, *ast.CodeBlock, *ast.FencedCodeBlock:
		return true
	}
	return false
}

// takeSettled is the id that the div around a block settles for it, if one does.
func (c *collector) takeSettled() string {
	id := c.settled
	c.settled = ""
	return id
}

// takeAttributes reads the attributes of a block of words, and takes on its language.
func (c *collector) takeAttributes(n ast.Node) (attributes, bool) {
	a, found := c.trailingAttributes(n)
	if found {
		c.body.attrs[n] = a
	}
	if a.lang != "" {
		c.language = a.lang
		c.checkLanguage(a.lang, blockOffset(n))
	}
	return a, found
}

// leaf reads a block of words.
func (c *collector) leaf(n ast.Node, kind edition.PassageKind) {
	language := c.language
	a, _ := c.takeAttributes(n)
	if n.Kind() == ast.KindParagraph && isFigure(n) {
		kind = edition.Figure
	}
	start := c.openLeaf(n, kind, a.id)
	c.inlines(n)
	if c.note >= 0 && c.language != c.text.Passages[c.passage].Language {
		c.ownLanguage(start)
	}
	if kind == edition.Figure {
		c.caption(n.FirstChild().(*ast.Image))
	} else {
		c.noCaption(n)
		c.noHeading(n)
		c.noList(n)
		c.noTable(n)
		c.noTask(n)
		c.noCallout(n)
	}
	c.closeLeaf()
	c.language = language
}

// caption reads the words in quotes behind an image's address, which are Markdown, on a line of their own.
func (c *collector) caption(n *ast.Image) {
	if len(n.Title) == 0 {
		return
	}
	if imageAlt(n, c.fragment.source) != "" {
		c.words = append(c.words, '\n')
	}
	line, column := c.locate(linkOffset(n))
	outer := c.fragment
	f := parseInline(string(n.Title), diagnostic.Position{File: c.in.File, Line: int(line), Column: int(column)})
	c.reportNoted(f)
	c.fragment = f
	c.leafInlines(f.root)
	c.fragment = outer
	c.body.captions[n] = f
}

func (c *collector) heading(n *ast.Heading) {
	language := c.language
	a, found := c.takeAttributes(n)
	if c.note < 0 && c.region != edition.AbstractRegion {
		if c.appendix > 0 && n.Level <= c.appendix {
			c.appendix, c.region = 0, edition.Body
		}
		if a.has("appendix") {
			c.appendix, c.region = n.Level, edition.Appendix
		}
	}
	start := c.openLeaf(n, edition.Heading, a.id)
	c.inlines(n)
	if len(c.words) > int(start) {
		c.opaque(start)
	} else if !n.HasChildren() && !found {
		c.report(diagnostic.Warning, blockOffset(n), 1, "no-heading", "a heading without words", "write them behind its signs, ## Words, or take it out")
	}
	if c.note < 0 {
		c.titleAgain(n)
		p := &c.text.Passages[c.passage]
		p.Level = uint8(n.Level)
		p.Section = c.parentSection(p.Level)
		c.section = c.passage
	}
	c.closeLeaf()
	c.language = language
}

// titleAgain warns of a first heading that is the title: the page has that above the text, and what stands under the heading would
// be a level lower for it.
func (c *collector) titleAgain(n *ast.Heading) {
	if c.in.Front == nil {
		return
	}
	if before := c.text.Passages[c.passage-1].Region; before != edition.Front && before != edition.AbstractRegion {
		return
	}
	title, words := c.text.Passages[0].Text, strings.Join(strings.Fields(string(c.words)), " ")
	alone, _, _ := strings.Cut(title, edition.Colon(c.in.Language))
	if strings.EqualFold(words, title) || c.in.Front.Subtitle != "" && strings.EqualFold(words, alone) {
		c.report(diagnostic.Warning, blockOffset(n), 1, "title-again", "the first heading is the title, which the page shows above the text",
			"take the line out; the sections below it then stand a level higher")
	}
}

// parentSection is the heading under which one of this level stands.
func (c *collector) parentSection(level uint8) int32 {
	s := c.section
	for s >= 0 && c.text.Passages[s].Level >= level {
		s = c.text.Passages[s].Section
	}
	return s
}

// raw reads a block whose lines are words as they stand.
func (c *collector) raw(n ast.Node, kind edition.PassageKind) {
	start := c.openLeaf(n, kind, cmp.Or(c.takeSettled(), fenceAttributes(n, c.fragment.source).id))
	c.words = append(c.words, bytes.TrimRight(rawLines(n, c.fragment.source), "\n")...)
	c.opaque(start)
	c.closeLeaf()
}

func rawLines(n ast.Node, source []byte) []byte {
	b := n.Lines().Value(source)
	if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
		b = append(b, h.ClosureLine.Value(source)...)
	}
	return b
}

func isComment(n *ast.HTMLBlock, source []byte) bool {
	b := bytes.TrimSpace(rawLines(n, source))
	return bytes.HasPrefix(b, []byte("<!--")) && bytes.HasSuffix(b, []byte("-->"))
}

// table reads a table into one passage, cells parted by tabs and rows by line ends.
func (c *collector) table(n *east.Table) {
	c.openLeaf(n, edition.Table, c.takeSettled())
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if row.PreviousSibling() != nil {
			c.words = append(c.words, '\n')
		}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if cell.PreviousSibling() != nil {
				c.words = append(c.words, '\t')
			}
			c.body.leaves[cell] = leaf{c.passage, int32(len(c.words))}
			c.inlines(cell)
		}
	}
	c.closeLeaf()
}

// openLeaf begins a passage for a block, or within a note goes on with the note's. It returns the offset of the
// block's first word.
func (c *collector) openLeaf(n ast.Node, kind edition.PassageKind, id string) int32 {
	if c.note < 0 {
		c.open(kind, id, n)
	} else {
		if id != "" {
			c.refuseInNote(id, n)
		}
		if len(c.words) > 0 {
			c.words = append(c.words, '\n')
		}
	}
	start := int32(len(c.words))
	c.body.leaves[n] = leaf{c.passage, start}
	return start
}

func (c *collector) closeLeaf() {
	if c.note < 0 {
		c.close()
	}
}

// open begins a passage. An id that looks like an address settles the address; another is an anchor.
func (c *collector) open(kind edition.PassageKind, id string, n ast.Node) {
	p := edition.Passage{Kind: kind, Region: c.region, Section: c.section, Note: c.note, Language: c.language}
	line, column := c.locate(blockOffset(n))
	p.Line = line
	c.passage = int32(len(c.text.Passages))
	switch {
	case kind == edition.Title || kind == edition.Byline || kind == edition.NoteBody:
		p.ID = c.unique(id)
	case isAddress(id, kind):
		p.ID, p.Fixed = id, true
		c.claim(id, line, column)
	case id != "":
		c.name(id, c.passage, line, column)
	}
	c.text.Passages = append(c.text.Passages, p)
	c.events = append(c.events, nil)
	c.words = c.words[:0]
}

func (c *collector) close() {
	p := &c.text.Passages[c.passage]
	p.Text = string(c.words)
	p.Hash = hash(c.words)
	c.passage = -1
}

// blockOffset is where a block begins in its fragment, or −1.
func blockOffset(n ast.Node) int {
	if n == nil {
		return -1
	}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if n.Pos() > 0 {
		return n.Pos()
	}
	if n.FirstChild() != nil {
		return blockOffset(n.FirstChild())
	}
	return -1
}

// locate returns the line and column in the file of an offset in the current fragment.
func (c *collector) locate(offset int) (line, column int32) {
	f := c.fragment
	if f == nil {
		f = c.body.main
	}
	if f == nil || f.at.Line > 0 || offset < 0 {
		at := c.in.At
		if f != nil && f.at.Line > 0 {
			at = f.at
		}
		if f != nil && f.lines != nil && offset >= 0 {
			at.Line += f.lines.Position(f.shift+offset).Line - 1
		}
		return int32(at.Line), int32(at.Column)
	}
	p := c.source.Position(f.shift + offset)
	return int32(p.Line), int32(p.Column)
}

// report adds a finding about width bytes at an offset in the current fragment.
func (c *collector) report(severity diagnostic.Severity, offset, width int, code diagnostic.Code, message, hint string) *diagnostic.Diagnostic {
	var d diagnostic.Diagnostic
	if f := c.fragment; f != nil && f.at.Line == 0 && offset >= 0 {
		d = c.source.At(severity, f.shift+offset, width, code, message, hint)
	} else {
		line, column := c.locate(offset)
		at := diagnostic.Position{File: c.in.File, Line: int(line), Column: int(column)}
		d = diagnostic.Diagnostic{Code: code, Severity: severity, Start: at, Message: message, Hint: hint}
	}
	c.diagnostics = append(c.diagnostics, d)
	return &c.diagnostics[len(c.diagnostics)-1]
}

func (c *collector) opaque(start int32) {
	c.text.Opaque = append(c.text.Opaque, edition.Span{Passage: c.passage, Start: start, End: int32(len(c.words))})
}

// hash is FNV-1a, 64 bits.
func hash(words []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range words {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}

// isFigure says that an image is all there is in a paragraph.
func isFigure(n ast.Node) bool {
	_, image := n.FirstChild().(*ast.Image)
	return image && n.FirstChild().NextSibling() == nil
}
