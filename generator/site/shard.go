package site

import (
	"encoding/base64"
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The scripts of the index. Each has the words from one to another, in blocks, of which a search reads those that it
// needs: words, of which each says how much of the one before it begins with, and their passages, in bits.

const (
	shardSize    = 48 << 10 // about so many bytes of the index are in one script
	wordsInBlock = 128
	bitsInBlock  = 8 << 10 // of passages, before the last word's
)

// Frequent letters are written as one sign each. No word has the signs in it.
const (
	letterSigns = "!$%&'()*+,-./:;<=>?[]^_`{|}~ "
	lettersFor  = "ing ion ent ed in er on en es al ly st an at re it ar ce le ve ic se th or ou is ct ch il"
)

var abbreviated = func() *strings.Replacer {
	var pairs []string
	for i, letters := range strings.Fields(lettersFor) {
		pairs = append(pairs, letters, letterSigns[i:i+1])
	}
	return strings.NewReplacer(pairs...)
}()

// shards are the words of the index in order, and which of them each script begins with.
type shards struct {
	words  []string
	begins []int
	firsts []int // numbers of the essays' first passages, of the first entry, and one more than the last
}

// cut cuts the index into n scripts of about the same size.
func (x *searchIndex) cut(n int, firsts []int) shards {
	s := shards{words: x.sorted(), firsts: firsts}
	total := firsts[len(firsts)-1]
	ends := make([]int, len(s.words)+1) // in bits, about
	for i, term := range s.words {
		n := x.count(term)
		ends[i+1] = ends[i] + 32 + n*(2+bits.Len(uint(total/n)))
	}
	for i, end := range ends[:len(s.words)] {
		for len(s.begins) < n && end >= len(s.begins)*ends[len(s.words)]/n {
			s.begins = append(s.begins, i)
		}
	}
	for len(s.begins) < n {
		s.begins = append(s.begins, len(s.words))
	}
	return s
}

// end is behind the last word of a script.
func (s *shards) end(i int) int {
	if i+1 < len(s.begins) {
		return s.begins[i+1]
	}
	return len(s.words)
}

// first is the first word of each script, or "" for one that has none.
func (s *shards) first() []string {
	list := make([]string, len(s.begins))
	for i, at := range s.begins {
		if at < s.end(i) {
			list[i] = s.words[at]
		}
	}
	return list
}

// blocks are a script's words and passages in turns.
func (x *searchIndex) blocks(s *shards, i int) []string {
	list := []string{}
	total := s.firsts[len(s.firsts)-1]
	var words []byte
	var passages bitWriter
	var numbers []int
	before, count := "", 0
	for at := s.begins[i]; at < s.end(i); at++ {
		term := s.words[at]
		words = appendWord(words, before, term)
		numbers = x.appendPassages(numbers[:0], term, s.firsts)
		passages.passages(numbers, total)
		before = term
		if count++; count == wordsInBlock || passages.size() >= bitsInBlock || at+1 == s.end(i) {
			list = append(list, string(words), base64.RawStdEncoding.EncodeToString(passages.whole()))
			words, passages, before, count = words[:0], bitWriter{b: passages.b[:0]}, "", 0
		}
	}
	return list
}

// appendWord appends a word as it stands behind another: a capital letter says how many UTF-16 units at its beginning
// are those of the one before, A none; then come the others.
func appendWord(dst []byte, before, word string) []byte {
	shared, units := 0, 0
	for i, r := range word {
		n := i + utf8.RuneLen(r)
		if n > len(before) || before[:n] != word[:n] || 'A'+units+utf16.RuneLen(r) > 'Z' {
			break
		}
		shared, units = n, units+utf16.RuneLen(r)
	}
	return append(append(dst, 'A'+byte(units)), abbreviated.Replace(word[shared:])...)
}

// bitWriter writes numbers of few bits.
type bitWriter struct {
	b    []byte
	last uint64 // bits that are no whole byte yet
	n    int    // how many
}

func (w *bitWriter) size() int { return 8*len(w.b) + w.n }

// bits writes the n last bits of a number.
func (w *bitWriter) bits(v uint, n int) {
	w.last = w.last<<n | uint64(v)&(1<<n-1)
	for w.n += n; w.n >= 8; w.n -= 8 {
		w.b = append(w.b, byte(w.last>>(w.n-8)))
	}
}

// gamma writes a number from 1 in Elias's gamma code: a zero for each binary digit behind its first, and the digits.
func (w *bitWriter) gamma(v uint) {
	n := bits.Len(v)
	w.bits(0, n-1)
	w.bits(v, n)
}

// whole is what has been written, to a whole byte.
func (w *bitWriter) whole() []byte {
	if w.n > 0 {
		w.bits(0, 8-w.n)
	}
	return w.b
}

// passages writes how many there are, of so many in all, and how many lie between each and the one before it, in an
// exponential Golomb code: as many digits as the last distances lead one to expect as they are, what goes beyond in gamma.
// The first is expected as if they lay evenly.
func (w *bitWriter) passages(list []int, total int) {
	w.gamma(uint(len(list)))
	mean, last := uint(total-len(list))/uint(len(list)), -1
	for _, n := range list {
		between := uint(n - last - 1)
		digits := max(0, bits.Len(mean)-3)
		w.gamma(between>>digits + 1)
		w.bits(between, digits)
		mean = (mean + between) / 2
		last = n
	}
}
