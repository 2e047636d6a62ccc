package crosslink

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// Sketch tells roughly how many words two passages share when the words themselves are no longer known. It is a
// MinHash (Broder 1997; one permutation, Li, Owen, Zhang 2012): words and pairs of words that follow each other are
// hashed and dealt to as many heaps as the sketch has characters; each character is six bits of its heap's least
// hash, or a full stop for a heap that has got none. As many characters agree as words do.
type Sketch [32]byte

const (
	digits64  = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
	emptyHeap = '.'
)

// isWordless says that it is of a passage without words.
func (s *Sketch) isWordless() bool { return bytes.Count(s[:], []byte{emptyHeap}) == len(s) }

// isSketch says that the characters are those of a sketch.
func isSketch(s []byte) bool {
	for _, c := range s {
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != emptyHeap {
			return false
		}
	}
	return true
}

// likeness is the share of words and pairs that two passages have in common, from 0 to 1. Eight heaps are compared
// at a time, since all changed passages of an essay are compared with each other.
func (s *Sketch) likeness(other *Sketch) float64 {
	const empty = emptyHeap * (1<<64 - 1) / 255 // in each byte
	same, without := 0, 0
	for i := 0; i < len(s); i += 8 {
		a, b := binary.LittleEndian.Uint64(s[i:]), binary.LittleEndian.Uint64(other[i:])
		same += zeroBytes(a ^ b)
		without += zeroBytes(a ^ empty | b ^ empty)
	}
	if without == len(s) {
		return 0
	}
	return float64(same-without) / float64(len(s)-without)
}

// zeroBytes counts the bytes that are 0: neither their lower seven bits, to which a carry is added, nor the eighth set
// the eighth.
func zeroBytes(x uint64) int {
	const low = 0x7f7f7f7f7f7f7f7f
	return bits.OnesCount64(^(x&low + low | x | low))
}

// shortWord is the length, in bytes, below which words do not count: they are much the same in all passages.
const shortWord = 4

// sketchOf is the sketch of words, and of others behind a space. It uses the room that f has.
func sketchOf(f *folded, words, others string) Sketch {
	var h heaps
	for _, shortest := range []int{shortWord, 0} {
		if h.count > 0 {
			break
		}
		for _, s := range []string{words, others} {
			f.fold(s)
			h.words(f.lower, shortest)
		}
	}
	var s Sketch
	for i, least := range h.least {
		s[i] = emptyHeap
		if least != 0 {
			s[i] = digits64[^least&63]
		}
	}
	return s
}

// heaps has the least hash of each heap, complemented, so that 0 is none.
type heaps struct {
	least    [len(Sketch{})]uint64
	count    int
	previous uint64 // hash of the word before
}

// words takes in the words of a text; in scripts that do not put spaces between them, each character is a word.
func (h *heaps) words(text []byte, shortest int) {
	start := -1
	end := func(i int) {
		if start >= 0 && i-start >= shortest {
			h.word(text[start:i])
		}
		start = -1
	}
	for i := 0; i < len(text); {
		if n := asciiWord(text[i:]); n > 0 {
			if start < 0 {
				start = i
			}
			i += n
			continue
		}
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text[i:])
		}
		switch classOf(r) {
		case spaced, mark:
			if start < 0 {
				start = i
			}
		case unspaced:
			end(i)
			h.word(text[i : i+n])
		default:
			end(i)
		}
		i += n
	}
	end(len(text))
}

func (h *heaps) word(word []byte) {
	x := uint64(fnvOffset)
	for _, c := range word {
		x = (x ^ uint64(c)) * fnvPrime
	}
	x = mix(x)
	h.add(x)
	if h.previous != 0 {
		h.add(mix(h.previous ^ x<<1))
	}
	h.previous = x
	h.count++
}

func (h *heaps) add(hash uint64) {
	i := hash % uint64(len(h.least))
	h.least[i] = max(h.least[i], ^(hash / uint64(len(h.least))))
}

// mix spreads the bits of a hash (the last steps of MurmurHash3).
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
