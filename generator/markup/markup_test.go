package markup_test

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/fixture"
	"glossator/generator/markup"
)

// A case file is a txtar archive: "essay.md" is read; "facts", "findings" and "page.html" are what comes of it.
func TestCases(t *testing.T) {
	fixture.Cases(t, "testdata/*.txt", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		body, findings := markup.Parse(markup.Input{File: "content/essays/a.md", Language: "en", Markdown: archive.Files[0].Data,
			Owner: edition.Owner{Kind: edition.OfEssay, ID: "a"}})
		link(body.Text)
		archive.Files = []txtar.File{{Name: "essay.md", Data: archive.Files[0].Data}}
		for _, made := range []struct{ name, text string }{{"findings", text(findings)}, {"facts", facts(body.Text)}, {"page.html", page(body)}} {
			if made.text != "" {
				archive.Files = append(archive.Files, txtar.File{Name: made.name, Data: []byte(made.text)})
			}
		}
		return archive
	})
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
