package csl

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Conjunction is the word for "and" with the space behind it, as the language (BCP 47) writes it between two names: Hebrew and
// Arabic write it onto a word in their own letters, and the Spanish y is e before its own sound. Behind a name from right to left,
// Hebrew writes it onto any other with a maqaf; between Latin names, which stand from left to right, that would be on the wrong
// side.
func Conjunction(lang, and, before, next string) string {
	first, _ := utf8.DecodeRuneInString(next)
	switch primary := PrimaryLanguage(lang); {
	case primary == "ar" && and == "و" && unicode.Is(unicode.Arabic, first):
		return and
	case primary == "he" && and == "ו" && unicode.Is(unicode.Hebrew, first):
		return and
	case primary == "he" && and == "ו" && endsToLeft(before):
		return and + "־"
	case primary == "es" && and == "y" && soundsLikeY(next):
		return "e "
	}
	return and + " "
}

// joinsByWord says that a language writes "and" by the word that follows.
func joinsByWord(lang string) bool {
	return slices.Contains([]string{"ar", "es", "he"}, PrimaryLanguage(lang))
}

// soundsLikeY says that a word begins with the vowel i: Ibáñez, Híjar, but not Hierro, whose i is a consonant.
func soundsLikeY(word string) bool {
	word = strings.TrimPrefix(strings.ToLower(word), "h")
	first, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	return first == 'í' || (first == 'i' || first == 'y') && !strings.ContainsRune("aeiouáéíóú", second)
}

// endsToLeft says that the last letter of a text is Hebrew or Arabic.
func endsToLeft(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }))
	return unicode.In(last, unicode.Hebrew, unicode.Arabic)
}

// conjoin writes the conjunctions that stand between names as the language has them before the name that follows.
func (p *Processor) conjoin(leaves []*Node) {
	and, name := p.locale.text("and", longForm), ""
	for i, leaf := range leaves {
		if before, found := strings.CutSuffix(leaf.Text, " "+and+" "); found && leaf.leaf == leafAffix {
			next := slices.IndexFunc(leaves[i+1:], func(n *Node) bool { return n.Text != "" })
			if next >= 0 {
				leaf.Text = before + " " + Conjunction(p.locale.Lang, and, name, leaves[i+1+next].Text)
			}
		} else if leaf.leaf == leafContent && leaf.Text != "" {
			name = leaf.Text
		}
	}
}
