package csl_test

import (
	"strings"
	"testing"

	"glossator/generator/csl"
)

func day(year, month, day int) csl.DateParts {
	return csl.DateParts{Year: year, Month: month, Day: day}
}

func TestParseEDTF(t *testing.T) {
	for edtf, want := range map[string]csl.Date{
		"1939-08-23":             {Start: day(1939, 8, 23)},
		"1939-08":                {Start: day(1939, 8, 0)},
		"1939":                   {Start: day(1939, 0, 0)},
		"1939-08-23T01:30:00Z":   {Start: day(1939, 8, 23)},
		"1939~":                  {Start: day(1939, 0, 0), Circa: true},
		"1939?":                  {Start: day(1939, 0, 0), Circa: true, Uncertain: true},
		"1939-08-23?":            {Start: day(1939, 8, 23), Circa: true, Uncertain: true},
		"1939-33?":               {Start: day(1939, 1, 0), End: day(1939, 3, 0), Circa: true},
		"1939%":                  {Start: day(1939, 0, 0), Circa: true},
		"1939-~08":               {Start: day(1939, 8, 0), Circa: true},
		"1933/1939":              {Start: day(1933, 0, 0), End: day(1939, 0, 0)},
		"1939-08-19/1939-08-23":  {Start: day(1939, 8, 19), End: day(1939, 8, 23)},
		"1933~/1939":             {Start: day(1933, 0, 0), End: day(1939, 0, 0), Circa: true},
		"1933/":                  {Start: day(1933, 0, 0), Open: true},
		"1933/..":                {Start: day(1933, 0, 0), Open: true},
		"../1939":                {End: day(1939, 0, 0)},
		"/1939":                  {End: day(1939, 0, 0)},
		"193X":                   {Start: day(1930, 0, 0), End: day(1939, 0, 0)},
		"19XX":                   {Start: day(1900, 0, 0), End: day(1999, 0, 0)},
		"193u":                   {Start: day(1930, 0, 0), End: day(1939, 0, 0)},
		"1939-XX":                {Start: day(1939, 0, 0)},
		"1939-08-XX":             {Start: day(1939, 8, 0)},
		"1939-21":                {Start: day(1939, 0, 0), Season: "1"},
		"1939-28":                {Start: day(1939, 0, 0), Season: "4"},
		"1939-33":                {Start: day(1939, 1, 0), End: day(1939, 3, 0)},
		"1939-38":                {Start: day(1939, 5, 0), End: day(1939, 8, 0)},
		"1939-41":                {Start: day(1939, 7, 0), End: day(1939, 12, 0)},
		"0000":                   {Start: day(-1, 0, 0)},
		"-0043-03-15":            {Start: day(-44, 3, 15)},
		"Y17000":                 {Start: day(17000, 0, 0)},
		"Y-17E7":                 {Start: day(-170000001, 0, 0)},
		"1950S2":                 {Start: day(1950, 0, 0)},
		"[1667,1668,1670..1672]": {Start: day(1667, 0, 0), End: day(1672, 0, 0)},
		"{1960,1961-12}":         {Start: day(1960, 0, 0), End: day(1961, 12, 0)},
		"[1667]":                 {Start: day(1667, 0, 0)},
		"1933/193X":              {Start: day(1933, 0, 0), End: day(1939, 0, 0)},
		"193X/1945":              {Start: day(1930, 0, 0), End: day(1945, 0, 0)},
		"1939-08/1939-08-19":     {Start: day(1939, 8, 0), End: day(1939, 8, 19)},
		"[..1760-12-03]":         {End: day(1760, 12, 3)},
		"2000-02-29":             {Start: day(2000, 2, 29)},
		" 1939 ":                 {Start: day(1939, 0, 0)},
	} {
		got, err := csl.ParseEDTF(edtf)
		if err != nil || got != want {
			t.Errorf("%q: got %+v, %v; want %+v", edtf, got, err, want)
		}
	}
}

func TestImpossibleDates(t *testing.T) {
	for edtf, want := range map[string]string{
		"1911-02-30":       "the days of 1911-02 go from 01 to 28",
		"1912-02-30~":      "the days of 1912-02 go from 01 to 29",
		"1911-04-00":       "the days of 1911-04 go from 01 to 30",
		"1911-13":          "the months of a year go from 01 to 12",
		"1911-00-04":       "the months of a year go from 01 to 12",
		"1939/1911-11-31":  "the days of 1911-11 go from 01 to 30",
		"1941/1939":        "it ends before it begins",
		"in spring":        "",
		"1911-2-30":        "",
		"191X-02-30":       "",
		"1911-33-01":       "",
		"1911-21-01":       "",
		"1939-08-23/1941~": "",
	} {
		if got := csl.ImpossibleDate(edtf); got != want {
			t.Errorf("%q: %q, want %q", edtf, got, want)
		}
	}
}

func TestParseEDTFRefuses(t *testing.T) {
	for _, s := range []string{
		"", "39", "1939-13", "1939-00", "1900-02-29", "1939-02-30", "1939-8-23", "1939-08-23-01", "1939/1933", "../..", "/", "August 1939",
		"1939/x", "x/1939", "1939-08-23T", "1939-08-23Tnoon", "1939-08-23/1939-08-19", "1939-08/1939-07", "1939-42", "1939-20", "XXXX", "Y1E99", "Y99999999999999999999", "1939-21-01", "19-9", strings.Repeat("1939/", 99),
	} {
		if got, err := csl.ParseEDTF(s); err == nil {
			t.Errorf("%q became %+v", s, got)
		}
	}
}

// TestDatesInISO writes dates as machines read them, years before our era too.
func TestDatesInISO(t *testing.T) {
	for want, d := range map[string]csl.DateParts{
		"1939-08-23": day(1939, 8, 23), "1939-08": day(1939, 8, 0), "0014": day(14, 0, 0), "0000": day(-1, 0, 0), "-0043-03-15": day(-44, 3, 15), "": {},
	} {
		if got := d.ISO(); got != want {
			t.Errorf("%+v is written %q, want %q", d, got, want)
		}
	}
}
