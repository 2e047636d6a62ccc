package crosslink

import (
	"cmp"
	"fmt"
	"slices"

	"glossator/generator/edition"
)

// How alike passages must be for the one to be the other, reworded.
const (
	likeInPlace   = 0.2  // the only one between the same two neighbours
	likeInRun     = 0.25 // one of several there
	likeElsewhere = 0.45 // somewhere else
	inDoubt       = 0.1  // in the place of a passage that has gone, but not like it enough
)

// maxComparisons bounds the search for what has been reworded and moved.
const maxComparisons = 4 << 20

// matchGiven lets ids that editors give settle what they can, and reports those that have changed hands.
func (a *assigner) matchGiven() {
	given := map[string]int{}
	for i := range a.t.Passages {
		if a.class(i) == 0 {
			given[a.t.Passages[i].ID] = i
		}
	}
	var hashes map[uint64]int
	for old, x := range a.old {
		i, ok := given[x.ID]
		if !ok {
			continue
		}
		a.match(i, old)
		if x.Ended || x.Hash == a.hash[i] {
			continue
		}
		if hashes == nil {
			hashes = a.hashes()
		}
		if now, ok := hashes[x.Hash]; ok {
			a.report(i, "address-changed", fmt.Sprintf("%s stands for other words now", x.ID),
				fmt.Sprintf("the passage that it stood for begins at line %d; write %s to keep published links right", a.t.Passages[now].Line, toMark(a.t.Passages[now].Kind, x.ID)))
		}
	}
}

func (a *assigner) hashes() map[uint64]int {
	m := make(map[uint64]int, len(a.t.Passages))
	for i := range a.t.Passages {
		m[a.hash[i]] = i
	}
	return m
}

// matchEnds matches what has not changed at the beginning and at the end of the essay: mostly, that is all of it.
func (a *assigner) matchEnds() {
	var live []int
	for old, x := range a.old {
		if !x.Ended {
			live = append(live, old)
		}
	}
	n := min(len(live), len(a.t.Passages))
	i := 0
	for i < n && a.matchIfSame(i, live[i]) {
		i++
	}
	for k := 1; k <= n-i && a.matchIfSame(len(a.t.Passages)-k, live[len(live)-k]); k++ {
	}
}

// matchIfSame matches the two when they are of one class and have the same words, and says whether they match.
func (a *assigner) matchIfSame(passage, old int) bool {
	if a.oldOf[passage] >= 0 || a.newOf[old] >= 0 {
		return a.oldOf[passage] == old
	}
	if a.class(passage) != a.old[old].ID[0] || a.hash[passage] != a.old[old].Hash {
		return false
	}
	a.match(passage, old)
	return true
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
		if class := a.class(i); class != 0 && a.oldOf[i] < 0 {
			w := words{class, a.hash[i]}
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
	if a.oldOf[passage] >= 0 || neighbour < 0 || neighbour >= len(a.t.Passages) || a.oldOf[neighbour] < 0 {
		return
	}
	if old := a.oldOf[neighbour] + direction; old >= 0 && old < len(a.old) && !a.old[old].Ended {
		a.matchIfSame(passage, old)
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
		case like >= likeInPlace || class == 's' || a.isNote(passages[0]) || a.isDescribed(passages[0], olds[0]):
			a.match(passages[0], olds[0])
		case like >= inDoubt:
			a.ask(passages[0], olds[0])
		}
		return
	}
	if len(passages) == 0 || len(olds) == 0 {
		return
	}
	for _, pair := range alignment(len(passages), len(olds), func(i, j int) float64 { return max(0, a.likeness(passages[i], olds[j])-likeInRun) }) {
		a.match(passages[pair[0]], olds[pair[1]])
	}
	if !a.isNote(passages[0]) {
		a.askAbout(passages, olds)
	}
}

// isDescribed says that a figure has words where the one in its place had none, as when it has got its alternative text.
func (a *assigner) isDescribed(passage, old int) bool {
	return a.t.Passages[passage].Kind == edition.Figure && a.old[old].Sketch.isWordless()
}

// askAbout asks about passages that may be reworded, but are not like an old one enough.
func (a *assigner) askAbout(passages, olds []int) {
	for k, i := range passages {
		from, to := around(k, len(passages), len(olds))
		for _, old := range olds[from:to] {
			if a.oldOf[i] < 0 && a.newOf[old] < 0 && !a.doubted[old] && a.likeness(i, old) >= inDoubt {
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
		fmt.Sprintf("write %s if it is; else {#%s}, and %s will lead to a notice that its words are gone", toMark(a.t.Passages[passage].Kind, id), a.behind(id), id))
}

// toMark says what is written, and where, to give a passage of that kind an address. Tables and code have no place of
// their own for it.
func toMark(kind edition.PassageKind, id string) string {
	if kind == edition.Table || kind == edition.Code {
		return fmt.Sprintf("::: {#%s} in a line above it and ::: in one below", id)
	}
	return fmt.Sprintf("{#%s} at its end", id)
}

// window is how many old addresses a passage is compared with in a long run of changed ones.
const window = 512

// around are the old addresses of m, from one to before another, about the place of the ith passage of n.
func around(i, n, m int) (from, to int) {
	from = max(0, min(i*m/n-window/2, m-window))
	return from, min(m, from+window)
}

// alignment pairs 0…n−1 with 0…m−1 in their order, each with one around its place, so that the sum of what pairs are
// worth is greatest.
func alignment(n, m int, worth func(i, j int) float64) (pairs [][2]int) {
	width := min(m, window)
	best := make([]float64, (n+1)*(width+1)) // by i, and j from the first around its place to one behind the last
	at := func(i, j int) *float64 {
		from, _ := around(i, n, m)
		return &best[i*(width+1)+max(0, j-from)]
	}
	for i := n - 1; i >= 0; i-- {
		from, to := around(i, n, m)
		*at(i, to) = *at(i+1, to)
		for j := to - 1; j >= from; j-- {
			*at(i, j) = max(*at(i+1, j), *at(i, j+1), worth(i, j)+*at(i+1, j+1))
		}
	}
	for i, j := 0, 0; i < n; {
		from, to := around(i, n, m)
		j = max(j, from)
		var value float64
		if j < to {
			value = worth(i, j)
		}
		switch {
		case value > 0 && *at(i, j) == value+*at(i+1, j+1):
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case *at(i, j) == *at(i+1, j):
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

// matchLabels lets notes that nothing else tells keep the address of their label, whatever their words are now.
func (a *assigner) matchLabels() {
	if !slices.ContainsFunc(a.t.Notes, func(n edition.Note) bool { return a.oldOf[n.Passage] < 0 }) {
		return
	}
	left := map[string]int{}
	for i, x := range a.old {
		if !x.Ended && a.newOf[i] < 0 {
			left[x.ID] = i
		}
	}
	for _, n := range a.t.Notes {
		if old, ok := left[a.t.Passages[n.Passage].ID]; ok && n.Label != "" && a.oldOf[n.Passage] < 0 {
			a.match(int(n.Passage), old)
		}
	}
}

func (a *assigner) isNote(passage int) bool { return a.t.Passages[passage].Note >= 0 }

func (a *assigner) likeness(passage, old int) float64 {
	return a.sketchOf(passage).likeness(&a.old[old].Sketch)
}

func (a *assigner) sketchOf(passage int) *Sketch {
	if !a.hasOne[passage] {
		a.sketch[passage], a.hasOne[passage] = sketchOf(&a.folded, a.t.Passages[passage].Text, a.citedIn(passage)), true
	}
	return &a.sketch[passage]
}
