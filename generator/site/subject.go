package site

import (
	"html/template"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

type termPage struct {
	Term       *edition.Term
	Definition template.HTML
	Sources    template.HTML
	Attested   []attestation
	See        []link
	Count      int
	Mentions   template.HTML
	Strip      template.HTML
	Part       part
}

// attestation is a definition quoted from a text.
type attestation struct {
	Quote, Language     string
	Title, TextLanguage string
	Authors             string
	Href                string
	Place               string
}

// term is the page of one term: definitions, the authors' own, what to see, and its concordance.
func (s *Site) term(dst []byte, p Page) ([]byte, error) {
	x := s.edition.Term(p.ID)
	up := root(p.Path)
	main := termPage{Term: x, Count: len(x.Backlinks), Part: s.part(p, termPath(x.ID), x.Backlinks)}
	w := s.buffer()
	defer s.buffers.Put(w)
	main.Mentions = s.byText(w, up, main.Part.list)
	if main.Part.Number == 1 {
		s.defined(&main, w, p, up)
	}
	return s.render(dst, p, x.Term, main, s.describe(record{Type: "DefinedTerm", Title: x.Term, Description: shortened(s.plainText(x.Definition), 300), Aliases: x.Aliases}))
}

// defined adds what the glossary says of a term.
func (s *Site) defined(main *termPage, w *writer, p Page, up string) {
	x := main.Term
	main.Definition, main.Sources = html(s.short(x.Definition, p.Path, "")), html(s.short(x.Sources, p.Path, sourcesPrefix))
	for _, a := range x.Attested {
		if quoted, ok := s.attestation(a, up); ok {
			main.Attested = append(main.Attested, quoted)
		}
	}
	for _, id := range x.See {
		if other := s.edition.Term(id); other != nil {
			main.See = append(main.See, link{Href: up + termPath(id), Words: other.Term})
		}
	}
	main.Strip = s.strips(w, x.Backlinks, up)
}

// attestation quotes a definition from its passage, in the passage's words.
func (s *Site) attestation(a edition.Attestation, up string) (attestation, bool) {
	x := s.edition.Essay(a.Essay)
	if x == nil || a.Span.Passage < 0 {
		return attestation{}, false
	}
	p := &x.Text.Passages[a.Span.Passage]
	out := attestation{Quote: a.Quote, Language: p.Language, Title: x.Title, TextLanguage: x.Language, Authors: authorNames(x), Href: up + essayPath(x.ID) + "#" + p.ID, Place: s.placeLabel(x.Text, p)}
	if out.Quote == "" {
		var w writer
		s.plain(&w, x.Text, int(a.Span.Passage))
		out.Quote = w.words()
	}
	return out, true
}

type namePage struct {
	Name     *edition.Name
	Kind     string
	Life     string
	About    template.HTML
	Records  []fact
	Count    int
	Mentions template.HTML
	Strip    template.HTML
	Part     part
}

// name is the page of one name.
func (s *Site) name(dst []byte, p Page) ([]byte, error) {
	x := s.edition.Name(p.ID)
	up := root(p.Path)
	main := namePage{Name: x, Kind: s.words.word("one-" + x.Kind.String()), Life: s.life(x), Count: len(x.Backlinks), Part: s.part(p, namePath(x.ID), x.Backlinks)}
	w := s.buffer()
	defer s.buffers.Put(w)
	main.Mentions = s.byText(w, up, main.Part.list)
	if main.Part.Number > 1 {
		return s.render(dst, p, x.Name, main)
	}
	main.About = html(s.short(x.About, p.Path, ""))
	if x.Wikidata != "" {
		main.Records = append(main.Records, fact{"Wikidata", x.Wikidata, "https://www.wikidata.org/wiki/" + x.Wikidata})
	}
	if x.VIAF != "" {
		main.Records = append(main.Records, fact{"VIAF", x.VIAF, "https://viaf.org/viaf/" + x.VIAF})
	}
	main.Strip = s.strips(w, x.Backlinks, up)
	return s.render(dst, p, x.Name, main)
}

// life is the years of a person, or the dates of what a name names.
func (s *Site) life(x *edition.Name) string {
	switch {
	case x.Born == "" && x.Died == "":
		return ""
	case x.Kind == edition.PersonName && x.Born != "" && x.Died != "":
		return s.words.lived(x.Born) + "–" + s.words.lived(x.Died)
	case x.Kind == edition.PersonName && x.Born != "":
		return s.words.word("born") + " " + s.words.lived(x.Born)
	case x.Kind == edition.PersonName:
		return s.words.word("died") + " " + s.words.lived(x.Died)
	case x.Born == "":
		return s.words.word("lifted") + " " + s.words.edtf(x.Died)
	case x.Died == "":
		return s.words.word("signed") + " " + s.words.edtf(x.Born)
	}
	return s.words.edtf(x.Born) + "–" + s.words.edtf(x.Died)
}

type chronologyPage struct {
	Timeline template.HTML
	Events   []eventEntry
}

type eventEntry struct {
	ID, Title, Date, DateTime string
	About, Sources, Mentions  template.HTML
	Count                     int
}

// chronology lists the events by date, each with the sentences that mention it.
func (s *Site) chronology(dst []byte, p Page) ([]byte, error) {
	var list []eventEntry
	w := s.buffer()
	defer s.buffers.Put(w)
	for _, x := range s.edition.Events {
		list = append(list, eventEntry{
			ID: x.ID, Title: x.Title, Date: s.words.dateWords(x.Date, x.EDTF), DateTime: dateTime(x.Date), Count: len(x.Backlinks),
			About: html(s.short(x.About, p.Path, x.ID+"-")), Sources: html(s.short(x.Sources, p.Path, x.ID+"-"+sourcesPrefix)), Mentions: s.byText(w, "", x.Backlinks),
		})
	}
	return s.render(dst, p, s.words.word("chronology"), chronologyPage{s.timeline(), list})
}

// dateTime is a date for machines, where it is one day, month or year of our era: HTML has no other.
func dateTime(d csl.Date) string {
	if d.Start.Year <= 0 || d.End.Year != 0 || d.Literal != "" {
		return ""
	}
	return d.Start.ISO()
}
