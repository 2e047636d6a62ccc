package csl

import (
	"strings"
	"sync"
	"sync/atomic"
)

// memo keeps the text of citations of a single cite, the most common by far: an item that is cited again in the
// same way is not rendered again. A locator of digits may differ: it is put into a hole in what is kept. That
// is sound, since what a style can ask of such a locator (that there is one, its label, whether it is more than
// one number) is part of the key, and since digits take part in no punctuation and have no case.
type memo struct {
	texts sync.Map // of memoKey to *memoText
	size  atomic.Int64
}

const maxMemo = 1 << 17 // texts

type memoKey struct {
	record    *record
	mode      Mode
	position  position
	near      bool
	firstNote int
	label     string
	locator   string // "" where there is a hole for it
	hole      bool
	plural    bool
}

// memoText is a finished citation, with the ways to what differs from cite to cite.
type memoText struct {
	node *Node
	cite []int // to the node of the cite
	hole []int // to that of the locator; nil for none
}

// single returns the finished text of a citation of one cite, from the memo if it can.
func (s *Session) single(p placed) *Node {
	key, locator, ok := s.memoKey(p)
	if !ok {
		return s.compose([]placed{p})
	}
	kept, found := s.library.memo.texts.Load(key)
	if !found {
		kept = newMemoText(s.compose([]placed{p}), locator, key.hole)
		if s.library.memo.size.Add(1) <= maxMemo {
			s.library.memo.texts.Store(key, kept)
		}
	}
	t := kept.(*memoText)
	if t.cite == nil || key.hole && t.hole == nil {
		return s.compose([]placed{p})
	}
	return t.fill(p.cite.ID, locator)
}

// memoKey returns all that the cite's text follows from. Cites with words of the author's own are not kept.
func (s *Session) memoKey(p placed) (key memoKey, locator string, ok bool) {
	r := s.library.byID[p.cite.Item]
	if r == nil || p.cite.Prefix != "" || p.cite.Suffix != "" || p.cite.Mode == AuthorInText {
		return key, "", false
	}
	key = memoKey{record: r, mode: p.cite.Mode, position: p.position, near: p.near}
	if s.p.program.usesFirstNote {
		key.firstNote = p.firstNote
	}
	n := locatorsOf(p.cite)
	if len(n.parts) == 0 {
		return key, "", true
	}
	key.label, key.plural = n.label(), n.plural(0)
	if len(p.cite.Locators) == 1 && isDigits(n.text) {
		key.hole = true
		return key, n.joined(s.p.program, "locator", asWritten), true
	}
	for _, l := range p.cite.Locators {
		key.locator += l.Label + "\x00" + l.Value + "\x00"
	}
	return key, "", true
}

// isDigits reports whether the locator is of digits, and what makes ranges and lists of them.
func isDigits(s string) bool {
	last := len(s) - 1
	if s[0] < '0' || s[0] > '9' || s[last] < '0' || s[last] > '9' {
		return false
	}
	return strings.Trim(s, "0123456789-–, ") == "" && strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789-–, ", r) }) < 0
}

// newMemoText finds the ways into a finished text. The hole is where the locator stands, if it stands there once
// and unchanged.
func newMemoText(n *Node, locator string, hole bool) *memoText {
	t := &memoText{node: n}
	count := 0
	walkPaths(n, nil, func(n *Node, path []int) {
		if n.Part == PartCite {
			t.cite = append([]int{}, path...)
		}
		if hole && n.Variable == "locator" && n.Part == PartVariable {
			count++
			if n.Text == locator {
				t.hole = append([]int{}, path...)
			}
		}
	})
	if count != 1 {
		t.hole = nil
	}
	return t
}

func walkPaths(n *Node, path []int, visit func(*Node, []int)) {
	if n == nil {
		return
	}
	visit(n, path)
	for i, c := range n.Children {
		walkPaths(c, append(path, i), visit)
	}
}

// fill returns the text for a cite with that id and locator.
func (t *memoText) fill(id, locator string) *Node {
	n := t.node
	if t.hole != nil {
		n = n.with(t.hole, func(n *Node) { n.Text = locator })
	}
	if id != "" {
		n = n.with(t.cite, func(n *Node) { n.Cite = id })
	}
	return n
}

// with returns a copy of the tree in which the node at the end of the path is changed; what is not on the path is shared.
func (n *Node) with(path []int, change func(*Node)) *Node {
	c := *n
	if len(path) == 0 {
		change(&c)
		return &c
	}
	c.Children = append(make([]*Node, 0, len(n.Children)), n.Children...)
	c.Children[path[0]] = n.Children[path[0]].with(path[1:], change)
	return &c
}
