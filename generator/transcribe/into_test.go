package transcribe_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"glossator/generator/fixture"
	"glossator/generator/transcribe"
)

const rawEssay = "Salt\n\nOlga Finn\n\nSalt was taxed before it was eaten (Marsh 1950, p. 3), and the tax was higher inland.\n\nReferences\n\nMarsh, Leo. 1950. The Salt Tax. London: Faber.\n"

func into(t *testing.T, dir, raw string) transcribe.Report {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	report, err := transcribe.Into(root, transcribe.Read(append([]transcribe.File{{Name: "salt.txt", Text: []byte(raw)}}, transcribe.Known(root)...)))
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func fileIn(t *testing.T, dir, name string) string {
	t.Helper()
	return string(fixture.Read(t, filepath.Join(dir, name)))
}

func done(report transcribe.Report) map[string]string {
	found := map[string]string{}
	for _, f := range report.Files {
		found[f.Path] = f.Done
	}
	return found
}

func TestIntoAnEmptyFolderWritesEverything(t *testing.T) {
	dir := t.TempDir()
	for name, how := range done(into(t, dir, rawEssay)) {
		if how != "written" {
			t.Errorf("%s: %s", name, how)
		}
		fileIn(t, dir, name)
	}
}

func TestImportingAgainChangesNothing(t *testing.T) {
	dir := t.TempDir()
	into(t, dir, rawEssay)
	for name, how := range done(into(t, dir, rawEssay)) {
		if how != "unchanged" {
			t.Errorf("%s: %s", name, how)
		}
	}
}

func TestAnEditorsWorkIsNeverOverwritten(t *testing.T) {
	dir := t.TempDir()
	into(t, dir, rawEssay)
	essay := filepath.Join(dir, "essays", "finn.md")
	edited := strings.NewReplacer("higher inland", "much higher inland", "author:", "keywords: [tax]\nauthor:").Replace(fileIn(t, dir, "essays/finn.md"))
	fixture.Write(t, essay, edited)
	report := into(t, dir, rawEssay)
	if fileIn(t, dir, "essays/finn.md") != edited {
		t.Error("the edited essay was changed")
	}
	if !strings.Contains(fileIn(t, dir, "imported/essays/finn.md"), "higher inland") {
		t.Error("the new essay is not beside it")
	}
	const difference = `    essays/finn.md:3: keywords: [tax]
    imported/essays/finn.md:3: 
    essays/finn.md:12: …[Marsh 1950, p. 3](cite:marsh1950?page=3)), and the tax was much higher inland.
    imported/essays/finn.md:11: …[Marsh 1950, p. 3](cite:marsh1950?page=3)), and the tax was higher inland.
`
	for _, f := range report.Files {
		if f.Path == "essays/finn.md" && (f.Done != "beside" || f.Difference != difference) {
			t.Errorf("%s: %s\n%s", f.Path, f.Done, f.Difference)
		}
	}
}

// Two essays of one author that are imported one after the other do not get into each other's way.
func TestAnotherEssayOfTheSameAuthor(t *testing.T) {
	dir := t.TempDir()
	into(t, dir, rawEssay)
	other := strings.NewReplacer("Salt\n", "Pepper\n", "Salt was", "Pepper was", "The Salt Tax", "The Pepper Tax").Replace(rawEssay)
	if how := done(into(t, dir, other)); how["essays/finn-2.md"] != "written" || how["references.bib"] != "extended" {
		t.Errorf("got %v", how)
	}
	if essay := fileIn(t, dir, "essays/finn-2.md"); !strings.Contains(essay, "(cite:marsh1950-finn?page=3)") {
		t.Errorf("the key of another work is used:\n%s", essay)
	}
	for name, how := range done(into(t, dir, other)) {
		if how != "unchanged" {
			t.Errorf("again: %s: %s", name, how)
		}
	}
}

// Whatever is imported, importing it again changes nothing.
func TestImportingEveryCaseAgainChangesNothing(t *testing.T) {
	for file, archive := range caseFiles(t) {
		root, err := os.OpenRoot(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		var report transcribe.Report
		for range 2 {
			if report, err = transcribe.Into(root, transcribe.Read(append(rawFiles(archive), transcribe.Known(root)...))); err != nil {
				t.Fatal(err)
			}
		}
		for _, f := range report.Files {
			if f.Done != "unchanged" {
				t.Errorf("%s: %s: %s\n%s", file, f.Path, f.Done, f.Difference)
			}
		}
		root.Close()
	}
}

func TestABibliographyThatIsThereGetsWhatItLacks(t *testing.T) {
	dir := t.TempDir()
	mine := "% mine\n@book{cole1988,\n  title = {The Thaw},\n}"
	fixture.Write(t, filepath.Join(dir, "references.bib"), mine)
	if how := done(into(t, dir, rawEssay))["references.bib"]; how != "extended" {
		t.Errorf("references.bib: %s", how)
	}
	bib := fileIn(t, dir, "references.bib")
	if !strings.HasPrefix(bib, mine+"\n") || !strings.Contains(bib, "@book{marsh1950,") {
		t.Errorf("got\n%s", bib)
	}
}

func TestEncodings(t *testing.T) {
	const want = "Über die „Geschäftsfähigkeit“ schrieb niemand – außer Fißler, und auch der fing spät an."
	latin, err := charmap.Windows1252.NewEncoder().String(want)
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string]string{
		"Windows-1252":      latin,
		"mark and CRLF":     "\ufeff" + strings.Replace(want, "niemand ", "niemand\r\n", 1),
		"soft hyphens":      strings.Replace(strings.Replace(want, "Geschäfts", "Ge\u00adschäfts", 1), "niemand", "nie\u00ad\nmand", 1),
		"ligature":          strings.Replace(want, "fing", "ﬁng", 1),
		"combining letters": strings.ReplaceAll(want, "ä", "a\u0308"),
		"no-break spaces":   strings.Replace(want, "schrieb niemand", "schrieb\u00a0niemand", 1),
	} {
		result := transcribe.Read([]transcribe.File{{Name: "a.txt", Text: []byte("Das Recht\n\nKarl Maurer\n\n" + raw + "\n")}})
		if essay := string(result.Files[0].Text); !strings.Contains(essay, want) {
			t.Errorf("%s:\n%s", name, essay)
		}
	}
}

func TestGatherReadsTheBibliographyThatMarkdownNames(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.qmd": "---\nbibliography: [b.bib]\n---\nText.\n", "b.bib": "@book{k, title={T}}"} {
		fixture.Write(t, filepath.Join(dir, name), text)
	}
	files, err := transcribe.Gather(context.Background(), []string{filepath.Join(dir, "a.qmd")})
	if err != nil || len(files) != 2 || !strings.HasSuffix(files[1].Name, "/b.bib") {
		t.Errorf("got %d files, %v", len(files), err)
	}
}

