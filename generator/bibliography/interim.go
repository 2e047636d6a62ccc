package bibliography

import (
	"errors"
	"io"

	"glossator/generator/csl"
)

var errUnfinished = errors.New("this format cannot be written yet")

func (f *file) unfinished() []Entry {
	f.whole("unknown-format", "this format cannot be read yet", "")
	return nil
}

func (f *file) parseYAML() []Entry { return f.unfinished() }
func (f *file) parseRIS() []Entry  { return f.unfinished() }

// WriteRIS writes items as RIS records.
func WriteRIS(w io.Writer, items []csl.Item) error { return errUnfinished }
