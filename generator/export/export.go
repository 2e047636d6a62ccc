// Package export writes the edition in others' formats: TEI P5.
//
// An exporter gets a linked [edition.Edition] whose texts are at hand, and [Fragments] for each text: its parts as
// HTML whose links are references ("cite:12", "term:pact", "essay:first#p3"), so that no exporter needs to know the
// addresses of the site. [TEI] and [TEICorpus] each write one document; the bytes follow
// from the edition alone.
package export

import (
	"strconv"

	"glossator/generator/csl"
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
	Fragments func(*edition.Text) Fragments
	Cluster   func(t *edition.Text, cluster int) string // formatted citations as plain text
	Entry     func(*csl.Item) string                    // a formatted entry as plain text
	Generator string                                    // name and version of the program
}

// References is the scheme of addresses in Fragments; its methods are what a text needs to be written as HTML.
// A cluster that the style formats is an empty span with its number, which the exporter fills.
type References struct{}

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

// Cluster appends the mark of a cluster.
func (References) Cluster(dst []byte, _ *edition.Text, cluster int) []byte {
	return append(dst, `<span class="cluster" data-cluster="`+strconv.Itoa(cluster)+`"></span>`...)
}
