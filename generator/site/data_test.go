package site_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"glossator/generator/edition"
	"glossator/generator/site"
	"glossator/layouts"
)

func TestEditionDataFollowsItsSchema(t *testing.T) {
	e, bodies := small(t)
	cited := false
	for _, x := range e.Essays {
		for i := range x.Text.Citations {
			x.Text.Citations[i].ID += "a" // as those have that were put in later
			cited = true
		}
	}
	look, _ := site.ReadLook(layouts.Set{}, "en")
	s := planned(t, site.Input{Edition: e, Body: bodies, Look: look, Citations: citationsOf(t, e, "author-date")})
	b, err := s.Render("edition.json")
	if err != nil || !cited {
		t.Fatal(err, cited)
	}
	followsSchema(t, b)
}

func followsSchema(t *testing.T, b []byte) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("edition.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(document); err != nil {
		t.Error(err)
	}
}

// Of a very long list edition.json says in which files it is; together they have all of it, in order.
func TestLongListsOfDataHaveFilesOfTheirOwn(t *testing.T) {
	e, bodies := small(t)
	sources := slices.Clone(e.Sources)
	for i := len(sources); i < 4100; i++ {
		sources = append(sources, source(fmt.Sprintf("work%d", i), fmt.Sprintf("Work no. %d", i), 1900, "", ""))
	}
	e = edition.New(e.Settings, e.Parts, e.Pages, sources, e.Terms, e.Names, e.Events)
	look, _ := site.ReadLook(layouts.Set{}, "en")
	s := planned(t, site.Input{Edition: e, Body: bodies, Look: look, Citations: citationsOf(t, e, "author-date")})
	index, err := s.Render("edition.json")
	if err != nil {
		t.Fatal(err)
	}
	followsSchema(t, index)
	var data struct{ Sources []struct{ List string } }
	if err := json.Unmarshal(index, &data); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, part := range data.Sources {
		b, err := s.Render(part.List)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(s.Pages(), func(p site.Page) bool { return p.Path == part.List }) {
			t.Errorf("%s is not among the files", part.List)
		}
		var list []struct{ ID string }
		if err := json.Unmarshal(b, &list); err != nil {
			t.Fatal(err)
		}
		for _, x := range list {
			ids = append(ids, x.ID)
		}
	}
	want := make([]string, len(sources))
	for i, x := range sources {
		want[i] = x.Item.ID
	}
	if !slices.Equal(ids, want) || len(data.Sources) != 3 {
		t.Errorf("%d sources in %d files; want %d in 3", len(ids), len(data.Sources), len(want))
	}
}
