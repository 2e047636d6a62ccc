package site

import (
	"hash/maphash"
	"regexp"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The search index. Its unit is the passage, so that a hit opens it. Words are folded: without case and marks;
// Hangul, Han and kana are indexed by pairs of characters, since nothing says where their words end, and the last character
// of a run by itself: one character is found where a pair begins with it, or there. Words are found by their beginnings, which
// serves inflection, and in Arabic without the article. search.js folds and cuts what is asked for in the same way.

// eachTerm calls f with every word of the text, folded, and where words have no ends with every pair of characters and the
// last of a run.
// The bytes are f's only until it returns.
func eachTerm(words string, f func([]byte)) {
	var term []byte
	var last rune // of a run of characters that are taken by pairs, or 0
	flush := func() {
		if len(term) > 0 {
			f(withoutArticle(term))
			term = term[:0]
		}
		if last != 0 {
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
			last = r
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

// articled is a folded Arabic word with the article, and with what is written together with that: والمعاهدة, للمعاهدة.
var articled = regexp.MustCompile(`^[وف]?(?:[بك]?ال|لل)(..+)$`)

func withoutArticle(term []byte) []byte {
	if term[0] < utf8.RuneSelf { // as nearly all begin
		return term
	}
	if r, _ := utf8.DecodeRune(term); unicode.Is(unicode.Arabic, r) {
		if m := articled.FindSubmatch(term); m != nil {
			return m[1]
		}
	}
	return term
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

// unmarked are letters that Unicode does not take apart, as those write them who have not got them or do not tell them apart;
// the last letters of Hebrew and Greek words as within them, since more may follow, or they stood there in capitals; and the
// digits of Arabic, with the letters and digits of Persian.
var unmarked = map[rune]string{
	'ł': "l", 'Ł': "l", 'ø': "o", 'Ø': "o", 'đ': "d", 'Đ': "d", 'ı': "i", 'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th",
	'ة': "ه", 'ى': "ي", 'ٱ': "ا", 'ך': "כ", 'ם': "מ", 'ן': "נ", 'ף': "פ", 'ץ': "צ", 'ς': "σ",
	'ک': "ك", 'ی': "ي", '۰': "0", '۱': "1", '۲': "2", '۳': "3", '۴': "4", '۵': "5", '۶': "6", '۷': "7", '۸': "8", '۹': "9",
	'٠': "0", '١': "1", '٢': "2", '٣': "3", '٤': "4", '٥': "5", '٦': "6", '٧': "7", '٨': "8", '٩': "9",
}

func appendFolded(dst []byte, r rune) []byte {
	if plain, ok := unmarked[r]; ok {
		return append(dst, plain...)
	}
	for _, c := range norm.NFKD.String(string(r)) { // of ⑴ the brackets too: a script of the index has signs of its own
		if (unicode.IsLetter(c) || unicode.IsNumber(c)) && c != '\u0640' { // this only lengthens Arabic words
			dst = utf8.AppendRune(dst, unicode.ToLower(c))
		}
	}
	return dst
}

// addPassages adds the words of an essay's passages under their numbers.
func (t *wordTable) addPassages(words []string, numbers []numberedPassage) {
	for _, p := range numbers {
		eachTerm(words[p.passage], func(term []byte) { t.add(term, p.number) })
	}
}

// addEntries adds what has a page, numbered as if it were the passages of one more essay. The words of authors and
// years stand in the index a second time, behind a sign of their own, so that they can be searched alone.
func (t *wordTable) addEntries(entries []entry) {
	for i, e := range entries {
		eachTerm(e.words+" "+e.also+" "+e.authors+" "+e.year, func(term []byte) { t.add(term, i) })
		eachTerm(e.authors, func(term []byte) { t.add(append([]byte{authorSign}, term...), i) })
		eachTerm(e.year, func(term []byte) { t.add(append([]byte{yearSign}, term...), i) })
	}
}

// The signs are those that search.js puts before what is asked for in these fields.
const (
	authorSign = '@'
	yearSign   = '#'
)

// wordTable is the words of one essay, each once, and their passages. It is a hash table with open addressing whose
// memory serves one essay after another.
type wordTable struct {
	slots  []int32 // one more than places in words; 0 where there is none
	words  []tableWord
	bytes  []byte // of the words
	places []place
	next   []int32 // by word, one more than the next of its drawer
}

type tableWord struct {
	hash               uint64
	from, to           int32 // in bytes
	first, last, count int32 // places
}

// place is a passage in which a word stands, and the word's next place, or -1.
type place struct{ passage, next int32 }

var wordSeed = maphash.MakeSeed()

// term are a word's bytes.
func (t *wordTable) term(w *tableWord) []byte { return t.bytes[w.from:w.to] }

// add adds a word of a passage. Passages come in the order of their numbers.
func (t *wordTable) add(term []byte, passage int) {
	if 2*len(t.words) >= len(t.slots) {
		t.grow()
	}
	w := t.word(term)
	if w.count > 0 && t.places[w.last].passage == int32(passage) {
		return
	}
	at := int32(len(t.places))
	t.places = append(t.places, place{int32(passage), -1})
	if w.count == 0 {
		w.first = at
	} else {
		t.places[w.last].next = at
	}
	w.last = at
	w.count++
}

// word is a word's place in the table.
func (t *wordTable) word(term []byte) *tableWord {
	hash := maphash.Bytes(wordSeed, term)
	mask := uint64(len(t.slots) - 1)
	i := hash & mask
	for ; t.slots[i] != 0; i = (i + 1) & mask {
		if w := &t.words[t.slots[i]-1]; w.hash == hash && string(t.term(w)) == string(term) {
			return w
		}
	}
	from := int32(len(t.bytes))
	t.bytes = append(t.bytes, term...)
	t.words = append(t.words, tableWord{hash: hash, from: from, to: int32(len(t.bytes))})
	t.slots[i] = int32(len(t.words))
	return &t.words[len(t.words)-1]
}

// grow makes room for twice as many words.
func (t *wordTable) grow() {
	t.slots = make([]int32, max(1<<12, 2*len(t.slots)))
	mask := uint64(len(t.slots) - 1)
	for n := range t.words {
		i := t.words[n].hash & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = int32(n + 1)
	}
}

func (t *wordTable) clear() {
	clear(t.slots)
	t.words, t.bytes, t.places = t.words[:0], t.bytes[:0], t.places[:0]
}
