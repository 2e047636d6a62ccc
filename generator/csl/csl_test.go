package csl_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"glossator/generator/csl"
	"glossator/generator/needed"
)

// smallStyle is a style around the elements of a citation and a bibliography.
func smallStyle(t testing.TB, attrs, citation, bibliography string) *csl.Processor {
	t.Helper()
	style, err := csl.ParseStyle([]byte(`<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" ` + attrs + `>` + citation + bibliography + `</style>`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := csl.NewProcessor(style, noLocales, "en-US")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestErrorsSayWhereAStyleIsWrong(t *testing.T) {
	for _, test := range []struct{ style, want string }{
		{"<style>\n<citation><layout>\n<text/></layout></citation></style>", "line 3: <text>: expected one of the attributes"},
		{"<style>\n<citation><layout><foo/></layout></citation></style>", "line 2: <foo>: no rendering element"},
		{"<style><citation et-al-min='99999'><layout/></citation></style>", "the limit is 10000"},
		{"<style><macro name='a'><text macro='b'/></macro><macro name='b'><text macro='a'/></macro><citation><layout><text macro='a'/></layout></citation></style>", `macro "a" calls itself`},
		{"<style><citation><layout><text macro='x'/></layout></citation></style>", `there is no macro "x"`},
		{"<style><info/></style>", "there is no <citation>"},
		{"<style><citation>", "no well-formed XML"},
		{"<style><citation><layout>" + strings.Repeat("<group>", 300) + strings.Repeat("</group>", 300) + "</layout></citation></style>", "more than 200 elements within each other"},
		{"<style>" + doublingMacros(40) + "<citation><layout><text macro='m0'/></layout></citation></style>", "unfold to more than"},
	} {
		_, err := csl.ParseStyle([]byte(test.style))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.60s: %v, want %s", test.style, err, test.want)
		}
		var syntax *csl.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%.60s: %T is no *SyntaxError", test.style, err)
		}
	}
}

// The file has a style a section, each named by the error that it gives.
func TestBrokenStyles(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/broken-styles.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		if _, err := csl.ParseStyle(f.Data); err == nil || err.Error() != f.Name {
			t.Errorf("%s\ngot  %v\nwant %s", f.Data, err, f.Name)
		}
	}
}

// doublingMacros are n macros each of which calls the next twice.
func doublingMacros(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<macro name='m%d'><text macro='m%d'/><text macro='m%d'/></macro>", i, i+1, i+1)
	}
	fmt.Fprintf(&b, "<macro name='m%d'><text variable='title'/></macro>", n)
	return b.String()
}

func TestItemsSurviveJSON(t *testing.T) {
	items := houseItems(t)
	written, err := json.Marshal(items)
	if err != nil {
		t.Fatal(err)
	}
	var again []csl.Item
	if err := json.Unmarshal(written, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(items, again); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
}

// What the library remembers of earlier cites makes no difference: every cite reads as one made afresh.
func TestRepeatedCitesReadAsNewOnes(t *testing.T) {
	for _, style := range houseStyles {
		p := houseProcessor(t, style, "en-US")
		checkRepeated(t, p, houseItems(t))
	}
}

func TestRepeatedCitesReadAsNewOnesInOtherStyles(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(needed.Variable(t, "CSL_STYLES"), "*.csl"))
	for _, file := range files {
		checkRepeated(t, readProcessor(t, file), houseItems(t)[:5])
	}
}

