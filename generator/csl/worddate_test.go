package csl_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"glossator/generator/csl"
)

const datesOnly = `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info/>
<citation><layout><text value="x"/></layout></citation>
<bibliography><layout><date variable="issued" form="%s" date-parts="year-month-day"/></layout></bibliography></style>`

// TestPrintedDatesCanBeRead reads the dates that are printed in the languages that the program comes with.
func TestPrintedDatesCanBeRead(t *testing.T) {
	locales := csl.LocaleFolder(os.DirFS(filepath.Join(layouts, "locales")))
	for _, lang := range houseLanguages {
		for _, form := range []string{"text", "numeric"} {
			style, err := csl.ParseStyle(fmt.Appendf(nil, datesOnly, form))
			if err != nil {
				t.Fatal(err)
			}
			p, err := csl.NewProcessor(style, locales, lang)
			if err != nil {
				t.Fatal(err)
			}
			for month := 1; month <= 12; month++ {
				want := csl.Date{Start: csl.DateParts{Year: 1939, Month: month, Day: 23}}
				items := []csl.Item{{ID: "x", Type: "book", Dates: map[string]csl.Date{"issued": want}}}
				printed := p.NewLibrary(items).EntryAlone("x").PlainText()
				if got, ok := csl.ReadDate(printed); !ok || got != want {
					t.Errorf("%s: %q is read as %+v, %v", lang, printed, got, ok)
				}
			}
		}
	}
}

func TestReadDate(t *testing.T) {
	day := func(year, month, day int) csl.DateParts { return csl.DateParts{Year: year, Month: month, Day: day} }
	for words, want := range map[string]csl.Date{
		"12 Mar. 1998":            {Start: day(1998, 3, 12)},
		"March 12th, 1998":        {Start: day(1998, 3, 12)},
		"den 12. März 1998":       {Start: day(1998, 3, 12)},
		"1er mai 1922":            {Start: day(1922, 5, 1)},
		"3 de mayo de 1922":       {Start: day(1922, 5, 3)},
		"3 мая 1922 г.":           {Start: day(1922, 5, 3)},
		"1998년3월12일":              {Start: day(1998, 3, 12)},
		"12.3.1998":               {Start: day(1998, 3, 12)},
		"13/3/1998":               {Start: day(1998, 3, 13)},
		"3/3/1998":                {Start: day(1998, 3, 3)},
		"1998/03":                 {Start: day(1998, 3, 0)},
		"3/1998":                  {Start: day(1998, 3, 0)},
		"1933/34":                 {Start: day(1933, 0, 0), End: day(1934, 0, 0)},
		"1933—39":                 {Start: day(1933, 0, 0), End: day(1939, 0, 0)},
		"1–4 May 2001":            {Start: day(2001, 5, 1), End: day(2001, 5, 4)},
		"Spring 1999":             {Start: day(1999, 0, 0), Season: "1"},
		"Spring 1999 - Fall 2000": {Start: day(1999, 21, 0), End: day(2000, 23, 0)},
		"[about 1850]":            {Start: day(1850, 0, 0), Circa: true},
		"44 BC":                   {Start: day(-44, 0, 0)},
		"AD 79":                   {Start: day(79, 0, 0)},
	} {
		if got, ok := csl.ReadDate(words); !ok || got != want {
			t.Errorf("%q is read as %+v, %v, want %+v", words, got, ok, want)
		}
	}
	for _, words := range []string{
		"", "3/8/1939", "1939/13/5", "31 February 1939", "0/5/1939", "Trinity 2000", "2000 copies", "79", "3 May 39", "Spring May 1939", "jui 1922",
		"May 1922 - 45 June 1923", "1939 1940",
	} {
		if got, ok := csl.ReadDate(words); ok {
			t.Errorf("%q is read as %+v", words, got)
		}
	}
}
