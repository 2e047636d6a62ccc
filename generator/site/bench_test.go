package site_test

import (
	"fmt"
	"testing"

	"glossator/generator/edition"
	"glossator/generator/markup"
	"glossator/generator/site"
	"glossator/layouts"
)

// many is an edition of n essays and 4n sources, each essay citing twenty of them.
func many(b *testing.B, n int) site.Input {
	b.Helper()
	e, _ := small(b)
	sources := make([]*edition.Source, 4*n)
	for i := range sources {
		sources[i] = source(fmt.Sprintf("work%d", i), "A work", 1900+i%100, "Author", "Ann")
	}
	bodies := map[*edition.Text]*markup.Body{}
	essays := make([]*edition.Essay, n)
	for i := range essays {
		x := &edition.Essay{ID: fmt.Sprintf("essay%d", i), Title: "An essay", Authors: []edition.Person{{Name: "Ann Author"}}, Language: "en"}
		var text []byte
		for k := range 20 {
			text = fmt.Appendf(text, "A sentence cites a work [@work%d, p. %d]. Another sentence follows it.\n\n", (i*7+k)%len(sources), k)
		}
		body, _ := markup.Parse(markup.Input{Owner: edition.Owner{Kind: edition.OfEssay, ID: x.ID}, Language: "en", File: x.ID, Markdown: text,
			Front: &markup.Front{Title: x.Title, Authors: x.Authors}})
		x.Text = body.Text
		bodies[body.Text] = body
		essays[i] = x
	}
	e = edition.New(e.Settings, []edition.Part{{Essays: essays}}, nil, sources, nil, nil, nil)
	link(e)
	look, _ := site.ReadLook(layouts.Set{}, "en")
	return site.Input{Edition: e, Body: func(t *edition.Text) *markup.Body { return bodies[t] }, Look: look, Citations: citationsOf(b, e, "author-date"), Generator: "glossator"}
}

// BenchmarkNew plans an edition of 5,000 essays, as the preview does after each edit.
func BenchmarkNew(b *testing.B) {
	in := many(b, 5000)
	for b.Loop() {
		planned(b, in)
	}
}

// BenchmarkPage renders one page of a large edition.
func BenchmarkPage(b *testing.B) {
	in := many(b, 5000)
	s := planned(b, in)
	for _, path := range []string{"essays/essay100.html", "bibliography/work700.html"} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Render(path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
