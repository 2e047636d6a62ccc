package crosslink

import (
	"unicode"
	"unicode/utf8"
)

// sentenceClass is a character's Sentence_Break property (Unicode Standard Annex 29, table 4).
type sentenceClass uint8

const (
	otherClass sentenceClass = iota
	extendClass
	paragraphEnd // Sep, CR, LF
	space
	lowerCase
	upperCase
	otherLetter
	digit
	fullStop // ATerm
	comma    // SContinue
	ender    // STerm
	closer
)

var asciiClass = classifyASCII()

func classifyASCII() (classes [utf8.RuneSelf]sentenceClass) {
	for r := range rune(utf8.RuneSelf) {
		classes[r] = derivedClass(r)
	}
	return classes
}

func sentenceClassOf(r rune) sentenceClass {
	if r < utf8.RuneSelf {
		return asciiClass[r]
	}
	return derivedClass(r)
}

// derivedClass derives the property from the tables of the standard library, in the order of the annex.
func derivedClass(r rune) sentenceClass {
	switch {
	case r == '\n', r == '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return paragraphEnd
	case isExtend(r):
		return extendClass
	case unicode.Is(unicode.White_Space, r):
		return space
	}
	switch r {
	case '.', '․', '﹒', '．':
		return fullStop
	case ',', '-', ':', 0x55d, 0x60c, 0x60d, 0x7f8, 0x1802, 0x1808, '–', '—', '、', 0xfe10, 0xfe11, 0xfe13, 0xfe31, 0xfe32, 0xfe50, 0xfe51,
		0xfe55, 0xfe58, 0xfe63, '，', '－', '：', '､':
		return comma
	}
	return derivedLetter(r)
}

func isExtend(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc, unicode.Other_Grapheme_Extend) || r == 0x200d ||
		unicode.Is(unicode.Cf, r) && r != 0x200c
}

func derivedLetter(r rune) sentenceClass {
	switch {
	case unicode.Is(unicode.Georgian, r) && unicode.IsLetter(r) && r >= 0x10d0 && r < 0x2d00 && r != 0x10fc, r == 0x5f3:
		return otherLetter // Georgian has capitals, and does not begin sentences with them
	case unicode.In(r, unicode.Ll, unicode.Other_Lowercase):
		return lowerCase
	case unicode.In(r, unicode.Lu, unicode.Lt, unicode.Other_Uppercase):
		return upperCase
	case unicode.In(r, unicode.L, unicode.Nl, unicode.Other_Alphabetic):
		return otherLetter
	case unicode.Is(unicode.Nd, r), r == 0x66b, r == 0x66c:
		return digit
	case unicode.Is(unicode.Sentence_Terminal, r):
		return ender
	case isCloser(r):
		return closer
	}
	return otherClass
}

// isCloser: brackets and quotation marks (those of Line_Break QU), but not the wide forms of the straight ones.
func isCloser(r rune) bool {
	switch {
	case r == '＂', r == '＇':
		return false
	case unicode.In(r, unicode.Ps, unicode.Pe, unicode.Pi, unicode.Pf, unicode.Quotation_Mark):
		return true
	case r >= 0x275b && r <= 0x2760, r >= 0x1f676 && r <= 0x1f678, r >= 0x2e06 && r <= 0x2e08:
		return true
	}
	return r == 0x2e00 || r == 0x2e01 || r == 0x2e0b
}
