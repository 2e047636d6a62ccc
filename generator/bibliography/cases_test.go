package bibliography_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/bibliography"
	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/fixture"
)

var update = flag.Bool("update", false, "rewrite what the cases expect")

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
			compare(t, file+".expected.json", items.String())
			compare(t, file+".expected.txt", findings.String())
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
		compare(t, "testdata/written."+format, strings.ReplaceAll(b.String(), "\r\n", "\n"))
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

// compare compares with a file; a file that is not there stands for "".
func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		os.Remove(file)
		if got != "" {
			fixture.Write(t, file, got)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got\n%s\nwant\n%s", file, got, want)
	}
}
