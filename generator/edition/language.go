package edition

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/bidi"

	"glossator/generator/csl"
)

// Direction is "rtl" or "ltr", the way in which a language (BCP 47) is written, where that is not the way of the language around
// it; else "". What has no language around it stands in what is written from left to right.
func Direction(tag, around string) string {
	if tag == around || tag == "" || rightToLeft(tag) == rightToLeft(around) {
		return ""
	}
	if rightToLeft(tag) {
		return "rtl"
	}
	return "ltr"
}

// DirectionByLetters is "auto", by which a browser goes by the first letter of words and sets them apart from those around them,
// where some of either are written from right to left; else "". It is for names and titles, which may be in any letters.
func DirectionByLetters[T string | []byte](words T, around string) string {
	if HasLettersToLeft(words) || rightToLeft(around) {
		return "auto"
	}
	return ""
}

// HasLettersToLeft says that some letter of the words is written from right to left.
func HasLettersToLeft[T string | []byte](words T) bool {
	for i := range len(words) {
		b := words[i]
		if b < 0xD6 || b > 0xE0 && b < 0xEF { // with which none of them begins in UTF-8
			continue
		}
		letter, _ := bidi.LookupString(string(words[i:min(i+utf8.UTFMax, len(words))]))
		if c := letter.Class(); c == bidi.R || c == bidi.AL {
			return true
		}
	}
	return false
}

// Colon is what stands between a title and a subtitle: in French with a space before it, too, at which no line breaks.
func Colon(language string) string {
	if csl.PrimaryLanguage(language) == "fr" {
		return "\u00a0: "
	}
	return ": "
}

// IsLanguage says that a tag is one of BCP 47, of parts that are registered.
func IsLanguage(tag string) bool {
	_, err := language.Parse(tag)
	return err == nil
}

// rightToLeft goes by the script that a tag names, or that its language is likely to be written in.
func rightToLeft(tag string) bool {
	known, ok := tagsToLeft.Load(tag)
	if !ok {
		t, err := language.Parse(tag)
		script, _ := t.Script()
		known = err == nil && strings.Contains(scriptsToLeft, script.String())
		tagsToLeft.Store(tag, known)
	}
	return known.(bool)
}

// tagsToLeft keeps what has been found out: every reference asks, and parsing a tag takes a microsecond.
var tagsToLeft sync.Map

// scriptsToLeft are the scripts (ISO 15924) whose letters Unicode has written from right to left.
const scriptsToLeft = "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo " +
	"Orkh Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi"
