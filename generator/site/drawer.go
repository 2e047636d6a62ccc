package site

import (
	"encoding/binary"
	"maps"
	"slices"
	"sync"

	"glossator/generator/parallel"
)

// The index is made as that of a library is kept, in drawers, each of which has the words from one to another, so that no more
// of it than some drawers is in memory, and a script of it alone can be made. An essay's words are packed by drawers: first a
// table of where each ends, with a hash of what is in it, then of each word itself, in how many passages it stands, and of each
// of these the distance from the one before it; words and distances behind their lengths in bytes.

// drawerCount is how many drawers there are, and drawerOf in which of them, in the order of words, a word lies.
const (
	drawerCount = 4 + 26 + 8 + 4*2 + 1
	drawerHead  = 4 + 8 // bytes in the table
	drawerTable = drawerHead * drawerCount
)

func drawerOf[T string | []byte](word T) int {
	c, next := word[0], byte(0)
	if len(word) > 1 {
		next = word[1]
	}
	const letters = 4
	const marked = letters + 26 // letters of more than one byte
	const three = marked + 8    // Hangul, 0xEA to 0xED
	switch {
	case c < '0':
		return 0
	case c <= '1':
		return 1
	case c <= '9':
		return 2
	case c < 'a':
		return 3
	case c <= 'z':
		return letters + int(c-'a')
	case c < 0xEA:
		return marked + int(c&0x7F)>>4
	case c <= 0xED:
		return three + 2*int(c-0xEA) + int(next>>5)&1
	}
	return three + 4*2
}

// appendPacked appends the words of the table, packed, and empties it.
func (t *wordTable) appendPacked(dst []byte) []byte {
	var heads [drawerCount]int32 // of lists of words, one more than their places
	t.next = slices.Grow(t.next[:0], len(t.words))[:len(t.words)]
	for i := len(t.words) - 1; i >= 0; i-- {
		at := drawerOf(t.term(&t.words[i]))
		t.next[i], heads[at] = heads[at], int32(i+1)
	}
	table := len(dst)
	dst = append(dst, make([]byte, drawerTable)...)
	begun := len(dst)
	var room [256]byte
	distances := room[:0]
	for at, head := range heads {
		from := len(dst)
		for i := head; i > 0; i = t.next[i-1] {
			w := &t.words[i-1]
			term := t.term(w)
			dst = append(binary.AppendUvarint(dst, uint64(len(term))), term...)
			dst = binary.AppendUvarint(dst, uint64(w.count))
			distances = distances[:0]
			for at, last := w.first, int32(-1); at >= 0; at = t.places[at].next {
				passage := t.places[at].passage
				distances = binary.AppendUvarint(distances, uint64(passage-last))
				last = passage
			}
			dst = append(binary.AppendUvarint(dst, uint64(len(distances))), distances...)
		}
		binary.LittleEndian.PutUint32(dst[table+drawerHead*at:], uint32(len(dst)-begun))
		binary.LittleEndian.PutUint64(dst[table+drawerHead*at+4:], hash64(dst[from:]))
	}
	t.clear()
	return dst
}

// drawers are some that lie side by side.
type drawers struct{ from, behind int }

// packed is a text's packed words.
type packed interface {
	drawerTable() []byte
	appendWords(dst []byte, in drawers) ([]byte, error)
}

// packedWords are those in memory.
type packedWords []byte

func (p packedWords) drawerTable() []byte { return p[:drawerTable] }

func (p packedWords) appendWords(dst []byte, in drawers) ([]byte, error) {
	from, to := in.in(p)
	return append(dst, p[drawerTable:][from:to]...), nil
}

// in says where the words of drawers lie, given the table that begins a text's packed words.
func (d drawers) in(table []byte) (from, to int64) {
	if d.from > 0 {
		from = int64(binary.LittleEndian.Uint32(table[drawerHead*(d.from-1):]))
	}
	return from, int64(binary.LittleEndian.Uint32(table[drawerHead*(d.behind-1):]))
}

// searchIndex finds the passages in which each word stands. The last of its texts is the list of entries.
type searchIndex struct {
	texts   []packed
	rooms   []numberRoom // of the essays
	firsts  []int        // the number of each text's first passage
	total   int          // more than all numbers
	tallies tallies      // what an earlier run has counted, until it is recounted
	mu      sync.Mutex
	held    []*drawer  // those last asked for
	wanted  wordRanges // of the scripts that are asked for
	reading sync.Pool  // of *[]byte
	numbers sync.Pool  // of *[]int
}

// entries are the packed words of the last text.
func (x *searchIndex) entries() packedWords { return x.texts[len(x.texts)-1].(packedWords) }

