package transcribe

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text says by itself which of its numbers are notes: the markers in the text and those before the bodies go up
// in the same steps. For each pair of shapes that may belong together the best monotone assignment of calls to
// bodies is found, and the pair that explains most wins.

// body is a block that may be a note's body.
type body struct {
	at int // index of the block
	marker
	weight int
}

// call is a place that may call a note.
type call struct {
	at int // index of the block
	marker
	weight int
}

// pairing is an assignment of calls to bodies; both are indices.
type pairing struct {
	call, body int
}

const (
	strongWeight = 10
	clearWeight  = 7 // of a call that could hardly be anything else
)

// callWeight says how sure it is that the marker is a call, by its form alone.
func callWeight(s string, m marker) int {
	before, _ := utf8.DecodeLastRuneInString(s[:m.start])
	switch m.shape {
	case raisedShape:
		if unicode.IsDigit(before) {
			return 4
		}
		return strongWeight
	case bracketShape, slashShape:
		return 9
	case symbolShape:
		return 8
	case parenShape:
		return 7
	case parensShape:
		if before == ' ' || m.start == 0 {
			return 3
		}
		return 7
	}
	if unicode.IsUpper(before) {
		return 1 // S4, A2: formulas and kinds rather than notes
	}
	if unicode.IsLetter(before) || strings.EqualFold(s[max(0, m.start-len("p.")):m.start], "p.") || strings.HasSuffix(s[:m.start], "no.") {
		return 2
	}
	return 6
}

// bodyWeight says how sure it is that the block is a note, by its form alone: a short line without a stop is
// more likely a heading.
func bodyWeight(b *block, m marker) int {
	rest := strings.TrimSpace(b.text[m.end:])
	last, _ := utf8.DecodeLastRuneInString(rest)
	if m.shape == dotShape && utf8.RuneCountInString(rest) < 70 && (unicode.IsLetter(last) || last == '?') && !strings.ContainsAny(rest, "0123456789") {
		return 2
	}
	if m.shape == bareShape && hasCapitals(rest) && utf8.RuneCountInString(rest) < 70 {
		return 2
	}
	return strongWeight
}

// fits says whether a text that has its bodies in one shape may have its calls in the other.
func fits(body, call shape) bool {
	switch body {
	case symbolShape:
		return call == symbolShape || call == bracketShape || call == parensShape
	case raisedShape:
		return call == raisedShape || call == bareShape
	case slashShape, romanShape:
		return call == body
	}
	return call != symbolShape && call != slashShape && call != romanShape
}

// matched is the best assignment of calls to bodies, and what it is worth.
func matched(calls []call, bodies []body) (pairs []pairing, worth int) {
	places := map[string][]int{} // of bodies with a label, in order
	for i, b := range bodies {
		places[b.label] = append(places[b.label], i)
	}
	reach := max(2, min(32, 1<<16/(len(calls)+1)))
	type step struct{ call, body, worth, before int }
	var steps []step
	best := newPrefixMax(len(bodies))
	seen := map[string]int{}
	for i, c := range calls {
		same := places[c.label]
		nth := seen[c.label]
		seen[c.label]++
		from, to := max(0, nth-reach), min(len(same), nth+reach+1)
		// from the last body to the first, so that a call does not build on itself
		for k := to - 1; k >= from; k-- {
			b := same[k]
			if c.weight < 3 && bodies[b].at <= c.at {
				continue // a number set on to a word, of which formulas are full, calls no note before it
			}
			before := best.before(b)
			worth := c.weight + bodies[b].weight + nearness(c, bodies[b])
			if before >= 0 {
				worth += steps[before].worth
			}
			steps = append(steps, step{i, b, worth, before})
			best.put(b, len(steps)-1, worth)
		}
	}
	last := best.before(len(bodies))
	if last < 0 {
		return nil, 0
	}
	worth = steps[last].worth
	for ; last >= 0; last = steps[last].before {
		pairs = append(pairs, pairing{steps[last].call, steps[last].body})
	}
	slices.Reverse(pairs)
	return pairs, worth - 6*(len(bodies)-len(pairs))
}

// nearness prefers the body that follows its call closely: at the foot of the page, else at the chapter's end.
func nearness(c call, b body) int {
	switch d := b.at - c.at; {
	case d < 0:
		return -4
	case d <= 6:
		return 4
	case d <= 40:
		return 2
	}
	return 0
}

