package csl

// Cite is one act of citing an item.
type Cite struct {
	ID       string // the cite's own, kept on its Node
	Item     string // the item's ID
	Locators []Locator
	Prefix   string // may have the markup of a field: <i> and so on
	Suffix   string
	Mode     Mode
	Position *GivenPosition // nil to let the document decide
}

// Locator is where in an item: a label of CSL's ("page", "chapter" …; "" is a page) and a value ("12–14"). Joint is printed
// between it and the one before; "" is a comma.
type Locator struct{ Label, Value, Joint string }

// Same says that two locators are one place, whatever stands before them.
func (l Locator) Same(other Locator) bool { return l.Label == other.Label && l.Value == other.Value }

// Mode is which parts of a cite are given.
type Mode uint8

const (
	Normal         Mode = iota
	SuppressAuthor      // without the names that begin it: (1974, 158)
	AuthorOnly          // the names alone: Watt
	AuthorInText        // the names, then the rest as a cite: Watt (1974, 158)
)

// Cluster is one citation: cites that stand together, between one pair of brackets or in one note.
type Cluster struct {
	Cites      []Cite
	NoteNumber int  // of the note it stands in, as readers know it; 0 in the text
	Order      int  // of that note among all, where NoteNumber does not tell; 0 where it does
	Begun      bool // words of the author's stand before it in its sentence: no term that begins it has a capital
	Ending     Ending
}

// Ending is how a cluster ends that stands in the author's own words, as in a note of the author's.
type Ending uint8

const (
	WithStop    Ending = iota // as the style has it, which in notes is mostly a full stop
	WithinWords               // the sentence goes on: without the style's stop
	BeforeStop                // the author's full stop follows: without any
)

// Entry is an item's entry in the bibliography.
type Entry struct {
	Item string // its ID
	Node *Node
}

// GivenPosition states a cite's position outright, in place of the one that the document gives it. It is for
// callers that keep the order of citations themselves.
type GivenPosition struct {
	Position  int // 0 first, 1 subsequent, 2 ibid, 3 ibid with locator
	NearNote  bool
	FirstNote int // the number of the note with the first cite of the item
}
