package csl

import (
	"slices"
	"strings"
	"sync"
)

// memo keeps the text of citations of an item alone, the most common by far, as HTML, and of the cites of which others are
// put together: an item that is cited again in the same way is not rendered again. A locator of digits may differ: it
// is put into a hole in what is kept. That is sound, since what a style can ask of such a locator (that there is one,
// its label, whether it is more than one number) is part of the key, and since digits take part in no punctuation and
// have no case.
type memo struct {
	mu    sync.RWMutex
	texts []memoText
	bare  []memoCite
}

const (
	maxMemo     = 1 << 17 // texts of a library
	maxItemMemo = 32      // of an item, and cites as many
)

type memoKey struct {
	mode      Mode
	begun     bool
	ending    Ending
	position  position
	near      bool
	hole      bool // for the locator
	plural    bool
	firstNote int
	label     string
	locator   string // "" where there is a hole for it
}

// memoText is the text of a citation of an item alone, cut where the cite's id stands, and its locator if it is in a hole.
type memoText struct {
	key        memoKey
	html       string
	id, number int // where the id, and the locator, are left out; less than 0 where there is none
}

// memoCite is a cite by itself, before it is finished.
type memoCite struct {
	key  memoKey
	node *Node
	path []int // to the node of the locator, if there is a hole
	hole bool
	fits bool // the text is the same for all locators but for what is in the hole
}

// mayKeep says that there is room for one more text beside so many of the item.
func (r *record) mayKeep(n int) bool { return n < maxItemMemo && r.library.kept.Add(1) <= maxMemo }

// text returns what is kept for the key.
func (m *memo) text(key memoKey) (memoText, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	for i := range m.texts {
		if m.texts[i].key == key {
			return m.texts[i], true
		}
	}
	return memoText{}, false
}

// The signs that stand around a cite in what AppendMarked gives: the first, its id, the second, the cite, the third. Two more
// stand in the memo, where an id and a locator are left out. No text has any of them.
const (
	MarkBegin = "\x01"
	MarkID    = "\x02"
	MarkEnd   = "\x03"
	idHole    = "\x04"
	numHole   = "\x05"
)

// marks puts the signs around a cite that has an id.
func marks(n *Node) (before, after string) {
	if n.Part != PartCite || n.Cite == "" {
		return "", ""
	}
	return MarkBegin + n.Cite + MarkID, MarkEnd
}

// appendSingle appends the finished text of a citation of one cite, from the memo if it can. Cites with words of the author's
// own are put together afresh.
func (s *Session) appendSingle(dst []byte, p placed) []byte {
	r := s.library.byID[p.cite.Item]
	if r == nil || p.cite.ID == "" || p.cite.Prefix != "" || p.cite.Suffix != "" || p.cite.Mode == AuthorInText {
		return AppendHTML(dst, s.compose(false, p), marks)
	}
	key, locator := s.memoKey(p)
	t, ok := r.memo.text(key)
	if !ok {
		t = s.memoText(p, key, locator)
		r.memo.mu.Lock()
		if r.mayKeep(len(r.memo.texts)) {
			r.memo.texts = append(r.memo.texts, t)
		}
		r.memo.mu.Unlock()
	}
	if t.id < 0 {
		return AppendHTML(dst, s.compose(false, p), marks)
	}
	dst = append(append(dst, t.html[:t.id]...), p.cite.ID...)
	if t.number < 0 {
		return append(dst, t.html[t.id:]...)
	}
	dst = append(append(dst, t.html[t.id:t.number]...), locator...)
	return append(dst, t.html[t.number:]...)
}

// memoText makes the text of a citation of one cite, and leaves out what differs from cite to cite. A hole fits if the
// locator stands in the text once, in the cite, and unchanged.
func (s *Session) memoText(p placed, key memoKey, locator string) memoText {
	n := s.compose(true, p)
	cites, numbers, unchanged := 0, 0, true
	n.Walk(func(n *Node) bool {
		if n.Part == PartCite {
			n.Cite = idHole
			cites++
		}
		if key.hole && n.Variable == "locator" && n.Part == PartVariable {
			unchanged = n.Text == locator
			n.Text = numHole
			numbers++
		}
		return true
	})
	html := HTML(n, marks)
	before, after, _ := strings.Cut(html, idHole)
	t := memoText{key: key, html: before + after, id: len(before), number: -1}
	if cites != 1 || numbers > 1 || !unchanged || strings.Contains(after, idHole) {
		return memoText{key: key, id: -1}
	}
	if numbers == 0 {
		return t
	}
	number, rest, found := strings.Cut(after, numHole)
	if !found || strings.Contains(rest, numHole) {
		return memoText{key: key, id: -1}
	}
	t.html, t.number = before+number+rest, len(before)+len(number)
	return t
}

// bare returns a cite by itself, with or without the names that begin it. The tree is the caller's to change.
func (c *citation) bare(r *record, p placed, withoutNames bool) *Node {
	render := func() *Node {
		ctx := c.s.context(r, p)
		ctx.suppressNames = withoutNames
		n, _ := renderAll(&ctx, ctx.area.elements, "")
		return n
	}
	if c.fresh {
		return render()
	}
	key, locator := c.s.memoKey(p)
	key.mode, key.begun, key.ending = Normal, false, WithStop // which are for the whole citation
	if withoutNames {
		key.mode = SuppressAuthor
	}
	t := r.memoCite(key, locator, render)
	if !t.fits {
		return render()
	}
	n := t.node.clone()
	if t.hole {
		n.at(t.path).Text = locator
	}
	return n
}

// memoCite returns what is kept for the key, made first if it is not there yet.
func (r *record) memoCite(key memoKey, locator string, render func() *Node) memoCite {
	r.memo.mu.RLock()
	i := slices.IndexFunc(r.memo.bare, func(t memoCite) bool { return t.key == key })
	if i >= 0 {
		defer r.memo.mu.RUnlock()
		return r.memo.bare[i]
	}
	r.memo.mu.RUnlock()
	t := memoCite{key: key, node: render()}
	t.find(locator)
	r.memo.mu.Lock()
	defer r.memo.mu.Unlock()
	if r.mayKeep(len(r.memo.bare)) {
		r.memo.bare = append(r.memo.bare, t)
	}
	return t
}

// memoKey returns all that the cite's text follows from.
func (s *Session) memoKey(p placed) (key memoKey, locator string) {
	key = memoKey{mode: p.cite.Mode, begun: p.begun, ending: p.ending, position: p.position, near: p.near}
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
		key.locator += l.Label + "\x00" + l.Value + "\x00" + l.Joint + "\x00"
	}
	return key, ""
}

// isNumeral reports whether a text is one number, of digits alone: in a locator there is nothing to be parsed then.
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
	return strings.Trim(s, "0123456789-–, ") == ""
}

// find looks for the way to the hole: the locator, if it stands in the text once, and unchanged.
func (t *memoCite) find(locator string) {
	count := 0
	walkPaths(t.node, nil, func(n *Node, path []int) {
		if t.key.hole && n.Variable == "locator" && n.Part == PartVariable {
			count++
			t.hole = count == 1 && n.Text == locator
			t.path = slices.Clone(path)
		}
	})
	t.fits = t.hole || count == 0
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

// at returns the node at the end of the path.
func (n *Node) at(path []int) *Node {
	for _, i := range path {
		n = n.Children[i]
	}
	return n
}
