package export

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"glossator/generator/edition"
)

// essayPage is an essay with its notes and annotations below it, which reading devices show where they are called.
func (b *book) essayPage(x *edition.Essay) {
	t := &bookText{book: b, text: x.Text}
	f := b.in.Fragments(x.Text)
	head := with(el("header"), with(el("h1", "id", "title"), t.nodes(f.Title)...))
	if len(f.Subtitle) > 0 {
		with(head, with(el("p", "class", "subtitle", "role", "doc-subtitle"), t.nodes(f.Subtitle)...))
	}
	for _, a := range f.Authors {
		with(head, with(el("p", "class", "author"), t.nodes(a)...))
	}
	if x.Date != "" {
		with(head, with(el("p", "class", "date"), txt(b.in.Day(x.Date))))
	}
	section := with(el("section", "epub:type", "chapter", "role", "doc-chapter", "aria-labelledby", "title"), head)
	for _, a := range f.Abstracts {
		abstract := el("section", "class", "abstract", "epub:type", "abstract", "role", "doc-abstract", "aria-label", b.in.Word("abstract"))
		with(section, with(inLanguage(abstract, a.Language, x.Language), t.nodes(a.HTML)...))
	}
	with(section, t.nodes(f.Main)...)
	with(section, b.origin(x)...)
	parts := append([]*html.Node{section}, b.notes(t, f)...)
	parts = append(parts, b.annotations(x)...)
	b.page(page{
		name: "essay-" + x.ID + ".xhtml", title: x.Title, language: x.Language, kind: "bodymatter", part: b.part(x), nodes: parts, sections: x.Text.Sections(),
	})
}

// part is the title of the part of the contents that an essay stands in.
func (b *book) part(x *edition.Essay) string {
	for _, p := range b.in.Edition.Parts {
		if slices.Contains(p.Essays, x) {
			return p.Title
		}
	}
	return ""
}

// origin says what an essay's text goes back to, and whose it is.
func (b *book) origin(x *edition.Essay) []*html.Node {
	section := el("section", "class", "origin")
	if original := b.in.Edition.Source(x.Original); original != nil {
		entry := (&bookText{book: b, bare: true}).nodes(b.in.Entry(original))
		with(section, with(el("p"), txt(b.in.Word("relation-"+x.Relation.String())+".")))
		with(section, with(with(el("p"), txt(b.in.Word("original-publication")+b.in.Word("colon"))), entry...))
	}
	if x.Rights != "" {
		with(section, with(el("p"), txt(x.Rights)))
	}
	if x.License != "" {
		with(section, with(el("p"), with(el("a", "href", edition.LicenseAddress(x.License), "rel", "license"), txt(x.License))))
	}
	if section.FirstChild == nil {
		return nil
	}
	return []*html.Node{section}
}

// notes are the sections of a text's notes, by hand.
func (b *book) notes(t *bookText, f Fragments) []*html.Node {
	sections := map[edition.Stream]*html.Node{
		edition.AuthorStream: b.noteSection("notes"), edition.EditorStream: b.noteSection("editors-notes"),
	}
	for i := range t.text.Notes {
		note := &t.text.Notes[i]
		id := teiName(t.text.Passages[note.Passage].ID)
		aside := el("aside", "id", id, "epub:type", "footnote", "role", "doc-footnote")
		marker := with(el("span", "class", "marker"), txt(note.Marker+" "))
		if len(note.Calls) > 0 {
			marker = with(el("span", "class", "marker"), backlink("r-"+id, note.Marker), txt(" "))
		}
		body := t.nodes(f.Notes[i])
		if len(body) == 0 || !isBlock(body[0]) {
			body = []*html.Node{with(el("p"), body...)}
		}
		body[0].InsertBefore(marker, body[0].FirstChild)
		with(sections[note.Stream], with(aside, body...))
	}
	list := []*html.Node{sections[edition.AuthorStream], sections[edition.EditorStream], with(b.noteSection("citation-notes"), t.cited...)}
	return chosen(list, func(n *html.Node) bool { return n.FirstChild != n.LastChild })
}

