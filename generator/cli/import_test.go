package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// data is what a test reads of edition.json.
type data struct {
	Essays []struct {
		ID       string
		Passages []struct{ ID, Kind, Region, Language, Text string }
		Notes    []struct {
			ID, Stream, Marker string
			At                 []string
		}
		Citations []struct {
			Source, At, Printed string
			Locators            []struct{ Label, Value string }
		}
	}
	Terms []struct {
		ID       string
		Attested []struct{ Quote string }
	}
}

// The two raw texts in GLOSSATOR_SEEDS become an edition without an edit: every note at its marker, every citation
// linked, and what cannot be resolved reported.
func TestImportedSeedsBuild(t *testing.T) {
	folder := needed.Variable(t, "GLOSSATOR_SEEDS")
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	into := filepath.Join(t.TempDir(), "content")
	out := filepath.Join(t.TempDir(), "public")
	if status := Run(append([]string{"import", "--into", into}, files...), io.Discard, os.Stderr); status != 0 {
		t.Fatalf("import: status %d", status)
	}
	var findings strings.Builder
	if status := Run([]string{"build", "--content", into, "--out", out, "--keep-going"}, io.Discard, &findings); status != 0 {
		t.Fatalf("build: status %d\n%s", status, findings.String())
	}
	var d data
	fixture.ReadJSON(t, filepath.Join(out, "edition.json"), &d)
	for i, essay := range d.Essays {
		switch {
		case strings.Contains(essay.ID, "leem"):
			checkLeem(t, d, i)
		case strings.Contains(essay.ID, "winn"):
			checkWinn(t, d, i)
		default:
			t.Errorf("essay %q", essay.ID)
		}
	}
}

// Whatever the importer makes of a text in any of the habits that its case files hold, it builds without an edit.
func TestWhatIsImportedBuilds(t *testing.T) {
	t.Parallel()
	cases, err := filepath.Glob("../transcribe/testdata/cases/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no case files", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			into := filepath.Join(dir, "content")
			arguments := []string{"import", "--into", into}
			for _, f := range archive.Files {
				if name, found := strings.CutPrefix(f.Name, "raw/"); found {
					name = filepath.Join(dir, name)
					fixture.Write(t, name, f.Data)
					arguments = append(arguments, name)
				}
			}
			var said strings.Builder
			if status := Run(arguments, io.Discard, &said); status != 0 {
				t.Fatalf("import: status %d\n%s", status, said.String())
			}
			if status := Run([]string{"build", "--content", into, "--out", filepath.Join(dir, "public"), "--keep-going"}, io.Discard, &said); status != 0 {
				t.Errorf("build: status %d\n%s", status, said.String())
			}
		})
	}
}

func checkLeem(t *testing.T, d data, i int) {
	essay := d.Essays[i]
	markers := map[string]int{}
	for _, n := range essay.Notes {
		if n.Stream == "author" && len(n.At) == 1 {
			markers[n.Marker]++
		}
	}
	for _, want := range []string{"*", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19"} {
		if markers[want] != 1 {
			t.Errorf("note %s is called %d times", want, markers[want])
		}
	}
	all, distinct := map[string]int{}, map[string]map[string]bool{}
	for _, c := range essay.Citations {
		for _, l := range c.Locators {
			if l.Label == "number" {
				all[c.Source]++
				if distinct[c.Source] == nil {
					distinct[c.Source] = map[string]bool{}
				}
				distinct[c.Source][l.Value] = true
			}
		}
	}
	figures := map[[2]int]bool{}
	for source, n := range all {
		figures[[2]int{n, len(distinct[source])}] = true
	}
	if len(figures) != 2 || !figures[[2]int{47, 43}] || !figures[[2]int{29, 21}] {
		t.Errorf("document numbers, all and distinct: %v", figures)
	}
	sections, korean, appendix := 0, 0, 0
	for _, p := range essay.Passages {
		switch {
		case p.Kind == "heading" && p.Region == "body":
			sections++
		case p.Kind == "heading" && p.Region == "appendix":
			appendix++
		case p.Region == "abstract" && p.Language == "ko":
			korean++
		}
	}
	if sections != 5 || appendix != 1 || korean == 0 {
		t.Errorf("%d sections, %d appendices, %d passages of the Korean abstract", sections, appendix, korean)
	}
}

func checkWinn(t *testing.T, d data, i int) {
	pages := map[string]string{}
	for _, c := range d.Essays[i].Citations {
		for _, l := range c.Locators {
			pages[l.Value] = c.Source
		}
	}
	if !strings.HasPrefix(pages["38"], "nation") || !strings.HasPrefix(pages["15"], "haslam") || !strings.HasPrefix(pages["101"], "haslam") {
		t.Errorf("pages cited: %v", pages)
	}
	attested := 0
	for _, term := range d.Terms {
		for _, a := range term.Attested {
			if strings.Contains(a.Quote, "alliances") {
				attested++
			}
		}
	}
	if attested < 2 {
		t.Errorf("%d attested definitions of the two", attested)
	}
}
