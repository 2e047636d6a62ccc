package site

import (
	"html/template"
	"slices"
	"strings"

	"glossator/generator/edition"
)

type sourcePage struct {
	Source   *edition.Source
	Heading  template.HTML
	Entry    template.HTML
	Count    int
	Facts    []fact
	Locators template.HTML // in a list that is cut, those of the part
	Begin    []link        // the first locator of each part
	Cited    template.HTML
	Strip    template.HTML
	Part     part
}

// fact is a line of what is known of something; Href may be "".
type fact struct{ Words, Value, Href string }

// source is the page of one source: its entry, what of it is cited, and each sentence that cites it.
func (s *Site) source(dst []byte, p Page) ([]byte, error) {
	x := s.edition.Source(p.ID)
	up := root(p.Path)
	w := s.buffer()
	defer s.buffers.Put(w)
	w.b = appendCOinS(append(w.b, s.citations.Entry(x)...), &x.Item)
	main := sourcePage{Source: x, Heading: s.title(x), Entry: w.html(), Count: len(x.Backlinks), Part: s.part(p, sourcePath(x.Slug), x.Backlinks)}
	main.Cited = s.byText(w, up, main.Part.list)
	main.Locators, main.Begin = s.locatorPart(w, x, up, main.Part.Number)
	if main.Part.Number == 1 {
		main.Facts = s.sourceFacts(x)
		main.Strip = s.strips(w, x.Backlinks, up)
	}
	return s.render(dst, p, s.label(x), main)
}

// locatorPart writes what a source's page, or a part of it, shows of its locators, and the ways to the other parts.
func (s *Site) locatorPart(w *writer, x *edition.Source, up string, part int) (list template.HTML, begin []link) {
	groups, parts := s.locatorGroups(x), partCount(x.Backlinks)
	if parts > 1 {
		begin = s.firstLocators(x, groups, up)
		groups = cutGroups(groups, part-1, parts)
	}
	begun := len(w.b)
	for _, g := range groups {
		s.locatorGroup(w, up, g)
	}
	return w.since(begun), begin
}

// locatorGroups are a source's locators, kept where several parts of its page need them.
func (s *Site) locatorGroups(x *edition.Source) []locatorGroup {
	if partCount(x.Backlinks) == 1 {
		return locatorGroups(x.Backlinks)
	}
	kept, ok := s.located.Load(x)
	if !ok {
		kept, _ = s.located.LoadOrStore(x, locatorGroups(x.Backlinks))
	}
	return kept.([]locatorGroup)
}

// firstLocators are the first locators of the parts into which they are cut.
func (s *Site) firstLocators(x *edition.Source, groups []locatorGroup, up string) []link {
	var list []link
	parts, total, at := partCount(x.Backlinks), placeCount(groups), 0
	for _, g := range groups {
		for _, v := range g.Values {
			at += len(v.Links)
			for part := len(list); part < parts && part*total/parts < at; part++ {
				list = append(list, link{Href: up + partPath(sourcePath(x.Slug), part+1) + "#locators", Words: s.words.locator(g.Label, v.Value)})
			}
		}
	}
	return list
}

// locatorGroup writes the locators of one label, each with the places that cite it.
func (s *Site) locatorGroup(w *writer, up string, g locatorGroup) {
	w.raw(`<section class="locators"><h3>`)
	w.text(s.words.word("locator-" + g.Label))
	w.raw(` <span class="count">`)
	w.number(len(g.Values))
	w.raw("</span></h3><ol>\n")
	for _, v := range g.Values {
		w.raw(`<li><span class="locator">`)
		w.text(s.words.part(v.Value))
		w.raw("</span>")
		s.placesByText(w, up, v.Links)
		w.raw("</li>\n")
	}
	w.raw("</ol></section>\n")
}

// placesByText writes links to references in several texts, each group named before its places.
func (s *Site) placesByText(w *writer, up string, list []edition.Backlink) {
	eachGroup(list, func(list []edition.Backlink) {
		w.raw(` <span class="places"><span class="from">`)
		w.text(s.shortTitle(list[0].Text))
		w.raw("</span>")
		s.writePlaces(w, up, list)
		w.raw("</span>")
	})
}

func (s *Site) sourceFacts(x *edition.Source) []fact {
	var facts []fact
	fields := x.Item.Fields
	if doi := fields["DOI"]; doi != "" {
		facts = append(facts, fact{"DOI", doi, edition.DOIAddress(doi)})
	}
	if url := fields["URL"]; strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://") {
		facts = append(facts, fact{s.words.word("as-published"), url, escapedAddress(url)})
	}
	for _, variable := range []string{"ISBN", "ISSN"} {
		if v := fields[variable]; v != "" {
			facts = append(facts, fact{variable, v, ""})
		}
	}
	return facts
}

// citesParts says that some citation of the source names a part of it.
func citesParts(x *edition.Source) bool {
	return slices.ContainsFunc(x.Backlinks, func(b edition.Backlink) bool { return len(b.Locators()) > 0 })
}
