package transcribe

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const softHyphen = '\u00ad'

// decode returns a file's text as NFC-normalised UTF-8 with \n line ends. UTF-16 is known by its byte order mark; bytes
// that are no UTF-8 are read as Windows-1252, of which Latin-1 is a part. Ligatures become their letters, and
// characters without width go; a soft hyphen stays only at the end of a line, where it still has a meaning.
func decode(text []byte) string {
	s := toUTF8(text)
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n").Replace(s)
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	return printable(s)
}

func toUTF8(text []byte) string {
	switch {
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		text = text[3:]
	case bytes.HasPrefix(text, []byte("\xff\xfe")):
		return fromUTF16(text[2:], binary.LittleEndian)
	case bytes.HasPrefix(text, []byte("\xfe\xff")):
		return fromUTF16(text[2:], binary.BigEndian)
	}
	if utf8.Valid(text) {
		return string(text)
	}
	var b strings.Builder
	b.Grow(len(text) + len(text)/16)
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 {
			r = windows1252(text[0])
		}
		b.WriteRune(r)
		text = text[n:]
	}
	return b.String()
}

func fromUTF16(text []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(text)/2)
	for i := range units {
		units[i] = order.Uint16(text[2*i:])
	}
	return string(utf16.Decode(units))
}

// windows1252 is Latin-1 but for the bytes 0x80 to 0x9F.
func windows1252(b byte) rune {
	if b < 0x80 || b > 0x9f {
		return rune(b)
	}
	return [...]rune{
		'€', '�', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '�', 'Ž', '�',
		'�', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '�', 'ž', 'Ÿ',
	}[b-0x80]
}

// printable resolves ligatures and drops what cannot be seen.
func printable(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\n' || r == '\f':
			b.WriteRune(r)
		case r == '\t':
			b.WriteString("    ")
		case r == softHyphen:
			if i+2 < len(s) && s[i+2] == '\n' {
				b.WriteRune(r)
			}
		case r == '\u00a0' || r == '\u2007' || r == '\u202f':
			b.WriteByte(' ')
		case r >= '\ufb00' && r <= '\ufb06':
			b.WriteString([...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-'\ufb00'])
		case r == '\ufeff' || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u2064':
		case r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0xfff0 && r <= 0xffff:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
