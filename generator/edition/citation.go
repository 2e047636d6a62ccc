package edition

import "glossator/generator/csl"

// Citation is one act of citing one source.
type Citation struct {
	ID       string   // the address: "c27"
	Source   string   // the citation key
	Details  *Details // nil for none
	Span     Span     // the author's own words, where the form is Printed, or the cluster's FormattedCitation
	Sentence int32    // index in Text.Sentences
	Cluster  int32    // index in Text.Clusters
	Line     int32    // for editors
	Column   int32
	Resolved bool // the edition has that source
	Form     CitationForm
}

// Details are what an author says with a citation: the parts of the source, and Markdown before and after it, in a cluster
// that the style formats. Citations that have the same may share them, and they must not change.
type Details struct {
	Locators       []Locator
	Prefix, Suffix string
}

// Locators are the parts of the source that are cited.
func (c *Citation) Locators() []Locator {
	if c.Details == nil {
		return nil
	}
	return c.Details.Locators
}

// CitationForm says what a citation shows.
type CitationForm uint8

const (
	Formatted      CitationForm = iota // all that the style gives
	AuthorInText                       // the author in the sentence, the rest in brackets: @watt1974 [p. 3]
	SuppressAuthor                     // without the author: [-@watt1974]
	Printed                            // the author's own words, never reformatted: [Watt 1974](cite:watt1974)
)

// Locator is a part of a source, as the citation style takes it.
type Locator = csl.Locator

// Cluster is a group of citations that the style formats together; Citations[First:First+Count].
type Cluster struct {
	First, Count int32
	Note         int32 // index in Notes of the note it stands in, or −1
}
