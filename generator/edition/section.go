package edition

import (
	"cmp"
	"regexp"
	"strings"
)

// Section is a heading, and the sections below it.
type Section struct {
	Heading *Passage
	Below   []Section
	text    *Text
	named   []int // the clusters in which the heading names an author
}

// Sections are the sections of a text's body, those of a lower level than the one before below it.
func (t *Text) Sections() []Section {
	named := map[int32][]int{} // by passage
	for i, k := range t.Clusters {
		if first := &t.Citations[k.First]; first.Form == AuthorInText && t.Passages[first.Span.Passage].Kind == Heading {
			named[first.Span.Passage] = append(named[first.Span.Passage], i)
		}
	}
	var headings []Section
	for i := range t.Passages {
		if p := &t.Passages[i]; p.Kind == Heading && p.Region != AbstractRegion {
			headings = append(headings, Section{Heading: p, text: t, named: named[int32(i)]})
		}
	}
	return nested(headings)
}

func nested(headings []Section) []Section {
	var list []Section
	for len(headings) > 0 {
		end := 1
		for end < len(headings) && headings[end].Heading.Level > headings[0].Heading.Level {
			end++
		}
		first := headings[0]
		first.Below = nested(headings[1:end])
		list = append(list, first)
		headings = headings[end:]
	}
	return list
}

// Title is the heading's words as a table of contents has them, or its address where it has none of its own. Of what the style
// cites, an author who stands in the sentence stays, as author names him by the index of the cluster; the rest is left out like
// the call of a note, with its brackets and the blank before it.
func (s Section) Title(author func(t *Text, cluster int) string) string {
	words := s.Heading.Text
	if !strings.Contains(words, FormattedCitation) {
		return cmp.Or(strings.TrimSpace(words), s.Heading.ID)
	}
	var b strings.Builder
	at := 0
	for _, i := range s.named {
		if name := author(s.text, i); name != "" {
			span := s.text.Citations[s.text.Clusters[i].First].Span
			b.WriteString(words[at:span.Start] + name)
			at = int(span.End)
		}
	}
	b.WriteString(words[at:])
	return cmp.Or(strings.TrimSpace(leftOut.ReplaceAllString(b.String(), "")), s.Heading.ID)
}

// leftOut is what a table of contents leaves out.
var leftOut = regexp.MustCompile(`\s*(?:\(` + FormattedCitation + `\)|` + FormattedCitation + `)`)
