package bibliography

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
)

const (
	maxYAMLItem  = 256 << 10 // bytes of one item
	maxYAMLOpen  = 40        // brackets, or dashes on a line, that are open at once
	maxYAMLNodes = 20000     // of one item, aliases followed
	maxYAMLBytes = 1 << 20   // of one item's keys and words, aliases followed
)

// parseYAML reads CSL-YAML as Pandoc writes it: a list of items, or such a list under "references". The file is
// cut at the items and each read by itself, so that one that is broken leaves the others; aliases therefore reach
// no further than their item.
func (f *file) parseYAML() []Entry {
	var entries []Entry
	items, found := yamlItems(f.text)
	if !found {
		if body := strings.TrimLeft(f.text, " \t\r\n-"); strings.HasPrefix(body, "[") || strings.HasPrefix(body, "{") {
			return f.parseJSON()
		}
		if strings.TrimSpace(f.text) != "" {
			f.whole("broken-yaml", "no list of references in this file", "write references: and below it the items, each with a dash before its id")
		}
	}
	for i, span := range items {
		if f.full(i, span.start) {
			break
		}
		if e, ok := f.yamlItem(span.start, f.text[span.start:span.end]); ok {
			entries = append(entries, e)
		}
	}
	return entries
}

type span struct{ start, end int }

// yamlItems finds the items of the file's list by their dashes.
func yamlItems(text string) (items []span, found bool) {
	indent := -1
	listed := false // after "references:", or before any key
	for offset := 0; offset < len(text); {
		line, _, _ := strings.Cut(text[offset:], "\n")
		body := strings.TrimLeft(line, " ")
		at := len(line) - len(body)
		body = strings.TrimRight(body, " \r\t")
		switch {
		case body == "" || body[0] == '#' || at == 0 && (body == "---" || body == "..."):
		case (body == "-" || strings.HasPrefix(body, "- ")) && (at == indent || indent < 0 && (listed || !found)):
			items = append(items, span{start: offset + at})
			indent, found, listed = at, true, true
		case at == 0 && strings.HasPrefix(body, "references:"):
			listed, found, indent = true, true, -1
		case at <= indent, at == 0:
			listed, found, indent = false, true, -1
		}
		offset += len(line) + 1
		if listed && len(items) > 0 {
			items[len(items)-1].end = min(offset, len(text))
		}
	}
	return items, len(items) > 0 || listed
}

func (f *file) yamlItem(offset int, text string) (Entry, bool) {
	e := Entry{At: f.place.position(offset)}
	if len(text) > maxYAMLItem || yamlOpen(text) > maxYAMLOpen {
		f.report(diagnostic.Error, offset, 1, "too-large", fmt.Sprintf("this item has more than %d bytes, or is nested deeper than %d", maxYAMLItem, maxYAMLOpen), "look for a bracket or a quotation mark that nothing closes")
		return e, false
	}
	value, err := yamlValue(text)
	if err == nil {
		var item []byte
		if item, err = json.Marshal(withDateParts(value)); err == nil {
			err = json.Unmarshal(item, &e.Item)
		}
	}
	if err != nil {
		at := offset
		message, hint := err.Error(), ""
		if syntax := (*yaml.SyntaxError)(nil); errors.As(err, &syntax) && syntax.Token != nil {
			at = min(offset+max(0, syntax.Token.Position.Offset-1), offset+len(text))
			message, hint = syntax.Message, "put words that have a colon, a hash or brackets in quotation marks, and indent all fields alike"
		}
		f.report(diagnostic.Error, at, 1, "broken-yaml", "this item cannot be read: "+message, hint)
		return e, false
	}
	withoutMarkdown(&e.Item)
	return e, f.complete(&e, offset)
}

// withoutMarkdown turns the Markdown of an item's texts into rich text, and takes the escapes from the rest.
func withoutMarkdown(item *csl.Item) {
	eachText(item, func(name, value string) string {
		if value = strings.TrimSpace(value); strings.EqualFold(name, "url") || strings.EqualFold(name, "doi") {
			return unescapeMarkdown(value)
		}
		return fromMarkdown(value)
	}, unescapeMarkdown)
}

