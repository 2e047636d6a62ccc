package csl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Conjunction is the word for "and" with the space behind it, as the language (BCP 47) writes it before what is next: Hebrew and
// Arabic write it onto a word in their own letters, Hebrew with a maqaf onto any other, and the Spanish y is e before its own sound.
func Conjunction(lang, and, next string) string {
	first, _ := utf8.DecodeRuneInString(next)
	switch primary := PrimaryLanguage(lang); {
	case primary == "ar" && and == "و" && unicode.Is(unicode.Arabic, first):
		return and
	case primary == "he" && and == "ו" && unicode.Is(unicode.Hebrew, first):
		return and
	case primary == "he" && and == "ו":
		return and + "־"
	case primary == "es" && and == "y" && soundsLikeY(next):
		return "e "
	}
	return and + " "
}

// soundsLikeY says that a word begins with the vowel i: Ibáñez, Híjar, but not Hierro, whose i is a consonant.
func soundsLikeY(word string) bool {
	word = strings.TrimPrefix(strings.ToLower(word), "h")
	first, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	return first == 'í' || (first == 'i' || first == 'y') && !strings.ContainsRune("aeiouáéíóú", second)
}

// conjoin writes the conjunctions that stand between names as the language has them before the name that follows.
func (p *Processor) conjoin(leaves []*Node) {
	and := p.locale.text("and", longForm)
	for i, leaf := range leaves {
		before, found := strings.CutSuffix(leaf.Text, " "+and+" ")
		if !found || leaf.leaf != leafAffix {
			continue
		}
		for _, next := range leaves[i+1:] {
			if next.Text != "" {
				leaf.Text = before + " " + Conjunction(p.locale.Lang, and, next.Text)
				break
			}
		}
	}
}
