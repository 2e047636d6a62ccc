package site

import (
	"encoding/binary"
	"maps"
	"slices"

	"glossator/generator/parallel"
)

// Before the index is cut into scripts its words are counted, drawer by drawer. What has been counted is kept for later runs: a
// drawer in which they find what it had need not be counted again.

// tally is in how many passages a word stands, and a sum of hashes of which those are.
type tally struct {
	count int
	sum   uint64
}

// tallied is a word with its tally.
type tallied struct {
	term string
	tally
}

// tallies are all words of the index, by drawers.
type tallies [drawerCount]talliedDrawer

// talliedDrawer are a drawer's words in order, each once.
type talliedDrawer struct {
	ground uint64 // a hash of what was counted; 0 where nothing has been
	words  []tallied
}

// ground is a hash of what is in a drawer, and in which passages. It is not 0.
func (x *searchIndex) ground(number int) (sum uint64) {
	for i, text := range x.texts {
		of := text.drawerTable()[drawerHead*number+4:]
		sum += placesHash(x.firsts[i], of[:8])
	}
	return max(1, sum)
}

// talliedAtOnce is how many drawers are counted through at once: a text is read a few times only.
const talliedAtOnce = 8

// recount counts the words of the drawers in which there is something else than what has been counted.
func (x *searchIndex) recount() error {
	return parallel.Each((drawerCount+talliedAtOnce-1)/talliedAtOnce, func(i int) error {
		var anew drawers
		for number := i * talliedAtOnce; number < min((i+1)*talliedAtOnce, drawerCount); number++ {
			ground := x.ground(number)
			if ground == x.tallies[number].ground {
				continue
			}
			x.tallies[number].ground = ground
			if anew.behind == 0 {
				anew.from = number
			}
			anew.behind = number + 1
		}
		words, err := x.count(anew)
		for number := anew.from; number < anew.behind; number++ {
			end := slices.IndexFunc(words, func(w tallied) bool { return drawerOf(w.term) > number })
			if end < 0 {
				end = len(words)
			}
			x.tallies[number].words, words = words[:end:end], words[end:]
		}
		return err
	})
}

// count counts the words of some drawers, and puts them into order.
func (x *searchIndex) count(in drawers) ([]tallied, error) {
	if in.behind == 0 {
		return nil, nil
	}
	words := map[string]*tally{}
	for text := range x.texts {
		err := x.each(text, in, func(term []byte, count int, distances []byte) {
			t := words[string(term)]
			if t == nil {
				t = &tally{}
				words[string(term)] = t
			}
			t.count += count
			t.sum += placesHash(x.firsts[text], distances)
		})
		if err != nil {
			return nil, err
		}
	}
	list := make([]tallied, 0, len(words))
	for _, term := range slices.Sorted(maps.Keys(words)) {
		list = append(list, tallied{term, *words[term]})
	}
	return list, nil
}

// placesHash is a hash of passages (FNV-1a, mixed so that sums of it differ).
func placesHash(first int, distances []byte) uint64 {
	const prime = 1099511628211
	h := (14695981039346656037 ^ uint64(first)) * prime
	for _, c := range distances {
		h = (h ^ uint64(c)) * prime
	}
	h = (h ^ h>>31) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// KnowIndex says what an earlier run has counted, of a site that was made from the same but for the texts of essays. It is to be
// called before anything is asked of the site, and the bytes are the site's from then on.
func (s *Site) KnowIndex(counted []byte) { s.counted = counted }

// CountedIndex is what has been counted, for KnowIndex in a later run; nil where nothing has.
func (s *Site) CountedIndex() []byte {
	index, err := s.searched()
	if err != nil {
		return nil
	}
	entries := index.index.entries()
	b := append(binary.AppendUvarint(nil, uint64(len(entries))), entries...)
	for _, in := range index.index.tallies {
		b = binary.LittleEndian.AppendUint64(b, in.ground)
		b = binary.AppendUvarint(b, uint64(len(in.words)))
		for _, w := range in.words {
			b = append(binary.AppendUvarint(b, uint64(len(w.term))), w.term...)
			b = binary.AppendUvarint(b, uint64(w.count))
			b = binary.LittleEndian.AppendUint64(b, w.sum)
		}
	}
	return b
}

// takeCounted takes what is known from an earlier run: the packed words of the entries, and tallies; none where nothing is.
func (s *Site) takeCounted() (entries packedWords, known tallies) {
	b := s.counted
	if b == nil {
		return nil, known
	}
	s.counted = nil
	number := func() uint64 {
		n := binary.LittleEndian.Uint64(b)
		b = b[8:]
		return n
	}
	entries = takeBytes(&b)
	for i := range known {
		known[i].ground = number()
		known[i].words = make([]tallied, takeUvarint(&b))
		for k := range known[i].words {
			w := &known[i].words[k]
			w.term, w.count = string(takeBytes(&b)), takeUvarint(&b)
			w.sum = number()
		}
	}
	return entries, known
}

// takeBytes takes a length and so many bytes.
func takeBytes(b *[]byte) []byte {
	n, at := uvarint(*b, 0)
	taken := (*b)[at : at+n]
	*b = (*b)[at+n:]
	return taken
}

func takeUvarint(b *[]byte) int {
	v, at := uvarint(*b, 0)
	*b = (*b)[at:]
	return v
}
