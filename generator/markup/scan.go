package markup

import (
	"bytes"

	"github.com/yuin/goldmark/text"
)

// Limits of a bracketed group; longer or deeper ones are text. They keep long runs of brackets linear.
const (
	maxGroup = 4000 // bytes
	maxDepth = 6
)

// group is what stands between two brackets, joined over lines.
type group struct {
	inner []byte
	lines []groupLine
}

type groupLine struct{ inner, source int }

// offset returns where byte i of the inner text stands in the source.
func (g group) offset(i int) int {
	at := g.lines[0].source + i
	for _, l := range g.lines {
		if l.inner <= i {
			at = l.source + i - l.inner
		}
	}
	return at
}

// readGroup reads the balanced group that begins at the reader's position with an opening bracket, and leaves
// the reader behind it. Where there is none, the reader stays. Code spans and escaped brackets are passed over.
func readGroup(r text.Reader) (group, bool) {
	line, position := r.Position()
	g, ok := scanGroup(r)
	if !ok {
		r.SetPosition(line, position)
	}
	return g, ok
}

func scanGroup(r text.Reader) (group, bool) {
	var g group
	depth, start := 0, 1 // the opening bracket is not part of the inner text
	for {
		line, segment := r.PeekLine()
		if line == nil {
			return g, false
		}
		g.lines = append(g.lines, groupLine{len(g.inner), segment.Start + start})
		end := closing(line[:min(len(line), maxGroup)], &depth)
		if end >= 0 {
			g.add(line[start:end])
			r.Advance(end + 1)
			return g, true
		}
		g.add(line[start:])
		if depth > maxDepth || len(g.inner) > maxGroup {
			return g, false
		}
		start = 0
		r.AdvanceLine()
	}
}

// add keeps a slice of the source as it is when the group lies on one line.
func (g *group) add(b []byte) {
	if g.inner == nil {
		g.inner = b[:len(b):len(b)]
		return
	}
	g.inner = append(g.inner, b...)
}

// closing returns the index of the bracket that closes the group on this line, or −1.
func closing(line []byte, depth *int) int {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '`':
			i += codeSpan(line[i:]) - 1
		case '[':
			if *depth++; *depth > maxDepth {
				return -1
			}
		case ']':
			if *depth--; *depth == 0 {
				return i
			}
		}
	}
	return -1
}

// codeSpan returns the length of the code span at the start of b, or of its run of backticks when nothing closes it.
func codeSpan(b []byte) int {
	n := len(b) - len(bytes.TrimLeft(b, "`"))
	for i := n; i < len(b); {
		at := bytes.IndexByte(b[i:], '`')
		if at < 0 {
			break
		}
		i += at
		run := len(b[i:]) - len(bytes.TrimLeft(b[i:], "`"))
		i += run
		if run == n {
			return i
		}
	}
	return n
}
