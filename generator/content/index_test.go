package content_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"
	"time"

	"glossator/generator/content"
	"glossator/generator/fixture"
)

// indexedFolder is a folder of three essays that were written long ago.
func indexedFolder(t *testing.T) (root *os.Root, essay func(i int) string) {
	t.Helper()
	dir := t.TempDir()
	essay = func(i int) string { return filepath.Join(dir, "essays", fmt.Sprintf("e%d.md", i)) }
	fixture.Write(t, filepath.Join(dir, "edition.yaml"), "title: Indexed\nlanguage: en\n")
	for i := range 3 {
		fixture.Write(t, essay(i), fmt.Sprintf("---\ntitle: Essay %d\n---\n\nWords of the essay.\n", i))
	}
	return opened(t, dir), essay
}

// requireKnown ends a test where an index has nothing, which it may only where the system does not say when a file was changed.
func requireKnown(t *testing.T, x content.Index) {
	t.Helper()
	switch _, ok := x.Hash("essays/e1.md"); {
	case ok:
	case runtime.GOOS == "linux":
		t.Fatal("the index does not know a file that it has seen")
	default:
		t.Skip("the system does not say when a file was changed")
	}
}

func TestFilesThatAreKnownAreNotReadAgain(t *testing.T) {
	root, essay := indexedFolder(t)
	time.Sleep(2100 * time.Millisecond) // what has just been written is not trusted
	known := content.ReadIndex(content.Scan(root).Bytes())
	requireKnown(t, known)
	plain, found := content.Load(root, content.Index{})
	if len(found) > 0 {
		t.Fatal(text(found))
	}
	kept, found := content.Load(root, known)
	if len(found) > 0 || read(kept) != read(plain) {
		t.Errorf("with an index the folder is\n%s%s", read(kept), text(found))
	}
	for i := range plain.Essays {
		if a, b := plain.Essays[i], kept.Essays[i]; a.Hash != b.Hash || a.FrontHash != b.FrontHash || a.Size != b.Size || a.BodyOffset != b.BodyOffset || !reflect.DeepEqual(a.Essay, b.Essay) {
			t.Errorf("with an index %s is %v, without %v", a.Path, b, a)
		}
	}
	if _, anew := kept.Index(); anew {
		t.Error("an index of what was known already is called new")
	}
	if x, anew := plain.Index(); !anew || !bytes.Equal(x.Bytes(), known.Bytes()) {
		t.Error("a folder's index is not what a scan of it gives")
	}

	// A file of the same size and with its old time is another one all the same.
	info, err := os.Stat(essay(1))
	if err == nil {
		err = os.WriteFile(essay(1), []byte("---\ntitle: Essay X\n---\n\nWords of the essay.\n"), 0o644)
	}
	if err == nil {
		err = os.Chtimes(essay(1), info.ModTime(), info.ModTime())
	}
	if err != nil {
		t.Fatal(err)
	}
	if folder, _ := content.Load(root, known); folder.Essays[1].Essay.Title != "Essay X" {
		t.Error("a changed file with its old size and time is taken from the index")
	}
}

func TestFilesJustWrittenAreNotKnown(t *testing.T) {
	root, essay := indexedFolder(t)
	now := time.Now()
	for i := range 3 {
		if err := os.Chtimes(essay(i), now, now); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := content.Scan(root).Hash("essays/e1.md"); ok {
		t.Error("a file that could be written again at what seems to be the same time is in the index")
	}
}

func TestHalfAnIndexIsEmpty(t *testing.T) {
	root, _ := indexedFolder(t)
	time.Sleep(2100 * time.Millisecond)
	whole := content.Scan(root).Bytes()
	requireKnown(t, content.ReadIndex(whole))
	for i := range whole {
		if _, ok := content.ReadIndex(whole[:i]).Hash("essays/e1.md"); ok {
			t.Fatalf("an index of %d bytes is read", i)
		}
	}
}
