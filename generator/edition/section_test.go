package edition_test

import (
	"strings"
	"testing"

	"glossator/generator/edition"
)

func TestSectionsAreThoseOfTheBodyByTheirLevels(t *testing.T) {
	heading := func(id string, level uint8, words string) edition.Passage {
		return edition.Passage{ID: id, Kind: edition.Heading, Level: level, Text: words}
	}
	ofAbstract := heading("a2", 2, "Aims")
	ofAbstract.Region = edition.AbstractRegion
	text := &edition.Text{Passages: []edition.Passage{
		ofAbstract, {ID: "p1", Text: "Words"}, heading("s1", 4, "Before"), heading("s2", 2, "On "+edition.FormattedCitation), heading("s3", 4, "Deep"), heading("s4", 3, "Below"),
		heading("s5", 2, edition.FormattedCitation),
	}}
	if got, want := outline(text.Sections()), "Before; On (Deep; Below); s5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func outline(sections []edition.Section) string {
	var list []string
	for _, s := range sections {
		words := s.Title(func(*edition.Text, int) string { return "" })
		if len(s.Below) > 0 {
			words += " (" + outline(s.Below) + ")"
		}
		list = append(list, words)
	}
	return strings.Join(list, "; ")
}