// prefixMax is a Fenwick tree that gives the best of all that was put at a lower index.
type prefixMax struct {
	worth []int
	value []int
}

func newPrefixMax(n int) *prefixMax {
	p := &prefixMax{worth: make([]int, n+2), value: make([]int, n+2)}
	for i := range p.value {
		p.value[i] = -1
	}
	return p
}

func (p *prefixMax) put(at, value, worth int) {
	for i := at + 1; i < len(p.worth); i += i & -i {
		if p.value[i] < 0 || worth > p.worth[i] {
			p.worth[i], p.value[i] = worth, value
		}
	}
}

func (p *prefixMax) before(at int) int {
	best, worth := -1, 0
	for i := at; i > 0; i -= i & -i {
		if p.value[i] >= 0 && (best < 0 || p.worth[i] > worth) {
			best, worth = p.value[i], p.worth[i]
		}
	}
	return best
}

// system is a text's habit of notes: the shape of its calls and its bodies, and which belong together.
type system struct {
	calls  []call
	bodies []body
	pairs  []pairing
	worth  int
}

// bestSystem tries all pairs of shapes and returns the one that explains most; nil when none is convincing. Where
// the list of works is numbered, numbers in brackets call what has brackets, if anything.
func bestSystem(calls [shapes][]call, bodies [shapes][]body, zones []bool, numbered bool) *system {
	var found []system
	for bodyForm := range bodies {
		for callForm := range calls {
			if len(bodies[bodyForm]) == 0 || len(calls[callForm]) == 0 || !fits(shape(bodyForm), shape(callForm)) || numbered && shape(callForm) == bracketShape && shape(bodyForm) != bracketShape {
				continue
			}
			for _, some := range [][]body{bodies[bodyForm], inZones(bodies[bodyForm], zones)} {
				own := outside(calls[callForm], some)
				pairs, worth := matched(own, some)
				if convincing(own, some, pairs) {
					found = append(found, system{own, some, pairs, worth})
					break
				}
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	best := slices.MaxFunc(found, func(a, b system) int { return cmp.Compare(a.worth, b.worth) })
	return &best
}

// inZones are the bodies under a heading such as Notes: elsewhere numbers of the shape may be sections' or items'.
func inZones(bodies []body, zones []bool) []body {
	return slices.DeleteFunc(slices.Clone(bodies), func(b body) bool { return !zones[b.at] })
}

// outside leaves out the calls that stand in the bodies themselves.
func outside(calls []call, bodies []body) []call {
	in := map[int]bool{}
	for _, b := range bodies {
		in[b.at] = true
	}
	return slices.DeleteFunc(slices.Clone(calls), func(c call) bool { return in[c.at] })
}

// convincing says that the pairs are no accident.
func convincing(calls []call, bodies []body, pairs []pairing) bool {
	sure := 0
	for _, p := range pairs {
		sure += min(calls[p.call].weight, bodies[p.body].weight)
	}
	switch {
	case len(pairs) == 0:
		return false
	case len(pairs) == 1:
		only := len(bodies) == 1 && bodies[0].label == "1" && follow(calls, bodies, pairs)
		return sure >= 7 && len(bodies) <= 3 || sure >= 6 && only
	}
	if areConsecutive(bodies) && len(pairs) >= 3 && len(pairs)*10 >= len(bodies)*6 && sure >= 2*len(pairs) && follow(calls, bodies, pairs) {
		return true
	}
	if bodies[0].shape == parensShape {
		return sure >= 6*len(pairs) && len(pairs)*10 >= len(bodies)*7 // else they are items
	}
	return sure >= 4*len(pairs) && len(pairs)*5 >= len(bodies)*2
}

// areConsecutive says that the bodies' numbers go up one by one, or begin again at 1; a scan may have lost or misread one
// of six, which breaks them twice.
func areConsecutive(bodies []body) bool {
	last, broken := 0, 0
	for i, b := range bodies {
		n, err := strconv.Atoi(b.label)
		if err != nil {
			return false
		}
		broken += bit(i > 0 && n != last+1 && n != 1)
		last = n
	}
	return broken*3 <= len(bodies)
}

// follow says that each body stands after its call.
func follow(calls []call, bodies []body, pairs []pairing) bool {
	return !slices.ContainsFunc(pairs, func(p pairing) bool { return bodies[p.body].at <= calls[p.call].at })
}
