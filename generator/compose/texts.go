package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"glossator/generator/content"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/markup"
	"glossator/generator/portable"
)

// parser turns the records of a folder into the parts of an edition, each text parsed.
type parser struct {
	c        *Composition
	before   *Composition // of the same folder, whose essays may be taken over; nil without one
	settings edition.Settings
	left     map[edition.Owner]edition.Left
	found    diagnostic.List
}

// leftOut notes a text that the edition does without.
func (p *parser) leftOut(kind edition.OwnerKind, id string, why edition.Left) {
	if p.left == nil {
		p.left = map[edition.Owner]edition.Left{}
	}
	p.left[edition.Owner{Kind: kind, ID: id}] = why
	if why == edition.Draft {
		p.c.Drafts = append(p.c.Drafts, id)
	}
}

// edition puts the records together. Essays have no texts yet.
func (p *parser) edition(f *content.Folder) *edition.Edition {
	e := edition.New(f.Settings, p.parts(f), p.pages(f), p.sources(f), p.terms(f), p.names(f), p.events(f))
	e.Unread, e.Left = f.Unread, p.left
	return e
}

// parts are the essays in the order of contents, without drafts and those that are not listed there.
func (p *parser) parts(f *content.Folder) []edition.Part {
	essays := map[string]*edition.Essay{}
	for _, file := range f.Essays {
		if file.Essay.Draft && !p.c.options.Drafts {
			p.leftOut(edition.OfEssay, file.Essay.ID, edition.Draft)
			continue
		}
		essays[file.Essay.ID] = file.Essay
		file.Essay.Annotations = nil
	}
	for _, a := range f.Annotations {
		if x := essays[a.Essay]; x != nil {
			a.Annotation.Body = p.text(edition.OfAnnotation, a.Essay+"/"+a.Annotation.ID, a.Body)
			x.Annotations = append(x.Annotations, a.Annotation)
		}
	}
	var parts []edition.Part
	for _, c := range f.Contents {
		part := edition.Part{Title: c.Title}
		for _, id := range c.Essays {
			if x := essays[id]; x != nil {
				part.Essays = append(part.Essays, x)
				delete(essays, id)
			}
		}
		parts = append(parts, part)
	}
	for id := range essays {
		p.leftOut(edition.OfEssay, id, edition.Unlisted)
	}
	return parts
}

func (p *parser) pages(f *content.Folder) []*edition.Page {
	var pages []*edition.Page
	for _, file := range f.Pages {
		if file.Page.Draft && !p.c.options.Drafts {
			p.leftOut(edition.OfPage, file.Page.ID, edition.Draft)
			continue
		}
		file.Page.Text = p.parse(markup.Input{
			Owner: edition.Owner{Kind: edition.OfPage, ID: file.Page.ID}, Language: file.Page.Language, File: file.Path,
			Markdown: file.Markdown, Offset: file.BodyOffset, RawHTML: p.settings.RawHTML,
		})
		pages = append(pages, file.Page)
	}
	slices.SortStableFunc(pages, func(a, b *edition.Page) int { return a.Order - b.Order })
	return pages
}

// sources are the entries by key. Two keys that make the same file name are an error.
func (p *parser) sources(f *content.Folder) []*edition.Source {
	slugs := make(map[string]*edition.Source, len(f.Sources))
	sources := make([]*edition.Source, 0, len(f.Sources))
	for _, e := range f.Sources {
		s := &edition.Source{Item: e.Item, Slug: slug(e.Item.ID), At: e.At}
		if d, bad := badKey(s); bad {
			p.found = append(p.found, d)
		}
		p.found = append(p.found, longFields(s)...)
		if other := slugs[s.Slug]; other != nil {
			p.found = append(p.found, diagnostic.Diagnostic{
				Code: "same-address", Start: s.At, Message: fmt.Sprintf("the keys %q and %q have one address, bibliography/%s.html", other.Item.ID, s.Item.ID, s.Slug),
				Hint: "change one of the keys", Related: []diagnostic.Related{{At: other.At, Message: "the other is here"}},
			})
			continue
		}
		slugs[s.Slug] = s
		sources = append(sources, s)
	}
	if p.before != nil && p.before.Folder.SameSources(f) {
		return p.before.Edition.Sources
	}
	slices.SortFunc(sources, func(a, b *edition.Source) int { return strings.Compare(a.Item.ID, b.Item.ID) })
	return sources
}

const maxSlug = 240 // bytes: behind it a page's name has its number and extension