func (b *book) noteSection(word string) *html.Node {
	return with(el("section", "class", "notes"), with(el("h2"), txt(b.in.Word(word))))
}

// annotations are the remarks about an essay, as further notes.
func (b *book) annotations(x *edition.Essay) []*html.Node {
	section := b.noteSection("annotations")
	for _, a := range x.Annotations {
		aside := el("aside", "id", "annotation-"+a.ID, "epub:type", "footnote", "role", "doc-footnote")
		first := el("p")
		if a.Span.Passage >= 0 {
			with(first, backlink("r-annotation-"+a.ID, cmp.Or(a.Quote, "↩")), txt(" "))
		}
		if a.Reading != "" {
			with(first, txt(b.in.Word("reading")+" "), with(el("ins"), txt(a.Reading)), txt(". "))
		}
		if a.Reason != "" {
			with(first, txt(a.Reason))
		}
		with(section, with(with(inLanguage(aside, b.in.Edition.Settings.Language, x.Language), first), b.short(a.Body)...))
		if a.By != "" {
			with(aside, with(el("p", "class", "by"), txt(a.By)))
		}
	}
	if len(x.Annotations) == 0 {
		return nil
	}
	return []*html.Node{section}
}

// short is a text that stands among others.
func (b *book) short(t *edition.Text) []*html.Node {
	if t == nil {
		return nil
	}
	text := &bookText{book: b, text: t, bare: true}
	list := text.nodes(b.in.Fragments(t).Main)
	return chosen(list, func(n *html.Node) bool { return !blank(n) })
}

func (b *book) editorialPage(x *edition.Page) {
	t := &bookText{book: b, text: x.Text}
	f := b.in.Fragments(x.Text)
	section := with(el("section", "aria-labelledby", "title"), with(el("h1", "id", "title"), txt(x.Title)))
	with(section, t.nodes(f.Main)...)
	b.page(page{
		name: "page-" + x.ID + ".xhtml", title: x.Title, language: x.Language, kind: "frontmatter",
		nodes: append([]*html.Node{section}, b.notes(t, f)...),
	})
}

func (b *book) titlePage() {
	s := b.in.Edition.Settings
	section := with(el("section", "epub:type", "titlepage"), with(el("h1", "id", "title"), txt(s.Title)))
	line := func(class, words string) {
		if words != "" {
			with(section, with(el("p", "class", class), txt(words)))
		}
	}
	line("subtitle", s.Subtitle)
	if list := b.editors(); len(list) > 0 {
		line("author", b.in.Word("edited-by")+" "+strings.Join(list, ", "))
	}
	line("publisher", strings.Join(chosen([]string{s.Publisher, b.in.Day(s.Date)}, func(words string) bool { return words != "" }), ", "))
	line("rights", s.Rights)
	if s.License != "" {
		with(section, with(el("p"), with(el("a", "href", edition.LicenseAddress(s.License), "rel", "license"), txt(s.License))))
	}
	b.page(page{name: "title.xhtml", title: s.Title, kind: "frontmatter", nodes: []*html.Node{section}})
}

func (b *book) editors() []string {
	var list []string
	for _, e := range b.in.Edition.Settings.Editors {
		list = append(list, e.PlainName())
	}
	return list
}

// listPage is a page of back matter; nothing when it has no entries.
func (b *book) listPage(name, word, kind, role string, entries []*html.Node) {
	if len(entries) == 0 {
		return
	}
	section := with(el("section", "epub:type", kind, "role", role, "aria-labelledby", "title"), with(el("h1", "id", "title"), txt(b.in.Word(word))))
	b.page(page{name: name, title: b.in.Word(word), kind: "backmatter", landmark: kind, nodes: []*html.Node{with(section, entries...)}})
}

