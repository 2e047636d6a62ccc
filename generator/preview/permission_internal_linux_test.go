package preview

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"glossator/generator/fixture"
)

// asSomebody makes this goroutine's reading that of a user who is not root, who may read everything. It is not undone: the
// thread ends with the goroutine.
func asSomebody() {
	runtime.LockOSThread()
	syscall.Setfsuid(65534)
}

// readable is a folder that everybody may read, with an essay.
func readable(t *testing.T) (folder, essay string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "glossator-preview") // t.TempDir's parents are for root only
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	essay = filepath.Join(folder, "essays", "one.md")
	mode(t, folder, 0o755)
	if err := os.Mkdir(filepath.Dir(essay), 0o755); err != nil {
		t.Fatal(err)
	}
	fixture.Write(t, essay, "Words.")
	return folder, essay
}

func mode(t *testing.T, name string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(name, mode); err != nil {
		t.Fatal(err)
	}
}

// A folder that may not be read any more, of which no event tells, is soon seen to be readable again.
func TestAFolderThatMayBeReadAgainIsSeen(t *testing.T) {
	folder, essay := readable(t)
	w := newWatcher([]string{folder}, false, io.Discard)
	go func() {
		asSomebody()
		w.run()
	}()
	defer w.close()
	for _, m := range []os.FileMode{0, 0o755} {
		mode(t, filepath.Dir(essay), m)
		select {
		case got := <-w.changes:
			if !slices.Equal(got, []string{essay}) {
				t.Errorf("with the mode %o changed are %q", m, got)
			}
		case <-time.After(20 * time.Second):
			t.Errorf("nothing is seen of the mode %o", m)
		}
	}
	mode(t, filepath.Dir(essay), 0o755)
}

// A new file that may not be read is told of once, and again when it may be.
func TestAFileThatMayNotBeReadIsToldOnce(t *testing.T) {
	folder, essay := readable(t)
	mode(t, essay, 0)
	look, found := make(chan bool), make(chan []string)
	defer close(look)
	go func() {
		asSomebody()
		w := &watcher{folders: []string{folder}, known: map[string]print{}, absent: map[string]time.Time{}}
		for range look {
			found <- w.compare(nil)
		}
	}()
	for i, want := range [][]string{{essay}, nil, {essay}} {
		if i == 2 {
			mode(t, essay, 0o644)
		}
		look <- true
		if got := <-found; !slices.Equal(got, want) {
			t.Errorf("look %d: changed are %q, want %q", i+1, got, want)
		}
	}
}
