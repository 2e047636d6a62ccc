package crosslink

import (
	"encoding/binary"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text in the form in which words are compared: quotation marks, apostrophes, hyphens and white space
// have one shape, a run of white space is one space, invisible marks are left out, letters are composed (NFC). Hebrew
// points and Arabic vowel signs are left out, too, since hardly any text has them throughout.
type folded struct {
	cased  []byte
	lower  []byte // cased in lower case, byte for byte as long
	shifts []shift

	withoutCitations bool // the marks that stand for formatted citations are left out, too
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
	normal := len(s)
	if mayBeDecomposed(s) {
		normal = norm.NFC.QuickSpanString(s)
	}
	f.add(s[:normal], 0)
	for i := normal; i < len(s); {
		n := norm.NFC.NextBoundaryInString(s[i:], true)
		if n <= 0 {
			n = len(s) - i
		}
		composed := norm.NFC.String(s[i : i+n])
		f.add(composed, i)
		if composed != s[i:i+n] {
			f.shift(i + n)
		}
		i += n
	}
}

// mayBeDecomposed says that s has characters from U+0300 on which are not punctuation.
func mayBeDecomposed(s string) bool {
	for i := 0; i < len(s); i++ {
		if i+8 <= len(s) && eightBytes(s[i:])&highBits == 0 {
			i += 7
			continue
		}
		if s[i] >= 0xcc && !strings.HasPrefix(s[i:], "\xe2\x80") && !strings.HasPrefix(s[i:], "\xef\xbf") {
			return true
		}
	}
	return false
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
	i, before := 0, byte(' ')
	for i < len(s) {
		if i+8 <= len(s) && before != ' ' && allPlain(eightBytes(s[i:])) {
			i += 8
			before = s[i-1]
			continue
		}
		c := s[i]
		if c <= ' ' && (c < ' ' || before == ' ') || c >= utf8.RuneSelf {
			return i
		}
		before = c
		i++
	}
	return i
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// eightBytes are the first bytes of s as one number, the first lowest, so that all can be looked at together.
func eightBytes[T string | []byte](s T) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// allPlain says that eight bytes are ASCII without control characters and without two spaces together. It may
// deny it wrongly.
func allPlain(w uint64) bool {
	x := w ^ ' '*eachByte
	spaces := (x - eachByte) &^ x & highBits
	controls := (w - ' '*eachByte) &^ w & highBits
	return w&highBits|controls|spaces&(spaces<<8) == 0
}

// copy appends plain ASCII.
func (f *folded) copy(s string) {
	f.cased = append(f.cased, s...)
	n := len(f.lower)
	f.lower = append(f.lower, s...)
	lower := f.lower[n:]
	for len(lower) >= 8 {
		w := eightBytes(lower)
		capitals := (w + (0x80-'A')*eachByte) ^ (w + (0x80-'Z'-1)*eachByte)
		binary.LittleEndian.PutUint64(lower, w|capitals&highBits>>2)
		lower = lower[8:]
	}
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
}

func (f *folded) rune(r rune, raw string) {
	shape := shapeOf(r)
	if r == objectReplacement && f.withoutCitations {
		shape = dropped
	}
	switch shape {
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
	case '‘', '’', '‚', '‛', 'ʼ', 'ʹ', '′', '＇', '\u05f3': // the last is Hebrew's geresh
		return '\''
	case '“', '”', '„', '‟', '«', '»', '″', '＂', '\u05f4': // gershayim
		return '"'
	case '‐', '‑', '‒', '–', '−', '﹣', '－', '\u05be': // maqaf
		return '-'
	case 0xad, 0x61c, 0x200e, 0x200f, 0x2060, 0xfeff:
		return dropped
	}
	if isVowelSign(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 { // the others turn the direction of writing
		return dropped
	}
	return 0
}

// isVowelSign says that the character is a point or accent of Hebrew, or of Arabic a vowel sign or the stroke that
// lengthens a word. The signs of hamza and madda are none: they make other letters.
func isVowelSign(r rune) bool {
	switch {
	case r >= 0x591 && r <= 0x5c7:
		return unicode.IsMark(r)
	case r >= 0x610 && r <= 0x61a, r >= 0x64b && r <= 0x652, r >= 0x656 && r <= 0x65f, r >= 0x6d6 && r <= 0x6dc:
		return true
	}
	return r == 0x640 || r == 0x670
}