// badKey is the finding that a source's page cannot have a name on every disk.
func badKey(s *edition.Source) (diagnostic.Diagnostic, bool) {
	problem := ""
	switch {
	case len(s.Slug) > maxSlug:
		problem = fmt.Sprintf("the key %.20q… makes a file name of %d bytes; the limit is %d", s.Item.ID, len(s.Slug), maxSlug)
	case portable.Reserved(s.Slug):
		problem = fmt.Sprintf("the key %q makes the file name %s.html, which Windows does not have", s.Item.ID, s.Slug)
	}
	return diagnostic.Diagnostic{Code: "bad-key", Start: s.At, Message: problem, Hint: "give the source another key, here and where it is cited"}, problem != ""
}

// maxField bounds a field that a citation style may print wherever a text cites the source, in bytes.
const maxField = 10_000

// longFields are the findings that fields of a source are too long.
func longFields(s *edition.Source) (found diagnostic.List) {
	for name, words := range s.Item.Fields {
		if len(words) > maxField && name != "abstract" && name != "note" && name != "annote" {
			found = append(found, diagnostic.Diagnostic{
				Code: "too-long", Start: s.At, Message: fmt.Sprintf("the %s of %q has %d bytes; the limit is %d", name, s.Item.ID, len(words), maxField),
				Hint: "shorten it; a note or an abstract may be longer",
			})
		}
	}
	slices.SortFunc(found, func(a, b diagnostic.Diagnostic) int { return strings.Compare(a.Message, b.Message) })
	return found
}

// slug spells a citation key as a file name: lower-case letters, digits, hyphens.
func slug(key string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(key) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r < 0x80:
			b.WriteByte('-')
		default:
			fmt.Fprintf(&b, "u%x", r)
		}
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return "source"
}

func (p *parser) terms(f *content.Folder) []*edition.Term {
	var terms []*edition.Term
	for _, r := range f.Terms {
		r.Term.Definition = p.text(edition.OfTerm, r.Term.ID, r.Definition)
		r.Term.Sources = p.citations(edition.OfTerm, r.Term.ID, r.Sources)
		terms = append(terms, r.Term)
	}
	return terms
}

func (p *parser) names(f *content.Folder) []*edition.Name {
	var names []*edition.Name
	for _, r := range f.Names {
		r.Name.About = p.text(edition.OfName, r.Name.ID, r.About)
		names = append(names, r.Name)
	}
	return names
}

// events are the entries of the chronology by date, those of no known year behind the others.
func (p *parser) events(f *content.Folder) []*edition.Event {
	var events []*edition.Event
	for _, r := range f.Events {
		r.Event.About = p.text(edition.OfEvent, r.Event.ID, r.About)
		r.Event.Sources = p.citations(edition.OfEvent, r.Event.ID, r.Sources)
		events = append(events, r.Event)
	}
	unknown := func(x *edition.Event) int {
		if x.Begins().Year == 0 {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(events, func(x, y *edition.Event) int {
		a, b := x.Begins(), y.Begins()
		return cmp.Or(unknown(x)-unknown(y), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
	})
	return events
}

// essayInput is what markup reads of an essay: its file from behind the front matter, and the front matter's words.
func (p *parser) essayInput(f content.EssayFile, markdown []byte) markup.Input {
	x := f.Essay
	return markup.Input{
		Owner: edition.Owner{Kind: edition.OfEssay, ID: x.ID}, Language: x.Language, File: f.Path,
		Markdown: markdown, Offset: f.BodyOffset, RawHTML: p.settings.RawHTML,
		Front: &markup.Front{Title: f.TitleMarkdown, Subtitle: f.SubtitleMarkdown, Authors: x.Authors, Abstracts: x.Abstracts, At: x.At},
	}
}

// text parses the Markdown of a field; nil when there is none.
func (p *parser) text(kind edition.OwnerKind, id string, prose content.Prose) *edition.Text {
	if strings.TrimSpace(prose.Markdown) == "" {
		return nil
	}
	return p.parse(markup.Input{
		Owner: edition.Owner{Kind: kind, ID: id}, Language: p.settings.Language, File: prose.At.File,
		Markdown: []byte(prose.Markdown), At: prose.At, RawHTML: p.settings.RawHTML,
	})
}

// citations parses a list of citations ("@watt1974, p. 3") as one cluster.
func (p *parser) citations(kind edition.OwnerKind, id string, list []content.Prose) *edition.Text {
	var words []string
	for _, c := range list {
		words = append(words, strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(c.Markdown), "["), "]"))
	}
	if len(words) == 0 {
		return nil
	}
	t := p.text(kind, id, content.Prose{Markdown: "[" + strings.Join(words, "; ") + "]", At: list[0].At})
	if t != nil {
		t.Bracketed = nil // a key without its @ has been found where the list was read
	}
	return t
}

// parse parses a text whose body is kept.
func (p *parser) parse(in markup.Input) *edition.Text {
	body, found := markup.Parse(in)
	p.found = append(p.found, found...)
	p.c.bodies[body.Text] = body
	p.assets(body.Text)
	return body.Text
}
