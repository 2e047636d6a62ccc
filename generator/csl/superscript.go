package csl

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// raise sets characters that are superscripts by themselves ("1ʳᵉ") as plain ones with the format: fonts lack
// many of them, and searches miss them. French quotation marks get the narrow space that belongs to them.
func raise(n *Node) {
	for _, c := range n.Children {
		raise(c)
	}
	if strings.Contains(n.Text, "«") || strings.Contains(n.Text, "»") {
		n.Text = strings.NewReplacer("« ", "«\u202f", " »", "\u202f»").Replace(n.Text)
	}
	first := strings.IndexFunc(n.Text, isSuperscript)
	if first < 0 {
		return
	}
	text := n.Text
	n.Text = ""
	for text != "" {
		i := strings.IndexFunc(text, isSuperscript)
		if i < 0 {
			i = len(text)
		}
		if i > 0 {
			n.Children = append(n.Children, &Node{Text: text[:i], leaf: n.leaf})
		}
		if i < len(text) {
			_, size := utf8.DecodeRuneInString(text[i:])
			n.Children = append(n.Children, &Node{Text: plainForm(text[i : i+size]), leaf: n.leaf, Format: Format{Align: Superscript}})
			i += size
		}
		text = text[i:]
	}
}

// isSuperscript reports whether the character is one that Unicode decomposes as a superscript (or, for the four
// modifier letters without a decomposition, that looks like one).
func isSuperscript(r rune) bool {
	switch {
	case r < 0xAA:
		return false
	case r == 'ª', r == '²', r == '³', r == '¹', r == 'º':
		return true
	case r >= 0x2B0 && r <= 0x2B8, r >= 0x2E0 && r <= 0x2E4, r == 0x2C0, r == 0x2C1, r == 0x6E5, r == 0x6E6:
		return true
	case r >= 0x1D2C && r <= 0x1D61:
		return plainForm(string(r)) != string(r)
	case r >= 0x2070 && r <= 0x207F, r == '℠', r == '™', r >= 0x3192 && r <= 0x319F:
		return true
	}
	return false
}

func plainForm(s string) string {
	switch s {
	case "ˀ":
		return "ʔ"
	case "ˁ":
		return "ʕ"
	case "ۥ":
		return "و"
	case "ۦ":
		return "ي"
	}
	return norm.NFKC.String(s)
}
