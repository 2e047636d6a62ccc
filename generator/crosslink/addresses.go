package crosslink

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// Assignment is what has become of an essay's addresses.
type Assignment struct {
	Addresses []Address // of all passages, and the ended ones, for Lock.Record
	Changes   []Change  // by place
}

// Change is what has become of one address.
type Change struct {
	ID   string
	What Outcome
}

// Outcome is what may become of an address.
type Outcome uint8

const (
	Added    Outcome = iota // new words have it
	Moved                   // its words stand elsewhere now
	Reworded                // its words have been changed
	Ended                   // its words are gone
)

func (o Outcome) String() string { return [...]string{"added", "moved", "reworded", "ended"}[o] }

// EndedAfter are the addresses whose words are gone, under the id of the passage that they stood behind; "" for
// those at the beginning.
func (a Assignment) EndedAfter() map[string][]string {
	m := map[string][]string{}
	after := ""
	for _, x := range a.Addresses {
		if x.Ended {
			m[after] = append(m[after], x.ID)
		} else {
			after = x.ID
		}
	}
	return m
}

// How alike passages must be for the one to be the other, reworded.
const (
	likeInPlace   = 0.3  // the only one between the same two neighbours
	likeInRun     = 0.45 // one of several there
	likeElsewhere = 0.75 // somewhere else
	inDoubt       = 0.2  // in the place of a passage that has gone, but not like it enough
)

// maxComparisons bounds the search for reworded passages in one run of changed ones.
const maxComparisons = 4 << 20

// Assign gives the passages of an essay the addresses that their words have had, and others to new ones: a
// paragraph between p12 and p13 becomes p12a. Passages whose ids the editor has given, and notes, keep those. The
// text must have its words. The lock is only read, so that many texts can be assigned at once; what is to be
// recorded is in the Assignment.
func (l *Lock) Assign(t *edition.Text) (Assignment, diagnostic.List) {
	a := newAssigner(t, l.essays[t.Owner.ID])
	if len(a.old) > 0 {
		a.matchGiven()
		a.matchSame()
		for _, class := range []byte("psa") {
			a.matchReworded(class)
		}
		a.matchElsewhere()
		for _, class := range []byte("psa") {
			a.name(class)
		}
	}
	return a.assignment(), a.found
}

// assigner matches the passages of a text with the addresses that it had.
type assigner struct {
	t       *edition.Text
	old     []Address
	sketch  []Sketch // by passage, where it has been needed
	hasOne  []bool
	oldOf   []int // by passage, index in old, or −1
	newOf   []int // by old address, index of the passage, or −1
	taken   map[string]bool
	doubted map[int]bool // old addresses that have been asked about
	found   diagnostic.List
}

func newAssigner(t *edition.Text, old []Address) *assigner {
	n := len(t.Passages)
	a := &assigner{
		t: t, old: old, sketch: make([]Sketch, n), hasOne: make([]bool, n), oldOf: slices.Repeat([]int{-1}, n),
		newOf: slices.Repeat([]int{-1}, len(old)), taken: map[string]bool{}, doubted: map[int]bool{},
	}
	for _, x := range old {
		a.taken[x.ID] = true
	}
	for i := range t.Passages {
		if a.class(i) == 0 {
			a.taken[t.Passages[i].ID] = true
		}
		if anchor := t.Passages[i].Anchor; anchor != "" {
			a.taken[anchor] = true
		}
	}
	return a
}

// class is the letter with which a passage's address begins, or 0 when the address is given.
func (a *assigner) class(passage int) byte {
	switch p := &a.t.Passages[passage]; {
	case p.Fixed, p.Note >= 0, p.Kind == edition.Title, p.Kind == edition.Byline, p.Kind == edition.NoteBody:
		return 0
	case p.Kind == edition.Heading:
		return 's'
	case p.Region == edition.AbstractRegion:
		return 'a'
	}
	return 'p'
}

func (a *assigner) match(passage, old int) { a.oldOf[passage], a.newOf[old] = old, passage }

