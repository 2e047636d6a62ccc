package proof_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"glossator/generator/growth"
	"glossator/generator/proof"
)

// TestTimeGrowsWithWords checks editions in which one thing goes on and on.
func TestTimeGrowsWithWords(t *testing.T) {
	essay := func(words string) map[string]string {
		return map[string]string{"essays/a.md": "---\ntitle: A\n---\n\n" + words + "\n"}
	}
	for _, test := range []struct {
		what  string
		n     int
		files func(n int) map[string]string
	}{
		{"a long name", 8000, func(n int) map[string]string { return essay("Said " + strings.Repeat("Maa", n/3)) }},
		{"a long word", 8000, func(n int) map[string]string { return essay(strings.Repeat("m", n)) }},
		{"quotations of one place", 500, func(n int) map[string]string {
			return essay(growth.Text("“the words %d of a quotation that is long enough” [@watt, p. 1] and ", 80*n))
		}},
		{"numbered documents", 500, func(n int) map[string]string {
			return essay(growth.Text("on 3 May ([no. %d](cite:documents?number=%d)), ", 50*n))
		}},
		{"citations typed and linked", 500, func(n int) map[string]string {
			var sources strings.Builder
			for i := range n {
				fmt.Fprintf(&sources, "@book{k%d, author={Kay, Ann}, title={Title %d}, year=1900}\n", i, i)
			}
			files := essay(growth.Text("(Kay 1900, %d) is long before any of these other words of it, which are many ([no. %d](cite:k0?number=%d)) and again it is long. ", 130*n))
			files["sources.bib"] = sources.String()
			return files
		}},
		{"sources cited once", 500, func(n int) map[string]string {
			var sources, words strings.Builder
			for i := range n {
				fmt.Fprintf(&sources, "@book{k%d, author={Kay, Ann}, title={Title %d}, year=1900}\n", i, i)
				fmt.Fprintf(&words, "and of 3 May ([no. %d](cite:k%d?number=%d)) ", i, i, i)
			}
			files := essay(words.String())
			files["sources.bib"] = sources.String()
			return files
		}},
		{"definitions of a term", 250, func(n int) map[string]string {
			files := map[string]string{}
			var terms strings.Builder
			terms.WriteString("- id: t\n  term: term\n  definition: A word.\n  attested:\n")
			for i := range n {
				files[fmt.Sprintf("essays/e%d.md", i)] = fmt.Sprintf("---\ntitle: E\n---\n\nA term is w%d x%d y%d.\n", i, i, i)
				fmt.Fprintf(&terms, "    - {essay: e%d, passage: p1, quote: w%d x%d y%d}\n", i, i, i, i)
			}
			files["glossary.yaml"] = terms.String()
			return files
		}},
		{"years of a work", 1, func(int) map[string]string {
			return map[string]string{"sources.json": `[{"id": "k", "type": "book", "title": "T", "issued": {"date-parts": [[1], [2000000000]]}}]`, "edition.yaml": "title: T\nlanguage: en\nbibliography: [sources.json]\n",
				"essays/a.md": "---\ntitle: A\n---\n\nSee [Kay 1999](cite:k).\n"}
		}},
	} {
		edition := func(n int) *txtar.Archive {
			var a txtar.Archive
			for name, text := range test.files(n) {
				a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(text)})
			}
			return &a
		}
		of := map[int]func(){}
		for _, n := range []int{test.n, 4 * test.n} {
			e := composed(t, edition(n), "").Edition
			of[n] = func() { proof.Check(e, nil) }
		}
		t.Run(test.what, func(t *testing.T) { growth.Linear(t, test.what, test.n, func(n int) { of[n]() }) })
	}
}
