package site

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// What is long is shown in part, as much of it in every script: it is measured in Latin letters.

// A sentence as wide as more letters than quotedWhole is quoted with about so many before and behind the words that are marked.
const (
	quotedWhole  = 600
	quotedAround = 240
)

// excerpt is which part of a long sentence is quoted around the words from start to end: it begins and ends at spaces
// where there are any near.
func excerpt(words string, start, end int) (from, to int) {
	to = len(words)
	if to <= quotedWhole {
		return 0, to
	}
	wide := breadth(words)
	if wide <= quotedWhole {
		return 0, to
	}
	around := quotedAround * len(words) / wide
	if start > around {
		from = start - around
		if i := strings.IndexByte(words[from:start], ' '); i >= 0 && i < around/2 {
			from += i + 1
		}
		for !utf8.RuneStart(words[from]) {
			from++
		}
	}
	if end+around < to {
		to = end + around
		if i := strings.LastIndexByte(words[end:to], ' '); i > around/2 {
			to = end + i
		}
		for !utf8.RuneStart(words[to]) {
			to--
		}
	}
	return from, to
}

// shortened cuts words that are wider than n letters at a space, or where there is none for long behind a letter.
func shortened(s string, n int) string {
	wide := 0
	for i, r := range s {
		if wide += columns(r); wide <= n {
			continue
		}
		if at := strings.LastIndexByte(s[:i], ' '); at > i/2 {
			return s[:at] + "\u00a0…"
		}
		return s[:i] + "…"
	}
	return s
}

// ends is how words begin and end that are wider than n letters.
func ends(s string, n int) string {
	if breadth(s) <= n {
		return s
	}
	from := len(s)
	for wide := 0; from > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:from])
		if wide += columns(r); wide > n/2 {
			break
		}
		from -= size
	}
	end := strings.TrimLeftFunc(s[from:], unicode.IsMark)
	if at := strings.IndexByte(end, ' '); at >= 0 && at < len(end)/2 {
		end = end[at+1:]
	}
	return shortened(s, n/2) + " " + end
}

// breadth is how wide words are.
func breadth(s string) (n int) {
	var all byte
	for i := range len(s) {
		all |= s[i]
	}
	if all < utf8.RuneSelf { // as most sentences are
		return len(s)
	}
	for _, r := range s {
		n += columns(r)
	}
	return n
}

// columns is how wide a character is beside a Latin letter (UAX 11): Han, kana and Hangul take two, marks none.
func columns(r rune) int {
	const firstMark, firstWide = '\u0300', '\u1100'
	switch {
	case r < firstMark:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r < firstWide:
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
