package site

import (
	"html/template"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

type homePage struct {
	Editors []edition.Person
	Part    part
	Parts   []homePart
	Pages   []link
	Counts  []string
	Cite    template.HTML
	License *licence
	Date    string
	DOI     string
}

type homePart struct {
	Title  string
	Essays []homeEssay
}

// homeEssay is an essay in the contents.
type homeEssay struct {
	Href, Title, Subtitle, Authors, Date, Language, Relation string
	Draft                                                    bool
	Sections                                                 []link
}

// licence is a licence's name, and its address where one is known.
type licence struct{ Name, Href string }

// maxSections is how many essays the home page shows with their sections.
const maxSections = 50

// home is what the edition is, who made it, and its contents.
func (s *Site) home(dst []byte, p Page) ([]byte, error) {
	set := &s.edition.Settings
	main := homePage{Editors: set.Editors, Counts: s.counts(), Cite: s.citeEdition(), License: s.licence(set.License),
		Date: s.words.edtf(set.Date), DOI: set.DOI, Pages: s.editorialPages("")}
	part, from, to := s.listPart(p, homePath, len(s.edition.Essays), listSize)
	main.Part, main.Parts = part, s.homeParts(from, to)
	return s.render(dst, p, part.Of, main, s.describe(record{Type: "Book", Title: set.Title, Subtitle: set.Subtitle, Description: set.Description, DOI: set.DOI}))
}

// homeParts are the parts of contents with their essays, from the one to the other.
func (s *Site) homeParts(from, to int) []homePart {
	var parts []homePart
	n := 0
	for _, part := range s.edition.Parts {
		hp := homePart{Title: part.Title}
		for _, x := range part.Essays {
			if from <= n && n < to {
				hp.Essays = append(hp.Essays, s.homeEssay(x))
			}
			n++
		}
		if len(hp.Essays) > 0 {
			parts = append(parts, hp)
		}
	}
	return parts
}

func (s *Site) homeEssay(x *edition.Essay) homeEssay {
	out := homeEssay{Href: essayPath(x.ID), Title: x.Title, Subtitle: x.Subtitle, Language: x.Language, Authors: authorNames(x), Date: s.words.edtf(x.Date), Draft: x.Draft}
	if x.Relation != edition.Original {
		out.Relation = s.words.word("relation-" + x.Relation.String())
	}
	if len(s.edition.Essays) <= maxSections {
		for _, section := range x.Text.Sections() {
			out.Sections = append(out.Sections, link{Href: out.Href + "#" + section.Heading.ID, Words: s.citations.SectionTitle(section)})
		}
	}
	return out
}

// authorNames is the names of an essay's authors in one line.
func authorNames(x *edition.Essay) string {
	names := make([]string, len(x.Authors))
	for i, p := range x.Authors {
		names[i] = p.PlainName()
	}
	return strings.Join(names, csl.Comma(x.Language))
}

// editorialPages are links to the editorial pages in their order.
func (s *Site) editorialPages(up string) []link {
	var links []link
	for _, x := range s.edition.Pages {
		links = append(links, link{Href: up + editorialPath(x.ID), Words: x.Title, Language: x.Language})
	}
	return links
}

// counts says what is in the edition.
func (s *Site) counts() []string {
	var passages, notes, citations int
	for _, x := range s.edition.Essays {
		passages += len(x.Text.Passages)
		notes += len(x.Text.Notes)
		citations += len(x.Text.Citations)
	}
	var out []string
	for _, c := range []struct {
		key string
		n   int
	}{
		{"count-essays", len(s.edition.Essays)}, {"count-passages", passages}, {"count-notes", notes}, {"count-citations", citations},
		{"count-sources", len(s.edition.Sources)}, {"count-terms", len(s.edition.Terms)}, {"count-names", len(s.edition.Names)},
		{"count-events", len(s.edition.Events)},
	} {
		if c.n > 0 {
			out = append(out, s.words.count(c.key, c.n))
		}
	}
	return out
}

// licence is how a licence is shown: Creative Commons' by their own names; of others only those that are addresses are links.
func (s *Site) licence(id string) *licence {
	switch address := edition.LicenseAddress(id); {
	case id == "":
		return nil
	case id == address:
		return &licence{Name: id, Href: id}
	case strings.HasPrefix(address, "https://creativecommons.org/"):
		version := strings.LastIndexByte(id, '-')
		return &licence{Name: strings.Replace(id[:version], "-", " ", 1) + " " + id[version+1:], Href: address}
	}
	return &licence{Name: id}
}
