package crosslink

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// looksPerText bounds the search for what the mistyped ids of a text may have meant, which looks at every id there is: the more
// there are, the fewer hints a text has.
const looksPerText = 200_000

// hints are what the mistyped ids of one text, or of the records, may have meant.
type hints struct {
	given  map[string]string
	looked int // how many ids have been looked at
}

func (h *hints) of(kind, id string, known iter.Seq[string]) string {
	key := kind + " " + id
	hint, asked := h.given[key]
	if !asked && h.looked < looksPerText {
		if h.given == nil {
			h.given = map[string]string{}
		}
		hint = diagnostic.Nearest(id, h.counted(known))
		h.given[key] = hint
	}
	return hint
}

// counted are the ids, counted as they are looked at.
func (h *hints) counted(known iter.Seq[string]) iter.Seq[string] {
	return func(yield func(string) bool) {
		for id := range known {
			if h.looked++; !yield(id) {
				return
			}
		}
	}
}

// unknown is the finding that there is nothing with the id; its code says of which kind: "unknown-source".
func (h *hints) unknown(at diagnostic.Position, code diagnostic.Code, id string, known map[string]int32) diagnostic.Diagnostic {
	kind := strings.TrimPrefix(string(code), "unknown-")
	d := diagnostic.Diagnostic{Code: code, Start: at, Message: fmt.Sprintf("no %s %q", kind, id)}
	if id == "" {
		d.Message, d.Hint = fmt.Sprintf("this names no %s", kind), "write its id behind the colon"
		return d
	}
	d.Hint = cmp.Or(h.of(kind, id, maps.Keys(known)), toAdd(code, id))
	return d
}

// idLetters are those of an id that an editor gives.
const idLetters = "abcdefghijklmnopqrstuvwxyz0123456789-"

// toAdd says where what an id names would stand, if there were such a thing; of sources, which have files of any name, the resolver.
func toAdd(code diagnostic.Code, id string) string {
	if code != "unknown-source" && strings.Trim(id, idLetters) != "" {
		return "an id has lower-case letters, digits and hyphens"
	}
	switch code {
	case "unknown-essay":
		return "it would be the file essays/" + id + ".md"
	case "unknown-page":
		return "it would be the file pages/" + id + ".md"
	case "unknown-term":
		return "add it to glossary.yaml: - id: " + id
	case "unknown-name":
		return "add it to names.yaml: - id: " + id
	case "unknown-event":
		return "add it to chronology.yaml: - id: " + id
	}
	return ""
}

// unknownPassage is the finding that t has no passage with the id.
func (h *hints) unknownPassage(at diagnostic.Position, t *edition.Text, id string) diagnostic.Diagnostic {
	return diagnostic.Diagnostic{
		Code: "unknown-passage", Start: at, Message: fmt.Sprintf("no passage %q in %s", id, t.Owner.ID), Hint: cmp.Or(h.of(t.File, id, passageNames(t)), toPlace(t.Owner.Kind, id)),
	}
}

// toPlace says how a passage comes by an id that none is like: by itself, if it is a number, or by the editor, who may not give
// one that pages have of their own.
func toPlace(kind edition.OwnerKind, id string) string {
	switch {
	case edition.IsNumbered(id) && strings.IndexByte("psanc", id[0]) >= 0, strings.Trim(id, idLetters+"_") != "":
		return "the preview shows the number of each passage"
	case edition.Reserved(kind, id):
		return "pages have that id of their own, and no passage has it: link to a passage by its number, which the preview shows, or to the whole text"
	}
	return fmt.Sprintf("write {#%s} at the end of the passage that is meant, or link to its number, which the preview shows", id)
}

// passageNames are the ids and anchors of a text's passages, and of those that have become part of them.
func passageNames(t *edition.Text) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range t.Passages {
			if !yield(t.Passages[i].ID) {
				return
			}
		}
		for _, a := range t.Anchors {
			if !yield(a.ID) {
				return
			}
		}
		for _, j := range t.Joined {
			if !yield(j.ID) {
				return
			}
		}
	}
}
