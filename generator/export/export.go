// Package export writes the edition in others' formats: TEI P5, EPUB 3.3 and W3C web annotations.
//
// An exporter gets an [Input]: a linked [edition.Edition], and [Fragments] of each text, its parts as HTML whose
// links are references ("cite:12", "term:pact", "essay:first#p3"), so that no exporter needs to know the addresses of
// the site. [References] is what a text needs in order to be written so. [TEI], [TEICorpus], [EPUB] and
// [Annotations] each write one document; the bytes follow from the edition alone. [Sources] is the bibliography of
// some of the essays, for formats that are lists of sources.
package export

import (
	"slices"
	"strconv"
	"time"

	"glossator/generator/edition"
)

// Fragments are the parts of a text as HTML.
type Fragments struct {
	Title, Subtitle []byte
	Authors         [][]byte
	Abstracts       []Abstract
	Main            []byte
	Notes           [][]byte // beside Text.Notes
}

// Abstract is an essay's abstract in one language.
type Abstract struct {
	Language string
	HTML     []byte
}

// Input is an edition with what its exporters need.
type Input struct {
	Edition   *edition.Edition
	Essays    []*edition.Essay // those to export, in order; nil stands for all
	Fragments func(*edition.Text) Fragments
	Entry     func(*edition.Source) []byte                       // as the citation style formats it, as HTML
	File      func(t *edition.Text, path string) ([]byte, error) // that a text names
	Title     func(edition.Section) string                       // as a table of contents has it
	Word      func(key string) string                            // of the interface, in the edition's language
	Day       func(edtf string) string                           // a date in words, in that language
	Heading   func(language, essay string) string                // of an abstract, in that language
	Date      time.Time                                          // taken where the edition has none
	Generator string                                             // name and version of the program
}

func (in *Input) essays() []*edition.Essay {
	if in.Essays == nil {
		return in.Edition.Essays
	}
	return in.Essays
}

// has says that the essay is among those to export.
func (in *Input) has(id string) bool {
	x := in.Edition.Essay(id)
	return x != nil && (in.Essays == nil || slices.Contains(in.Essays, x))
}

// entry is a source's formatted entry as plain text.
func (in *Input) entry(s *edition.Source) string { return plainWords(in.Entry(s)) }

// Sources are those that the essays refer to; of all essays, every source of the edition.
func Sources(in Input) []*edition.Source { return usedBy(&in).sources }

// References is the scheme of addresses in Fragments. Format writes a cluster as the citation style has it, with links
// to the addresses that href gives; InNotes says that the style puts citations into notes, and Authors writes who stands in the
// sentence before such a note.
type References struct {
	Format  func(dst []byte, t *edition.Text, cluster int, href func(i int) string) []byte
	InNotes bool
	Authors func(dst []byte, t *edition.Text, cluster int) []byte
}

// Citation is "cite:" and the number of the citation.
func (References) Citation(_ *edition.Text, i int) string { return "cite:" + strconv.Itoa(i) }

// Mention is "term:", "name:" or "event:" and the id.
func (References) Mention(m *edition.Mention) string { return m.Kind.String() + ":" + m.ID }

// Link is "essay:" or "page:", the id and the passage.
func (References) Link(l *edition.Link) string {
	address := "essay:" + l.ID
	if l.Kind == edition.OfPage {
		address = "page:" + l.ID
	}
	if l.Fragment != "" {
		address += "#" + l.Fragment
	}
	return address
}

// Asset is "file:" and the path.
func (References) Asset(path string) string { return "file:" + path }

// Cluster appends the formatted citations in a span with the cluster's number, of class "note" where the style would
// put them into a note of their own; in a text that has no notes, a definition or a remark, they stand in brackets. The author whom
// the sentence names stands in a span before them.
func (r References) Cluster(dst []byte, t *edition.Text, cluster int) []byte {
	class, begin, end := "cluster", "", ""
	if r.InNotes && t.Clusters[cluster].Note < 0 {
		authors := r.Authors(nil, t, cluster)
		if len(authors) > 0 {
			dst = append(append(append(dst, `<span class="cited-author">`...), authors...), "</span>"...)
		}
		if t.Owner.HasNotes() {
			class = "cluster note"
		} else if begin, end = "(", ")"; len(authors) > 0 {
			dst = append(dst, ' ')
		}
	}
	dst = append(dst, `<span class="`+class+`" data-cluster="`+strconv.Itoa(cluster)+`">`+begin...)
	dst = r.Format(dst, t, cluster, func(i int) string { return r.Citation(t, i) })
	return append(dst, end+"</span>"...)
}

// used is what some essays refer to, in the edition's order.
type used struct {
	sources []*edition.Source
	terms   []*edition.Term
	names   []*edition.Name
	events  []*edition.Event
}

// usedBy is what the essays, their notes and annotations refer to, and what the entries of those terms, names and
// events cite and mention in turn. Of all essays it is everything.
func usedBy(in *Input) used {
	e := in.Edition
	if in.Essays == nil {
		return used{e.Sources, e.Terms, e.Names, e.Events}
	}
	wanted := reached(in)
	return used{
		chosen(e.Sources, func(x *edition.Source) bool { return wanted["source "+x.Item.ID] }),
		chosen(e.Terms, func(x *edition.Term) bool { return wanted["term "+x.ID] }),
		chosen(e.Names, func(x *edition.Name) bool { return wanted["name "+x.ID] }),
		chosen(e.Events, func(x *edition.Event) bool { return wanted["event "+x.ID] }),
	}
}

func chosen[T any](list []T, keep func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return !keep(x) })
}

// reached are the parts of the edition that can be reached from the essays, each as its kind and id.
func reached(in *Input) map[string]bool {
	seen := map[string]bool{}
	var follow func(...*edition.Text)
	visit := func(kind, id string) {
		if key := kind + " " + id; !seen[key] {
			seen[key] = true
			follow(textsOf(in.Edition, kind, id)...)
		}
	}
	follow = func(texts ...*edition.Text) {
		for _, t := range texts {
			if t == nil {
				continue
			}
			for i := range t.Citations {
				visit("source", t.Citations[i].Source)
			}
			for i := range t.Mentions {
				visit(t.Mentions[i].Kind.String(), t.Mentions[i].ID)
			}
		}
	}
	for _, x := range in.Essays {
		follow(x.Text)
		for _, a := range x.Annotations {
			follow(a.Body)
		}
		for _, key := range slices.Concat(x.WorksCited, x.Nocite, []string{x.Original}) {
			visit("source", key)
		}
	}
	return seen
}

// textsOf are the texts of a term, name or event.
func textsOf(e *edition.Edition, kind, id string) []*edition.Text {
	switch kind {
	case "term":
		if x := e.Term(id); x != nil {
			return []*edition.Text{x.Definition, x.Sources}
		}
	case "name":
		if x := e.Name(id); x != nil {
			return []*edition.Text{x.About}
		}
	case "event":
		if x := e.Event(id); x != nil {
			return []*edition.Text{x.About, x.Sources}
		}
	}
	return nil
}
