package csl_test

import (
	"fmt"
	"strings"
	"testing"

	"glossator/generator/csl"
	"glossator/generator/growth"
)

// TestTimeGrowsWithWords renders sources whose fields go on and on in one way.
func TestTimeGrowsWithWords(t *testing.T) {
	p := houseProcessor(t, "author-date", "en-US")
	for _, piece := range []string{"a", "A ", "a-", "A-", "(", "'", "\"", "“", "<", "<i>", "<b>a</b> ", "<span class=\"nocase\">", ". ", ", ", "1-2, ", "1 & ", "é", "國", ": ", "? ", "1st ", "&amp;"} {
		growth.Linear(t, fmt.Sprintf("%q", piece), 4<<10, func(length int) {
			words := strings.Repeat(piece, length/len(piece))
			item := csl.Item{
				ID: "a", Type: "article-journal",
				Fields: map[string]string{"title": words, "container-title": words, "page": words, "volume": words, "edition": words, "note": words},
				Names:  map[string][]csl.Name{"author": {{Family: words, Given: words}, {Literal: words}}},
				Dates:  map[string]csl.Date{"issued": {Raw: words}},
			}
			render(p, []csl.Item{item}, csl.Cite{Item: "a", Prefix: words, Suffix: words, Locators: []csl.Locator{{Value: words}}})
		})
	}
}

func render(p *csl.Processor, items []csl.Item, cites ...csl.Cite) {
	library := p.NewLibrary(items)
	document := library.Document()
	for _, c := range cites {
		csl.HTML(document.Append(csl.Cluster{Cites: []csl.Cite{c}}), nil)
	}
	if len(cites) > 1 {
		csl.HTML(document.Append(csl.Cluster{Cites: cites}), nil)
	}
	for _, e := range library.Bibliography() {
		csl.HTML(e.Node, nil)
	}
}

// TestTimeGrowsWithSources renders more and more sources, alike in one way or another.
func TestTimeGrowsWithSources(t *testing.T) {
	for name, item := range map[string]func(i int) csl.Item{
		"different":                                   func(i int) csl.Item { return work(i, fmt.Sprint("Author", i), "A", 1900) },
		"of one author":                               func(i int) csl.Item { return work(i, "Author", "A", 1500+i%500) },
		"of one author and year":                      func(i int) csl.Item { return work(i, "Author", "A", 1900) },
		"of authors of one family":                    func(i int) csl.Item { return work(i, "Author", "A"+inLetters(i), 1900) },
		"of the same nine authors":                    func(i int) csl.Item { return ofMany(work(i, "Author", "A", 1900), 8, "", "") },
		"of nine authors of whom the last is another": func(i int) csl.Item { return ofMany(work(i, "Author", "A", 1900), 8, inLetters(i), "") },
		"of nine authors of whom the last is of the same family": func(i int) csl.Item { return ofMany(work(i, "Author", "A", 1900), 8, "", inLetters(i)) },
	} {
		for _, style := range []string{"author-date", "notes"} {
			p := houseProcessor(t, style, "en-US")
			growth.Linear(t, fmt.Sprintf("%s: sources %s", style, name), 400, func(n int) {
				var items []csl.Item
				var cites []csl.Cite
				for i := range n {
					items = append(items, item(i))
					cites = append(cites, csl.Cite{Item: items[i].ID})
				}
				render(p, items, cites...)
			})
		}
	}
}

// TestTimeGrowsWithAuthors renders works that only their titles tell apart, of more and more authors.
func TestTimeGrowsWithAuthors(t *testing.T) {
	for _, style := range []string{"author-date", "notes"} {
		p := houseProcessor(t, style, "en-US")
		growth.Linear(t, style+": authors", 500, func(n int) {
			var items []csl.Item
			for i := range 4 {
				items = append(items, ofMany(work(i, "Author", "A", 1900), n, "", ""))
			}
			render(p, items, csl.Cite{Item: items[0].ID})
		})
	}
}

