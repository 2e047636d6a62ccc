package bibliography_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"glossator/generator/bibliography"
	"glossator/generator/csl"
)

var writers = map[string]func(io.Writer, []csl.Item) error{
	"bib": bibliography.WriteBibTeX, "json": bibliography.WriteCSLJSON, "ris": bibliography.WriteRIS,
}

// writeAndRead writes items in a format and reads them again; nothing may be wrong with what was written.
func writeAndRead(t *testing.T, format string, items []csl.Item) ([]csl.Item, string) {
	t.Helper()
	var b bytes.Buffer
	if err := writers[format](&b, items); err != nil {
		t.Fatal(err)
	}
	entries, list := bibliography.Parse("written."+format, b.Bytes())
	if len(list) > 0 {
		t.Fatalf("%v in\n%s", list, b.String())
	}
	return itemsOf(entries), b.String()
}

var capitalKept = regexp.MustCompile(`<span class="nocase">(\p{Lu}[^ <]*)</span>`)

// kept is what a format keeps of an item: RIS has no tags in its texts, and in BibTeX all words with capitals have braces.
func kept(format string, item csl.Item) csl.Item {
	item.Fields, item.Custom = maps.Clone(item.Fields), maps.Clone(item.Custom)
	switch format {
	case "json":
		return item
	case "bib":
		for name, text := range item.Fields {
			item.Fields[name] = capitalKept.ReplaceAllString(text, "$1")
		}
		return item
	}
	for _, texts := range []map[string]string{item.Fields, item.Custom} {
		for name, text := range texts {
			words := strings.FieldsFunc(csl.PlainText(text), func(r rune) bool { return r == ' ' })
			texts[name] = strings.Join(words, " ")
		}
	}
	return item
}

func TestWrittenItemsReadTheSame(t *testing.T) {
	for format := range writers {
		t.Run(format, func(t *testing.T) {
			for seed := range uint64(1000) {
				item := randomItem(rand.New(rand.NewPCG(seed, 1)))
				got, text := writeAndRead(t, format, []csl.Item{item})
				if diff := cmp.Diff([]csl.Item{kept(format, item)}, got); diff != "" {
					t.Fatalf("seed %d (-written +read):\n%s\nin\n%s", seed, diff, text)
				}
			}
		})
	}
}

// What Zotero's users keep in notes, a variable a line, is not run together by BibTeX.
func TestNotesKeepTheLinesThatGiveVariables(t *testing.T) {
	items := []csl.Item{
		{ID: "a", Type: "book", Fields: map[string]string{"title": "A", "note": "Citation Key: b\nOriginal Date: 1939\nA {remark} at 5%"}},
		{ID: "b", Type: "book", Fields: map[string]string{"title": "B", "note": "original-date: 1939\nRead twice"}},
	}
	got, text := writeAndRead(t, "bib", items)
	if diff := cmp.Diff(items, got); diff != "" {
		t.Errorf("(-written +read):\n%s\nin\n%s", diff, text)
	}
}

// In RIS, too, the lines of a note stay lines, but for those that would be read as another value.
func TestNotesKeepTheirLinesInRIS(t *testing.T) {
	for note, want := range map[string]string{
		"A remark\nof two lines\n\nand a paragraph": "A remark\nof two lines\n\nand a paragraph",
		"One\n\tset back,  wide\nER  - two\nthree":  "One\nset back, wide ER - two\nthree",
		"One\noriginal-date: 1939":                  "One original-date: 1939",
		"original-date: 1939\nRead twice":           "original-date: 1939 Read twice",
	} {
		item := csl.Item{ID: "a", Type: "book", Fields: map[string]string{"title": "A", "note": note}}
		got, text := writeAndRead(t, "ris", []csl.Item{item, {ID: "b", Type: "book"}})
		if len(got) != 2 || got[0].Fields["note"] != want || len(got[0].Dates) != 0 {
			t.Errorf("%q is read as %v from\n%s", note, got, text)
		}
	}
}

// TestCasesReadTheSame writes what the cases hold and reads it again. Keys with spaces are left out: BibTeX
// warns of them.
func TestCasesReadTheSame(t *testing.T) {
	for _, file := range cases(t) {
		entries, _ := read(t, file)
		var items []csl.Item
		for _, item := range itemsOf(entries) {
			if !strings.Contains(item.ID, " ") {
				for variable, value := range item.Fields {
					item.Fields[variable] = strings.ReplaceAll(value, "\n", " ")
				}
				items = append(items, item)
			}
		}
		for format := range writers {
			t.Run(filepath.Base(file)+" as "+format, func(t *testing.T) {
				var want []csl.Item
				for _, item := range items {
					want = append(want, kept(format, item))
				}
				got, text := writeAndRead(t, format, items)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("(-written +read):\n%s\nin\n%s", diff, text)
				}
			})
		}
	}
}

