package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"glossator/generator/cli"
	"glossator/generator/fixture"
)

// TestAddressesOutliveAHundredEdits edits an essay and publishes it, a hundred times, with every kind of passage and of note,
// and some names. After each build every address that has ever been published leads to its words, however they have been
// reworded, or to a stated end. A build that is in doubt is refused, and settled as its message says.
func TestAddressesOutliveAHundredEdits(t *testing.T) {
	for name, labelled := range map[string]bool{"notes in place": false, "notes with numbers": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, labelled)
			names := map[int]string{25: "second", 50: "third", 75: "first", 85: "fourth"}
			for n := 0; n == 0 || len(d.plan) > 0; n++ {
				what := "first published"
				if n > 0 {
					what = d.edit()
				}
				if id := names[n]; id != "" {
					d.rename(t, id)
				}
				d.publish(t)
				if d.check(t); t.Failed() {
					t.Fatalf("edit %d, %s", n, what)
				}
				if len(d.plan) == 0 && n < 100 {
					t.Errorf("only %d edits", n)
				}
			}
			if d.refused == 0 || len(d.published) < 70 || len(d.ended) == 0 {
				t.Errorf("%d builds were refused, %d addresses published, %d ends stated", d.refused, len(d.published), len(d.ended))
			}
		})
	}
}

var settling = regexp.MustCompile(`^write (?:::: )?\{#(\w+)\} (?:at its end|in a line above it and ::: in one below) if it is; else \{#(\w+)\}`)

// publish builds, and settles what the build asks.
func (d *desk) publish(t *testing.T) {
	t.Helper()
	var out bytes.Buffer
	for range len(d.blocks) + 1 {
		d.save(t)
		out.Reset()
		args := []string{"build", "--quiet", "--format", "json", "--content", filepath.Join(d.folder, "content"), "--out", filepath.Join(d.folder, "public")}
		if cli.Run(args, &out, io.Discard) == 0 {
			return
		}
		d.refused++
		if !d.settle(t, out.Bytes()) {
			t.Fatalf("the build is refused without saying what to do: %s", out.Bytes())
		}
	}
	t.Fatalf("the build asks on and on: %s", out.Bytes())
}

// settle writes the addresses that the findings ask for, and says whether there were any.
func (d *desk) settle(t *testing.T, findings []byte) bool {
	t.Helper()
	var list []struct {
		Code, Hint string
		Start      struct{ Line int }
	}
	if err := json.Unmarshal(findings, &list); err != nil {
		t.Fatalf("%v: %s", err, findings)
	}
	settled := false
	for _, f := range list {
		ids := settling.FindStringSubmatch(f.Hint)
		if f.Code != "address-in-doubt" || ids == nil {
			continue
		}
		number := d.published[ids[1]]
		var there *piece
		for _, p := range d.blocks {
			if p.first <= f.Start.Line && f.Start.Line <= p.last && (there == nil || slices.Contains(p.origins, number)) {
				there = p
			}
		}
		if there == nil {
			t.Fatalf("nobody has written what stands in line %d: %s", f.Start.Line, f.Hint)
		}
		settled, there.given = true, ids[2]
		if slices.Contains(there.origins, number) {
			there.given = ids[1]
		}
	}
	return settled
}

// check compares the page with all addresses that were ever published.
func (d *desk) check(t *testing.T) {
	t.Helper()
	page, ended := d.page(t)
	for id, number := range d.published {
		now, standing := page[id], d.standing(number)
		mayEnd := standing == nil || len(standing.origins) > 1 && (d.ended[id] || d.touched[number])
		if (now == nil || !slices.Contains(now.origins, number)) && !(now == nil && ended[id] && mayEnd) {
			t.Errorf("%s was given to %d and leads to %v, ended: %v; its words stand in %v", id, number, now, ended[id], standing)
		}
	}
	for id, p := range page {
		if _, old := d.published[id]; !old {
			d.published[id] = p.origins[len(p.origins)-1]
		}
	}
	d.checkCitations(t, ended)
	d.ended = ended
	for _, id := range d.former() {
		d.checkFormer(t, "essays/"+id+".html")
	}
}

