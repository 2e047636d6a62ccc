package bibliography_test

import (
	"testing"

	"glossator/generator/bibliography"
	"glossator/generator/csl"
)

func day(year, month, day int) csl.DateParts {
	return csl.DateParts{Year: year, Month: month, Day: day}
}

// TestYearsAsPeopleWriteThem reads the year and month of a BibTeX entry.
func TestYearsAsPeopleWriteThem(t *testing.T) {
	for fields, want := range map[string]csl.Date{
		`year = {1933--1939}`:                {Start: day(1933, 0, 0), End: day(1939, 0, 0)},
		`year = {1933-39}`:                   {Start: day(1933, 0, 0), End: day(1939, 0, 0)},
		`year = {1933–39}`:                   {Start: day(1933, 0, 0), End: day(1939, 0, 0)},
		`year = {1910-12}`:                   {Start: day(1910, 0, 0), End: day(1912, 0, 0)},
		`year = {1933/1934}`:                 {Start: day(1933, 0, 0), End: day(1934, 0, 0)},
		`year = {c. 1939}`:                   {Start: day(1939, 0, 0), Circa: true},
		`year = {[1939]}`:                    {Start: day(1939, 0, 0)},
		`year = {{1939}}, month = {{AUG}}`:   {Start: day(1939, 8, 0)},
		`year = 1939, month = aug, day = 23`: {Start: day(1939, 8, 23)},
		`year = 1939, month = "23~" # aug`:   {Start: day(1939, 8, 23)},
		`year = 1939, month = {August 23}`:   {Start: day(1939, 8, 23)},
		`year = 1939, month = 8`:             {Start: day(1939, 8, 0)},
		`year = 1939, month = {May--June}`:   {Start: day(1939, 5, 0), End: day(1939, 6, 0)},
		`year = 1939, month = {Summer}`:      {Start: day(1939, 0, 0), Season: "2"},
		`year = 1939, month = {Michaelmas}`:  {Start: day(1939, 0, 0), Season: "Michaelmas"},
		`date = {1939-8-3}`:                  {Start: day(1939, 8, 3)},
		`date = {23 August 1939}`:            {Start: day(1939, 8, 23)},
		`date = {August 23, 1939}`:           {Start: day(1939, 8, 23)},
		`date = {23. März 1939}`:             {Start: day(1939, 3, 23)},
		`date = {May 1968 -- June 1969}`:     {Start: day(1968, 5, 0), End: day(1969, 6, 0)},
		`date = {3/8/1939}`:                  {Literal: "3/8/1939"},
		`year = 1939, month = {Août}`:        {Start: day(1939, 8, 0)},
		`year = 1939, month = {мая}`:         {Start: day(1939, 5, 0)},
		`date = {1939-08-23}, year = {1940}`: {Start: day(1939, 8, 23)},
		`year = {forthcoming}`:               {Literal: "forthcoming"},
		`year = {1990a}`:                     {Literal: "1990a"},
		`date = {1939/13/5}`:                 {Literal: "1939/13/5"},
		`date = {Spring 5 1939}`:             {Literal: "Spring 5 1939"},
		`date = {Spring May 1939}`:           {Literal: "Spring May 1939"},
		`year = {Spring 1939}, month = may`:  {Start: day(1939, 0, 0), Season: "1"},
		`date = {Thursday}`:                  {Literal: "Thursday"},
	} {
		entries, list := bibliography.Parse("f.bib", []byte("@book{x, "+fields+"}"))
		if len(entries) != 1 || len(list) > 0 || entries[0].Item.Dates["issued"] != want {
			t.Errorf("%s: got %+v %v, want %+v", fields, entries, list, want)
		}
	}
}
