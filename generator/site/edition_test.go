package site_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"glossator/generator/bibliography"
	"glossator/generator/csl"
	"glossator/generator/edition"
	"glossator/generator/fixture"
	"glossator/generator/markup"
	"glossator/generator/site"
	"glossator/layouts"
)

const firstEssay = `
## The problem {#s1}

What moved Moscow[^1] in the spring of 1939? Two answers have been given [@watt1974, p. 158; see @watt1989, pp. 3-4], and a
third by [Haslam 1984](cite:haslam1984?chapter=XIV). The words [collective security](term:collective-security) meant different things to
[Litvinov](name:litvinov)[^ed:lit] and to London, as the documents show [GK no. 81; no. 84](cite:gk?number=81&number=84).
The change is usually dated to [3 May](event:litvinov-dismissed), though some put it later.[^1]

> A blockade is no alliance, and an alliance is no promise to be early.

| Year | Talks | Result |
|------|------:|--------|
| 1938 | 3 | none |
| 1939 | 12 | a pact |

### Sources {#s2}

- first, the *printed* documents [GK no. 9](cite:gk?number=9),
- second, what was published later [@watt1989].

` + "```go\nfunc main() { println(\"no\") }\n```" + `

As [the second essay argues](essay:second#p1), none of this was settled.

## Appendix: on dates {.appendix}

All dates follow the Gregorian calendar [GK no. 520](cite:gk?number=520).

[^1]: See the review by @watt1974 [p. 160] & the literature there; a "quoted" word.

    A second paragraph.

[^ed:lit]: People’s Commissar until 3 May 1939.
`

const secondEssay = `
The notion of [collective security](term:collective-security) in this essay is narrower: a state joins because it is afraid, not because it agrees [@watt1989, p. 4].

집단안보라는 말은 여기서 좁은 뜻으로 쓰인다. {lang=ko}

See [the first essay](essay:first#s1).
`

// small is an edition of two essays with one of everything.
func small(t testing.TB) (*edition.Edition, func(*edition.Text) *markup.Body) {
	bodies := map[*edition.Text]*markup.Body{}
	parse := func(kind edition.OwnerKind, id, language, text string, front *markup.Front) *edition.Text {
		b, found := markup.Parse(markup.Input{Owner: edition.Owner{Kind: kind, ID: id}, Language: language, File: id + ".md", Markdown: []byte(text), Front: front})
		for _, d := range found {
			t.Errorf("%s", d)
		}
		bodies[b.Text] = b
		return b.Text
	}
	first := &edition.Essay{
		ID: "first", Title: "The Turn of 1939", Subtitle: "Moscow & its choices", Authors: []edition.Person{{Name: "Ada Leem", Affiliation: "Seoul"}},
		Date: "1998-06", Language: "en", License: "CC-BY-4.0", Keywords: []string{"diplomacy", "1939"}, Relation: edition.Study,
		WorksCited: []string{"watt1974", "haslam1984", "unused"}, Original: "haslam1984", Aliases: []string{"old/first"},
		Abstracts: []edition.Abstract{{Language: "en", Markdown: "When did Moscow turn?"}, {Language: "ko", Markdown: "모스크바는 언제 돌아섰는가?"}},
	}
	first.Text = parse(edition.OfEssay, "first", "en", firstEssay, &markup.Front{Title: first.Title, Subtitle: first.Subtitle, Authors: first.Authors, Abstracts: first.Abstracts})
	second := &edition.Essay{ID: "second", Title: "Bandwagons", Authors: []edition.Person{{Name: "Bo Winn"}}, Date: "2010", Language: "en"}
	second.Text = parse(edition.OfEssay, "second", "en", secondEssay, &markup.Front{Title: second.Title, Authors: second.Authors})
	first.Annotations = []*edition.Annotation{{
		ID: "spring", Kind: edition.Commentary, Passage: "p1", Quote: "the spring of 1939", By: "The editors", Date: "2026",
		Body: parse(edition.OfAnnotation, "first/spring", "en", "That is, March to May; see [@watt1989, p. 7].", nil),
	}}
	sources := []*edition.Source{
		source("gk", "God krizisa", 1990, "", ""), source("haslam1984", "The Soviet Union and the Struggle", 1984, "Haslam", "Jonathan"),
		source("unused", "Listed and never cited", 1970, "Nobody", "Ann"),
		source("watt1974", "The Initiation of the Negotiations", 1974, "Watt", "Donald Cameron"), source("watt1989", "How War Came", 1989, "Watt", "Donald Cameron"),
	}
	term := &edition.Term{ID: "collective-security", Term: "collective security", Aliases: []string{"system of collective security"}, See: []string{"balancing"},
		Definition: parse(edition.OfTerm, "collective-security", "en", "An order in which an attack on one is an attack on all [@watt1989, p. 4].", nil),
		Attested:   []edition.Attestation{{Essay: "second", Passage: "p1", Quote: "a state joins because it is afraid", Span: edition.Span{Passage: 2, Start: 60, End: 94}}}}
	balancing := &edition.Term{ID: "balancing", Term: "balancing", Definition: parse(edition.OfTerm, "balancing", "en", "Siding with the weaker.", nil)}
	name := &edition.Name{ID: "litvinov", Name: "Maxim Litvinov", Sort: "Litvinov, Maxim", Kind: edition.PersonName, Born: "1876-07-17", Died: "1951-12-31",
		About: parse(edition.OfName, "litvinov", "en", "People’s Commissar for Foreign Affairs.", nil), Wikidata: "Q312473"}
	event := &edition.Event{ID: "litvinov-dismissed", EDTF: "1939-05-03", Date: csl.Date{Start: csl.DateParts{Year: 1939, Month: 5, Day: 3}}, Title: "Litvinov is dismissed",
		About: parse(edition.OfEvent, "litvinov-dismissed", "en", "Molotov takes his place.", nil), Sources: parse(edition.OfEvent, "litvinov-dismissed", "en", "[@watt1989, p. 112]", nil)}
	page := &edition.Page{ID: "about", Title: "About this edition", Language: "en", Text: parse(edition.OfPage, "about", "en", "## Principles\n\nNothing is silently changed [@watt1974].\n", nil)}
	e := edition.New(edition.Settings{Title: "Essays on 1939", Subtitle: "An annotated edition", Editors: []edition.Person{{Name: "Eve Ditor", ORCID: "0000-0002-1825-0097"}},
		Language: "en", License: "CC-BY-SA-4.0", Publisher: "The Press", Version: "1.0", Date: "2026-11-23", BaseURL: "https://example.org/e/", Description: "Two essays and what they cite."},
		[]edition.Part{{Essays: []*edition.Essay{first, second}}}, []*edition.Page{page}, sources,
		[]*edition.Term{balancing, term}, []*edition.Name{name}, []*edition.Event{event})
	link(e)
	return e, func(t *edition.Text) *markup.Body { return bodies[t] }
}

