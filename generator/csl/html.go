package csl

import "strings"

// Hook is asked before a node is written: what it gives as before and after is written around the node as it
// is. It lets a site put links around cites, titles or locators.
type Hook func(n *Node) (before, after string)

// HTML returns the node as HTML. The hook may be nil.
func HTML(n *Node, hook Hook) string { return string(AppendHTML(nil, n, hook)) }

// AppendHTML appends the node as HTML to b.
func AppendHTML(b []byte, n *Node, hook Hook) []byte {
	if n.isEmpty() {
		return b
	}
	after := ""
	if hook != nil {
		var before string
		before, after = hook(n)
		b = append(b, before...)
	}
	closers := [6]string{}
	b, depth := openHTML(b, n, &closers)
	b = appendEscaped(b, n.Text)
	for _, c := range n.Children {
		b = AppendHTML(b, c, hook)
	}
	for depth--; depth >= 0; depth-- {
		b = append(b, closers[depth]...)
	}
	return append(b, after...)
}

// openHTML opens the elements that the node's look needs and notes what closes them.
func openHTML(b []byte, n *Node, closers *[6]string) ([]byte, int) {
	depth := 0
	open := func(opener, closer string) {
		b = append(b, opener...)
		closers[depth] = closer
		depth++
	}
	switch n.Display {
	case Block:
		open("\n\n    <div class=\"csl-block\">", "</div>\n")
	case LeftMargin:
		open("\n    <div class=\"csl-left-margin\">", "</div>")
	case RightInline:
		open("<div class=\"csl-right-inline\">", "</div>\n  ")
	case Indent:
		open("<div class=\"csl-indent\">", "</div>\n  ")
	}
	if n.Format == (Format{}) {
		return b, depth
	}
	for _, f := range []([2]string){
		alignHTML[n.Format.Align], decorationHTML[n.Format.Decoration], weightHTML[n.Format.Weight],
		variantHTML[n.Format.Variant], styleHTML[n.Format.Style],
	} {
		if f[0] != "" {
			open(f[0], f[1])
		}
	}
	return b, depth
}

var (
	styleHTML = [...][2]string{Upright: span("font-style:normal"), Italic: {"<i>", "</i>"}, Oblique: {"<em>", "</em>"}}

	variantHTML = [...][2]string{NormalCaps: span("font-variant:normal"), SmallCaps: span("font-variant:small-caps")}

	weightHTML = [...][2]string{NormalWeight: span("font-weight:normal"), Bold: {"<b>", "</b>"}, Light: span("font-weight:light")}

	decorationHTML = [...][2]string{NoUnderline: span("text-decoration:none"), Underline: span("text-decoration:underline")}

	alignHTML = [...][2]string{Baseline: {`<span style="baseline">`, "</span>"}, Superscript: {"<sup>", "</sup>"}, Subscript: {"<sub>", "</sub>"}}
)

func span(style string) [2]string { return [2]string{`<span style="` + style + `;">`, "</span>"} }

func appendEscaped(b []byte, s string) []byte {
	if !strings.ContainsAny(s, "&<>") {
		return append(b, s...)
	}
	for i := range len(s) {
		switch s[i] {
		case '&':
			b = append(b, "&#38;"...)
		case '<':
			b = append(b, "&#60;"...)
		case '>':
			b = append(b, "&#62;"...)
		default:
			b = append(b, s[i])
		}
	}
	return b
}
