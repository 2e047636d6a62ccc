package export

import (
	"cmp"
	"fmt"
	"slices"

	"golang.org/x/net/html"

	"glossator/generator/edition"
)

// list is a list of the book's back matter. It stands on as many pages as it takes, since reading devices open pages as a whole.
type list[T any] struct {
	name, word, kind, role string
	entries                []T
	id                     func(T) string
	backlinks              func(T) []edition.Backlink
	nodes                  func([]part[T]) []*html.Node
}

// part is an entry of a list with links back to the text, or more of the links of an entry that has begun on an earlier page.
type part[T any] struct {
	entry     T
	id        string // "" of one that has begun before
	backlinks []edition.Backlink
}

// pageBytes is about how long a page of a list may become, of which an entry and each link back to the text take so much.
const pageBytes, entryBytes, linkBytes = 256 << 10, 400, 130

// parts are the entries of a list, each cut where a page could not hold its links.
func (l list[T]) parts(b *book) []part[T] {
	const most = (pageBytes - entryBytes) / linkBytes
	var parts []part[T]
	for _, x := range l.entries {
		id, links := l.id(x), b.shown(l.backlinks(x))
		for len(links) > most {
			parts = append(parts, part[T]{x, id, links[:most]})
			id, links = "", links[most:]
		}
		parts = append(parts, part[T]{x, id, links})
	}
	return parts
}

// shown are the references that stand in the book, one of each passage.
func (b *book) shown(backlinks []edition.Backlink) []edition.Backlink {
	list := chosen(backlinks, func(l edition.Backlink) bool {
		switch owner := l.Text.Owner; owner.Kind {
		case edition.OfEssay, edition.OfAnnotation:
			return b.at["essay-"+owner.Essay()] != ""
		case edition.OfPage:
			return b.at["page-"+owner.ID] != ""
		}
		return true // the lists are planned one after another
	})
	return slices.CompactFunc(list, func(x, y edition.Backlink) bool { return x.Text == y.Text && x.Passage() == y.Passage() })
}

// addList plans the pages of a list; none when it has no entries.
func addList[T any](b *book, l list[T]) {
	var pages [][]part[T]
	size, parts := pageBytes, l.parts(b)
	for i, x := range parts {
		more := entryBytes + linkBytes*len(x.backlinks)
		if size += more; size > pageBytes {
			pages = append(pages, parts[i:i])
			size = more
		}
		last := &pages[len(pages)-1]
		*last = (*last)[:len(*last)+1]
	}
	for i, entries := range pages {
		name, title, landmark := l.name+".xhtml", b.in.Word(l.word), l.kind
		if len(pages) > 1 {
			title = fmt.Sprintf("%s (%d/%d)", title, i+1, len(pages))
		}
		if i > 0 {
			name, landmark = fmt.Sprintf("%s-%d.xhtml", l.name, i+1), ""
		}
		for _, x := range entries {
			if x.id != "" {
				b.at[x.id] = name
			}
		}
		b.page(page{name: name, title: title, kind: "backmatter", landmark: landmark, nodes: func() []*html.Node {
			section := el("section", "epub:type", l.kind, "role", l.role, "aria-labelledby", "title")
			return []*html.Node{with(with(section, with(el("h1", "id", "title"), txt(title))), l.nodes(entries)...)}
		}})
	}
}

func sourceID(s *edition.Source) string { return "source-" + s.Slug }
func termID(x *edition.Term) string     { return "term-" + x.ID }
func nameID(x *edition.Name) string     { return "name-" + x.ID }
func eventID(x *edition.Event) string   { return "event-" + x.ID }

func (b *book) bibliography() {
	addList(b, list[*edition.Source]{
		name: "bibliography", word: "bibliography", kind: "bibliography", role: "doc-bibliography",
		entries: b.used.sources, id: sourceID, backlinks: func(s *edition.Source) []edition.Backlink { return s.Backlinks },
		nodes: func(sources []part[*edition.Source]) []*html.Node {
			entries := el("ul", "class", "entries")
			for _, s := range sources {
				t := &bookText{book: b, bare: true}
				entry := b.in.Entry(s.entry)
				p := with(el("p", "dir", edition.DirectionByLetters(entry, b.in.Edition.Settings.Language)), t.nodes(entry)...)
				with(entries, with(with(el("li", "id", s.id), p), b.places(s.backlinks)...))
			}
			return []*html.Node{entries}
		},
	})
}

func (b *book) glossary() {
	addList(b, list[*edition.Term]{
		name: "glossary", word: "glossary", kind: "glossary", role: "doc-glossary",
		entries: b.used.terms, id: termID, backlinks: func(x *edition.Term) []edition.Backlink { return x.Backlinks },
		nodes: func(terms []part[*edition.Term]) []*html.Node {
			entries := el("dl")
			for _, t := range terms {
				term := t.entry
				dt := with(el("dt", "id", t.id, "epub:type", "glossterm"), with(el("dfn"), txt(term.Term)))
				dd := el("dd", "epub:type", "glossdef")
				if t.id != "" {
					with(dd, b.defined(term)...)
				}
				with(entries, dt, with(dd, b.places(t.backlinks)...))
			}
			return []*html.Node{entries}
		},
	})
}

// defined is what the glossary says of a term.
func (b *book) defined(term *edition.Term) []*html.Node {
	nodes := b.short(term.Definition)
	for _, a := range term.Attested {
		if a.Quote != "" {
			nodes = append(nodes, b.attested(a))
		}
	}
	return append(append(nodes, b.seeAlso(term)...), b.short(term.Sources)...)
}

func (b *book) names() {
	byKind := slices.SortedStableFunc(slices.Values(b.used.names), func(x, y *edition.Name) int { return cmp.Compare(x.Kind, y.Kind) })
	addList(b, list[*edition.Name]{
		name: "names", word: "names", kind: "index", role: "doc-index",
		entries: byKind, id: nameID, backlinks: func(x *edition.Name) []edition.Backlink { return x.Backlinks },
		nodes: func(names []part[*edition.Name]) (sections []*html.Node) {
			for kind := edition.PersonName; kind <= edition.TreatyName; kind++ {
				entries := el("ul", "class", "entries")
				for _, n := range names {
					if n.entry.Kind != kind {
						continue
					}
					item := with(el("li", "id", n.id), with(el("p"), with(el("strong"), txt(n.entry.Name)), txt(b.lifetime(n.entry))))
					if n.id != "" {
						with(item, b.short(n.entry.About)...)
					}
					with(entries, with(item, b.places(n.backlinks)...))
				}
				if entries.FirstChild != nil {
					sections = append(sections, with(el("section"), with(el("h2"), txt(b.in.Word(kind.String()))), entries))
				}
			}
			return sections
		},
	})
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
	addList(b, list[*edition.Event]{
		name: "chronology", word: "chronology", role: "doc-appendix",
		entries: b.used.events, id: eventID, backlinks: func(x *edition.Event) []edition.Backlink { return x.Backlinks },
		nodes: func(events []part[*edition.Event]) []*html.Node {
			entries := el("ul", "class", "entries")
			for _, e := range events {
				item := with(el("li", "id", e.id), with(el("p"), with(el("strong"), txt(b.in.Day(e.entry.EDTF))), txt(" "+e.entry.Title)))
				if e.id != "" {
					with(item, append(b.short(e.entry.About), b.short(e.entry.Sources)...)...)
				}
				with(entries, with(item, b.places(e.backlinks)...))
			}
			return []*html.Node{entries}
		},
	})
}
