package markup

import (
	"bytes"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
)

const maxHighlighted = 200_000 // bytes; longer code is shown without colours

// code writes a block of code, highlighted by chroma with classes only.
func (r *renderer) code(n ast.Node, language string) {
	r.begin(n)
	words := bytes.TrimRight(rawLines(n, r.fragment.source), "\n")
	r.text(`<pre class="chroma" tabindex="0"`)
	r.address(r.passageOf(n))
	r.text("><code")
	if language != "" {
		r.attribute("class", "language-"+language)
	}
	r.text(">")
	r.out = appendHighlighted(r.out, words, language)
	r.text("</code></pre>\n")
}

func appendHighlighted(dst, words []byte, language string) []byte {
	lexer := lexers.Get(language)
	if language == "" || lexer == nil || len(words) > maxHighlighted {
		return appendEscaped(dst, words)
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: false}, string(words))
	if err != nil {
		return appendEscaped(dst, words)
	}
	for token := tokens(); token != chroma.EOF; token = tokens() {
		class := chroma.StandardTypes[token.Type]
		if class == "" {
			dst = appendEscaped(dst, []byte(token.Value))
			continue
		}
		dst = append(dst, `<span class="`+class+`">`...)
		dst = appendEscaped(dst, []byte(token.Value))
		dst = append(dst, "</span>"...)
	}
	return dst
}
