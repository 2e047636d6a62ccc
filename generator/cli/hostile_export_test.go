package cli_test

import (
	"archive/zip"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// TestExportsOfHostileEditionsAreSafe exports, for each payload, the hostile edition without its references that lead nowhere:
// what is XML is read as XML and has nothing that runs, what is JSON as JSON; TEI is valid, and what is packed verifies.
func TestExportsOfHostileEditionsAreSafe(t *testing.T) {
	t.Parallel()
	jing, schema := needed.Program(t, "jing"), needed.Variable(t, "GLOSSATOR_TEI_SCHEMA")
	all := t.TempDir()
	check := []string{schema}
	for shift := range payloads {
		t.Run(strconv.Itoa(shift), func(t *testing.T) {
			folder := filepath.Join(all, strconv.Itoa(shift))
			content, to := filepath.Join(folder, "content"), filepath.Join(folder, "to")
			hostileEdition(t, content, shift)
			withoutAstray(t, content)
			for _, format := range []string{"tei", "epub", "csl-json", "annotations"} {
				glossator(t, "export", "--quiet", "--format", "json", "--content", content, "--out", filepath.Join(t.TempDir(), "public"), format, "-o", to+"/")
			}
			for _, name := range []string{"edition.tei.xml", "references.json", "annotations.jsonld", "edition.epub"} {
				checkExported(t, filepath.Join(to, name))
			}
			check = append(check, filepath.Join(to, "edition.tei.xml"))
			if shift == 0 {
				checkPackages(t, folder)
			}
		})
	}
	if out, err := exec.Command(jing, check...).CombinedOutput(); err != nil {
		t.Errorf("jing: %v\n%.2000s", err, out)
	}
}

// withoutAstray drops the essay with references that lead nowhere, which are not exported.
func withoutAstray(t *testing.T, content string) {
	t.Helper()
	settings := filepath.Join(content, "edition.yaml")
	fixture.Write(t, settings, strings.Replace(string(fixture.Read(t, settings)), ", astray]", "]", 1))
	if err := os.Remove(filepath.Join(content, "essays/astray.md")); err != nil {
		t.Fatal(err)
	}
}

// checkExported reads a file, or each in a package.
func checkExported(t *testing.T, name string) {
	t.Helper()
	check := func(name string, b []byte) {
		var found []string
		switch path.Ext(name) {
		case ".xml", ".xhtml", ".opf", ".ncx":
			found = strangeInXML(b)
		case ".html":
			found = strangeInPage(b)
		case ".json", ".jsonld":
			found = notJSON(b)
		}
		for _, x := range found {
			t.Errorf("%s: %.300s", name, x)
		}
	}
	if ext := filepath.Ext(name); ext != ".epub" && ext != ".zip" && ext != ".wacz" {
		check(filepath.Base(name), fixture.Read(t, name))
		return
	}
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		check(filepath.Base(name)+" "+f.Name, b)
	}
}

// checkPackages builds the edition in the folder, packs it, and reads what is packed.
func checkPackages(t *testing.T, folder string) {
	t.Helper()
	edition := []string{"--quiet", "--format", "json", "--content", filepath.Join(folder, "content"), "--out", filepath.Join(folder, "public")}
	glossator(t, append([]string{"build"}, edition...)...)
	for _, p := range [][]string{{"bag.zip"}, {"site.wacz", "--web"}} {
		name := filepath.Join(folder, p[0])
		glossator(t, append(append([]string{"archive", "-o", name}, p[1:]...), edition...)...)
		glossator(t, "archive", "--quiet", "--verify", name)
		checkExported(t, name)
	}
}
