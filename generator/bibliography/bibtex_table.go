package bibliography

import (
	"cmp"
	"strings"
)

// kinds gives the CSL type of each kind of entry in BibTeX, BibLaTeX and common extensions.
var kinds = map[string]string{
	"article": "article-journal", "book": "book", "mvbook": "book", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
	"booklet": "pamphlet", "collection": "book", "mvcollection": "book", "incollection": "chapter", "suppcollection": "chapter",
	"dataset": "dataset", "data": "dataset", "manual": "book", "misc": "document", "online": "webpage", "electronic": "webpage", "www": "webpage",
	"webpage": "webpage", "patent": "patent", "periodical": "periodical", "suppperiodical": "article-journal", "proceedings": "book",
	"mvproceedings": "book", "inproceedings": "paper-conference", "conference": "paper-conference", "reference": "book", "mvreference": "book",
	"inreference": "entry-encyclopedia", "report": "report", "techreport": "report", "set": "document", "software": "software", "thesis": "thesis",
	"phdthesis": "thesis", "mastersthesis": "thesis", "mathesis": "thesis", "bachelorsthesis": "thesis", "unpublished": "manuscript",
	"artwork": "graphic", "image": "graphic", "audio": "song", "music": "song", "bibnote": "document", "commentary": "book",
	"jurisdiction": "legal_case", "legislation": "legislation", "legal": "treaty", "letter": "personal_communication",
	"letters": "personal_communication", "movie": "motion_picture", "video": "motion_picture", "performance": "performance", "review": "review",
	"standard": "standard", "newsarticle": "article-newspaper", "newspaper": "article-newspaper", "archival": "manuscript",
	"interview": "interview", "map": "map", "treaty": "treaty", "presentation": "speech", "talk": "speech", "unspecified": "document",
}

// writtenKinds gives the kind as which a CSL type is written. Where reading that kind gives another type,
// entrysubtype names the type.
var writtenKinds = map[string]string{
	"article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "bill": "legislation", "book": "book",
	"chapter": "incollection", "classic": "book", "dataset": "dataset", "entry": "inreference", "entry-dictionary": "inreference",
	"entry-encyclopedia": "inreference", "figure": "image", "graphic": "image", "legal_case": "jurisdiction", "legislation": "legislation",
	"manuscript": "unpublished", "motion_picture": "movie", "pamphlet": "booklet", "paper-conference": "inproceedings", "patent": "patent",
	"performance": "performance", "periodical": "periodical", "personal_communication": "letter", "post": "online", "post-weblog": "online",
	"regulation": "legislation", "report": "report", "review": "review", "review-book": "review", "software": "software", "song": "music",
	"speech": "unpublished", "standard": "standard", "thesis": "thesis", "treaty": "legal", "webpage": "online",
}

// genres are what some kinds say about themselves, for entries without a type field.
var genres = map[string]string{
	"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "MA thesis", "bachelorsthesis": "BA thesis",
	"techreport": "technical report",
}

// variables gives the CSL variable of each field that goes into one whatever the kind of entry.
var variables = map[string]string{
	"abstract": "abstract", "annotation": "annote", "chapter": "chapter-number", "edition": "edition", "eid": "number",
	"eventtitle": "event-title", "isbn": "ISBN", "issn": "ISSN", "keywords": "keyword", "library": "call-number",
	"origlocation": "original-publisher-place", "origpublisher": "original-publisher", "origtitle": "original-title", "pagetotal": "number-of-pages",
	"part": "part-number", "pmcid": "PMCID", "pmid": "PMID", "pubstate": "status", "series": "collection-title", "shortjournal": "container-title-short",
	"shorttitle": "title-short", "type": "genre", "venue": "event-place", "version": "version", "volume": "volume", "volumes": "number-of-volumes",
}

// writtenFields, writtenNames and writtenDates are variables, nameFields and dateFields the other way round.
var writtenFields, writtenNames, writtenDates = reversed(variables), reversed(nameFields), reversed(dateFields)

