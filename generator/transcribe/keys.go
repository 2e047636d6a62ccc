package transcribe

import (
	"fmt"
	"slices"
	"strings"
)

const mostWorks = 300 // of one author, or that begin with one word, among which a citation is looked for

// add makes a work findable, and gives it a key.
func (f *references) add(w *work) {
	if w.item.ID == "" {
		w.item.ID = f.key(w)
	}
	for _, family := range namesOf(w) {
		if len(f.byFamily[family]) < mostWorks {
			f.byFamily[family] = append(f.byFamily[family], w)
		}
	}
	if names := firstNames(w.item.Names); len(names) == 1 && names[0].Literal != "" && !slices.Contains(f.institutions, names[0].Literal) && len(f.institutions) < mostWorks {
		f.institutions = append(f.institutions, names[0].Literal)
	}
	if w.number != "" {
		f.byNumber[w.number] = w
	}
	if words := strings.Fields(fold(mainTitle(w.item.Fields["title"]))); len(words) > 0 && len(f.byTitle[words[0]]) < mostWorks {
		f.byTitle[words[0]] = append(f.byTitle[words[0]], w)
	}
}

// namesOf returns how citations may name the work's first author: by the family name, with or without its particles, or
// by an institution's short name; by the first of two surnames.
func namesOf(w *work) []string {
	var names []string
	if len(w.families) > 0 {
		family := fold(w.families[0])
		names = append(names, family)
		if head, last, found := cutLast(family, " "); found && firstNames(w.item.Names)[0].Literal == "" && !slices.ContainsFunc(strings.Fields(head), func(s string) bool { return !isParticle(s) }) {
			names = append(names, last)
		} else if first, second, two := strings.Cut(family, " "); two && !strings.Contains(second, " ") && len(first) > 3 && len(second) > 3 && firstNames(w.item.Names)[0].Literal == "" {
			names = append(names, first) // of two surnames citations may give one
		}
	}
	if w.alias != "" {
		names = append(names, fold(w.alias))
	}
	return names
}

// key is the author's family name and the year, or a word of the title; a letter tells works of one year apart.
func (f *references) key(w *work) string {
	name := "work"
	switch {
	case w.short() != "":
		name = keyWord(w.short())
	case len(w.families) > 0:
		name = keyWord(w.families[0])
	default:
		for word := range strings.FieldsSeq(w.item.Fields["title"]) {
			if k := keyWord(word); len(k) > 3 {
				name = k
				break
			}
		}
	}
	if name == "" {
		name = "work"
	}
	base := name + keyWord(w.year)
	key := base
	for f.keys[key] > 0 {
		f.keys[base]++
		key = fmt.Sprintf("%s-%d", base, f.keys[base])
	}
	f.keys[key]++
	return key
}

// short returns the abbreviation that the text defines for the work.
func (w *work) short() string { return w.item.Custom["shorthand"] }

// keyWord returns the letters of a word that a citation key may have.
func keyWord(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, romanized(fold(s)))
}
