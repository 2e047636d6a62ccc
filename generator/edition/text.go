package edition

import (
	"strconv"
	"strings"
	"unicode"
)

// Text is a piece of Markdown, whatever it belongs to, and the facts found in it. Offsets in a Text count bytes
// of a passage's plain text.
type Text struct {
	Owner    Owner
	Language string // BCP 47
	File     string // for editors: the file that holds it
	Size     int    // of the words of all passages, in bytes
	Rank     int32  // once the edition is linked, its place in the order of reading; an essay's is that in the contents, from 0

	Passages  []Passage // in reading order; notes after the rest, in the order of their first calls
	Notes     []Note
	Clusters  []Cluster  // in reading order, those of notes where the note is first called
	Citations []Citation // in the order of clusters
	Mentions  []Mention  // in the order of passages and places
	Links     []Link     // to other texts of the edition
	Sentences []Span     // those that hold a fact, in order
	Assets    []Asset
	Bracketed []Word // in brackets, and like a source's key: where it is one, its @ is missing

	// Published addresses of passages and of citations that are gone.
	EndedPassages, EndedCitations []string

	// InDoubt are published addresses of which it is asked whether a passage has them. Of what refers to them nothing is said
	// until that is answered.
	InDoubt []string

	// Joined are addresses of passages that have become part of others.
	Joined []Joined

	// Anchors are the names that editors give to places: to passages, to what holds them, to words within them.
	Anchors []Anchor

	// Opaque are the stretches in which nothing is linked by itself (links, code), in order.
	Opaque []Span

	// Emphasized are the stretches that are emphasized from within a word on, where the marks may be meant as signs: 2*3*4.
	Emphasized []Span

	// Foreign are the stretches that have a language of their own within their passage.
	Foreign []Span
}

// Joined is the address of a passage that has become part of another.
type Joined struct {
	ID      string
	Passage int32 // index in Passages of the other
	Given   bool  // the editor has marked its words with it
}

// Anchor is a name that an editor has given to a place, beside its address. Unlike that it is not kept for ever.
type Anchor struct {
	ID      string
	Passage int32 // index in Passages of the one that begins at the place, or in which it is
}

// Words are those of a span.
func (t *Text) Words(s Span) string { return t.Passages[s.Passage].Text[s.Start:s.End] }

// Owner is what a text belongs to.
type Owner struct {
	Kind OwnerKind
	ID   string // of the essay, page, term, name or event; an annotation's is "essay/annotation"
}

// Essay is the id of the essay that the text is, or that the annotation is on.
func (o Owner) Essay() string {
	essay, _, _ := strings.Cut(o.ID, "/")
	return essay
}

// HasNotes says that the text is a page of its own, with its notes below it. Of others, which stand in lists, no page shows notes.
func (o Owner) HasNotes() bool { return o.Kind == OfEssay || o.Kind == OfPage }

// OwnerKind tells the kinds of owners apart.
type OwnerKind uint8

const (
	OfEssay OwnerKind = iota
	OfPage
	OfTerm
	OfName
	OfEvent
	OfAnnotation
)

// Passage is anything in a text that has an address: a leaf block of words, a heading, or a whole note.
type Passage struct {
	ID       string // the address: "p12", "s2", "n5", "e-rapallo"
	Kind     PassageKind
	Region   Region
	Level    uint8  // of a heading: 2 for a section, 3 for a subsection …
	Fixed    bool   // the editor has given the id
	Section  int32  // index of the heading that the passage stands under, −1 before the first
	Note     int32  // index in Notes of the note that the passage is, or −1
	Line     int32  // for editors: the line where it begins in Text.File
	Language string // BCP 47
	Text     string // plain text; a citation that the style formats is U+FFFC
	Hash     uint64 // of the words, for addresses that stay with their words
}

// FormattedCitation stands in a passage's Text for a cluster of citations that the citation style formats.
const FormattedCitation = "\uFFFC"

// SplitAddress parts p12a into 12 and a; an id in words has no number.
func SplitAddress(id string) (number int, letters string) {
	if id == "" {
		return 0, ""
	}
	letters = strings.TrimLeft(id[1:], "0123456789")
	number, _ = strconv.Atoi(id[1 : len(id)-len(letters)])
	return number, letters
}

