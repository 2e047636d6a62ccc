package export

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"

	"glossator/generator/edition"
)

// essayPage is an essay with its notes and annotations below it, which reading devices show where they are called.
func (b *book) essayPage(x *edition.Essay, part string) {
	name := "essay-" + x.ID
	b.at[name] = name + ".xhtml"
	b.page(page{
		name: name + ".xhtml", title: x.Title, language: x.Language, kind: "bodymatter", part: part, sections: x.Text.Sections(),
		nodes: func() []*html.Node { return b.essay(x) },
	})
}

func (b *book) essay(x *edition.Essay) []*html.Node {
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
		with(head, with(b.inEditions(el("p", "class", "date"), x.Language), txt(b.in.Day(x.Date))))
	}
	section := with(el("section", "epub:type", "chapter", "role", "doc-chapter", "aria-labelledby", "title"), head)
	for _, a := range f.Abstracts {
		abstract := el("section", "class", "abstract", "epub:type", "abstract", "role", "doc-abstract")
		with(section, with(abstract, with(b.inEditions(el("h2"), x.Language), txt(b.in.Heading(a.Language, x.Language))),
			with(inLanguage(el("div"), a.Language, x.Language), t.nodes(a.HTML)...)))
	}
	with(section, t.nodes(f.Main)...)
	with(section, b.origin(x)...)
	parts := append([]*html.Node{section}, b.notes(t, f)...)
	return append(parts, b.annotations(x)...)
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
		edition.AuthorStream: b.noteSection("notes", t.text.Language), edition.EditorStream: b.noteSection("editors-notes", t.text.Language),
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
	list := []*html.Node{sections[edition.AuthorStream], sections[edition.EditorStream], with(b.noteSection("citation-notes", t.text.Language), t.cited...)}
	return chosen(list, func(n *html.Node) bool { return n.FirstChild != n.LastChild })
}

func (b *book) noteSection(word, around string) *html.Node {
	return with(el("section", "class", "notes"), with(b.inEditions(el("h2"), around), txt(b.in.Word(word))))
}

// inEditions makes an element on a page in the language around one of words of the interface.
func (b *book) inEditions(n *html.Node, around string) *html.Node {
	return inLanguage(n, b.in.Edition.Settings.Language, around)
}

// annotations are the remarks about an essay, as further notes.
func (b *book) annotations(x *edition.Essay) []*html.Node {
	section := b.noteSection("annotations", x.Language)
	for _, a := range x.Annotations {
		aside := el("aside", "id", "annotation-"+a.ID, "epub:type", "footnote", "role", "doc-footnote")
		first := with(el("p"), with(el("span", "class", "kind"), txt(b.in.Word("annotation-"+a.Kind.String()))), txt(" "))
		if a.Span.Passage >= 0 {
			with(first, txt(b.in.Word("on-words")+" "), backlink("r-annotation-"+a.ID, cmp.Or(a.Quote, "↩")), txt(" "))
		}
		if a.Reading != "" {
			with(first, txt(b.in.Word("reading")+" "), with(el("ins"), txt(a.Reading)), txt(". "))
		}
		if a.Reason != "" {
			with(first, txt(a.Reason))
		}
		with(section, with(with(b.inEditions(aside, x.Language), first), b.short(a.Body)...))
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
	name := "page-" + x.ID
	b.at[name] = name + ".xhtml"
	b.page(page{
		name: name + ".xhtml", title: x.Title, language: x.Language, kind: "frontmatter",
		nodes: func() []*html.Node { return b.editorial(x) },
	})
}

func (b *book) editorial(x *edition.Page) []*html.Node {
	t := &bookText{book: b, text: x.Text}
	f := b.in.Fragments(x.Text)
	section := with(el("section", "aria-labelledby", "title"), with(el("h1", "id", "title"), txt(x.Title)))
	with(section, t.nodes(f.Main)...)
	return append([]*html.Node{section}, b.notes(t, f)...)
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
	b.page(page{name: "title.xhtml", title: s.Title, kind: "frontmatter", nodes: func() []*html.Node { return []*html.Node{section} }})
}

func (b *book) editors() []string {
	var list []string
	for _, e := range b.in.Edition.Settings.Editors {
		list = append(list, e.PlainName())
	}
	return list
}

// attested are an essay's own words about a term, with a link to them.
func (b *book) attested(a edition.Attestation) *html.Node {
	p := with(el("p"), txt(a.Quote))
	if essay := b.in.Edition.Essay(a.Essay); essay != nil && b.at["essay-"+a.Essay] != "" {
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
			with(p, with(el("a", "href", b.entryAddress("term-"+id)), txt(other.Term)))
		}
	}
	if p.FirstChild == p.LastChild {
		return nil
	}
	return []*html.Node{p}
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
		if seen[key] || address == "" {
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
		title, address = b.in.Edition.Essay(owner.ID).Title, withFragment(b.at["essay-"+owner.ID], l.Address())
	case edition.OfPage:
		title, address = b.in.Edition.Page(owner.ID).Title, withFragment(b.at["page-"+owner.ID], l.Address())
	case edition.OfAnnotation:
		essay, id, _ := strings.Cut(owner.ID, "/")
		title, address = b.in.Word("annotation"), withFragment(b.at["essay-"+essay], "annotation-"+id)
	case edition.OfTerm:
		title, address = b.in.Edition.Term(owner.ID).Term, b.entryAddress("term-"+owner.ID)
	case edition.OfName:
		title, address = b.in.Edition.Name(owner.ID).Name, b.entryAddress("name-"+owner.ID)
	default:
		title, address = b.in.Edition.Event(owner.ID).Title, b.entryAddress("event-"+owner.ID)
	}
	if strings.HasPrefix(address, "#") {
		return title, ""
	}
	return title, address
}
