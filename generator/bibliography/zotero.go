package bibliography

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"glossator/generator/csl"
)

// Zotero's users keep what it has no field for in the field Extra, which all formats give as a note: a variable a line
// ([csl.NoteField]), among them the key by which they cite.

func isNoteField(line string) bool {
	_, _, ok := csl.NoteField(line)
	return ok
}

// zoteroID is how Zotero names an item for itself, by an address or by library and item.
var zoteroID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:https?://zotero\.org/.*|\d+/[A-Z0-9]{8})$`) })

// givenKey is the key by which an item is cited: its id, or, where that is none or Zotero's own, what the editor has given it
// there as its citation key, in the field of that name or in a line of its note.
func givenKey(item *csl.Item) string {
	if item.ID != "" && !zoteroID().MatchString(item.ID) {
		return item.ID
	}
	if key := item.Fields["citation-key"]; key != "" {
		return key
	}
	for line := range strings.SplitSeq(item.Fields["note"], "\n") {
		if name, key, ok := csl.NoteField(line); ok && name == "citation-key" {
			return key
		}
	}
	return item.ID
}

// isZoteros says that an item is none of CSL's, but of Zotero's own data.
func isZoteros(item csl.Item, text string) bool {
	return item.ID == "" && item.Type == "" && strings.Contains(text, `"itemType"`)
}

// note reads the field note of BibTeX, in which lines that give variables stay lines, and all others run on.
func (c *converter) note() string {
	f := c.find("note")
	if f == nil {
		return ""
	}
	value := c.read(f)
	var pieces []string
	from, at := 0, 0
	end := func() {
		if from < at {
			pieces = append(pieces, withoutEntities(fromTeX(strings.TrimSuffix(value[from:at], "\n"), texRich, c.unknown)))
			from = at
		}
	}
	for line := range strings.Lines(value) {
		given := isNoteField(line) && strings.Count(line, "{") == strings.Count(line, "}")
		if given {
			end()
		}
		at += len(line)
		if given {
			end()
		}
	}
	end()
	return strings.TrimSpace(strings.Join(pieces, "\n"))
}

// noteTeX writes a note so that the lines of it that give variables stay lines.
func noteTeX(note string) string {
	lines := strings.Split(note, "\n")
	if !slices.ContainsFunc(lines, isNoteField) {
		return toTeX(note, texRich)
	}
	for i, line := range lines {
		lines[i] = toTeX(line, texRich)
	}
	return strings.Join(lines, "\n")
}
