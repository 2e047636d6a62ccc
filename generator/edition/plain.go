package edition

import (
	"bytes"
	"html"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/diagnostic"
)

// An escape is a backslash before punctuation, or a reference to a character by its name or number (CommonMark 0.31, sections 2.4
// and 2.5).
const escapePattern = `\\[!-/:-@\[-\x60{-~]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);`

var (
	escape      = regexp.MustCompile(escapePattern)
	escapeFirst = regexp.MustCompile(`^(?:` + escapePattern + `)`)
)

// maxSign is how many bytes an escape or the call of a note has at most.
const maxSign = 300

// EscapeLen is how many bytes the escape has with which Markdown begins, or 0.
func EscapeLen(markdown string) int {
	return len(escapeFirst.FindString(markdown[:min(len(markdown), maxSign)]))
}

// Unescaped are words of Markdown with their escapes resolved, each once: \&amp; is no entity, and &#92; no backslash that takes
// the meaning from another sign. A control character that an entity names is U+FFFD.
func Unescaped(words []byte) []byte {
	if bytes.IndexByte(words, '\\') < 0 && bytes.IndexByte(words, '&') < 0 {
		return words
	}
	words = escape.ReplaceAllFunc(words, func(found []byte) []byte {
		if found[0] == '\\' {
			return found[1:]
		}
		said := html.UnescapeString(string(found))
		if said != ";" && strings.HasSuffix(said, ";") { // of an unknown name a beginning is taken for one of HTML's old ones
			return found
		}
		return []byte(said)
	})
	if !bytes.ContainsFunc(words, diagnostic.IsControl) {
		return words
	}
	return bytes.Map(func(r rune) rune {
		if diagnostic.IsControl(r) {
			return utf8.RuneError
		}
		return r
	}, words)
}

// IsMarkdown says that a file of this name holds Markdown, which other programs call otherwise than we.
func IsMarkdown(name string) bool {
	return slices.Contains([]string{".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"}, strings.ToLower(path.Ext(name)))
}

// PlainWords are the words of a title or a name in Markdown: without the notes that it calls and without emphasis, its escapes
// resolved.
func PlainWords(markdown string) string {
	if !strings.ContainsAny(markdown, `\&*_[`) {
		return strings.TrimSpace(markdown)
	}
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

// plainSign is what Markdown begins with, in plain words, and how many bytes that takes; before is the letter before it.
func plainSign(s string, before rune) (words string, width int) {
	first, size := utf8.DecodeRuneInString(s)
	switch first {
	case '\\', '&':
		if n := EscapeLen(s); n > 0 {
			return string(Unescaped([]byte(s[:n]))), n
		}
	case '[':
		if end := strings.IndexByte(s[:min(len(s), maxSign)], ']'); end > 0 && s[1] == '^' {
			return "", end + 1
		}
	case '*':
		return "", size
	case '_':
		if next, _ := utf8.DecodeRuneInString(s[size:]); !isWord(before) || !isWord(next) {
			return "", size
		}
	}
	return s[:size], size
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
