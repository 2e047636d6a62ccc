package cli_test

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// made is an HTML page of a built edition, as far as its properties go.
type made struct {
	ids   map[string]int
	links [][2]string // pages and fragments that it leads to
	leads map[lead]int
	lines map[lead]int      // by what they are a line of, and where they lead
	marks map[lead]string   // what each line marks as the words that refer
	texts map[string]string // by place
	bound map[string]string // by place, words that can be no link: those of links, headings and code
	cites []lead            // citations, and what they lead to
	names []lead            // mentions, and what they lead to
	head  string            // what stands above an essay's text, but for its contents
}

// lead is a way from a place, or from all that is in it, to another; both are addresses.
type lead struct{ from, to string }

// readMade reads a page.
func readMade(t *testing.T, folder, name string) *made {
	t.Helper()
	f, err := os.Open(filepath.Join(folder, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tree, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	m := &made{ids: map[string]int{}, leads: map[lead]int{}, lines: map[lead]int{}, marks: map[lead]string{}, bound: map[string]string{}, texts: map[string]string{}}
	for n := range tree.Descendants() {
		if n.Type == html.TextNode && !within(n, "sup") {
			m.addText(name, n)
			if within(n, "header") && !within(n, "nav") {
				m.head += n.Data
			}
		}
		if n.Data == "a" && attribute(n, "href") != "" && attribute(n, "aria-hidden") == "" && isWordless(n) {
			t.Errorf("%s: a link to %s has no words", name, attribute(n, "href"))
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				m.ids[a.Val]++
			case a.Key == "href" && n.Data == "a" && !strings.Contains(strings.SplitN(a.Val, "#", 2)[0], ":"):
				to, fragment, _ := strings.Cut(a.Val, "#")
				if to, _, _ = strings.Cut(to, "?"); to == "" {
					to = name
				} else {
					to = path.Join(path.Dir(name), to)
				}
				if unescaped, err := url.PathUnescape(to); err == nil {
					to = unescaped
				}
				m.links = append(m.links, [2]string{to, fragment})
				m.addLead(name, n, to, fragment)
			}
		}
	}
	return m
}

// addLead adds a link to the ways that lead from the places around it, and to the lines where it is that of one.
func (m *made) addLead(name string, n *html.Node, to, fragment string) {
	whole := to
	if fragment != "" {
		whole += "#" + fragment
	}
	around := []*html.Node{n}
	for a := range n.Ancestors() {
		around = append(around, a)
	}
	of, linkedFrom := name, !strings.HasPrefix(name, "essays/") && !strings.HasPrefix(name, "pages/")
	for _, a := range around {
		if id := attribute(a, "id"); id != "" {
			for _, target := range slices.Compact([]string{to, whole}) {
				m.leads[lead{name + "#" + id, target}]++
			}
			if a.Data == "li" && name == "chronology.html" {
				of = name + "#" + id
			}
		}
		linkedFrom = linkedFrom || strings.Contains(attribute(a, "class"), "linked-from")
	}
	if id := attribute(n, "id"); id != "" && attribute(n, "class") == "cite" && name != "glossary.html" { // that shows what the terms' own pages say
		m.cites = append(m.cites, lead{name + "#" + id, to})
	}
	if slices.Contains([]string{"term", "name", "event"}, attribute(n, "class")) && name != "glossary.html" {
		i := slices.IndexFunc(around, func(a *html.Node) bool { // the passage, and not words in it that are annotated
			return attribute(a, "id") != "" && !strings.HasPrefix(attribute(a, "id"), "at-")
		})
		m.names = append(m.names, lead{name + "#" + attribute(around[i], "id"), whole})
	}
	if attribute(n.Parent, "class") == "place" && linkedFrom {
		m.lines[lead{of, whole}]++
		for x := range n.Parent.Parent.Descendants() {
			if x.Data == "mark" {
				m.marks[lead{of, whole}] = text(x)
			}
		}
	}
}

// addText adds words to those of the places around them, and to the bound ones if they stand in a link, a heading or code.
func (m *made) addText(name string, n *html.Node) {
	bound := slices.ContainsFunc([]string{"a", "code", "h1", "h2", "h3", "h4", "h5", "h6"}, func(x string) bool { return within(n, x) })
	for a := range n.Ancestors() {
		if id := attribute(a, "id"); id != "" {
			m.texts[name+"#"+id] += n.Data
			if attribute(n.Parent, "class") == "marker" {
				m.texts[name+"#"+id] += " "
			}
			if bound {
				m.bound[name+"#"+id] += n.Data
			}
		}
	}
}

// isBound says that words can be no link at that place: some of them are one already, even one that is not published, or
// stand in a heading, in code, or in HTML that is shown as text, as what is hostile may.
func (m *made) isBound(place, words string) bool {
	if strings.HasSuffix(place, "#title") || strings.HasSuffix(place, "#byline") || strings.HasPrefix(words, "javascript:") || strings.ContainsAny(words, "<(=") {
		return true
	}
	return slices.ContainsFunc(strings.Fields(words), func(w string) bool { return len(w) > 3 && strings.Contains(m.bound[place], w) })
}

// text is the words in an element.
func text(n *html.Node) string {
	var b strings.Builder
	for x := range n.Descendants() {
		if x.Type == html.TextNode && !within(x, "sup") {
			b.WriteString(x.Data)
		}
	}
	return b.String()
}

func isWordless(n *html.Node) bool {
	for x := range n.Descendants() {
		if x.Type == html.TextNode && strings.TrimSpace(x.Data) != "" || x.Data == "img" || x.Data == "svg" {
			return false
		}
	}
	return true
}

// within says that an element of that name is around the node: of superscripts, those are the marks of notes.
func within(n *html.Node, name string) bool {
	for a := range n.Ancestors() {
		if a.Data == name {
			return true
		}
	}
	return false
}
