package compose_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/compose"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/fixture"
	"glossator/generator/markup"
	"glossator/generator/shelf"
)

// The words of essays are not kept in memory, and are what they are in the files all the same, before and after updates.
func TestWordsAreThoseOfTheFiles(t *testing.T) {
	folder := t.TempDir()
	save(t, folder, "edition.yaml", "title: Large\n")
	save(t, folder, "glossary.yaml", "- id: word\n  term: word\n")
	for i := range 9 {
		save(t, folder, essayFile(i), essay(i, "first"))
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	c := composed(root, compose.Options{})
	hasItsWords(t, folder, c)
	save(t, folder, essayFile(3), essay(3, "second"))
	c.Update([]string{essayFile(3)})
	hasItsWords(t, folder, c)
	save(t, folder, "glossary.yaml", "- id: word\n  term: word\n- id: passage\n  term: passage\n")
	save(t, folder, essayFile(4), essay(4, "third"))
	c.Update([]string{"glossary.yaml", essayFile(4)})
	hasItsWords(t, folder, c)
	if n := len(c.Edition.Term("passage").Backlinks); n != 9*passages {
		t.Errorf("the new term occurs %d times", n)
	}
}

const passages = 400

func essayFile(i int) string { return fmt.Sprintf("essays/e%d.md", i) }

func essay(i int, mark string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: Essay %d\n---\n", i)
	for k := range passages {
		fmt.Fprintf(&b, "\nThe %s passage %d of essay %d. Here is a word in a sentence of its own. %s\n", mark, k, i, strings.Repeat("Others follow. ", 12))
	}
	return b.String()
}

func save(t *testing.T, folder, name, text string) {
	t.Helper()
	fixture.Write(t, filepath.Join(folder, name), text)
}

// hasItsWords compares the words of all essays with those that their files have when they are parsed again.
func hasItsWords(t *testing.T, folder string, c *compose.Composition) {
	t.Helper()
	if n := c.Diagnostics.Count(diagnostic.Error); n > 0 {
		t.Fatal(c.Diagnostics)
	}
	for _, x := range c.Edition.Essays {
		file := fixture.Read(t, filepath.Join(folder, x.Text.File))
		for _, p := range x.Text.Passages {
			if !bytes.Contains(file, []byte(strings.TrimSuffix(p.Text, " "))) {
				t.Fatalf("%s %s is %q, which the file has not", x.ID, p.ID, p.Text)
			}
		}
		if len(x.Text.Sentences) < passages {
			t.Errorf("%s has %d sentences", x.ID, len(x.Text.Sentences))
		}
		for _, s := range x.Text.Sentences {
			if words := x.Text.Words(s); words == "" || strings.TrimSpace(words) != words {
				t.Fatalf("%s has the sentence %q", x.ID, words)
			}
		}
	}
}

// What is let go of while a site is made is in the lock that it leaves: the addresses of essays that are there, of
// a draft, which are not recorded, and of one that is withdrawn.
func TestAddressesThatLieOnTheShelf(t *testing.T) {
	folder := t.TempDir()
	save(t, folder, "edition.yaml", "title: Large\n")
	for i := range 6 {
		save(t, folder, essayFile(i), fmt.Sprintf("---\ntitle: Essay %d\n---\n\nOne of %d.\n\nAnother of %d.\n", i, i, i))
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	save(t, folder, compose.LockFile, lockText(t, composed(root, compose.Options{})))
	save(t, folder, "edition.yaml", "title: Large\nwithdrawn: [{essay: e5, title: Essay 5, reason: wrong}]\n")
	if err := os.Remove(filepath.Join(folder, essayFile(5))); err != nil {
		t.Fatal(err)
	}
	save(t, folder, essayFile(4), "---\ntitle: Essay 4\ndraft: true\n---\n\nA new one.\n\nOne of 4.\n")
	save(t, folder, essayFile(0), "---\ntitle: Essay 0\n---\n\nA new one.\n\nOne of 0.\n\nAnother of 0.\n")
	want := lockText(t, composed(root, compose.Options{Drafts: true}))
	if strings.Count(want, "e4 ") < 3 || strings.Count(want, "e5 ") < 3 || !strings.Contains(want, "e0 p1 ") {
		t.Fatalf("the lock has not what this test is about:\n%s", want)
	}
	kept := t.TempDir()
	c := compose.Read(root, compose.Options{Drafts: true})
	c.Shelve(shelf.Open(kept, shelf.Key{1}), shelf.Key{1})
	c.Link(func(dst []byte, _ *edition.Essay, _ *markup.Body) []byte { return append(dst, "made"...) })
	if got := lockText(t, c); got != want {
		t.Errorf("the lock is\n%s\nand not\n%s", got, want)
	}
	segments, _ := filepath.Glob(filepath.Join(kept, "*"))
	for _, segment := range segments {
		if err := os.Truncate(segment, 0); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Lock(); err == nil {
		t.Error("addresses that cannot be read any more are not missed")
	}
}

// A program that saves an essay every other second fills no disk: the text is put on the shelf when another essay is edited, and
// both are what they are in the files.
func TestTheEssayThatIsEditedTakesNoRoom(t *testing.T) {
	folder, kept := t.TempDir(), t.TempDir()
	save(t, folder, "edition.yaml", "title: Large\n")
	save(t, folder, "glossary.yaml", "- id: word\n  term: word\n")
	for i := range 2 {
		save(t, folder, essayFile(i), essay(i, "first"))
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	c := compose.Read(root, compose.Options{})
	c.Shelve(shelf.Open(kept, shelf.Key{1}), shelf.Key{})
	c.Link(nil)
	before := sizeOf(t, kept)
	for i := range 10 {
		save(t, folder, essayFile(0), essay(0, fmt.Sprint("next", i)))
		c.Update([]string{essayFile(0)})
	}
	if size := sizeOf(t, kept); size != before {
		t.Errorf("what is kept has grown from %d to %d bytes", before, size)
	}
	save(t, folder, essayFile(1), essay(1, "second"))
	c.Update([]string{essayFile(1)})
	hasItsWords(t, folder, c)
	if size := sizeOf(t, kept); size == before || size > 2*before {
		t.Errorf("what is kept has had %d bytes and has %d", before, size)
	}
}

// sizeOf is how many bytes a folder's files have.
func sizeOf(t *testing.T, folder string) (size int64) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	return size
}

// composed reads the folder and links what it finds.
func composed(root *os.Root, o compose.Options) *compose.Composition {
	c := compose.Read(root, o)
	c.Link(nil)
	return c
}

func lockText(t *testing.T, c *compose.Composition) string {
	t.Helper()
	if n := c.Diagnostics.Count(diagnostic.Error); n > 0 {
		t.Fatal(c.Diagnostics)
	}
	lock, err := c.Lock()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	lock.WriteTo(&b) // to memory
	return b.String()
}
