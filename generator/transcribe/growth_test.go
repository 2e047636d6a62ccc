package transcribe_test

import (
	"fmt"
	"strings"
	"testing"

	"glossator/generator/growth"
	"glossator/generator/transcribe"
)

func TestTimeGrowsWithLength(t *testing.T) {
	const frame = "A Title\n\nBy Someone\n\nText (Smith 1999).[1]\n\nReferences\n\nSmith, J. 1999. Title. London: X.\n"
	for _, piece := range []string{
		"[", "(", "{", "\"", "“", "*", "<i>", "1. a\n", "1\n", "[1] ", "(1999) ", "Smith 1999, p. 3. ", "Smith, J. 1999. Title. London: X.\n",
		"\n\n", "\f", "a\n", "-\n", "word- \n", "A. B. ", "Ibid. ", "ibid., p. 3; ", "¹", "1) a\n", "REFERENCES\n", "1999a, 1999b, ", "see ",
		" [Internet]", "letters,1,2 ", "Tarn v Lorn [1932] AC 562; ", "p.\n1. ", "第一章 港\n\n", ", in «Rivista», XC (1978)",
	} {
		growth.Linear(t, fmt.Sprintf("%q", piece), 16<<10, func(n int) {
			transcribe.Read([]transcribe.File{{Name: "a.txt", Text: []byte(frame + strings.Repeat(piece, n/len(piece)))}})
		})
	}
	for _, piece := range []string{"[a", "[a]{", "~a", "~~a", "^a", "| a\n", "+-", "+-\n|a|\n", "[a](#", "[a](http://", "a\\\n", "![a](b", "![a](b) ", "![a](b \"c\")\n\n", "![a](b)\\\n", "[![a](b)](c) ", "[a]{.deletion}", "[a]{.comment-start}\n\n", "[a](b.html) ", "| a |\n|--|\n| 1^2^ |\n\n", "1.  a[↩](#b)\n", "<http://a"} {
		growth.Linear(t, fmt.Sprintf("%q", piece), 16<<10, func(n int) {
			transcribe.Read([]transcribe.File{{Name: "a.docx.md", Text: []byte(frame + strings.Repeat(piece, n/len(piece)))}})
		})
	}
	growth.Linear(t, "works of one name, known by addresses", 2_000, func(n int) {
		var works strings.Builder
		for i := range n {
			fmt.Fprintf(&works, `,{"id":"http://zotero.org/%d","type":"book","title":"Salt"}`, i)
		}
		transcribe.Read([]transcribe.File{{Name: "references.json", Text: []byte("[" + works.String()[1:] + "]")}})
	})
	growth.Linear(t, "essays of one name", 1_000, func(n int) {
		var files []transcribe.File
		for i := range n {
			files = append(files, transcribe.File{Name: fmt.Sprintf("%d/index.md", i), Text: []byte("---\ntitle: Salt\n---\n\nWords.\n")})
		}
		if result := transcribe.Read(files); len(result.Report.Essays) != n {
			t.Fatalf("%d of %d essays", len(result.Report.Essays), n)
		}
	})
	links := "[a](http://b.c) (Smith 1999, p. 3) " // of one paragraph, to the web and to a source
	growth.Linear(t, "links", 512<<10, func(n int) {
		transcribe.Read([]transcribe.File{{Name: "a.docx.md", Text: []byte(strings.Replace(frame, "Text", strings.Repeat(links, n/len(links)), 1))}})
	})
}
