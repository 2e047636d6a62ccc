package site

import (
	"bytes"
	"encoding/json"
	"fmt"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// The edition as data: edition.json, schema 1. edition.schema.json describes it; fields may be added, never renamed.

// dataEssay is an essay. In a large edition edition.json has only its head, with the path of a file that has it whole.
type dataEssay struct {
	dataHead
	Passages    []dataPassage    `json:"passages"`
	Notes       []dataNote       `json:"notes"`
	Citations   []dataCitation   `json:"citations"`
	Mentions    []dataMention    `json:"mentions"`
	Annotations []dataAnnotation `json:"annotations"`
	Links       []dataLink       `json:"links"`
}

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

type dataPassage struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Section  string `json:"section,omitempty"`
	Region   string `json:"region"`
	Language string `json:"language"`
	Text     string `json:"text"`
}

type dataNote struct {
	ID     string   `json:"id"`
	Stream string   `json:"stream"`
	Marker string   `json:"marker"`
	At     []string `json:"at"`
	Text   string   `json:"text"`
}

type dataCitation struct {
	ID       string        `json:"id"`
	Source   string        `json:"source"`
	At       string        `json:"at"`
	Locators []dataLocator `json:"locators"`
	Printed  string        `json:"printed"`
}

type dataLocator struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

type dataMention struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	At   string `json:"at"`
	Text string `json:"text"`
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

// essayEntry is an essay's part of edition.json.
func (s *Site) essayEntry(x *edition.Essay) ([]byte, error) {
	if !s.large {
		return s.essayData(x)
	}
	head := s.essayHead(x)
	head.Data = essayDataPath(x.ID)
	return marshal(head)
}

// essayData is an essay as data.
func (s *Site) essayData(x *edition.Essay) ([]byte, error) {
	t := x.Text
	d := dataEssay{
		dataHead: s.essayHead(x), Passages: []dataPassage{}, Notes: []dataNote{}, Citations: s.dataCitations(t),
		Mentions: []dataMention{}, Annotations: []dataAnnotation{}, Links: []dataLink{},
	}
	words, err := s.wordsOf(t)
	if err != nil {
		return nil, err
	}
	for i := range t.Passages {
		if t.Passages[i].Note < 0 {
			d.Passages = append(d.Passages, s.dataPassage(t, int32(i), words[i].Text))
		}
	}
	for i := range t.Notes {
		d.Notes = append(d.Notes, s.dataNote(t, &t.Notes[i], words[t.Notes[i].Passage].Text))
	}
	for i := range t.Mentions {
		m := &t.Mentions[i]
		passage := words[m.Span.Passage].Text
		d.Mentions = append(d.Mentions, dataMention{m.Kind.String(), m.ID, t.Passages[m.Span.Passage].ID, passage[m.Span.Start:m.Span.End]})
	}
	for _, a := range x.Annotations {
		d.Annotations = append(d.Annotations, dataAnnotation{a.ID, a.Kind.String(), a.Passage, a.Quote, a.Reading, a.Reason, a.By, a.Date, s.plainText(a.Body)})
	}
	for i := range t.Links {
		d.Links = append(d.Links, newDataLink(t, &t.Links[i]))
	}
	return marshal(d)
}

func dataPeople(people []edition.Person) []dataPerson {
	list := []dataPerson{}
	for _, p := range people {
		list = append(list, dataPerson{plainName(p.Name), p.Affiliation, p.ORCID})
	}
	return list
}

func (s *Site) dataPassage(t *edition.Text, i int32, words string) dataPassage {
	p := &t.Passages[i]
	d := dataPassage{ID: p.ID, Kind: p.Kind.String(), Region: p.Region.String(), Language: p.Language, Text: s.plain(t, i, words)}
	if p.Section >= 0 {
		d.Section = t.Passages[p.Section].ID
	}
	return d
}

func (s *Site) dataNote(t *edition.Text, n *edition.Note, words string) dataNote {
	d := dataNote{ID: t.Passages[n.Passage].ID, Stream: n.Stream.String(), Marker: n.Marker, At: []string{}, Text: s.plain(t, n.Passage, words)}
	for _, call := range n.Calls {
		d.At = append(d.At, t.Passages[call.Passage].ID)
	}
	return d
}

func (s *Site) dataCitations(t *edition.Text) []dataCitation {
	list := make([]dataCitation, len(t.Citations))
	for i := range t.Citations {
		c := &t.Citations[i]
		d := dataCitation{ID: fmt.Sprintf("c%d", i+1), Source: c.Source, At: t.Passages[c.Span.Passage].ID, Locators: []dataLocator{}, Printed: c.Printed}
		for _, l := range c.Locators {
			d.Locators = append(d.Locators, dataLocator{l.Label, l.Value})
		}
		if c.Form != edition.Printed {
			d.Printed = s.plainCite(t, i)
		}
		list[i] = d
	}
	return list
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
	var b bytes.Buffer
	for i := range t.Passages {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(s.plain(t, int32(i), t.Passages[i].Text))
	}
	return b.String()
}

type dataTerm struct {
	ID         string            `json:"id"`
	Term       string            `json:"term"`
	Aliases    []string          `json:"aliases"`
	Definition string            `json:"definition"`
	See        []string          `json:"see"`
	Attested   []dataAttestation `json:"attested"`
	URL        string            `json:"url"`
}

