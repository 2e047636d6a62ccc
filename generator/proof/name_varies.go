package proof

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"glossator/generator/edition"
)

// nameVaries finds words that differ by a letter or an accent from a name of the edition.
func nameVaries() Rule {
	return Rule{
		ID:      "name-varies",
		Summary: "a name is spelled in several ways",
		Why:     "Readers and the index take them for two persons. Add the other spelling to the name's aliases, or emend it.",
		check: func(s *sheet) {
			known, longest := s.knownNames()
			s.essays(func(x *edition.Essay) {
				told := map[string]bool{}
				for i := range x.Text.Passages {
					for _, w := range nameWords(x.Text.Passages[i].Text) {
						if len(w) > longest+longest/2 { // letters with accents are longer than those without
							continue
						}
						if name := nearName(w, known); name != "" && !told[w] {
							told[w] = true
							s.passage(x.Text, i, fmt.Sprintf("%q stands for %q elsewhere, or so it seems", w, name), "add the spelling to the name's aliases, or emend it")
						}
					}
				}
			})
		},
	}
}

// knownNames are the words of names of persons and their aliases, by their folded form, and how many bytes the longest has.
func (s *sheet) knownNames() (known map[string][]string, longest int) {
	known = map[string][]string{}
	for _, n := range s.edition.Names {
		for _, form := range append([]string{n.Name}, n.Aliases...) {
			for _, w := range words(form) {
				if len(w.text) >= 5 && unicode.IsUpper([]rune(w.text)[0]) {
					known[folded(w.text)] = append(known[folded(w.text)], w.text)
					longest = max(longest, len(w.text))
				}
			}
		}
	}
	return known, longest
}

// nameWords are the capitalised words within sentences.
func nameWords(text string) []string {
	var list []string
	for _, w := range words(text) {
		before := strings.TrimRight(text[:w.start], " “‘\"'(")
		first := before == "" || strings.HasSuffix(before, ".") || strings.HasSuffix(before, "!") || strings.HasSuffix(before, "?") || strings.HasSuffix(before, ":")
		bare := strings.TrimSuffix(strings.TrimSuffix(w.text, "'s"), "’s")
		if !first && len(bare) >= 5 && unicode.IsUpper([]rune(bare)[0]) {
			list = append(list, bare)
		}
	}
	return list
}

// nearName is a name that the word spells otherwise: other accents, or a letter doubled or dropped at the same start.
func nearName(word string, known map[string][]string) string {
	plain := folded(word)
	if forms := known[plain]; forms != nil {
		if slices.Contains(forms, word) {
			return ""
		}
		return forms[0]
	}
	for i := 1; i < len(plain); i++ { // one letter more than the name
		if forms := known[plain[:i]+plain[i+1:]]; forms != nil && plain[i] == plain[i-1] {
			return forms[0]
		}
	}
	for i := 1; i < len(plain); i++ { // one letter less: a doubled letter written once
		if forms := known[plain[:i]+plain[i-1:]]; forms != nil {
			return forms[0]
		}
	}
	return ""
}
