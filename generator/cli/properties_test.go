package cli_test

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// made is an HTML page of a built edition, as far as its properties go.
type made struct {
	ids   map[string]int
	words string
	links [][2]string // pages and fragments that it leads to
}

// TestPropertiesOfEveryPage holds what is true of every edition against the repository's, a new one and the hostile one:
// ids are unique; every link leads to a page and a place on it; a citation, mention or link that leads somewhere is among
// the backlinks there, and a backlink leads to it; every word of an essay stands on its page.
func TestPropertiesOfEveryPage(t *testing.T) {
	editions := builtEditions(t)
	hostile := filepath.Join(t.TempDir(), "content")
	hostileEdition(t, hostile)
	editions["hostile"] = filepath.Join(t.TempDir(), "hostile")
	glossator(t, "build", "--quiet", "--keep-going", "--content", hostile, "--out", editions["hostile"])
	for name, folder := range editions {
		t.Run(name, func(t *testing.T) {
			pages := map[string]*made{}
			for _, p := range htmlFiles(t, folder) {
				pages[p] = readMade(t, folder, p)
			}
			for p, x := range pages {
				for id, n := range x.ids {
					if n > 1 {
						t.Errorf("%s: the id %q stands there %d times", p, id, n)
					}
				}
				if p == "404.html" { // stands at any address
					continue
				}
				for _, l := range x.links {
					if to := pages[l[0]]; to == nil && strings.HasSuffix(l[0], ".html") {
						t.Errorf("%s leads to %s, which there is not", p, l[0])
					} else if to != nil && l[1] != "" && to.ids[l[1]] == 0 {
						t.Errorf("%s leads to %s#%s, which there is not", p, l[0], l[1])
					}
				}
			}
			checkEssays(t, folder, pages)
		})
	}
}

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
	m := &made{ids: map[string]int{}}
	var words strings.Builder
	for n := range tree.Descendants() {
		if n.Type == html.TextNode && !within(n, "sup") {
			words.WriteString(n.Data + " ")
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
				m.links = append(m.links, [2]string{to, fragment})
			}
		}
	}
	m.words = words.String()
	return m
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

// essayData is what edition.json says of an essay.
type essayData struct {
	URL       string
	Passages  []struct{ Text, Region string }
	Citations []struct{ ID, Source, At string }
	Mentions  []struct{ Kind, ID, At string }
}

// checkEssays compares essays with their pages and with the backlinks of what they cite.
func checkEssays(t *testing.T, folder string, pages map[string]*made) {
	b, err := os.ReadFile(filepath.Join(folder, "edition.json"))
	if err != nil {
		t.Fatal(err)
	}
	var data struct {
		Essays  []essayData
		Sources []struct{ ID, URL string }
	}
	if err := json.Unmarshal(b, &data); err != nil {
		t.Fatal(err)
	}
	urls := map[string]string{}
	for _, s := range data.Sources {
		urls[s.ID] = s.URL
	}
	essays, words, forward, back := map[string]bool{}, 0, 0, 0
	for _, x := range data.Essays {
		essays[x.URL] = true
		page := pages[x.URL]
		for _, p := range x.Passages {
			words += len(strings.Fields(p.Text))
		}
		missing := missingWords(x, page.words)
		if len(missing) > 0 {
			t.Errorf("%s lacks %d words, among them %q", x.URL, len(missing), missing[:min(5, len(missing))])
		}
		for _, c := range x.Citations {
			source := pages[urls[c.Source]]
			if source == nil {
				continue // unresolved, and marked as such
			}
			forward++
			if !leadsTo(page, urls[c.Source]) || !leadsTo(source, x.URL) {
				t.Errorf("%s cites %s with %s: forward %v, back %v", x.URL, c.Source, c.ID, leadsTo(page, urls[c.Source]), leadsTo(source, x.URL))
			}
		}
	}
	for _, s := range data.Sources {
		for _, l := range pages[s.URL].links {
			if !essays[l[0]] || l[1] == "" {
				continue
			}
			back++
			if !leadsTo(pages[l[0]], s.URL) {
				t.Errorf("%s says that %s#%s cites it, which does not lead there", s.URL, l[0], l[1])
			}
		}
	}
	if words == 0 || forward == 0 || back == 0 {
		t.Errorf("the essays have %d words, %d citations and %d backlinks", words, forward, back)
	}
}

func leadsTo(p *made, url string) bool {
	for _, l := range p.links {
		if l[0] == url {
			return true
		}
	}
	return false
}

// missingWords are the words of an essay's passages that do not stand on its page. The signs that part words may be others.
func missingWords(x essayData, page string) []string {
	var missing []string
	page = strings.Join(strings.Fields(page), "")
	for _, p := range x.Passages {
		if p.Region == "front" { // the title's parts stand apart
			continue
		}
		for _, w := range strings.Fields(p.Text) {
			if !strings.ContainsRune(w, '\uFFFC') && !strings.Contains(page, w) {
				missing = append(missing, w)
			}
		}
	}
	return missing
}
