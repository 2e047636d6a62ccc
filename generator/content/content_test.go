package content_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"glossator/generator/content"
	"glossator/generator/diagnostic"
	"glossator/generator/fixture"
	"glossator/generator/growth"
)

// A case file is a txtar archive: the files of a content folder, then "read", what comes of it, and "findings".
func TestCases(t *testing.T) {
	fixture.Cases(t, "testdata/*.txt", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		if i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "read" }); i >= 0 {
			archive.Files = archive.Files[:i]
		}
		folder, found := content.Load(written(t, archive.Files), content.Index{})
		archive.Files = append(archive.Files, txtar.File{Name: "read", Data: []byte(read(folder))}, txtar.File{Name: "findings", Data: []byte(text(found))})
		return archive
	})
}

// written is a content folder with the files.
func written(t *testing.T, files []txtar.File) *os.Root {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		fixture.Write(t, filepath.Join(dir, f.Name), f.Data)
	}
	return opened(t, dir)
}

func opened(t *testing.T, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func text(found diagnostic.List) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s [%s]\n", d, d.Code)
		for _, r := range d.Related {
			fmt.Fprintf(&b, "\t%s: %s\n", r.At, r.Message)
		}
	}
	return b.String()
}

// read says in lines what a folder holds.
func read(f *content.Folder) string {
	var b strings.Builder
	s := f.Settings
	fmt.Fprintf(&b, "edition %q %q %s license %q at %s, style %q, autolink %d\n", s.Title, s.Subtitle, s.Language, s.License, s.BaseURL, s.CitationStyle, s.Autolink)
	for _, p := range s.Editors {
		fmt.Fprintf(&b, "\teditor %s, %s, %s\n", p.Name, p.Affiliation, p.ORCID)
	}
	for _, p := range f.Contents {
		fmt.Fprintf(&b, "contents %q: %s\n", p.Title, strings.Join(p.Essays, ", "))
	}
	for _, x := range f.Essays {
		e := x.Essay
		fmt.Fprintf(&b, "essay %s %q %s %s draft %t, text from %d of %d\n", e.ID, e.Title, e.Language, e.Date, e.Draft, x.BodyOffset, x.Size)
		for _, p := range e.Authors {
			fmt.Fprintf(&b, "\tauthor %s, %s\n", p.Name, p.Affiliation)
		}
		for _, a := range e.Abstracts {
			fmt.Fprintf(&b, "\tabstract in %s at line %d, its lines %t: %q\n", a.Language, a.At.Line, a.Lines, a.Markdown)
		}
		fmt.Fprintf(&b, "\toriginal %q (%s), lists %q, nocite %q, aliases %q\n", e.Original, e.Relation, e.WorksCited, e.Nocite, e.Aliases)
		if len(e.NamedAt) > 0 {
			fmt.Fprintf(&b, "\tnamed at %v\n", e.NamedAt)
		}
	}
	for _, x := range f.Pages {
		fmt.Fprintf(&b, "page %s %q order %d\n", x.Page.ID, x.Page.Title, x.Page.Order)
	}
	for _, x := range f.Sources {
		fmt.Fprintf(&b, "source %s at %s\n", x.Item.ID, x.At)
	}
	for _, x := range f.Terms {
		fmt.Fprintf(&b, "term %s %q %q: %s (%s), %d attested\n", x.Term.ID, x.Term.Term, x.Term.Aliases, x.Definition.Markdown, x.Definition.At, len(x.Term.Attested))
	}
	for _, x := range f.Names {
		fmt.Fprintf(&b, "name %s %q %s %s-%s\n", x.Name.ID, x.Name.Name, x.Name.Kind, x.Name.Born, x.Name.Died)
	}
	for _, x := range f.Events {
		fmt.Fprintf(&b, "event %s %s %q\n", x.Event.ID, x.Event.EDTF, x.Event.Title)
	}
	for _, x := range f.Annotations {
		fmt.Fprintf(&b, "annotation %s/%s %s at %s %q\n", x.Essay, x.Annotation.ID, x.Annotation.Kind, x.Annotation.Passage, x.Annotation.Quote)
	}
	return b.String()
}

