package site

import (
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The search index. Its unit is the passage, so that a hit opens it. Words are folded: without case and marks;
// Hangul, Han and kana are indexed by pairs of characters, since nothing says where their words end. Words are
// found by their beginnings, which serves inflection. search.js folds and cuts what is asked for in the same way.

// terms says which passages of a text each word stands in: indices in Text.Passages, ascending.
type terms map[string][]int32

// passageTerms indexes the words of a text's passages.
func passageTerms(words []string) terms {
	list := terms{}
	for i, w := range words {
		eachTerm(w, func(term []byte) {
			at := list[string(term)]
			if len(at) == 0 || at[len(at)-1] != int32(i) {
				list[string(term)] = append(at, int32(i))
			}
		})
	}
	return list
}

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
	for _, r := range words {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if last != 0 {
				flush()
			}
			term = append(term, byte(r))
		case r >= 'A' && r <= 'Z':
			if last != 0 {
				flush()
			}
			term = append(term, byte(r)+'a'-'A')
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

// isPaired says that words of the character's script are not told apart by spaces alone.
func isPaired(r rune) bool {
	return r >= 0xAC00 && r <= 0xD7A3 || r >= 0x3040 && r <= 0x30FF || r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF
}

func appendFolded(dst []byte, r rune) []byte {
	for _, c := range norm.NFKD.String(string(r)) {
		if !unicode.Is(unicode.M, c) {
			dst = utf8.AppendRune(dst, unicode.ToLower(c))
		}
	}
	return dst
}

// postings are the passages in which a term stands, in all essays: "essay:passage,passage …", each number in base 36
// and less the one before it.
type postings struct {
	text  []byte
	essay int
}

// searchIndex is the index of all essays, term by term.
type searchIndex map[string]*postings

// add adds an essay's terms. Essays are added in the order of contents.
func (x searchIndex) add(essay int, list terms) {
	for term, passages := range list {
		p := x[term]
		if p == nil {
			p = &postings{essay: 0}
			x[term] = p
		}
		if len(p.text) > 0 {
			p.text = append(p.text, ' ')
		}
		p.text = appendBase36(p.text, essay-p.essay)
		p.essay = essay
		separator, last := byte(':'), int32(0)
		for _, i := range passages {
			p.text = append(p.text, separator)
			p.text = appendBase36(p.text, int(i-last))
			separator, last = ',', i
		}
	}
}

func appendBase36(dst []byte, n int) []byte {
	if n >= 36 {
		dst = appendBase36(dst, n/36)
	}
	return append(dst, "0123456789abcdefghijklmnopqrstuvwxyz"[n%36])
}

// cut cuts the index into n scripts of about the same size, and says with which term each begins.
func (x searchIndex) cut(n int) (shards [][]byte, firsts []string) {
	total := 0
	for term, p := range x {
		total += len(term) + len(p.text) + 2
	}
	shards, firsts = make([][]byte, n), make([]string, n)
	size, i := 0, 0
	for _, term := range slices.Sorted(maps.Keys(x)) {
		for i+1 < n && size >= (i+1)*total/n {
			i++
		}
		if len(shards[i]) == 0 {
			firsts[i] = term
		}
		shards[i] = append(shards[i], term...)
		shards[i] = append(shards[i], '=')
		shards[i] = append(shards[i], x[term].text...)
		shards[i] = append(shards[i], '\n')
		size += len(term) + len(x[term].text) + 2
	}
	return shards, firsts
}