// matchGiven lets ids that editors give settle what they can, and reports those that have changed hands.
func (a *assigner) matchGiven() {
	ids, hashes := map[string]int{}, map[uint64]int{}
	for i, x := range a.old {
		ids[x.ID] = i
	}
	for i := range a.t.Passages {
		hashes[a.t.Passages[i].Hash] = i
		if old, ok := ids[a.t.Passages[i].ID]; ok && a.class(i) == 0 {
			a.match(i, old)
		}
	}
	for i := range a.t.Passages {
		old := a.oldOf[i]
		if old < 0 || a.old[old].Hash == a.t.Passages[i].Hash || a.old[old].Ended {
			continue
		}
		if now, ok := hashes[a.old[old].Hash]; ok {
			a.report(i, "address-changed", fmt.Sprintf("%s stands for other words now", a.old[old].ID),
				fmt.Sprintf("the words that it stood for begin at line %d; give those {#%s} or their former label to keep published links right", a.t.Passages[now].Line, a.old[old].ID))
		}
	}
}

func (a *assigner) report(passage int, code, message, hint string) {
	at := diagnostic.Position{File: a.t.File, Line: int(a.t.Passages[passage].Line)}
	a.found = append(a.found, diagnostic.Diagnostic{Code: code, Severity: diagnostic.Warning, Start: at, Message: message, Hint: hint})
}

// words are what passages and old addresses are matched by when nothing has changed.
type words struct {
	class byte
	hash  uint64
}

// matchSame matches passages whose words have not changed, wherever they stand: first those that are alone in
// having their words, then their neighbours, then what is left in its order, at last ended addresses whose words
// have come back.
func (a *assigner) matchSame() {
	olds, news := map[words][]int{}, map[words][]int{}
	for i, x := range a.old {
		if a.newOf[i] < 0 {
			w := words{x.ID[0], x.Hash}
			olds[w] = append(olds[w], i)
		}
	}
	for i := range a.t.Passages {
		if class := a.class(i); class != 0 {
			w := words{class, a.t.Passages[i].Hash}
			news[w] = append(news[w], i)
		}
	}
	for w, passages := range news {
		if len(passages) == 1 && len(olds[w]) == 1 {
			a.match(passages[0], olds[w][0])
		}
	}
	for i := range a.t.Passages {
		a.matchNeighbour(i, i-1, 1)
	}
	for i := range slices.Backward(a.t.Passages) {
		a.matchNeighbour(i, i+1, -1)
	}
	for w, passages := range news {
		left := slices.DeleteFunc(slices.Clone(olds[w]), func(old int) bool { return a.newOf[old] >= 0 })
		slices.SortStableFunc(left, func(i, j int) int { return cmp.Compare(ended(a.old[i]), ended(a.old[j])) })
		for _, i := range passages {
			if a.oldOf[i] < 0 && len(left) > 0 {
				a.match(i, left[0])
				left = left[1:]
			}
		}
	}
}

func ended(x Address) int {
	if x.Ended {
		return 1
	}
	return 0
}

// matchNeighbour matches a passage with the old address that is, in the direction given, next to its neighbour's.
func (a *assigner) matchNeighbour(passage, neighbour, direction int) {
	class := a.class(passage)
	if class == 0 || a.oldOf[passage] >= 0 || neighbour < 0 || neighbour >= len(a.t.Passages) || a.oldOf[neighbour] < 0 {
		return
	}
	old := a.oldOf[neighbour] + direction
	if old < 0 || old >= len(a.old) || a.newOf[old] >= 0 || a.old[old].Ended {
		return
	}
	if a.old[old].ID[0] == class && a.old[old].Hash == a.t.Passages[passage].Hash {
		a.match(passage, old)
	}
}

// matchReworded looks at each run of changed passages of a class, between two that have been matched.
func (a *assigner) matchReworded(class byte) {
	passages, olds := a.inClass(class)
	place := map[int]int{} // of old addresses in olds
	for k, old := range olds {
		place[old] = k
	}
	for i := 0; i < len(passages); {
		if a.oldOf[passages[i]] >= 0 {
			i++
			continue
		}
		from := i
		for i < len(passages) && a.oldOf[passages[i]] < 0 {
			i++
		}
		first, last := 0, len(olds)
		if from > 0 {
			first = place[a.oldOf[passages[from-1]]] + 1
		}
		if i < len(passages) {
			last = place[a.oldOf[passages[i]]]
		}
		a.matchRun(class, passages[from:i], a.changed(olds, first, last))
	}
}

// inClass lists the passages and the old addresses of a class that are in use.
func (a *assigner) inClass(class byte) (passages, olds []int) {
	for i := range a.t.Passages {
		if a.class(i) == class || a.oldOf[i] >= 0 && a.old[a.oldOf[i]].ID[0] == class {
			passages = append(passages, i)
		}
	}
	for i, x := range a.old {
		if x.ID[0] == class && (!x.Ended || a.newOf[i] >= 0) {
			olds = append(olds, i)
		}
	}
	return passages, olds
}

