package crosslink

import (
	"sort"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text in the form in which words are compared: quotation marks, apostrophes, hyphens and white space
// have one shape, a run of white space is one space, invisible marks are left out, letters are composed (NFC).
type folded struct {
	cased  []byte
	lower  []byte // cased in lower case, byte for byte as long
	shifts []shift
}

// shift says that from an offset in the folded text on, offsets differ from the original's by another number.
type shift struct{ folded, original int32 }

// foldString returns the folded form of a few words.
func foldString(s string) *folded {
	var f folded
	f.fold(s)
	return &f
}

// fold replaces what f holds by the folded form of s.
func (f *folded) fold(s string) {
	f.cased, f.lower, f.shifts = f.cased[:0], f.lower[:0], f.shifts[:0]
	normal := norm.NFC.QuickSpanString(s)
	f.add(s[:normal], 0)
	for i := normal; i < len(s); {
		n := norm.NFC.NextBoundaryInString(s[i:], true)
		if n <= 0 {
			n = len(s) - i
		}
		if composed := norm.NFC.String(s[i : i+n]); composed == s[i:i+n] {
			f.add(composed, i)
		} else {
			f.add(composed, i)
			f.shift(i + n)
		}
		i += n
	}
}

// original is the offset in the original text of an offset in the folded one.
func (f *folded) original(offset int) int {
	i := sort.Search(len(f.shifts), func(i int) bool { return int(f.shifts[i].folded) > offset })
	if i == 0 {
		return offset
	}
	return int(f.shifts[i-1].original) + offset - int(f.shifts[i-1].folded)
}

func (f *folded) shift(original int) {
	f.shifts = append(f.shifts, shift{int32(len(f.cased)), int32(original)})
}

// add appends composed text that begins at an offset of the original.
func (f *folded) add(s string, at int) {
	for i := 0; i < len(s); {
		n := plainRun(s[i:])
		f.copy(s[i : i+n])
		i += n
		if i == len(s) {
			return
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		before := len(f.cased)
		f.rune(r, s[i:i+size])
		i += size
		if len(f.cased)-before != size {
			f.shift(at + i)
		}
	}
}

// plainRun is how many bytes at the beginning of s need no folding but for case: ASCII whose spaces stand alone.
func plainRun(s string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			if i == 0 || s[i-1] == ' ' {
				return i
			}
		case c < ' ' || c >= utf8.RuneSelf:
			return i
		}
	}
	return len(s)
}

func (f *folded) copy(s string) {
	f.cased = append(f.cased, s...)
	n := len(f.lower)
	f.lower = append(f.lower, s...)
	for i, c := range f.lower[n:] {
		if 'A' <= c && c <= 'Z' {
			f.lower[n+i] = c + 'a' - 'A'
		}
	}
}

func (f *folded) rune(r rune, raw string) {
	switch shape := shapeOf(r); shape {
	case 0:
		f.cased = append(f.cased, raw...)
		if l := unicode.ToLower(r); l != r && utf8.RuneLen(l) == len(raw) {
			f.lower = utf8.AppendRune(f.lower, l)
		} else {
			f.lower = append(f.lower, raw...)
		}
	case dropped:
	case ' ':
		if n := len(f.cased); n > 0 && f.cased[n-1] == ' ' {
			return
		}
		fallthrough
	default:
		f.cased = append(f.cased, shape)
		f.lower = append(f.lower, shape)
	}
}

const dropped = 0xff

// shapeOf is the byte that stands for all characters of a rune's shape, dropped, or 0 when r stands for itself.
func shapeOf(r rune) byte {
	switch {
	case r >= 0x3400 && r <= 0xd7a3: // Han and Hangul
		return 0
	case unicode.IsSpace(r):
		return ' '
	}
	switch r {
	case '‘', '’', '‚', '‛', 'ʼ', 'ʹ', '′', '＇':
		return '\''
	case '“', '”', '„', '‟', '«', '»', '″', '＂':
		return '"'
	case '‐', '‑', '‒', '–', '−', '﹣', '－':
		return '-'
	case 0xad, 0x200e, 0x200f, 0x2060, 0xfeff:
		return dropped
	}
	return 0
}