// TestTimeGrowsWithNamesInNotes renders a work whose note gives more and more editors.
func TestTimeGrowsWithNamesInNotes(t *testing.T) {
	p := houseProcessor(t, "author-date", "en-US")
	growth.Linear(t, "editors in a note", 4_000, func(n int) {
		item := work(0, "Author", "A", 1900)
		item.Fields["note"] = strings.Repeat("editor: Other || A\n", n)
		render(p, []csl.Item{item}, csl.Cite{Item: item.ID})
	})
}

// ofMany gives a work n more authors; of the last the names go on with those given.
func ofMany(x csl.Item, n int, family, given string) csl.Item {
	for i := range n {
		name := csl.Name{Family: "Other" + inLetters(i), Given: "A"}
		if i == n-1 {
			name.Family, name.Given = name.Family+family, name.Given+given
		}
		x.Names["author"] = append(x.Names["author"], name)
	}
	return x
}

func work(i int, family, given string, year int) csl.Item {
	return csl.Item{
		ID: fmt.Sprint("k", i), Type: "book", Fields: map[string]string{"title": fmt.Sprint("Title ", i), "publisher": "Press"},
		Names: map[string][]csl.Name{"author": {{Family: family, Given: given}}},
		Dates: map[string]csl.Date{"issued": {Start: csl.DateParts{Year: year}}},
	}
}

// inLetters spells a number so that it is a name.
func inLetters(i int) string {
	return strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(i))
}

// TestTimeGrowsWithStyles reads styles that go on and on in one way.
func TestTimeGrowsWithStyles(t *testing.T) {
	for _, style := range []struct{ before, piece, after string }{
		{"", "<", ""},
		{"", "<style>", ""},
		{"", "<!--", ""},
		{"<!DOCTYPE a [", "<!ENTITY a%d \"a\">", "]>"},
		{`<style class="note">`, `<macro name="a%d"><text value="a"/></macro>`, `<citation><layout><text macro="a1"/></layout></citation></style>`},
		{`<style class="note"><macro name="a"><text value="a"/></macro><citation><layout>`, `<text macro="a"/>`, `</layout></citation></style>`},
		{`<style class="note"><citation><layout>`, `<group>`, ``},
		{`<style class="note"><citation><layout>`, `<text value="a"/>`, `</layout></citation></style>`},
		{`<style class="note"><citation><layout><choose>`, `<if type="book"><text value="a"/></if>`, `</choose></layout></citation></style>`},
		{`<style class="note"><citation><layout><text value="`, `a`, `"/></layout></citation></style>`},
		{`<style class="note"><citation><layout><choose><if type="`, `book `, `"><text value="a"/></if></choose></layout></citation></style>`},
	} {
		growth.Linear(t, fmt.Sprintf("%s%s…", style.before, style.piece), 32<<10, func(length int) {
			var b strings.Builder
			b.WriteString(style.before)
			for i := 0; b.Len() < length; i++ {
				b.WriteString(strings.ReplaceAll(style.piece, "%d", fmt.Sprint(i)))
			}
			b.WriteString(style.after)
			s, err := csl.ParseStyle([]byte(b.String()))
			if err != nil || s.Parent != "" {
				return
			}
			if p, err := csl.NewProcessor(s, noLocales, ""); err == nil {
				item := work(1, "Author", "A", 1900)
				render(p, []csl.Item{item}, csl.Cite{Item: item.ID})
			}
		})
	}
}

// TestTimeGrowsWithLongStyles reads styles whose parts are so small that only long files show how time grows.
func TestTimeGrowsWithLongStyles(t *testing.T) {
	for _, style := range []struct{ before, piece, after string }{
		{`<style class="note"><info><title>`, `a<!---->`, `</title></info></style>`},
		{`<style class="note"><citation><layout><choose><if type="`, `a%d `, `"><text value="a"/></if></choose></layout></citation></style>`},
	} {
		growth.Linear(t, style.piece, 512<<10, func(length int) {
			var b strings.Builder
			b.WriteString(style.before)
			for i := 0; b.Len() < length; i++ {
				b.WriteString(strings.ReplaceAll(style.piece, "%d", fmt.Sprint(i)))
			}
			csl.ParseStyle([]byte(b.String() + style.after))
		})
	}
}
