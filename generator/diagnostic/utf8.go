package diagnostic

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// UTF8 is a text as UTF-8 without a byte order mark, its lines ended by line feeds. UTF-16 is known by its mark. A
// byte that is no UTF-8 stands for its character in Windows-1252; bad is the offset of the first such character in the
// result, or −1.
func UTF8(text []byte) (result []byte, bad int) {
	switch {
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		text = text[3:]
	case bytes.HasPrefix(text, []byte("\xff\xfe")):
		return LineFeeds(fromUTF16(text[2:], binary.LittleEndian)), -1
	case bytes.HasPrefix(text, []byte("\xfe\xff")):
		return LineFeeds(fromUTF16(text[2:], binary.BigEndian)), -1
	}
	if text = LineFeeds(text); utf8.Valid(text) {
		return text, -1
	}
	bad = -1
	result = make([]byte, 0, len(text)+len(text)/16)
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 {
			if bad < 0 {
				bad = len(result)
			}
			r = windows1252(text[0])
		}
		result = utf8.AppendRune(result, r)
		text = text[n:]
	}
	return result, bad
}

func fromUTF16(text []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(text)/2)
	for i := range units {
		units[i] = order.Uint16(text[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// windows1252 is the character that the byte stands for; five stand for none.
func windows1252(b byte) rune {
	if r := charmap.Windows1252.DecodeByte(b); r < 0x80 || r >= 0xa0 {
		return r
	}
	return utf8.RuneError
}
