package preview

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
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
	later := func(w *watcher) {
		t.Helper()
		if _, ok := w.absent[file]; !ok {
			t.Error("nothing is waited for")
		}
		w.absent[file] = time.Now().Add(-saveTime)
	}
	must(os.WriteFile(file, []byte("Old words."), 0o644))
	w := &watcher{folders: []string{folder}, known: map[string]print{}, absent: map[string]time.Time{}}
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
	finds(w, "a moment later")
	later(w)
	finds(w, "gone", file)
	finds(w, "still gone")

	must(os.WriteFile(file, []byte("Words."), 0o644))
	finds(w, "new", file)
	must(os.Truncate(file, 0))
	finds(w, "emptied again")
	finds(w, "a moment later")
	later(w)
	finds(w, "empty", file)
	finds(w, "still empty")

	must(os.WriteFile(file, []byte("Words again."), 0o644))
	finds(w, "full again", file)
	must(os.Rename(file, file+"~"))
	finds(w, "a backup is made")
	must(os.WriteFile(file, nil, 0o644))
	finds(w, "and the file made anew")
	must(os.WriteFile(file, []byte("Words of a slow program."), 0o644))
	finds(w, "and written", file)
	must(os.WriteFile(filepath.Join(folder, "sedUkw2gp"), []byte("Words"), 0o644))
	finds(w, "what sed writes before it takes the file's place")
	must(os.Mkdir(filepath.Join(folder, "sediments"), 0o755))
	must(os.Mkdir(filepath.Join(folder, ".obsidian"), 0o755))
	must(os.WriteFile(filepath.Join(folder, ".obsidian", "workspace.json"), []byte("Words"), 0o644))
	must(os.WriteFile(filepath.Join(folder, "sediments", "map.png"), []byte("Words"), 0o644))
	finds(w, "what programs keep for themselves, and a folder of pictures", filepath.Join(folder, "sediments", "map.png"))
}