// checkCitations compares the essay's citations with all addresses of citations that were ever published.
func (d *desk) checkCitations(t *testing.T, ended map[string]bool) {
	t.Helper()
	now, standing := map[string]int{}, map[int]bool{}
	for _, c := range d.data(t).Citations {
		now[c.ID] = c.Locators[0].Value
		standing[c.Locators[0].Value] = true
	}
	for id, page := range d.cited {
		if now[id] != page && (standing[page] || !ended[id]) {
			t.Errorf("%s cited page %d and cites page %d, ended: %v", id, page, now[id], ended[id])
		}
	}
	maps.Copy(d.cited, now)
}

// data is what edition.json says of the essay.
func (d *desk) data(t *testing.T) (essay deskData) {
	t.Helper()
	var data struct{ Essays []deskData }
	if fixture.ReadJSON(t, filepath.Join(d.folder, "public/edition.json"), &data); len(data.Essays) != 1 {
		t.Fatal(len(data.Essays), "essays")
	}
	return data.Essays[0]
}

type deskData struct {
	Passages, Notes []struct{ ID string }
	Citations       []struct {
		ID       string
		Locators []struct {
			Value int `json:",string"`
		}
	}
}

// checkFormer looks whether a former address of the essay leads to its page, and takes along what stands behind the #.
func (d *desk) checkFormer(t *testing.T, from string) {
	t.Helper()
	leads, follows := false, false
	for n := range d.tree(t, from).Descendants() {
		to := path.Join("essays", attribute(n, "href"))
		leads = leads || n.Data == "a" && to == "essays/"+d.essay()+".html"
		follows = follows || n.Data == "script" && path.Base(attribute(n, "src")) == "redirect.js"
	}
	if !leads || !follows {
		t.Errorf("%s leads to %s: %v, to its passages: %v", from, d.essay(), leads, follows)
	}
}

func (d *desk) tree(t *testing.T, page string) *html.Node {
	t.Helper()
	f, err := os.Open(filepath.Join(d.folder, "public", page))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tree, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// page is which piece each address leads to on the essay's page, and which addresses lead to a stated end.
func (d *desk) page(t *testing.T) (page map[string]*piece, ended map[string]bool) {
	t.Helper()
	data, pieces := d.data(t), map[string]*piece{}
	for _, p := range d.pieces() {
		pieces[strings.Join(p.words, " ")] = p
	}
	places := map[string]*html.Node{}
	page, ended = map[string]*piece{}, map[string]bool{}
	for n := range d.tree(t, "essays/"+d.essay()+".html").Descendants() {
		id := attribute(n, "id")
		if id == "" {
			continue
		}
		if places[id] != nil {
			t.Fatalf("%s stands there twice", id)
		}
		places[id] = n
		if attribute(n.Parent.Parent, "aria-labelledby") == "ended" {
			ended[id] = true
		}
	}
	for _, x := range slices.Concat(data.Passages, data.Notes) {
		if x.ID == "title" { // it has its address as long as there is the essay
			continue
		}
		n := places[x.ID]
		if n == nil || ended[x.ID] {
			t.Fatalf("%s is not on the page, or said to have ended", x.ID)
		}
		if page[x.ID] = pieces[proper(n)]; page[x.ID] == nil {
			t.Fatalf("nobody has written what stands at %s: %q", x.ID, proper(n))
		}
	}
	for id := range d.published { // of what has been joined to another piece, it stands within that
		for n := places[id]; n != nil && page[id] == nil && !ended[id]; n = n.Parent {
			if p := pieces[proper(n)]; p != nil {
				page[id] = p
			}
		}
	}
	for _, p := range d.pieces() {
		if !slices.Contains(slices.Collect(maps.Values(page)), p) {
			t.Errorf("%q has no address", p.words)
		}
	}
	return page, ended
}

// proper are the words of a passage without what the page puts to them: marks of notes, and links that lead back.
func proper(n *html.Node) string {
	var words []string
	for x := range n.Descendants() {
		switch {
		case x.Type == html.TextNode && !within(x, "sup") && attribute(x.Parent, "class") != "marker" && attribute(x.Parent.Parent, "class") != "returns":
			words = append(words, x.Data)
		case x.Data == "img":
			words = append(words, attribute(x, "alt"))
		}
	}
	return strings.Join(strings.FieldsFunc(strings.Join(words, " "), func(r rune) bool { return r < 'a' || r > 'z' }), " ")
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
