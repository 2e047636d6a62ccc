package markup

import (
	"bytes"
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

// resolve resolves escapes and entities. A control character that an entity names is U+FFFD.
func resolve(words []byte) []byte {
	if bytes.IndexByte(words, '\\') < 0 && bytes.IndexByte(words, '&') < 0 {
		return words
	}
	words = util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(words)))
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
