package site

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"

	"glossator/generator/edition"
)

// Ground is a hash of all that a page is made from: a page that has the ground of one that was made before is the same.
type Ground [16]byte

// Grounds gives the grounds of a planned site's pages. It is safe for concurrent use.
type Grounds struct {
	site   *Site
	base   [sha256.Size]byte
	sums   map[*edition.Text][sha256.Size]byte // of essays
	texts  func() Ground                       // of all essays' texts
	totals func() Ground                       // of how much all essays have together
	ties   func() Ground                       // of which essays share sources
	paths  func() Ground                       // of all files' paths
	lists  sync.Map                            // of lists of references, by the first
}

// Grounds are those of the site's pages, which must be planned and all texts linked, each link to where there is something, with
// a citation style that sorts: else every citation may have another number after any change.
// Base is a hash of all that the site is made from but the texts of essays, sum gives a hash of one of those with its facts.
func (s *Site) Grounds(base [sha256.Size]byte, sum func(*edition.Essay) [sha256.Size]byte) *Grounds {
	g := &Grounds{site: s, base: base, sums: make(map[*edition.Text][sha256.Size]byte, len(s.edition.Essays))}
	for _, x := range s.edition.Essays {
		g.sums[x.Text] = sum(x)
	}
	g.texts = sync.OnceValue(func() Ground {
		return g.ground("texts", func(w *writer) {
			for _, x := range s.edition.Essays {
				g.essay(w, x)
			}
		})
	})
	g.totals = sync.OnceValue(func() Ground {
		return g.ground("totals", func(w *writer) { fmt.Fprintf(w, "%q", s.counts()) })
	})
	g.ties = sync.OnceValue(func() Ground { return g.ground("ties", g.allTies) })
	g.paths = sync.OnceValue(func() Ground {
		return g.ground("paths", func(w *writer) {
			for _, path := range s.plan.paths() {
				w.raw(path, "\n")
			}
		})
	})
	return g
}

// Of is the ground of a page.
func (g *Grounds) Of(p Page) Ground {
	return g.ground(p.Path, func(w *writer) {
		w.b = append(w.b, byte(p.Kind))
		g.page(w, p)
	})
}

// ground hashes what write writes, with what every page is made from.
func (g *Grounds) ground(name string, write func(*writer)) Ground {
	w := g.site.buffer()
	defer g.site.buffers.Put(w)
	w.b = append(w.b, g.base[:]...)
	w.raw(name, "\x00")
	w.b = append(w.b, byte(b2i(g.site.large)))
	write(w)
	sum := sha256.Sum256(w.b)
	return Ground(sum[:])
}

// page writes what a page is made from beside the base. A kind of page that is not here is made from all texts.
func (g *Grounds) page(w *writer, p Page) {
	s := g.site
	e := s.edition
	switch p.Kind {
	case Stylesheet, Script, Redirect, Missing, Withdrawn, Merged, File:
	case Search: // lists entries by their first letters, and none of their texts
	case Home:
		g.add(w, g.totals())
		if len(e.Essays) <= maxSections {
			g.add(w, g.texts())
		}
	case Colophon:
		g.add(w, g.totals())
	case Essay:
		x := e.Essay(p.ID)
		g.essay(w, x)
		g.references(w, x.Backlinks)
	case Margin:
		g.essay(w, e.Essay(p.ID))
	case SearchData, Data:
		g.file(w, p)
	case Editorial:
		g.references(w, e.Page(p.ID).Backlinks)
	case Source:
		g.subject(w, e.Source(p.ID).Backlinks)
	case Term:
		x := e.Term(p.ID)
		g.subject(w, x.Backlinks)
		g.attested(w, x)
	case Name:
		g.subject(w, e.Name(p.ID).Backlinks)
	case Locators:
		list := s.sorted()
		from, to := listBounds(p, len(list), locatedOnPage(len(list)))
		for _, x := range list[from:to] {
			g.references(w, x.Backlinks)
		}
	case Glossary:
		for _, x := range e.Terms {
			w.b = binary.AppendUvarint(w.b, uint64(len(x.Backlinks)))
		}
	case Names:
		for _, x := range e.Names {
			w.b = binary.AppendUvarint(w.b, uint64(len(x.Backlinks)))
		}
	case Bibliography:
		list := s.sorted()
		from, to := listBounds(p, len(list), listSize)
		for _, x := range list[from:to] {
			w.b = binary.AppendUvarint(w.b, uint64(len(x.Backlinks)))
		}
		if partNumber(p.Path) == 1 {
			g.add(w, g.ties())
		}
	case Chronology:
		for _, x := range e.Events {
			g.references(w, x.Backlinks)
		}
	case PreviewData:
		g.previews(w, p)
	case Files:
		g.add(w, g.paths())
	default:
		g.add(w, g.texts())
	}
}

