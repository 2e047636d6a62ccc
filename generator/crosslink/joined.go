package crosslink

import (
	"bytes"
	"fmt"
	"slices"

	"glossator/generator/edition"
)

// Where an editor has put two paragraphs together, one of their addresses stays with the new one, and the other leads there.
// The lock does not have their words; but what each heap of the new one's sketch has, a heap of theirs has had. Where that
// does not tell enough, the editor marks some words with the address: [words]{#p2}.

const (
	explained = 0.8 // the share of a passage's heaps that have what heaps of those had of which it is made
	ownHeaps  = 2   // how many have what a heap of one of these alone had
)

// marking is where words within a passage are marked with an old address.
type marking struct {
	passage int
	stood   bool // there was a passage that had the address
}

// takeMarked keeps old addresses with which words within passages are marked from the passages. What is marked with an address
// that has not been published is taken, too.
func (a *assigner) takeMarked() {
	if len(a.t.Joined) == 0 {
		return
	}
	noWords := Sketch(bytes.Repeat([]byte{emptyHeap}, len(Sketch{})))
	a.old, a.marked = slices.Clone(a.old), map[int]marking{}
	for _, j := range a.t.Joined {
		old := slices.IndexFunc(a.old, func(x Address) bool { return x.ID == j.ID })
		if old < 0 {
			old = len(a.old)
			a.old, a.newOf = append(a.old, Address{ID: j.ID, Sketch: noWords, Ended: true}), append(a.newOf, -1)
			a.taken[j.ID] = true
		}
		a.marked[old] = marking{int(j.Passage), !a.old[old].Ended}
		a.old[old].Ended = true
	}
}

// joined says, by old address, of which passage its words have become part; −1 for none.
func (a *assigner) joined() []int {
	into := slices.Repeat([]int{-1}, len(a.old))
	for old, m := range a.marked {
		if a.newOf[old] < 0 {
			into[old] = m.passage
			continue
		}
		if p := &a.t.Passages[a.newOf[old]]; !p.Fixed { // or markup has found the id twice
			a.report(m.passage, "address-changed", fmt.Sprintf("words within this passage are marked with %s", a.old[old].ID),
				fmt.Sprintf("the passage that it stands for begins at line %d; give the mark another id", p.Line))
		}
	}
	if !slices.Contains(a.newOf, -1) {
		return into
	}
	for old, passage := range a.newOf {
		if passage >= 0 && a.mayHaveGrown(old, passage) {
			a.join(old, passage, into)
		}
	}
	before := -1 // the old address of the passage that stood before
	for old, x := range a.old {
		switch {
		case !x.Ended:
			before = old
		case !x.Joined || before < 0 || a.newOf[old] >= 0 || into[old] >= 0:
		case a.newOf[before] >= 0:
			into[old] = a.newOf[before]
		default:
			into[old] = into[before]
		}
	}
	for old, passage := range into {
		if _, marked := a.marked[old]; passage >= 0 && !marked {
			a.t.Joined = append(a.t.Joined, edition.Joined{ID: a.old[old].ID, Passage: int32(passage)})
		}
	}
	return into
}

// mayHaveGrown says that a passage with an old address has been reworded, and is of a kind that others can be joined to.
func (a *assigner) mayHaveGrown(old, passage int) bool {
	x, kind := &a.old[old], a.t.Passages[passage].Kind
	return x.ID[0] == 'p' && !x.Ended && x.Hash != a.hash[passage] && (kind == edition.Paragraph || kind == edition.Quote || kind == edition.Item)
}

// join finds which of the old addresses next to that of a passage have become part of it.
func (a *assigner) join(old, passage int, into []int) {
	near := append(a.gone(old, -1), a.gone(old, 1)...)
	if len(near) == 0 {
		return
	}
	now, was := a.sketchOf(passage), &a.old[old].Sketch
	all, known, own := 0, 0, make([]int, len(near))
	for heap, least := range now {
		if least == emptyHeap {
			continue
		}
		found := least == was[heap]
		for k, i := range near {
			if least != was[heap] && least == a.old[i].Sketch[heap] {
				own[k]++
				found = true
			}
		}
		if all++; found {
			known++
		}
	}
	if float64(known) < explained*float64(all) {
		return
	}
	for k, i := range near {
		if own[k] >= ownHeaps && into[i] < 0 {
			into[i] = passage
		}
	}
}

// gone are the old addresses of paragraphs, one next to the other in the direction, that no passage has any more.
func (a *assigner) gone(old, direction int) (list []int) {
	for i := old + direction; i >= 0 && i < len(a.old); i += direction {
		switch x := &a.old[i]; {
		case x.ID[0] != 'p' || x.Ended:
		case a.newOf[i] >= 0:
			return list
		case !a.doubted[i]:
			list = append(list, i)
		}
	}
	return list
}
