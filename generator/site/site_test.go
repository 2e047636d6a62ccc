package site_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"glossator/generator/site"
)

var update = flag.Bool("update", false, "rewrite the golden pages")

// TestPages compares every page of the small edition with its golden copy in testdata/golden.
func TestPages(t *testing.T) {
	s := smallSite(t)
	for _, p := range s.Pages() {
		if p.Kind == site.Stylesheet || p.Kind == site.Script || p.Kind == site.SearchData || p.Kind == site.PreviewData || p.Kind == site.File {
			continue
		}
		got, err := s.Render(p.Path)
		if err != nil {
			t.Errorf("%s: %v", p.Path, err)
			continue
		}
		golden := filepath.Join("testdata", "golden", filepath.FromSlash(p.Path))
		if *update {
			write(t, golden, got)
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from its golden copy:\n%s", p.Path, cmp.Diff(string(want), string(got)))
		}
	}
}

func write(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}
