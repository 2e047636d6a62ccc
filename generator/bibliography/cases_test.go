package bibliography_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/bibliography"
	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/fixture"
)

// TestCases reads every bibliography in testdata and compares the items with NAME.expected.json, and what is
// said about the file with NAME.expected.txt.
func TestCases(t *testing.T) {
	for _, file := range cases(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			entries, list := read(t, file)
			var items, findings bytes.Buffer
			if err := bibliography.WriteCSLJSON(&items, itemsOf(entries)); err != nil {
				t.Fatal(err)
			}
			if err := diagnostic.WriteText(&findings, list, false); err != nil {
				t.Fatal(err)
			}
			fixture.Golden(t, file+".expected.json", items.String())
			fixture.Golden(t, file+".expected.txt", findings.String())
		})
	}
}

// TestWrittenAsOtherProgramsKnowIt writes testdata/written.json as BibTeX and as RIS, with the fields and tags that other
// programs read.
func TestWrittenAsOtherProgramsKnowIt(t *testing.T) {
	entries, _ := read(t, "testdata/written.json")
	for _, format := range []string{"bib", "ris"} {
		var b bytes.Buffer
		if err := writers[format](&b, itemsOf(entries)); err != nil {
			t.Fatal(err)
		}
		fixture.Golden(t, "testdata/written."+format, strings.ReplaceAll(b.String(), "\r\n", "\n"))
	}
}

func cases(t *testing.T) []string {
	var files []string
	for _, ending := range []string{"bib", "json", "yaml", "ris"} {
		found, err := filepath.Glob("testdata/cases/*." + ending)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range found {
			if !strings.Contains(file, ".expected.") {
				files = append(files, file)
			}
		}
	}
	if len(files) == 0 {
		t.Fatal("no cases in testdata/cases")
	}
	return files
}

func read(t *testing.T, file string) ([]bibliography.Entry, diagnostic.List) {
	return bibliography.Parse(filepath.Base(file), fixture.Read(t, file))
}

func itemsOf(entries []bibliography.Entry) []csl.Item {
	items := make([]csl.Item, len(entries))
	for i, e := range entries {
		items[i] = e.Item
	}
	return items
}
