package crosslink

import (
	"bytes"
	"regexp"
	"slices"
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
	if after == mark || isGershayim(b, i) || isGershayim(b, i-1) {
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

// isWordStart is isBoundary, but lets a word have an article or preposition written together with it: l'Unione, والمعاهدة.
func isWordStart(b []byte, i, end int) bool {
	return isBoundary(b, i) || followsElision(b, i) || followsProclitics(b, i, end)
}

// followsElision says that b[:i], in lower case, ends with a Romance article or preposition that has lost its vowel.
func followsElision(b []byte, i int) bool {
	if b[i-1] != '\'' {
		return false
	}
	start := i - 1
	for start > 0 && i-start < len("lorsqu'") && b[start-1]-'a' < 26 {
		start--
	}
	return isBoundary(b, start) && elided[string(b[start:i-1])]
}

var elided = set("l d un all dall dell nell sull coll quell qu jusqu lorsqu puisqu")

// followsProclitics says that before b[i:end], in its word, stands nothing but what Hebrew and Arabic write together with a
// noun. With words of two letters that would mostly be other words.
func followsProclitics(b []byte, i, end int) bool {
	start := i
	for start > 0 && i-start <= len("ושכבה") {
		r, n := utf8.DecodeLastRune(b[:start])
		if !unicode.In(r, unicode.Hebrew, unicode.Arabic) || classOf(r) != spaced {
			break
		}
		start -= n
	}
	return start < i && utf8.RuneCount(b[i:end]) > 2 && isBoundary(b, start) && proclitics.Match(b[start:i])
}

// proclitics are, in their order, "and", "that" and "when", "in", "as", "to" and "from", and the article.
var proclitics = regexp.MustCompile(`^(?:ו?(?:ש?כש|ש)?[בכלמ]?ה?|[وف]?(?:[بكل]|[بك]?ال|لل)?)$`)

// followsArticle says that what stands before b[i:] in its word ends with Hebrew's or Arabic's article. With it a person has
// another name: לוי is not הלוי.
func followsArticle(b []byte, i int) bool {
	if isBoundary(b, i) {
		return false
	}
	return slices.ContainsFunc([]string{"ה", "ال", "لل"}, func(article string) bool { return bytes.HasSuffix(b[:i], []byte(article)) })
}

// isGershayim says that b[i] is a mark before the last letter of a Hebrew abbreviation: ארה"ב. Before more letters it is a
// quotation mark: ה"הסכם".
func isGershayim(b []byte, i int) bool {
	if i < 1 || b[i] != '"' {
		return false
	}
	before, _ := utf8.DecodeLastRune(b[:i])
	last, n := utf8.DecodeRune(b[i+1:])
	behind, _ := utf8.DecodeRune(b[i+1+n:])
	return unicode.Is(unicode.Hebrew, before) && unicode.Is(unicode.Hebrew, last) && !unicode.IsLetter(behind)
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
