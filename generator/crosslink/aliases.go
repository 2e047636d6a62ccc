package crosslink

import (
	"bytes"
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// maxAlias is the longest alias, in bytes. It bounds how far the matcher reads ahead of itself.
const maxAlias = 256

// aliases finds terms and names in a text. An alias is found as it is written, and with a capital at its beginning;
// in headings and titles, with any capitals. Where it has a capital itself, the text must have one, too.
//
// It is one automaton over the aliases of all terms and names: a radix tree of their folded lower-case
// forms, which is walked from each beginning of a word. A node's children stand one after another, so that the
// next one is found by looking for its first byte.
type aliases struct {
	entries []entry // by lower-case form, then terms before names, then by id
	nodes   []node
	firsts  []byte // the first byte of each node's label
	labels  string // all forms, one after another
	begins  beginnings
}

// entry is an alias of a term or name.
type entry struct {
	kind    edition.MentionKind
	id      string
	subject int32  // terms are counted first, then names
	alias   string // folded
	person  bool
}

// written is an entry with what is needed only to build the tree.
type written struct {
	entry
	lower string
	at    diagnostic.Position
}

type node struct {
	label, length   int32 // in labels
	child           int32 // index of the first child
	children        int32
	entry, accepted int32 // entries[entry:entry+accepted] end here
}

func newAliases(e *edition.Edition, found *diagnostic.List) *aliases {
	var all []*written
	for i, x := range e.Terms {
		w := written{entry: entry{kind: edition.OfATerm, id: x.ID, subject: int32(i)}, at: x.At}
		all = w.collect(all, x.Term, x.Aliases, found)
	}
	for i, x := range e.Names {
		w := written{entry: entry{kind: edition.OfAName, id: x.ID, subject: int32(len(e.Terms) + i), person: x.Kind == edition.PersonName}, at: x.At}
		all = w.collect(all, x.Name, x.Aliases, found)
	}
	slices.SortFunc(all, func(x, y *written) int {
		return cmp.Or(strings.Compare(x.lower, y.lower), cmp.Compare(x.kind, y.kind), strings.Compare(x.id, y.id), strings.Compare(x.alias, y.alias))
	})
	all = slices.CompactFunc(all, func(x, y *written) bool { return x.alias == y.alias && x.subject == y.subject })
	reportShared(all, found)
	return build(all)
}

// collect appends the entry under each of its aliases.
func (x written) collect(all []*written, name string, more []string, found *diagnostic.List) []*written {
	aliases := append([]string{name}, more...)
	for _, words := range aliases {
		if noun, ok := strings.CutPrefix(words, "ال"); ok { // "to" takes the article's first letter away
			aliases = append(aliases, "لل"+noun)
		}
	}
	for _, words := range aliases {
		f := foldString(strings.TrimSpace(words))
		if len(f.cased) > maxAlias {
			*found = append(*found, diagnostic.Diagnostic{
				Code: "alias-too-long", Severity: diagnostic.Warning, Start: x.at,
				Message: fmt.Sprintf("an alias of the %s %q has %d bytes and is not looked for", x.kind, x.id, len(f.cased)),
				Hint:    fmt.Sprintf("aliases may have %d bytes", maxAlias),
			})
			continue
		}
		if len(f.cased) > 0 {
			y := x
			y.alias, y.lower = string(f.cased), string(f.lower)
			all = append(all, &y)
		}
	}
	return all
}

// reportShared warns of aliases that two entries have.
func reportShared(all []*written, found *diagnostic.List) {
	first := map[string]*written{}
	for i, x := range all {
		if (i == 0 || all[i-1].lower != x.lower) && (i+1 == len(all) || all[i+1].lower != x.lower) {
			continue
		}
		y := first[x.alias]
		if y == nil {
			first[x.alias] = x
			continue
		}
		*found = append(*found, diagnostic.Diagnostic{
			Code: "shared-alias", Severity: diagnostic.Warning, Start: x.at,
			Message: fmt.Sprintf("the %s %q and the %s %q are both called %q", y.kind, y.id, x.kind, x.id, x.alias),
			Hint:    fmt.Sprintf("%q is taken for the %s %q; take the alias from one of them", x.alias, y.kind, y.id),
			Related: []diagnostic.Related{{At: y.at, Message: "the other is here"}},
		})
	}
}

func build(all []*written) *aliases {
	a := &aliases{entries: make([]entry, len(all)), nodes: make([]node, 1), firsts: make([]byte, 1)}
	g := grower{aliases: a, all: all, starts: make([]int32, len(all))}
	var labels strings.Builder
	for i, x := range all {
		g.starts[i] = int32(labels.Len())
		labels.WriteString(x.lower)
		a.entries[i] = x.entry
		a.begins.add(x.lower)
	}
	a.labels = labels.String()
	g.grow(0, 0, 0, len(all))
	a.nodes, a.firsts = slices.Clip(a.nodes), slices.Clip(a.firsts)
	return a
}

type grower struct {
	*aliases
	all    []*written
	starts []int32 // where in labels each form begins
}

// grow gives node n the forms all[from:to], which agree in their first depth bytes.
func (g *grower) grow(n, depth, from, to int) {
	accepted := from
	for accepted < to && len(g.all[accepted].lower) == depth {
		accepted++
	}
	child := len(g.nodes)
	var ends []int
	for i := accepted; i < to; i = ends[len(ends)-1] {
		j, first := i+1, g.all[i].lower[depth]
		for j < to && g.all[j].lower[depth] == first {
			j++
		}
		length := common(g.all[i].lower[depth:], g.all[j-1].lower[depth:])
		g.nodes = append(g.nodes, node{label: g.starts[i] + int32(depth), length: int32(length)})
		g.firsts = append(g.firsts, first)
		ends = append(ends, j)
	}
	x := &g.nodes[n]
	x.entry, x.accepted, x.child, x.children = int32(from), int32(accepted-from), int32(child), int32(len(ends))
	for i, end := range ends {
		g.grow(child+i, depth+int(g.nodes[child+i].length), accepted, end)
		accepted = end
	}
}

// common is how many bytes at the beginning a and b share.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// match is an alias found in a folded text.
type match struct {
	start, end int
	entry      *entry
}

// beginnings tells quickly, and with few mistakes, that no alias begins like a text: by its first byte, and where
// that is an ASCII letter by its first word, and the second where there is one.
type beginnings struct {
	bytes                [256]bool
	first, single, pairs hashSet // first words; those that no second follows; first and second words
}

// hashSet has a bit for each hash of 18 bits.
type hashSet [4096]uint64

func (s *hashSet) add(h uint64)      { s[h>>6] |= 1 << (h & 63) }
func (s *hashSet) has(h uint64) bool { return s[h>>6]&(1<<(h&63)) != 0 }

func (x *beginnings) add(alias string) {
	x.bytes[alias[0]] = true
	b := []byte(alias)
	if n := asciiWord(b); n > 0 {
		h := wordHash(b, n)
		x.first.add(h)
		if pair, ok := pairHash(b, n, h); ok {
			x.pairs.add(pair)
		} else {
			x.single.add(h)
		}
	}
}

// mayBegin says that an alias may begin like b, which begins with an ASCII word of n letters.
func (x *beginnings) mayBegin(b []byte, n int) bool {
	if n == 0 {
		return x.bytes[b[0]]
	}
	h := wordHash(b, n)
	if !x.first.has(h) {
		return false
	}
	pair, ok := pairHash(b, n, h)
	return x.single.has(h) || ok && x.pairs.has(pair)
}

// pairHash is the hash of the first two words of b, of which the first has n letters and the hash h.
func pairHash(b []byte, n int, h uint64) (pair uint64, ok bool) {
	if n+1 >= len(b) || b[n] != ' ' {
		return 0, false
	}
	m := asciiWord(b[n+1:])
	if m == 0 {
		return 0, false
	}
	return mix(h<<18|wordHash(b[n+1:], m)) >> 46, true
}

// wordHash maps the length of a word at the beginning of b and its first eight bytes to 18 bits.
func wordHash(b []byte, n int) uint64 {
	var w uint64
	if len(b) >= 8 {
		w = eightBytes(b)
	} else {
		for i, c := range b {
			w |= uint64(c) << (8 * i)
		}
	}
	if n < 8 {
		w &= 1<<(8*n) - 1
	}
	return mix(w+uint64(n)) >> 46
}

// asciiWord is how many small ASCII letters b begins with.
func asciiWord(b []byte) int {
	n := 0
	for ; n+8 <= len(b); n += 8 {
		w := eightBytes(b[n:])
		letters := (w + (0x80-'a')*eachByte) &^ (w + (0x80-'z'-1)*eachByte) &^ w & highBits
		if letters != highBits {
			return n + bits.TrailingZeros64(letters^highBits)/8
		}
	}
	for n < len(b) && b[n]-'a' < 26 {
		n++
	}
	return n
}

// find calls f for each match in the text: whole words, the leftmost first, of several there the longest. In
// a title letters may be capitals where the alias has small ones.
func (a *aliases) find(t *folded, title bool, f func(match)) {
	b := t.lower
	for i := 0; i < len(b); {
		n := asciiWord(b[i:])
		if a.begins.mayBegin(b[i:], n) {
			if m := a.longest(t, title, i); m.entry != nil {
				f(m)
				i = m.end
				continue
			}
		}
		i += max(n, 1)
	}
}

// longest walks the tree from an offset, and keeps the last alias that fits.
func (a *aliases) longest(t *folded, title bool, start int) (m match) {
	b := t.lower
	n, i := &a.nodes[0], start
	for i < len(b) {
		k := bytes.IndexByte(a.firsts[n.child:n.child+n.children], b[i])
		if k < 0 {
			return m
		}
		n = &a.nodes[int(n.child)+k]
		end := i + int(n.length)
		if end > len(b) || string(b[i:end]) != a.labels[n.label:n.label+n.length] {
			return m
		}
		i = end
		if n.accepted == 0 || !isWordEnd(b, i) {
			continue
		}
		if m.entry == nil && !isWordStart(b, start, i) {
			continue
		}
		if x := fitting(a.entries[n.entry:n.entry+n.accepted], t.cased[start:i], title); x != nil && !(x.person && followsArticle(b, start)) {
			m = match{start, i, x}
		}
	}
	return m
}

// fitting is the first of the entries that is written like the words, else the first that is but for a capital at
// the beginning, or in a title for any capitals.
func fitting(entries []entry, words []byte, title bool) *entry {
	for i := range entries {
		if entries[i].alias == string(words) {
			return &entries[i]
		}
	}
	for i := range entries {
		if capitalised(entries[i].alias, words, title) {
			return &entries[i]
		}
	}
	return nil
}

// capitalised says that the words, which agree with the alias but for case, are the alias with a capital at
// the beginning, or with any capitals where all is set.
func capitalised(alias string, words []byte, all bool) bool {
	for i, r := range alias {
		w, size := utf8.DecodeRune(words[i:])
		if w == r {
			continue
		}
		if i > 0 && !all || unicode.ToUpper(r) != w && unicode.ToTitle(r) != w {
			return false
		}
		if size != utf8.RuneLen(r) {
			return false
		}
	}
	return true
}
