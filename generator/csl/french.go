package csl

import (
	"strings"
	"unicode/utf8"
)

// spaceFrench sets the spaces that French has before its double punctuation, and that no line breaks at: a whole one before a
// colon, a narrow one before a semicolon, an exclamation mark and a question mark. It does so in what the style says; the words
// of items and of the author are theirs. A style that is written for French has the spaces it wants.
func spaceFrench(leaves []*Node) {
	before := ' '
	for i, leaf := range leaves {
		if leaf.Text == "" {
			continue
		}
		if leaf.leaf == leafAffix || leaf.leaf == leafValue {
			after := ' '
			if i+1 < len(leaves) {
				after, _ = utf8.DecodeRuneInString(leaves[i+1].Text + " ")
			}
			leaf.Text = frenchSpaced(leaf.Text, before, after)
		}
		before, _ = utf8.DecodeLastRuneInString(leaf.Text)
	}
}

// frenchSpaced is a text between two characters with its spaces. A mark within a word, as in an address, has none.
func frenchSpaced(text string, before, after rune) string {
	var b strings.Builder
	runes := []rune(text)
	for i, r := range runes {
		next := after
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		switch {
		case r == ' ' && frenchSpace(next) != "":
			b.WriteString(frenchSpace(next))
		case isSpace(before) || isWord(next) || next == '/':
			b.WriteRune(r)
		default:
			b.WriteString(frenchSpace(r))
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

func isFrench(lang string) bool { return PrimaryLanguage(lang) == "fr" }

func frenchSpace(mark rune) string {
	switch mark {
	case ':':
		return "\u00a0"
	case ';', '!', '?':
		return "\u202f"
	}
	return ""
}
