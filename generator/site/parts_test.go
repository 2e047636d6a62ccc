package site_test

import (
	"bytes"
	"slices"
	"testing"

	"glossator/generator/site"
	"glossator/layouts"
)

func TestLongListsAreCutIntoParts(t *testing.T) {
	e, bodies := small(t)
	x := e.Source("watt1989")
	x.Backlinks = slices.Repeat(x.Backlinks, 1200/len(x.Backlinks))
	look, _ := site.ReadLook(layouts.Set{}, "en")
	s, _ := site.New(site.Input{Edition: e, Body: bodies, Look: look, Citations: citationsOf(t, e, "author-date")}, nil)
	sentences := 0
	for _, path := range []string{"bibliography/watt1989.html", "bibliography/watt1989.2.html", "bibliography/watt1989.3.html"} {
		if !slices.ContainsFunc(s.Pages(), func(p site.Page) bool { return p.Path == path }) {
			t.Errorf("%s is not among the pages", path)
		}
		page, err := s.Render(path)
		if err != nil {
			t.Fatal(err)
		}
		sentences += bytes.Count(page, []byte(`<span class="place">`))
		for _, link := range []string{"../bibliography/watt1989.html", "../bibliography/watt1989.2.html", "../bibliography/watt1989.3.html"} {
			if !bytes.Contains(page, []byte(`<a href="`+link+`"`)) {
				t.Errorf("%s does not lead to %s", path, link)
			}
		}
	}
	if sentences != 1200 {
		t.Errorf("the parts show %d references; want 1200", sentences)
	}
	for _, path := range []string{"bibliography/watt1989.4.html", "bibliography/watt1989.1.html", "bibliography/watt1989.02.html", "bibliography/gk.2.html"} {
		if _, ok := s.Page(path); ok {
			t.Errorf("there is a page %s", path)
		}
	}
}
