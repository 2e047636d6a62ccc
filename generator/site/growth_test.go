package site_test

import (
	"testing"

	"glossator/generator/edition"
	"glossator/generator/growth"
	"glossator/generator/site"
	"glossator/layouts"
)

// An abstract may have many paragraphs, which the feed and an essay's page have in plain words.
func TestTimeGrowsWithAbstracts(t *testing.T) {
	growth.Linear(t, "paragraphs of an abstract", 20_000, func(n int) {
		e, bodies := small(t)
		x := e.Essays[0]
		for range n {
			x.Text.Passages = append(x.Text.Passages, edition.Passage{
				Kind: edition.Paragraph, Region: edition.AbstractRegion, Note: -1, Text: "What is said in a paragraph of an abstract, and what else.",
			})
		}
		look, _ := site.ReadLook(layouts.Set{}, "en")
		s := planned(t, site.Input{Edition: e, Body: bodies, Look: look, Citations: citationsOf(t, e, "author-date")})
		if _, err := s.Render("feed.xml"); err != nil {
			t.Fatal(err)
		}
	})
}
