package transcribe

import (
	"glossator/generator/csl"
)

// reading is one text while it is understood. Its methods run in the order of [read]; each takes from the blocks
// what it understands and leaves the rest as the text.
type reading struct {
	file   string
	layout layout
	words  vocabulary
	blocks []*block
	notes  []*note
	fronts map[int]int // by block, how much has been cut off before a note's text since its calls were found
	refs   *references
	given  []csl.Item // of bibliographies
	report *EssayReport

	id        string
	title     *block
	subtitle  *block
	authors   []author
	byline    bool // the line before was "by" alone
	named     bool // the line before was an author's name
	date      string
	frontEnd  int // index of the block where the text begins
	keywords  []string
	abstracts []abstract
	rights    string
	header    string // title that an archive gives
	lang      string
	queries   int
	// firstLines are the short lines of the text by their letters, with the index of the first block plus one
	firstLines map[string]int
	terms      []definition
	pictures   pictures
}

type author struct {
	name        *block
	affiliation string
	number      string // of the affiliation, where the names bear such
}

type abstract struct {
	lang   string
	blocks []*block
}

// read understands a plain text, beside which there may be a bibliography.
func read(file string, text string, given []csl.Item) *reading {
	r := &reading{file: file, given: given, report: &EssayReport{File: file}}
	lines := splitLines(text)
	lines, first, cover := withoutCover(lines)
	lines, archive, rights, header := withoutArchiveMatter(lines)
	if cover.source == "" {
		cover = header
	}
	r.rights, r.header = rights, cover.title
	lines, dropped := withoutFurniture(lines)
	lines, marks := withoutPageMarks(lines)
	lines, columns := unrolled(lines)
	if r.layout = measure(lines); isConverted(file) {
		r.layout = layout{width: longLine} // pandoc breaks no paragraphs into lines
	}
	r.words = wordsOf(lines)
	r.lang = languageOf(r.words, "en")
	r.blocks = r.words.blocksOf(lines, r.layout)
	r.report.furniture(first)
	r.report.furniture(archive)
	r.report.furniture(dropped)
	r.report.LeftOut = append(r.report.LeftOut, marks...)
	for _, line := range columns {
		r.report.doubt("two-columns", file, line, "", "these lines were taken for two columns of a page that a scan has run together; the right one now follows the left one")
	}
	r.bracketedNotes()
	r.readReferences()
	r.misreadMarkers()
	r.readNotes()
	r.front()
	r.affiliationsInNotes()
	r.readCover(cover)
	r.longItems()
	r.sections()
	r.joinParagraphs()
	r.quotationsApart()
	r.languages()
	r.lists()
	r.define()
	r.cite()
	return r
}