// changed are the old addresses without words that stood behind the one neighbour or before the other.
func (a *assigner) changed(olds []int, first, last int) (run []int) {
	k := first
	for ; k < len(olds) && a.newOf[olds[k]] < 0; k++ {
		run = append(run, olds[k])
	}
	if k == last {
		return run
	}
	from := last
	for from > 0 && a.newOf[olds[from-1]] < 0 {
		from--
	}
	if from == first {
		return run
	}
	return slices.Concat(run, olds[from:last])
}

// matchRun matches changed passages with the old addresses in the same place, so that likeness is greatest and
// the order kept.
func (a *assigner) matchRun(class byte, passages, olds []int) {
	if len(passages) == 1 && len(olds) == 1 {
		switch like := a.likeness(passages[0], olds[0]); {
		case like >= likeInPlace || class == 's':
			a.match(passages[0], olds[0])
		case like >= inDoubt:
			a.ask(passages[0], olds[0])
		}
		return
	}
	if len(passages)*len(olds) > maxComparisons {
		return
	}
	for _, pair := range alignment(len(passages), len(olds), func(i, j int) float64 { return max(0, a.likeness(passages[i], olds[j])-likeInRun) }) {
		a.match(passages[pair[0]], olds[pair[1]])
	}
	a.askAbout(passages, olds)
}

// askAbout asks about passages that may be reworded, but are not like an old one enough.
func (a *assigner) askAbout(passages, olds []int) {
	for _, i := range passages {
		for _, old := range olds {
			if a.oldOf[i] < 0 && a.newOf[old] < 0 && !a.doubted[old] && a.likeness(i, old) >= likeInPlace {
				a.ask(i, old)
				break
			}
		}
	}
}

func (a *assigner) ask(passage, old int) {
	a.doubted[old] = true
	id := a.old[old].ID
	a.report(passage, "address-in-doubt", fmt.Sprintf("is this %s, reworded, or a new passage?", id),
		fmt.Sprintf("write {#%s} at its end if it is; else {#%s}, and %s will lead to a notice that its words are gone", id, a.behind(id), id))
}

