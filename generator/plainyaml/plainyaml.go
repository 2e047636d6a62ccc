// Package plainyaml parses the YAML of an edition's own files: without anchors and aliases, and within limits that keep
// the parser's time and memory in proportion to the file. [Parse] gives the parser's tree, or what is wrong with the file.
package plainyaml

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"glossator/generator/diagnostic"
)

// MaxDepth is how deep lists and keys may be nested.
const MaxDepth = 60

// Parse reads the YAML in text, which begins on the given line of the file. Where that can be read there is a tree, whatever is said
// of it.
func Parse(file string, text []byte, line int) (tree *ast.File, found diagnostic.List) {
	s := source{file: file, text: text, shift: line - 1}
	if found = TooLarge(file, text); found != nil {
		return nil, found
	}
	defer func() {
		if recover() != nil { // the parser's own, on input it does not expect
			tree, found = nil, diagnostic.List{s.syntax(errors.New("no YAML that can be understood"))}
		}
	}()
	tokens := lexer.Tokenize(string(text))
	found = s.cutValues(tokens)
	tokens = slices.DeleteFunc(tokens, func(t *token.Token) bool { return t.Type == token.CommentType })
	if d, ok := s.outOfBounds(tokens); ok {
		return nil, diagnostic.List{d}
	}
	tree, err := parser.Parse(tokens, 0)
	if err != nil {
		return nil, diagnostic.List{s.syntax(err)}
	}
	return tree, found
}

// cutValues finds values that end where # begins a word, as that of Symphony #5 does: to YAML it is a comment. One has a blank
// behind its #.
func (s source) cutValues(tokens token.Tokens) (found diagnostic.List) {
	for i, t := range tokens {
		if t.Type != token.CommentType || i == 0 || strings.HasPrefix(t.Value, "#") || strings.TrimLeft(t.Value, " \t") != t.Value || t.Value == "" {
			continue
		}
		if before := tokens[i-1]; before.Type == token.StringType && before.Position.Line == t.Position.Line {
			found = append(found, diagnostic.Diagnostic{
				Code: "cut-value", Severity: diagnostic.Warning, Start: s.position(t), Length: 1 + utf8.RuneCountInString(t.Value), Excerpt: diagnostic.Excerpt(s.line(t.Position.Line)),
				Message: fmt.Sprintf("#%s is a comment in YAML, and left out", t.Value), Hint: "put the value in quotation marks; a comment has a blank behind its #",
			})
		}
	}
	return found
}

// source is where the YAML stands.
type source struct {
	file  string
	text  []byte
	shift int // lines before the YAML
}

func (s source) position(t *token.Token) diagnostic.Position {
	return diagnostic.Position{File: s.file, Line: t.Position.Line + s.shift, Column: t.Position.Column}
}

// syntax is the parser's complaint with its place.
func (s source) syntax(err error) diagnostic.Diagnostic {
	d := diagnostic.Diagnostic{Code: "yaml", Start: diagnostic.Position{File: s.file}, Message: "this is no YAML", Hint: otherwise}
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		d.Message = "this is no YAML: " + s.shifted(strings.ReplaceAll(syntax.Message, "\n", " "))
		line := ""
		if syntax.Token != nil && syntax.Token.Position != nil {
			d.Start = s.position(syntax.Token)
			line = s.line(syntax.Token.Position.Line)
		}
		d.Hint = hint(syntax.Message, line)
	}
	return d
}

func (s source) line(number int) string {
	lines := strings.SplitN(string(s.text), "\n", number+1)
	return lines[min(number, len(lines))-1]
}

// place is how the parser names a place within its messages: [line:column].
var place = regexp.MustCompile(`\[(\d+):(\d+)\]`)

// shifted is a message of the parser with the places in it as the file has them.
func (s source) shifted(message string) string {
	return place.ReplaceAllStringFunc(message, func(found string) string {
		m := place.FindStringSubmatch(found)
		line, _ := strconv.Atoi(m[1])
		return "line " + strconv.Itoa(line+s.shift)
	})
}

// TooLarge finds that the YAML is longer than it may be.
func TooLarge(file string, text []byte) (found diagnostic.List) {
	if len(text) > maxBytes {
		found.Add(diagnostic.Error, "too-large", file, fmt.Sprintf("the YAML has %d bytes; the limit is %d", len(text), maxBytes), "split it")
	}
	return found
}
