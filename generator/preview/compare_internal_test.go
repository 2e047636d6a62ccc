package preview

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A program that empties a file, or takes it away, and writes it a moment later has saved it once; a file that stays away
// has gone.
func TestASaveInStepsIsOneChange(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "essay.md")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	finds := func(w *watcher, what string, want ...string) {
		t.Helper()
		if got := w.compare(nil); !slices.Equal(got, want) {
			t.Errorf("%s: changed are %q, want %q", what, got, want)
		}
	}
	must(os.WriteFile(file, []byte("Old words."), 0o644))
	w := &watcher{folders: []string{folder}, known: map[string]print{}, absent: map[string]bool{}}
	finds(w, "at first", file)

	must(os.Truncate(file, 0))
	finds(w, "emptied")
	must(os.WriteFile(file, []byte("New words."), 0o644))
	finds(w, "written", file)

	must(os.Remove(file))
	finds(w, "removed")
	must(os.WriteFile(file, []byte("New words."), 0o644))
	finds(w, "written as it was")

	must(os.Remove(file))
	finds(w, "removed again")
	finds(w, "gone", file)
	finds(w, "still gone")

	must(os.WriteFile(file, []byte("Words."), 0o644))
	finds(w, "new", file)
	must(os.Truncate(file, 0))
	finds(w, "emptied again")
	finds(w, "empty", file)
	finds(w, "still empty")
}
