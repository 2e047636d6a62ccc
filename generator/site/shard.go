package site

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math/bits"
	"slices"
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

// shards are the scripts of the index, by their first words.
type shards struct {
	index  *searchIndex
	first  []string // "" for one that has no words
	behind []string // the first word behind each; "" for none
	sums   []Ground // of the words in each, and their passages
}

// cut cuts the index into n scripts of about the same size. Few words can be the first of a script but those that
// take much of one, and which those are depends on the words alone, so that a cut seldom moves when something else changes.
func (x *searchIndex) cut(n int) (*shards, error) {
	if err := x.recount(); err != nil {
		return nil, err
	}
	var words []tallied
	for _, in := range x.tallies {
		words = append(words, in.words...)
	}
	size := func(w tallied) int { return 32 + w.count*(2+bits.Len(uint(x.total/w.count))) } // in bits, about
	whole := 0
	for _, w := range words {
		whole += size(w)
	}
	s := &shards{index: x}
	sum, at := sha256.New(), 0
	var line []byte
	end := func(behind string) {
		s.behind, s.sums = append(s.behind, behind), append(s.sums, Ground(sum.Sum(nil)))
		sum.Reset()
		fmt.Fprintln(sum, x.total)
	}
	for i, w := range words {
		if i == 0 || len(s.first) < n && at >= len(s.first)*whole/n && (size(w) > shardSize/4 || placesHash(0, []byte(w.term))%8 == 0) {
			end(w.term)
			s.first = append(s.first, w.term)
		}
		line = fmt.Appendln(line[:0], w.term, w.count, w.sum)
		sum.Write(line)
		at += size(w)
	}
	end("")
	s.behind, s.sums = s.behind[1:], s.sums[1:]
	for len(s.first) < n {
		end("")
		s.first = append(s.first, "")
	}
	return s, nil
}

// want says which scripts are asked for, in their order.
func (s *shards) want(scripts []int) {
	words := wordRanges{}
	for _, i := range scripts {
		if s.first[i] != "" {
			words = append(words, wordRange{s.first[i], s.behind[i]})
		}
	}
	s.index.want(words)
}

// blocks writes a script's words and passages in turns.
func (s *shards) blocks(w *writer, i int) error {
	w.raw("[")
	defer w.raw("]")
	first, behind := s.first[i], s.behind[i]
	if first == "" {
		return nil
	}
	var words []byte
	var passages bitWriter
	numbers, _ := s.index.numbers.Get().(*[]int)
	if numbers == nil {
		numbers = new([]int)
	}
	defer s.index.numbers.Put(numbers)
	before, count, comma := "", 0, ""
	end := func() {
		if count > 0 {
			w.value(comma, string(words))
			w.raw(`,"`)
			w.b = base64.RawStdEncoding.AppendEncode(w.b, passages.whole())
			w.raw(`"`)
			comma = ","
		}
		words, passages, before, count = words[:0], bitWriter{b: passages.b[:0]}, "", 0
	}
	last := drawerCount - 1
	if behind != "" {
		last = drawerOf(behind)
	}
	for number := drawerOf(first); number <= last; number++ {
		in, err := s.index.drawer(number, first)
		if err != nil {
			return err
		}
		from, _ := slices.BinarySearch(in.words, first)
		for _, term := range in.words[from:] {
			if behind != "" && term >= behind {
				break
			}
			words = appendWord(words, before, term)
			*numbers = in.appendNumbers((*numbers)[:0], term)
			passages.passages(*numbers, s.index.total)
			before = term
			if count++; count == wordsInBlock || passages.size() >= bitsInBlock {
				end()
			}
		}
	}
	end()
	return nil
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
