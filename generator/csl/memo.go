package csl

import (
	"strings"
	"sync"
	"sync/atomic"
)

// memo keeps the text of citations of a single cite, the most common by far, and of the cites of which others are
// put together: an item that is cited again in the same way is not rendered again. A locator of digits may differ: it
// is put into a hole in what is kept. That is sound, since what a style can ask of such a locator (that there is one,
// its label, whether it is more than one number) is part of the key, and since digits take part in no punctuation and
// have no case.
type memo struct {
	texts sync.Map // of memoKey to *memoText
	size  atomic.Int64
}

const maxMemo = 1 << 17 // texts

type memoKey struct {
	record    *record
	bare      bool // the cite by itself, before it is finished
	mode      Mode
	position  position
	near      bool
	firstNote int
	label     string
	locator   string // "" where there is a hole for it
	hole      bool
	plural    bool
}

// memoText is a text, with the ways to what differs from cite to cite.
type memoText struct {
	node *Node
	cite []int // to the node of the cite, in a finished citation
	hole []int // to that of the locator; nil for none
	fits bool  // the text is the same for all locators but for what is in the hole
}

// text returns what is kept for the key, made first if it is not there yet.
func (m *memo) text(key memoKey, locator string, make func() *Node) *memoText {
	kept, found := m.texts.Load(key)
	if !found {
		kept = newMemoText(make(), locator, key.hole)
		if m.size.Add(1) <= maxMemo {
			m.texts.Store(key, kept)
		}
	}
	return kept.(*memoText)
}

// single returns the finished text of a citation of one cite, from the memo if it can. Cites with words of the author's
// own are put together afresh.
func (s *Session) single(p placed) *Node {
	compose := func() *Node { return s.compose([]placed{p}) }
	r := s.library.byID[p.cite.Item]
	if r == nil || p.cite.Prefix != "" || p.cite.Suffix != "" || p.cite.Mode == AuthorInText {
		return compose()
	}
	key, locator := s.memoKey(r, p)
	t := s.library.memo.text(key, locator, compose)
	if t.cite == nil || !t.fits {
		return compose()
	}
	return t.fill(p.cite.ID, locator)
}

// bare returns a cite by itself, with or without the names that begin it. The tree is the caller's to change.
func (s *Session) bare(r *record, p placed, withoutNames bool) *Node {
	render := func() *Node {
		ctx := s.context(r, p)
		ctx.suppressNames = withoutNames
		n, _ := renderAll(&ctx, ctx.area.elements, "")
		return n
	}
	key, locator := s.memoKey(r, p)
	key.bare, key.mode = true, Normal
	if withoutNames {
		key.mode = SuppressAuthor
	}
	t := s.library.memo.text(key, locator, render)
	if !t.fits {
		return render()
	}
	n := t.node.clone()
	if t.hole != nil {
		n.at(t.hole).Text = locator
	}
	return n
}

// memoKey returns all that the cite's text follows from.
func (s *Session) memoKey(r *record, p placed) (key memoKey, locator string) {
	key = memoKey{record: r, mode: p.cite.Mode, position: p.position, near: p.near}
	if s.p.program.usesFirstNote {
		key.firstNote = p.firstNote
	}
	n := locatorsOf(p.cite)
	if len(n.parts) == 0 {
		return key, ""
	}
	key.label, key.plural = n.label(), n.plural(0)
	if len(p.cite.Locators) == 1 && isDigits(n.text) {
		key.hole = true
		return key, n.joined(s.p.program, "locator", asWritten)
	}
	for _, l := range p.cite.Locators {
		key.locator += l.Label + "\x00" + l.Value + "\x00"
	}
	return key, ""
}

// isDigits reports whether the locator is of digits, and what makes ranges and lists of them.
func isDigits(s string) bool {
	last := len(s) - 1
	if s[0] < '0' || s[0] > '9' || s[last] < '0' || s[last] > '9' {
		return false
	}
	return strings.Trim(s, "0123456789-–, ") == "" && strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789-–, ", r) }) < 0
}

// newMemoText finds the ways into a text. The hole is where the locator stands, if it stands there once and unchanged.
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
	if count > 1 {
		t.hole = nil
	}
	t.fits = !hole || count == 0 || t.hole != nil
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

// at returns the node at the end of the path.
func (n *Node) at(path []int) *Node {
	for _, i := range path {
		n = n.Children[i]
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