func (b *book) bibliography() {
	var entries []*html.Node
	for _, s := range b.used.sources {
		t := &bookText{book: b, bare: true}
		entry := b.in.Entry(s)
		p := with(el("p", "dir", edition.DirectionByLetters(entry, b.in.Edition.Settings.Language)), t.nodes(entry)...)
		entries = append(entries, with(el("li", "id", "source-"+s.Slug), append([]*html.Node{p}, b.places(s.Backlinks)...)...))
	}
	if len(entries) > 0 {
		entries = []*html.Node{with(el("ul", "class", "entries"), entries...)}
	}
	b.listPage("bibliography.xhtml", "bibliography", "bibliography", "doc-bibliography", entries)
}

func (b *book) glossary() {
	list := el("dl")
	for _, term := range b.used.terms {
		dt := with(el("dt", "id", "term-"+term.ID, "epub:type", "glossterm"), with(el("dfn"), txt(term.Term)))
		dd := with(el("dd", "epub:type", "glossdef"), b.short(term.Definition)...)
		for _, a := range term.Attested {
			if a.Quote != "" {
				with(dd, b.attested(a))
			}
		}
		with(dd, b.seeAlso(term)...)
		with(dd, b.short(term.Sources)...)
		with(list, dt, with(dd, b.places(term.Backlinks)...))
	}
	if list.FirstChild != nil {
		b.listPage("glossary.xhtml", "glossary", "glossary", "doc-glossary", []*html.Node{list})
	}
}

// attested are an essay's own words about a term, with a link to them.
func (b *book) attested(a edition.Attestation) *html.Node {
	p := with(el("p"), txt(a.Quote))
	if essay := b.in.Edition.Essay(a.Essay); essay != nil && b.has["essay-"+a.Essay+".xhtml"] {
		with(p, txt(" ("), with(el("a", "href", "essay-"+a.Essay+".xhtml#"+teiName(a.Passage)), txt(essay.Title+", "+a.Passage)), txt(")"))
	}
	return with(el("blockquote"), p)
}

func (b *book) seeAlso(term *edition.Term) []*html.Node {
	p := with(el("p", "class", "see"), txt(b.in.Word("see-also")+b.in.Word("colon")))
	words := p.LastChild
	for _, id := range term.See {
		if other := b.in.Edition.Term(id); other != nil {
			if p.LastChild != words {
				with(p, txt(", "))
			}
			with(p, with(el("a", "href", "glossary.xhtml#term-"+id), txt(other.Term)))
		}
	}
	if p.FirstChild == p.LastChild {
		return nil
	}
	return []*html.Node{p}
}

func (b *book) names() {
	var sections []*html.Node
	for kind := edition.PersonName; kind <= edition.TreatyName; kind++ {
		list := el("ul", "class", "entries")
		for _, n := range b.used.names {
			if n.Kind == kind {
				head := with(el("p"), with(el("strong"), txt(n.Name)), txt(b.lifetime(n)))
				with(list, with(with(el("li", "id", "name-"+n.ID), head), append(b.short(n.About), b.places(n.Backlinks)...)...))
			}
		}
		if list.FirstChild != nil {
			sections = append(sections, with(el("section"), with(el("h2"), txt(b.in.Word(kind.String()))), list))
		}
	}
	b.listPage("names.xhtml", "names", "index", "doc-index", sections)
}

func (b *book) lifetime(n *edition.Name) string {
	switch {
	case n.Born == "" && n.Died == "":
		return ""
	case n.Kind == edition.TreatyName:
		return " (" + b.in.Day(n.Born) + ")"
	}
	return " (" + b.in.Day(n.Born) + "–" + b.in.Day(n.Died) + ")"
}

