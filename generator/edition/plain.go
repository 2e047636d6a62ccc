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

// maxSign is how many bytes an escape, or what stands in brackets, has at most.
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

// PlainWords are the words of a title or a name in Markdown: without its notes and what it cites in brackets, without emphasis,
// the marks of code and where links lead, its escapes resolved.
func PlainWords(markdown string) string {
	if !strings.ContainsAny(markdown, "\\&*_[`") {
		return strings.TrimSpace(markdown)
	}
	var b []byte
	before := ' '
	for s := markdown; s != ""; {
		words, width := plainSign(s, before)
		b = append(b, words...)
		before, _ = utf8.DecodeLastRuneInString(s[:width])
		s = s[width:]
		if words == "" && before == ']' && (s == "" || strings.ContainsRune(" .,;:!?", rune(s[0]))) { // "as she says [@king2001]."
			b = bytes.TrimRight(b, " ")
		}
	}
	return string(bytes.TrimSpace(b))
}

// plainSign is what Markdown begins with, in plain words, and how many bytes that takes; before is the letter before it.
func plainSign(s string, before rune) (words string, width int) {
	first, size := utf8.DecodeRuneInString(s)
	switch first {
	case '\\', '&':
		if n := EscapeLen(s); n > 0 {
			return string(Unescaped([]byte(s[:n]))), n
		}
	case '^':
		if n := bracketLen(s[1:]); n > 0 {
			return "", 1 + n
		}
	case '[':
		n := bracketLen(s)
		if n == 0 {
			break
		}
		switch inside := s[1 : n-1]; {
		case strings.HasPrefix(inside, "^"):
			return "", n
		case strings.HasPrefix(s[n:], "(") || strings.HasPrefix(s[n:], "{"):
			if end := strings.IndexAny(s[n:], ")}"); end > 0 {
				return PlainWords(inside), n + end + 1
			}
		case citesInside.MatchString(inside):
			return "", n
		}
	case '`':
		if n := strings.IndexByte(s[1:], '`'); n > 0 {
			return s[1 : 1+n], n + 2
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

var citesInside = regexp.MustCompile(`(?:^|[\s;-])@[\pL\pN_{]`)

// bracketLen is how many bytes the brackets and what is in them take with which Markdown begins, or 0.
func bracketLen(s string) int {
	depth := 0
	for i := 0; i < min(len(s), maxSign); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth == 0 {
			if i == 0 || i >= len(s) {
				return 0
			}
			return i + 1
		}
	}
	return 0
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