func reversed(fields map[string]string) map[string]string {
	m := make(map[string]string, len(fields))
	for name, variable := range fields {
		m[variable] = name
	}
	return m
}

// eprints gives the address before the number that a work has in an archive.
var eprints = map[string]string{
	"arxiv": "https://arxiv.org/abs/", "jstor": "https://www.jstor.org/stable/", "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
	"hdl": "https://hdl.handle.net/", "googlebooks": "https://books.google.com/books?id=",
}

// nameFields gives the CSL variable of each field of names but the editors, whose part another field says.
var nameFields = map[string]string{"author": "author", "bookauthor": "container-author", "translator": "translator", "origauthor": "original-author"}

var dateFields = map[string]string{"urldate": "accessed", "origdate": "original-date", "eventdate": "event-date"}

// editorTypes are BibLaTeX's words for what an editor does, where CSL has one.
var editorTypes = map[string]string{"": "editor", "editor": "editor", "collaborator": "contributor", "conductor": "performer", "translator": "translator"}

// verbatim reports whether a field holds no TeX.
func verbatim(name string) bool {
	switch name {
	case "url", "doi", "eprint", "file", "pdf", "path", "uri", "local-url", "biburl", "verba", "verbb", "verbc", "ids", "crossref", "xdata", "xref",
		"related", "entryset":
		return true
	}
	return strings.HasPrefix(name, "bdsk-")
}

// canonical returns BibLaTeX's name for a field that has another in BibTeX or in some program.
func canonical(name string) string { return cmp.Or(canonicalNames[name], name) }

var canonicalNames = map[string]string{
	"address": "location", "annote": "annotation", "archiveprefix": "eprinttype", "primaryclass": "eprintclass", "journal": "journaltitle",
	"school": "institution", "key": "sortkey", "urlaccessdate": "urldate", "lastchecked": "urldate", "lastaccessed": "urldate", "visited": "urldate",
	"keyword": "keywords", "origyear": "origdate", "hyphenation": "langid", "callnumber": "library", "numpages": "pagetotal",
}

// languages gives the BCP 47 tags of babel's and polyglossia's names of languages.
var languages = map[string]string{
	"afrikaans": "af", "albanian": "sq", "american": "en-US", "usenglish": "en-US", "arabic": "ar", "armenian": "hy", "australian": "en-AU",
	"austrian": "de-AT", "naustrian": "de-AT", "basque": "eu", "belarusian": "be", "bosnian": "bs", "brazil": "pt-BR", "brazilian": "pt-BR",
	"breton": "br", "british": "en-GB", "ukenglish": "en-GB", "bulgarian": "bg", "canadian": "en-CA", "canadien": "fr-CA", "catalan": "ca",
	"chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "esperanto": "eo", "estonian": "et",
	"finnish": "fi", "french": "fr", "francais": "fr", "français": "fr", "galician": "gl", "georgian": "ka", "german": "de", "ngerman": "de",
	"germanb": "de", "swissgerman": "de-CH", "nswissgerman": "de-CH", "greek": "el", "polutonikogreek": "grc", "hebrew": "he",
	"hindi": "hi", "hungarian": "hu", "magyar": "hu", "icelandic": "is", "indonesian": "id", "irish": "ga", "italian": "it", "japanese": "ja",
	"korean": "ko", "latin": "la", "latvian": "lv", "lithuanian": "lt", "macedonian": "mk", "mexican": "es-MX", "mongolian": "mn", "norsk": "nb",
	"norwegian": "no", "nynorsk": "nn", "persian": "fa", "farsi": "fa", "polish": "pl", "portuguese": "pt", "portuges": "pt", "romanian": "ro",
	"russian": "ru", "sanskrit": "sa", "scottish": "gd", "serbian": "sr", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es",
	"swedish": "sv", "thai": "th", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi", "welsh": "cy", "yiddish": "yi",
}

// language returns the tag of a language that is given by its name or as a tag.
func language(name string) string {
	lower := strings.ToLower(strings.TrimSpace(name))
	if tag, ok := languages[strings.TrimPrefix(lower, "lang")]; ok {
		return tag
	}
	return name
}