// What a Markdown file names in its front matter lies in its folder; devices, pipes and links out are not read.
func TestNothingOutsideOfTheFoldersIsGathered(t *testing.T) {
	folder := t.TempDir()
	essay := filepath.Join(folder, "in", "essay.md")
	if err := os.Mkdir(filepath.Dir(essay), 0o755); err != nil {
		t.Fatal(err)
	}
	fixture.Write(t, filepath.Join(folder, "secret.bib"), "@book{secret}")
	pipe := filepath.Join(folder, "in", "pipe.bib")
	if err := exec.Command("mkfifo", pipe).Run(); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../secret.bib", filepath.Join(folder, "in", "link.bib")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../secret.bib", "link.bib", "pipe.bib", "/dev/zero", folder + "/secret.bib"} {
		fixture.Write(t, essay, "---\ntitle: T\nbibliography: "+name+"\n---\n\nWords.\n")
		files, err := transcribe.Gather(context.Background(), []string{essay})
		if err == nil || len(files) != 1 {
			t.Errorf("%s: %d files, %v", name, len(files), err)
		}
	}
	document := filepath.Join(folder, "in", "pipe.docx")
	if err := exec.Command("mkfifo", document).Run(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{pipe, document} {
		if _, err := transcribe.Gather(context.Background(), []string{name}); err == nil || !strings.Contains(err.Error(), "device or pipe") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWithoutPandocTheErrorSaysHowToGetIt(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Chdir(t.TempDir())
	fixture.Write(t, "essay.docx", "")
	_, err := transcribe.Gather(context.Background(), []string{"essay.docx"})
	if err == nil || !strings.Contains(err.Error(), "https://pandoc.org/installing.html") {
		t.Errorf("got %v", err)
	}
}

// A stand-in for pandoc shows how it is called: with arguments, never by a shell.
func TestPandocIsCalledWithTheFileAsOneArgument(t *testing.T) {
	bin := t.TempDir()
	script := "#!/bin/sh\nprintf -- '---\\ntitle: T\\n---\\n\\nText from %s.\\n' \"$#\"\n"
	if err := os.WriteFile(filepath.Join(bin, "pandoc"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Chdir(t.TempDir())
	fixture.Write(t, "my essay; rm x.docx", "")
	files, err := transcribe.Gather(context.Background(), []string{"my essay; rm x.docx"})
	if err != nil {
		t.Fatal(err)
	}
	result := transcribe.Read(files)
	if len(result.Report.Essays) != 1 || !strings.Contains(string(result.Files[0].Text), "Text from 10.") {
		t.Errorf("got %+v", result.Files)
	}
}

// Of links that lead nowhere the report has all, not the first of them.
func TestEveryLinkThatIsNotKeptIsReported(t *testing.T) {
	var body strings.Builder
	for i := range 30 {
		fmt.Fprintf(&body, "See [page %d](page%d.html) of it.\n\n", i, i)
	}
	result := transcribe.Read([]transcribe.File{{Name: "a.docx.md", Text: []byte("---\ntitle: T\n---\n\n" + body.String())}})
	if said := fmt.Sprint(result.Report.Essays[0].Doubts); !strings.Contains(said, "page 29 (page29.html)") {
		t.Errorf("got %s", said)
	}
}

// Pandoc may draw a table whose cells have several lines: else it leaves the table out.
func TestTablesAreNotLeftOut(t *testing.T) {
	bin := t.TempDir()
	script := "#!/bin/sh\ncase \"$*\" in\n*-grid_tables*) echo '[TABLE]' ;;\n*) printf '+---+\\n| a |\\n|   |\\n| b |\\n+---+\\n' ;;\nesac\n"
	if err := os.WriteFile(filepath.Join(bin, "pandoc"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Chdir(t.TempDir())
	fixture.Write(t, "essay.docx", "")
	files, err := transcribe.Gather(context.Background(), []string{"essay.docx"})
	if err != nil {
		t.Fatal(err)
	}
	if result := transcribe.Read(files); !strings.Contains(string(result.Files[0].Text), "| a b |") {
		t.Errorf("got %s", result.Files[0].Text)
	}
}

// A stand-in for pandoc that never stops printing is ended, and the limit told; one without limits of memory is called again.
func TestWhatPandocGivesIsBounded(t *testing.T) {
	bin := t.TempDir()
	for script, want := range map[string]string{
		"exec yes":                            "more than 67108864 bytes, which is the limit",
		"echo Most RTS options are disabled":  "",
		"yes no | head -c 1000000 >&2; false": "exit status 1: no",
	} {
		if want == "" {
			script = `[ "$1" != +RTS ] && echo words || { ` + script + " >&2; false; }"
		}
		if err := os.WriteFile(filepath.Join(bin, "pandoc"), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
		t.Chdir(t.TempDir())
		fixture.Write(t, "a.docx", "")
		files, err := transcribe.Gather(context.Background(), []string{"a.docx"})
		switch {
		case want == "" && (err != nil || len(files) != 1 || string(files[0].Text) != "words\n"):
			t.Errorf("%s: %v %v", script, files, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want) || len(err.Error()) > 100_000):
			t.Errorf("%s: %.300v", script, err)
		}
	}
}

// Neither Windows nor a build of ours takes an essay of the name con.
func TestNoFileHasANameThatWindowsKeeps(t *testing.T) {
	for file, raw := range map[string]string{"salt.txt": strings.Replace(rawEssay, "Olga Finn", "Olga Con", 1), "con.md": "---\ntitle: Salt\n---\n\nWords.\n"} {
		for _, f := range transcribe.Read([]transcribe.File{{Name: file, Text: []byte(raw)}}).Files {
			if strings.HasSuffix(f.Name, "/con.md") {
				t.Errorf("%s becomes %s", file, f.Name)
			}
		}
	}
}

// Of boxes and of fields of the simple kind pandoc gives no words: the report has them.
func TestWordsThatPandocLeavesOut(t *testing.T) {
	const box = `<w:txbxContent><w:p><w:r><w:t>In a &lt;box&gt;.</w:t></w:r></w:p></w:txbxContent>`
	const document = `<w:document xmlns:w="w" xmlns:mc="mc"><w:p><w:r><w:t>Figure </w:t></w:r><w:fldSimple><w:r><w:t>7</w:t></w:r></w:fldSimple><w:r><w:t>. Salt</w:t></w:r></w:p>` +
		`<w:p><mc:Choice>` + box + `</mc:Choice><mc:Fallback>` + box + `</mc:Fallback><w:r><w:t>Text.</w:t></w:r></w:p><w:p><w:fldSimple><w:r><w:t>Kept 8</w:t></w:r></w:fldSimple></w:p></w:document>`
	saved(t, map[string][]byte{"a.docx": zipped(t, map[string][]byte{"word/document.xml": []byte(document)})})
	printing(t, "---\ntitle: T\n---\n\nFigure . Salt\n\nText.\n\n*Kept* 8\n")
	files, err := transcribe.Gather(context.Background(), []string{"a.docx"})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, d := range transcribe.Read(files).Report.Essays[0].Doubts {
		if d.Kind == "words-left-out" {
			said = append(said, d.Words)
		}
	}
	if got := strings.Join(said, "|"); got != "Figure 7. Salt|In a <box>." {
		t.Errorf("got %q", got)
	}
}
