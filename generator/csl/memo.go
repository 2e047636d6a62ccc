package csl

import (
	"slices"
	"strings"
	"sync"
)

// memo keeps the text of citations of an item alone, the most common by far, and of the cites of which others are
// put together: an item that is cited again in the same way is not rendered again. A locator of digits may differ: it
// is put into a hole in what is kept. That is sound, since what a style can ask of such a locator (that there is one,
// its label, whether it is more than one number) is part of the key, and since digits take part in no punctuation and
// have no case.
type memo struct {
	mu    sync.RWMutex
	texts map[memoKey]*memoText
}

const maxMemo = 1 << 17 // texts of a library

type memoKey struct {
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

// memoText is a text, with the way to what differs from cite to cite.
type memoText struct {
	node  *Node
	path  []int // to the node of the cite, if the text is finished, and on to that of the locator, if there is a hole
	cite  int   // how many steps of the path lead to the cite; −1 where there is none
	hole  bool
	links int  // of the nodes on the path, to their children
	fits  bool // the text is the same for all locators but for what is in the hole
}

// memoText returns what is kept for the key, made first if it is not there yet.
func (r *record) memoText(key memoKey, locator string, make func() *memoText) *memoText {
	r.memo.mu.RLock()
	kept := r.memo.texts[key]
	r.memo.mu.RUnlock()
	if kept != nil {
		return kept
	}
	kept = make()
	kept.find(locator, key.hole)
	if r.library.kept.Add(1) <= maxMemo {
		r.memo.mu.Lock()
		defer r.memo.mu.Unlock()
		if r.memo.texts == nil {
			r.memo.texts = map[memoKey]*memoText{}
		}
		r.memo.texts[key] = kept
	}
	return kept
}

// single returns the finished text of a citation of one cite, from the memo if it can. Cites with words of the author's
// own are put together afresh.
func (s *Session) single(p placed) *Node {
	compose := func() *Node { return s.compose([]placed{p}) }
	r := s.library.byID[p.cite.Item]
	if r == nil || p.cite.Prefix != "" || p.cite.Suffix != "" || p.cite.Mode == AuthorInText {
		return compose()
	}
	key, locator := s.memoKey(p)
	t := r.memoText(key, locator, func() *memoText { return &memoText{node: compose().simplified()} })
	if t.cite < 0 || !t.fits {
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
	key, locator := s.memoKey(p)
	key.bare, key.mode = true, Normal
	if withoutNames {
		key.mode = SuppressAuthor
	}
	t := r.memoText(key, locator, func() *memoText { return &memoText{node: render()} })
	if !t.fits {
		return render()
	}
	n := t.node.clone()
	if t.hole {
		n.at(t.path).Text = locator
	}
	return n
}

// memoKey returns all that the cite's text follows from.
func (s *Session) memoKey(p placed) (key memoKey, locator string) {
	key = memoKey{mode: p.cite.Mode, position: p.position, near: p.near}
	if s.p.program.usesFirstNote {
		key.firstNote = p.firstNote
	}
	if len(p.cite.Locators) == 1 && isNumeral(p.cite.Locators[0].Value) {
		key.label, key.hole = canonicalLabel(p.cite.Locators[0].Label), true
		return key, p.cite.Locators[0].Value
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

// isNumeral reports whether the locator is one number, of digits alone: then there is nothing in it to be parsed.
func isNumeral(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// isDigits reports whether the locator is of digits, and what makes ranges and lists of them.
func isDigits(s string) bool {
	last := len(s) - 1
	if s[0] < '0' || s[0] > '9' || s[last] < '0' || s[last] > '9' {
		return false
	}
	return strings.Trim(s, "0123456789-–, ") == "" && strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789-–, ", r) }) < 0
}

// find looks for the way to the cite, and for the hole: the locator, if it stands in the text once, in the cite, and
// unchanged.
func (t *memoText) find(locator string, hole bool) {
	t.cite = -1
	var way []int
	count := 0
	walkPaths(t.node, nil, func(n *Node, path []int) {
		if n.Part == PartCite {
			t.path, t.cite = slices.Clone(path), len(path)
		}
		if hole && n.Variable == "locator" && n.Part == PartVariable {
			count++
			t.hole = count == 1 && n.Text == locator
			way = slices.Clone(path)
		}
	})
	t.hole = t.hole && (t.cite < 0 || len(way) >= t.cite && slices.Equal(way[:t.cite], t.path))
	if t.hole {
		t.path = way
	}
	t.fits = t.hole || count == 0
	for n, i := t.node, 0; i < len(t.path); i++ {
		t.links += len(n.Children)
		n = n.Children[t.path[i]]
	}
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

// fill returns the text for a cite with that id and locator. What is not on the path is shared.
func (t *memoText) fill(id, locator string) *Node {
	nodes, links := make([]Node, len(t.path)+1), make([]*Node, 0, t.links)
	from := t.node
	for i, step := range t.path {
		nodes[i] = *from
		start := len(links)
		links = append(links, from.Children...)
		nodes[i].Children = links[start:len(links):len(links)]
		nodes[i].Children[step] = &nodes[i+1]
		from = from.Children[step]
	}
	nodes[len(t.path)] = *from
	nodes[t.cite].Cite = id
	if t.hole {
		nodes[len(t.path)].Text = locator
	}
	return &nodes[0]
}

// at returns the node at the end of the path.
func (n *Node) at(path []int) *Node {
	for _, i := range path {
		n = n.Children[i]
	}
	return n
}
