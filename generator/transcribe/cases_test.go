package transcribe_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"glossator/generator/fixture"
	"glossator/generator/transcribe"
)

// Each file of testdata/cases holds the raw files of an import, named raw/…, and the files that come of it.
func TestCases(t *testing.T) {
	fixture.Cases(t, "testdata/cases/*.txtar", imported)
}

// caseFiles are the case files by their paths.
func caseFiles(t *testing.T) map[string]*txtar.Archive {
	t.Helper()
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no case files", err)
	}
	all := map[string]*txtar.Archive{}
	for _, file := range files {
		if all[file], err = txtar.ParseFile(file); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// imported returns the archive with the results that its raw files give.
func imported(t *testing.T, archive *txtar.Archive) *txtar.Archive {
	t.Helper()
	result := transcribe.Read(rawFiles(archive))
	got := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "raw/") {
			got.Files = append(got.Files, f)
		}
	}
	for _, f := range result.Files {
		if f.Name != "edition.yaml" {
			got.Files = append(got.Files, txtar.File{Name: f.Name, Data: f.Text})
		}
	}
	var report bytes.Buffer
	if err := result.Report.WriteText(&report); err != nil {
		t.Fatal(err)
	}
	got.Files = append(got.Files, txtar.File{Name: "report.txt", Data: report.Bytes()})
	return got
}

func rawFiles(archive *txtar.Archive) []transcribe.File {
	var raw []transcribe.File
	for _, f := range archive.Files {
		if name, found := strings.CutPrefix(f.Name, "raw/"); found {
			raw = append(raw, transcribe.File{Name: name, Text: f.Data})
		}
	}
	return raw
}
