package csl

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// initials abbreviates given names: each to its first letter with what follows an initial. Words in small
// letters stay. Without initialize only what is an initial already is set that way.
func initials(given, with string, initialize, hyphens bool) string {
	if strings.Contains(given, "<") {
		return markedInitials(given, with, initialize, hyphens)
	}
	var b []byte
	for _, word := range givenWords(given) {
		switch {
		case word.text == "":
		case word.hyphen && !startsUpper(word.text):
			continue
		case !startsUpper(word.text):
			b = separate(b)
			b = append(append(b, word.text...), ' ')
			continue
		case word.abbreviated || initialize:
			letter := word.text
			if !word.abbreviated || utf8.RuneCountInString(letter) == 1 {
				letter = firstLetters(word.text)
			}
			if word.hyphen && hyphens {
				b = bytes.TrimRight(b, " \u00a0")
				b = append(b, '-')
			}
			b = append(append(b, letter...), with...)
		default:
			if word.hyphen {
				b = bytes.TrimRight(b, " \u00a0")
				b = append(b, '-')
			} else {
				b = separate(b)
			}
			b = append(append(b, word.text...), ' ')
		}
	}
	return strings.TrimSpace(string(b))
}

// markedInitials abbreviates the text between tags and leaves the tags: "<b>Jean</b>-Luc" gives "<b>J.</b>-L.".
func markedInitials(given, with string, initialize, hyphens bool) string {
	var b strings.Builder
	for given != "" {
		text, tag, _ := strings.Cut(given, "<")
		if short := initials(text, with, initialize, hyphens); short != "" {
			if text[0] == ' ' || strings.HasPrefix(short, "-") == (text[0] == '-') {
				b.WriteString(leadingSpace(text) + short)
			} else {
				b.WriteString("-" + short)
			}
		}
		tag, given, _ = strings.Cut(tag, ">")
		if tag != "" {
			b.WriteString("<" + tag + ">")
		}
	}
	return b.String()
}

func leadingSpace(s string) string { return s[:len(s)-len(strings.TrimLeft(s, " "))] }

// separate makes sure that a space comes before a word that stays whole.
func separate(b []byte) []byte {
	if len(b) > 0 && b[len(b)-1] != ' ' {
		b = append(b, ' ')
	}
	return b
}

// givenWord is one word of a given name.
type givenWord struct {
	text        string
	hyphen      bool // joined to the word before by a hyphen
	abbreviated bool // it had a full stop, or is a single letter
}

func givenWords(given string) []givenWord {
	var list []givenWord
	hyphen := false
	start := 0
	flush := func(end int, stop bool) {
		if text := given[start:end]; text != "" {
			list = append(list, givenWord{text, hyphen, stop || utf8.RuneCountInString(text) == 1})
			hyphen = false
		}
	}
	for i, r := range given {
		switch {
		case r == '.':
			flush(i, true)
		case unicode.IsSpace(r):
			flush(i, false)
		case r == '-' || r == '‐':
			flush(i, false)
			hyphen = true
		default:
			continue
		}
		start = i + utf8.RuneLen(r)
	}
	flush(len(given), false)
	return list
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(r)
}

// firstLetters returns the letters that stand for the word: the first, and further capitals that follow at once,
// made small: "TSerendorjiin" gives "Ts". A sign like an ayn before it stays with it: "ʿAbd" gives "ʿA".
func firstLetters(s string) string {
	runes := []rune(s)
	first := 1
	for first < len(runes) && unicode.Is(unicode.Lm, runes[first-1]) {
		first++
	}
	n := first
	for n < len(runes) && unicode.IsUpper(runes[n]) {
		n++
	}
	if n == len(runes) {
		n = first
	}
	return strings.ToUpper(string(runes[:first])) + strings.ToLower(string(runes[first:n]))
}