// NoteID is the address of the note with a label: n5, n-star, n-2-5; of editors' notes e-rapallo.
func NoteID(label string) string {
	if id, found := strings.CutPrefix(label, "ed:"); found {
		return "e-" + slug(id)
	}
	if !strings.ContainsFunc(label, func(r rune) bool { return !unicode.IsDigit(r) && !unicode.IsLetter(r) }) {
		return "n" + strings.ToLower(label)
	}
	return "n-" + slug(label)
}

var symbols = map[rune]string{'*': "star", '†': "dagger", '‡': "double-dagger", '§': "section", '¶': "paragraph", '#': "hash"}

// slug spells a label with lower-case letters, digits and hyphens.
func slug(label string) string {
	var words []string
	word := ""
	flush := func() {
		if word != "" {
			words = append(words, word)
		}
		word = ""
	}
	for _, r := range strings.ToLower(label) {
		if name, ok := symbols[r]; ok {
			flush()
			words = append(words, name)
		} else if unicode.IsLetter(r) || unicode.IsDigit(r) {
			word += string(r)
		} else {
			flush()
		}
	}
	flush()
	return strings.Join(words, "-")
}

// PassageKind is what a passage is typographically.
type PassageKind uint8

const (
	Paragraph PassageKind = iota
	Heading
	Quote // a block in a quotation
	Item  // a list item
	Verse // a line block
	Code
	Table
	Figure
	NoteBody
	Title  // the essay's title
	Byline // the line of its authors
)

func (k PassageKind) String() string {
	return [...]string{"paragraph", "heading", "quote", "item", "verse", "code", "table", "figure", "note", "title", "byline"}[k]
}

// Region is the part of an essay in which a passage stands.
type Region uint8

const (
	Body Region = iota
	Front
	AbstractRegion
	Appendix
	NoteRegion
)

func (r Region) String() string {
	return [...]string{"body", "front", "abstract", "appendix", "note"}[r]
}

// Note is an author's or editors' note.
type Note struct {
	Label   string // as the editor wrote it: "1", "*", "ed:rapallo"; "" for an inline note
	Marker  string // as it is printed: "1", "*", "a"
	Stream  Stream
	Passage int32  // index in Passages of its body
	Calls   []Span // places of its markers, each of no length; empty when it is never called
	Line    int32
}

// Stream is whose notes they are.
type Stream uint8

const (
	AuthorStream Stream = iota
	EditorStream
)

func (s Stream) String() string { return [...]string{"author", "editor"}[s] }

// Span is a stretch of one passage's plain text, in bytes.
type Span struct {
	Passage    int32 // index in Text.Passages
	Start, End int32
}

// Place is a stretch of a text, for readers.
type Place struct {
	Text *Text
	Span Span
}

// Link is a reference to another text of the edition, or to a passage of it.
type Link struct {
	Kind     OwnerKind // OfEssay or OfPage
	ID       string
	Fragment string // a passage's id, or ""
	Span     Span
	Sentence int32
	Line     int32 // for editors
	Column   int32
	Resolved bool
}

// To is whose text the link leads to.
func (l *Link) To() Owner { return Owner{l.Kind, l.ID} }

// Asset is a file that the text names relatively: an image, or the target of a link.
type Asset struct {
	Path    string // as written, without query and fragment
	Picture bool   // it is shown in the text, and no link leads to it
	Line    int32  // for editors
	Column  int32
}

// Word is one that the linking is to judge.
type Word struct {
	Text   string
	Line   int32 // for editors
	Column int32
}

// Passage returns the passage with the id or the anchor, or of which the one with the id has become part, and its index; or
// nil and −1.
func (t *Text) Passage(id string) (*Passage, int32) {
	for i := range t.Passages {
		if t.Passages[i].ID == id {
			return &t.Passages[i], int32(i)
		}
	}
	for _, a := range t.Anchors {
		if a.ID == id {
			return &t.Passages[a.Passage], a.Passage
		}
	}
	for _, j := range t.Joined {
		if j.ID == id {
			return &t.Passages[j.Passage], j.Passage
		}
	}
	return nil, -1
}
