// Interim: to be replaced by the package's own files; delete this file then.
package content

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"

	"glossator/generator/bibliography"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

type Prose struct {
	Markdown string
	At       diagnostic.Position
}
type ContentsPart struct {
	Title  string
	Essays []string
}
type EssayFile struct {
	Essay                          *edition.Essay
	Path                           string
	Markdown                       []byte
	BodyOffset                     int
	TitleMarkdown, SubtitleMarkdown string
}
type PageFile struct {
	Page       *edition.Page
	Path       string
	Markdown   []byte
	BodyOffset int
}
type TermRecord struct {
	Term       *edition.Term
	Definition Prose
	Sources    []Prose
}
type NameRecord struct {
	Name  *edition.Name
	About Prose
}
type EventRecord struct {
	Event   *edition.Event
	About   Prose
	Sources []Prose
}
type AnnotationRecord struct {
	Essay      string
	Annotation *edition.Annotation
	Body       Prose
}
type Folder struct {
	Settings    edition.Settings
	Contents    []ContentsPart
	Essays      []EssayFile
	Pages       []PageFile
	Sources     []bibliography.Entry
	Terms       []TermRecord
	Names       []NameRecord
	Events      []EventRecord
	Annotations []AnnotationRecord
}
type strs []string

func (s *strs) UnmarshalYAML(b []byte) error {
	var one string
	if yaml.Unmarshal(b, &one) == nil {
		*s = strs{one}
		return nil
	}
	var l []string
	err := yaml.Unmarshal(b, &l)
	*s = l
	return err
}
func at(f string) diagnostic.Position { return diagnostic.Position{File: f, Line: 1, Column: 1} }
func Load(root *os.Root) (*Folder, diagnostic.List) {
	var list diagnostic.List
	fsys := root.FS()
	read := func(n string, v any) []byte {
		b, err := fs.ReadFile(fsys, n)
		if err != nil {
			return nil
		}
		if v != nil {
			if err := yaml.Unmarshal(b, v); err != nil {
				list.Add(diagnostic.Error, "yaml", n, fmt.Sprint(err), "")
			}
		}
		return b
	}
	f := &Folder{}
	var set struct {
		Title, Subtitle, Language, License, Rights, Publisher, Version, Date, Doi, Description string
		BaseURL                                                                                string `yaml:"base-url"`
		Style                                                                                  string `yaml:"citation-style"`
		Editors                                                                                []struct{ Name, Orcid string }
		Bibliography                                                                           strs
		Contents                                                                               []string
	}
	read("edition.yaml", &set)
	f.Settings = edition.Settings{Title: set.Title, Subtitle: set.Subtitle, Language: set.Language, License: set.License, Rights: set.Rights, Publisher: set.Publisher, Version: set.Version, Date: set.Date, DOI: set.Doi, BaseURL: set.BaseURL, CitationStyle: set.Style, Description: set.Description}
	for _, e := range set.Editors {
		f.Settings.Editors = append(f.Settings.Editors, edition.Person{Name: e.Name, ORCID: e.Orcid})
	}
	f.Contents = []ContentsPart{{Essays: set.Contents}}
	for _, b := range set.Bibliography {
		e, l := bibliography.Parse(b, read(b, nil))
		f.Sources = append(f.Sources, e...)
		list = append(list, l...)
	}
	essays, _ := fs.Glob(fsys, "essays/*.md")
	sort.Strings(essays)
	for _, n := range essays {
		b, _ := fs.ReadFile(fsys, n)
		head, off := split(b)
		var fm struct {
			Title, Subtitle, Date, Lang, License, Rights, Source, Text string
			Draft                                                    bool
			Author                                                   any
			Abstract                                                 any
			Keywords, Aliases                                        strs
			WorksCited                                               []string `yaml:"works-cited"`
		}
		if err := yaml.Unmarshal(head, &fm); err != nil {
			list.Add(diagnostic.Error, "yaml", n, fmt.Sprint(err), "")
		}
		id := strings.TrimSuffix(path.Base(n), ".md")
		e := &edition.Essay{ID: id, Title: fm.Title, Subtitle: fm.Subtitle, Date: fm.Date, Language: fm.Lang, Keywords: fm.Keywords, License: fm.License, Rights: fm.Rights, Draft: fm.Draft, Aliases: fm.Aliases, Original: fm.Source, WorksCited: fm.WorksCited, At: at(n)}
		if e.Language == "" {
			e.Language = set.Language
		}
		switch fm.Text {
		case "study":
			e.Relation = edition.Study
		case "verbatim":
			e.Relation = edition.Verbatim
		}
		switch a := fm.Author.(type) {
		case string:
			e.Authors = []edition.Person{{Name: a}}
		case []any:
			for _, x := range a {
				if m, ok := x.(map[string]any); ok {
					p := edition.Person{Name: fmt.Sprint(m["name"])}
					if s, ok := m["affiliation"].(string); ok {
						p.Affiliation = s
					}
					e.Authors = append(e.Authors, p)
				}
			}
		}
		switch a := fm.Abstract.(type) {
		case string:
			e.Abstracts = []edition.Abstract{{Language: e.Language, Markdown: a, At: at(n)}}
		case map[string]any:
			for _, k := range []string{"en", "en-GB", "ko"} {
				if a[k] != nil {
					e.Abstracts = append(e.Abstracts, edition.Abstract{Language: k, Markdown: fmt.Sprint(a[k]), At: at(n)})
				}
			}
		}
		f.Essays = append(f.Essays, EssayFile{Essay: e, Path: n, Markdown: b, BodyOffset: off, TitleMarkdown: fm.Title, SubtitleMarkdown: fm.Subtitle})
	}
	if len(set.Contents) == 0 {
		for _, e := range f.Essays {
			f.Contents[0].Essays = append(f.Contents[0].Essays, e.Essay.ID)
		}
	}
	pages, _ := fs.Glob(fsys, "pages/*.md")
	for _, n := range pages {
		b, _ := fs.ReadFile(fsys, n)
		head, off := split(b)
		var fm struct {
			Title, Lang string
			Order       int
		}
		yaml.Unmarshal(head, &fm)
		f.Pages = append(f.Pages, PageFile{Page: &edition.Page{ID: strings.TrimSuffix(path.Base(n), ".md"), Title: fm.Title, Order: fm.Order, Language: set.Language}, Path: n, Markdown: b, BodyOffset: off})
	}
	type att struct{ Essay, Passage, Quote, Prefix, Suffix string }
	var terms []struct {
		Id, Term, Definition string
		Aliases, See, Sources strs
		Attested             []att
	}
	read("glossary.yaml", &terms)
	for _, t := range terms {
		x := &edition.Term{ID: t.Id, Term: t.Term, Aliases: t.Aliases, See: t.See, At: at("glossary.yaml")}
		for _, a := range t.Attested {
			x.Attested = append(x.Attested, edition.Attestation{Essay: a.Essay, Passage: a.Passage, Quote: a.Quote, Prefix: a.Prefix, Suffix: a.Suffix, At: at("glossary.yaml")})
		}
		r := TermRecord{Term: x, Definition: Prose{t.Definition, at("glossary.yaml")}}
		for _, s := range t.Sources {
			r.Sources = append(r.Sources, Prose{s, at("glossary.yaml")})
		}
		f.Terms = append(f.Terms, r)
	}
	var names []struct {
		Id, Name, Kind, Born, Died, About, Wikidata, Viaf string
		Aliases                                          strs
	}
	read("names.yaml", &names)
	for _, n := range names {
		k := map[string]edition.NameKind{"place": edition.PlaceName, "organisation": edition.OrganisationName, "treaty": edition.TreatyName}[n.Kind]
		f.Names = append(f.Names, NameRecord{&edition.Name{ID: n.Id, Name: n.Name, Kind: k, Aliases: n.Aliases, Born: n.Born, Died: n.Died, Wikidata: n.Wikidata, VIAF: n.Viaf, At: at("names.yaml")}, Prose{n.About, at("names.yaml")}})
	}
	var events []struct {
		Id, Date, Title, About string
		Sources               strs
	}
	read("chronology.yaml", &events)
	for _, e := range events {
		d, _ := bibliography.ParseDate(e.Date)
		r := EventRecord{Event: &edition.Event{ID: e.Id, Date: d, EDTF: e.Date, Title: e.Title, At: at("chronology.yaml")}, About: Prose{e.About, at("chronology.yaml")}}
		for _, s := range e.Sources {
			r.Sources = append(r.Sources, Prose{s, at("chronology.yaml")})
		}
		f.Events = append(f.Events, r)
	}
	anns, _ := fs.Glob(fsys, "annotations/*.yaml")
	for _, n := range anns {
		var recs []struct {
			Id, Kind, By, Date, Body, Reading, Reason string
			At                                      att
		}
		read(n, &recs)
		for _, a := range recs {
			k := map[string]edition.AnnotationKind{"emendation": edition.Emendation, "translation": edition.TranslationNote, "source": edition.SourceNote, "definition": edition.DefinitionNote}[a.Kind]
			f.Annotations = append(f.Annotations, AnnotationRecord{strings.TrimSuffix(path.Base(n), ".yaml"), &edition.Annotation{ID: a.Id, Kind: k, Passage: a.At.Passage, Quote: a.At.Quote, Prefix: a.At.Prefix, Suffix: a.At.Suffix, By: a.By, Date: a.Date, Reading: a.Reading, Reason: a.Reason, At: at(n), Span: edition.Span{Passage: -1}}, Prose{a.Body, at(n)}})
		}
	}
	return f, list
}
func split(b []byte) ([]byte, int) {
	if !bytes.HasPrefix(b, []byte("---\n")) {
		return nil, 0
	}
	i := bytes.Index(b[4:], []byte("\n---\n"))
	return b[4 : 4+i], 4 + i + 5
}
