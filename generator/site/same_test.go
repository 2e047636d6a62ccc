package site_test

import (
	"bytes"
	"sync"
	"testing"
)

// TestPagesAreTheSameInAnyOrder renders all pages at once, in the opposite order, on a site of its own.
func TestPagesAreTheSameInAnyOrder(t *testing.T) {
	one, other := smallSite(t), smallSite(t)
	pages := one.Pages()
	got := make([][]byte, len(pages))
	var all sync.WaitGroup
	for i := len(pages) - 1; i >= 0; i-- {
		all.Go(func() { got[i], _ = other.Render(pages[i].Path) })
	}
	all.Wait()
	for i, p := range pages {
		want, err := one.Render(p.Path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got[i], want) {
			t.Errorf("%s differs", p.Path)
		}
	}
}
