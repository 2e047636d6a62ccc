package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"glossator/generator/edition"
	"glossator/generator/export"
	"glossator/generator/fixture"
	"glossator/generator/markup"
)

// FuzzEssay takes any Markdown for an essay: what is exported is well-formed, and no identifier stands in it twice.
func FuzzEssay(f *testing.F) {
	text := fixture.Read(f, "testdata/edition/essays/everything.md")
	for _, seed := range []string{string(text), "# h\n\n> - a[^1]\n\n[^1]: b[^1]\n", "|a|\n|-|\n|[@x]{#p1}|\n", "<b id=p1>x</b><i id=p1 id= a=b a>\n\n<p id=p1>\n", "a{#c1}\n", "::: {#p1}\n# a\n:::\n", "a\x00\x01\uFFFE b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, markdown string) {
		in := single(markdown)
		wellFormed(t, written(t, export.TEICorpus, in), "{http://www.w3.org/XML/1998/namespace}id")
		book := written(t, export.EPUB, in)
		z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range z.File {
			if strings.HasSuffix(file.Name, ".xhtml") {
				wellFormed(t, content(t, file), "{}id")
			}
		}
	})
}

// single is an edition of one essay, in which every reference leads nowhere.
func single(markdown string) export.Input {
	x := &edition.Essay{ID: "a", Title: "A", Language: "en"}
	body, _ := markup.Parse(markup.Input{
		Owner: edition.Owner{Kind: edition.OfEssay, ID: "a"}, Language: "en", File: "essays/a.md", Markdown: []byte(markdown),
		RawHTML: len(markdown)%2 == 1,
	})
	x.Text = body.Text
	e := edition.New(edition.Settings{Title: "E", Language: "en"}, []edition.Part{{Essays: []*edition.Essay{x}}}, nil, nil, nil, nil, nil)
	references := export.References{Format: func(dst []byte, _ *edition.Text, cluster int, _ func(int) string) []byte {
		return append(dst, "("+strconv.Itoa(cluster)+")"...)
	}}
	return export.Input{
		Edition: e, Word: func(key string) string { return key }, Day: func(edtf string) string { return edtf }, Heading: func(language, essay string) string { return language }, Generator: "glossator 1",
		Title: func(x edition.Section) string { return x.Title(func(*edition.Text, int) string { return "" }) },
		Fragments: func(*edition.Text) export.Fragments {
			r := body.Render(references, nil)
			return export.Fragments{Title: r.Title, Main: r.Main, Notes: r.Notes}
		},
		File: func(*edition.Text, string) ([]byte, error) { return nil, errors.New("there is none") },
	}
}

func wellFormed(t *testing.T, document []byte, id string) {
	seen := map[string]bool{}
	for d := xml.NewDecoder(bytes.NewReader(document)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in %q", err, document)
		}
		e, _ := token.(xml.StartElement)
		names := map[xml.Name]bool{}
		for _, a := range e.Attr {
			if names[a.Name] {
				t.Fatalf("%s has the attribute %s twice in %q", e.Name.Local, a.Name.Local, document)
			}
			names[a.Name] = true
			if "{"+a.Name.Space+"}"+a.Name.Local == id {
				if seen[a.Value] || a.Value == "" {
					t.Fatalf("the identifier %q stands twice or is empty in %q", a.Value, document)
				}
				seen[a.Value] = true
			}
		}
	}
}
