package site

import (
	"bytes"
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

func (s *Site) data(p Page) ([]byte, error) {
	if p.ID != "" {
		b, err := s.essayData(s.edition.Essay(p.ID))
		return append(b, '\n'), err
	}
	switch p.Path {
	case dataPath:
		return s.editionData()
	case cslPath:
		var b bytes.Buffer
		err := s.formats.CSLJSON(&b, s.items())
		return b.Bytes(), err
	case bibtexPath:
		var b bytes.Buffer
		err := s.formats.BibTeX(&b, s.items())
		return b.Bytes(), err
	case sitemapPath:
		return s.sitemap()
	case feedPath:
		return s.feed()
	case robotsPath:
		return s.robots(), nil
	}
	for _, l := range s.dataLists() {
		for i := range l.files() {
			if p.Path == l.path(i) {
				return l.file(i)
			}
		}
	}
	return nil, fmt.Errorf("nothing writes %s", p.Path)
}

func (s *Site) robots() []byte {
	out := "User-agent: *\nAllow: /\n"
	if base := s.edition.Settings.BaseURL; base != "" {
		out += "Sitemap: " + base + sitemapPath + "\n"
	}
	return []byte(out)
}

type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Location string `xml:"loc"`
	Modified string `xml:"lastmod,omitempty"`
}

func (s *Site) sitemap() ([]byte, error) {
	var m sitemap
	for _, p := range s.Pages() {
		if p.Kind > Search {
			continue
		}
		u := sitemapURL{Location: s.edition.Settings.BaseURL + p.Path}
		if p.Kind == Essay {
			if d, ok := parseDate(s.edition.Essay(p.ID).Date); ok && d.Year > 0 {
				u.Modified = isoDate(d)
			}
		}
		m.URLs = append(m.URLs, u)
	}
	return document(m)
}

// The feed follows RFC 4287. Its dates are the essays' own, and the edition's.

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
	Title   string     `xml:"title"`
	ID      string     `xml:"id"`
	Link    feedLink   `xml:"link"`
	Updated string     `xml:"updated"`
	Authors []feedName `xml:"author"`
	Summary string     `xml:"summary,omitempty"`
}

func (s *Site) feed() ([]byte, error) {
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
		f.Entries = append(f.Entries, feedEntry{
			Title: x.Title, ID: url, Link: feedLink{"alternate", "text/html", url}, Updated: s.instant(x.Date, set.Date),
			Authors: feedNames(x.Authors), Summary: s.description(x),
		})
	}
	slices.SortStableFunc(f.Entries, func(a, b feedEntry) int { return strings.Compare(b.Updated, a.Updated) })
	return document(f)
}

func feedNames(people []edition.Person) []feedName {
	var names []feedName
	for _, p := range people {
		names = append(names, feedName{plainName(p.Name)})
	}
	return names
}

// instant is the first date that there is as RFC 3339 wants it, else the build's.
func (s *Site) instant(dates ...string) string {
	for _, d := range dates {
		if at, ok := parseDate(d); ok && at.Year > 0 {
			return time.Date(at.Year, time.Month(max(1, at.Month)), max(1, at.Day), 0, 0, 0, 0, time.UTC).Format(time.RFC3339)
		}
	}
	return s.date.UTC().Format(time.RFC3339)
}

func document(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
