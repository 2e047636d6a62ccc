package plainyaml_test

import (
	"fmt"
	"strings"
	"testing"

	"glossator/generator/growth"
	"glossator/generator/plainyaml"
)

func TestTimeGrowsWithLength(t *testing.T) {
	for _, text := range []struct{ before, piece, after string }{
		{"", "- ", ""},
		{"", "-  ", ""},
		{"", "-\t", ""},
		{"", "-\n", ""},
		{"", "? ", ""},
		{"", "? a\n", ""},
		{"", "? a%d\n", ""},
		{"", "? a%d\n: b\n", ""},
		{"", "- ? ", ""},
		{"", "[", ""},
		{"", "{", ""},
		{"", "{a: [", ""},
		{"[", "- ", ""},
		{"", "k%d: x\n", ""},
		{"", "k %d: x\n", ""},
		{"", "'k: %d': x\n", ""},
		{"", "k%d:\n", ""},
		{"", "- a:\n", ""},
		{"", "- a: b\n  c: d\n", ""},
		{"{", "k%d: x, ", "}"},
		{"{", "k%d, ", "}"},
		{"{", "k%d:, ", "}"},
		{"[", "{a}, ", "]"},
		{"[\n", "k%d: x\n", "]"},
		{"[", "k%d: x, ", "]"},
		{"[", "x, ", "]"},
		{"", "!a ", ""},
		{"", "!a\n", ""},
		{"a: ", "!a b%d: ", "c"},
		{"- ", "!a - ", ""},
		{"", "&a ", ""},
		{"", "---\n", ""},
		{"", "--- a\n", ""},
		{"", "# a\n", ""},
		{"a: |\n", "  words\n", ""},
		{"a: ", "words\n  ", ""},
		{"a: \"", "\\n", "\""},
		{"", "%a\n", ""},
		{strings.Repeat("long", 1000) + ":\n", "- x\n", ""},
	} {
		growth.Linear(t, fmt.Sprintf("%.20q %q…", text.before, text.piece), 64<<10, func(length int) {
			plainyaml.Parse("f.yaml", []byte(text.before+growth.Text(text.piece, length)+text.after), 1)
		})
	}
}

// What is to be tried fits the mistake.
func TestHintsFitTheMistake(t *testing.T) {
	for text, want := range map[string]string{
		"title: Spring: A Study":               "since a colon stands in it",
		"- id: a\n  about: See: there\n  b: c": "since a colon stands in it",
		"title: x\n  author: y":                "in one column",
		"a: b\n c: d":                          "in one column",
		"- id: a\n term: b":                    "in one column",
		"a:\n\tb: c":                           "spaces",
		"a: |\n\tb":                            "spaces",
		"title: \"Spring\nauthor: A":           "close the quotation mark",
		"title: 'Spring":                       "close the quotation mark",
		"title: 'It's spring'":                 "write it twice",
		"title: \"A \"B\" C\"":                 "with \\ before it",
		"title: @spring":                       "the sign with which it begins",
		"title: > spring":                      "the sign with which it begins",
		"keywords: [a, b\nauthor: c":           "bracket",
		"keywords: {a":                         "bracket",
		"title: a\ntitle: b":                   "drop or rename",
		"title:a\nauthor: b":                   "a space behind the colon",
		"title: a\nauthor b":                   "in a line of its own",
	} {
		_, found := plainyaml.Parse("f.yaml", []byte(text), 1)
		if len(found) != 1 || !strings.Contains(found[0].Hint, want) {
			t.Errorf("%q: no %q in %v", text, want, found)
		}
	}
}

func TestLimitsAreStated(t *testing.T) {
	for want, text := range map[string]string{
		"the limit is 8388608":                       growth.Text("x", 9<<20),
		"nested deeper than 60":                      growth.Text("-  ", 1<<20),
		"keys are nested deeper than 60":             growth.Text("- ? ", 1<<20),
		"more than 2000 keys stand under each other": growth.Text("k %d: x\n", 1<<20),
		"more than 10000 keys or items are empty":    growth.Text("- a:\n", 1<<20),
		"than 10000 keys or items are empty":         "{" + growth.Text("k%d, ", 1<<20) + "}",
		"keys or items are empty":                    growth.Text("-\n", 1<<20),
		"or items are empty":                         growth.Text("- a: # nothing\n", 1<<20),
		"2000 keys stand under each other":           growth.Text("? a%d\n", 1<<20),
		"more than 100 documents or directives":      growth.Text("--- a\n", 1<<20),
		"100 documents or directives":                growth.Text("%a\n", 1<<20),
		"more than 2000 tags":                        growth.Text("!a ", 1<<20),
		"more than 134217728 bytes together":         strings.Repeat("long", 10_000) + ":\n" + growth.Text("- x\n", 1<<20),
		"anchors and aliases":                        "a: &a b",
		"this is no YAML":                            "a: \"b",
	} {
		tree, found := plainyaml.Parse("f.yaml", []byte(text), 1)
		if tree != nil || len(found) != 1 || !strings.Contains(found[0].Message, want) {
			t.Errorf("no %q in %.300v", want, found)
		}
	}
}

// Files as editors write them are within the limits.
func TestOrdinaryFiles(t *testing.T) {
	for _, text := range []string{
		growth.Text("- id: a%d\n  note:\n  other: {b: c, d: [e, f]}\n- id: b\n", 100_000),
		"contents:\n" + growth.Text("- essay%d\n", 100_000) + "title: T\n",
		"a: {" + growth.Text("k%d: x, ", 100_000) + "}\n",
		"a: [" + growth.Text("k%d, ", 100_000) + "]\n",
		"a: !!str x\n",
	} {
		if tree, found := plainyaml.Parse("f.yaml", []byte(text), 1); tree == nil || len(found) > 0 {
			t.Errorf("%.40q: %v", text, found)
		}
	}
}

// FuzzParse looks for text that the parser cannot bear.
func FuzzParse(f *testing.F) {
	f.Add([]byte("a: [b, {c: d}]\n- e\n? f\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if tree, found := plainyaml.Parse("f.yaml", text, 1); tree == nil && len(found) == 0 {
			t.Error("neither a tree nor a reason")
		}
	})
}
