package markup_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"glossator/generator/edition"
	"glossator/generator/markup"
)

// FuzzParse reads and writes any bytes. Facts must lie within their passages, and ids must differ.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	for _, piece := range repeated {
		f.Add([]byte(strings.Repeat(piece, 20)))
	}
	f.Fuzz(func(t *testing.T, markdown []byte) {
		body, _ := markup.Parse(markup.Input{File: "content/essays/a.md", Language: "en", Markdown: markdown})
		checkText(t, body.Text)
		link(body.Text)
		page(body)
	})
}

func checkText(t *testing.T, text *edition.Text) {
	t.Helper()
	ids := map[string]bool{}
	for _, p := range text.Passages {
		if p.ID == "" || ids[p.ID] && !p.Fixed {
			t.Errorf("id %q of %q is empty or taken", p.ID, p.Text)
		}
		ids[p.ID] = true
	}
	within := func(s edition.Span) {
		if s.Start < 0 || s.End < s.Start || int(s.End) > len(text.Passages[s.Passage].Text) {
			t.Errorf("span %v outside of %q", s, text.Passages[s.Passage].Text)
		}
	}
	for _, c := range text.Citations {
		within(c.Span)
	}
	for _, m := range text.Mentions {
		within(m.Span)
	}
	for _, l := range text.Links {
		within(l.Span)
	}
	for _, n := range text.Notes {
		for _, c := range n.Calls {
			within(c)
		}
	}
}

// BenchmarkParse reads an essay from GLOSSATOR_ESSAY, or the longest case repeated.
func BenchmarkParse(b *testing.B) {
	var markdown []byte
	if file := os.Getenv("GLOSSATOR_ESSAY"); file != "" {
		var err error
		if markdown, err = os.ReadFile(file); err != nil {
			b.Fatal(err)
		}
	} else {
		archive, err := txtar.ParseFile("testdata/citations.txt")
		if err != nil {
			b.Fatal(err)
		}
		markdown = []byte(strings.Repeat(string(archive.Files[0].Data)+"\n", 30))
	}
	b.SetBytes(int64(len(markdown)))
	b.ReportAllocs()
	for b.Loop() {
		markup.Parse(markup.Input{File: "content/essays/a.md", Language: "en", Markdown: markdown})
	}
}
