package content

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"glossator/generator/diagnostic"
	"glossator/generator/plainyaml"
)

// parseYAML reads the YAML in text, which begins on the given line of the file, into a value. Of several documents
// only the first is read; anchors and aliases are not part of the format.
func parseYAML(file string, text []byte, line int) (value, diagnostic.List) {
	f, found := plainyaml.Parse(file, text, line)
	if f == nil {
		return value{}, found
	}
	t := yamlTree{file: file, shift: line - 1, found: found}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil {
		return value{at: t.position(1, 1)}, found
	}
	v := t.value(f.Docs[0].Body, 0)
	return v, t.found
}

// yamlTree turns goccy's tree into values.
type yamlTree struct {
	file  string
	shift int // lines before the YAML
	found diagnostic.List
}

func (t *yamlTree) position(line, column int) diagnostic.Position {
	return diagnostic.Position{File: t.file, Line: line + t.shift, Column: column}
}

func (t *yamlTree) value(n ast.Node, depth int) value {
	v := value{at: t.at(n)}
	if depth > plainyaml.MaxDepth {
		t.found = append(t.found, diagnostic.Diagnostic{Code: "too-deep", Start: v.at, Message: fmt.Sprintf("lists and keys are nested deeper than %d", plainyaml.MaxDepth), Hint: "close the brackets, or indent less"})
		return v
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		v.kind = mapping
		for _, p := range n.Values {
			v.pairs = append(v.pairs, t.pair(p, depth))
		}
	case *ast.MappingValueNode:
		v.kind = mapping
		v.pairs = []pair{t.pair(n, depth)}
	case *ast.SequenceNode:
		v.kind = list
		for _, item := range n.Values {
			v.items = append(v.items, t.value(item, depth+1))
		}
	case *ast.StringNode:
		v.kind, v.text = scalar, n.Value
		if strings.Contains(n.Token.Origin, `\`) && strings.ContainsFunc(v.text, diagnostic.IsControl) {
			t.found = append(t.found, diagnostic.Diagnostic{Code: "control-character", Severity: diagnostic.Warning, Start: v.at,
				Message: "an escape in these words names a control character", Hint: "take it out"})
		}
	case *ast.LiteralNode:
		v.kind, v.text = scalar, n.Value.Value
		v.at.Line, v.at.Column = v.at.Line+1, 0
		if v.lines = strings.HasPrefix(n.Start.Value, "|"); v.lines { // what is folded has lines of its own
			v.at.Line += strings.Count(v.text[:len(v.text)-len(strings.TrimLeftFunc(v.text, unicode.IsSpace))], "\n")
		}
	case *ast.NullNode:
	case *ast.TagNode:
		return t.value(n.Value, depth+1)
	case *ast.MergeKeyNode:
		t.found = append(t.found, diagnostic.Diagnostic{Code: "yaml", Start: v.at, Message: "anchors and aliases are not part of the format", Hint: "write the value out"})
	default:
		v.kind, v.text = scalar, n.GetToken().Value
	}
	return v
}

func (t *yamlTree) pair(n *ast.MappingValueNode, depth int) pair {
	key := ""
	if n.Key != nil {
		key = n.Key.GetToken().Value
	}
	p := pair{key: key, at: t.at(n.Key), value: t.value(n.Value, depth+1)}
	if p.value.at.Line == 0 {
		p.value.at = p.at
	}
	return p
}

func (t *yamlTree) at(n ast.Node) diagnostic.Position {
	if n == nil || n.GetToken() == nil {
		return diagnostic.Position{File: t.file}
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 && !n.IsFlowStyle {
			return t.at(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return t.at(n.Key)
	}
	p := n.GetToken().Position
	return t.position(p.Line, p.Column)
}
