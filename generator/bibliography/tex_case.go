package bibliography

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/csl"
)

// BibTeX's styles, and whoever reads its files as they do, write English titles small; what is in braces stays. CSL changes no
// capital within a title that has small letters, too. So a word with a capital is put in braces when such a title is
// written, and comes out of them when one is read; around what else is in braces there is a span that keeps its case.

// inBraces writes text of a title with its words of capitals in braces. begun says that the title's first word is not in it.
func inBraces(text string, begun bool) string {
	var b strings.Builder
	for text != "" {
		start := strings.IndexFunc(text, isWordRune)
		if start < 0 {
			start = len(text)
		}
		b.WriteString(texEscapes.Replace(text[:start]))
		end := start + wordEnd(text[start:])
		word := text[start:end]
		if written := texEscapes.Replace(word); hasCapital(word, !begun) {
			b.WriteString("{" + written + "}")
		} else {
			b.WriteString(written)
		}
		begun = begun || word != ""
		text = text[end:]
	}
	return b.String()
}

// hasCapital reports whether a word has a capital that is its own. The first of a title has one by its place.
func hasCapital(word string, first bool) bool {
	if first {
		r, size := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(r) {
			return false
		}
		word = word[size:]
	}
	return strings.ContainsFunc(word, unicode.IsUpper)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func endsWord(r rune) bool { return unicode.IsSpace(r) || r == '<' }

// wordEnd returns where the word ends that the text begins with: before white space or a tag, and what punctuation
// stands before that.
func wordEnd(text string) int {
	if i := strings.IndexFunc(text, endsWord); i >= 0 {
		text = text[:i]
	}
	return len(strings.TrimRightFunc(text, func(r rune) bool { return !isWordRune(r) }))
}

// hasBothCases reports whether a title has capitals and small letters, so that its capitals say something.
func hasBothCases(title string) bool {
	text := csl.PlainText(title)
	return strings.ContainsFunc(text, unicode.IsUpper) && strings.ContainsFunc(text, unicode.IsLower)
}

// withoutBraces takes the spans away from words that keep their capitals without them.
func withoutBraces(title string) string {
	if !strings.Contains(title, nocaseTag) || !hasBothCases(title) {
		return title
	}
	var b strings.Builder
	begun := false
	for {
		before, rest, found := strings.Cut(title, nocaseTag)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		word, after, closed := strings.Cut(rest, "</span>")
		r, _ := utf8.DecodeRuneInString(word)
		begun = begun || strings.ContainsFunc(csl.PlainText(before), isWordRune)
		if closed && strings.ContainsFunc(word, unicode.IsUpper) && !strings.ContainsFunc(word, endsWord) && (begun || unicode.IsUpper(r)) {
			b.WriteString(word)
			rest = after
		} else {
			b.WriteString(nocaseTag)
		}
		begun = begun || word != ""
		title = rest
	}
}
