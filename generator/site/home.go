package site

import (
	"cmp"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

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
		Date: s.edtf(set.Date), DOI: set.DOI, Pages: s.editorialPages("")}
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
	out := homeEssay{Href: essayPath(x.ID), Title: x.Title, Subtitle: x.Subtitle, Language: x.Language, Authors: authorNames(x.Authors), Date: s.edtf(x.Date), Draft: x.Draft}
	if x.Relation != edition.Original {
		out.Relation = s.words.word("relation-" + x.Relation.String())
	}
	if len(s.edition.Essays) <= maxSections {
		for _, l := range contents(x.Text) {
			out.Sections = append(out.Sections, link{Href: out.Href + l.Href, Words: l.Words})
		}
	}
	return out
}

// authorNames is the names of people in one line.
func authorNames(people []edition.Person) string {
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = p.PlainName()
	}
	return strings.Join(names, ", ")
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

type colophonPage struct {
	Generator string
	Counts    []string
	Cite      template.HTML
	License   *licence
	Essays    []essayLicence
	Downloads []link
}

type essayLicence struct {
	link
	License *licence
	Rights  string
}

// colophon says what made the edition, what is in it, and where its data are.
func (s *Site) colophon(dst []byte, p Page) ([]byte, error) {
	main := colophonPage{Generator: s.generator, Counts: s.counts(), Cite: s.citeEdition(), License: s.licence(s.edition.Settings.License)}
	for _, x := range s.edition.Essays {
		if x.License != "" || x.Rights != "" {
			main.Essays = append(main.Essays, essayLicence{link{Href: essayPath(x.ID), Words: x.Title}, s.licence(x.License), x.Rights})
		}
	}
	for _, d := range []struct{ path, key string }{
		{dataPath, "download-edition"}, {cslPath, "download-csl"}, {bibtexPath, "download-bibtex"}, {manifestPath, "download-manifest"}, {filesPath, "files"},
	} {
		if _, ok := s.Page(d.path); ok || d.path == manifestPath {
			main.Downloads = append(main.Downloads, link{Href: d.path, Words: s.words.word(d.key), Note: d.path})
		}
	}
	return s.render(dst, p, s.words.word("colophon"), main)
}

// manifestPath is the list of checksums that publishing writes beside the pages.
const manifestPath = "manifest.sha256"

type editorialPage struct {
	Page       *edition.Page
	Language   string
	Contents   []link
	Main       template.HTML
	Notes      []noteList
	Works      template.HTML
	LinkedFrom template.HTML
	Others     []link
}

// editorial is a page about the edition: a text like an essay's, without its apparatus of facts.
func (s *Site) editorial(dst []byte, p Page) ([]byte, error) {
	x := s.edition.Page(p.ID)
	body := s.body(x.Text)
	w := s.buffer()
	defer s.buffers.Put(w)
	rendered := s.rendered(w, x.Text, body, p.Path, nil)
	main := editorialPage{Page: x, Language: x.Language, Main: html(rendered.Main), Contents: contents(x.Text), Others: s.editorialPages("../")}
	main.Notes = s.noteLists(w, x.Text, rendered.Notes, p.Path)
	main.Works = s.worksOfPage(w, x.Text, p.Path)
	for i := range main.Others {
		main.Others[i].Current = main.Others[i].Href == "../"+p.Path
	}
	main.LinkedFrom = s.linkedFrom(x.Backlinks)
	return s.render(dst, p, x.Title, main, s.describe(record{Type: "WebPage", Title: x.Title, Language: x.Language}))
}

// worksOfPage writes the works that an editorial page cites.
func (s *Site) worksOfPage(w *writer, t *edition.Text, page string) template.HTML {
	cited := citationsBySource(t)
	var list []*edition.Source
	for key := range cited {
		if src := s.edition.Source(key); src != nil {
			list = append(list, src)
		}
	}
	slices.SortFunc(list, func(a, b *edition.Source) int { return strings.Compare(a.Item.ID, b.Item.ID) })
	begun := len(w.b)
	s.workList(w, "", "listed", s.citations.sorted(list), cited, page)
	return w.since(begun)
}

// missing is the page for addresses that lead nowhere.
func (s *Site) missing(dst []byte, p Page) ([]byte, error) {
	return s.render(dst, p, s.words.word("missing"), nil)
}

// rootPath is the path of the edition on its host, "/" or "/folder/"; "" when its address is not known.
func rootPath(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return ""
	}
	return strings.TrimSuffix(u.EscapedPath(), "/") + "/"
}

// withdrawn says at an essay's address that it has been withdrawn.
func (s *Site) withdrawn(dst []byte, p Page) ([]byte, error) {
	list := s.edition.Settings.Withdrawn
	x := list[slices.IndexFunc(list, func(w edition.Withdrawal) bool { return w.Essay == p.ID })]
	return s.render(dst, p, cmp.Or(x.Title, s.words.word("withdrawn")), x)
}

// merged leads from the address of a former essay to the one that it is part of. The addresses of its passages would not
// lead to their words there, so no script takes them along.
func (s *Site) merged(dst []byte, p Page) ([]byte, error) {
	id := strings.TrimSuffix(strings.TrimPrefix(p.ID, "essays/"), ".html")
	return s.render(dst, p, s.words.word("merged"), link{Href: root(p.Path) + p.ID, Words: s.edition.Essay(id).Title})
}

// redirect leads from a former address to the present one.
func (s *Site) redirect(dst []byte, p Page) ([]byte, error) {
	return s.render(dst, p, s.words.word("moved"), link{Href: root(p.Path) + p.ID, Words: p.ID})
}

// asset is a stylesheet or script of the layouts. Before the first script stand the words of the interface, and in how
// many scripts the previews of sources are.
func (s *Site) asset(p Page) []byte {
	b := s.look.styles[p.Path]
	if p.Path != firstScriptPath {
		return b
	}
	return fmt.Appendf(nil, "window.glossator = { shards: %d, words: %s };\n%s", s.sourceShards(), s.words.forScripts(), b)
}
