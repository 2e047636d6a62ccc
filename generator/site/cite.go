package site

import (
	"bytes"
	"html/template"
	"io"
	"path"
	"strings"
	"unicode"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// citeEssay is how to cite an essay of this edition, in the edition's own style.
func (s *Site) citeEssay(x *edition.Essay) template.HTML { return s.cited(s.essayItem(x)) }

// citeEdition is how to cite the edition.
func (s *Site) citeEdition() template.HTML { return s.cited(s.editionItem()) }

func (s *Site) cited(item *csl.Item) template.HTML {
	return html(csl.AppendHTML(nil, s.citations.alone(item), linkAddresses))
}

// essayItem is an essay as a bibliographic entry.
func (s *Site) essayItem(x *edition.Essay) *csl.Item {
	item := s.editionItem()
	item.ID, item.Type = x.ID, "chapter"
	item.Fields["container-title"] = item.Fields["title"]
	item.Fields["title"] = x.Title
	if x.Subtitle != "" {
		item.Fields["title"] += ": " + x.Subtitle
	}
	item.Names["author"] = people(x.Authors)
	item.Fields["language"] = x.Language
	if base := s.edition.Settings.BaseURL; base != "" {
		item.Fields["URL"] = base + essayPath(x.ID)
	}
	delete(item.Fields, "DOI")
	return item
}

// editionItem is the edition as a bibliographic entry.
func (s *Site) editionItem() *csl.Item {
	set := &s.edition.Settings
	item := &csl.Item{ID: "edition", Type: "book", Fields: map[string]string{"title": set.Title}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
	for field, value := range map[string]string{"publisher": set.Publisher, "version": set.Version, "DOI": set.DOI, "URL": set.BaseURL, "language": set.Language} {
		if value != "" {
			item.Fields[field] = value
		}
	}
	if len(set.Editors) > 0 {
		item.Names["editor"] = people(set.Editors)
	}
	if d, ok := parseDate(set.Date); ok {
		item.Dates["issued"] = csl.Date{Start: d}
	}
	return item
}

// people are names as CSL wants them: the family name is what stands before a comma, else the last word. A name in
// a script without word spaces or capitals is kept as it is, and so is that of a group ("The editors").
func people(list []edition.Person) []csl.Name {
	names := make([]csl.Name, len(list))
	for i, p := range list {
		name := plainName(p.Name)
		family, given, comma := strings.Cut(name, ",")
		if comma {
			names[i] = csl.Name{Family: strings.TrimSpace(family), Given: strings.TrimSpace(given)}
			continue
		}
		k := strings.LastIndexByte(name, ' ')
		if k < 0 || strings.HasPrefix(name, "The ") || !strings.ContainsFunc(name, unicode.IsUpper) {
			names[i] = csl.Name{Literal: name}
			continue
		}
		names[i] = csl.Name{Given: name[:k], Family: name[k+1:]}
	}
	return names
}

// citeForm is a form in which a reader takes an essay's reference along.
type citeForm struct{ extension, name string }

// citeForms are those that can be written.
func (s *Site) citeForms() []citeForm {
	list := []citeForm{{".bib", "BibTeX"}, {".json", "CSL-JSON"}}
	if s.formats.RIS != nil {
		list = append(list, citeForm{".ris", "RIS"})
	}
	return list
}

func citePath(essay, extension string) string { return "cite/" + essay + extension }

func (s *Site) format(extension string) func(io.Writer, []csl.Item) error {
	switch extension {
	case ".bib":
		return s.formats.BibTeX
	case ".ris":
		return s.formats.RIS
	}
	return s.formats.CSLJSON
}

// reference is one of an essay's references.
func (s *Site) reference(p Page) ([]byte, error) {
	x := s.edition.Essay(p.ID)
	items := []csl.Item{*s.essayItem(x)}
	var b bytes.Buffer
	if extension := path.Ext(p.Path); extension != ".js" {
		err := s.format(extension)(&b, items)
		return b.Bytes(), err
	}
	forms := map[string]string{"": s.citations.alone(&items[0]).PlainText()}
	for _, f := range s.citeForms() {
		b.Reset()
		if err := s.format(f.extension)(&b, items); err != nil {
			return nil, err
		}
		forms[f.name] = b.String()
	}
	list, err := marshal(forms)
	return []byte("glossator.cite(" + quoted(items[0].Fields["URL"]) + ", " + string(list) + ");\n"), err
}

// citeLinks lead to an essay's reference in other forms.
func (s *Site) citeLinks(x *edition.Essay) []link {
	var links []link
	for _, f := range s.citeForms() {
		links = append(links, link{Href: "../" + citePath(x.ID, f.extension), Words: f.name})
	}
	return links
}

// shortNames are the names of a work's makers in few words.
func (s *Site) shortNames(names []csl.Name) string {
	short := func(n csl.Name) string {
		if n.Literal != "" {
			return n.Literal
		}
		return strings.TrimSpace(n.NonDroppingParticle + " " + n.Family)
	}
	switch len(names) {
	case 1:
		return short(names[0])
	case 2:
		return short(names[0]) + " " + s.words.word("and") + " " + short(names[1])
	}
	return short(names[0]) + " " + s.words.word("and-others")
}