// TestSeasonsInWordsKeepTheirYear writes dates that EDTF cannot say: BibTeX has a place for them in the year and month of
// publication, RIS in two of its dates, and elsewhere they become words, of the date that they are.
func TestSeasonsInWordsKeepTheirYear(t *testing.T) {
	term := csl.Date{Start: csl.DateParts{Year: 1938}, Season: "Michaelmas"}
	words := csl.Date{Literal: "Michaelmas 1938"}
	for _, test := range []struct {
		format, variable string
		want             csl.Date
	}{
		{"bib", "issued", term}, {"bib", "accessed", words}, {"bib", "original-date", words},
		{"ris", "issued", term}, {"ris", "accessed", term}, {"ris", "original-date", words},
	} {
		item := csl.Item{ID: "a", Type: "book", Dates: map[string]csl.Date{test.variable: term}}
		got, text := writeAndRead(t, test.format, []csl.Item{item})
		if diff := cmp.Diff(map[string]csl.Date{test.variable: test.want}, got[0].Dates); diff != "" {
			t.Errorf("%s %s (-want +read):\n%s\nin\n%s", test.format, test.variable, diff, text)
		}
	}
}

const types = `article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document
	entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map motion_picture
	musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report review
	review-book software song speech standard thesis treaty webpage`

const texts = `abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number collection-number
	collection-title container-title container-title-short dimensions division edition event event-place event-title genre ISBN issue
	jurisdiction license medium note number number-of-pages number-of-volumes original-publisher original-publisher-place
	original-title part-number part-title PMCID PMID printing-number publisher publisher-place references reviewed-genre reviewed-title scale
	section source status supplement-number title title-short version volume volume-title`

const persons = `author chair collection-editor compiler composer container-author contributor curator director editor editor-translator
	editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author performer producer recipient
	reviewed-author script-writer series-creator translator`

const days = `accessed available-date event-date issued original-date submitted`

func pick(r *rand.Rand, words string) string {
	list := strings.Fields(words)
	return list[r.IntN(len(list))]
}

