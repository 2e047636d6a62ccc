package markup

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"glossator/generator/edition"
)

// Citations are Pandoc's: groups in brackets ([see @watt1974, p. 158; @walt1987]), the author in the sentence
// (@watt1974 [p. 158]), the author suppressed ([-@watt1974]).

var kindCitation = ast.NewNodeKind("Citation")

// citationNode is a cluster of citations that the citation style formats.
type citationNode struct {
	ast.BaseInline
	cites   []cite
	inText  bool  // it begins with its key, and not with a bracket
	cluster int32 // index in Text.Clusters
}

func (n *citationNode) Kind() ast.NodeKind            { return kindCitation }
func (n *citationNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type cite struct {
	key            string
	form           edition.CitationForm
	prefix, suffix string
	locators       []edition.Locator
	offset         int // of the key in the fragment's source
}

type citationParser struct{}

func (citationParser) Trigger() []byte { return []byte{'[', '@'} }

func (citationParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if block.Peek() == '[' {
		return parseGroup(block, pc)
	}
	return parseInText(parent, block, pc)
}

func parseGroup(block text.Reader, pc parser.Context) ast.Node {
	line, position := block.Position()
	g, closed := readGroup(block)
	link := closed && startsLink(block.Peek())
	if closed && !link {
		if bytes.IndexByte(g.inner, '@') < 0 {
			noteKey(g, pc)
		} else if cites, ok := parseCites(g, 0); ok {
			noSemicolon(cites, g, pc)
			return &citationNode{cites: cites}
		}
	}
	block.SetPosition(line, position)
	if !link {
		noCitation(block, closed, pc)
	}
	return nil
}

// startsLink says that a bracket followed by this byte is the text of a link or span.
func startsLink(b byte) bool { return b == '(' || b == '[' || b == '{' }

// parseCites reads the cites of a group from byte i on. Each must name a key.
func parseCites(g group, i int) ([]cite, bool) {
	var cites []cite
	for _, part := range splitOutside(string(g.inner[i:]), ';') {
		c, ok := parseCite(part)
		if !ok {
			return nil, false
		}
		c.offset = g.offset(i + c.offset)
		cites = append(cites, c)
		i += len(part) + 1
	}
	return cites, len(cites) > 0
}

// parseCite reads one cite: prefix, key, suffix. Its offset counts within s.
func parseCite(s string) (cite, bool) {
	for at := 0; ; {
		next := strings.IndexByte(s[at:], '@')
		if next < 0 {
			return cite{}, false
		}
		at += next
		key, n := readKey(s[at:])
		if n == 0 || at > 0 && s[at-1] != '-' && !boundaryBefore(s[:at]) || at > 0 && s[at-1] == '\\' {
			at++
			continue
		}
		c := cite{key: key, offset: at, prefix: s[:at]}
		if before, found := strings.CutSuffix(c.prefix, "-"); found && boundaryBefore(before) {
			c.prefix, c.form = before, edition.SuppressAuthor
		}
		c.prefix = collapse(c.prefix)
		c.locators, c.suffix = parseSuffix(s[at+n:])
		return c, true
	}
}

// boundaryBefore says that a citation may follow s: no letter or digit is joined to it, as in an e-mail address.
func boundaryBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_.+%-", r)
}

func parseInText(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	key, n := readKey(string(line[:min(len(line), maxKey)]))
	if n == 0 {
		return nil
	}
	c := cite{key: key, form: edition.AuthorInText, offset: segment.Start}
	switch before := block.PrecendingCharacter(); {
	case before == '-' && takeHyphen(parent, block.Source()):
		c.form = edition.SuppressAuthor
	case before != '\n' && !boundaryBefore(string(before)):
		noBlank(parent.LastChild(), block.Source()[:segment.Start], segment.Start, line[:n], pc)
		return nil
	}
	block.Advance(n)
	cites := []cite{c}
	if more, ok := bracketAfter(block, &cites[0]); ok {
		cites = append(cites, more...)
	}
	return &citationNode{cites: cites, inText: true}
}

// takeHyphen removes the hyphen that has just been read as text, when a word does not end in it.
func takeHyphen(parent ast.Node, source []byte) bool {
	t, ok := parent.LastChild().(*ast.Text)
	if !ok {
		return false
	}
	before, found := strings.CutSuffix(string(t.Segment.Value(source)), "-")
	if !found || !boundaryBefore(before) {
		return false
	}
	t.Segment = t.Segment.WithStop(t.Segment.Stop - 1)
	return true
}

// bracketAfter reads the bracket that may follow an author in the sentence: @watt1974 [p. 158; see also @walt1987].
func bracketAfter(block text.Reader, first *cite) ([]cite, bool) {
	line, position := block.Position()
	if block.Peek() == ' ' {
		block.Advance(1)
	}
	if block.Peek() == '[' {
		if g, ok := readGroup(block); ok && !startsLink(block.Peek()) && !bytes.HasPrefix(g.inner, []byte("^")) {
			own := splitOutside(string(g.inner), ';')[0]
			if _, isCite := parseCite(own); !isCite {
				first.locators, first.suffix = parseSuffix(own)
				if len(own) == len(g.inner) {
					return nil, true
				}
				if more, ok := parseCites(g, len(own)+1); ok {
					return more, true
				}
				first.locators, first.suffix = nil, ""
			}
		}
	}
	block.SetPosition(line, position)
	return nil, false
}

const maxKey = 300 // bytes

// readKey reads "@key" or "@{key}" at the start of s and returns the key and the bytes it takes, or 0. A key
// begins with a letter, digit or underscore; single punctuation marks may stand within it.
func readKey(s string) (string, int) {
	if strings.HasPrefix(s, "@{") {
		end := strings.IndexByte(s, '}')
		if end < 3 || strings.ContainsAny(s[2:end], " \t\n{") {
			return "", 0
		}
		return s[2:end], end + 1
	}
	if !strings.HasPrefix(s, "@") {
		return "", 0
	}
	end, mark := 1, -1 // mark: where a run of one punctuation mark begins
	for i, r := range s[1:min(len(s), maxKey)] {
		i++
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_':
			end, mark = i+utf8.RuneLen(r), -1
			continue
		case i > 1 && mark < 0 && strings.ContainsRune(":.#$%&-+?<>~/", r):
			mark = i
			continue
		}
		break
	}
	if end == 1 {
		return "", 0
	}
	return s[1:end], end
}

// splitOutside cuts s at each separator that stands outside of brackets, braces and code spans, and is part of no entity.
func splitOutside(s string, separator byte) []string {
	var parts []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\', '&':
			i += max(1, edition.EscapeLen(s[i:])) - 1
		case '`':
			i += codeSpan([]byte(s[i:])) - 1
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case separator:
			if depth <= 0 {
				parts = append(parts, s[start:i])
				start = i + 1
			}
		}
	}
	return append(parts, s[start:])
}

// collapse makes every run of white space one space, and cuts it at the start.
func collapse(s string) string {
	trailing := s != "" && (s[len(s)-1] == ' ' || s[len(s)-1] == '\n')
	s = strings.Join(strings.Fields(s), " ")
	if trailing && s != "" {
		s += " "
	}
	return s
}
