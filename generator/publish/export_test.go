package publish

import (
	"errors"
	"os"
	"testing"
)

// A site of few files has its last folder kept, too, so that every test of this package looks at that.
func init() { worthKeeping = 1 }

// WithoutLinks makes the disk one without links.
func WithoutLinks(t *testing.T) {
	was := link
	link = func(*os.Root, string, string) error { return errors.ErrUnsupported }
	t.Cleanup(func() { link = was })
}
