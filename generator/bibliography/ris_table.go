package bibliography

// risTypes gives the CSL type of each type of reference.
var risTypes = map[string]string{
	"ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic", "ART": "graphic", "BILL": "bill",
	"BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "figure", "CLSWK": "classic", "COMP": "software",
	"CONF": "paper-conference", "CPAPER": "paper-conference", "CTLG": "book", "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary",
	"EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia",
	"EQUA": "figure", "FIGURE": "figure", "GEN": "document", "GOVDOC": "report", "GRANT": "document", "HEAR": "hearing",
	"ICOMM": "personal_communication", "INPR": "article-journal", "INTV": "interview", "JFULL": "periodical", "JOUR": "article-journal",
	"LEGAL": "regulation", "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture", "MULTI": "webpage",
	"MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication",
	"RPRT": "report", "SER": "book", "SLIDE": "graphic", "SOUND": "song", "STAND": "standard", "STD": "standard", "STAT": "legislation",
	"THES": "thesis", "UNBILL": "bill", "UNPB": "manuscript", "UNPD": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}

// writtenRISTypes gives the type of reference as which a CSL type is written; GEN for the rest. Where reading it
// gives another type, a note names the type.
var writtenRISTypes = map[string]string{
	"article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "bill": "BILL", "book": "BOOK", "broadcast": "VIDEO",
	"chapter": "CHAP", "classic": "CLSWK", "dataset": "DATA", "document": "GEN", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC",
	"figure": "FIGURE", "graphic": "ART", "hearing": "HEAR", "interview": "PCOMM", "legal_case": "CASE", "legislation": "STAT",
	"manuscript": "MANSCPT", "map": "MAP", "motion_picture": "MPCT", "musical_score": "MUSIC", "pamphlet": "PAMP", "paper-conference": "CPAPER",
	"patent": "PAT", "periodical": "JFULL", "personal_communication": "PCOMM", "post": "BLOG", "post-weblog": "BLOG", "regulation": "LEGAL",
	"report": "RPRT", "review": "JOUR", "review-book": "JOUR", "software": "COMP", "song": "SOUND", "speech": "CPAPER", "standard": "STAND",
	"thesis": "THES", "treaty": "LEGAL", "webpage": "ELEC",
}

// risOrder is the order in which tags are written.
var risOrder = []string{
	"TI", "T2", "T3", "ST", "J2", "VL", "IS", "M1", "NV", "ET", "SE", "PB", "CY", "DO", "UR", "LA", "CN", "DB", "M3", "RI", "OP", "AV", "AB", "RN",
}

// risVariable returns the CSL variable of a tag that holds text, "" for a tag of another kind.
func risVariable(tag, cslType string) string {
	c := classOf(cslType)
	series := c == book || cslType == "report"
	switch tag {
	case "TI", "T1", "CT":
		return "title"
	case "BT", "T2", "JF", "JO":
		switch {
		case series && tag == "BT":
			return "title"
		case series:
			return "collection-title"
		}
		return "container-title"
	case "T3":
		if series {
			return "volume-title"
		}
		return "collection-title"
	case "J1", "J2", "JA":
		return "container-title-short"
	case "IS":
		if c == serial {
			return "issue"
		}
		return "number"
	case "M1":
		switch {
		case c == book || c == part:
			return "collection-number"
		case c == serial:
			return "number"
		}
		return "issue"
	case "SE":
		if c == part {
			return "chapter-number"
		}
		return "section"
	}
	return risVariables[tag]
}

var risVariables = map[string]string{
	"ST": "title-short", "VL": "volume", "VO": "volume", "NV": "number-of-volumes", "ET": "edition", "PB": "publisher", "CY": "publisher-place",
	"PP": "publisher-place", "DO": "DOI", "UR": "URL", "LK": "URL", "LA": "language", "CN": "call-number", "DB": "source", "M3": "genre",
	"RI": "reviewed-title", "OP": "original-title", "AV": "archive_location", "AB": "abstract", "N2": "abstract", "RN": "annote",
}

// risNames gives the CSL variable of a tag that holds a name.
var risNames = map[string]string{
	"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor", "A4": "translator", "TA": "translator",
}

// writtenRISNames is risNames the other way round.
var writtenRISNames = map[string]string{"author": "AU", "editor": "ED", "collection-editor": "A3", "translator": "A4"}
