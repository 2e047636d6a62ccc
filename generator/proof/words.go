package proof

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// folded is a word for comparing: lower case, without accents.
func folded(s string) string {
	t := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	out, _, err := transform.String(t, strings.ToLower(s))
	if err != nil {
		return strings.ToLower(s)
	}
	return out
}

// word is a run of letters in a passage, with its place.
type word struct {
	text       string
	start, end int
}

// words cuts a text into runs of letters; apostrophes and hyphens within a word belong to it.
func words(text string) []word {
	var list []word
	start := -1
	inner := func(i int) bool { // a letter follows
		for _, r := range text[i:] {
			return unicode.IsLetter(r)
		}
		return false
	}
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsMark(r)
		if !letter && start >= 0 && strings.ContainsRune("'’-", r) && inner(i+len(string(r))) {
			continue
		}
		switch {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			list = append(list, word{text[start:i], start, i})
			start = -1
		}
	}
	if start >= 0 {
		list = append(list, word{text[start:], start, len(text)})
	}
	return list
}

// around is a few words of context for a message.
func around(text string, start, end int) string {
	from, to := max(0, start-20), min(len(text), end+20)
	for from > 0 && text[from-1] != ' ' {
		from--
	}
	for to < len(text) && text[to] != ' ' {
		to++
	}
	return strings.TrimSpace(text[from:to])
}
