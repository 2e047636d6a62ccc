// Package diagnostic is what Glossator says to editors: a finding, where it is, and what to try.
//
// A [Diagnostic] is a value. Packages that read something return a [List] of them beside their result, so that a
// result which is kept and used again brings its findings with it; nothing here prints by itself. [WriteText],
// [WriteJSON] and [WriteSARIF] write a list for people, programs and code hosts. A [Source] turns offsets in a
// text into positions, [UTF8] reads what other programs have written as such a text, and [Nearest] finds what a mistyped
// name may have meant.
package diagnostic

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says what a finding stops.
type Severity uint8

const (
	Error   Severity = iota // stops the build
	Warning                 // stops the build under --strict
	Remark                  // something to look at again; stops nothing
)

func (s Severity) String() string {
	return [...]string{"error", "warning", "remark"}[s]
}

// MarshalText writes the severity as its word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Position is a place in a file that an editor writes. Line and Column count from 1, columns in characters
// (Unicode code points); both are 0 where a finding concerns the file as a whole. File is slash-separated.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Compare orders positions by file, line and column.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Code names a kind of finding with words joined by hyphens: "unknown-source". It never changes; package explain says what each means.
type Code string

// Explanation is what package explain says of a code.
type Explanation struct {
	Code    Code
	Summary string // what such a finding means, in a line
	Text    string // why it matters and how it is mended: Markdown that is read as it stands
}

// Diagnostic is one finding.
type Diagnostic struct {
	Code     Code      `json:"code"`
	Severity Severity  `json:"severity"`
	Start    Position  `json:"start"`
	Length   int       `json:"length,omitempty"`  // characters concerned on the first line; 0 when not known
	Message  string    `json:"message"`           // what was found; lower case, no full stop
	Hint     string    `json:"hint,omitempty"`    // what to try: `did you mean "watt1974"?`
	Excerpt  string    `json:"excerpt,omitempty"` // the line at Start, as it stands in the file
	Related  []Related `json:"related,omitempty"`
}

// Related is a second place that belongs to a finding, such as the first of two definitions.
type Related struct {
	At      Position `json:"at"`
	Message string   `json:"message"`
}

// String is the finding on one line: file:line:column: severity: message (hint).
func (d Diagnostic) String() string {
	if d.Start.File == "" {
		return fmt.Sprintf("%s: %s", d.Severity, d.Words())
	}
	return fmt.Sprintf("%s: %s: %s", d.Start, d.Severity, d.Words())
}

// Words are what is said: message (hint).
func (d Diagnostic) Words() string {
	if d.Hint == "" {
		return d.Message
	}
	return d.Message + " (" + d.Hint + ")"
}

// List is any number of findings.
type List []Diagnostic

// Add appends a finding that concerns a whole file, or no file when file is empty.
func (l *List) Add(severity Severity, code Code, file, message, hint string) {
	*l = append(*l, Diagnostic{Code: code, Severity: severity, Start: Position{File: file}, Message: message, Hint: hint})
}

// Sort orders findings by place, and by what they say where the place is the same; equal ones become one.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool {
		return a.Start == b.Start && a.Code == b.Code && a.Message == b.Message
	})
}

// Rename gives the files of findings the names that editors know them by.
func (l List) Rename(name func(file string) string) {
	for i := range l {
		d := &l[i]
		d.Related = slices.Clone(d.Related) // which other findings may share
		at := []*Position{&d.Start}
		for k := range d.Related {
			at = append(at, &d.Related[k].At)
		}
		for _, p := range at {
			if p.File != "" {
				p.File = name(p.File)
			}
		}
	}
}

// Codes returns the codes of the list, each once, in its order.
func (l List) Codes() []Code {
	var codes []Code
	for i := range l {
		if !slices.Contains(codes, l[i].Code) {
			codes = append(codes, l[i].Code)
		}
	}
	return codes
}

// Count returns how many findings have the severity.
func (l List) Count(s Severity) int {
	n := 0
	for i := range l {
		if l[i].Severity == s {
			n++
		}
	}
	return n
}
