package publish

import (
	"errors"
	"os"
	"testing"
)

// A site of few files has its last folder kept, too, so that every test of this package looks at that.
func init() { worthKeeping = 1 }

// BeforeExchange has something done just before the new site takes the old one's place.
func BeforeExchange(t *testing.T, do func()) {
	was := exchange
	exchange = func(w *place, a, b string) error {
		do()
		return was(w, a, b)
	}
	t.Cleanup(func() { exchange = was })
}

// ByRenames makes the system one that cannot exchange folders in one step. Before a rename is called with its number,
// from 1; its error is the rename's.
func ByRenames(t *testing.T, before func(rename int) error) {
	wasExchange, wasRename := exchange, rename
	exchange = func(*place, string, string) error { return errors.ErrUnsupported }
	n := 0
	rename = func(r *os.Root, from, to string) error {
		n++
		if err := before(n); err != nil {
			return err
		}
		return r.Rename(from, to)
	}
	t.Cleanup(func() { exchange, rename = wasExchange, wasRename })
}

// WithoutLinks makes the disk one without links.
func WithoutLinks(t *testing.T) {
	was := link
	link = func(*os.Root, string, string) error { return errors.ErrUnsupported }
	t.Cleanup(func() { link = was })
}
