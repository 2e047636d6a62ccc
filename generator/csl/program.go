package csl

// program is a style compiled for one locale: its elements with every name resolved, so that nothing is looked
// up by its name while citations are made.
type program struct {
	style  *Style
	locale *Locale
	casing casing // of the locale's language

	variables []variable // that the style mentions
	types     []string   // that the style mentions

	citation     layout
	bibliography layout // with no elements if there is none

	demoteSort    bool // non-dropping particles do not count in sorting
	demoteDisplay bool // and come after the given name where the family name is first
	initHyphen    bool // Jean-Luc is J.-L. and not J. L.
	pageRange     pageRangeFormat

	testsDisambiguate bool // the style has a test disambiguate="true"
	usesFirstNote     bool // the style speaks of first-reference-note-number
	numbersEntries    bool // the bibliography shows citation numbers
	showsYearSuffix   bool // the style says itself where the year-suffix goes
}

// variable is a variable that the style mentions. Elements hold its index in program.variables.
type variable struct {
	name    string
	kind    variableKind
	special special
	counted bool // the style asks for its numbers
}

// special is a variable that does not come from the item alone.
type special uint8

const (
	ordinary special = iota
	locatorVariable
	locatorLabelVariable
	citationNumber
	citationLabel
	firstNoteNumber
	yearSuffix
	pageFirst
	shortTitle
	shortContainerTitle
)

var specials = map[string]special{
	"locator": locatorVariable, "citation-number": citationNumber, "citation-label": citationLabel, "first-reference-note-number": firstNoteNumber,
	"year-suffix": yearSuffix, "page-first": pageFirst, "title-short": shortTitle, "shortTitle": shortTitle,
	"container-title-short": shortContainerTitle, "journalAbbreviation": shortContainerTitle,
}

// element is a rendering element of a style.
type element interface {
	render(*context) (*Node, outcome)
}

// outcome says which variables an element called, for the groups around it.
type outcome uint8

const (
	called   outcome = 1 << iota // it called a variable
	rendered                     // and one that was not empty
	settled                      // it is an empty term: nothing to show, but a substitute all the same
)

// layout is <citation> or <bibliography> with its options.
type layout struct {
	elements []element
	look     look
	sort     []sortKey

	// of citations
	delimiter           string
	collapse            collapse
	citeGroupDelimiter  string
	ownGroupDelimiter   bool // the style gives it
	groupsCites         bool // cites of the same names are put next to each other
	yearSuffixDelimiter string
	afterCollapse       string
	nearNoteDistance    int
	disambiguateNames   bool
	disambiguateGiven   bool
	givenRule           givenRule
	disambiguateYear    bool

	// of bibliographies
	secondFieldAlign bool // the first field stands in the margin
	authorSubstitute substituteRule
	substituteText   string
	hasSubstitute    bool
}

type collapse uint8

const (
	noCollapse collapse = iota
	collapseNumbers
	collapseYear
	collapseYearSuffix
	collapseYearSuffixRanged
)

type givenRule uint8

const (
	byCite givenRule = iota
	allNames
	allNamesInitials
	primaryName
	primaryNameInitials
)

type substituteRule uint8

const (
	completeAll substituteRule = iota
	completeEach
	partialEach
	partialFirst
)

// look is what an element puts around and onto its content.
type look struct {
	prefix, suffix string
	format         Format
	display        Display
	quotes         bool
	stripPeriods   bool
	textCase       textCase
}

// dress puts format, quotes and affixes onto the content. Empty content stays empty.
func (l *look) dress(n *Node) *Node {
	if n.isEmpty() {
		return nil
	}
	if l.format != (Format{}) || l.quotes {
		n = l.enclose(n)
	}
	if l.prefix != "" || l.suffix != "" {
		n = l.affixed(n)
	}
	if l.display != 0 {
		n = &Node{Children: []*Node{n}, Display: l.display}
	}
	return n
}

func (l *look) enclose(n *Node) *Node {
	if n.Format != (Format{}) || n.quoted || !n.isContent() || n.plain {
		return &Node{Children: []*Node{n}, Format: l.format, quoted: l.quotes}
	}
	n.Format, n.quoted = l.format, l.quotes
	return n
}

func (l *look) affixed(n *Node) *Node {
	children := make([]*Node, 0, 3)
	if l.prefix != "" {
		children = append(children, affixNode(l.prefix))
	}
	children = append(children, n)
	if l.suffix != "" {
		children = append(children, affixNode(l.suffix))
	}
	return &Node{Children: children}
}