func (g *Grounds) add(w *writer, ground Ground) { w.b = append(w.b, ground[:]...) }

// essay writes an essay's text.
func (g *Grounds) essay(w *writer, x *edition.Essay) {
	sum := g.sums[x.Text]
	w.b = append(w.b, sum[:]...)
}

// references writes which texts refer to something, in their order, and what is shown of each reference. Several pages show a
// list, or a part of it.
func (g *Grounds) references(w *writer, list []edition.Backlink) {
	if len(list) == 0 {
		w.b = append(w.b, 0)
		return
	}
	ground, ok := g.lists.Load(&list[0])
	if !ok {
		ground = g.ground("list", func(w *writer) { g.eachReference(w, list) })
		g.lists.Store(&list[0], ground)
	}
	g.add(w, ground.(Ground))
}

// eachReference writes of each reference its line, and whether it stands in the passage of the one before it.
func (g *Grounds) eachReference(w *writer, list []edition.Backlink) {
	b := w.b
	for i, x := range list {
		b = append(b, byte(b2i(i > 0 && x.Text == list[i-1].Text && x.Place().Span.Passage == list[i-1].Place().Span.Passage)))
		if r, at, ok := g.site.remembered(x); ok {
			b = binary.LittleEndian.AppendUint64(b, r.lines[at].hash)
		} else if sum, ok := g.sums[x.Text]; ok {
			b = append(b, sum[:]...)
		} else {
			b = append(b, x.Text.Owner.ID...) // its words are in the base, but not the number of an annotation
			b = append(g.site.appendPlaceLabel(b, x.Text, x.Passage()), 0)
		}
	}
	w.b = b
}

// subject writes the references to what has a page of its own, where they may be drawn, too.
func (g *Grounds) subject(w *writer, list []edition.Backlink) {
	g.references(w, list)
	if textCount(list) > maxStrips {
		return
	}
	for i, x := range list {
		if i > 0 && x.Text == list[i-1].Text {
			continue
		}
		if r, _, ok := g.site.remembered(x); ok { // else the list has the whole text
			w.b = binary.LittleEndian.AppendUint64(w.b, r.places)
		}
	}
}

// attested writes the texts that a term's page quotes.
func (g *Grounds) attested(w *writer, x *edition.Term) {
	for _, a := range x.Attested {
		if essay := g.site.edition.Essay(a.Essay); essay != nil {
			g.essay(w, essay)
		}
	}
}

// file writes what a file for programs is made from: that of an essay, or one of many essays.
func (g *Grounds) file(w *writer, p Page) {
	switch x := g.site.edition.Essay(p.ID); {
	case p.ID != "" && x != nil:
		g.essay(w, x)
	case strings.HasPrefix(p.Path, "search/entries-"), p.Path == cslPath, p.Path == bibtexPath, p.Path == robotsPath, p.Path == feedPath:
	case p.Kind == SearchData:
		g.index(w, p)
	case p.Path == sitemapPath:
		g.add(w, g.paths())
	case g.site.large: // has no more of essays than their front matter
	default:
		g.add(w, g.texts())
	}
}

// index writes what a script of the index is made from, or the list of them.
func (g *Grounds) index(w *writer, p Page) {
	index, err := g.site.searched()
	if err != nil {
		g.add(w, g.texts()) // that it cannot be made is said when it is
		return
	}
	if i, ok := numbered(p.Path, "search/terms-"); ok {
		g.add(w, index.sums[i])
		return
	}
	fmt.Fprintf(w, "%q", index.first)
	fmt.Fprint(w, index.index.rooms)
}

// previews writes what the previews in a script are made from.
func (g *Grounds) previews(w *writer, p Page) {
	e := g.site.edition
	of := g.site.previews()[p.Path]
	for _, id := range of.ids {
		switch of.kind {
		case Term:
			g.references(w, e.Term(id).Backlinks)
			g.attested(w, e.Term(id))
		case Name:
			g.references(w, e.Name(id).Backlinks)
		case Source:
			g.references(w, e.SourceAt(id).Backlinks)
		case Chronology:
			g.references(w, e.Event(id).Backlinks)
		}
	}
}

// allTies writes which essays share sources, as that is drawn.
func (g *Grounds) allTies(w *writer) {
	shared := g.site.sharing()
	for _, x := range shared.essays {
		fmt.Fprintln(w, x.ID)
	}
	for _, x := range shared.sources {
		fmt.Fprintln(w, x.Item.ID)
	}
	fmt.Fprintln(w, shared.ties)
}
