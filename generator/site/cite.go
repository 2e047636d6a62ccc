package site

import (
	"html/template"
	"io"
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
	n := s.citations.alone(item)
	n.Walk(outOfList)
	return html(withLinks(n))
}

// outOfList takes an entry out of the form that a list gives it: its number or label, and the rest beside that.
func outOfList(n *csl.Node) bool {
	if len(n.Children) == 2 && n.Children[0].Display == csl.LeftMargin && numbers(n.Children[0]) {
		n.Children = n.Children[1:]
		n.Children[0].Display = 0
	}
	return true
}

// numbers says that a part of an entry has the number or the label that the entry has in a list.
func numbers(n *csl.Node) bool {
	return !n.Walk(func(x *csl.Node) bool { return x.Variable != "citation-number" && x.Variable != "citation-label" })
}

// dated is the edition's version and date in words.
func (s *Site) dated() string {
	set := &s.edition.Settings
	var said []string
	if set.Version != "" {
		said = append(said, noBreak(s.words.with("version-of", set.Version)))
	}
	if set.Date != "" {
		said = append(said, s.words.edtf(set.Date))
	}
	return strings.Join(said, s.comma())
}

// essayItem is an essay as a bibliographic entry. An essay without a date is as old as the edition.
func (s *Site) essayItem(x *edition.Essay) *csl.Item {
	item := s.editionItem()
	item.ID, item.Type = x.ID, "chapter"
	item.Fields["container-title"] = item.Fields["title"]
	item.Fields["title"] = joined(x.Title, x.Subtitle, x.Language)
	item.Names["author"] = people(x.Authors)
	issue(item, x.Date)
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
	issue(item, set.Date)
	return item
}

// issue says when a work was published or written, where a date is given: in what stretch of time, and whether it is certain.
func issue(item *csl.Item, date string) {
	if d, err := csl.ParseEDTF(date); err == nil {
		item.Dates["issued"] = d
	}
}

// people are names as CSL wants them: the family name is what stands before a comma, else the last word but for a Jr. A name
// in a script without word spaces or capitals is kept as it is, and so is that of a group ("The editors").
func people(list []edition.Person) []csl.Name {
	names := make([]csl.Name, len(list))
	for i, p := range list {
		name := p.PlainName()
		family, given, comma := strings.Cut(name, ",")
		if comma && !csl.IsSuffix(strings.TrimSpace(given)) {
			names[i] = particlesApart(csl.Name{Family: strings.TrimSpace(family), Given: strings.TrimSpace(given)})
			continue
		}
		words, suffix := strings.Fields(strings.ReplaceAll(name, ",", "")), ""
		if last := len(words) - 1; last > 1 && csl.IsSuffix(words[last]) {
			words, suffix = words[:last], words[last]
		}
		if len(words) < 2 || strings.HasPrefix(name, "The ") || !strings.ContainsFunc(name, unicode.IsUpper) {
			names[i] = csl.Name{Literal: name}
			continue
		}
		last := len(words) - 1
		names[i] = particlesApart(csl.Name{Given: strings.Join(words[:last], " "), Family: words[last], Suffix: suffix})
	}
	return names
}

// particlesApart is a name with its particles apart, but for those that are written in one with the family name: d'Alembert.
func particlesApart(n csl.Name) csl.Name {
	p := csl.ParseParticles(n)
	if strings.HasSuffix(p.NonDroppingParticle, "'") || strings.HasSuffix(p.NonDroppingParticle, "’") || strings.HasSuffix(p.NonDroppingParticle, "-") {
		p.NonDroppingParticle, p.Family = "", n.Family
	}
	return p
}

// citeForm is an essay's reference in the form of another program, to be copied.
type citeForm struct{ Name, Text string }

// citeForms are an essay's references.
func (s *Site) citeForms(x *edition.Essay) ([]citeForm, error) {
	items := []csl.Item{*s.essayItem(x)}
	var list []citeForm
	for _, f := range []struct {
		name  string
		write func(io.Writer, []csl.Item) error
	}{{"BibTeX", s.formats.BibTeX}, {"CSL-JSON", s.formats.CSLJSON}, {"RIS", s.formats.RIS}} {
		if f.write == nil {
			continue
		}
		var b strings.Builder
		if err := f.write(&b, items); err != nil {
			return nil, err
		}
		list = append(list, citeForm{f.name, strings.TrimSpace(b.String())})
	}
	return list, nil
}

// shortNames are the names of a work's makers in few words.
func (s *Site) shortNames(names []csl.Name) string {
	switch {
	case len(names) == 1:
		return names[0].Surname()
	case len(names) == 2 && !names[1].IsOthers():
		first, second := names[0].Surname(), names[1].Surname()
		return first + " " + csl.Conjunction(s.edition.Settings.Language, s.words.word("and"), first, second) + second
	}
	return names[0].Surname() + " " + s.words.word("and-others")
}
