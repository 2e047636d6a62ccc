package markup_test

import (
	"strconv"
	"strings"
	"testing"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/markup"
)

// An abstract whose lines are those of the file has them in what is found.
func TestAnAbstractKeepsItsLines(t *testing.T) {
	for lines, want := range map[bool]string{true: "3 5 8 9 9", false: "3 3 3 3 3"} {
		_, found := markup.Parse(markup.Input{File: "a.md", Language: "en", Markdown: []byte("Text.\n"), Front: &markup.Front{Title: "T", Abstracts: []edition.Abstract{{
			Language: "en", Lines: lines, At: diagnostic.Position{File: "a.md", Line: 3},
			Markdown: "One. {#notes}\n\nTwo. {#cite}\n\n> Three\n> in [two\n> and [five]{#n5}]{#title} [^1]\n",
		}}}})
		var got []string
		for _, d := range found {
			got = append(got, strconv.Itoa(d.Start.Line))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("with lines %t: got %v", lines, found)
		}
	}
}

func TestFrontMatterIsPartOfTheText(t *testing.T) {
	body, found := markup.Parse(markup.Input{
		File: "essays/a.md", Language: "en", Markdown: []byte("---\nauthor: …\n---\n\nA first paragraph.[^1]\n\n[^1]: One.\n[^*]: The author thanks.\n"), Offset: 20,
		Front: &markup.Front{
			At:    diagnostic.Position{File: "essays/a.md", Line: 1},
			Title: "On *Pacts*", Subtitle: "A Study", Authors: []edition.Person{{Name: "A. Uthor[^*]"}, {Name: "B. Uthor"}},
			Abstracts: []edition.Abstract{{Language: "ko", Markdown: "첫 문단.\n\n둘째.", At: diagnostic.Position{File: "essays/a.md", Line: 2}}},
		},
	})
	link(body.Text)
	if len(found) > 0 {
		t.Error(found)
	}
	const want = `title title front en section=-1 line=1 "On Pacts: A Study"
byline byline front en section=-1 line=1 "A. Uthor, B. Uthor"
a1 paragraph abstract ko section=-1 line=2 "첫 문단."
a2 paragraph abstract ko section=-1 line=2 "둘째."
p1 paragraph body en section=-1 line=5 "A first paragraph."
n-star note note en section=-1 line=8 "The author thanks."
n1 note note en section=-1 line=7 "One."
note n-star marker=* stream=author calls=byline:8 
note n1 marker=1 stream=author calls=p1:18 
`
	got := facts(body.Text)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	r := body.Render(context{}, nil)
	if string(r.Title) != "On <em>Pacts</em>" || string(r.Subtitle) != "A Study" || len(r.Authors) != 2 ||
		string(r.Authors[0]) != `A. Uthor<sup class="call author"><a role="doc-noteref" id="r-n-star" href="#n-star">*</a></sup>` {
		t.Errorf("got %q %q %q", r.Title, r.Subtitle, r.Authors)
	}
}

// A first heading that says the title again is a warning, at its line; one that says more, or stands further below, is not.
func TestTheTitleIsNotTheFirstHeading(t *testing.T) {
	for _, c := range []struct {
		title, subtitle, markdown string
		want                      int // the line of the warning; 0 without one
	}{
		{"On *Pacts*", "", "\n# On pacts {.x}\n\nWords.\n\n# On Pacts\n", 2},
		{"On Pacts", "A Study", "# On Pacts\n", 1},
		{"On Pacts", "A Study", "# On Pacts: a *study*\n\n## More\n", 1},
		{"On Pacts", "", "On Pacts[^1]\n========\n\n[^1]: A note.\n", 1},
		{"On Pacts: A Study", "", "# On Pacts\n", 0},
		{"On Pacts", "", "Words.\n\n# On Pacts\n", 0},
		{"On Pacts", "", "# On Pacts and More\n", 0},
	} {
		_, found := markup.Parse(markup.Input{File: "a.md", Language: "en", Markdown: []byte(c.markdown), Front: &markup.Front{
			Title: c.title, Subtitle: c.subtitle, Abstracts: []edition.Abstract{{Language: "en", Markdown: "In short."}},
		}})
		line := 0
		for _, d := range found {
			if d.Code == "title-again" {
				line += d.Start.Line
			}
		}
		if line != c.want {
			t.Errorf("%q, %q: line %d, want %d (%v)", c.title, c.markdown, line, c.want, found)
		}
	}
}