// alignment pairs 0…n−1 with 0…m−1 in their order, so that the sum of what pairs are worth is greatest.
func alignment(n, m int, worth func(i, j int) float64) (pairs [][2]int) {
	best := make([]float64, (n+1)*(m+1))
	values := make([]float64, n*m)
	at := func(i, j int) int { return i*(m+1) + j }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			values[i*m+j] = worth(i, j)
			best[at(i, j)] = max(best[at(i+1, j)], best[at(i, j+1)], values[i*m+j]+best[at(i+1, j+1)])
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch value := values[i*m+j]; {
		case value > 0 && best[at(i, j)] == value+best[at(i+1, j+1)]:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case best[at(i, j)] == best[at(i+1, j)]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// matchElsewhere matches what is left with old addresses anywhere that are very like it, the most alike first.
func (a *assigner) matchElsewhere() {
	type pair struct {
		passage, old int
		like         float64
	}
	var passages, olds []int
	for i := range a.t.Passages {
		if a.class(i) != 0 && a.oldOf[i] < 0 {
			passages = append(passages, i)
		}
	}
	for i, x := range a.old {
		if !x.Ended && a.newOf[i] < 0 {
			olds = append(olds, i)
		}
	}
	if len(passages)*len(olds) > maxComparisons {
		return
	}
	var pairs []pair
	for _, i := range passages {
		for _, old := range olds {
			if like := a.likeness(i, old); like >= likeElsewhere && a.class(i) == a.old[old].ID[0] {
				pairs = append(pairs, pair{i, old, like})
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return cmp.Compare(y.like, x.like) })
	for _, p := range pairs {
		if a.oldOf[p.passage] < 0 && a.newOf[p.old] < 0 {
			a.match(p.passage, p.old)
		}
	}
}

func (a *assigner) likeness(passage, old int) float64 {
	return a.sketchOf(passage).likeness(a.old[old].Sketch)
}

func (a *assigner) sketchOf(passage int) Sketch {
	if !a.hasOne[passage] {
		a.sketch[passage], a.hasOne[passage] = sketchOf(a.t.Passages[passage].Text), true
	}
	return a.sketch[passage]
}

// name gives the passages of a class their addresses.
func (a *assigner) name(class byte) {
	passages, _ := a.inClass(class)
	next, last, highest := -1, -1, 0 // the first and last that have one; the highest number
	for k, i := range passages {
		if old := a.oldOf[i]; old >= 0 {
			a.t.Passages[i].ID = a.old[old].ID
			last = k
			if next < 0 {
				next = i
			}
		}
	}
	for id := range a.taken {
		if id[0] == class {
			number, _ := splitAddress(id)
			highest = max(highest, number)
		}
	}
	for k, i := range passages {
		if a.oldOf[i] >= 0 {
			continue
		}
		var id string
		switch {
		case k > last:
			highest++
			id = string(class) + strconv.Itoa(highest)
		case k > 0:
			id = a.behind(a.t.Passages[passages[k-1]].ID)
		default:
			id = a.behind(a.t.Passages[next].ID)
		}
		a.t.Passages[i].ID = id
		a.taken[id] = true
	}
}

// splitAddress parts p12a into 12 and a; other ids have no number.
func splitAddress(id string) (number int, letters string) {
	letters = strings.TrimLeft(id[1:], "0123456789")
	number, _ = strconv.Atoi(id[1 : len(id)-len(letters)])
	return number, letters
}

// behind is a free address for a passage behind the one with the id: p12a behind p12, p12b behind p12a, p12aa when
// there is a p12b already.
func (a *assigner) behind(id string) string {
	if _, letters := splitAddress(id); letters != "" && id[len(id)-1] < 'z' {
		if next := id[:len(id)-1] + string(id[len(id)-1]+1); !a.taken[next] {
			return next
		}
	}
	for ; ; id += "z" {
		for c := 'a'; c <= 'z'; c++ {
			if next := id + string(c); !a.taken[next] {
				return next
			}
		}
	}
}

// assignment lists the addresses in the order of the text, ended ones behind those that they stood behind, and
// says what has become of them.
func (a *assigner) assignment() Assignment {
	var x Assignment
	behind := make([][]int, len(a.t.Passages)+1)
	after := 0
	for i := range a.old {
		if a.newOf[i] >= 0 {
			after = a.newOf[i] + 1
		} else {
			behind[after] = append(behind[after], i)
		}
	}
	x.end(a, behind[0])
	moved := a.moved()
	for i := range a.t.Passages {
		p := &a.t.Passages[i]
		address := Address{ID: p.ID, Hash: p.Hash}
		switch old := a.oldOf[i]; {
		case old < 0:
			x.Changes = append(x.Changes, Change{p.ID, Added})
			address.Sketch = a.sketchOf(i)
		case a.old[old].Hash != p.Hash:
			x.Changes = append(x.Changes, Change{p.ID, Reworded})
			address.Sketch = a.sketchOf(i)
		default:
			address.Sketch = a.old[old].Sketch
			if moved[i] {
				x.Changes = append(x.Changes, Change{p.ID, Moved})
			}
		}
		x.Addresses = append(x.Addresses, address)
		x.end(a, behind[i+1])
	}
	return x
}

// end lists old addresses as ended, and says so of those that have not been before.
func (x *Assignment) end(a *assigner, olds []int) {
	for _, old := range olds {
		address := a.old[old]
		if !address.Ended {
			x.Changes = append(x.Changes, Change{address.ID, Ended})
			if !a.doubted[old] {
				a.found = append(a.found, diagnostic.Diagnostic{
					Code: "address-ended", Severity: diagnostic.Warning, Start: diagnostic.Position{File: a.t.File},
					Message: fmt.Sprintf("the words of %s are gone; its address will lead to a notice that says so", address.ID),
					Hint:    fmt.Sprintf("if another passage has taken its place, write {#%s} at the end of that", address.ID),
				})
			}
		}
		address.Ended = true
		x.Addresses = append(x.Addresses, address)
	}
}

// moved marks the passages that have left the order of the others: all but a longest run of matched passages
// whose old addresses stood in the same order.
func (a *assigner) moved() []bool {
	moved := make([]bool, len(a.oldOf))
	var tails []int // passage that ends the best run of each length
	before := make([]int, len(a.oldOf))
	for i, old := range a.oldOf {
		if old < 0 {
			continue
		}
		moved[i] = true
		k, _ := slices.BinarySearchFunc(tails, old, func(passage, old int) int { return cmp.Compare(a.oldOf[passage], old) })
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		}
		tails[k] = i
	}
	if len(tails) == 0 {
		return moved
	}
	for i := tails[len(tails)-1]; i >= 0; i = before[i] {
		moved[i] = false
	}
	return moved
}