// Names of bibliography files that one disk or another takes for one are found wherever the edition lies.
func TestBibliographiesThatWouldBeOneFile(t *testing.T) {
	for _, names := range [][2]string{{"a.bib", "a.bib"}, {"a.bib", "./a.bib"}, {"a.bib", "A.bib"}, {"\u00e9.bib", "e\u0301.bib"}, {"stra\u00dfe.bib", "STRASSE.bib"}} {
		root := written(t, []txtar.File{
			{Name: "edition.yaml", Data: fmt.Appendf(nil, "title: T\nbibliography: [%s, %s]\n", names[0], names[1])},
			{Name: names[0], Data: []byte("@book{one, title={One}}\n")}, {Name: names[1], Data: []byte("@book{two, title={Two}}\n")},
		})
		_, found := content.Load(root, content.Index{})
		if want := fmt.Sprintf("edition.yaml:2:%d: error: %q and %q are one file", len([]rune("bibliography: ["+names[0]+", "))+1, names[0], names[1]); !strings.Contains(text(found), want) {
			t.Errorf("no finding %q in\n%s", want, text(found))
		}
	}
	root := written(t, []txtar.File{{Name: "edition.yaml", Data: []byte("title: T\nbibliography: [a.bib, b/a.bib]\n")}, {Name: "a.bib"}, {Name: "b/a.bib"}})
	if _, found := content.Load(root, content.Index{}); len(found) > 0 {
		t.Errorf("of two files: %s", text(found))
	}
}

// A DOI is the same however it has been copied, and what is none is refused.
func TestADOIMayBeAnAddress(t *testing.T) {
	for written, want := range map[string]string{
		"10.1000/182": "10.1000/182", "https://doi.org/10.1000/182": "10.1000/182", "http://dx.doi.org/10.1000.7/a(b)/c": "10.1000.7/a(b)/c",
		"doi:10.1000/182": "10.1000/182", "'DOI: 10.1000/182'": "10.1000/182", "doi.org/10.1000/182": "10.1000/182",
		"https://example.org/10.1000/182": "", "11.1000/182": "", "10.1000": "", "10.1000/": "", "10./182": "", "10.a/182": "",
		"10.1000/18 2": "", "\"10.1000/18\\u200b2\"": "", "forthcoming": "", "'doi:'": "",
	} {
		dir := t.TempDir()
		fixture.Write(t, filepath.Join(dir, "edition.yaml"), "title: A\ndoi: "+written+"\n")
		f, found := content.Load(opened(t, dir), content.Index{})
		if refused := strings.Contains(text(found), "[bad-doi]"); f.Settings.DOI != want || refused != (want == "") {
			t.Errorf("%s: got %q and %s", written, f.Settings.DOI, text(found))
		}
	}
}

func TestReadAgain(t *testing.T) {
	root := written(t, []txtar.File{{Name: "edition.yaml", Data: []byte("title: T\n")}, {Name: "essays/a.md", Data: []byte("---\ntitle: A\n---\n\nWords.\n")}})
	folder, _ := content.Load(root, content.Index{})
	b, found := folder.Essays[0].Read(root, nil)
	if string(b[folder.Essays[0].BodyOffset:]) != "\nWords.\n" || len(found) > 0 {
		t.Errorf("read %q, %v", b, found)
	}
	if err := root.WriteFile("essays/a.md", []byte("---\ntitle: A\n---\n\nSwords\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, found := folder.Essays[0].Read(root, nil); len(found) != 1 || found[0].Code != "changed-meanwhile" {
		t.Errorf("a changed file gives %v", found)
	}
}

// Bombs cost no more than their bytes, and are errors that name the limit.
func TestYAMLIsBounded(t *testing.T) {
	deep := strings.Repeat("[", 100_000)
	for name, yaml := range map[string]string{
		"nested deeper than 60":        "title: T\ncontents: " + deep + "\n",
		"nested deeper than":           "title: T\ncontents:\n  " + strings.Repeat("- ", 100_000) + "a\n",
		"deeper than 60 (close the":    "title: T\ncontents:\n  " + strings.Repeat("-  ", 100_000) + "a\n",
		"anchors and aliases":          "title: &a T\nsubtitle: *a\n",
		"the limit is 8388608":         "title: T\ndescription: " + strings.Repeat("x", 9<<20) + "\n",
		"unknown keys \"k0\"":          "title: T\n" + manyKeys(1000),
		"more than 2000 keys":          "title: T\n" + manyKeys(100_000),
		"2000 keys stand":              "title: T\n" + strings.ReplaceAll(manyKeys(100_000), "k", "k "),
		"keys or items are empty":      "title: T\ncontents:\n" + strings.Repeat("-\n", 1<<18),
		"this is no YAML":              "title: \"T\n",
		"lists and keys are nested de": "title: T\n" + nestedKeys(200),
	} {
		_, found := content.Load(written(t, []txtar.File{{Name: "edition.yaml", Data: []byte(yaml)}}), content.Index{})
		if !strings.Contains(text(found), name) {
			t.Errorf("no %q in %.300s", name, text(found))
		}
	}
}

func TestFrontMatterIsBounded(t *testing.T) {
	essay := "---\ntitle: " + strings.Repeat("x", 9<<20) + "\n---\n\nWords.\n"
	_, found := content.LoadEssay(written(t, []txtar.File{{Name: "a.md", Data: []byte(essay)}}), "a.md", "en")
	if !strings.Contains(text(found), "the limit is 8388608") {
		t.Errorf("%.300s", text(found))
	}
}

// TestTimeGrowsWithFrontMatter reads essays whose front matter goes on and on in one way.
func TestTimeGrowsWithFrontMatter(t *testing.T) {
	for _, field := range []struct{ before, piece string }{
		{"nocite: \"", "@a%d "},
		{"nocite: \"", "@a%d, "},
		{"title: \"", "[^a]"},
		{"title: \"", "[^"},
	} {
		growth.Linear(t, field.before+field.piece, 128<<10, func(n int) {
			var b strings.Builder
			b.WriteString("---\n" + field.before)
			for i := 0; b.Len() < n; i++ {
				b.WriteString(strings.ReplaceAll(field.piece, "%d", fmt.Sprint(i)))
			}
			b.WriteString("\"\n---\n\nWords.\n")
			content.LoadEssay(written(t, []txtar.File{{Name: "a.md", Data: []byte(b.String())}}), "a.md", "en")
		})
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d: x\n", i)
	}
	return b.String()
}

func nestedKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%sk:\n", strings.Repeat(" ", i))
	}
	return b.String()
}