func source(id, title string, year int, family, given string) *edition.Source {
	item := csl.Item{ID: id, Type: "book", Fields: map[string]string{"title": title, "publisher": "Macmillan", "publisher-place": "London"},
		Dates: map[string]csl.Date{"issued": {Start: csl.DateParts{Year: year}}}}
	if family != "" {
		item.Names = map[string][]csl.Name{"author": {{Family: family, Given: given}}}
	}
	return &edition.Source{Item: item, Slug: id}
}

// link resolves what texts refer to and inverts it.
func link(e *edition.Edition) {
	for i, x := range e.Essays {
		x.Text.Rank = int32(i)
		for _, a := range x.Annotations {
			p, i := x.Text.Passage(a.Passage)
			at := int32(strings.Index(p.Text, a.Quote))
			a.Span = edition.Span{Passage: i, Start: at, End: at + int32(len(a.Quote))}
		}
	}
	e.Texts(func(t *edition.Text) {
		for i := range t.Citations {
			c := &t.Citations[i]
			if x := e.Source(c.Source); x != nil {
				c.Resolved = true
				x.Backlinks = append(x.Backlinks, edition.Backlink{Text: t, Kind: edition.CitationBacklink, Index: int32(i)})
			}
		}
		for i := range t.Mentions {
			m := &t.Mentions[i]
			b := edition.Backlink{Text: t, Kind: edition.MentionBacklink, Index: int32(i)}
			m.Resolved = true
			switch m.Kind {
			case edition.OfATerm:
				e.Term(m.ID).Backlinks = append(e.Term(m.ID).Backlinks, b)
			case edition.OfAName:
				e.Name(m.ID).Backlinks = append(e.Name(m.ID).Backlinks, b)
			case edition.OfAnEvent:
				e.Event(m.ID).Backlinks = append(e.Event(m.ID).Backlinks, b)
			}
		}
		for i := range t.Links {
			t.Links[i].Resolved = true
			x := e.Essay(t.Links[i].ID)
			x.Backlinks = append(x.Backlinks, edition.Backlink{Text: t, Kind: edition.LinkBacklink, Index: int32(i)})
		}
	})
}

// smallSite is the site of the small edition, with citations by author and date.
func smallSite(t testing.TB) *site.Site { return styledSite(t, "author-date") }

// styledSite is the site of the small edition in a style of testdata/style.
func styledSite(t testing.TB, name string) *site.Site {
	t.Helper()
	e, bodies := small(t)
	citations := citationsOf(t, e, name)
	look, found := site.ReadLook(layouts.Set{}, "en")
	for _, d := range found {
		t.Errorf("%s", d)
	}
	return planned(t, site.Input{
		Edition: e, Body: bodies, Look: look, Citations: citations, Generator: "glossator test", Date: time.Unix(0, 0),
		Formats: site.Formats{BibTeX: bibliography.WriteBibTeX, CSLJSON: bibliography.WriteCSLJSON, RIS: bibliography.WriteRIS},
	})
}

// planned is the site of an edition of which all is linked.
func planned(t testing.TB, in site.Input) *site.Site {
	t.Helper()
	s := site.Begin(in)
	for _, d := range s.Plan(nil) {
		t.Errorf("%s", d)
	}
	return s
}

// citationsOf formats an edition's citations in a style of testdata/style.
func citationsOf(t testing.TB, e *edition.Edition, name string) *site.Citations {
	t.Helper()
	text := fixture.Read(t, "testdata/style/"+name+".csl")
	style, err := csl.ParseStyle(text)
	if err != nil {
		t.Fatal(err)
	}
	citations, err := site.NewCitations(style, csl.LocaleFolder(os.DirFS("testdata/style")), e)
	if err != nil {
		t.Fatal(err)
	}
	return citations
}
