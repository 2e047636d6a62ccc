package markup

import (
	"bytes"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/yuin/goldmark/ast"
)

// What highlighting may cost. chroma's rules are regular expressions that may look at all that follows for each
// token, so cost is the square of a block's length; code beyond that is shown without colours.
const (
	maxHighlighted = 10_000      // bytes of a block
	maxCodeLine    = 500         // bytes
	maxBlankLines  = 20          // in a row
	maxCost        = 100_000_000 // square bytes of a text: a hundred blocks of 1000 bytes
)

// What a block may cost is counted in bytes and not in time, so that it looks the same wherever it is made.

// languages are the names by which a block may call its language, in lower case. To ask chroma for any other takes
// long, since it then compares the patterns of file names.
var languages = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, name := range bounded().Names(true) {
		known[strings.ToLower(name)] = true
	}
	return known
})

// fenceAttributes are those behind a fence, where Pandoc's users write the language as a class, {.go #sort}, or before them: go {#sort}.
func fenceAttributes(n ast.Node, source []byte) attributes {
	fenced, ok := n.(*ast.FencedCodeBlock)
	if !ok || fenced.Info == nil {
		return attributes{}
	}
	language, braces, _ := strings.Cut(string(fenced.Info.Segment.Value(source)), "{")
	a, _ := parseAttributes(strings.TrimSuffix(strings.TrimSpace(braces), "}"))
	if words := strings.Fields(language); len(words) > 0 {
		a.classes = words[:1]
	}
	return a
}

// code writes a block of code, highlighted by chroma with classes only.
func (r *renderer) code(n ast.Node, classes []string) {
	r.begin(n)
	language := ""
	if len(classes) > 0 {
		language = classes[0]
	}
	words := bytes.TrimRight(rawLines(n, r.fragment.source), "\n")
	r.text(`<pre class="chroma" tabindex="0"`)
	r.address(r.passageOf(n))
	r.text("><code")
	if language != "" {
		r.attribute("class", "language-"+language)
	}
	r.text(">")
	if r.cost += len(words) * len(words); r.cost <= maxCost {
		r.out = appendHighlighted(r.out, words, language)
	} else {
		r.out = appendEscaped(r.out, words)
	}
	r.text("</code>")
	r.addressLink(r.passageOf(n))
	r.text("</pre>\n")
}

// highlightable says that a block is not so long, and not of such a shape, that chroma might take seconds.
func highlightable(words []byte) bool {
	if len(words) > maxHighlighted {
		return false
	}
	blank := 0
	for line := range bytes.Lines(words) {
		if blank++; len(bytes.TrimSpace(line)) > 0 {
			blank = 0
		}
		if blank > maxBlankLines || len(line) > maxCodeLine {
			return false
		}
	}
	return true
}

func appendHighlighted(dst, words []byte, language string) (out []byte) {
	if !languages()[strings.ToLower(language)] || !highlightable(words) {
		return appendEscaped(dst, words)
	}
	start := len(dst)
	defer func() {
		if recover() != nil { // chroma's way to say that a mutator has failed
			out = appendEscaped(dst[:start], words)
		}
	}()
	tokens, err := chroma.Coalesce(bounded().Get(language)).Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: false}, string(words))
	if err != nil {
		return appendEscaped(dst, words)
	}
	for before := time.Now(); ; {
		token := tokens()
		now := time.Now()
		if now.Sub(before) >= matchTime {
			return appendEscaped(dst[:start], words)
		}
		before = now
		if token == chroma.EOF {
			return dst
		}
		class := chroma.StandardTypes[token.Type]
		if class == "" {
			dst = appendEscaped(dst, []byte(token.Value))
			continue
		}
		dst = append(dst, `<span class="`+class+`">`...)
		dst = appendEscaped(dst, []byte(token.Value))
		dst = append(dst, "</span>"...)
	}
}
