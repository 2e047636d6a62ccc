package csl_test

import (
	"fmt"
	"testing"

	"glossator/generator/csl"
)

// likeItems are works of which many look the same until something is added: names, given names, letters behind the year.
func likeItems() []csl.Item {
	var items []csl.Item
	for i := range 60 {
		given := []string{"Anna", "Albert", "Boris"}[i%3]
		names := []csl.Name{{Family: "Kim", Given: given}, {Family: []string{"Lee", "Park"}[i/3%2], Given: "C."}, {Family: "Choi", Given: "D."}, {Family: fmt.Sprint("Name", i%4)}}
		items = append(items, csl.Item{
			ID: fmt.Sprint("k", i), Type: "book", Fields: map[string]string{"title": fmt.Sprint("Title ", i%7)}, Names: map[string][]csl.Name{"author": names[:1+i%4]},
			Dates: map[string]csl.Date{"issued": {Start: csl.DateParts{Year: 1930 + i%2}}},
		})
	}
	return items
}

// TestSettledLibrariesAreTheSame makes libraries of what others have found out.
func TestSettledLibrariesAreTheSame(t *testing.T) {
	items := append(append(houseItems(t), likeItems()...), likeItems()[:3]...)
	for _, style := range houseStyles {
		p := houseProcessor(t, style, "en-US")
		l := p.NewLibrary(items)
		again, ok := p.SettledLibrary(items, l.Settled())
		if !ok {
			t.Fatal(style, "the library is not made again")
		}
		if want, got := houseText(l, items), houseText(again, items); got != want {
			t.Errorf("%s: the library that is made again gives\n%s\nand not\n%s", style, got, want)
		}
		if _, ok := p.SettledLibrary(items[1:], l.Settled()); ok {
			t.Error(style, "a library of fewer items is taken for the same")
		}
		for i := range l.Settled() {
			if _, ok := p.SettledLibrary(items, l.Settled()[:i]); ok {
				t.Fatal(style, "half a library is taken for a whole one")
			}
		}
	}
}
