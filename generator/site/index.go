package site

import (
	"encoding/binary"
	"maps"
	"slices"
	"sync"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The search index. Its unit is the passage, so that a hit opens it. Words are folded: without case and marks;
// Hangul, Han and kana are indexed by pairs of characters, since nothing says where their words end. Words are
// found by their beginnings, which serves inflection. search.js folds and cuts what is asked for in the same way.

// eachTerm calls f with every word of the text, folded, and with every pair of characters where words have no ends.
// The bytes are f's only until it returns.
func eachTerm(words string, f func([]byte)) {
	var term []byte
	var last rune // of a run of characters that are taken by pairs, or 0
	alone := false
	flush := func() {
		if len(term) > 0 {
			f(term)
			term = term[:0]
		}
		if last != 0 && alone {
			f(utf8.AppendRune(nil, last))
		}
		last = 0
	}
	for i := 0; i < len(words); {
		if c := plainLetters[words[i]]; c != 0 && last == 0 {
			term = append(term, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(words[i:])
		i += n
		switch {
		case r < utf8.RuneSelf && plainLetters[r] != 0:
			flush()
			term = append(term, plainLetters[r])
		case r < utf8.RuneSelf:
			flush()
		case isPaired(r):
			if len(term) > 0 {
				flush()
			}
			if last != 0 {
				f(utf8.AppendRune(utf8.AppendRune(nil, last), r))
			}
			alone, last = last == 0, r
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			if last != 0 {
				flush()
			}
			term = appendFolded(term, r)
		case r == '\u00ad': // a soft hyphen
		default:
			flush()
		}
	}
	flush()
}

// plainLetters are the letters and digits of ASCII in lower case; 0 for all other bytes.
var plainLetters = func() (table [256]byte) {
	for c := '0'; c <= '9'; c++ {
		table[c] = byte(c)
	}
	for c := 'a'; c <= 'z'; c++ {
		table[c], table[c-'a'+'A'] = byte(c), byte(c)
	}
	return table
}()

// isPaired says that words of the character's script are not told apart by spaces alone.
func isPaired(r rune) bool {
	return r >= 0xAC00 && r <= 0xD7A3 || r >= 0x3040 && r <= 0x30FF || r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF
}

// unmarked are letters that Unicode does not take apart, as those write them who have not got them.
var unmarked = map[rune]string{
	'ł': "l", 'Ł': "l", 'ø': "o", 'Ø': "o", 'đ': "d", 'Đ': "d", 'ı': "i", 'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th",
}

func appendFolded(dst []byte, r rune) []byte {
	if plain, ok := unmarked[r]; ok {
		return append(dst, plain...)
	}
	for _, c := range norm.NFKD.String(string(r)) {
		if !unicode.Is(unicode.M, c) {
			dst = utf8.AppendRune(dst, unicode.ToLower(c))
		}
	}
	return dst
}

// searchIndex gathers the passages in which each word of the essays stands. Essays may be added from several
// goroutines and in any order: each gatherer is one goroutine's at a time.
type searchIndex struct {
	mu        sync.Mutex
	gatherers []gatherer
	idle      []gatherer
	added     map[int]bool // essays
}

// has says that an essay has been added.
func (x *searchIndex) has(essay int) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.added[essay]
}

// gatherer is the passages of each word, of some of the essays.
type gatherer map[string]*postings

// postings are passages, packed: for each its distance from the one before it in the essay, or behind a 0 the
// essay's number and its own.
type postings struct {
	packed         []byte
	essay, passage int // the last ones, from 1
}

// add adds the words of an essay's passages.
func (x *searchIndex) add(essay int, passages []string) {
	x.gather(essay, func(g gatherer) {
		for i, words := range passages {
			eachTerm(words, func(term []byte) { g.add(term, essay, i) })
		}
	})
}

// addEntries adds what has a page, numbered as if it were the passages of one more essay. The words of authors and
// years stand in the index a second time, behind a sign of their own, so that they can be searched alone.
func (x *searchIndex) addEntries(essay int, entries []searchEntry) {
	x.gather(essay, func(g gatherer) {
		for i, e := range entries {
			eachTerm(e.words+" "+e.authors+" "+e.year, func(term []byte) { g.add(term, essay, i) })
			eachTerm(e.authors, func(term []byte) { g.add(append([]byte{authorSign}, term...), essay, i) })
			eachTerm(e.year, func(term []byte) { g.add(append([]byte{yearSign}, term...), essay, i) })
		}
	})
}

// The signs are those that search.js puts before what is asked for in these fields.
const (
	authorSign = '@'
	yearSign   = '#'
)

func (x *searchIndex) gather(essay int, add func(gatherer)) {
	g := x.take()
	add(g)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.idle = append(x.idle, g)
	if x.added == nil {
		x.added = map[int]bool{}
	}
	x.added[essay] = true
}

func (g gatherer) add(term []byte, essay, passage int) {
	p := g[string(term)]
	if p == nil {
		p = &postings{}
		g[string(term)] = p
	}
	p.add(essay+1, passage+1)
}

// take is a gatherer that no other goroutine has.
func (x *searchIndex) take() gatherer {
	x.mu.Lock()
	defer x.mu.Unlock()
	if n := len(x.idle); n > 0 {
		g := x.idle[n-1]
		x.idle = x.idle[:n-1]
		return g
	}
	g := gatherer{}
	x.gatherers = append(x.gatherers, g)
	return g
}

func (p *postings) add(essay, passage int) {
	switch {
	case essay != p.essay:
		p.packed = binary.AppendUvarint(append(p.packed, 0), uint64(essay))
		p.packed = binary.AppendUvarint(p.packed, uint64(passage))
	case passage != p.passage:
		p.packed = binary.AppendUvarint(p.packed, uint64(passage-p.passage))
	}
	p.essay, p.passage = essay, passage
}

// appendNumbers appends the passages as numbers in the edition, given that of each essay's first.
func (p *postings) appendNumbers(list []int, firsts []int) []int {
	essay, passage := 0, 0
	for b := p.packed; len(b) > 0; {
		n := takeUvarint(&b)
		if n == 0 {
			essay, passage, n = takeUvarint(&b)-1, 0, takeUvarint(&b)
		}
		passage += n
		list = append(list, firsts[essay]+passage-1)
	}
	return list
}

func takeUvarint(b *[]byte) int {
	v, n := binary.Uvarint(*b)
	*b = (*b)[n:]
	return int(v)
}

// lines calls f for each word in order with its line of the index: "word=passages " (a line break would
// take two bytes of a script).
func (x *searchIndex) lines(firsts []int, f func(term string, line []byte)) {
	words := map[string]bool{}
	for _, g := range x.gatherers {
		for term := range g {
			words[term] = true
		}
	}
	var line []byte
	var numbers []int
	for _, term := range slices.Sorted(maps.Keys(words)) {
		numbers = numbers[:0]
		for _, g := range x.gatherers {
			if p := g[term]; p != nil {
				numbers = p.appendNumbers(numbers, firsts)
			}
		}
		slices.Sort(numbers)
		line = append(append(line[:0], term...), '=')
		last := 0
		for _, n := range numbers {
			line = appendDigits(line, n-last)
			last = n
		}
		f(term, append(line, ' '))
	}
}

// digits are those of the numbers in the index: the first half ends a number, the second is followed by more.
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-./:;<>?@[]^_`{|}~"

// appendDigits appends a number, most digits of which are few.
func appendDigits(dst []byte, n int) []byte {
	const base = len(digits) / 2
	if n >= base {
		dst = appendMore(dst, n/base)
	}
	return append(dst, digits[n%base])
}

func appendMore(dst []byte, n int) []byte {
	const base = len(digits) / 2
	if n >= base {
		dst = appendMore(dst, n/base)
	}
	return append(dst, digits[base+n%base])
}

// cut cuts the index into n scripts of about the same size, and says with which word each begins.
func (x *searchIndex) cut(n int, firsts []int) (shards [][]byte, begin []string) {
	var all []byte
	type end struct {
		term string
		at   int
	}
	var ends []end
	x.lines(firsts, func(term string, line []byte) {
		all = append(all, line...)
		ends = append(ends, end{term, len(all)})
	})
	shards, begin = make([][]byte, n), make([]string, n)
	i, from, before := 0, 0, ""
	for _, e := range ends {
		for i+1 < n && from >= (i+1)*len(all)/n {
			i++
		}
		if len(shards[i]) == 0 {
			begin[i], before = e.term, ""
		}
		shards[i] = appendWord(shards[i], before, e.term)
		shards[i] = append(shards[i], all[from+len(e.term):e.at]...)
		from, before = e.at, e.term
	}
	return shards, begin
}

// appendWord appends a word as it stands behind another in a script: how many UTF-16 units at its beginning are those of
// the one before, as a digit, and the others.
func appendWord(dst []byte, before, word string) []byte {
	shared, units := 0, 0
	for i, r := range word {
		n := i + utf8.RuneLen(r)
		if n > len(before) || before[:n] != word[:n] || units+2 > len(digits)/2 {
			break
		}
		shared, units = n, units+utf16.RuneLen(r)
	}
	return append(append(dst, digits[units]), word[shared:]...)
}
