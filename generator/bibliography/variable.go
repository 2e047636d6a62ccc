package bibliography

import "strings"

// The CSL 1.0.2 types and variables that an entry may have.
var (
	cslTypes = set(`article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
		document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map
		motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog
		regulation report review review-book software song speech standard thesis treaty webpage`)

	textVariables = set(`abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number
		citation-key citation-label collection-number collection-title container-title container-title-short dimensions division DOI edition
		event event-place event-title genre ISBN ISSN issue jurisdiction keyword language license medium note number number-of-pages
		number-of-volumes original-publisher original-publisher-place original-title page page-first part-number part-title PMCID PMID
		printing-number publisher publisher-place references reviewed-genre reviewed-title scale section source status supplement-number title
		title-short URL version volume volume-title year-suffix`)

	nameVariables = set(`author chair collection-editor compiler composer container-author contributor curator director editor
		editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author performer
		producer recipient reviewed-author script-writer series-creator translator`)

	dateVariables = set(`accessed available-date event-date issued original-date submitted`)
)

// set makes a map from words in lower case to the words themselves.
func set(words string) map[string]string {
	m := map[string]string{}
	for w := range strings.FieldsSeq(words) {
		m[strings.ToLower(w)] = w
	}
	return m
}

// class is how a type treats titles and numbers.
type class uint8

const (
	other  class = iota
	book         // a volume may have a title of its own; numbers are those of a series
	part         // stands in a book
	serial       // stands in a journal; numbers are issues
)

func classOf(cslType string) class {
	switch cslType {
	case "book", "classic":
		return book
	case "chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia":
		return part
	case "article-journal", "article-magazine", "article-newspaper", "review", "review-book", "periodical":
		return serial
	}
	return other
}

// modeOf returns the mode in which a CSL variable's TeX is read and written.
func modeOf(variable string) texMode {
	if strings.HasSuffix(variable, "title") || strings.HasSuffix(variable, "title-short") {
		return texTitle
	}
	return texRich
}
