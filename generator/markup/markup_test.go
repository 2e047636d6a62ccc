package markup_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/fixture"
	"glossator/generator/markup"
)

var update = flag.Bool("update", false, "write what is found into the case files")

// A case file is a txtar archive: "essay.md" is read; "facts", "findings" and "page.html" are what comes of it.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no case files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { runCase(t, file) })
	}
}

func runCase(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	input := archive.Files[0].Data
	body, findings := markup.Parse(markup.Input{File: "content/essays/a.md", Language: "en", Markdown: input,
		Owner: edition.Owner{Kind: edition.OfEssay, ID: "a"}})
	link(body.Text)
	got := map[string]string{"facts": facts(body.Text), "findings": text(findings), "page.html": page(body)}
	if *update {
		archive.Files = archive.Files[:1]
		for _, name := range []string{"findings", "facts", "page.html"} {
			if got[name] != "" {
				archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(got[name])})
			}
		}
		fixture.Write(t, file, txtar.Format(archive))
		return
	}
	want := map[string]string{}
	for i, f := range archive.Files {
		if _, known := got[f.Name]; !known && (i > 0 || f.Name != "essay.md") {
			t.Errorf("no section is called %q here", f.Name)
		}
		want[f.Name] = string(f.Data)
	}
	for name := range got {
		if got[name] != want[name] {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got[name], want[name])
		}
	}
}

// link stands in for package crosslink: everything but keys that begin with "no" is known.
func link(t *edition.Text) {
	for i := range t.Citations {
		t.Citations[i].Resolved = !strings.HasPrefix(t.Citations[i].Source, "no")
	}
	for i := range t.Mentions {
		t.Mentions[i].Resolved = !strings.HasPrefix(t.Mentions[i].ID, "no")
	}
	for i := range t.Links {
		t.Links[i].Resolved = !strings.HasPrefix(t.Links[i].ID, "no")
	}
	slices.SortStableFunc(t.Mentions, func(a, b edition.Mention) int {
		return cmp.Or(cmp.Compare(a.Span.Passage, b.Span.Passage), cmp.Compare(a.Span.Start, b.Span.Start))
	})
}

func text(list diagnostic.List) string {
	var b bytes.Buffer
	list.Sort()
	diagnostic.WriteText(&b, list, true)
	return b.String()
}

func facts(t *edition.Text) string {
	var b strings.Builder
	for _, p := range t.Passages {
		fmt.Fprintf(&b, "%s %s %s %s section=%d line=%d %q\n", p.ID, p.Kind, p.Region, p.Language, p.Section, p.Line, p.Text)
	}
	for _, n := range t.Notes {
		fmt.Fprintf(&b, "note %s marker=%s stream=%s calls=", t.Passages[n.Passage].ID, n.Marker, n.Stream)
		for _, c := range n.Calls {
			fmt.Fprintf(&b, "%s:%d ", t.Passages[c.Passage].ID, c.Start)
		}
		b.WriteString("\n")
	}
	span := func(s edition.Span) string {
		return fmt.Sprintf("%s:%q", t.Passages[s.Passage].ID, t.Words(s))
	}
	for i, c := range t.Citations {
		details := edition.Details{}
		if c.Details != nil {
			details = *c.Details
		}
		fmt.Fprintf(&b, "c%d cluster=%d form=%d %s %s prefix=%q suffix=%q at %s line=%d:%d\n", i+1, c.Cluster, c.Form, c.Source, located(details.Locators), details.Prefix, details.Suffix, span(c.Span), c.Line, c.Column)
	}
	for _, m := range t.Mentions {
		fmt.Fprintf(&b, "mention %s %s %s\n", m.Kind, m.ID, span(m.Span))
	}
	for _, l := range t.Links {
		fmt.Fprintf(&b, "link %d %s#%s %s\n", l.Kind, l.ID, l.Fragment, span(l.Span))
	}
	return b.String()
}

// located are locators with what was typed between them, where that was not a comma: [{page 3} {page 5} and {page 7}].
func located(locators []edition.Locator) string {
	var b strings.Builder
	for i, l := range locators {
		if i > 0 {
			b.WriteString(cmp.Or(l.Joint, " "))
		}
		b.WriteString("{" + l.Label + " " + l.Value + "}")
	}
	return "[" + b.String() + "]"
}

func page(b *markup.Body) string {
	r := b.Render(context{}, nil)
	var out strings.Builder
	out.Write(r.Main)
	for i, n := range r.Notes {
		fmt.Fprintf(&out, "<!-- %s -->\n%s\n", b.Text.Notes[i].Marker, bytes.TrimSpace(n))
	}
	return out.String()
}

type context struct{}

func (context) Citation(t *edition.Text, i int) string {
	return "../bibliography/" + t.Citations[i].Source + ".html"
}
func (context) Mention(m *edition.Mention) string {
	return "../" + m.Kind.String() + "/" + m.ID + ".html"
}
func (context) Link(l *edition.Link) string { return l.ID + ".html#" + l.Fragment }
func (context) Asset(path string) string    { return path }
func (context) Cluster(dst []byte, t *edition.Text, cluster int) []byte {
	c := t.Clusters[cluster]
	dst = append(dst, '(')
	for i := range c.Count {
		if i > 0 {
			dst = append(dst, "; "...)
		}
		dst = append(dst, t.Citations[c.First+i].Source...)
	}
	return append(dst, ')')
}
