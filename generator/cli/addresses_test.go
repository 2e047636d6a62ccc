package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"glossator/generator/cli"
)

// TestAddressesOutliveAHundredEdits edits an essay and publishes it, a hundred times. After each build every address
// that has ever been published leads to its words, however they have been reworded, or to a stated end. A build that is
// in doubt is refused, and settled as its message says.
func TestAddressesOutliveAHundredEdits(t *testing.T) {
	for name, labelled := range map[string]bool{"notes in place": false, "notes with numbers": true} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, labelled)
			for edit := range 101 {
				what := "first published"
				if edit == 50 {
					what = d.rename(t)
				} else if edit > 0 {
					what = d.edit()
				}
				d.publish(t)
				if d.check(t); t.Failed() {
					t.Fatalf("edit %d, %s", edit, what)
				}
			}
			if d.refused == 0 || len(d.published) < 60 || d.ends == 0 {
				t.Errorf("%d builds were refused, %d addresses published, %d ends stated", d.refused, len(d.published), d.ends)
			}
		})
	}
}

// desk is an editor's, with one essay on it.
type desk struct {
	folder, essay string
	alias         string // the essay's former address
	labelled      bool   // notes have numbers and stand at the end, else they stand in place
	random        *rand.Rand
	next          int
	paragraphs    []*piece
	published     map[string]int // the piece that each address has been given to
	cited         map[string]int // the page that is cited at each citation's address
	refused, ends int
}

// piece is a paragraph or a note of the essay.
type piece struct {
	origins []int // the numbers under which its words have been written: several where pieces were split, joined or written anew
	words   []string
	given   string // the address that the editor has settled
	notes   []*piece
	cites   []int // pages of a work, each cited once in the essay
	line    int   // where it stands in the file
}

