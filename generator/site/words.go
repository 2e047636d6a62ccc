package site

import (
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/layouts"
)

// words are the interface's words in one language.
type words struct {
	said     map[string]string
	language language.Tag
	toLeft   bool   // it is written from right to left
	comma    string // what stands between the parts of a list
}

// readWords reads the interface words of the language, or of the nearest one there is, over English.
func readWords(l layouts.Set, tag string, found *diagnostic.List) words {
	w, read := words{map[string]string{}, language.Make(tag), edition.Direction(tag, "") == "rtl", csl.Comma(tag)}, map[string]bool{}
	base := csl.PrimaryLanguage(tag)
	for _, name := range []string{"en", base, tag} {
		file := "words/" + name + ".yaml"
		b, err := l.ReadFile(file)
		if err != nil {
			continue
		}
		read[name] = true
		var more map[string]string
		if err := yaml.Unmarshal(b, &more); err != nil {
			found.Add(diagnostic.Error, "words", "layouts/"+file, "not a list of words: "+firstLine(err.Error()), "write one key: word a line")
			continue
		}
		w.takeOver(more)
	}
	if !read[base] && !read[tag] {
		found.Add(diagnostic.Warning, "words", "layouts/words/"+base+".yaml", fmt.Sprintf("the interface has no words in %q and speaks English", tag), "write this file, with the keys that en.yaml has in the program's sources, in layouts/words")
	}
	return w
}

// takeOver takes words over in place of those of another language, which may have more forms for numbers.
func (w words) takeOver(more map[string]string) {
	for k := range more {
		if counted, ok := strings.CutSuffix(k, ".other"); ok {
			for _, form := range numberForms {
				delete(w.said, counted+form.ending)
			}
		}
	}
	maps.Copy(w.said, more)
}

// word is the word for the key; a key that no file has shows itself.
func (w words) word(key string) string {
	if s, ok := w.said[key]; ok {
		return s
	}
	return key
}

// with is the word for the key with the arguments put in.
func (w words) with(key string, arguments ...any) string {
	return fmt.Sprintf(w.word(key), arguments...)
}

// form is a word of the interface around the places where a value is put in.
type form []string

// form is the word for the key, which does not break.
func (w words) form(key string) form { return strings.Split(noBreak(w.with(key, "\x00")), "\x00") }

// appendWith appends the word with the value put in.
func (f form) appendWith(dst []byte, value string) []byte {
	for i, words := range f {
		if i > 0 {
			dst = append(dst, noBreak(value)...)
		}
		dst = append(dst, words...)
	}
	return dst
}

// numberForms are CLDR's plural categories: how the keys of their words end, and the number that is meant by a word without a
// place for one ("once", "twice").
var numberForms = [...]struct {
	ending string
	number int
}{
	plural.Other: {".other", -1}, plural.Zero: {".zero", 0}, plural.One: {".one", 1}, plural.Two: {".two", 2}, plural.Few: {".few", -1}, plural.Many: {".many", -1},
}

// count is the word for n things, in the form that the language has for that number. A word that means one number stands for no
// other, whatever else the language counts like it.
func (w words) count(key string, n int) string {
	category := numberForms[plural.Cardinal.MatchPlural(w.language, n, 0, 0, 0, 0)]
	form, ok := w.said[key+category.ending]
	if !ok || !strings.Contains(form, "%d") && n != category.number {
		form = w.word(key + ".other")
	}
	return strings.Replace(form, "%d", strconv.Itoa(n), 1)
}

// locator is a locator as a reader sees it: "p. 158".
func (w words) locator(label, value string) string {
	form, ok := w.said["short-"+label]
	if !ok {
		return label + " " + value
	}
	return noBreak(strings.Replace(form, "%s", w.part(value), 1))
}

// part is a locator's value as a reader sees it. Numbers with a hyphen between them stand from left to right even where all around
// stands from right to left, and with a dash, as citations have them, the first is on the right.
func (w words) part(value string) string {
	if !w.toLeft {
		return value
	}
	return hyphenatedNumbers.ReplaceAllString(value, "$1–$2")
}

// hyphenatedNumbers are the first of two numbers, the hyphen, and how the second begins.
var hyphenatedNumbers = regexp.MustCompile(`^(\p{Nd}+)-([\p{Nd}\w])`)

// noBreak keeps an abbreviation and its number on one line.
func noBreak(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
