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
	nodes                  func([]T) []*html.Node
}

// pageBytes is about how long a page of a list may become, of which an entry and each link back to the text take so much.
const pageBytes, entryBytes, linkBytes = 256 << 10, 400, 130

// addList plans the pages of a list; none when it has no entries.
func addList[T any](b *book, l list[T]) {
	var parts [][]T
	size := pageBytes
	for i, x := range l.entries {
		more := entryBytes + linkBytes*len(l.backlinks(x))
		if size += more; size > pageBytes {
			parts = append(parts, l.entries[i:i])
			size = more
		}
		last := &parts[len(parts)-1]
		*last = (*last)[:len(*last)+1]
	}
	for i, part := range parts {
		name, title, landmark := l.name+".xhtml", b.in.Word(l.word), l.kind
		if len(parts) > 1 {
			title = fmt.Sprintf("%s (%d/%d)", title, i+1, len(parts))
		}
		if i > 0 {
			name, landmark = fmt.Sprintf("%s-%d.xhtml", l.name, i+1), ""
		}
		for _, x := range part {
			b.at[l.id(x)] = name
		}
		b.page(page{name: name, title: title, kind: "backmatter", landmark: landmark, nodes: func() []*html.Node {
			section := el("section", "epub:type", l.kind, "role", l.role, "aria-labelledby", "title")
			return []*html.Node{with(with(section, with(el("h1", "id", "title"), txt(title))), l.nodes(part)...)}
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
		nodes: func(sources []*edition.Source) []*html.Node {
			entries := el("ul", "class", "entries")
			for _, s := range sources {
				t := &bookText{book: b, bare: true}
				entry := b.in.Entry(s)
				p := with(el("p", "dir", edition.DirectionByLetters(entry, b.in.Edition.Settings.Language)), t.nodes(entry)...)
				with(entries, with(with(el("li", "id", sourceID(s)), p), b.places(s.Backlinks)...))
			}
			return []*html.Node{entries}
		},
	})
}

func (b *book) glossary() {
	addList(b, list[*edition.Term]{
		name: "glossary", word: "glossary", kind: "glossary", role: "doc-glossary",
		entries: b.used.terms, id: termID, backlinks: func(x *edition.Term) []edition.Backlink { return x.Backlinks },
		nodes: func(terms []*edition.Term) []*html.Node {
			entries := el("dl")
			for _, term := range terms {
				dt := with(el("dt", "id", termID(term), "epub:type", "glossterm"), with(el("dfn"), txt(term.Term)))
				dd := with(el("dd", "epub:type", "glossdef"), b.short(term.Definition)...)
				for _, a := range term.Attested {
					if a.Quote != "" {
						with(dd, b.attested(a))
					}
				}
				with(dd, b.seeAlso(term)...)
				with(dd, b.short(term.Sources)...)
				with(entries, dt, with(dd, b.places(term.Backlinks)...))
			}
			return []*html.Node{entries}
		},
	})
}

func (b *book) names() {
	byKind := slices.SortedStableFunc(slices.Values(b.used.names), func(x, y *edition.Name) int { return cmp.Compare(x.Kind, y.Kind) })
	addList(b, list[*edition.Name]{
		name: "names", word: "names", kind: "index", role: "doc-index",
		entries: byKind, id: nameID, backlinks: func(x *edition.Name) []edition.Backlink { return x.Backlinks },
		nodes: func(names []*edition.Name) (sections []*html.Node) {
			for kind := edition.PersonName; kind <= edition.TreatyName; kind++ {
				entries := el("ul", "class", "entries")
				for _, n := range names {
					if n.Kind == kind {
						head := with(el("p"), with(el("strong"), txt(n.Name)), txt(b.lifetime(n)))
						with(entries, with(with(el("li", "id", nameID(n)), head), append(b.short(n.About), b.places(n.Backlinks)...)...))
					}
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
		nodes: func(events []*edition.Event) []*html.Node {
			entries := el("ul", "class", "entries")
			for _, e := range events {
				head := with(el("p"), with(el("strong"), txt(b.in.Day(e.EDTF))), txt(" "+e.Title))
				item := with(with(el("li", "id", eventID(e)), head), b.short(e.About)...)
				with(item, b.short(e.Sources)...)
				with(entries, with(item, b.places(e.Backlinks)...))
			}
			return []*html.Node{entries}
		},
	})
}
