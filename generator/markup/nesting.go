package markup

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Emphasis, struck-out text, links and images are read as CommonMark's appendix "A parsing strategy" says: marks and
// brackets wait on two stacks until what closes them is met. goldmark's own parsers take a time that grows with
// the square of a paragraph's marks; these look at each mark a bounded number of times.

// delimiter is a run of *, _ or ~ that may open or close, and stands in the tree until its block ends.
type delimiter struct {
	ast.BaseInline
	segment        text.Segment
	mark           byte
	opens, closes  bool
	length         int // of the run as it was written
	previous, next *delimiter
}

var kindDelimiter = ast.NewNodeKind("Delimiter")

func (d *delimiter) Kind() ast.NodeKind            { return kindDelimiter }
func (d *delimiter) Dump(source []byte, level int) { ast.DumpHelper(d, source, level, nil, nil) }

// left is how much of the run is not used yet.
func (d *delimiter) left() int { return d.segment.Stop - d.segment.Start }

// nesting is what of a block waits to be closed.
type nesting struct {
	last     *delimiter
	brackets []*bracket
	inactive int // brackets below this index cannot become links, since a link stands behind them
	deep     int // how many nodes have been put around others
}

var nestingKey = parser.NewContextKey()

func nestingOf(pc parser.Context) *nesting {
	return pc.ComputeIfAbsent(nestingKey, func() any { return &nesting{} }).(*nesting)
}

type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_', '~'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	d := scanDelimiter(line, block.PrecendingCharacter())
	if d == nil {
		noRaised(line, segment.Start, pc)
		return nil
	}
	d.segment = segment.WithStop(segment.Start + d.length)
	block.Advance(d.length)
	n := nestingOf(pc)
	d.previous = n.last
	if n.last != nil {
		n.last.next = d
	}
	n.last = d
	return d
}

// scanDelimiter reads the run at the start of the line and says by what stands around it whether it opens or closes.
func scanDelimiter(line []byte, before rune) *delimiter {
	mark, length := line[0], 1
	for length < len(line) && line[length] == mark {
		length++
	}
	if mark == '~' && (length != 2 || before == '~') { // what Pandoc lowers between single ones is not struck out
		return nil
	}
	after := ' '
	if length < len(line) {
		after = util.ToRune(line, length)
	}
	spaceBefore, spaceAfter := util.IsSpaceRune(before), util.IsSpaceRune(after)
	punctBefore, punctAfter := util.IsPunctRune(before), util.IsPunctRune(after)
	left := !spaceAfter && (!punctAfter || spaceBefore || punctBefore)
	right := !spaceBefore && (!punctBefore || spaceAfter || punctAfter)
	d := &delimiter{mark: mark, length: length, opens: left, closes: right}
	if mark == '_' {
		d.opens, d.closes = left && (!right || punctBefore), right && (!left || punctAfter)
	}
	return d
}

// CloseBlock settles what is still open when a block of words ends.
func (emphasisParser) CloseBlock(parent ast.Node, _ text.Reader, pc parser.Context) {
	n := nestingOf(pc)
	n.match(nil)
	for _, b := range n.brackets {
		ast.MergeOrReplaceTextSegment(b.Parent(), b, b.segment)
	}
	if n.deep > maxInlines {
		limitInlines(parent, pc)
	}
	*n = nesting{brackets: n.brackets[:0]}
}

// class tells closers apart that the same openers fit: those of a class need not look where one has looked in vain.
func (d *delimiter) class() int {
	class := d.length % 3
	if d.opens {
		class += 3
	}
	switch d.mark {
	case '_':
		class += 6
	case '~':
		class += 12
	}
	return class
}

// match pairs the delimiters above the bottom and makes text of the others.
func (n *nesting) match(bottom *delimiter) {
	var floors [18]int // by class: the offset below which no opener is
	for closer := n.above(bottom); closer != nil; {
		next := closer.next
		if closer.closes {
			opener := closer.opener(bottom, floors[closer.class()])
			if opener == nil {
				floors[closer.class()] = closer.segment.Start
				if !closer.opens {
					n.remove(closer)
				}
			} else {
				n.join(opener, closer)
				if closer.left() > 0 {
					continue
				}
				next = closer.next
				n.remove(closer)
			}
		}
		closer = next
	}
	for n.last != bottom {
		n.remove(n.last)
	}
}

// above is the first delimiter above the bottom.
func (n *nesting) above(bottom *delimiter) *delimiter {
	if bottom != nil {
		return bottom.next
	}
	first := n.last
	for first != nil && first.previous != nil {
		first = first.previous
	}
	return first
}

// opener is the nearest delimiter between floor and closer that the closer closes.
func (d *delimiter) opener(bottom *delimiter, floor int) *delimiter {
	for o := d.previous; o != nil && o != bottom && o.segment.Start >= floor; o = o.previous {
		if o.opens && o.mark == d.mark && fits(o, d) {
			return o
		}
	}
	return nil
}

// fits is rules 9 and 10 of CommonMark's emphasis.
func fits(o, c *delimiter) bool {
	return o.mark == '~' || !(o.closes || c.opens) || (o.length+c.length)%3 != 0 || c.length%3 == 0
}

// join puts what stands between the two delimiters into a node of its own.
func (n *nesting) join(opener, closer *delimiter) {
	for opener.next != closer {
		n.remove(opener.next)
	}
	width := min(opener.left(), closer.left(), 2)
	opener.segment.Stop -= width
	closer.segment.Start += width
	node := wrapper(opener.mark, width)
	node.SetPos(opener.segment.Stop)
	parent := opener.Parent()
	for child := opener.NextSibling(); child != closer; {
		next := child.NextSibling()
		node.AppendChild(node, child)
		child = next
	}
	parent.InsertBefore(parent, closer, node)
	n.deep++
	if opener.left() == 0 {
		n.remove(opener)
	}
}

func wrapper(mark byte, width int) ast.Node {
	if mark == '~' {
		return east.NewStrikethrough()
	}
	return ast.NewEmphasis(width)
}

// remove takes a delimiter from the stack; what is left of its run is text.
func (n *nesting) remove(d *delimiter) {
	if d.previous != nil {
		d.previous.next = d.next
	}
	if d.next != nil {
		d.next.previous = d.previous
	} else {
		n.last = d.previous
	}
	if d.left() > 0 {
		ast.MergeOrReplaceTextSegment(d.Parent(), d, d.segment)
	} else {
		d.Parent().RemoveChild(d.Parent(), d)
	}
}

// maxInlines is how deep emphasis and links may be nested.
const maxInlines = 100

// limitInlines reports what is nested deeper, and drops it: recursion over the tree is bounded thereby.
func limitInlines(block ast.Node, pc parser.Context) {
	depth := 0
	for n := block.FirstChild(); n != nil; {
		if depth == maxInlines && n.HasChildren() {
			tooMuch(pc, n.Pos(), "too-deep", fmt.Sprintf("emphasis and links are nested more than %d deep; the limit is %d", maxInlines, maxInlines), "take some of the marks * _ ~ [ away")
			n.RemoveChildren(n)
		}
		switch {
		case n.FirstChild() != nil:
			n = n.FirstChild()
			depth++
		default:
			for n != block && n.NextSibling() == nil {
				n = n.Parent()
				depth--
			}
			if n == block {
				return
			}
			n = n.NextSibling()
		}
	}
}
