package edition

import (
	"cmp"
	"strings"
)

// Section is a heading, and the sections below it.
type Section struct {
	Heading *Passage
	Below   []Section
}

// Sections are the sections of a text's body, those of a lower level than the one before below it.
func (t *Text) Sections() []Section {
	var headings []*Passage
	for i := range t.Passages {
		if p := &t.Passages[i]; p.Kind == Heading && p.Region != AbstractRegion {
			headings = append(headings, p)
		}
	}
	return sections(headings)
}

func sections(headings []*Passage) []Section {
	var list []Section
	for len(headings) > 0 {
		end := 1
		for end < len(headings) && headings[end].Level > headings[0].Level {
			end++
		}
		list = append(list, Section{headings[0], sections(headings[1:end])})
		headings = headings[end:]
	}
	return list
}

// Title is the heading's words without its citations, or its address where it has no others.
func (s Section) Title() string {
	return cmp.Or(strings.TrimSpace(strings.ReplaceAll(s.Heading.Text, FormattedCitation, "")), s.Heading.ID)
}
