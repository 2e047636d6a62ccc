package edition

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PlainWords are the words of a title or a name in Markdown: without the notes that it calls and without emphasis, its escapes and
// entities resolved.
func PlainWords(markdown string) string {
	var b strings.Builder
	before := ' '
	for s := markdown; s != ""; {
		words, width := plainSign(s, before)
		b.WriteString(words)
		before, _ = utf8.DecodeLastRuneInString(s[:width])
		s = s[width:]
	}
	return strings.TrimSpace(b.String())
}

// maxSign is how many bytes an entity or the call of a note has at most.
const maxSign = 300

// plainSign is what the Markdown begins with, in plain words, and how many bytes that takes; before is the letter before it.
func plainSign(s string, before rune) (words string, width int) {
	first, size := utf8.DecodeRuneInString(s)
	next, nextSize := utf8.DecodeRuneInString(s[size:])
	switch {
	case first == '\\' && next < utf8.RuneSelf && (unicode.IsPunct(next) || unicode.IsSymbol(next)):
		return string(next), size + nextSize
	case first == '&':
		if end := strings.IndexByte(s[:min(len(s), maxSign)], ';'); end > 0 {
			return html.UnescapeString(s[:end+1]), end + 1
		}
	case strings.HasPrefix(s, "[^"):
		if end := strings.IndexByte(s[:min(len(s), maxSign)], ']'); end > 0 {
			return "", end + 1
		}
	case first == '*', first == '_' && !(isWord(before) && isWord(next)):
		return "", size
	}
	return s[:size], size
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
