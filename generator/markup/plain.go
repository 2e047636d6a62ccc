package markup

import (
	"bytes"
	"html"
	"regexp"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"glossator/generator/diagnostic"
)

// plain returns the words of a text node: escapes and entities resolved. Collecting and rendering both use it,
// so that offsets in a passage's text are the same in both.
func plain(n *ast.Text, source []byte) []byte {
	words := n.Segment.Value(source)
	if n.IsRaw() {
		return words
	}
	return resolve(words)
}

// escape is a backslash before punctuation, or a reference to a character by its name or number (CommonMark 0.31, sections 2.4
// and 2.5).
var escape = regexp.MustCompile(`\\[!-/:-@\[-\x60{-~]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);`)

// resolve resolves escapes and entities, each once: \&amp; is no entity, and &#92; no backslash that takes the meaning from
// another sign. A control character that an entity names is U+FFFD.
func resolve(words []byte) []byte {
	if bytes.IndexByte(words, '\\') < 0 && bytes.IndexByte(words, '&') < 0 {
		return words
	}
	words = escape.ReplaceAllFunc(words, func(found []byte) []byte {
		if found[0] == '\\' {
			return found[1:]
		}
		if found[1] == '#' {
			return []byte(html.UnescapeString(string(found)))
		}
		if entity, ok := util.LookUpHTML5EntityByName(string(found[1 : len(found)-1])); ok {
			return entity.Characters
		}
		return found
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

// appendEscaped appends words as HTML text, fit for attribute values too.
func appendEscaped(dst, words []byte) []byte {
	start := 0
	for i, b := range words {
		var entity string
		switch b {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&#34;"
		case 0:
			entity = "\uFFFD"
		default:
			continue
		}
		dst = append(append(dst, words[start:i]...), entity...)
		start = i + 1
	}
	return append(dst, words[start:]...)
}