// wordRange are the words from one to before another, or to the end where that is "".
type wordRange struct{ first, behind string }

// wordRanges are several, in their order; nil are all words.
type wordRanges []wordRange

func (r wordRanges) have(word []byte) bool {
	if r == nil {
		return true
	}
	low, high := 0, len(r)
	for low < high {
		if middle := (low + high) / 2; r[middle].first <= string(word) {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low > 0 && (r[low-1].behind == "" || string(word) < r[low-1].behind)
}

// want says of which words scripts are asked for. Others that are asked for all the same are gathered then, with all.
func (x *searchIndex) want(words wordRanges) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.wanted, x.held = words, nil
}

// drawer is some words and their passages, those of several runs of texts.
type drawer struct {
	number int
	wanted wordRanges
	once   sync.Once
	err    error
	words  []string
	runs   []map[string]*postings
}

// postings are the numbers of passages.
type postings struct {
	packed []byte // the distance of each from the one before it
	last   int
}

const (
	drawersHeld = 2
	drawerRuns  = 4 // that are gathered at once
)

// drawer is one of the index's, for a script that begins with the word.
func (x *searchIndex) drawer(number int, first string) (*drawer, error) {
	x.mu.Lock()
	if !x.wanted.have([]byte(first)) {
		x.wanted, x.held = nil, nil
	}
	i := slices.IndexFunc(x.held, func(d *drawer) bool { return d.number == number })
	if i < 0 {
		i = len(x.held)
		x.held = append(x.held, &drawer{number: number, wanted: x.wanted})
	}
	d := x.held[i]
	x.held = append(slices.Delete(x.held, i, i+1), d)
	if len(x.held) > drawersHeld {
		x.held = slices.Delete(x.held, 0, 1)
	}
	x.mu.Unlock()
	d.once.Do(func() { d.err = x.gather(d) })
	return d, d.err
}

// gather gathers the passages of a drawer's words.
func (x *searchIndex) gather(d *drawer) error {
	d.runs = make([]map[string]*postings, drawerRuns)
	err := parallel.Each(len(d.runs), func(run int) error {
		words := map[string]*postings{}
		for text := run * len(x.texts) / drawerRuns; text < (run+1)*len(x.texts)/drawerRuns; text++ {
			err := x.each(text, drawers{d.number, d.number + 1}, func(term []byte, _ int, distances []byte) {
				if !d.wanted.have(term) {
					return
				}
				p := words[string(term)]
				if p == nil {
					p = &postings{last: -1}
					words[string(term)] = p
				}
				passage := x.firsts[text] - 1
				for at, distance := 0, 0; at < len(distances); {
					distance, at = uvarint(distances, at)
					passage += distance
					p.packed = binary.AppendUvarint(p.packed, uint64(passage-p.last))
					p.last = passage
				}
			})
			if err != nil {
				return err
			}
		}
		d.runs[run] = words
		return nil
	})
	for _, words := range d.runs {
		d.words = slices.AppendSeq(d.words, maps.Keys(words))
	}
	slices.Sort(d.words)
	d.words = slices.Compact(d.words)
	return err
}

// each calls f with the words of a text in some drawers, in how many of its passages each stands, and their distances.
func (x *searchIndex) each(text int, in drawers, f func(term []byte, count int, distances []byte)) (err error) {
	b, _ := x.reading.Get().(*[]byte)
	if b == nil {
		b = new([]byte)
	}
	defer x.reading.Put(b)
	if *b, err = x.texts[text].appendWords((*b)[:0], in); err != nil {
		return err
	}
	for packed, at := *b, 0; at < len(packed); {
		var size, count int
		size, at = uvarint(packed, at)
		term := packed[at : at+size]
		count, at = uvarint(packed, at+size)
		size, at = uvarint(packed, at)
		f(term, count, packed[at:at+size])
		at += size
	}
	return nil
}

// appendNumbers appends the numbers of the passages in which a word stands.
func (d *drawer) appendNumbers(list []int, term string) []int {
	for _, words := range d.runs {
		p := words[term]
		if p == nil {
			continue
		}
		passage := -1
		for at, distance := 0, 0; at < len(p.packed); {
			distance, at = uvarint(p.packed, at)
			passage += distance
			list = append(list, passage)
		}
	}
	return list
}

// uvarint reads a number, and says what stands behind it.
func uvarint(b []byte, at int) (v, behind int) {
	if c := b[at]; c < 0x80 {
		return int(c), at + 1
	}
	return longUvarint(b, at)
}

func longUvarint(b []byte, at int) (v, behind int) {
	long, n := binary.Uvarint(b[at:])
	return int(long), at + n
}
