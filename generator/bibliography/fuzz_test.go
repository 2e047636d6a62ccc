package bibliography_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"glossator/generator/bibliography"
	"glossator/generator/csl"
	"glossator/generator/fixture"
)

// fuzzFormat checks that a file of any bytes is read without a crash, that findings and entries stand within it,
// and that what was read can be written in every format.
func fuzzFormat(f *testing.F, ending string) {
	files, _ := filepath.Glob("testdata/cases/*." + ending)
	for _, file := range files {
		f.Add(fixture.Read(f, file))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		entries, list := bibliography.Parse("f."+ending, text)
		for _, e := range entries {
			if e.Item.ID == "" || e.Item.Type == "" || e.At.Line < 1 {
				t.Errorf("incomplete entry %+v", e)
			}
			for variable, value := range e.Item.Fields {
				if utf8.Valid(text) && !utf8.ValidString(value) {
					t.Errorf("%s is no UTF-8: %q", variable, value)
				}
			}
		}
		for _, d := range list {
			if d.Message == "" || d.Code == "" || d.Start.Line > 1+strings.Count(string(text), "\n")+1 {
				t.Errorf("finding %+v", d)
			}
		}
		for format, write := range writers {
			var b strings.Builder
			if err := write(&b, itemsOf(entries)); err != nil {
				t.Errorf("%s: %v", format, err)
			}
			again, _ := bibliography.Parse("f."+format, []byte(b.String()))
			if format == "json" && len(again) != len(entries) {
				t.Errorf("%d entries written, %d read", len(entries), len(again))
			}
		}
	})
}

func FuzzBibTeX(f *testing.F)  { fuzzFormat(f, "bib") }
func FuzzCSLJSON(f *testing.F) { fuzzFormat(f, "json") }
func FuzzCSLYAML(f *testing.F) { fuzzFormat(f, "yaml") }
func FuzzRIS(f *testing.F)     { fuzzFormat(f, "ris") }

// FuzzNames checks that names which are read can be written and read again.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"Charles de Gaulle and {League of Nations} and others", "King, Jr., Martin Luther", `family={de {X}}, given=Y`, `Erd{\H o}s, P\'al`, "~", ", , ,", "\x1d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		names := bibliography.ParseNames(s)
		for _, n := range names {
			if n == (csl.Name{}) {
				t.Errorf("an empty name in %q", s)
			}
		}
		var b strings.Builder
		item := csl.Item{ID: "x", Type: "book", Names: map[string][]csl.Name{"author": names}}
		if err := bibliography.WriteBibTeX(&b, []csl.Item{item}); err != nil {
			t.Fatal(err)
		}
		entries, _ := bibliography.Parse("f.bib", []byte(b.String()))
		if len(entries) != 1 || len(entries[0].Item.Names["author"]) != len(names) {
			t.Errorf("%q became %+v, written %s", s, names, b.String())
		}
	})
}
