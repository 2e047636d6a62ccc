package bibliography_test

import (
	"fmt"
	"strings"
	"testing"

	"glossator/generator/bibliography"
	"glossator/generator/growth"
)

// TestTimeGrowsWithLength reads files of each format that go on and on in one way, and writes what was read.
func TestTimeGrowsWithLength(t *testing.T) {
	for _, file := range []struct{ name, before, piece, after string }{
		{"a.bib", "", "@", ""},
		{"a.bib", "", "{", ""},
		{"a.bib", "", "@a{", ""},
		{"a.bib", "", "@a{b,", ""},
		{"a.bib", "", "@a{b%d,c={", ""},
		{"a.bib", "", "@book{k%d, title={T}}\n", ""},
		{"a.bib", "", "@book{same, title={T}}\n", ""},
		{"a.bib", "", "@book{k%d, title={T}, crossref={k1}}\n", ""},
		{"a.bib", "@book{k0, title={T}}\n", "@book{k%d, crossref={k1%d}}\n", ""},
		{"a.bib", "", "@string{s%d = {x}}\n", ""},
		{"a.bib", "@string{s = {xxxxxxxxxx}}\n@book{k, title = s", " # s", "}"},
		{"a.bib", "", "@comment{", ""},
		{"a.bib", "", "% words\n", ""},
		{"a.bib", "@book{k, title={", "{", ""},
		{"a.bib", "@book{k, title={", "{a} ", "}}"},
		{"a.bib", "@book{k, title={", `\'`, "}}"},
		{"a.bib", "@book{k, title={", `\emph{a} `, "}}"},
		{"a.bib", "@book{k, title={", `\emph `, "}}"},
		{"a.bib", "@book{k, title={", "$", "}}"},
		{"a.bib", "@book{k, title={", "--", "}}"},
		{"a.bib", "@book{k, title={", "`", "}}"},
		{"a.bib", `@book{k, title="`, "a ", `"}`},
		{"a.bib", "@book{k, author={", "A, B and ", "C}}"},
		{"a.bib", "@book{k, author={", ", ", "C}}"},
		{"a.bib", "@book{k, author={", "von ", "C}}"},
		{"a.bib", "@book{k, ", "f%d={a}, ", "}"},
		{"a.bib", "@book{k, date={", "1999/", "}}"},
		{"a.bib", "@book{k, pages={", "1-2, ", "}}"},
		{"a.bib", "@book{k, keywords={", "a, ", "}}"},
		{"a.json", "", "[", ""},
		{"a.json", "", `{"a":`, ""},
		{"a.json", "[", `{"id":"k%d","type":"book","title":"T"},`, `{}]`},
		{"a.json", "[", `{"id":"same","type":"book","title":"T"},`, `{}]`},
		{"a.json", `[{"id":"a","author":[`, `{"family":"A"},`, `{}]}]`},
		{"a.json", `[{"id":"a","title":"`, `\u0041`, `"}]`},
		{"a.json", `[{"id":"a",`, `"f%d":"a",`, `"b":1}]`},
		{"a.yaml", "", "[", ""},
		{"a.yaml", "", "- ", ""},
		{"a.yaml", "references:\n", "- id: k%d\n  type: book\n  title: T\n", ""},
		{"a.yaml", "references:\n- id: k\n  title: ", "*a ", ""},
		{"a.yaml", "references:\n- id: k\n  title: &a x\n  note: |\n", "    words\n", ""},
		{"a.ris", "", "TY  - BOOK\n", ""},
		{"a.ris", "", "TY  - BOOK\nID  - k%d\nTI  - T\nER  - \n", ""},
		{"a.ris", "TY  - BOOK\n", "AU  - A, B\n", "ER  - \n"},
		{"a.ris", "TY  - BOOK\n", "KW  - word\n", "ER  - \n"},
		{"a.ris", "TY  - BOOK\nN2  - a\n", "more words\n", "ER  - \n"},
		{"a.ris", "TY  - BOOK\nN1  - a\n", "more words\n", "ER  - \n"},
		{"a.ris", "TY  - BOOK\nN1  - a\n", "editor: A || B\n", "ER  - \n"},
		{"a.bib", "@book{a, note = {", "a\n", "}}"},
		{"a.ris", "TY  - BOOK\nTI  - ", "a ", "\nER  - \n"},
	} {
		growth.Linear(t, fmt.Sprintf("%s: %s%s…", file.name, file.before, file.piece), 64<<10, func(length int) {
			entries, _ := bibliography.Parse(file.name, []byte(file.before+growth.Text(file.piece, length)+file.after))
			for _, write := range writers {
				var b strings.Builder
				if err := write(&b, itemsOf(entries)); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
