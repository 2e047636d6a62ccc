package cli_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"glossator/generator/fixture"
)

// desk is an editor's, with one essay on it.
type desk struct {
	folder   string
	essays   []string // the ids that the essay has had, the present one last
	labelled bool     // authors' notes have numbers and stand at the end, else they stand in place
	random   *rand.Rand
	next     int
	plan     []edit
	blocks   []*piece
	deleted  map[string]*piece // by kind, what may be put back
	touched  map[int]bool      // the origins of what the last edit has deleted, parted, joined or written anew

	published map[string]int // the piece that each address has been given to
	cited     map[string]int // the page that is cited at each citation's address
	ended     map[string]bool
	refused   int
}

// piece is a passage or a note of the essay.
type piece struct {
	kind        string
	origins     []int // the numbers under which its words have been written: several where pieces were split, joined or written anew
	words       []string
	given       string // the address that the editor has settled
	label       string // of an editors' note
	notes       []*piece
	cites       []int // pages of a work, each cited once in the essay
	first, last int   // the lines where it stands in the file
}

// edit is one thing that is done to a piece of a kind.
type edit struct{ kind, what string }

// kinds of pieces, with how many words they have at least.
var kinds = map[string]int{
	"paragraph": 15, "heading": 3, "quotation": 10, "item": 6, "verse": 12, "code": 12, "table": 12, "figure": 6, "abstract": 20,
	"note": 8, "editors' note": 8, "byline": 2,
}

// turns are what a piece may become, without losing its address and with losing it.
var turns = map[string]string{"paragraph": "quotation", "quotation": "item", "item": "verse", "verse": "heading", "heading": "paragraph"}

// plannedEdits does to every kind of piece all that can be done to it, in any order.
func (d *desk) plannedEdits() (plan []edit) {
	for kind := range kinds {
		plan = append(plan, edit{kind, "gone or back"}, edit{kind, "gone or back"}, edit{kind, "reworded"})
		if kind != "byline" {
			plan = append(plan, edit{kind, "put in"}, edit{kind, "moved"}, edit{kind, "written almost anew"})
		}
		switch kind {
		case "byline", "figure":
		case "note":
			plan = append(plan, edit{kind, "cites more"})
		case "editors' note":
			plan = append(plan, edit{kind, "cites more"}, edit{kind, "labelled anew"})
		default:
			plan = append(plan, edit{kind, "split"}, edit{kind, "joined"})
		}
	}
	for kind := range turns {
		plan = append(plan, edit{kind, "turned"})
	}
	for _, kind := range []string{"paragraph", "quotation", "item"} {
		plan = append(plan, edit{kind, "put in"}, edit{kind, "cites more"}, edit{kind, "cites less"})
	}
	slices.SortFunc(plan, func(x, y edit) int { return strings.Compare(x.kind+x.what, y.kind+y.what) })
	d.random.Shuffle(len(plan), func(i, j int) { plan[i], plan[j] = plan[j], plan[i] })
	return plan
}

func newDesk(t *testing.T, labelled bool) *desk {
	d := &desk{
		folder: t.TempDir(), essays: []string{"first"}, labelled: labelled, random: rand.New(rand.NewPCG(10, 8)),
		deleted: map[string]*piece{}, touched: map[int]bool{}, published: map[string]int{}, cited: map[string]int{}, ended: map[string]bool{},
	}
	d.plan = d.plannedEdits()
	for _, kind := range strings.Fields("paragraph heading item item verse paragraph abstract quotation heading code paragraph table figure abstract") {
		d.blocks = append(d.blocks, d.write(kind), d.write("paragraph"), d.write(kind))
	}
	d.blocks = append(d.blocks, d.write("byline"))
	for range 5 {
		d.putIn("note")
		d.putIn("editors' note")
	}
	files := map[string]string{
		"edition.yaml": "title: Edits\nbibliography: [references.bib]\n", "references.bib": "@book{watt, title = {Origins}}\n", "essays/x.png": "no picture",
	}
	for name, text := range files {
		fixture.Write(t, filepath.Join(d.folder, "content", name), text)
	}
	return d
}

