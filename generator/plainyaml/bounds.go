package plainyaml

import (
	"fmt"

	"github.com/goccy/go-yaml/token"

	"glossator/generator/diagnostic"
)

// Limits of a file.
const (
	maxBytes = 8 << 20
	maxKeys  = 2000      // in one mapping: the parser copies the later ones for each
	maxEmpty = 10_000    // values: the parser moves all behind it to make room for each
	maxTags  = 2000      // which may stand within each other
	maxParts = 100       // documents and directives
	maxPaths = 128 << 20 // bytes: the parser writes out the keys above each value
)

// level is a list or mapping that is open.
type level struct {
	bracket token.Type // that opened it; none if its column did
	column  int
	keys    int
	key     int // bytes of the key that is open
}

// nesting follows a file's signs to know what the parser will nest.
type nesting struct {
	open                      []level // from the outermost
	empty, tags, parts, paths int
}

// outOfBounds refuses what would take the parser more time or memory than the file's length justifies.
func (s source) outOfBounds(tokens token.Tokens) (diagnostic.Diagnostic, bool) {
	var n nesting
	for i, t := range tokens {
		n.add(tokens, i)
		d := diagnostic.Diagnostic{Start: s.position(t)}
		switch {
		case t.Type == token.AnchorType || t.Type == token.AliasType:
			d.Code, d.Message, d.Hint = "yaml", "anchors and aliases are not part of the format", "write the value out"
		case len(n.open) > MaxDepth:
			d.Code, d.Message, d.Hint = "too-deep", fmt.Sprintf("lists and keys are nested deeper than %d", MaxDepth), "close the brackets"
		case len(n.open) > 0 && n.open[len(n.open)-1].keys > maxKeys:
			d.Code, d.Message, d.Hint = "too-many-keys", fmt.Sprintf("more than %d keys stand under each other", maxKeys), "write a list of records: - id: …"
		case n.empty > maxEmpty:
			d.Code, d.Message, d.Hint = "too-many-keys", fmt.Sprintf("more than %d keys or items are empty", maxEmpty), "leave them out"
		case n.tags > maxTags:
			d.Code, d.Message, d.Hint = "too-many-keys", fmt.Sprintf("more than %d tags", maxTags), "leave them out"
		case n.parts > maxParts:
			d.Code, d.Message, d.Hint = "too-many-keys", fmt.Sprintf("more than %d documents or directives", maxParts), "leave the lines of --- out"
		case n.paths > maxPaths:
			d.Code, d.Message, d.Hint = "too-large", fmt.Sprintf("the keys above each value have more than %d bytes together", maxPaths), "write shorter keys"
		default:
			continue
		}
		return d, true
	}
	return diagnostic.Diagnostic{}, false
}

// add takes the sign at i into account.
func (n *nesting) add(tokens token.Tokens, i int) {
	t := tokens[i]
	switch t.Type {
	case token.DocumentHeaderType, token.DocumentEndType, token.DirectiveType:
		n.open = nil
		n.parts++
	case token.SequenceStartType, token.MappingStartType:
		n.open = append(n.open, level{bracket: t.Type})
	case token.CollectEntryType:
		n.closeEntry(tokens[i-1])
	case token.SequenceEndType, token.MappingEndType:
		n.closeEntry(tokens[i-1])
		n.open = n.open[:max(0, len(n.open)-1)]
	case token.SequenceEntryType, token.MappingKeyType:
		l := n.at(t.Position.Column)
		l.key = max(l.key, len("[12345]")) // a list may stand in the column of its key
		if t.Type == token.MappingKeyType {
			l.keys++
		}
		n.countEmpty(tokens[i+1:], t, t.Position.Column)
	case token.MappingValueType:
		key := t
		if i > 0 {
			key = tokens[i-1]
		}
		l := n.at(key.Position.Column)
		l.keys++
		l.key = len(key.Value) + 1
		n.countEmpty(tokens[i+1:], t, key.Position.Column)
	case token.TagType:
		n.tags++
	}
	for _, l := range n.open {
		n.paths += l.key
	}
}

// at is the level of what stands in a column, which closes those that began further right.
func (n *nesting) at(column int) *level {
	for len(n.open) > 0 && n.top().bracket == 0 && n.top().column > column {
		n.open = n.open[:len(n.open)-1]
	}
	if len(n.open) == 0 || n.top().bracket != 0 || n.top().column < column {
		n.open = append(n.open, level{column: column})
	}
	return n.top()
}

func (n *nesting) top() *level { return &n.open[len(n.open)-1] }

// closeEntry closes what is open within the innermost brackets. An entry of a mapping without a key or a value is
// empty.
func (n *nesting) closeEntry(last *token.Token) {
	keyed := false
	for len(n.open) > 0 && n.top().bracket == 0 {
		keyed = true
		n.open = n.open[:len(n.open)-1]
	}
	if len(n.open) > 0 && n.top().bracket == token.MappingStartType && (!keyed || last.Type == token.MappingValueType) {
		n.empty++
	}
}

// countEmpty counts a key or an item that nothing follows further right.
func (n *nesting) countEmpty(rest token.Tokens, sign *token.Token, column int) {
	if len(rest) == 0 {
		n.empty++
		return
	}
	next := rest[0]
	list := sign.Type == token.MappingValueType && next.Type == token.SequenceEntryType && next.Position.Column == column
	if next.Position.Line > sign.Position.Line && next.Position.Column <= column && !list {
		n.empty++
	}
}
