package crosslink

import (
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
	return diagnostic.Diagnostic{
		Code: code, Start: at, Message: fmt.Sprintf("no %s %q", kind, id), Hint: h.of(kind, id, maps.Keys(known)),
	}
}

// unknownPassage is the finding that t has no passage with the id.
func (h *hints) unknownPassage(at diagnostic.Position, t *edition.Text, id string) diagnostic.Diagnostic {
	return diagnostic.Diagnostic{
		Code: "unknown-passage", Start: at, Message: fmt.Sprintf("no passage %q in %s", id, t.Owner.ID), Hint: h.of(t.File, id, passageNames(t)),
	}
}

// passageNames are the ids and anchors of a text's passages, and of those that have become part of them.
func passageNames(t *edition.Text) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range t.Passages {
			p := &t.Passages[i]
			if !yield(p.ID) || p.Anchor != "" && !yield(p.Anchor) {
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
