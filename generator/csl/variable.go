package csl

// variableKind is how a CSL variable is written and rendered.
type variableKind uint8

const (
	unknownVariable variableKind = iota
	textVariable
	numberVariable
	dateVariable
	namesVariable
)

// kindOf returns the kind of a variable of CSL 1.0.2 (appendix IV), or unknownVariable.
func kindOf(name string) variableKind {
	switch name {
	case "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
		"director", "editor", "editor-translator", "editorial-director", "editortranslator", "executive-producer", "guest", "host",
		"illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
		"reviewed-author", "script-writer", "series-creator", "translator":
		return namesVariable
	case "accessed", "available-date", "container", "event-date", "issued", "original-date", "submitted":
		return dateVariable
	case "chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number", "issue", "locator",
		"number", "number-of-pages", "number-of-volumes", "page", "page-first", "part-number", "printing-number",
		"section", "supplement-number", "version", "volume":
		return numberVariable
	case "abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location", "authority",
		"call-number", "categories", "citation-key", "citation-label", "collection-title", "container-title",
		"container-title-short", "dimensions", "division", "DOI", "event", "event-place", "event-title", "genre",
		"ISBN", "ISSN", "journalAbbreviation", "jurisdiction", "keyword", "language", "license", "medium", "note", "original-publisher",
		"original-publisher-place", "original-title", "part-title", "PMCID", "PMID", "publisher", "publisher-place",
		"references", "reviewed-genre", "reviewed-title", "scale", "shortTitle", "source", "status", "title",
		"title-short", "URL", "volume-title", "year-suffix":
		return textVariable
	}
	return unknownVariable
}

func isKnown(name string) bool { return kindOf(name) != unknownVariable }
