package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"glossator/generator/diagnostic"
	"glossator/generator/fixture"
	"glossator/generator/site"
)

// contentWriter writes files of the content folder in dir.
func contentWriter(t testing.TB, dir string) func(name, text string) {
	return func(name, text string) {
		t.Helper()
		fixture.Write(t, filepath.Join(dir, "content", name), text)
	}
}

// longEssays writes an edition of essays with notes, citations, terms and links to each other, one of which leads nowhere. 140 are
// too many for one edition.json.
func longEssays(t *testing.T, essays int) string {
	t.Helper()
	dir := t.TempDir()
	write := contentWriter(t, dir)
	write("edition.yaml", "title: Large\nlanguage: en\nbibliography: [sources.bib]\n")
	write("sources.bib", "@book{carr, author={Carr, Edward}, title={German-Soviet Relations}, year=1952}\n@book{watt, author={Watt, Donald}, title={How War Came}, year=1989}\n")
	write("glossary.yaml", "- id: balance\n  term: balance of power\n  definition: What states do. See @carr.\n  attested:\n    - {essay: e000, passage: p1, quote: balance of power}\n")
	write("annotations/e001.yaml", "- {id: a, kind: commentary, at: {passage: p1, quote: The balance of power}, body: 'As @watt has it.', by: Ed, date: 2026-01-01}\n")
	filler := strings.Repeat("Nothing happened in the east that year, and little in the west. ", 60)
	for i := range essays {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Essay %d\nauthor: A. Writer\n---\n\n## Beginning\n\n", i)
		for k := range 16 {
			fmt.Fprintf(&b, "The balance of power [@carr, p. %d] held.[^%d] See [there](essay:e%03d#p%d). %s\n\n", k+i, k, (i+1)%essays, k+1, filler)
			fmt.Fprintf(&b, "[^%d]: As @watt [p. %d] says.\n\n", k, k)
		}
		if i == 7 {
			b.WriteString("It leads [nowhere](essay:e000#p999).\n")
		}
		write(fmt.Sprintf("essays/e%03d.md", i), b.String())
	}
	return dir
}

// An edition, whose pages are made while it is linked and whose texts lie on the shelf, is the same on any number of cores; so are
// the addresses that are recorded.
func TestAnEditionIsTheSameOnAnyNumberOfCores(t *testing.T) {
	t.Chdir(longEssays(t, 40))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var addresses []byte
	for i, cores := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(cores)
		os.Remove("content/addresses.lock")
		p := silent("content", fmt.Sprint("public", i))
		if err := p.build(true, &profile{}); err != nil {
			t.Fatal(err)
		}
		recorded, err := os.ReadFile("content/addresses.lock")
		if err != nil || i > 0 && !bytes.Equal(recorded, addresses) {
			t.Errorf("%d cores record other addresses: %v", cores, err)
		}
		addresses = recorded
		sameFolders(t, "public0", p.out)
		sameFolders(t, p.out, "public0")
	}
}

// The pages of essays, made while these are linked, are those that are made of them afterwards.
func TestDraftsBecomeThePagesThatRenderMakes(t *testing.T) {
	t.Chdir(longEssays(t, 140))
	p := silent("content", "public")
	if err := p.build(true, &profile{}); err != nil {
		t.Fatal(err)
	}
	o, err := p.open(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	for _, page := range o.site.Pages() {
		if page.Kind == site.File {
			continue
		}
		want, err := o.site.Render(page.Path)
		if err != nil {
			t.Fatal(err)
		}
		got := fixture.Read(t, filepath.Join("public", page.Path))
		if !bytes.Equal(got, want) {
			t.Errorf("%s was published otherwise", page.Path)
		}
	}
	if _, err := os.Stat("public/edition/e139.json"); err != nil {
		t.Error(err)
	}
}

// An essay that changes while pages are made is named, and nothing is published. As data that stands with what was found before.
func TestAnEssayThatChangesMeanwhileIsNamed(t *testing.T) {
	t.Chdir(longEssays(t, 8)) // of which the last has a link that does not hold, and so is made twice
	var said bytes.Buffer
	p := &program{content: "content", layouts: "layouts", out: "public", format: "json", stdout: &said, stderr: io.Discard}
	in, o := readToBuild(t, p)
	defer o.close()
	if err := p.report(diagnostic.List{{Severity: diagnostic.Warning, Code: "found-before"}}); err != nil {
		t.Fatal(err)
	}
	d := o.link(p.progress(), in, placeOf(*p))
	defer d.close()
	edit(t, "content/essays/e007.md", "It leads", "It led")
	if err := d.publish(); !errors.Is(err, errFound) {
		t.Errorf("publishing ends with %v", err)
	}
	var found []struct{ Code, Message string }
	if err := errors.Join(p.printData(), json.Unmarshal(said.Bytes(), &found)); err != nil {
		t.Fatalf("%v: %s", err, said.Bytes())
	}
	if len(found) != 2 || found[0].Code != "found-before" || found[1].Message != "the file has changed while the edition was being made" {
		t.Errorf("found are %+v", found)
	}
}
