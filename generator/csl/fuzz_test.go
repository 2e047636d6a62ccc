package csl_test

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"glossator/generator/csl"
	"glossator/generator/fixture"
)

func noLocales(string) ([]byte, error) { return nil, fs.ErrNotExist }

// A style is read or refused; one that is read formats any item without harm.
func FuzzStyle(f *testing.F) {
	for _, style := range houseStyles {
		f.Add(fixture.Read(f, filepath.Join(layouts, "styles", style+".csl")))
	}
	f.Add([]byte(`<style class="note"><macro name="a"><text macro="a"/></macro><citation><layout><text macro="a"/></layout></citation></style>`))
	items := houseItems(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		style, err := csl.ParseStyle(text)
		if err != nil || style.Parent != "" {
			return
		}
		p, err := csl.NewProcessor(style, noLocales, "")
		if err != nil {
			t.Fatalf("a style that was read cannot be used: %v", err)
		}
		once, twice := houseText(p.NewLibrary(items), items), houseText(p.NewLibrary(items), items)
		if once != twice {
			t.Errorf("the same items give\n%s\nand then\n%s", once, twice)
		}
		checkHTML(t, once)
	})
}

// checkHTML asks for valid UTF-8 in which each element that is opened is closed.
func checkHTML(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("this is no UTF-8: %q", text)
	}
	var open []string
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		switch kind := z.Next(); kind {
		case html.StartTagToken:
			name, _ := z.TagName()
			open = append(open, string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Fatalf("</%s> closes %q in %q", name, open, text)
			}
			open = open[:len(open)-1]
		case html.ErrorToken:
			if len(open) > 0 || z.Err() != io.EOF {
				t.Errorf("%v, %q are not closed in %q", z.Err(), open, text)
			}
			return
		case html.TextToken:
			if strings.ContainsAny(string(z.Raw()), "<>") {
				t.Errorf("%q is not escaped in %q", z.Raw(), text)
			}
		default:
			t.Errorf("%v in %q", kind, text)
		}
	}
}

func FuzzLocale(f *testing.F) {
	for _, lang := range houseLanguages {
		f.Add(fixture.Read(f, filepath.Join(layouts, "locales", "locales-"+lang+".xml")))
	}
	style, err := csl.ParseStyle(fixture.Read(f, filepath.Join(layouts, "styles", "author-date.csl")))
	if err != nil {
		f.Fatal(err)
	}
	items := houseItems(f)[:4]
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := csl.ParseLocale(text); err != nil {
			return
		}
		p, err := csl.NewProcessor(style, func(string) ([]byte, error) { return text, nil }, "de-AT")
		if err != nil {
			t.Fatalf("a locale that was read cannot be used: %v", err)
		}
		houseText(p.NewLibrary(items), items)
	})
}

