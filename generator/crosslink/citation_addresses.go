package crosslink

import (
	"strings"

	"glossator/generator/edition"
)

// Citations have addresses, too: c27. They stand in the lock behind the passage in which the citation stands, as it writes
// them, and are read only when the essay is assigned anew:
//
//	c27:Fq3x0b c28:9Kf2mT.
//
// A mark tells roughly what is cited; a full stop says that the citation is gone.

// citationMark is a hash of a citation's source, and one of its locators, of three characters each. What the text prints
// may change without another thing being cited.
type citationMark [6]byte

func markOf(c *edition.Citation) (m citationMark) {
	const half = len(m) / 2
	locators := uint64(fnvOffset)
	for _, l := range c.Locators() {
		locators = fnv(fnv(locators, l.Label)*fnvPrime, l.Value) * fnvPrime
	}
	source := mix(fnv(fnvOffset, c.Source))
	locators = mix(locators)
	for i := range half {
		m[i], m[half+i] = digits64[source>>(6*i)&63], digits64[locators>>(6*i)&63]
	}
	return m
}

func (m citationMark) sameSource(other citationMark) bool {
	return [len(m) / 2]byte(m[:len(m)/2]) == [len(m) / 2]byte(other[:len(m)/2])
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// fnv goes on hashing (FNV-1a).
func fnv(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// citedAddress is the published address of a citation.
type citedAddress struct {
	id      string
	mark    citationMark
	ended   bool
	passage int // index of its passage's address in the lock
}

// nextCited reads the first of some addresses of citations; ok is false where that is none.
func nextCited(list string) (x citedAddress, rest string, ok bool) {
	word, rest, more := strings.Cut(list, " ")
	word, x.ended = strings.CutSuffix(word, ".")
	id, mark, found := strings.Cut(word, ":")
	if !found || id == "" || id[0] != 'c' || len(mark) != len(x.mark) || !isSketch([]byte(mark)) || more && rest == "" {
		return x, "", false
	}
	x.id = id
	copy(x.mark[:], mark)
	return x, rest, true
}

// append writes the address behind others.
func (x citedAddress) append(dst []byte) []byte {
	if len(dst) > 0 {
		dst = append(dst, ' ')
	}
	dst = append(append(append(dst, x.id...), ':'), x.mark[:]...)
	if x.ended {
		dst = append(dst, '.')
	}
	return dst
}

// Ended are the addresses of passages and citations that are gone.
func (x Assignment) Ended() (passages, citations []string) {
	for _, a := range x.Addresses {
		if a.Ended && !a.Joined {
			passages = append(passages, a.ID)
		}
		if !strings.Contains(a.Citations, ".") {
			continue
		}
		for c, rest, ok := nextCited(a.Citations); ok; c, rest, ok = nextCited(rest) {
			if c.ended {
				citations = append(citations, c.id)
			}
		}
	}
	return passages, citations
}

// citationAssigner matches the citations of a text, whose passages have been matched, with the addresses that they had.
type citationAssigner struct {
	*assigner
	marks []citationMark // by citation
	had   []citedAddress
	inNew [][]int // citations, by passage
	inOld [][]int // indices in had, by the passage's address in the lock
	hadOf []int   // by citation, index in had, or −1
	now   []int   // by index in had, the citation, or −1
}

func newCitationAssigner(a *assigner) *citationAssigner {
	t := a.t
	c := &citationAssigner{assigner: a, marks: make([]citationMark, len(t.Citations)), inNew: make([][]int, len(t.Passages)), inOld: make([][]int, len(a.old))}
	for i := range t.Citations {
		x := &t.Citations[i]
		c.marks[i] = markOf(x)
		c.hadOf = append(c.hadOf, -1)
		c.inNew[x.Span.Passage] = append(c.inNew[x.Span.Passage], i)
	}
	for old := range a.old {
		for x, rest, ok := nextCited(a.old[old].Citations); ok; x, rest, ok = nextCited(rest) {
			x.passage = old
			c.inOld[old] = append(c.inOld[old], len(c.had))
			c.had, c.now = append(c.had, x), append(c.now, -1)
			a.taken[x.id] = true
		}
	}
	return c
}

// assign gives each citation the address that it has had, and others to new ones: first those that cite the same thing in the
// same passage, then those that do so in another, then those that cite the same source in the same passage, or whatever they
// cite in the same place of it. A lock in which no citation has been recorded leaves their numbers as they are.
func (c *citationAssigner) assign() {
	if len(c.had) == 0 {
		return
	}
	same := func(i, had int) bool { return c.marks[i] == c.had[had].mark }
	c.inPassages(func(news, olds []int) {
		c.matchInOrder(news, c.standing(olds), same)
		c.matchInOrder(news, olds, same) // it has come back
	})
	c.matchElsewhere()
	c.inPassages(func(news, olds []int) {
		olds = c.standing(olds)
		c.matchInOrder(news, olds, func(i, had int) bool { return c.marks[i].sameSource(c.had[had].mark) })
		for k := range news {
			if len(news) == len(olds) && c.hadOf[news[k]] < 0 && c.now[olds[k]] < 0 {
				c.match(news[k], olds[k])
			}
		}
	})
	ids := make([]string, len(c.hadOf))
	for i, had := range c.hadOf {
		if had >= 0 {
			ids[i] = c.had[had].id
		}
	}
	c.fill('c', ids)
	for i, id := range ids {
		c.t.Citations[i].ID = id
	}
}

func (c *citationAssigner) match(citation, had int) { c.hadOf[citation], c.now[had] = had, citation }

// inPassages calls f with the citations of each passage that has been matched, and the addresses of those that stood in it.
func (c *citationAssigner) inPassages(f func(news, olds []int)) {
	for i, news := range c.inNew {
		if old := c.oldOf[i]; old >= 0 && len(news) > 0 && len(c.inOld[old]) > 0 {
			f(news, c.inOld[old])
		}
	}
}

// standing are those of the addresses that had not ended.
func (c *citationAssigner) standing(olds []int) []int {
	for k, had := range olds {
		if !c.had[had].ended {
			continue
		}
		list := append([]int{}, olds[:k]...)
		for _, had := range olds[k:] {
			if !c.had[had].ended {
				list = append(list, had)
			}
		}
		return list
	}
	return olds
}

// matchInOrder matches citations with addresses to which they may belong, each with the first that is left.
func (c *citationAssigner) matchInOrder(news, olds []int, belongs func(citation, had int) bool) {
	first := 0 // addresses before it are not left
	for _, i := range news {
		for first < len(olds) && c.now[olds[first]] >= 0 {
			first++
		}
		for k := first; k < len(olds) && c.hadOf[i] < 0; k++ {
			if c.now[olds[k]] < 0 && belongs(i, olds[k]) {
				c.match(i, olds[k])
			}
		}
	}
}

// matchElsewhere matches citations that have gone to other passages.
func (c *citationAssigner) matchElsewhere() {
	left := map[citationMark][]int{}
	for had, x := range c.had {
		if c.now[had] < 0 && !x.ended {
			left[x.mark] = append(left[x.mark], had)
		}
	}
	if len(left) == 0 {
		return
	}
	for i, mark := range c.marks {
		if olds := left[mark]; c.hadOf[i] < 0 && len(olds) > 0 {
			c.match(i, olds[0])
			left[mark] = olds[1:]
		}
	}
}

// in lists the citations of a passage as the lock is to have them, and says what has become of those that it had.
func (c *citationAssigner) in(passage int, changes *[]Change) string {
	var list []byte
	for _, i := range c.inNew[passage] {
		id := c.t.Citations[i].ID
		switch had := c.hadOf[i]; {
		case had < 0:
			*changes = append(*changes, Change{id, Added})
		case c.newOf[c.had[had].passage] != passage:
			*changes = append(*changes, Change{id, Moved})
		case c.had[had].mark != c.marks[i]:
			*changes = append(*changes, Change{id, Reworded})
		}
		list = citedAddress{id: id, mark: c.marks[i]}.append(list)
	}
	old := c.oldOf[passage]
	if old < 0 {
		return string(list)
	}
	return c.end(list, old, changes)
}

// end adds the ended ones of those that stood in an old passage.
func (c *citationAssigner) end(list []byte, old int, changes *[]Change) string {
	for _, had := range c.inOld[old] {
		x := c.had[had]
		if c.now[had] >= 0 {
			continue
		}
		if !x.ended {
			*changes = append(*changes, Change{x.id, Ended})
		}
		x.ended = true
		list = x.append(list)
	}
	if was := c.old[old].Citations; string(list) == was {
		return was // which is in memory anyway
	}
	return string(list)
}
