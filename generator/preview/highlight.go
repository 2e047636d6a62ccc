package preview

import (
	"bytes"
	"html"
	"path"
	"strings"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"

	"glossator/generator/diagnostic"
)

// shown is a finding as browsers show it.
type shown struct {
	diagnostic.Diagnostic
	Highlighted string `json:"highlighted"` // the excerpt as HTML
}

const maxHighlighted = 50 // findings; nobody reads more at once

// shownAs highlights the lines of findings.
func shownAs(found diagnostic.List) []shown {
	list := make([]shown, len(found))
	for i, f := range found {
		list[i] = shown{f, html.EscapeString(f.Excerpt)}
		if i < maxHighlighted {
			list[i].Highlighted = highlighted(f.Start.File, f.Excerpt)
		}
	}
	return list
}

// highlighter writes classes of our own, since the site's stylesheets have colours for theirs.
func highlighter() *chromahtml.Formatter {
	return chromahtml.New(chromahtml.WithClasses(true), chromahtml.ClassPrefix("glossator-"), chromahtml.PreventSurroundingPre(true))
}

// highlighted is a line of a file as HTML.
func highlighted(file, line string) string {
	lexer := lexers.Match(path.Base(file))
	if lexer == nil {
		return html.EscapeString(line)
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, line)
	if err != nil {
		return html.EscapeString(line)
	}
	var b strings.Builder
	if err := highlighter().Format(&b, styles.Get("github-dark"), tokens); err != nil {
		return html.EscapeString(line)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func highlightStyle() []byte {
	var b bytes.Buffer
	highlighter().WriteCSS(&b, styles.Get("github-dark")) // a buffer takes everything
	return b.Bytes()
}
