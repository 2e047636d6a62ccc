package crosslink

import (
	"unicode"
	"unicode/utf8"
)

// letterClass is what a character is to the borders of words (Unicode Standard Annex 29, section 4).
type letterClass uint8

const (
	noLetter letterClass = iota
	spaced               // a letter or digit of a script that puts spaces between words
	unspaced             // of one that does not, or that joins particles to words: Han, kana, Hangul, Thai …
	mark                 // belongs to the character before it
)

func classOf(r rune) letterClass {
	if r < utf8.RuneSelf {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' {
			return spaced
		}
		return noLetter
	}
	switch {
	case r >= 0xac00 && r <= 0xd7a3, r >= 0x4e00 && r <= 0x9fff:
		return unspaced
	case unicode.IsMark(r), r == 0x200d:
		return mark
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar), r == 'ー':
		return unspaced
	case unicode.IsLetter(r), unicode.IsNumber(r):
		return spaced
	}
	return noLetter
}

// isBoundary says whether words may begin or end between b[:i] and b[i:], which are folded.
func isBoundary(b []byte, i int) bool {
	if i <= 0 || i >= len(b) {
		return true
	}
	next, n := utf8.DecodeRune(b[i:])
	after := classOf(next)
	if after == mark {
		return false
	}
	prev, start := lastCharacter(b, i)
	before := classOf(prev)
	switch {
	case before == spaced && after == spaced:
		return false
	case before == spaced && i+n < len(b):
		follower, _ := utf8.DecodeRune(b[i+n:])
		return !joins(prev, next, follower)
	case after == spaced && start > 0:
		leader, _ := lastCharacter(b, start)
		return !joins(leader, prev, next)
	}
	return true
}

// isWordEnd is isBoundary, but lets a word have its genitive: Litvinov's.
func isWordEnd(b []byte, i int) bool {
	if isBoundary(b, i) {
		return true
	}
	return b[i] == '\'' && i+1 < len(b) && (b[i+1] == 's' || b[i+1] == 'S') && isBoundary(b, i+2)
}

// lastCharacter is the last rune of b[:i] that is not a mark, and where it begins.
func lastCharacter(b []byte, i int) (rune, int) {
	for i > 0 {
		r, n := utf8.DecodeLastRune(b[:i])
		i -= n
		if r < utf8.RuneSelf || classOf(r) != mark {
			return r, i
		}
	}
	return utf8.RuneError, 0
}

// joins says that the middle one of three characters joins the others into one word (rules WB6, WB7, WB11, WB12).
func joins(a, middle, b rune) bool {
	if classOf(a) != spaced || classOf(b) != spaced {
		return false
	}
	switch middle {
	case '\'', '.':
		return unicode.IsNumber(a) == unicode.IsNumber(b)
	case 0xb7, 0x387:
		return !unicode.IsNumber(a) && !unicode.IsNumber(b)
	case ',', ';':
		return unicode.IsNumber(a) && unicode.IsNumber(b)
	}
	return false
}
