package site

import (
	"cmp"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// The edition as data: edition.json, schema 1. edition.schema.json describes it; fields may be added, never renamed.
// Of a large edition it is an index: essays have files of their own, and so have lists that are very long.

const (
	dataSize      = 8 << 20 // about so many bytes edition.json has when it has the essays whole
	entriesInData = 2000    // of a list
)

// dataList is one of the lists of edition.json.
type dataList struct {
	key   string
	n     int
	write func(w *writer, i int) error
}

func (s *Site) dataLists() []dataList {
	e := s.edition
	return []dataList{
		{"essays", len(e.Essays), func(w *writer, i int) error { return s.essayEntry(w, e.Essays[i]) }},
		{"sources", len(e.Sources), func(w *writer, i int) error { return s.dataSource(w, e.Sources[i]) }},
		{"terms", len(e.Terms), func(w *writer, i int) error { return w.json(s.dataTerm(e.Terms[i])) }},
		{"names", len(e.Names), func(w *writer, i int) error { return w.json(s.dataName(e.Names[i])) }},
		{"events", len(e.Events), func(w *writer, i int) error { return w.json(s.dataEvent(e.Events[i])) }},
	}
}

// files is how many files a list is cut into; none when it stands in edition.json itself.
func (l dataList) files() int {
	if l.n <= entriesInData {
		return 0
	}
	return (l.n + entriesInData - 1) / entriesInData
}

func (l dataList) path(i int) string { return "edition/" + l.key + "/" + itoa(i+1) + ".json" }

// writeFile writes one of the files of a list.
func (l dataList) writeFile(w *writer, i int) error {
	from := i * entriesInData
	err := w.lines(min(entriesInData, l.n-from), func(k int) error { return l.write(w, from+k) })
	w.raw("\n")
	return err
}

// writeTo writes the list, or where it is.
func (l dataList) writeTo(w *writer) error {
	w.raw(",\n")
	w.value("", l.key)
	w.raw(": ")
	if l.files() == 0 {
		return w.lines(l.n, func(i int) error { return l.write(w, i) })
	}
	return w.lines(l.files(), func(i int) error { return w.json(dataPart{l.path(i)}) })
}

// dataPart stands for entries of a list that are in another file.
type dataPart struct {
	List string `json:"list"`
}

// manyFacts says that edition.json would be too large if it had all essays whole.
func (s *Site) manyFacts() bool {
	size := 0
	for _, x := range s.edition.Essays {
		t := x.Text
		size += t.Size + 120*len(t.Passages) + 160*len(t.Citations) + 100*(len(t.Mentions)+len(t.Links)+len(t.Notes))
	}
	return size > dataSize
}

// dataHead is what an essay's front matter says. In a large edition edition.json has no more of essays than their heads,
// each with the path of a file that has the essay whole.
type dataHead struct {
	ID         string       `json:"id"`
	Title      string       `json:"title"`
	Subtitle   string       `json:"subtitle,omitempty"`
	Authors    []dataPerson `json:"authors"`
	Date       string       `json:"date,omitempty"`
	Language   string       `json:"language"`
	URL        string       `json:"url"`
	Text       string       `json:"text"`
	Original   string       `json:"original,omitempty"`
	License    string       `json:"license,omitempty"`
	Keywords   []string     `json:"keywords,omitempty"`
	WorksCited []string     `json:"worksCited,omitempty"`
	Data       string       `json:"data,omitempty"`
}

type dataPerson struct {
	Name        string `json:"name"`
	Affiliation string `json:"affiliation,omitempty"`
	ORCID       string `json:"orcid,omitempty"`
}

type dataAnnotation struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	At      string `json:"at"`
	Quote   string `json:"quote"`
	Reading string `json:"reading,omitempty"`
	Reason  string `json:"reason,omitempty"`
	By      string `json:"by,omitempty"`
	Date    string `json:"date,omitempty"`
	Text    string `json:"text"`
}

type dataLink struct {
	At     string `json:"at"`
	Essay  string `json:"essay,omitempty"`
	Page   string `json:"page,omitempty"`
	Target string `json:"target,omitempty"`
}

// essayHead is what an essay's front matter says.
func (s *Site) essayHead(x *edition.Essay) dataHead {
	return dataHead{
		ID: x.ID, Title: x.Title, Subtitle: x.Subtitle, Authors: dataPeople(x.Authors), Date: x.Date, Language: x.Language,
		URL: essayPath(x.ID), Text: x.Relation.String(), Original: x.Original, License: x.License, Keywords: x.Keywords,
		WorksCited: x.WorksCited,
	}
}

