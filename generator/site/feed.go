package site

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"glossator/generator/edition"
)

// planData lists the files for other programs. Sitemap, feed and robots need the edition's address.
func (s *Site) planData() {
	s.plan.add(dataPath, Data, "")
	for _, l := range s.dataLists() {
		for i := range l.files() {
			s.plan.add(l.path(i), Data, "")
		}
	}
	if len(s.edition.Sources) > 0 {
		s.plan.add(cslPath, Data, "")
		s.plan.add(bibtexPath, Data, "")
	}
	s.plan.add(robotsPath, Data, "")
	if s.edition.Settings.BaseURL != "" {
		s.plan.add(sitemapPath, Data, "")
		s.plan.add(feedPath, Data, "")
	}
}

func (s *Site) data(w *writer, p Page) error {
	if p.ID != "" {
		x := s.edition.Essay(p.ID)
		of := s.buffer()
		defer s.buffers.Put(of)
		return s.essayFile(w, x, s.wordsOf(of, x.Text))
	}
	switch p.Path {
	case dataPath:
		return s.editionData(w)
	case cslPath:
		return s.formats.CSLJSON(w, s.items())
	case bibtexPath:
		return s.formats.BibTeX(w, s.items())
	case sitemapPath:
		return s.sitemap(w)
	case feedPath:
		return s.feed(w)
	case robotsPath:
		s.robots(w)
		return nil
	}
	for _, l := range s.dataLists() {
		for i := range l.files() {
			if p.Path == l.path(i) {
				return l.writeFile(w, i)
			}
		}
	}
	return fmt.Errorf("nothing writes %s", p.Path)
}

// essayFile writes the file that has an essay as data, given its words.
func (s *Site) essayFile(w *writer, x *edition.Essay, words []string) error {
	err := s.essayData(w, x, words)
	w.raw("\n")
	return err
}

func (s *Site) robots(w *writer) {
	w.raw("User-agent: *\nAllow: /\n")
	if base := s.edition.Settings.BaseURL; base != "" {
		w.raw("Sitemap: ", base, sitemapPath, "\n")
	}
}

type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Location string `xml:"loc"`
	Modified string `xml:"lastmod,omitempty"`
}

func (s *Site) sitemap(w *writer) error {
	var m sitemap
	for _, p := range s.Pages() {
		if p.Kind > Search {
			continue
		}
		u := sitemapURL{Location: s.edition.Settings.BaseURL + p.Path}
		if p.Kind == Essay {
			u.Modified = single(posted(s.edition.Essay(p.ID))).ISO()
		}
		m.URLs = append(m.URLs, u)
	}
	return w.document(m)
}

// firstPages is the year in which there were first pages of the web.
const firstPages = 1991

// posted is an essay's date where that is one of its page, and none where it is older than pages are, or that of an original whose
// words these are: a letter of 1810 was not put on the web then.
func posted(x *edition.Essay) string {
	again := x.Relation == edition.Verbatim || x.Relation == edition.Translation
	if again || single(x.Date).Year < firstPages {
		return ""
	}
	return x.Date
}

// The feed follows RFC 4287. Its dates are those of the essays' pages, and the edition's.

type feed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	ID       string      `xml:"id"`
	Updated  string      `xml:"updated"`
	Links    []feedLink  `xml:"link"`
	Authors  []feedName  `xml:"author"`
	Rights   string      `xml:"rights,omitempty"`
	Maker    string      `xml:"generator"`
	Entries  []feedEntry `xml:"entry"`
}

type feedLink struct {
	Relation string `xml:"rel,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Href     string `xml:"href,attr"`
}

type feedName struct {
	Name string `xml:"name"`
}

type feedEntry struct {
	Language string     `xml:"xml:lang,attr,omitempty"` // where it is not the edition's
	Title    string     `xml:"title"`
	ID       string     `xml:"id"`
	Link     feedLink   `xml:"link"`
	Updated  string     `xml:"updated"`
	Authors  []feedName `xml:"author"`
	Summary  string     `xml:"summary,omitempty"`
}

func (s *Site) feed(w *writer) error {
	set := &s.edition.Settings
	f := feed{
		Language: set.Language, Title: set.Title, Subtitle: set.Subtitle, ID: set.BaseURL, Updated: s.instant(set.Date), Rights: set.Rights, Maker: s.generator,
		Links:   []feedLink{{"self", "application/atom+xml", set.BaseURL + feedPath}, {"alternate", "text/html", set.BaseURL}},
		Authors: feedNames(set.Editors),
	}
	if len(f.Authors) == 0 {
		f.Authors = []feedName{{set.Title}}
	}
	for _, x := range s.edition.Essays {
		url := set.BaseURL + essayPath(x.ID)
		language := x.Language
		if language == set.Language {
			language = ""
		}
		f.Entries = append(f.Entries, feedEntry{
			Language: language,
			Title:    x.Title, ID: url, Link: feedLink{"alternate", "text/html", url}, Updated: s.instant(cmp.Or(posted(x), set.Date)),
			Authors: feedNames(x.Authors), Summary: described(x, s.abstracts(x)),
		})
	}
	slices.SortStableFunc(f.Entries, func(a, b feedEntry) int { return strings.Compare(b.Updated, a.Updated) })
	return w.document(f)
}

func feedNames(people []edition.Person) []feedName {
	var names []feedName
	for _, p := range people {
		names = append(names, feedName{p.PlainName()})
	}
	return names
}

// instant is a date as RFC 3339 wants it; where it is none, the build's.
func (s *Site) instant(date string) string {
	if at := single(date); at.Year > 0 {
		return time.Date(at.Year, time.Month(max(1, at.Month)), max(1, at.Day), 0, 0, 0, 0, time.UTC).Format(time.RFC3339)
	}
	return s.date.UTC().Format(time.RFC3339)
}

// document writes an XML document.
func (w *writer) document(v any) error {
	w.raw(xml.Header)
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	err := e.Encode(v)
	w.raw("\n")
	return err
}
