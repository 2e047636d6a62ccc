package crosslink

import (
	"math"
	"math/bits"
	"unicode/utf8"
)

// Sketch tells roughly how much the words of two passages have in common when the words themselves are no longer
// known. Each of its bits is what most of the passage's words say whose hashes vote on it (Charikar's similarity
// hash): the more words two passages share, the fewer bits differ.
type Sketch [2]uint64

// likeness is about 1 for the same words and about 0 for passages that have no words in common.
func (s Sketch) likeness(other Sketch) float64 {
	differing := bits.OnesCount64(s[0]^other[0]) + bits.OnesCount64(s[1]^other[1])
	return math.Cos(math.Pi * float64(differing) / 128)
}

// shortWord is the length, in bytes, below which words do not vote: they are much the same in all passages.
const shortWord = 4

func sketchOf(words string) Sketch {
	f := foldString(words)
	var p poll
	p.words(f.lower, shortWord)
	if p.votes == 0 {
		p.words(f.lower, 0)
	}
	return p.outcome()
}

// poll counts votes on 128 bits, all at once: planes[k] has the bits of weight 2^k of the counts.
type poll struct {
	planes [2][24]uint64
	votes  int
}

// words lets the words vote; in scripts that do not put spaces between them, each two characters.
func (p *poll) words(text []byte, shortest int) {
	start, previous := -1, rune(0)
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text[i:])
		}
		class := classOf(r)
		if class == spaced || class == mark {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			p.word(text[start:i], shortest)
			start = -1
		}
		if class != unspaced {
			r = 0
		} else if previous != 0 {
			p.vote(mix(uint64(previous)<<32 | uint64(r)))
		}
		previous = r
		i += n
	}
	if start >= 0 {
		p.word(text[start:], shortest)
	}
}

func (p *poll) word(word []byte, shortest int) {
	if len(word) < shortest {
		return
	}
	h := uint64(14695981039346656037)
	for _, c := range word {
		h = (h ^ uint64(c)) * 1099511628211
	}
	p.vote(mix(h))
}

func (p *poll) vote(h uint64) {
	p.votes++
	for half, x := range [2]uint64{h, mix(h + 1)} {
		for k := 0; x != 0 && k < len(p.planes[half]); k++ {
			p.planes[half][k], x = p.planes[half][k]^x, p.planes[half][k]&x
		}
	}
}

// outcome sets the bits for which more than half have voted.
func (p *poll) outcome() (s Sketch) {
	half := p.votes / 2
	for i := range s {
		more, same := uint64(0), ^uint64(0)
		for k := len(p.planes[i]) - 1; k >= 0; k-- {
			plane := p.planes[i][k]
			if half>>k&1 == 0 {
				more |= same & plane
				plane = ^plane
			}
			same &= plane
		}
		s[i] = more
	}
	return s
}

// mix spreads the bits of a hash (the last steps of MurmurHash3).
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
