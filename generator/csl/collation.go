package csl

import (
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collation orders texts as a dictionary of a language does. What is in the language's own script comes before all other
// scripts, as CLDR has it; [collate.Collator] by itself has Latin first everywhere. It is one goroutine's at a time.
type Collation struct {
	collator *collate.Collator
	buffer   collate.Buffer
	own      *unicode.RangeTable // nil where it comes first anyway
}

// NewCollation is the collation of a language, in which capitals are not told from small letters.
func NewCollation(lang string, options ...collate.Option) *Collation {
	tag, err := language.Parse(lang)
	if err != nil {
		tag = language.AmericanEnglish
	}
	script, _ := tag.Script()
	return &Collation{collator: collate.New(tag, append(options, collate.IgnoreCase)...), own: ownScripts[script.String()]}
}

// ownScripts are scripts (ISO 15924) that come first where they are the language's own.
var ownScripts = map[string]*unicode.RangeTable{
	"Arab": unicode.Arabic, "Armn": unicode.Armenian, "Beng": unicode.Bengali, "Cyrl": unicode.Cyrillic, "Deva": unicode.Devanagari,
	"Ethi": unicode.Ethiopic, "Geor": unicode.Georgian, "Grek": unicode.Greek, "Hans": unicode.Han, "Hant": unicode.Han,
	"Hebr": unicode.Hebrew, "Kore": unicode.Hangul, "Thai": unicode.Thai,
}

// Key is what texts are compared by, byte by byte.
func (c *Collation) Key(text string) []byte {
	var key []byte
	if c.own != nil {
		key = append(key, c.script(text))
	}
	c.buffer.Reset()
	return append(key, c.collator.KeyFromString(&c.buffer, text)...)
}

// script is 0 where the first letter is of the language's own script, or a digit stands before it; else 1.
func (c *Collation) script(text string) byte {
	for _, r := range text {
		switch {
		case unicode.IsNumber(r) || unicode.Is(c.own, r):
			return 0
		case unicode.IsLetter(r):
			return 1
		}
	}
	return 0
}
