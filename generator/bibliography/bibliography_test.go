package bibliography_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"glossator/generator/bibliography"
	"glossator/generator/diagnostic"
)

func codes(list diagnostic.List) []string {
	var all []string
	for _, d := range list {
		if !slices.Contains(all, d.Code) {
			all = append(all, d.Code)
		}
	}
	return all
}

func TestLimitsAreStated(t *testing.T) {
	doubling := "@string{a0 = {0123456789}}\n"
	for i := range 40 {
		doubling += fmt.Sprintf("@string{a%d = a%d # a%d}\n", i+1, i, i)
	}
	chain := ""
	for i := range 60 {
		chain += fmt.Sprintf("@book{k%d, crossref = {k%d}}\n", i, i+1)
	}
	heirs := "@xdata{x, note = {" + strings.Repeat("long ", 50000) + "}}\n"
	for i := range 1000 {
		heirs += fmt.Sprintf("@book{k%d, xdata = {x}}\n", i)
	}
	for name, text := range map[string]string{
		"strings that double":       doubling + "@book{x, title = a40}",
		"a chain of crossref":       chain + "@book{k60, title = {T}}",
		"a long field's many heirs": heirs,
		"very many fields":          "@book{x, " + manyFields(400) + "}",
	} {
		_, list := bibliography.Parse("f.bib", []byte(text))
		if found := codes(list); !slices.Contains(found, "too-large") && !slices.Contains(found, "too-deep") {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func manyFields(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "field%d = {v},\n", i)
	}
	return b.String()
}

func TestFindingsAreCounted(t *testing.T) {
	_, list := bibliography.Parse("f.bib", []byte(strings.Repeat("@book{, title = {T}}\n", 5000)))
	if len(list) > 300 || !slices.Contains(codes(list), "too-many-findings") {
		t.Errorf("%d findings: %v", len(list), codes(list))
	}
}

func TestUnknownEnding(t *testing.T) {
	entries, list := bibliography.Parse("content/list.docx", []byte("x"))
	if len(entries) != 0 || len(list) != 1 || list[0].Severity != diagnostic.Error {
		t.Errorf("%v %v", entries, list)
	}
}

func TestEntriesSayWhereTheyStand(t *testing.T) {
	text := "\n  @book{a, title={é}} @book{b}\n@book{c}\n"
	entries, list := bibliography.Parse("content/references.bib", []byte(text))
	var got []string
	for _, e := range entries {
		got = append(got, e.Item.ID+" "+e.At.String())
	}
	want := []string{"a content/references.bib:2:3", "b content/references.bib:2:23", "c content/references.bib:3:1"}
	if !slices.Equal(got, want) || len(list) > 0 {
		t.Errorf("got %v %v, want %v", got, list, want)
	}
}

func TestKeywordsOneByOne(t *testing.T) {
	entries, _ := bibliography.Parse("f.bib", []byte("@book{a, keywords = {appeasement, collective security; Moscow,}}"))
	if want := []string{"appeasement", "collective security", "Moscow"}; len(entries) != 1 || !slices.Equal(entries[0].Keywords, want) {
		t.Errorf("got %+v", entries)
	}
}
