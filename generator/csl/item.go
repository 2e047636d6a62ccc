package csl

import (
	"cmp"
	"strings"
)

// Item is one bibliographic entry, as CSL-JSON (the CSL 1.0.2 input schema) defines it. Variables are kept
// by kind under their CSL names; a variable that is absent from its map is empty. Number variables
// ("volume", "page", "edition" …) are Fields too, in the form they were written. The maps are nil when empty.
// An Item that has been handed out is not changed.
type Item struct {
	ID     string
	Type   string            // a CSL type: "book", "article-journal" …
	Fields map[string]string // ordinary and number variables; rich text uses <i> <b> <sup> <sub> <span class="nocase">
	Names  map[string][]Name // "author", "editor" …
	Dates  map[string]Date   // "issued", "accessed" …
	Custom map[string]string // what CSL has no variable for, by the field's own name; CSL-JSON's "custom"
}

// Name is a person, or an institution when Literal is set.
type Name struct {
	Family, Given       string
	DroppingParticle    string // the "van" that goes when the given name goes: Ludwig van Beethoven
	NonDroppingParticle string // the "de" that stays with the family name: Charles de Gaulle
	Suffix              string // Jr., III
	CommaSuffix         bool   // the suffix is set off by a comma
	StaticOrdering      bool   // family name first in every form
	Literal             string
	Parsed              bool // the parts are as they should be: no particle is left in Family, none in Given
}

// Surname is what one calls somebody in short: the family name with what stays before it, or the literal name.
func (n Name) Surname() string {
	return cmp.Or(n.Literal, strings.TrimSpace(n.NonDroppingParticle+" "+n.Family))
}

// IsOthers says that a name stands for those that a list leaves out: BibTeX's "and others".
func (n Name) IsOthers() bool { return n == Name{Literal: "others"} }

// Date is a point in time, a range of two, or words. A Date whose fields are all zero is no date.
type Date struct {
	Start, End DateParts // End is zero unless the date is a range
	Open       bool      // a range without a known end ("1990/..")
	Season     string    // "1" spring … "4" winter, or words
	Circa      bool      // approximate or uncertain
	Uncertain  bool      // of one that is Circa: it may be wrong, and is not merely inexact; a range has no such mark
	Literal    string    // words that are no date; used as they stand
	Raw        string    // input that has not been parsed
}

// SeasonNumber is the season's place in the year, 1 for spring to 4 for winter; 0 where there is none, or words for it.
func (d Date) SeasonNumber() int {
	if len(d.Season) != 1 || d.Season[0] < '1' || d.Season[0] > '4' {
		return 0
	}
	return int(d.Season[0] - '0')
}

// DateParts is a date in the proleptic Gregorian calendar, as exact as is known: Month and Day are 0 where
// they are not. Years before our era are negative: −44 is 44 BC. Year 0 means that there is no date.
type DateParts struct{ Year, Month, Day int }
