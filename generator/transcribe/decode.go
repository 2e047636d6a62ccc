package transcribe

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"glossator/generator/diagnostic"
)

const softHyphen = '\u00ad'

// decode returns a file's text as NFC-normalised UTF-8 with \n line ends. UTF-16 is known by its byte order mark; bytes
// that are no UTF-8 are read as Windows-1252, of which Latin-1 is a part. Ligatures become their letters, and
// characters without width go; a soft hyphen stays only at the end of a line, where it still has a meaning.
func decode(text []byte) string {
	read, _ := diagnostic.UTF8(text)
	s := strings.NewReplacer("\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n").Replace(string(read))
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	return printable(s)
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