type dataAttestation struct {
	Essay   string `json:"essay"`
	Passage string `json:"passage"`
	Quote   string `json:"quote,omitempty"`
}

type dataName struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Kind     string   `json:"kind"`
	Aliases  []string `json:"aliases"`
	Born     string   `json:"born,omitempty"`
	Died     string   `json:"died,omitempty"`
	About    string   `json:"about"`
	Wikidata string   `json:"wikidata,omitempty"`
	VIAF     string   `json:"viaf,omitempty"`
	URL      string   `json:"url"`
}

type dataEvent struct {
	ID    string `json:"id"`
	Date  string `json:"date"`
	Title string `json:"title"`
	About string `json:"about"`
	URL   string `json:"url"`
}

// editionData is edition.json.
func (s *Site) editionData() ([]byte, error) {
	j := &jsonWriter{}
	set := &s.edition.Settings
	j.raw("{\n")
	j.field("schema", 1)
	j.field("generator", s.generator)
	j.field("title", set.Title)
	for _, f := range []struct{ key, value string }{
		{"subtitle", set.Subtitle}, {"version", set.Version}, {"date", set.Date}, {"license", set.License}, {"publisher", set.Publisher}, {"doi", set.DOI},
	} {
		if f.value != "" {
			j.field(f.key, f.value)
		}
	}
	j.field("language", set.Language)
	j.field("editors", dataPeople(set.Editors))
	list(j, "essays", s.edition.Essays, s.essayEntry)
	items, err := s.dataSources()
	if err != nil {
		return nil, err
	}
	list(j, "sources", items, func(b []byte) ([]byte, error) { return b, nil })
	list(j, "terms", s.edition.Terms, s.dataTerm)
	list(j, "names", s.edition.Names, s.dataName)
	list(j, "events", s.edition.Events, s.dataEvent)
	j.raw("\n}\n")
	return j.b.Bytes(), j.err
}

// dataSources are the sources as CSL-JSON, each with its address and formatted entry.
func (s *Site) dataSources() ([][]byte, error) {
	var b bytes.Buffer
	if err := s.formats.CSLJSON(&b, s.items()); err != nil {
		return nil, err
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(b.Bytes(), &raw); err != nil {
		return nil, err
	}
	list := make([][]byte, len(raw))
	for i, object := range raw {
		x := s.edition.Sources[i]
		more, err := marshal(struct {
			URL       string `json:"url"`
			Formatted string `json:"formatted"`
		}{sourcePath(x.Slug), s.citations.plainEntry(x)})
		if err != nil {
			return nil, err
		}
		object = bytes.TrimSuffix(bytes.TrimSpace(object), []byte("}"))
		object = append(bytes.TrimSpace(object), ',')
		var compact bytes.Buffer
		if err := json.Compact(&compact, append(object, more[1:]...)); err != nil {
			return nil, err
		}
		list[i] = compact.Bytes()
	}
	return list, nil
}

func (s *Site) items() []csl.Item {
	items := make([]csl.Item, len(s.edition.Sources))
	for i, x := range s.edition.Sources {
		items[i] = x.Item
	}
	return items
}

func (s *Site) dataTerm(x *edition.Term) ([]byte, error) {
	d := dataTerm{x.ID, x.Term, list0(x.Aliases), s.plainText(x.Definition), list0(x.See), []dataAttestation{}, termPath(x.ID)}
	for _, a := range x.Attested {
		d.Attested = append(d.Attested, dataAttestation{a.Essay, a.Passage, a.Quote})
	}
	return marshal(d)
}

func (s *Site) dataName(x *edition.Name) ([]byte, error) {
	return marshal(dataName{x.ID, x.Name, x.Kind.String(), list0(x.Aliases), x.Born, x.Died, s.plainText(x.About), x.Wikidata, x.VIAF, namePath(x.ID)})
}

func (s *Site) dataEvent(x *edition.Event) ([]byte, error) {
	return marshal(dataEvent{x.ID, x.EDTF, x.Title, s.plainText(x.About), eventAddress(x.ID)})
}

// list0 is the list, written as [] when it is empty.
func list0(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// jsonWriter writes one large object, a line for each of its parts.
type jsonWriter struct {
	b     bytes.Buffer
	err   error
	begun bool
}

func (j *jsonWriter) raw(s string) { j.b.WriteString(s) }

func (j *jsonWriter) key(key string) {
	if j.begun {
		j.raw(",\n")
	}
	j.begun = true
	j.raw(`"` + key + `": `)
}

func (j *jsonWriter) field(key string, value any) {
	j.key(key)
	b, err := marshal(value)
	j.b.Write(b)
	j.fail(err)
}

func (j *jsonWriter) fail(err error) {
	if j.err == nil {
		j.err = err
	}
}

func list[T any](j *jsonWriter, key string, items []T, write func(T) ([]byte, error)) {
	j.key(key)
	j.raw("[")
	for i, x := range items {
		if i > 0 {
			j.raw(",")
		}
		j.raw("\n")
		b, err := write(x)
		j.b.Write(b)
		j.fail(err)
	}
	j.raw("\n]")
}

// marshal is JSON with <, > and & as they are.
func marshal(v any) ([]byte, error) {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.Clone(bytes.TrimRight(b.Bytes(), "\n")), err
}
