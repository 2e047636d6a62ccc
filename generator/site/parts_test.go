package site_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"glossator/generator/edition"
	"glossator/generator/site"
	"glossator/layouts"
)

func TestLongListsAreCutIntoParts(t *testing.T) {
	e, bodies := small(t)
	x := e.Source("watt1989")
	x.Backlinks = slices.Repeat(x.Backlinks, 1200/len(x.Backlinks))
	look, _ := site.ReadLook(layouts.Set{}, "en")
	s := planned(t, site.Input{Edition: e, Body: bodies, Look: look, Citations: citationsOf(t, e, "author-date")})
	sentences, places := 0, 0
	for _, path := range []string{"bibliography/watt1989.html", "bibliography/watt1989.2.html", "bibliography/watt1989.3.html"} {
		if !slices.ContainsFunc(s.Pages(), func(p site.Page) bool { return p.Path == path }) {
			t.Errorf("%s is not among the pages", path)
		}
		page, err := s.Render(path)
		if err != nil {
			t.Fatal(err)
		}
		sentences += bytes.Count(page, []byte(`<span class="place">`))
		places += bytes.Count(page, []byte(`<a class="at"`))
		if n := bytes.Count(page, []byte(`#locators">`)); n != 3 {
			t.Errorf("%s leads to the first locators of %d parts; want 3", path, n)
		}
		for _, link := range []string{"../bibliography/watt1989.html", "../bibliography/watt1989.2.html", "../bibliography/watt1989.3.html"} {
			if !bytes.Contains(page, []byte(`<a href="`+link+`"`)) {
				t.Errorf("%s does not lead to %s", path, link)
			}
		}
	}
	if sentences != 1200 {
		t.Errorf("the parts show %d references; want 1200", sentences)
	}
	if places == 0 {
		t.Error("no part shows a locator's places")
	}
	for _, path := range []string{"bibliography/watt1989.4.html", "bibliography/watt1989.1.html", "bibliography/watt1989.02.html", "bibliography/gk.2.html"} {
		if _, ok := s.Page(path); ok {
			t.Errorf("there is a page %s", path)
		}
	}
}

// TestVeryLongListsAreCutIntoPages looks for every source, once, on the pages of the bibliography and of the list from
// A to Z, and for the letters where the list says they begin.
func TestVeryLongListsAreCutIntoPages(t *testing.T) {
	e, bodies := small(t)
	sources := slices.Clone(e.Sources)
	for i := range 1100 {
		id := fmt.Sprintf("work%d", i)
		sources = append(sources, source(id, fmt.Sprintf("%c work no. %d", 'A'+rune(i%26), i), 1900+i%100, "", ""))
	}
	e = edition.New(e.Settings, e.Parts, e.Pages, sources, e.Terms, e.Names, e.Events)
	look, _ := site.ReadLook(layouts.Set{}, "en")
	s := planned(t, site.Input{Edition: e, Body: bodies, Look: look, Citations: citationsOf(t, e, "author-date")})
	pages := map[site.Kind][]byte{}
	for _, p := range s.Pages() {
		if p.Kind != site.Bibliography && p.Kind != site.Search {
			continue
		}
		page, err := s.Render(p.Path)
		if err != nil {
			t.Fatal(err)
		}
		pages[p.Kind] = append(pages[p.Kind], page...)
		if p.Path == "search.html" {
			checkLetters(t, s, page)
		}
	}
	for _, x := range sources {
		if n := bytes.Count(pages[site.Bibliography], []byte(`<li id="`+x.Slug+`">`)); n != 1 {
			t.Errorf("the bibliography has %s %d times", x.Slug, n)
		}
		if n := bytes.Count(pages[site.Search], []byte(`<a href="bibliography/`+x.Slug+`.html">`)); n != 1 {
			t.Errorf("the list from A to Z has %s %d times", x.Slug, n)
		}
	}
}

var letterLink = regexp.MustCompile(`<a href="(search[.0-9]*html)#(letter-[^"]*)"`)

// checkLetters follows the links to the letters.
func checkLetters(t *testing.T, s *site.Site, page []byte) {
	t.Helper()
	links := letterLink.FindAllSubmatch(page, -1)
	if len(links) < 26 {
		t.Errorf("%d letters; want 26 at least", len(links))
	}
	for _, l := range links {
		at, err := s.Render(string(l[1]))
		if err != nil || !bytes.Contains(at, []byte(`id="`+string(l[2])+`"`)) {
			t.Errorf("%s has no %s (%v)", l[1], l[2], err)
		}
	}
}

// TestPartsAreTwoStepsAway cuts the index of locators into very many pages and follows their links to one another.
func TestPartsAreTwoStepsAway(t *testing.T) {
	e, bodies := small(t)
	sources := slices.Clone(e.Sources)
	for i := range 2500 {
		sources = append(sources, source(fmt.Sprintf("work%d", i), fmt.Sprintf("Work no. %d", i), 1900, "", ""))
	}
	e = edition.New(e.Settings, e.Parts, e.Pages, sources, e.Terms, e.Names, e.Events)
	look, _ := site.ReadLook(layouts.Set{}, "en")
	s := planned(t, site.Input{Edition: e, Body: bodies, Look: look, Citations: citationsOf(t, e, "author-date")})
	links := map[string][]string{}
	for _, p := range s.Pages() {
		if p.Kind != site.Locators {
			continue
		}
		page, err := s.Render(p.Path)
		if err != nil {
			t.Fatal(err)
		}
		_, nav, _ := bytes.Cut(page, []byte(`<nav class="others"`))
		nav, _, _ = bytes.Cut(nav, []byte("</nav>"))
		for _, l := range partLink.FindAllSubmatch(nav, -1) {
			links[p.Path] = append(links[p.Path], string(l[1]))
		}
		if n := len(links[p.Path]); n > 30 {
			t.Errorf("%s has %d links to other parts", p.Path, n)
		}
	}
	if len(links) < 100 {
		t.Fatalf("%d parts", len(links))
	}
	for from := range links {
		reached := map[string]bool{}
		for _, step := range links[from] {
			reached[step] = true
			for _, to := range links[step] {
				reached[to] = true
			}
		}
		if len(reached) != len(links) {
			t.Errorf("two steps from %s lead to %d of %d parts", from, len(reached), len(links))
		}
	}
}

var partLink = regexp.MustCompile(`<a href="([^"]*)"`)

// A source's locators stand in the order of their numbers, arabic or Roman; numerals may add as in old books, and words that
// have the letters of numerals are words.
func TestLocatorsStandInTheOrderOfTheirNumbers(t *testing.T) {
	want := []string{"iii", "iiii", "V", "viiii", "9-11", "X", "13", "xiiii", "xv", "XL", "xxxxi", "LXXXX", "CCCC", "mdcccc", "MCMX", "did", "iiiii", "mild", "vv"}
	e, bodies := small(t)
	c := &e.Source("haslam1984").Backlinks[0]
	var locators []edition.Locator
	for i := range want {
		locators = append(locators, edition.Locator{Label: "chapter", Value: want[i*7%len(want)]})
	}
	c.Text.Citations[c.Index].Details = &edition.Details{Locators: locators}
	look, _ := site.ReadLook(layouts.Set{}, "en")
	page, err := planned(t, site.Input{Edition: e, Body: bodies, Look: look, Citations: citationsOf(t, e, "author-date")}).Render("bibliography/haslam1984.html")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range regexp.MustCompile(`<li><span class="locator">([^<]*)</span>`).FindAllSubmatch(page, -1) {
		got = append(got, string(m[1]))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the chapters stand as %q; want %q", got, want)
	}
}
