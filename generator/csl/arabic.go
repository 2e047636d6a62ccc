package csl

import (
	"slices"
	"strings"
	"unicode"
)

// pointArabic writes the commas, semicolons and question marks of a style as Arabic script has them, behind words in that script;
// behind others, such as the Latin names and titles of the same list, they stay what they are. It does so in what the style says;
// the words of items and of the author are theirs.
func pointArabic(leaves []*Node) {
	turnQuotes(leaves)
	arabic := false // whether the last letter was
	for _, leaf := range leaves {
		own := leaf.leaf == leafAffix || leaf.leaf == leafValue
		leaf.Text = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				arabic = unicode.Is(unicode.Arabic, r)
			}
			if own && arabic {
				return arabicMark(r)
			}
			return r
		}, leaf.Text)
	}
}

// turnQuotes writes the marks ” and “, which no browser turns by the direction of the text as it does guillemets, as “ and ” around
// words in other scripts.
func turnQuotes(leaves []*Node) {
	var turned []bool // by open quotation
	for i, leaf := range leaves {
		switch {
		case leaf.leaf == leafOpen:
			turned = append(turned, strings.Contains(leaf.Text, "”") && !beginsArabic(leaves[i:]))
			if turned[len(turned)-1] {
				leaf.Text = strings.Replace(leaf.Text, "”", "“", 1)
			}
		case leaf.leaf == leafClose && len(turned) > 0:
			if turned[len(turned)-1] {
				leaf.Text = strings.Replace(leaf.Text, "“", "”", 1)
			}
			turned = turned[:len(turned)-1]
		}
	}
}

// beginsArabic says that the first letter is in Arabic script.
func beginsArabic(leaves []*Node) bool {
	for _, leaf := range leaves {
		for _, r := range leaf.Text {
			if unicode.IsLetter(r) {
				return unicode.Is(unicode.Arabic, r)
			}
		}
	}
	return false
}

func arabicMark(r rune) rune {
	switch r {
	case ',':
		return '،'
	case ';':
		return '؛'
	case '?':
		return '؟'
	}
	return r
}

// Comma is what stands between the parts of a list in a language (BCP 47), with the space behind it.
func Comma(lang string) string {
	if hasArabicMarks(lang) {
		return "، "
	}
	return ", "
}

// hasArabicMarks says that a language has commas and semicolons of its own, those of Arabic script.
func hasArabicMarks(lang string) bool {
	return slices.Contains([]string{"ar", "fa", "ur", "ps", "ckb", "ug"}, PrimaryLanguage(lang))
}
