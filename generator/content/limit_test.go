package content_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/content"
)

// TestYAMLLimits gives the glossary what would take the parser of YAML minutes, or all memory. The error names the limit.
func TestYAMLLimits(t *testing.T) {
	var keys, bomb strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&keys, "  k%d: a\n", i)
	}
	bomb.WriteString("- id: a\n  term: b\n  a0: &a0 [x, x]\n")
	for i := range 40 {
		fmt.Fprintf(&bomb, "  a%d: &a%d [*a%d, *a%d]\n", i+1, i+1, i, i)
	}
	for name, test := range map[string]struct{ text, message string }{
		"keys":               {"- id: a\n" + keys.String(), "the limit is 2000"},
		"empty items":        {strings.Repeat("-\n", 1<<18), "the limit is 2000"},
		"nested brackets":    {strings.Repeat("[", 1<<20), "deeper than"},
		"nested lists":       {strings.Repeat("- ", 1<<19), "deeper than"},
		"aliases of aliases": {bomb.String(), "alias"},
		"size":               {strings.Repeat("# words\n", 1<<21), "the limit is"},
	} {
		dir := t.TempDir()
		write := func(file, text string) {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		write("edition.yaml", "title: a\n")
		write("glossary.yaml", test.text)
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		_, found := content.Load(root)
		root.Close()
		if !strings.Contains(fmt.Sprint(found), test.message) || !strings.Contains(fmt.Sprint(found), "glossary.yaml") {
			t.Errorf("%s: %.400v does not say %q", name, found, test.message)
		}
	}
}
