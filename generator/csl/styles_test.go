package csl_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"glossator/generator/csl"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// itemTypes are all types of CSL 1.0.2.
var itemTypes = []string{"article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
	"classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic",
	"hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
	"paper-conference", "patent", "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation",
	"report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage"}

// syntheticItems returns n items of every type, with few authors, so that they need disambiguation.
func syntheticItems(n int) []csl.Item {
	families := []string{"Watt", "Carr", "Taylor", "de Gaulle", "van der Meer", "Leem", "Haslam", "Ulam", "Roberts", "Uldricks"}
	givens := []string{"Anna Maria", "Jean-Luc", "D. Cameron", "Michael Jabara", "Teddy J."}
	items := make([]csl.Item, n)
	for i := range items {
		item := csl.Item{ID: fmt.Sprint("item", i), Type: itemTypes[i%len(itemTypes)]}
		item.Fields = map[string]string{
			"title":           fmt.Sprintf("The 'Long' History of \"Things\" no. %d: A Study of <i>War</i>", i%97),
			"container-title": "Journal of Obscure Studies", "publisher": "Obscure Press", "publisher-place": "London",
			"volume": fmt.Sprint(i % 40), "issue": fmt.Sprint(i % 12), "page": fmt.Sprintf("%d-%d", 100+i, 117+i),
			"DOI": fmt.Sprint("10.1000/", i), "genre": "working paper", "edition": "2", "number": fmt.Sprint(i),
		}
		for j := range 1 + i%5 {
			name := csl.Name{Family: families[(i+j*3)%len(families)], Given: givens[(i/3+j)%len(givens)]}
			item.Names = appendName(item.Names, "author", name)
		}
		item.Names = appendName(item.Names, "editor", csl.Name{Family: "Smith", Given: "John", Suffix: "Jr."})
		item.Dates = map[string]csl.Date{
			"issued":   {Start: csl.DateParts{Year: 1930 + i%30, Month: 1 + i%12, Day: 1 + i%28}},
			"accessed": {Start: csl.DateParts{Year: 2020, Month: 5, Day: 6}},
		}
		items[i] = item
	}
	return items
}

func appendName(names map[string][]csl.Name, variable string, n csl.Name) map[string][]csl.Name {
	if names == nil {
		names = map[string][]csl.Name{}
	}
	names[variable] = append(names[variable], n)
	return names
}

func readProcessor(t testing.TB, file string) *csl.Processor {
	t.Helper()
	style, err := csl.ParseStyle(fixture.Read(t, file))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	p, err := csl.NewProcessor(style, csl.LocaleFolder(os.DirFS(needed.Variable(t, "CSL_LOCALES"))), "")
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return p
}

func TestStylesFormatEveryType(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(needed.Variable(t, "CSL_STYLES"), "*.csl"))
	if len(files) == 0 {
		t.Fatal("no styles")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			p := readProcessor(t, file)
			library := p.NewLibrary(syntheticItems(500))
			checkLibrary(t, library, 500)
		})
	}
}

// checkLibrary cites every item and expects text for each cite and each entry.
func checkLibrary(t *testing.T, library *csl.Library, n int) {
	t.Helper()
	document := library.Document()
	for i := range n {
		node := document.Append(csl.Cluster{NoteNumber: i + 1, Cites: []csl.Cite{{ID: "a", Item: fmt.Sprint("item", i), Locators: []csl.Locator{{Value: "12"}}}}})
		if node.PlainText() == "" {
			t.Errorf("item%d: its cite is empty", i)
		}
	}
	entries := library.Bibliography()
	if entries == nil {
		return
	}
	for _, e := range entries {
		if e.Node.PlainText() == "" {
			t.Errorf("%s: its entry is empty", e.Item)
		}
		if alone := library.Entry(e.Item); csl.HTML(alone, nil) != csl.HTML(e.Node, nil) {
			t.Errorf("%s: its entry is %q among all, and %q when it is asked for", e.Item, e.Node.PlainText(), alone.PlainText())
		}
	}
	t.Logf("%d entries; the first: %s", len(entries), entries[0].Node.PlainText())
}

func benchmarkStyle(b *testing.B) *csl.Processor {
	return readProcessor(b, filepath.Join(needed.Variable(b, "CSL_STYLES"), "chicago-author-date.csl"))
}

// BenchmarkEdition formats 500 references: their cites and the bibliography.
func BenchmarkEdition(b *testing.B) {
	p, items := benchmarkStyle(b), syntheticItems(500)
	b.ReportAllocs()
	for b.Loop() {
		library := p.NewLibrary(items)
		document := library.Document()
		for i := range items {
			csl.HTML(document.Append(csl.Cluster{Cites: []csl.Cite{{Item: items[i].ID}}}), nil)
		}
		for _, e := range library.Bibliography() {
			csl.HTML(e.Node, nil)
		}
	}
}

// BenchmarkCite is a cite of an item that has been cited before, in an edition of 500 references: its text, and that as
// HTML in which the cite is marked, as a site wants it.
func BenchmarkCite(b *testing.B) {
	for _, style := range []string{"chicago-author-date", "chicago-notes-bibliography"} {
		b.Run(style, func(b *testing.B) {
			p, items := readProcessor(b, filepath.Join(needed.Variable(b, "CSL_STYLES"), style+".csl")), syntheticItems(500)
			library := p.NewLibrary(items)
			pages := make([]string, 1000)
			for i := range pages {
				pages[i] = strconv.Itoa(i + 1)
			}
			mark := func(n *csl.Node) (before, after string) {
				if n.Part != csl.PartCite {
					return "", ""
				}
				return "<a>", "</a>"
			}
			var page []byte
			document := library.Document()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if i%1000 == 0 { // as many as a long essay has
					document = library.Document()
				}
				cite := csl.Cite{ID: "1", Item: items[i%500].ID, Locators: []csl.Locator{{Label: "page", Value: pages[i%1000]}}}
				n := document.Append(csl.Cluster{NoteNumber: i%1000 + 1, Cites: []csl.Cite{cite}})
				page = csl.AppendHTML(page[:0], n, mark)
			}
		})
	}
}

// BenchmarkCluster is a citation of two cites.
func BenchmarkCluster(b *testing.B) {
	p, items := benchmarkStyle(b), syntheticItems(500)
	library := p.NewLibrary(items)
	b.ReportAllocs()
	document := library.Document()
	for i := 0; b.Loop(); i++ {
		document.Append(csl.Cluster{Cites: []csl.Cite{{Item: items[i%500].ID}, {Item: items[(i+7)%500].ID, Locators: []csl.Locator{{Value: "12"}}}}})
	}
}

// BenchmarkParseStyle reads the style and makes it ready.
func BenchmarkParseStyle(b *testing.B) {
	text := fixture.Read(b, filepath.Join(needed.Variable(b, "CSL_STYLES"), "chicago-author-date.csl"))
	for b.Loop() {
		if _, err := csl.ParseStyle(text); err != nil {
			b.Fatal(err)
		}
	}
}
