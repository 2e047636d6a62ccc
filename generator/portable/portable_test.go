package portable_test

import (
	"strings"
	"testing"

	"glossator/generator/portable"
)

func TestProblem(t *testing.T) {
	for _, good := range []string{"a", "essays/a.html", "con1.html", "console", "com0", "com10", ".a", "a b", "café", strings.Repeat("a", 255)} {
		if problem := portable.Problem(good); problem != "" {
			t.Errorf("%q: %s", good, problem)
		}
	}
	for _, bad := range []string{
		"", "/a", "a//b", "a/", ".", "../a", "a/../b", "con", "a/CON.png", "Aux.tar.gz", "com1", "lpt9.html", `a\b`, "a:b.png", "a*", "a\x00", "a\n", "a\x7f",
		"a.", "a /b", "\xff", strings.Repeat("a", 256), strings.Repeat("é", 128), strings.Repeat("a/", 500) + "a",
	} {
		if portable.Problem(bad) == "" {
			t.Errorf("%q: no problem", bad)
		}
	}
}

func TestFold(t *testing.T) {
	for a, b := range map[string]string{"A/b": "a/B", "caf\u00e9": "CAFE\u0301", "Straße": "STRASSE", "ΣΑΣ": "σας", "a": "a"} {
		if portable.Fold(a) != portable.Fold(b) {
			t.Errorf("%q and %q are two", a, b)
		}
	}
	if portable.Fold("a") == portable.Fold("b") {
		t.Error("a and b are one")
	}
}

func TestIgnored(t *testing.T) {
	for _, own := range []string{
		".DS_Store", ".git/HEAD", "essays/.obsidian/workspace.json", "essays/._a.md", "essays/.#a.md", "#a.md#", "a.md~", "essays/.a.md.swp", "a.swp",
		"a.csv.tmp", "essays/~$a.docx", "Desktop.ini", "essays/Thumbs.db", "Icon\r", "essays/4913", "sedUkw2gp", "essays/sed123456",
	} {
		if !portable.Ignored(own) {
			t.Errorf("%q is part of an edition", own)
		}
	}
	for _, part := range []string{
		"a.md", "./a.bib", "../a.csl", "essays/sediments", "sediments/a.png", "4913/a.png", "a~/b.png", "#/a.png", "sed-plate", "sedAB12.x", "sedAB123", "sedAB12345",
	} {
		if portable.Ignored(part) {
			t.Errorf("%q is no part of an edition", part)
		}
	}
}