func checkRepeated(t *testing.T, p *csl.Processor, items []csl.Item) {
	t.Helper()
	library := p.NewLibrary(items)
	for _, item := range items {
		for _, l := range []csl.Locator{{}, {Value: "7"}, {Value: "12"}, {Value: "132-134"}, {Value: "1, 5"}, {Value: "xiv"}, {Label: "chapter", Value: "3"}, {Label: "number", Value: "4-5"}} {
			cite := csl.Cite{ID: "x", Item: item.ID, Locators: []csl.Locator{l}}
			cluster := csl.Cluster{NoteNumber: 1, Cites: []csl.Cite{cite}}
			got := csl.HTML(library.Document().Append(cluster), showParts)
			want := csl.HTML(p.NewLibrary(items).Document().Append(cluster), showParts)
			if got != want {
				t.Errorf("%s %v: %s, want %s", item.ID, l, got, want)
			}
			marked := string(library.Document().AppendMarked(nil, cluster))
			if want := csl.HTML(p.NewLibrary(items).Document().Append(cluster), markCites); marked != want {
				t.Errorf("%s %v: marked, %q, want %q", item.ID, l, marked, want)
			}
		}
	}
}

// markCites marks cites as AppendMarked does.
func markCites(n *csl.Node) (before, after string) {
	if n.Part != csl.PartCite {
		return "", ""
	}
	return csl.MarkBegin + n.Cite + csl.MarkID, csl.MarkEnd
}

// showParts makes a node's origin visible.
func showParts(n *csl.Node) (before, after string) {
	if n.Part == csl.PartText {
		return "", ""
	}
	return fmt.Sprintf("{%d%s%s%s:", n.Part, n.Variable, n.Item, n.Cite), "}"
}

func TestNodesKnowWhereTheyCameFrom(t *testing.T) {
	p := houseProcessor(t, "author-date", "en-US")
	document := p.NewLibrary(houseItems(t)).Document()
	n := document.Append(csl.Cluster{Cites: []csl.Cite{
		{ID: "c1", Item: "watt1974", Locators: []csl.Locator{{Value: "158"}}}, {ID: "c2", Item: "carr1952"},
	}})
	found := map[string]string{}
	n.Walk(func(n *csl.Node) bool {
		switch n.Part {
		case csl.PartCite:
			found[n.Cite] = n.Item + " " + n.PlainText()
		case csl.PartVariable:
			found[n.Variable] = n.PlainText()
		}
		return true
	})
	want := map[string]string{"c1": "watt1974 Watt 1974, 158", "c2": "carr1952 Carr and Davies 1952", "locator": "158"}
	for key, text := range want {
		if found[key] != text {
			t.Errorf("%s is %q, want %q", key, found[key], text)
		}
	}
}

func TestUnknownItemsAreCitedByTheirID(t *testing.T) {
	p := smallStyle(t, `class="in-text"`, `<citation><layout prefix="(" suffix=")"><text variable="title"/></layout></citation>`, "")
	got := p.NewLibrary(nil).Document().Append(csl.Cluster{Cites: []csl.Cite{{Item: "nobody"}}}).PlainText()
	if got != "(nobody)" {
		t.Errorf("got %q", got)
	}
}

func TestDependentStylesNameTheirParent(t *testing.T) {
	style, err := csl.ParseStyle([]byte(`<style><info><id>x</id><link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>`))
	if err != nil || style.Parent != "http://www.zotero.org/styles/apa" {
		t.Errorf("parent %q, error %v", style.Parent, err)
	}
	if _, err := csl.NewProcessor(style, noLocales, ""); err == nil {
		t.Error("a dependent style was made ready by itself")
	}
}

func TestDocumentsShareALibrary(t *testing.T) {
	items := syntheticItems(60)
	library := houseProcessor(t, "notes", "en-US").NewLibrary(items)
	texts := make([]string, 8)
	var all sync.WaitGroup
	for i := range texts {
		all.Go(func() { texts[i] = houseText(library, items[:0]) + citeAll(library, items) })
	}
	all.Wait()
	for i, text := range texts {
		if text != texts[0] {
			t.Errorf("document %d reads otherwise than the first", i)
		}
	}
}

func citeAll(library *csl.Library, items []csl.Item) string {
	var b strings.Builder
	document := library.Document()
	for i, item := range items {
		b.WriteString(csl.HTML(document.Append(csl.Cluster{NoteNumber: i + 1, Cites: []csl.Cite{{Item: item.ID}}}), nil))
	}
	return b.String()
}