func newDesk(t *testing.T, labelled bool) *desk {
	d := &desk{folder: t.TempDir(), essay: "first", labelled: labelled, random: rand.New(rand.NewPCG(10, 8)), published: map[string]int{}, cited: map[string]int{}}
	for range 24 {
		d.paragraphs = append(d.paragraphs, d.paragraph())
	}
	if err := os.MkdirAll(filepath.Join(d.folder, "content/essays"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"edition.yaml": "title: Edits\nbibliography: [references.bib]\n", "references.bib": "@book{watt, title = {Origins}}\n"} {
		if err := os.WriteFile(filepath.Join(d.folder, "content", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d *desk) paragraph() *piece {
	p := d.write(15 + d.random.IntN(50))
	if d.random.IntN(2) == 0 {
		p.notes = []*piece{d.write(8 + d.random.IntN(20))}
	}
	return p
}

func (d *desk) write(n int) *piece {
	d.next++
	p := &piece{origins: []int{d.next}}
	for range n {
		p.words = append(p.words, d.word())
	}
	if d.random.IntN(2) == 0 {
		p.cites = []int{d.next, d.next + 10000}
	}
	return p
}

// word is a word, some more frequent than others.
func (d *desk) word() string {
	if d.random.IntN(3) == 0 {
		return []string{"the", "of", "and", "with", "that"}[d.random.IntN(5)]
	}
	return "word" + string(rune('a'+d.random.IntN(26))) + string(rune('a'+int(26*d.random.Float64()*d.random.Float64())))
}

// edit changes one thing and says what.
func (d *desk) edit() string {
	i := d.random.IntN(len(d.paragraphs) - 1)
	p := d.paragraphs[i]
	switch kind := d.random.IntN(10); kind {
	case 0:
		d.paragraphs = slices.Insert(d.paragraphs, i, d.paragraph())
		return "a paragraph put in"
	case 1:
		if len(d.paragraphs) > 12 {
			d.paragraphs = slices.Delete(d.paragraphs, i, i+1)
		}
		return "a paragraph deleted"
	case 2:
		d.paragraphs = slices.Delete(d.paragraphs, i, i+1)
		d.paragraphs = slices.Insert(d.paragraphs, d.random.IntN(len(d.paragraphs)+1), p)
		return "a paragraph moved"
	case 3:
		d.paragraphs = slices.Insert(d.paragraphs, i, d.split(p))
		return "a paragraph split"
	case 4:
		next := d.paragraphs[i+1]
		p.words, p.origins = append(p.words, next.words...), append(p.origins, next.origins...)
		p.notes, p.given = append(p.notes, next.notes...), next.given
		p.cites = append(p.cites, next.cites...)
		d.paragraphs = slices.Delete(d.paragraphs, i+1, i+2)
		return "two paragraphs joined"
	case 5:
		p.notes = append(p.notes, d.write(8+d.random.IntN(20)))
		p.cites = slices.Insert(p.cites, 0, d.next+20000)
		return "a note and a citation put in"
	case 6:
		p.notes, p.cites = nil, p.cites[len(p.cites)/2:]
		return "notes and citations deleted"
	case 7:
		if len(p.notes) > 0 {
			d.reword(p.notes[0], 0.3)
		}
		return "a note reworded"
	case 8:
		d.reword(p, 0.65)
		d.next++
		p.origins = append(p.origins, d.next)
		return "a paragraph written almost anew" // so that its address may also end
	default:
		d.reword(p, 0.2)
		return "a paragraph reworded"
	}
}

// split takes the first half of a paragraph away, as an empty line in it does: the notes and what is settled stay behind.
func (d *desk) split(p *piece) *piece {
	middle := len(p.words) / 2
	half := &piece{origins: slices.Clone(p.origins), words: slices.Clone(p.words[:middle])}
	p.words = p.words[middle:]
	d.next++
	half.origins, p.origins = append(half.origins, d.next), append(p.origins, d.next)
	return half
}

func (d *desk) reword(p *piece, share float64) {
	p.words = slices.Clone(p.words)
	for i := range p.words {
		if d.random.Float64() < share {
			p.words[i] = d.word() + "x"
		}
	}
}

// rename gives the essay another id and names the former one among its aliases.
func (d *desk) rename(t *testing.T) string {
	if err := os.Remove(d.file()); err != nil {
		t.Fatal(err)
	}
	d.alias, d.essay = "essays/first.html", "second"
	return "the essay renamed"
}

func (d *desk) file() string { return filepath.Join(d.folder, "content/essays", d.essay+".md") }

// save writes the essay's file.
func (d *desk) save(t *testing.T) {
	t.Helper()
	lines := []string{"---", "title: Edits", "aliases: [" + d.alias + "]", "---", ""}
	var notes []*piece
	for _, p := range d.paragraphs {
		words := p.text()
		for _, n := range p.notes {
			notes = append(notes, n)
			if d.labelled {
				words += fmt.Sprintf("[^%d]", len(notes))
			} else {
				words += "^[" + n.text() + "]"
			}
		}
		if p.given != "" {
			words += " {#" + p.given + "}"
		}
		lines = append(lines, words, "")
		p.line = len(lines) - 1
	}
	for i, n := range notes {
		if d.labelled {
			lines = append(lines, fmt.Sprintf("[^%d]: %s", i+1, n.text()), "")
		}
	}
	if err := os.WriteFile(d.file(), []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// text is the piece as its file has it.
func (p *piece) text() string {
	text := strings.Join(p.words, " ")
	for _, page := range p.cites {
		text += fmt.Sprintf(" [%d](cite:watt?page=%d)", page, page)
	}
	return text
}

var settling = regexp.MustCompile(`^write \{#(\w+)\} at its end if it is; else \{#(\w+)\}`)

// publish builds, and settles what the build asks.
func (d *desk) publish(t *testing.T) {
	t.Helper()
	for range len(d.paragraphs) + 1 {
		d.save(t)
		var out bytes.Buffer
		args := []string{"build", "--quiet", "--format", "json", "--content", filepath.Join(d.folder, "content"), "--out", filepath.Join(d.folder, "public")}
		if cli.Run(args, &out, io.Discard) == 0 {
			return
		}
		d.refused++
		if !d.settle(t, out.Bytes()) {
			t.Fatalf("the build is refused without saying what to do: %s", out.Bytes())
		}
	}
	t.Fatal("the build asks on and on")
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
		i := slices.IndexFunc(d.paragraphs, func(p *piece) bool { return p.line == f.Start.Line })
		if f.Code != "address-in-doubt" || ids == nil || i < 0 {
			continue
		}
		settled = true
		p := d.paragraphs[i]
		p.given = ids[2]
		if slices.Contains(p.origins, d.published[ids[1]]) {
			p.given = ids[1]
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
		switch {
		case now != nil && slices.Contains(now.origins, number):
		case ended[id] && (standing == nil || len(standing.origins) > 1):
		default:
			t.Errorf("%s was given to %d and leads to %v, ended: %v; its words stand in %v", id, number, now, ended[id], standing)
		}
	}
	for id, p := range page {
		if _, old := d.published[id]; !old {
			d.published[id] = p.origins[len(p.origins)-1]
		}
	}
	d.checkCitations(t, ended)
	d.ends = len(ended)
	if d.alias != "" {
		b, err := os.ReadFile(filepath.Join(d.folder, "public", d.alias))
		if err != nil || !strings.Contains(string(b), "second.html") {
			t.Errorf("the essay's former address does not lead to it: %v", err)
		}
	}
}

// checkCitations compares the essay's citations with all addresses of citations that were ever published.
func (d *desk) checkCitations(t *testing.T, ended map[string]bool) {
	t.Helper()
	var data struct {
		Essays []struct {
			Citations []struct {
				ID       string
				Locators []struct {
					Value int `json:",string"`
				}
			}
		}
	}
	b, err := os.ReadFile(filepath.Join(d.folder, "public/edition.json"))
	if err == nil {
		err = json.Unmarshal(b, &data)
	}
	if err != nil {
		t.Fatal(err)
	}
	now, standing := map[string]int{}, map[int]bool{}
	for _, c := range data.Essays[0].Citations {
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

func (d *desk) standing(number int) *piece {
	for _, p := range d.pieces() {
		if slices.Contains(p.origins, number) {
			return p
		}
	}
	return nil
}

func (d *desk) pieces() (list []*piece) {
	for _, p := range d.paragraphs {
		list = append(append(list, p), p.notes...)
	}
	return list
}

// page is which piece each address leads to on the essay's page, and which addresses lead to a stated end.
func (d *desk) page(t *testing.T) (page map[string]*piece, ended map[string]bool) {
	t.Helper()
	f, err := os.Open(filepath.Join(d.folder, "public/essays", d.essay+".html"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tree, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	pieces := map[string]*piece{}
	for _, p := range d.pieces() {
		pieces[strings.Join(p.words, " ")] = p
	}
	page, ended = map[string]*piece{}, map[string]bool{}
	for n := range tree.Descendants() {
		id := attribute(n, "id")
		if id == "" || !regexp.MustCompile(`^[pnc][0-9]+[a-z]*$`).MatchString(id) {
			continue
		}
		if attribute(n.Parent.Parent, "aria-labelledby") == "ended" {
			ended[id] = true
		} else if id[0] == 'c' {
			continue
		} else if page[id] = pieces[proper(n)]; page[id] == nil {
			t.Fatalf("nobody has written what stands at %s: %q", id, proper(n))
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
	var b strings.Builder
	for x := range n.Descendants() {
		if x.Type == html.TextNode && !within(x, "sup") {
			b.WriteString(x.Data)
		}
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r < 'a' || r > 'z' }), " ")
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