// write is a new piece.
func (d *desk) write(kind string) *piece {
	d.next++
	p := &piece{kind: kind, origins: []int{d.next}}
	for range kinds[kind] + d.random.IntN(3*kinds[kind]) {
		p.words = append(p.words, d.word())
	}
	if kind == "editors' note" {
		p.label = fmt.Sprint("of-", d.next)
	}
	if p.mayCite() && d.random.IntN(2) == 0 {
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

func (p *piece) isNote() bool { return p.kind == "note" || p.kind == "editors' note" }

// mayHaveNotes says that notes may be called in it.
func (p *piece) mayHaveNotes() bool {
	return p.kind == "paragraph" || p.kind == "quotation" || p.kind == "item"
}

func (p *piece) mayCite() bool { return p.mayHaveNotes() || p.isNote() }

// edit does what is next in the plan, and says what that was.
func (d *desk) edit() string {
	e := d.plan[0]
	d.plan = d.plan[1:]
	clear(d.touched)
	list, i := d.find(e.kind)
	if back := d.deleted[e.kind]; back != nil && (e.what == "gone or back" || list == nil) {
		delete(d.deleted, e.kind)
		d.insert(back)
		return e.kind + " put back"
	}
	if e.what == "put in" || list == nil {
		d.putIn(e.kind)
		return e.kind + " put in"
	}
	p := (*list)[i]
	switch e.what {
	case "gone or back":
		*list = slices.Delete(*list, i, i+1)
		d.deleted[e.kind] = p
		d.touch(p)
	case "moved":
		*list = slices.Delete(*list, i, i+1)
		d.insert(p)
	case "reworded":
		d.reword(p, 0.2)
	case "written almost anew": // so that its address may also end
		d.reword(p, 0.65)
		d.touch(p)
		p.origins = append(p.origins, d.number())
	case "split":
		*list = slices.Insert(*list, i, d.split(p))
	case "joined":
		d.join(p)
	case "turned":
		d.turn(p)
	case "labelled anew":
		p.label = fmt.Sprint("as-", d.number())
	case "cites more":
		p.cites = slices.Insert(p.cites, 0, d.number()+20000)
	case "cites less":
		p.cites = p.cites[:len(p.cites)/2]
	}
	return e.kind + " " + e.what
}

// number is one under which words have not been written yet.
func (d *desk) number() int {
	d.next++
	return d.next
}

// touch lets the addresses of a piece end, and those of its notes.
func (d *desk) touch(p *piece) {
	for _, x := range append(slices.Clone(p.notes), p) {
		for _, number := range x.origins {
			d.touched[number] = true
		}
	}
}

// find is a piece of the kind, as the list in which it stands and its place there.
func (d *desk) find(kind string) (list *[]*piece, i int) {
	lists := []*[]*piece{&d.blocks}
	for _, p := range d.blocks {
		lists = append(lists, &p.notes)
	}
	found := 0
	for _, l := range lists {
		for k, p := range *l {
			if p.kind != kind {
				continue
			}
			if found++; d.random.IntN(found) == 0 {
				list, i = l, k
			}
		}
	}
	return list, i
}

func (d *desk) putIn(kind string) {
	p := d.write(kind)
	if p.mayHaveNotes() && d.random.IntN(2) == 0 {
		p.notes = []*piece{d.write("note"), d.write("editors' note")}
	}
	d.insert(p)
}

// insert puts a piece anywhere: a note among those of a block, a block among the blocks.
func (d *desk) insert(p *piece) {
	list := &d.blocks
	for p.isNote() && list == &d.blocks {
		if block := d.blocks[d.random.IntN(len(d.blocks))]; block.mayHaveNotes() {
			list = &block.notes
		}
	}
	*list = slices.Insert(*list, d.random.IntN(len(*list)+1), p)
}

// split takes the first half of a piece away, as an empty line in it does: the notes and what is settled stay behind.
func (d *desk) split(p *piece) *piece {
	middle := len(p.words) / 2
	half := &piece{kind: p.kind, origins: slices.Clone(p.origins), words: slices.Clone(p.words[:middle])}
	p.words = p.words[middle:]
	d.touch(p)
	half.origins, p.origins = append(half.origins, d.number()), append(p.origins, d.number())
	return half
}

// join puts another piece of the same kind behind a piece.
func (d *desk) join(p *piece) {
	i := slices.IndexFunc(d.blocks, func(x *piece) bool { return x.kind == p.kind && x != p })
	if i < 0 {
		return
	}
	other := d.blocks[i]
	d.touch(p)
	d.touch(other)
	p.words, p.origins = append(p.words, other.words...), append(p.origins, other.origins...)
	p.notes, p.given, p.cites = append(p.notes, other.notes...), other.given, append(p.cites, other.cites...)
	d.blocks = slices.Delete(d.blocks, i, i+1)
}

// turn makes a piece one of another kind. What becomes a heading, or has been one, gets another address.
func (d *desk) turn(p *piece) {
	was := p.kind
	if p.kind = turns[was]; was != "heading" && p.kind != "heading" {
		return
	}
	d.touch(p)
	p.given = ""
	p.origins = append(p.origins, d.number())
}

func (d *desk) reword(p *piece, share float64) {
	p.words = slices.Clone(p.words)
	for i := range p.words {
		if d.random.Float64() < share {
			p.words[i] = d.word() + "x"
		}
	}
}

// rename gives the essay another id and names the former ones among its aliases.
func (d *desk) rename(t *testing.T, id string) {
	if err := os.Remove(d.file()); err != nil {
		t.Fatal(err)
	}
	d.essays = append(d.essays, id)
}

// essay is the essay's id.
func (d *desk) essay() string { return d.essays[len(d.essays)-1] }

// former are the ids that the essay has had and has no more.
func (d *desk) former() []string {
	list := slices.Compact(slices.Sorted(slices.Values(d.essays)))
	return slices.DeleteFunc(list, func(id string) bool { return id == d.essay() })
}

func (d *desk) file() string { return filepath.Join(d.folder, "content/essays", d.essay()+".md") }

func (d *desk) standing(number int) *piece {
	for _, p := range d.pieces() {
		if slices.Contains(p.origins, number) {
			return p
		}
	}
	return nil
}

func (d *desk) pieces() (list []*piece) {
	for _, p := range d.blocks {
		list = append(append(list, p), p.notes...)
	}
	return list
}
