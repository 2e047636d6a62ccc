package site

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/layouts"
)

// words are the interface's words in one language.
type words map[string]string

// readWords reads the interface words of the language, or of the nearest one there is, over English.
func readWords(l layouts.Set, language string, found *diagnostic.List) words {
	w, read := words{}, map[string]bool{}
	for _, name := range []string{"en", edition.PrimaryLanguage(language), language} {
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
		for k, v := range more {
			w[k] = v
			if one, counted := strings.CutSuffix(k, ".other"); counted && more[one+".one"] == "" {
				delete(w, one+".one") // of another language, which tells one from many
			}
		}
	}
	if base := edition.PrimaryLanguage(language); !read[base] && !read[language] {
		found.Add(diagnostic.Warning, "words", "layouts/words/"+base+".yaml", fmt.Sprintf("the interface has no words in %q and speaks English", language), "write this file, with the keys that the program's own en.yaml has")
	}
	return w
}

// word is the word for the key; a key that no file has shows itself.
func (w words) word(key string) string {
	if s, ok := w[key]; ok {
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

// count is the word for n things; the form for one needs no number.
func (w words) count(key string, n int) string {
	form := w.word(key + ".other")
	if one, ok := w[key+".one"]; ok && n == 1 {
		form = one
	}
	if !strings.Contains(form, "%d") {
		return form
	}
	return fmt.Sprintf(form, n)
}

// locator is a locator as a reader sees it: "p. 158".
func (w words) locator(label, value string) string {
	form, ok := w["short-"+label]
	if !ok {
		return label + " " + value
	}
	return noBreak(strings.Replace(form, "%s", value, 1))
}

// noBreak keeps an abbreviation and its number on one line.
func noBreak(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
