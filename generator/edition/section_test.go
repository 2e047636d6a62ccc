package edition_test

import (
	"testing"

	"glossator/generator/edition"
	"glossator/generator/growth"
)

func TestTimeGrowsWithHeadings(t *testing.T) {
	growth.Linear(t, "headings that name an author", 4_000, func(n int) {
		var text edition.Text
		for i := range n {
			text.Passages = append(text.Passages, edition.Passage{Kind: edition.Heading, Level: 2, Text: "On " + edition.FormattedCitation})
			text.Citations = append(text.Citations, edition.Citation{
				Form: edition.AuthorInText, Span: edition.Span{Passage: int32(i), Start: int32(len("On ")), End: int32(len("On " + edition.FormattedCitation))},
			})
			text.Clusters = append(text.Clusters, edition.Cluster{First: int32(i), Count: 1})
		}
		for _, x := range text.Sections() {
			if title := x.Title(func(*edition.Text, int) string { return "Watt" }); title != "On Watt" {
				t.Fatalf("a title is %q", title)
			}
		}
	})
}
