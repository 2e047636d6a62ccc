package csl

import (
	"maps"
	"slices"
	"strings"
)

// withNoteFields returns the item with the variables that its note holds, one a line ([NoteField]). It is how users of
// Zotero record what their program has no field for. A note without such lines leaves the item as it is.
func withNoteFields(item *Item) *Item {
	note := item.Fields["note"]
	if !strings.Contains(note, ":") {
		return item
	}
	own := *item
	cloned := false
	var rest []string
	for line := range strings.SplitSeq(note, "\n") {
		name, text, ok := NoteField(line)
		if !ok {
			rest = append(rest, line)
			continue
		}
		if !cloned {
			own.Fields, own.Names, own.Dates = maps.Clone(item.Fields), maps.Clone(item.Names), maps.Clone(item.Dates)
			for variable, names := range own.Names {
				own.Names[variable] = slices.Clip(names) // which are the item's
			}
			cloned = true
		}
		own.setNoteField(name, text)
	}
	if !cloned {
		return item
	}
	delete(own.Fields, "note")
	if left := strings.TrimSpace(strings.Join(rest, "\n")); left != "" {
		own.Fields["note"] = left
	}
	return &own
}

// NoteField reads a line of a note that gives a variable of CSL's: "original-date: 1851" or "{:original-date: 1851}", or as
// Zotero names variables of several words, "Original Date: 1851". One word with a capital may begin any remark.
func NoteField(line string) (name, text string, ok bool) {
	line = strings.TrimSpace(line)
	if inner, braced := strings.CutPrefix(line, "{:"); braced {
		line = strings.TrimSuffix(inner, "}")
	}
	name, text, ok = strings.Cut(line, ":")
	if words := strings.Fields(name); len(words) > 1 {
		name = strings.ToLower(strings.Join(words, "-"))
	}
	text = strings.TrimSpace(text)
	return name, text, ok && text != "" && (isKnown(name) || name == "type" || strings.HasSuffix(name, "-short") && isKnown(strings.TrimSuffix(name, "-short")))
}

func (item *Item) setNoteField(name, text string) {
	switch kindOf(name) {
	case namesVariable:
		family, given, _ := strings.Cut(text, "||")
		n := Name{Family: strings.TrimSpace(family), Given: strings.TrimSpace(given)}
		if n.Given == "" {
			n = Name{Literal: n.Family}
		}
		put(&item.Names, name, append(item.Names[name], n))
	case dateVariable:
		put(&item.Dates, name, Date{Raw: text})
	default:
		if name == "type" {
			item.Type = text
			return
		}
		if item.Fields[name] == "" {
			put(&item.Fields, name, text)
		}
	}
}
