package csl_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/csl"
	"glossator/generator/fixture"
)

const layouts = "../../layouts"

// houseProcessor makes one of the styles that come with the program ready, in one of its languages.
func houseProcessor(t testing.TB, style, lang string) *csl.Processor {
	t.Helper()
	s, err := csl.ParseStyle(fixture.Read(t, filepath.Join(layouts, "styles", style+".csl")))
	if err != nil {
		t.Fatalf("%s: %v", style, err)
	}
	p, err := csl.NewProcessor(s, csl.LocaleFolder(os.DirFS(filepath.Join(layouts, "locales"))), lang)
	if err != nil {
		t.Fatalf("%s: %v", style, err)
	}
	return p
}

var houseStyles = []string{"author-date", "notes", "mla-like"}

var houseLanguages = []string{"en-US", "en-GB", "ko-KR", "de-DE", "fr-FR", "ru-RU", "es-ES", "it-IT", "ar", "he-IL"}

func houseItems(t testing.TB) []csl.Item {
	var items []csl.Item
	fixture.ReadJSON(t, "testdata/house.json", &items)
	return items
}

// TestHouseStyles compares what the styles that come with the program make of an edition's sources.
func TestHouseStyles(t *testing.T) {
	items := houseItems(t)
	for _, style := range houseStyles {
		for _, lang := range houseLanguages {
			if lang != "en-US" && style != "author-date" {
				continue
			}
			t.Run(style+"-"+lang, func(t *testing.T) {
				got := houseText(houseProcessor(t, style, lang).NewLibrary(items), items)
				fixture.Golden(t, filepath.Join("testdata", "house-"+style+"-"+lang+".txt"), got)
			})
		}
	}
}

// houseText cites every item twice, some with others, and gives the bibliography.
func houseText(library *csl.Library, items []csl.Item) string {
	var b strings.Builder
	document := library.Document()
	line := func(c csl.Cluster) { fmt.Fprintln(&b, csl.HTML(document.Append(c), nil)) }
	line(csl.Cluster{NoteNumber: 1, Cites: []csl.Cite{
		{Item: "watt1974", Locators: []csl.Locator{{Value: "158"}}},
		{Item: "watt1989", Prefix: "see also ", Locators: []csl.Locator{{Value: "3-4"}}},
	}})
	line(csl.Cluster{NoteNumber: 2, Cites: []csl.Cite{{Item: "dbfp", Locators: []csl.Locator{{Label: "number", Value: "81"}, {Label: "number", Value: "84"}}}}})
	line(csl.Cluster{NoteNumber: 3, Cites: []csl.Cite{{Item: "dbfp", Locators: []csl.Locator{{Label: "page", Value: "12"}, {Label: "chapter", Value: "XIV"}}}}})
	line(csl.Cluster{NoteNumber: 4, Cites: []csl.Cite{{Item: "watt1989", Mode: csl.AuthorInText, Locators: []csl.Locator{{Value: "9"}}}}})
	line(csl.Cluster{NoteNumber: 4, Cites: []csl.Cite{
		{Item: "watt1989", Mode: csl.AuthorInText, Locators: []csl.Locator{{Value: "9"}}}, {Item: "watt1974"}, {Item: "carr1952", Prefix: "cf. "},
	}})
	line(csl.Cluster{NoteNumber: 5, Cites: []csl.Cite{{Item: "watt1989", Mode: csl.SuppressAuthor}}})
	line(csl.Cluster{NoteNumber: 6, Cites: []csl.Cite{{Item: "watt1989"}, {Item: "watt1974"}, {Item: "carr1952"}}})
	for i, item := range items {
		line(csl.Cluster{NoteNumber: 7 + 2*i, Cites: []csl.Cite{{Item: item.ID}}})
		line(csl.Cluster{NoteNumber: 8 + 2*i, Cites: []csl.Cite{{Item: item.ID, Locators: []csl.Locator{{Value: "7"}}}}})
	}
	b.WriteString("\n")
	for _, e := range library.Bibliography() {
		fmt.Fprintln(&b, csl.HTML(library.Entry(e.Item), nil))
	}
	return b.String()
}

func TestHouseStylesFormatEveryType(t *testing.T) {
	for _, style := range houseStyles {
		for _, lang := range houseLanguages {
			p := houseProcessor(t, style, lang)
			checkLibrary(t, p.NewLibrary(syntheticItems(90)), 90)
		}
	}
}
