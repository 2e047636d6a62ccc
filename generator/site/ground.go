package site

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
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
	counts func() Ground                       // of how often each source, term and name is referred to
	ties   func() Ground                       // of which essays share sources
	paths  func() Ground                       // of all files' paths
	lists  sync.Map                            // of lists of references, by the first
}

// Grounds are those of the site's pages, which must be planned and all texts linked, each link to where there is something.
// Base is a hash of all that the site is made from but the texts of essays, sum gives a hash of one of those with its facts.
func (s *Site) Grounds(base [sha256.Size]byte, sum func(*edition.Essay) [sha256.Size]byte) *Grounds {
	g := &Grounds{site: s, base: base, sums: make(map[*edition.Text][sha256.Size]byte, len(s.edition.Essays))}
	for _, x := range s.edition.Essays {
		g.sums[x.Text] = sum(x)
	}
	g.texts = sync.OnceValue(func() Ground {
		return g.ground("texts", func(h hash.Hash) {
			for _, x := range s.edition.Essays {
				g.essay(h, x)
			}
		})
	})
	g.totals = sync.OnceValue(func() Ground {
		return g.ground("totals", func(h hash.Hash) { fmt.Fprintf(h, "%q", s.counts()) })
	})
	g.ties = sync.OnceValue(func() Ground { return g.ground("ties", g.allTies) })
	g.counts = sync.OnceValue(func() Ground { return g.ground("counts", g.allCounts) })
	g.paths = sync.OnceValue(func() Ground {
		return g.ground("paths", func(h hash.Hash) {
			for _, path := range s.plan.paths() {
				h.Write([]byte(path + "\n"))
			}
		})
	})
	return g
}

// Of is the ground of a page.
func (g *Grounds) Of(p Page) Ground {
	return g.ground(p.Path, func(h hash.Hash) {
		h.Write([]byte{byte(p.Kind)})
		g.page(h, p)
		if !g.site.citations.Sorted() {
			g.add(h, g.texts()) // every citation may have another number
		}
	})
}

// ground hashes what write writes, with what every page is made from.
func (g *Grounds) ground(name string, write func(hash.Hash)) Ground {
	h := sha256.New()
	h.Write(g.base[:])
	h.Write([]byte(name + "\x00"))
	h.Write([]byte{byte(b2i(g.site.large))})
	write(h)
	return Ground(h.Sum(nil))
}

// page writes what a page is made from beside the base. A kind of page that is not here is made from all texts.
func (g *Grounds) page(h hash.Hash, p Page) {
	s := g.site
	e := s.edition
	switch p.Kind {
	case Stylesheet, Script, Redirect, Missing, Withdrawn, Merged, File:
	case Search: // lists entries by their first letters, and none of their texts
	case Home:
		g.add(h, g.totals())
		if len(e.Essays) <= maxSections {
			g.add(h, g.texts())
		}
	case Colophon:
		g.add(h, g.totals())
	case Essay:
		x := e.Essay(p.ID)
		g.essay(h, x)
		g.references(h, x.Backlinks)
	case Margin:
		g.essay(h, e.Essay(p.ID))
	case SearchData, Data:
		g.file(h, p)
	case Editorial:
		g.references(h, e.Page(p.ID).Backlinks)
	case Source:
		g.subject(h, e.Source(p.ID).Backlinks)
	case Term:
		x := e.Term(p.ID)
		g.subject(h, x.Backlinks)
		g.attested(h, x)
	case Name:
		g.subject(h, e.Name(p.ID).Backlinks)
	case Locators:
		list := s.sorted()
		_, from, to := s.listPart(p, locatorsPath, len(list), locatedOnPage(len(list)))
		for _, x := range list[from:to] {
			g.references(h, x.Backlinks)
		}
	case Glossary, Names:
		g.add(h, g.counts())
	case Bibliography:
		g.add(h, g.counts())
		if partNumber(p.Path) == 1 {
			g.add(h, g.ties())
		}
	case Chronology:
		for _, x := range e.Events {
			g.references(h, x.Backlinks)
		}
	case PreviewData:
		g.previews(h, p)
	case Files:
		g.add(h, g.paths())
	default:
		g.add(h, g.texts())
	}
}

func (g *Grounds) add(h hash.Hash, ground Ground) { h.Write(ground[:]) }

// essay writes an essay's text.
func (g *Grounds) essay(h hash.Hash, x *edition.Essay) {
	sum := g.sums[x.Text]
	h.Write(sum[:])
}

// references writes which texts refer to something, in their order, and what is shown of each reference. Several pages show a
// list, or a part of it.
func (g *Grounds) references(h hash.Hash, list []edition.Backlink) {
	if len(list) == 0 {
		h.Write([]byte{0})
		return
	}
	ground, ok := g.lists.Load(&list[0])
	if !ok {
		ground = g.ground("list", func(h hash.Hash) { g.eachReference(h, list) })
		g.lists.Store(&list[0], ground)
	}
	g.add(h, ground.(Ground))
}

