package markup

import (
	"github.com/yuin/goldmark/ast"

	"glossator/generator/edition"
)

// plain returns the words of a text node: escapes and entities resolved. Collecting and rendering both use it,
// so that offsets in a passage's text are the same in both.
func plain(n *ast.Text, source []byte) []byte {
	words := n.Segment.Value(source)
	if n.IsRaw() {
		return words
	}
	return edition.Unescaped(words)
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
