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
)

// The words of a large edition are not kept in memory, and are what they are in the files all the same, before and after
// updates.
func TestWordsOfALargeEdition(t *testing.T) {
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
	c := compose.Compose(root, compose.Options{})
	if !c.Large() {
		t.Fatal("the edition is not large")
	}
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

const passages = 4000

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
	file := filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// hasItsWords compares the words of all essays with those that their files have when they are parsed again.
func hasItsWords(t *testing.T, folder string, c *compose.Composition) {
	t.Helper()
	if n := c.Diagnostics.Count(diagnostic.Error); n > 0 {
		t.Fatal(c.Diagnostics)
	}
	for _, x := range c.Edition.Essays {
		file, err := os.ReadFile(filepath.Join(folder, x.Text.File))
		if err != nil {
			t.Fatal(err)
		}
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
