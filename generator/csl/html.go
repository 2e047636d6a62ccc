package csl

// Hook is asked before a node is written: what it gives as before and after is written around the node as it
// is. It lets a site put links around cites, titles or locators.
type Hook func(n *Node) (before, after string)

// HTML returns the node as HTML. The hook may be nil.
func HTML(n *Node, hook Hook) string { return string(AppendHTML(nil, n, hook)) }

// AppendHTML appends the node as HTML to b.
func AppendHTML(b []byte, n *Node, hook Hook) []byte {
	if n == nil || n.Text == "" && n.isEmpty() {
		return b
	}
	after := ""
	if hook != nil {
		var before string
		before, after = hook(n)
		b = append(b, before...)
	}
	if n.Display == 0 && n.Format == (Format{}) {
		b = appendContent(b, n, hook)
	} else {
		b = appendFormatted(b, n, hook)
	}
	return append(b, after...)
}

func appendContent(b []byte, n *Node, hook Hook) []byte {
	b = appendEscaped(b, n.Text)
	for _, c := range n.Children {
		b = AppendHTML(b, c, hook)
	}
	return b
}

// appendFormatted appends the node's content within the elements that its look needs.
func appendFormatted(b []byte, n *Node, hook Hook) []byte {
	closers := [6]string{}
	b, depth := openHTML(b, n, &closers)
	b = appendContent(b, n, hook)
	for depth--; depth >= 0; depth-- {
		b = append(b, closers[depth]...)
	}
	return b
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
	from := 0
	for i := range len(s) {
		var escaped string
		switch s[i] {
		case '&':
			escaped = "&#38;"
		case '<':
			escaped = "&#60;"
		case '>':
			escaped = "&#62;"
		case 0: // which no page may have
			escaped = "\uFFFD"
		default:
			continue
		}
		b = append(append(b, s[from:i]...), escaped...)
		from = i + 1
	}
	return append(b, s[from:]...)
}