// essayEntry writes an essay's part of edition.json.
func (s *Site) essayEntry(w *writer, x *edition.Essay) error {
	if !s.large {
		of := s.buffer()
		defer s.buffers.Put(of)
		return s.essayData(w, x, s.wordsOf(of, x.Text))
	}
	head := s.essayHead(x)
	head.Data = essayDataPath(x.ID)
	return w.json(head)
}

// essayData writes an essay as data, given its words.
func (s *Site) essayData(w *writer, x *edition.Essay, words []string) error {
	t := x.Text
	err := w.json(s.essayHead(x))
	w.b = w.b[:len(w.b)-len("}")]
	w.list(`,"passages":[`, len(t.Passages), func(i int) bool { return s.dataPassage(w, t, i, words) })
	w.list(`,"notes":[`, len(t.Notes), func(i int) bool { return s.dataNote(w, t, i, words) })
	w.list(`,"citations":[`, len(t.Citations), func(i int) bool { return s.dataCitation(w, t, i) })
	w.list(`,"mentions":[`, len(t.Mentions), func(i int) bool { return w.dataMention(t, i) })
	w.list(`,"annotations":[`, len(x.Annotations), func(i int) bool {
		a := x.Annotations[i]
		err = cmp.Or(err, w.json(dataAnnotation{a.ID, a.Kind.String(), a.Passage, a.Quote, a.Reading, a.Reason, a.By, a.Date, s.plainText(a.Body)}))
		return true
	})
	w.list(`,"links":[`, len(t.Links), func(i int) bool {
		err = cmp.Or(err, w.json(newDataLink(t, &t.Links[i])))
		return true
	})
	w.raw("}")
	return err
}

func dataPeople(people []edition.Person) []dataPerson {
	list := []dataPerson{}
	for _, p := range people {
		list = append(list, dataPerson{p.PlainName(), p.Affiliation, p.ORCID})
	}
	return list
}

func (s *Site) dataPassage(w *writer, t *edition.Text, i int, words []string) bool {
	p := &t.Passages[i]
	if p.Note >= 0 {
		return false
	}
	w.value(`{"id":`, p.ID)
	w.value(`,"kind":`, p.Kind.String())
	if p.Section >= 0 {
		w.value(`,"section":`, t.Passages[p.Section].ID)
	}
	w.value(`,"region":`, p.Region.String())
	w.value(`,"language":`, p.Language)
	w.value(`,"text":`, words[i])
	w.raw("}")
	return true
}

func (s *Site) dataNote(w *writer, t *edition.Text, i int, words []string) bool {
	n := &t.Notes[i]
	w.value(`{"id":`, t.Passages[n.Passage].ID)
	w.value(`,"stream":`, n.Stream.String())
	w.value(`,"marker":`, n.Marker)
	w.list(`,"at":[`, len(n.Calls), func(k int) bool {
		w.value("", t.Passages[n.Calls[k].Passage].ID)
		return true
	})
	w.value(`,"text":`, words[n.Passage])
	w.raw("}")
	return true
}

func (s *Site) dataCitation(w *writer, t *edition.Text, i int) bool {
	c, locators := &t.Citations[i], t.Citations[i].Locators()
	w.value(`{"id":`, c.ID)
	w.value(`,"source":`, c.Source)
	w.value(`,"at":`, t.Passages[c.Span.Passage].ID)
	w.list(`,"locators":[`, len(locators), func(k int) bool {
		w.value(`{"label":`, locators[k].Label)
		w.value(`,"value":`, locators[k].Value)
		w.raw("}")
		return true
	})
	w.value(`,"printed":`, s.printedCite(t, i))
	w.raw("}")
	return true
}

// printedCite are the words by which a text cites.
func (s *Site) printedCite(t *edition.Text, i int) string {
	if c := &t.Citations[i]; c.Form == edition.Printed {
		return t.Words(c.Span)
	}
	return s.plainCite(t, i)
}

func (w *writer) dataMention(t *edition.Text, i int) bool {
	m := &t.Mentions[i]
	w.value(`{"kind":`, m.Kind.String())
	w.value(`,"id":`, m.ID)
	w.value(`,"at":`, t.Passages[m.Span.Passage].ID)
	w.value(`,"text":`, t.Words(m.Span))
	w.raw("}")
	return true
}

func newDataLink(t *edition.Text, l *edition.Link) dataLink {
	d := dataLink{At: t.Passages[l.Span.Passage].ID, Target: l.Fragment}
	if l.Kind == edition.OfPage {
		d.Page = l.ID
	} else {
		d.Essay = l.ID
	}
	return d
}

// plainText is a short text's words, passage by passage.
func (s *Site) plainText(t *edition.Text) string {
	if t == nil {
		return ""
	}
	var w writer
	for i := range t.Passages {
		if i > 0 {
			w.raw("\n")
		}
		s.plain(&w, t, i)
	}
	return w.words()
}

