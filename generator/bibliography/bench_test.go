package bibliography_test

import (
	"fmt"
	"strings"
	"testing"

	"glossator/generator/bibliography"
)

// largeBibTeX returns about two megabytes as reference managers export them.
func largeBibTeX() []byte {
	var b strings.Builder
	b.WriteString("@string{cup = \"Cambridge University Press\"}\n")
	for i := 0; b.Len() < 2<<20; i++ {
		fmt.Fprintf(&b, `
@article{key%d,
  author = {M{\"u}ller, J{\"o}rg and {\v C}apek, Karel and Charles de Gaulle and {League of Nations}},
  title = {The {Nazi}-{Soviet} Pact of %d: A \enquote{Historical} Problem --- \emph{Revisited}},
  journal = {Slavonic and East European Review},
  volume = {%d}, number = 3, pages = {152--170}, year = {%d}, month = may,
  publisher = cup # ", Cambridge",
  doi = {10.1000/xyz_%d},
  url = {https://example.org/articles/%d?download=1},
  keywords = {appeasement, pact, Moscow},
  abstract = {An abstract of some length, as databases give them, with several sentences. It says what the article
    says, but in fewer words. It goes over several lines, and mentions Leem \& Watt, and the years 1938--1939.},
  file = {:home/user/papers/key%d.pdf:PDF},
}
`, i, 1900+i%100, i%50, 1900+i%100, i, i, i)
	}
	return []byte(b.String())
}

func BenchmarkParseBibTeX(b *testing.B) {
	text := largeBibTeX()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		entries, list := bibliography.Parse("large.bib", text)
		if len(list) > 0 || len(entries) < 2000 {
			b.Fatal(len(entries), list[:1])
		}
	}
}

// hostile are texts that would take a careless reader more than linear time, made of one piece over and over.
var hostile = map[string][]string{
	"bib":  {"{", "}", "@a{", "\n@a{", "@a{b,", "@a{b,}", "\n@a{b,c={", `\`, "@comment{", "\n@comment{", "\"", "@a{b,c=\"", "@string{a=a#a}", "$", "a=1,", "#"},
	"json": {"{", "[", "[{", "\"", `\`, "{}", "[{}", `{"a":`, "1,"},
	"yaml": {"- ", "- a\n", "[", "{", "- [", "\n- id: x", "&a ", "*a ", "\"", " ", "- id: *", "? ", ": ", "\n "},
	"ris":  {"TY  - ", "TY  - BOOK\n", "AD  - x\n", "\nx", "N1  - x\n", "AU  - a,", "AU  - x\n"},
}

// BenchmarkHostile reads five megabytes of each; seconds instead of milliseconds would show a reader that is not linear.
func BenchmarkHostile(b *testing.B) {
	before := map[string]string{"bib": "@a{b, c = {", "json": "[", "yaml": "", "ris": "TY  - BOOK\n"}
	for format, pieces := range hostile {
		for _, piece := range pieces {
			for _, prefix := range []string{"", before[format]} {
				text := []byte(prefix + strings.Repeat(piece, 5<<20/len(piece)))
				b.Run(fmt.Sprintf("%s/%q/%d", format, piece, len(prefix)), func(b *testing.B) {
					for b.Loop() {
						bibliography.Parse("f."+format, text)
					}
				})
			}
		}
	}
}