// yamlOpen returns how deep an item may be nested, by a count that may be too high but not too low: of brackets
// that are open, of dashes and question marks at the start of a line, of anchors and tags in a line.
func yamlOpen(text string) int {
	open, most := 0, 0
	for line := range strings.Lines(text) {
		body := strings.TrimLeft(line, "-? \t")
		most = max(most, strings.Count(line[:len(line)-len(body)], "- ")+strings.Count(line[:len(line)-len(body)], "? "))
		properties := 0
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '[', '{':
				open++
				most = max(most, open)
			case ']', '}':
				open = max(0, open-1)
			case '&', '!':
				if i+1 < len(line) && !isSpace(line[i+1]) {
					properties++
				}
			}
		}
		most = max(most, properties)
	}
	return most
}

// yamlValue reads one item, "- " and a mapping, into maps, slices and strings.
func yamlValue(text string) (value any, err error) {
	defer func() {
		if problem := recover(); problem != nil { // the parser's own, on input it does not expect
			err = fmt.Errorf("no YAML that can be understood")
		}
	}()
	parsed, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		return nil, err
	}
	r := yamlReader{anchors: map[string]ast.Node{}}
	for _, doc := range parsed.Docs {
		if list, ok := doc.Body.(*ast.SequenceNode); ok && len(list.Values) == 1 {
			value = r.value(list.Values[0], 0)
		}
	}
	if r.bytes > maxYAMLBytes {
		return nil, fmt.Errorf("more than %d bytes; aliases count as what they stand for", maxYAMLBytes)
	}
	if r.nodes > maxYAMLNodes {
		return nil, fmt.Errorf("more than %d values, or nested deeper than %d; aliases count as what they stand for", maxYAMLNodes, maxYAMLOpen)
	}
	if _, ok := value.(map[string]any); !ok {
		return nil, errors.New("an item is a mapping, such as id: watt1974")
	}
	return value, nil
}

type yamlReader struct {
	anchors map[string]ast.Node
	nodes   int
	bytes   int
}

func (r *yamlReader) value(n ast.Node, depth int) any {
	if r.bytes > maxYAMLBytes {
		return nil
	}
	if r.nodes++; r.nodes > maxYAMLNodes || depth > maxYAMLOpen {
		r.nodes = maxYAMLNodes + 1
		return nil
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		m := make(map[string]any, len(n.Values))
		for _, v := range n.Values {
			r.member(m, v, depth)
		}
		return m
	case *ast.MappingValueNode:
		m := map[string]any{}
		r.member(m, n, depth)
		return m
	case *ast.SequenceNode:
		list := make([]any, len(n.Values))
		for i, v := range n.Values {
			list[i] = r.value(v, depth+1)
		}
		return list
	case *ast.AnchorNode:
		r.anchors[n.Name.GetToken().Value] = n.Value
		return r.value(n.Value, depth+1)
	case *ast.AliasNode:
		return r.value(r.anchors[n.Value.GetToken().Value], depth+1)
	case *ast.TagNode:
		return r.value(n.Value, depth+1)
	case *ast.LiteralNode:
		return r.words(n.Value.Value)
	case *ast.StringNode:
		return r.words(n.Value)
	case nil, *ast.NullNode:
		return nil
	}
	return r.words(n.GetToken().Value)
}

func (r *yamlReader) words(s string) string {
	r.bytes += len(s)
	return s
}

func (r *yamlReader) member(m map[string]any, n *ast.MappingValueNode, depth int) {
	value := r.value(n.Value, depth+1)
	if _, merge := n.Key.(*ast.MergeKeyNode); merge {
		from, _ := value.(map[string]any)
		for k, v := range from {
			if _, has := m[k]; !has {
				m[k] = v
			}
		}
		return
	}
	m[r.words(n.Key.GetToken().Value)] = value
}

// withDateParts gives dates that are written as year, month and day, or as a list of two such, the form that
// they have in CSL-JSON.
func withDateParts(item any) any {
	m := item.(map[string]any)
	for name, value := range m {
		if dateVariables[name] == "" {
			continue
		}
		list, isList := value.([]any)
		if !isList {
			list = []any{value}
		}
		date := map[string]any{}
		var parts []any
		for _, v := range list {
			if d, ok := v.(map[string]any); ok && d["year"] != nil {
				parts = append(parts, yearMonthDay(d))
				for _, key := range []string{"season", "circa"} {
					if d[key] != nil {
						date[key] = d[key]
					}
				}
			}
		}
		if len(parts) > 0 {
			date["date-parts"] = parts
			m[name] = date
		} else if isList && len(list) > 0 {
			m[name] = list[0]
		}
	}
	return m
}

func yearMonthDay(d map[string]any) []any {
	parts := []any{d["year"]}
	for _, key := range []string{"month", "day"} {
		if d[key] == nil {
			break
		}
		parts = append(parts, d[key])
	}
	return parts
}
