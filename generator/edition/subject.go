package edition

import "glossator/generator/diagnostic"

// Term is an entry of the glossary.
type Term struct {
	ID         string
	Term       string
	Aliases    []string
	Definition *Text
	See        []string // ids of other terms
	Sources    *Text    // one cluster of citations, or nil
	Attested   []Attestation
	At         diagnostic.Position
	Backlinks  []Backlink
}

// Attestation is a passage in which an author defines a term, in the text's own words.
type Attestation struct {
	Essay   string
	Passage string
	Quote   string // exact words of the passage; "" stands for the whole passage
	Prefix  string
	Suffix  string
	At      diagnostic.Position
	Span    Span // Passage −1 until it is anchored
}

// Name is a person, place, organisation or treaty.
type Name struct {
	ID        string
	Name      string
	Sort      string // how it is alphabetised; the name itself when empty
	Kind      NameKind
	Aliases   []string
	Born      string // EDTF; of a treaty, when it was signed
	Died      string
	About     *Text
	Wikidata  string // "Q…"
	VIAF      string
	At        diagnostic.Position
	Backlinks []Backlink
}

// NameKind is what a name names.
type NameKind uint8

const (
	PersonName NameKind = iota
	PlaceName
	OrganisationName
	TreatyName
)

func (k NameKind) String() string {
	return [...]string{"person", "place", "organisation", "treaty"}[k]
}

// MentionKind is what kind of thing a mention is of.
type MentionKind uint8

const (
	OfATerm MentionKind = iota
	OfAName
	OfAnEvent
)

// Owner is the kind of what owns the text about such a thing.
func (k MentionKind) Owner() OwnerKind { return [...]OwnerKind{OfTerm, OfName, OfEvent}[k] }

func (k MentionKind) String() string { return [...]string{"term", "name", "event"}[k] }

// Mention is a place where a term, name or event occurs.
type Mention struct {
	ID       string
	Kind     MentionKind
	Resolved bool
	ByHand   bool // the editor has linked it; else it was found by its alias
	Linked   bool // the text shows it as a link
	Span     Span
	Sentence int32
	Line     int32 // for editors
	Column   int32
}