// eachReference writes of each reference its line, and whether it stands in the passage of the one before it.
func (g *Grounds) eachReference(h hash.Hash, list []edition.Backlink) {
	w := g.site.buffer()
	defer g.site.buffers.Put(w)
	b := w.b
	for i, x := range list {
		b = append(b, byte(b2i(i > 0 && x.Text == list[i-1].Text && x.Place().Span.Passage == list[i-1].Place().Span.Passage)))
		if r, at, ok := g.site.remembered(x); ok {
			b = binary.LittleEndian.AppendUint64(b, r.lines[at].hash)
		} else if sum, ok := g.sums[x.Text]; ok {
			b = append(b, sum[:]...)
		} else {
			b = append(append(b, x.Text.Owner.ID...), 0) // its words are in the base
		}
	}
	h.Write(b)
	w.b = b
}

// subject writes the references to what has a page of its own, where they may be drawn, too.
func (g *Grounds) subject(h hash.Hash, list []edition.Backlink) {
	g.references(h, list)
	if textCount(list) > maxStrips {
		return
	}
	var places [8]byte
	for i, x := range list {
		if i > 0 && x.Text == list[i-1].Text {
			continue
		}
		if r, _, ok := g.site.remembered(x); ok { // else the list has the whole text
			binary.LittleEndian.PutUint64(places[:], r.places)
			h.Write(places[:])
		}
	}
}

// attested writes the texts that a term's page quotes.
func (g *Grounds) attested(h hash.Hash, x *edition.Term) {
	for _, a := range x.Attested {
		if essay := g.site.edition.Essay(a.Essay); essay != nil {
			g.essay(h, essay)
		}
	}
}

// file writes what a file for programs is made from: that of an essay, or one of many essays.
func (g *Grounds) file(h hash.Hash, p Page) {
	switch x := g.site.edition.Essay(p.ID); {
	case p.ID != "" && x != nil:
		g.essay(h, x)
	case strings.HasPrefix(p.Path, "search/entries-"), p.Path == cslPath, p.Path == bibtexPath, p.Path == robotsPath, p.Path == feedPath:
	case p.Kind == SearchData:
		g.index(h, p)
	case p.Path == sitemapPath:
		g.add(h, g.paths())
	case g.site.large: // has no more of essays than their front matter
	default:
		g.add(h, g.texts())
	}
}

// index writes what a script of the index is made from, or the list of them.
func (g *Grounds) index(h hash.Hash, p Page) {
	index, err := g.site.searched()
	if err != nil {
		g.add(h, g.texts()) // that it cannot be made is said when it is
		return
	}
	if i, ok := numbered(p.Path, "search/terms-"); ok {
		g.add(h, index.sums[i])
		return
	}
	fmt.Fprintf(h, "%q", index.first)
	var b []byte
	for _, x := range g.site.edition.Essays {
		b = binary.AppendUvarint(b, uint64(len(x.Text.Passages)))
		b = binary.AppendUvarint(b, uint64(textPassages(x.Text)))
	}
	h.Write(b)
}

// previews writes what the previews in a script are made from.
func (g *Grounds) previews(h hash.Hash, p Page) {
	e := g.site.edition
	of := g.site.previews()[p.Path]
	for _, id := range of.ids {
		switch of.kind {
		case Term:
			g.references(h, e.Term(id).Backlinks)
			g.attested(h, e.Term(id))
		case Name:
			g.references(h, e.Name(id).Backlinks)
		case Source:
			g.references(h, e.SourceAt(id).Backlinks)
		case Chronology:
			g.references(h, e.Event(id).Backlinks)
		}
	}
}

// allCounts writes how often each source, term and name is referred to.
func (g *Grounds) allCounts(h hash.Hash) {
	e := g.site.edition
	var b []byte
	for _, x := range e.Sources {
		b = binary.AppendUvarint(b, uint64(len(x.Backlinks)))
	}
	for _, x := range e.Terms {
		b = binary.AppendUvarint(b, uint64(len(x.Backlinks)))
	}
	for _, x := range e.Names {
		b = binary.AppendUvarint(b, uint64(len(x.Backlinks)))
	}
	h.Write(b)
}

// allTies writes which essays share sources, as that is drawn.
func (g *Grounds) allTies(h hash.Hash) {
	essays, sources, ties := g.site.ties()
	for _, x := range essays {
		fmt.Fprintln(h, x.ID)
	}
	for _, x := range sources {
		fmt.Fprintln(h, x.Item.ID)
	}
	fmt.Fprintln(h, ties)
}
