package content

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"glossator/generator/diagnostic"
)

// Limits of a YAML file.
const (
	maxDepth = 60      // of lists and keys within each other
	maxYAML  = 8 << 20 // bytes
	maxKeys  = 2000    // in one mapping
)

// parseYAML reads the YAML in text, which begins on the given line of the file, into a value. Of several documents
// only the first is read; anchors and aliases are not part of the format.
func parseYAML(file string, text []byte, line int) (value, diagnostic.List) {
	t := yamlTree{file: file, shift: line - 1}
	if found := t.bounds(text); found != nil {
		return value{}, found
	}
	f, err := parser.ParseBytes(text, 0)
	if err != nil {
		return value{}, diagnostic.List{t.syntax(err)}
	}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil {
		return value{at: t.position(1, 1)}, nil
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

// bounds refuses what would take the parser long: nesting without end, and files that are too large.
func (t *yamlTree) bounds(text []byte) diagnostic.List {
	var found diagnostic.List
	if len(text) > maxYAML {
		found.Add(diagnostic.Error, "too-large", t.file, fmt.Sprintf("the YAML has %d bytes; the limit is %d", len(text), maxYAML), "split it")
		return found
	}
	if d, ok := t.crowded(text); ok {
		return append(found, d)
	}
	open, line := 0, 1
	for i, b := range text {
		switch b {
		case '\n':
			line++
		case '[', '{':
			open++
		case ']', '}':
			open = max(0, open-1)
		}
		if open > 4*maxDepth || b == '-' && bytes.HasPrefix(text[i:], bytes.Repeat([]byte("- "), maxDepth)) {
			d := diagnostic.Diagnostic{Code: "too-deep", Start: t.position(line, 0), Message: fmt.Sprintf("lists and keys are nested deeper than %d", maxDepth), Hint: "close the brackets"}
			return append(found, d)
		}
	}
	return nil
}

// crowded finds a mapping, or a list of empty items, that is too long: the parser's time grows with the square of it.
func (t *yamlTree) crowded(text []byte) (diagnostic.Diagnostic, bool) {
	type mapping struct{ indent, keys int }
	var open []mapping // from the outermost
	number, empty := 0, 0
	for line := range bytes.Lines(text) {
		number++
		words := bytes.TrimLeft(line, " ")
		indent := len(line) - len(words)
		words = bytes.TrimSpace(words)
		if len(words) == 0 {
			continue
		}
		for len(open) > 0 && open[len(open)-1].indent > indent {
			open = open[:len(open)-1]
		}
		if key, _, found := bytes.Cut(words, []byte(":")); string(words) == "-" {
			empty++
		} else if found && bytes.IndexByte(key, ' ') < 0 {
			if len(open) == 0 || open[len(open)-1].indent < indent {
				open = append(open, mapping{indent: indent})
			}
			open[len(open)-1].keys++
		}
		if empty > maxKeys || len(open) > 0 && open[len(open)-1].keys > maxKeys {
			return diagnostic.Diagnostic{Code: "too-many-keys", Start: t.position(number, 1), Message: fmt.Sprintf("more than %d keys or empty items stand under each other; the limit is %d", maxKeys, maxKeys), Hint: "write a list of records: - id: …"}, true
		}
	}
	return diagnostic.Diagnostic{}, false
}

// syntax is the parser's complaint with its place.
func (t *yamlTree) syntax(err error) diagnostic.Diagnostic {
	d := diagnostic.Diagnostic{Code: "yaml", Start: diagnostic.Position{File: t.file}, Message: "this is no YAML", Hint: "words with : or # in them go in quotation marks"}
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		d.Message = "this is no YAML: " + t.shifted(strings.ReplaceAll(syntax.Message, "\n", " "))
		if syntax.Token != nil && syntax.Token.Position != nil {
			d.Start = t.position(syntax.Token.Position.Line, syntax.Token.Position.Column)
		}
	}
	return d
}

// place is how the parser names a place within its messages: [line:column].
var place = regexp.MustCompile(`\[(\d+):(\d+)\]`)

// shifted is a message of the parser with the places in it as the file has them.
func (t *yamlTree) shifted(message string) string {
	return place.ReplaceAllStringFunc(message, func(s string) string {
		m := place.FindStringSubmatch(s)
		line, _ := strconv.Atoi(m[1])
		return "line " + strconv.Itoa(line+t.shift)
	})
}

func (t *yamlTree) value(n ast.Node, depth int) value {
	v := value{at: t.at(n)}
	if depth > maxDepth {
		t.found = append(t.found, diagnostic.Diagnostic{Code: "too-deep", Start: v.at, Message: fmt.Sprintf("lists and keys are nested deeper than %d", maxDepth)})
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
	case *ast.LiteralNode:
		v.kind, v.text = scalar, n.Value.Value
		v.at.Line, v.at.Column = v.at.Line+1, 0
	case *ast.NullNode:
	case *ast.TagNode:
		return t.value(n.Value, depth+1)
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
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
