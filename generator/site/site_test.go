package site_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"glossator/generator/csl"
	"glossator/generator/edition"
	"glossator/generator/fixture"
	"glossator/generator/site"
	"glossator/layouts"
)

// TestPages compares every page of the small edition with its golden copy in testdata/golden.
func TestPages(t *testing.T) {
	s := smallSite(t)
	for _, p := range s.Pages() {
		if p.Kind == site.Stylesheet || p.Kind == site.Script || p.Kind == site.SearchData || p.Kind == site.PreviewData || p.Kind == site.File {
			continue
		}
		got, err := s.Render(p.Path)
		if err != nil {
			t.Errorf("%s: %v", p.Path, err)
			continue
		}
		fixture.Golden(t, filepath.Join("testdata", "golden", filepath.FromSlash(p.Path)), got)
	}
}

// changed renders a page of the small edition as f has changed it.
func changed(t *testing.T, page string, f func(*edition.Edition)) []byte {
	t.Helper()
	e, bodies := small(t)
	f(e)
	look, _ := site.ReadLook(layouts.Set{}, "en")
	b, err := planned(t, site.Input{Edition: e, Body: bodies, Look: look, Citations: citationsOf(t, e, "author-date")}).Render(page)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A source's page is headed by its title with the tags of CSL's rich text; what is no pair of tags is words.
func TestTitlesOfSourcesHaveTheirTags(t *testing.T) {
	for title, want := range map[string]string{
		`Of <i>Pravda</i>, <span class="nocase">ITS</span> H<sub>2</sub>O`: `<h1>Of <i>Pravda</i>, ITS H<sub>2</sub>O</h1>`,
		`A <span style="font-variant:small-caps;">scan</span>`:             `<h1>A <span class="smallcaps">scan</span></h1>`,
		`Of <i>Pravda & <b>the rest`:                                       `<h1>Of &#60;i&#62;Pravda &#38; &#60;b&#62;the rest</h1>`,
		`Less < more`:                                                      `<h1>Less &#60; more</h1>`,
	} {
		page := changed(t, "bibliography/unused.html", func(e *edition.Edition) { e.Source("unused").Item.Fields["title"] = title })
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("%s: no %s", title, want)
		}
	}
}

// What is long is cut at as many letters in every script; Han ones are as wide as two.
func TestTitlesAreShortenedInEveryScript(t *testing.T) {
	for title, want := range map[string]string{
		"Soviet Foreign Policy and Germany in the Thirties":            "Soviet Foreign Policy and Germany in\u00a0…",
		"Внешняя политика Советского Союза и Германия в те годы":       "Внешняя политика Советского Союза и\u00a0…",
		"论二十世纪三十年代苏联对德政策的演变与国际联盟的关系":                                   "论二十世纪三十年代苏联对德政策的演变与国…",
		"Au sujet de l’Anticonstitutionnellementissimementirrefutable": "Au sujet de l’Anticonstitutionnellementi…",
	} {
		page := changed(t, "locators.html", func(e *edition.Edition) { e.Essays[0].Title, e.Essays[0].Authors = title, nil })
		if !bytes.Contains(page, []byte(">"+want+"<")) {
			t.Errorf("%s: not shortened to %q", title, want)
		}
	}
}

// Essays of one author whose titles begin alike, or are the same, are told apart in lists.
func TestShortTitlesTellEssaysApart(t *testing.T) {
	for _, test := range []struct{ titles, dates, want [2]string }{
		{[2]string{"The Turn", "The Return"}, [2]string{}, [2]string{"Leem, The Turn", "Leem, The Return"}},
		{[2]string{"On Collective Security in Europe, Part 1", "On Collective Security in Europe, Part 2"}, [2]string{},
			[2]string{"Leem, On Collective\u00a0… Europe, Part 1", "Leem, On Collective\u00a0… Europe, Part 2"}},
		{[2]string{"论二十世纪三十年代苏联对德政策的演变（上）", "论二十世纪三十年代苏联对德政策的演变（下）"}, [2]string{},
			[2]string{"Leem, 论二十世纪三十… 策的演变（上）", "Leem, 论二十世纪三十… 策的演变（下）"}},
		{[2]string{"To Ann", "To Ann"}, [2]string{"1864-05-01", ""}, [2]string{"Leem, To Ann, 1 May 1864", "Leem, To Ann"}},
	} {
		page := changed(t, "bibliography/watt1989.html", func(e *edition.Edition) {
			for i, x := range e.Essays {
				x.Title, x.Date, x.Authors = test.titles[i], test.dates[i], []edition.Person{{Name: "Ada Leem"}}
			}
		})
		for _, want := range test.want {
			if !bytes.Contains(page, []byte(">"+want+"<")) {
				t.Errorf("%s: no %q", test.titles, want)
			}
		}
	}
}

// Titles in letters that have no italics are not to be slanted, in whatever language the page is.
func TestTitlesWithoutItalicsStandUpright(t *testing.T) {
	for title, want := range map[string]string{
		"论集体安全": `<i class="upright">论集体安全</i>`, "집단안보의 기원": `<i class="upright">집단안보의 기원</i>`, "الأمن الجماعي": `<i class="upright">الأمن الجماعي</i>`,
		"О безопасности": `<i>О безопасности</i>`,
	} {
		page := changed(t, "bibliography/unused.html", func(e *edition.Edition) {
			e.Source("unused").Item = csl.Item{ID: "unused", Type: "book", Fields: map[string]string{"title": title}}
		})
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("%s: no %s", title, want)
		}
	}
}