type dataTerm struct {
	ID         string            `json:"id"`
	Term       string            `json:"term"`
	Aliases    []string          `json:"aliases"`
	Definition string            `json:"definition"`
	See        []string          `json:"see"`
	Attested   []dataAttestation `json:"attested"`
	URL        string            `json:"url"`
	Citations  []dataCite        `json:"citations,omitempty"`
}

type dataAttestation struct {
	Essay   string `json:"essay"`
	Passage string `json:"passage"`
	Quote   string `json:"quote,omitempty"`
}

type dataName struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Kind      string     `json:"kind"`
	Aliases   []string   `json:"aliases"`
	Born      string     `json:"born,omitempty"`
	Died      string     `json:"died,omitempty"`
	About     string     `json:"about"`
	Wikidata  string     `json:"wikidata,omitempty"`
	VIAF      string     `json:"viaf,omitempty"`
	URL       string     `json:"url"`
	Citations []dataCite `json:"citations,omitempty"`
}

type dataEvent struct {
	ID        string     `json:"id"`
	Date      string     `json:"date"`
	Title     string     `json:"title"`
	About     string     `json:"about"`
	URL       string     `json:"url"`
	Citations []dataCite `json:"citations,omitempty"`
}

// dataCite is a citation of an entry's: in its words, or among its sources.
type dataCite struct {
	Source   string        `json:"source"`
	Locators []dataLocator `json:"locators"`
	Printed  string        `json:"printed"`
}

type dataLocator struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// editionData writes edition.json.
func (s *Site) editionData(w *writer) error {
	set := &s.edition.Settings
	w.raw(`{
"schema": 1`)
	for _, f := range []struct {
		key   string
		value any
	}{
		{"generator", s.generator}, {"title", set.Title}, {"subtitle", set.Subtitle}, {"version", set.Version}, {"date", set.Date},
		{"license", set.License}, {"publisher", set.Publisher}, {"doi", set.DOI}, {"language", set.Language}, {"editors", dataPeople(set.Editors)},
	} {
		if f.value == "" && f.key != "generator" && f.key != "title" && f.key != "language" {
			continue
		}
		w.raw(",\n")
		w.value("", f.key)
		w.raw(": ")
		if err := w.json(f.value); err != nil {
			return err
		}
	}
	for _, l := range s.dataLists() {
		if err := l.writeTo(w); err != nil {
			return err
		}
	}
	w.raw("\n}\n")
	return nil
}

// dataSource writes a source as CSL-JSON, with its address and formatted entry.
func (s *Site) dataSource(w *writer, x *edition.Source) error {
	if err := w.json(x.Item); err != nil {
		return err
	}
	w.b = w.b[:len(w.b)-len("}")]
	w.value(`,"url":`, sourcePath(x.Slug))
	w.value(`,"formatted":`, s.citations.plainEntry(x))
	w.raw("}")
	return nil
}

func (s *Site) items() []csl.Item {
	items := make([]csl.Item, len(s.edition.Sources))
	for i, x := range s.edition.Sources {
		items[i] = x.Item
	}
	return items
}

func (s *Site) dataTerm(x *edition.Term) dataTerm {
	d := dataTerm{x.ID, x.Term, list0(x.Aliases), s.plainText(x.Definition), list0(x.See), []dataAttestation{}, termPath(x.ID), s.dataCites(x.Definition, x.Sources)}
	for _, a := range x.Attested {
		d.Attested = append(d.Attested, dataAttestation{a.Essay, a.Passage, a.Quote})
	}
	return d
}

func (s *Site) dataName(x *edition.Name) dataName {
	return dataName{x.ID, x.Name, x.Kind.String(), list0(x.Aliases), x.Born, x.Died, s.plainText(x.About), x.Wikidata, x.VIAF, namePath(x.ID), s.dataCites(x.About)}
}

func (s *Site) dataEvent(x *edition.Event) dataEvent {
	return dataEvent{x.ID, x.EDTF, x.Title, s.plainText(x.About), eventAddress(x.ID), s.dataCites(x.About, x.Sources)}
}

// dataCites are the citations of the texts of an entry, of which some may be nil.
func (s *Site) dataCites(texts ...*edition.Text) []dataCite {
	var cites []dataCite
	for _, t := range texts {
		if t == nil {
			continue
		}
		for i := range t.Citations {
			c := dataCite{t.Citations[i].Source, []dataLocator{}, s.printedCite(t, i)}
			for _, l := range t.Citations[i].Locators() {
				c.Locators = append(c.Locators, dataLocator{l.Label, l.Value})
			}
			cites = append(cites, c)
		}
	}
	return cites
}

// list0 is the list, written as [] when it is empty.
func list0(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
