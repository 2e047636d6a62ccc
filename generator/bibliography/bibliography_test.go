package bibliography_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"glossator/generator/bibliography"
	"glossator/generator/diagnostic"
)

func codes(list diagnostic.List) []diagnostic.Code {
	var all []diagnostic.Code
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
	item := "- id: a\n  type: book\n  title: T\n"
	for _, test := range []struct{ file, text, message string }{
		{"f.bib", doubling + "@book{x, title = a40}", "@string values make more than 8 times"},
		{"f.bib", chain + "@book{k60, title = {T}}", "more than 50 entries inherit"},
		{"f.bib", heirs, "inherited fields make more than 8 times"},
		{"f.bib", "@book{x, " + manyFields(400) + "}", "more than 300 fields"},
		{"f.yaml", item + "  note: " + strings.Repeat("x", 300<<10), "more than 262144 bytes"},
		{"f.yaml", item + "  note: " + strings.Repeat("[", 100), "nested deeper than 40"},
		{"f.yaml", item + "  keyword: [" + strings.Repeat("a, ", 30000) + "a]", "more than 20000 values"},
		{"f.yaml", item + "  a: &a [" + strings.Repeat("a, ", 200) + "a]\n  keyword: [" + strings.Repeat("*a, ", 200) + "a]", "more than 20000 values"},
		{"f.yaml", item + "  note: &a " + strings.Repeat("x", 200<<10) + "\n  keyword: [" + strings.Repeat("*a, ", 9900) + "*a]", "more than 1048576 bytes"},
	} {
		_, list := bibliography.Parse(test.file, []byte(test.text))
		if !slices.ContainsFunc(list, func(d diagnostic.Diagnostic) bool { return strings.Contains(d.Message, test.message) }) {
			t.Errorf("no %q for %.60q…: %.300v", test.message, test.text, list)
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
