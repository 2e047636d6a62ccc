package export_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"glossator/generator/csl"
	"glossator/generator/export"
)

// TestTEIHasAllOfASource looks for each variable and name of the sources in their entries, but for what only the formatted one has.
func TestTEIHasAllOfASource(t *testing.T) {
	for name, in := range inputs(t) {
		entries := map[string]string{}
		readXML(t, written(t, export.TEICorpus, in)).each(func(e *xmlElement) {
			if e.name == "biblStruct" {
				entries[e.attributes["n"]] = structuredWords(e)
			}
		})
		for _, s := range export.Sources(in) {
			want := slices.Collect(maps.Values(s.Item.Fields))
			for _, names := range s.Item.Names {
				for _, n := range names {
					want = append(want, n.Family, n.Given, n.Literal)
				}
			}
			for _, words := range want {
				if words = csl.PlainText(words); !strings.Contains(entries[s.Item.ID], words) {
					t.Errorf("%s: %q is not in the entry of %s: %s", name, words, s.Item.ID, entries[s.Item.ID])
				}
			}
		}
	}
}

// structuredWords are the words and values of an entry, without those of the entry as it is formatted.
func structuredWords(e *xmlElement) string {
	var b strings.Builder
	e.each(func(x *xmlElement) {
		switch {
		case x.name == "title":
			b.WriteString(documentWords(x))
		case x.attributes["type"] != "formatted":
			b.WriteString(x.words + x.attributes["mainLang"])
		}
		b.WriteString("\n")
	})
	return b.String()
}
