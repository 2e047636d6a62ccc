package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// bracket is a "[" or "![" that may begin a link or image.
type bracket struct {
	ast.BaseInline
	segment  text.Segment
	bottom   *delimiter // the last delimiter before it
	followed bool       // by another bracket, so that what it holds is no label
}

var kindBracket = ast.NewNodeKind("Bracket")

func (b *bracket) Kind() ast.NodeKind            { return kindBracket }
func (b *bracket) Dump(source []byte, level int) { ast.DumpHelper(b, source, level, nil, nil) }

func (b *bracket) image() bool { return b.segment.Stop-b.segment.Start == 2 }

type linkParser struct{}

func (linkParser) Trigger() []byte { return []byte{'!', '[', ']'} }

func (linkParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := nestingOf(pc)
	switch {
	case line[0] == '[':
		return n.open(block, segment.WithStop(segment.Start+1))
	case line[0] == ']':
		return n.closeBracket(block, segment.Start, pc)
	case len(line) > 1 && line[1] == '[':
		return n.open(block, segment.WithStop(segment.Start+2))
	}
	return nil
}

func (n *nesting) open(block text.Reader, segment text.Segment) ast.Node {
	if len(n.brackets) > 0 {
		n.brackets[len(n.brackets)-1].followed = true
	}
	b := &bracket{segment: segment, bottom: n.last}
	n.brackets = append(n.brackets, b)
	block.Advance(segment.Stop - segment.Start)
	return b
}

// closeBracket makes a link of what stands between the last open bracket and this one, when a destination follows or a
// label is defined.
func (n *nesting) closeBracket(block text.Reader, at int, pc parser.Context) ast.Node {
	top := len(n.brackets) - 1
	if top < 0 {
		return nil
	}
	b := n.brackets[top]
	n.brackets = n.brackets[:top]
	active := b.image() || top >= n.inactive
	n.inactive = min(n.inactive, top)
	block.Advance(1)
	var link *ast.Link
	if active {
		link = target(block, b, at, pc)
	}
	parent := b.Parent()
	if link == nil {
		noLink(block, pc)
		ast.MergeOrReplaceTextSegment(parent, b, b.segment)
		return nil
	}
	n.match(b.bottom)
	n.deep++
	for child := b.NextSibling(); child != nil; {
		next := child.NextSibling()
		link.AppendChild(link, child)
		child = next
	}
	parent.RemoveChild(parent, b)
	link.SetPos(b.segment.Start)
	if b.image() {
		image := ast.NewImage(link)
		image.SetPos(b.segment.Start)
		return image
	}
	n.inactive = top
	return link
}

// target reads what follows the text of a link: (destination "title"), [label], [] or nothing.
func target(block text.Reader, b *bracket, at int, pc parser.Context) *ast.Link {
	line, position := block.Position()
	if block.Peek() == '(' {
		if link := readTarget(block); link != nil {
			return link
		}
		block.SetPosition(line, position)
	}
	label, found := readLinkLabel(block)
	if !found {
		block.SetPosition(line, position)
	}
	if !found || len(bytes.TrimSpace(label)) == 0 {
		if b.followed || at-b.segment.Stop > maxLabel {
			return nil
		}
		label = unquoted(block.Source()[b.segment.Stop:at])
	}
	return definitionsOf(pc, block.Source()).link(label, position.Start, pc)
}

// unquoted is a label without the marks of quotations at the starts of its lines.
func unquoted(label []byte) []byte {
	if bytes.IndexByte(label, '\n') < 0 {
		return label
	}
	lines := bytes.Split(label, []byte("\n"))
	for i := range lines[1:] {
		lines[i+1] = bytes.TrimLeft(lines[i+1], " \t>")
	}
	return bytes.Join(lines, []byte(" "))
}

// readTarget reads "(destination "title")".
func readTarget(block text.Reader) *ast.Link {
	block.Advance(1)
	skipSpaces(block)
	link := ast.NewLink()
	if block.Peek() != ')' {
		var ok bool
		if link.Destination, ok = readDestination(block); !ok {
			return nil
		}
		if spaces := skipSpaces(block); spaces > 0 && block.Peek() != ')' {
			if link.Title, ok = readTitle(block); !ok {
				return nil
			}
			skipSpaces(block)
		}
	}
	if block.Peek() != ')' {
		return nil
	}
	block.Advance(1)
	return link
}

const (
	maxLabel            = 999 // bytes, as CommonMark has it
	maxParentheses      = 32  // nested in a destination
	endOfBlock     byte = text.EOF
)

// readLinkLabel reads "[label]".
func readLinkLabel(block text.Reader) ([]byte, bool) {
	if block.Peek() != '[' {
		return nil, false
	}
	block.Advance(1)
	var label []byte
	for len(label) <= maxLabel {
		c := block.Peek()
		switch c {
		case ']':
			block.Advance(1)
			return label, true
		case '[', endOfBlock:
			return nil, false
		case '\\':
			label = append(label, c)
			block.Advance(1)
			c = block.Peek()
		}
		label = append(label, c)
		block.Advance(1)
	}
	return nil, false
}

// readDestination reads "<destination>" or one without spaces and with balanced parentheses.
func readDestination(block text.Reader) ([]byte, bool) {
	line, _ := block.PeekLine()
	if len(line) > 0 && line[0] == '<' {
		end := 1
		for ; end < len(line) && line[end] != '>' && line[end] != '<' && line[end] != '\n'; end++ {
			if line[end] == '\\' && end+1 < len(line) && util.IsPunct(line[end+1]) {
				end++
			}
		}
		if end >= len(line) || line[end] != '>' {
			return nil, false
		}
		block.Advance(end + 1)
		return line[1:end], true
	}
	end, depth := 0, 0
scan:
	for ; end < len(line) && line[end] > ' ' && line[end] != 0x7f; end++ {
		switch line[end] {
		case '\\':
			if end+1 < len(line) && util.IsPunct(line[end+1]) {
				end++
			}
		case '(':
			if depth++; depth > maxParentheses {
				return nil, false
			}
		case ')':
			if depth == 0 {
				break scan
			}
			depth--
		}
	}
	block.Advance(end)
	return line[:end], end > 0 && depth == 0
}

// readTitle reads a title in quotes or parentheses, which may run over lines.
func readTitle(block text.Reader) ([]byte, bool) {
	opener := block.Peek()
	closer := opener
	switch opener {
	case '(':
		closer = ')'
	case '"', '\'':
	default:
		return nil, false
	}
	block.Advance(1)
	title := []byte{}
	for {
		c := block.Peek()
		switch {
		case c == closer:
			block.Advance(1)
			return title, true
		case c == endOfBlock || c == '(' && opener == '(':
			return nil, false
		case c == '\\':
			title = append(title, c)
			block.Advance(1)
			c = block.Peek()
		}
		title = append(title, c)
		block.Advance(1)
	}
}

// skipSpaces passes over white space and line ends and returns how much it was.
func skipSpaces(block text.Reader) int {
	n := 0
	for c := block.Peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = block.Peek() {
		block.Advance(1)
		n++
	}
	return n
}