func randomItem(r *rand.Rand) csl.Item {
	item := csl.Item{ID: fmt.Sprintf("key:%d/a.b", r.IntN(99)), Type: pick(r, types), Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
	for range r.IntN(12) {
		variable := pick(r, texts)
		item.Fields[variable] = randomText(r, strings.HasSuffix(variable, "title") || strings.HasSuffix(variable, "title-short"))
	}
	for variable, values := range map[string][]string{
		"page": {"1", "1-10", "152-70", "1-2, 5-9", "A-12", "xii", "12-13-14"}, "language": {"en", "en-GB", "de", "ko", "x-y", "Ancient Martian"},
		"URL": {"https://example.org/a_b?x=1&y=%20#z~", "urn:x"}, "DOI": {"10.1000/xyz_<12>(3)"}, "ISSN": {"1234-567X", "not one"},
		"keyword": {"pact, Moscow", "a; b", "one"},
	} {
		if r.IntN(3) == 0 {
			item.Fields[variable] = values[r.IntN(len(values))]
		}
	}
	for range r.IntN(4) {
		variable := pick(r, persons)
		item.Names[variable] = nil
		for range 1 + r.IntN(3) {
			item.Names[variable] = append(item.Names[variable], randomName(r))
		}
	}
	for range r.IntN(3) {
		item.Dates[pick(r, days)] = randomDate(r)
	}
	if r.IntN(2) == 0 {
		item.Custom = map[string]string{"printed": randomText(r, false), "Odd Name, é": randomText(r, false), "title": "x", "shorthand": "SPE"}
	}
	return withoutEmpty(item)
}

// withoutEmpty makes empty maps nil, as csl.Item has them.
func withoutEmpty(item csl.Item) csl.Item {
	if len(item.Fields) == 0 {
		item.Fields = nil
	}
	if len(item.Names) == 0 {
		item.Names = nil
	}
	if len(item.Dates) == 0 {
		item.Dates = nil
	}
	return item
}

var pieces = []string{
	"Pact", "pact", "of", "and", "1939", "&", "%", "$5", "$x$", "#", "a_b", "^", "~", `\`, `\emph`, "{", "}", "\"", "'", "''", "'''", "`", "--", "---", "–",
	"?`", "é", "Łódź", "한국", "<", ">", "a < b", "<i>x</i>", "<b>b</b>", "x<sup>2</sup>", "H<sub>2</sub>O", "<i>unclosed", "</i>", "@book{x,", "=", ",",
	"a\u00a0b", "z.\u202fB.", "note: x", "type: y", "title: z", "\"`", "\"'", "x: y", "TY - x", "<i>a <b>b</b> c</i>",
	`<span style="font-variant:small-caps;">Sc</span>`, "-", "!", "?", "ER", "others", "iPhone", "USSR", "“Great”", "Élan",
}

func randomText(r *rand.Rand, title bool) string {
	var b strings.Builder
	for i := range 1 + r.IntN(5) {
		if i > 0 {
			b.WriteString([]string{" ", " ", ", ", "-", ""}[r.IntN(5)])
		}
		if title && r.IntN(5) == 0 {
			b.WriteString(`<span class="nocase">van der Waals</span>`)
		} else {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
	}
	return strings.Trim(b.String(), " ")
}

func randomName(r *rand.Rand) csl.Name {
	parts := []string{"Leem", "de", "van den", "Ludwig", "Jr.", "III", "王", "Smith and Sons", "d'Or", "O’Neill", "et", "A. B.", "a, b", "\\", "and", "=", "x", "Jean-Paul", "José"}
	part := func(n int) string {
		if r.IntN(n) > 0 {
			return ""
		}
		return parts[r.IntN(len(parts))]
	}
	if r.IntN(4) == 0 {
		return csl.Name{Literal: []string{"League of Nations", "others", "Ministry, USSR", "family=x", "et al."}[r.IntN(5)]}
	}
	n := csl.Name{
		Family: part(1), Given: part(2), DroppingParticle: part(6), NonDroppingParticle: part(6), Suffix: part(6),
		CommaSuffix: r.IntN(20) == 0, StaticOrdering: r.IntN(20) == 0,
	}
	return n
}

func randomDate(r *rand.Rand) csl.Date {
	parts := func(year int) csl.DateParts {
		p := csl.DateParts{Year: year}
		if p.Month = r.IntN(13); p.Month > 0 {
			p.Day = r.IntN(29)
		}
		return p
	}
	d := csl.Date{Start: parts([]int{1939, 476, -44, -1, 12000, 2024}[r.IntN(6)]), Circa: r.IntN(4) == 0}
	switch r.IntN(6) {
	case 0:
		d.End = parts(d.Start.Year + 51)
		if d.Start.Year < 0 && d.End.Year >= 0 {
			d.End.Year++
		}
	case 1:
		d.Open = true
	case 2:
		d.Season = []string{"1", "2", "3", "4"}[r.IntN(4)]
		d.Start.Month, d.Start.Day = 0, 0
	case 3:
		return csl.Date{Literal: []string{"forthcoming", "n.d.", "Easter Week & after"}[r.IntN(3)]}
	}
	return d
}

// Reference managers know no more of a name in RIS than its commas.
func TestNamesInRISAreForReferenceManagers(t *testing.T) {
	item := csl.Item{ID: "a", Type: "book", Names: map[string][]csl.Name{"author": {
		{Family: "de Gaulle", Given: "Charles"}, {Family: "Beethoven", Given: "Ludwig van"}, {Literal: "League of Nations"}, {Given: "Plato"},
		{Family: "King", Given: "Martin Luther, Jr."}, {Family: "de Gaulle", NonDroppingParticle: "von", Given: "Charles", Suffix: "II"},
	}}}
	got, text := writeAndRead(t, "ris", []csl.Item{item})
	if diff := cmp.Diff([]csl.Item{item}, got); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	var authors []string
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(line, "AU  - "); ok {
			authors = append(authors, strings.TrimSpace(name))
		}
	}
	want := []string{"de Gaulle, Charles", "Beethoven, Ludwig van", "League of Nations,", "Plato,", "King, Martin Luther, Jr.", "von de Gaulle, Charles, II"}
	if diff := cmp.Diff(want, authors); diff != "" {
		t.Errorf("(-wanted +written):\n%s", diff)
	}
}