// TestLinesMayEndAsInOldFiles reads an essay whose lines end in each of the three ways.
func TestLinesMayEndAsInOldFiles(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"\n", "\r\n", "\r"} {
		text := strings.Join([]string{"---", "title: A title", "author: B", "---", "", "Words.", "", "More words.", ""}, end)
		if err := root.WriteFile("a.md", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		file, found := content.LoadEssay(root, "a.md", "en")
		if len(found) > 0 || file.Essay == nil || file.Essay.Title != "A title" {
			t.Errorf("lines that end in %q: %v %+v", end, found, file.Essay)
		}
	}
}

// Whatever the bytes of an essay's file are, reading them ends, and what is found has its place in the file.
func FuzzEssay(f *testing.F) {
	f.Add([]byte("---\ntitle: A\nauthor: [B, {name: C, orcid: 0000-0002-1825-0097}]\nabstract: {en: x, ko: y}\n---\nText"))
	f.Add([]byte("---\ntitle: |\n  A\n  B\nworks-cited: []\nnocite: '@a, @b'\n...\n"))
	f.Add([]byte("--- \r\ntitle: \"A\\u0000\"\r\n---\r\n"))
	dir := f.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := root.WriteFile("a.md", b, 0o644); err != nil {
			t.Fatal(err)
		}
		file, found := content.LoadEssay(root, "a.md", "en")
		lines := strings.Count(string(b), "\n") + strings.Count(string(b), "\r") + 1
		for _, d := range found {
			if d.Start.File != "a.md" || d.Start.Line < 0 || d.Start.Line > lines+1 || d.Message == "" {
				t.Errorf("%s in a file of %d lines", d, lines)
			}
		}
		if file.Essay != nil && (file.BodyOffset < 0 || file.BodyOffset > file.Size || file.Essay.Language == "") {
			t.Errorf("text from %d of %d, language %q", file.BodyOffset, file.Size, file.Essay.Language)
		}
	})
}

// Records of any YAML are read or refused.
func FuzzRecords(f *testing.F) {
	f.Add([]byte("- id: a\n  term: b\n  aliases: [c, d]\n  definition: >-\n    words\n  attested:\n    - {essay: x, passage: p1}\n"))
	f.Add([]byte("- id: a\n  date: 1939-08-23\n  title: t\n"))
	f.Add([]byte("- id: a\n  name: n\n  kind: person\n  born: 1876\n  wikidata: Q1\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		for _, name := range []string{"edition.yaml", "glossary.yaml", "names.yaml", "chronology.yaml"} {
			fixture.Write(t, filepath.Join(dir, name), b)
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		folder, _ := content.Load(root, content.Index{})
		for _, r := range folder.Terms {
			if r.Term.ID == "" {
				t.Error("a term without an id")
			}
		}
	})
}
