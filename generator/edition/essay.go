package edition

import (
	"path"
	"strings"

	"glossator/generator/diagnostic"
)

// Essay is a text of the edition with what its front matter says.
type Essay struct {
	ID        string
	Title     string // plain text
	Subtitle  string
	Authors   []Person
	Date      string // EDTF, or ""
	Language  string // BCP 47
	Abstracts []Abstract
	Keywords  []string
	License   string
	Rights    string
	Draft     bool
	Aliases   []string // former addresses, as paths relative to the edition's root
	Merged    []string // ids of former essays among those addresses whose passages have other addresses here
	Original  string   // citation key of the original publication, front matter's "source"
	Relation  Relation // what this text is to the original, front matter's "text"
	// WorksCited are the keys of the reference list that the essay itself prints, in its order; nil when it
	// prints none. Nocite are further sources to list that no citation names ("nocite").
	WorksCited []string
	Nocite     []string
	NamedAt    []Spot // where the keys of WorksCited, then of Nocite, then Original stand
	At         diagnostic.Position

	Text        *Text
	Annotations []*Annotation
	// Backlinks are the links from other texts to this essay or its passages.
	Backlinks []Backlink
}

// Spot is a line and a column of the file that an essay is in, for editors.
type Spot struct{ Line, Column int32 }

// Abstract is an essay's summary in one language.
type Abstract struct {
	Language string
	Markdown string
	At       diagnostic.Position
	Lines    bool // the lines of Markdown are those of the file, from At on
}

// Relation says what an essay's text is to the publication that it goes back to.
type Relation uint8

const (
	Original Relation = iota // the essay is published here first
	Verbatim                 // the original's words
	Translation
	Study // a study text: the original retold, with its notes, citations and sources
)

func (r Relation) String() string {
	return [...]string{"original", "verbatim", "translation", "study"}[r]
}

// Annotation is a remark that stands off from the text it is about.
type Annotation struct {
	ID      string
	Kind    AnnotationKind
	Passage string // id of the passage
	Quote   string // words of the passage, with as much before and after as makes them unique
	Prefix  string
	Suffix  string
	By      string
	Date    string // EDTF
	Reading string // an emendation's corrected reading
	Reason  string
	Body    *Text
	At      diagnostic.Position
	Span    Span // where the quote stands; Passage −1 until it is anchored
}

// AnnotationKind says what an annotation is for.
type AnnotationKind uint8

const (
	Commentary AnnotationKind = iota
	Emendation
	TranslationNote
	SourceNote
	DefinitionNote
)

func (k AnnotationKind) String() string {
	return [...]string{"commentary", "emendation", "translation", "source", "definition"}[k]
}

// AliasFile is the file in which a former address is found: of "old/essay" and "old/essay.html" the same, of "old/" its index.
func AliasFile(alias string) string {
	p := strings.TrimPrefix(alias, "/")
	if strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	if ext := path.Ext(p); ext != ".html" && ext != ".htm" {
		p += ".html"
	}
	return p
}