func (b *book) chronology() {
	list := el("ul", "class", "entries")
	for _, e := range b.used.events {
		head := with(el("p"), with(el("strong"), txt(b.in.Day(e.EDTF))), txt(" "+e.Title))
		item := with(with(el("li", "id", "event-"+e.ID), head), b.short(e.About)...)
		with(item, b.short(e.Sources)...)
		with(list, with(item, b.places(e.Backlinks)...))
	}
	if list.FirstChild != nil {
		b.listPage("chronology.xhtml", "chronology", "", "doc-appendix", []*html.Node{list})
	}
}

// places are the passages of the book that refer to an entry, text by text.
func (b *book) places(backlinks []edition.Backlink) []*html.Node {
	list := el("ul", "class", "places")
	var last *edition.Text
	seen := map[string]bool{}
	for _, l := range backlinks {
		title, address := b.placeOf(l)
		label := b.label(l)
		key := cmp.Or(label, address) + " " + title
		if seen[key] || !b.within(l) {
			continue
		}
		seen[key] = true
		link := el("a", "href", address, "epub:type", "backlink", "role", "doc-backlink")
		switch {
		case label == "":
			with(list, with(el("li"), with(link, txt(title))))
		case l.Text == last:
			with(list.LastChild, txt(", "), with(link, txt(label)))
		default:
			with(list, with(el("li"), txt(title+b.in.Word("colon")), with(link, txt(label))))
		}
		last = l.Text
	}
	if list.FirstChild == nil {
		return nil
	}
	return []*html.Node{list}
}

// within says that the book has the text that a backlink leads to.
func (b *book) within(l edition.Backlink) bool {
	owner := l.Text.Owner
	switch owner.Kind {
	case edition.OfEssay, edition.OfAnnotation:
		return b.has["essay-"+owner.Essay()+".xhtml"]
	case edition.OfPage:
		return b.has["page-"+owner.ID+".xhtml"]
	case edition.OfTerm:
		return slices.ContainsFunc(b.used.terms, func(x *edition.Term) bool { return x.ID == owner.ID })
	case edition.OfName:
		return slices.ContainsFunc(b.used.names, func(x *edition.Name) bool { return x.ID == owner.ID })
	}
	return slices.ContainsFunc(b.used.events, func(x *edition.Event) bool { return x.ID == owner.ID })
}

// label is what a reference to a passage of an essay or page shows: the passage's number, or the note's marker. Of
// other texts it is "", since their titles say where it is.
func (b *book) label(l edition.Backlink) string {
	if l.Text.Owner.Kind != edition.OfEssay && l.Text.Owner.Kind != edition.OfPage {
		return ""
	}
	p := l.Passage()
	if p.Note < 0 {
		return p.ID
	}
	note := &l.Text.Notes[p.Note]
	word := [...]string{"note-short", "editors-note-short"}[note.Stream]
	return strings.Replace(b.in.Word(word), "%s", note.Marker, 1)
}

// placeOf is the title of the text that refers, and the address of the reference; "" when the book has no such place.
func (b *book) placeOf(l edition.Backlink) (title, address string) {
	owner := l.Text.Owner
	switch owner.Kind {
	case edition.OfEssay:
		return b.in.Edition.Essay(owner.ID).Title, "essay-" + owner.ID + ".xhtml#" + l.Address()
	case edition.OfPage:
		return b.in.Edition.Page(owner.ID).Title, "page-" + owner.ID + ".xhtml#" + l.Address()
	case edition.OfAnnotation:
		essay, id, _ := strings.Cut(owner.ID, "/")
		return b.in.Word("annotation"), "essay-" + essay + ".xhtml#annotation-" + id
	case edition.OfTerm:
		return b.in.Edition.Term(owner.ID).Term, "glossary.xhtml#term-" + owner.ID
	case edition.OfName:
		return b.in.Edition.Name(owner.ID).Name, "names.xhtml#name-" + owner.ID
	}
	return b.in.Edition.Event(owner.ID).Title, "chronology.xhtml#event-" + owner.ID
}