// Items that are read are the same after writing and reading them again.
func FuzzItems(f *testing.F) {
	f.Add(fixture.Read(f, "testdata/house.json"))
	f.Add([]byte(`[{"id":1,"issued":{"date-parts":[["1999","13"],[2000]],"season":2},"author":[{"literal":"X","comma-suffix":1}],"keyword":["a",2],"foo":"bar","custom":{"a":3}}]`))
	f.Add([]byte(`[{"title":[]}]`))
	f.Add([]byte(`[{"issue":""}]`))
	f.Add([]byte(`[{"issued":{"date-parts":[[0,5],[0]]}},{"issued":{"date-parts":[[1999,0,5],[2000,0,7]]}}]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var items []csl.Item
		if json.Unmarshal(text, &items) != nil {
			return
		}
		written, err := json.Marshal(items)
		if err != nil {
			t.Fatal(err)
		}
		var again []csl.Item
		if err := json.Unmarshal(written, &again); err != nil {
			t.Fatalf("%v in %s", err, written)
		}
		if len(items) > 0 && !reflect.DeepEqual(items, again) {
			t.Fatalf("%+v became %+v", items, again)
		}
	})
}

// Any words in any field come out without harm.
func FuzzRendering(f *testing.F) {
	processors := make([]*csl.Processor, len(houseStyles))
	for i, style := range houseStyles {
		processors[i] = houseProcessor(f, style, "en-US")
	}
	f.Add("The 'Long' History of \"Things\"", "de la Fontaine", "Jean-Luc, Jr.", "12-14, ch. 3", "May 1968 - June 1969")
	f.Add("<i>A <b>b</i> c</b> «d» <span class=\"nocase\">", "<sc>'t</sc> Hart", "“J”", "\\-", "-044-03-15/..")
	f.Add("0", "", "0", "0", "0")
	f.Add("0", ".", "", "0", "../1999")
	f.Add("0", `""`, "0", "0", "0")
	f.Fuzz(func(t *testing.T, title, family, given, locator, date string) {
		item := csl.Item{
			ID: "a", Type: "article-journal",
			Fields: map[string]string{"title": title, "container-title": given, "page": locator, "volume": locator, "edition": date, "note": title},
			Names:  map[string][]csl.Name{"author": {{Family: family, Given: given}, {Literal: title}}},
			Dates:  map[string]csl.Date{"issued": {Raw: date}},
		}
		render := func(p *csl.Processor) string {
			var b strings.Builder
			library := p.NewLibrary([]csl.Item{item})
			document := library.Document()
			for range 2 {
				n := document.Append(csl.Cluster{Cites: []csl.Cite{{Item: "a", Prefix: title, Suffix: family, Locators: []csl.Locator{{Value: locator}}}}})
				fmt.Fprintln(&b, csl.HTML(n, nil))
			}
			for _, e := range library.Bibliography() {
				fmt.Fprintln(&b, csl.HTML(library.Entry(e.Item), nil))
			}
			return b.String()
		}
		for _, p := range processors {
			text := render(p)
			if again := render(p); again != text {
				t.Errorf("%q becomes %q", text, again)
			}
			if utf8.ValidString(title + " " + family + " " + given + " " + locator + " " + date) {
				checkHTML(t, text)
			}
		}
	})
}

// FuzzEDTF checks that a date which is read is one that can be written and read again.
func FuzzEDTF(f *testing.F) {
	for _, s := range []string{"1939-08-23", "1990~/1995?", "../1990", "1990/", "199X", "1990-21", "Y-17E7", "[1667,1668,1670..1672]", "-0043"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := csl.ParseEDTF(s)
		if err != nil {
			if d != (csl.Date{}) {
				t.Errorf("%q: a date and an error", s)
			}
			return
		}
		if d == (csl.Date{}) || d.Start.Month > 12 || d.End.Month > 12 || d.Start.Day > 31 {
			t.Errorf("%q became %+v", s, d)
		}
		if again, err := csl.ParseEDTF(d.EDTF()); err != nil || again != d {
			t.Errorf("%q became %+v, written %s read %+v %v", s, d, d.EDTF(), again, err)
		}
	})
}

// What is read as a date is one that EDTF can say, and reads again.
func FuzzReadDate(f *testing.F) {
	for _, s := range []string{"12 Mar. 1998", "March 12th, 1998", "12.3.1998", "3 de mayo de 1922", "1998년3월12일", "May 1968 - June 1969", "1–4 May 2001",
		"1933–39", "1933/34", "Spring 1999", "[c. 1850]", "44 BC", "AD 79", "1990/", "../1990", "Spring 1999 - Summer 2001", "3/12/1998"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := csl.ReadDate(s)
		if !ok {
			return
		}
		if d == (csl.Date{}) || d.Literal != "" || d.Raw != "" {
			t.Errorf("%q became %+v", s, d)
		}
		if d.End.Month > 12 || d.Start.Month > 12 { // EDTF's ranges end with no season
			return
		}
		if again, err := csl.ParseEDTF(d.EDTF()); err != nil || again != d {
			t.Errorf("%q became %+v, written %s read %+v %v", s, d, d.EDTF(), again, err)
		}
	})
}
