package site

import (
	"cmp"
	"html/template"
	"strings"

	"glossator/generator/edition"
	"glossator/generator/markup"
)

// essayText is what of an essay's page depends on the essay alone, and on what sources, terms and names there are.
type essayText struct {
	Title, Subtitle template.HTML
	Authors         []author
	Abstracts       []abstract
	Contents        []link
	Main            template.HTML
	Notes           []noteList
	Annotations     template.HTML
	Works           template.HTML
	Subjects        template.HTML
}

type author struct {
	Name        template.HTML
	Affiliation string
	ORCID       string
}

type abstract struct {
	Language string
	Heading  string
	HTML     template.HTML
}

// noteList is the notes of one stream.
type noteList struct {
	ID, Heading, Class string
	Language           string
	HTML               template.HTML
}

// essayPage is what an essay's layout gets.
type essayPage struct {
	*essayText
	Essay           *edition.Essay
	Language        string
	Date            string // of the essay itself
	Relation        string
	Original        template.HTML // the entry of the original publication
	OriginalHref    string
	Cite            template.HTML
	CiteForms       []citeForm
	Dated           string // version and date of the edition
	Streams         []stream
	License         *licence
	LinkedFrom      template.HTML
	Previous, After *link
	Draft           bool
}

// essayText renders the essay's text with its notes, annotations, works cited and subjects, in the buffer.
func (s *Site) essayText(w *writer, x *edition.Essay, body *markup.Body) *essayText {
	page := essayPath(x.ID)
	rendered := s.rendered(w, x.Text, body, page, x.Annotations)
	out := &essayText{
		Title: html(rendered.Title), Subtitle: html(rendered.Subtitle), Main: html(rendered.Main),
		Contents: s.contents(x.Text.Sections()),
	}
	for i, a := range x.Authors {
		out.Authors = append(out.Authors, author{html(rendered.Authors[i]), a.Affiliation, a.ORCID})
	}
	for _, a := range rendered.Abstracts {
		out.Abstracts = append(out.Abstracts, abstract{Language: a.Language, Heading: s.look.AbstractHeading(a.Language, x.Language), HTML: html(a.HTML)})
	}
	out.Notes = s.noteLists(w, x.Text, rendered.Notes, page)
	out.Annotations = s.annotations(w, x, page)
	out.Works = s.works(w, x, page)
	out.Subjects = s.subjects(w, x.Text, page)
	return out
}

// contents are links to sections.
func (s *Site) contents(sections []edition.Section) []link {
	var list []link
	for _, x := range sections {
		list = append(list, link{Href: "#" + x.Heading.ID, Words: s.citations.SectionTitle(x), Below: s.contents(x.Below)})
	}
	return list
}

// essayPage puts a rendered essay into its page, with the links from other texts.
func (s *Site) essayPage(dst []byte, x *edition.Essay, t *essayText, linkedFrom template.HTML) ([]byte, error) {
	p := Page{essayPath(x.ID), Essay, x.ID}
	forms, err := s.citeForms(x)
	if err != nil {
		return nil, err
	}
	main := essayPage{
		essayText: t, Essay: x, Language: x.Language, Date: s.words.edtf(x.Date), Relation: s.words.word("relation-" + x.Relation.String()), Draft: x.Draft,
		Cite: s.citeEssay(x), CiteForms: forms, Dated: s.dated(), Streams: s.streams(x), License: s.licence(x.License),
	}
	if src := s.edition.Source(x.Original); src != nil {
		main.Original = html(s.citations.Entry(src))
		main.OriginalHref = "../" + sourcePath(src.Slug)
	}
	main.LinkedFrom = linkedFrom
	main.Previous, main.After = s.neighbours(x)
	return s.render(dst, p, x.Title, main, s.describe(s.essayRecord(x)), func(f *frame) {
		if hasMargin(x) {
			f.Styles = append(f.Styles, f.Root+essayStylePath(x.ID))
		}
	})
}

// stream is something of a page that a reader may leave out: notes, the links of terms and names,
// the numbers of passages.
type stream struct {
	ID, Words string
	On        bool // until a reader turns it off
}

// streams are those that the essay has.
func (s *Site) streams(x *edition.Essay) []stream {
	has := map[edition.Stream]bool{}
	for i := range x.Text.Notes {
		has[x.Text.Notes[i].Stream] = true
	}
	var list []stream
	for _, o := range []struct {
		shown   bool
		id, key string
	}{
		{has[edition.AuthorStream], "author", "notes"}, {has[edition.EditorStream], "editor", "editors-notes"},
		{len(x.Annotations) > 0, "annotations", "annotations"}, {len(x.Text.Mentions) > 0, "links", "show-links"}, {true, "numbers", "show-numbers"},
	} {
		if o.shown {
			list = append(list, stream{"show-" + o.id, s.words.word(o.key), o.id != "numbers"})
		}
	}
	return list
}

// linkedFrom writes the section that says which texts lead to this one.
func (s *Site) linkedFrom(list []edition.Backlink) template.HTML {
	if len(list) == 0 {
		return ""
	}
	var w writer
	w.raw(`<section class="apparatus linked-from" aria-labelledby="linked-from">`, "\n", `<h2 id="linked-from">`)
	w.text(s.words.word("linked-from"))
	w.raw("</h2>\n")
	s.byText(&w, "../", list)
	w.raw("</section>\n")
	return w.html()
}

// neighbours are the essays before and after, in the order of contents.
func (s *Site) neighbours(x *edition.Essay) (previous, next *link) {
	i := s.numbers[x.ID]
	if i > 0 {
		before := s.edition.Essays[i-1]
		previous = &link{Href: "../" + essayPath(before.ID), Words: before.Title, Language: before.Language}
	}
	if i+1 < len(s.edition.Essays) {
		after := s.edition.Essays[i+1]
		next = &link{Href: "../" + essayPath(after.ID), Words: after.Title, Language: after.Language}
	}
	return previous, next
}

// wording is a text in plain words, and their language.
type wording struct{ Language, Words string }

// abstracts are an essay's abstracts, whole.
func (s *Site) abstracts(x *edition.Essay) []wording {
	var list []wording
	w, language := s.buffer(), ""
	defer s.buffers.Put(w)
	end := func() {
		if words := strings.Join(strings.Fields(string(w.b)), " "); words != "" {
			list = append(list, wording{language, words})
		}
		w.b = w.b[:0]
	}
	for i := range x.Text.Passages {
		p := &x.Text.Passages[i]
		if p.Region != edition.AbstractRegion {
			continue
		}
		if own := cmp.Or(p.Language, x.Language); own != language {
			end()
			language = own
		}
		s.plain(w, x.Text, i)
		w.raw(" ")
	}
	end()
	return list
}

// described is the beginning of the abstract in the essay's language, for search engines and feeds.
func described(x *edition.Essay, abstracts []wording) string {
	return shortened(inLanguage(abstracts, x.Language), 300)
}

// inLanguage are the words in a language.
func inLanguage(list []wording, language string) string {
	var words []string
	for _, a := range list {
		if a.Language == language {
			words = append(words, a.Words)
		}
	}
	return strings.Join(words, " ")
}

// essayRecord is what an essay's page says of itself to programs.
func (s *Site) essayRecord(x *edition.Essay) record {
	abstracts := s.abstracts(x)
	return record{
		Type: "ScholarlyArticle", Title: x.Title, Subtitle: x.Subtitle, Description: described(x, abstracts), Abstracts: abstracts,
		Language: x.Language, Date: x.Date, Authors: x.Authors, Keywords: x.Keywords, License: x.License, Original: s.edition.Source(x.Original),
	}
}
