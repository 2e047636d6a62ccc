package crosslink

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/order"
)

// Assignment is what has become of an essay's addresses.
type Assignment struct {
	Addresses []Address // of all passages, and the ended ones, for Lock.Record
	Changes   []Change  // by place
	unchanged bool      // the lock has them as they are
}

// Change is what has become of one address.
type Change struct {
	ID   string
	What Outcome
}

// Outcome is what may become of an address.
type Outcome uint8

const (
	Added    Outcome = iota // new words have it
	Moved                   // its words stand elsewhere now
	Reworded                // its words have been changed
	Joined                  // its words are part of another passage now
	Ended                   // its words are gone
)

func (o Outcome) String() string {
	return [...]string{"added", "moved", "reworded", "joined", "ended"}[o]
}

// Assign gives the passages of an essay the addresses that their words have had, and others to new ones: a
// paragraph between p12 and p13 becomes p12a. Passages whose ids the editor has given keep those. A note has the
// address that its words have had, though it may have another number now; where nothing else can be told, that of its
// label. A citation has the address that it has had in its passage, or wherever it has gone. That of a passage which has
// been joined to another leads to this. The text must have its words. The lock is only read, so that many texts can be
// assigned at once; what is to be recorded is in the Assignment.
func (l *Lock) Assign(t *edition.Text) (Assignment, diagnostic.List) {
	old, hash := l.Addresses(t.Owner.ID), passageHashes(t)
	t.InDoubt = nil
	t.Joined = slices.DeleteFunc(slices.Clone(t.Joined), func(j edition.Joined) bool { return !j.Given })
	if len(t.Joined) == 0 && assignUnchanged(t, hash, old) {
		return Assignment{Addresses: old, unchanged: true}, nil
	}
	return assign(t, hash, old)
}

func assign(t *edition.Text, hash []uint64, old []Address) (Assignment, diagnostic.List) {
	a := newAssigner(t, hash, old)
	c := newCitationAssigner(a)
	if len(old) > 0 {
		a.matchGiven()
		a.matchEnds()
		a.matchSame()
		for _, class := range []byte(classes) {
			a.matchReworded(class)
		}
		a.matchElsewhere()
		a.matchLabels()
		for _, class := range []byte(classes) {
			a.name(class)
		}
		c.assign()
	}
	for i := range old {
		if a.doubted[i] {
			t.InDoubt = append(t.InDoubt, old[i].ID)
		}
	}
	return c.assignment(), a.found
}

// assignUnchanged gives a text the addresses that it had, where all that it had, passages and citations, is in its place and
// there is nothing else: most essays of most builds. What [assign] would give those is the same.
func assignUnchanged(t *edition.Text, hash []uint64, old []Address) bool {
	if len(old) != len(t.Passages) {
		return false
	}
	cited := make([]string, len(old)) // by passage, the addresses of citations that are left
	for i := range old {
		p, x := &t.Passages[i], &old[i]
		if class := addressClass(p); x.Ended || x.Hash != hash[i] || class != 0 && class != x.ID[0] || class == 0 && p.ID != x.ID {
			return false
		}
		cited[i] = x.Citations
	}
	ids := make([]string, len(t.Citations))
	for i := range t.Citations {
		c := &t.Citations[i]
		x, rest, ok := nextCited(cited[c.Span.Passage])
		if !ok || x.ended || x.mark != markOf(c) {
			return false
		}
		ids[i], cited[c.Span.Passage] = x.id, rest
	}
	if slices.ContainsFunc(cited, func(left string) bool { return left != "" }) {
		return false
	}
	for i := range old {
		t.Passages[i].ID = old[i].ID
	}
	for i, id := range ids {
		t.Citations[i].ID = id
	}
	return true
}

// classes are the letters with which addresses begin that stay with their words: of paragraphs, sections, abstracts,
// authors' notes and editors' notes.
const classes = "psane"

// assigner matches the passages of a text with the addresses that it had.
type assigner struct {
	t       *edition.Text
	hash    []uint64         // by passage, of its words and what it cites
	cited   map[int32][]byte // what passages cite whose words leave that to the citation style; nil until it is needed
	old     []Address
	sketch  []Sketch // by passage, where it has been needed
	hasOne  []bool
	folded  folded
	oldOf   []int // by passage, index in old, or −1
	newOf   []int // by old address, index of the passage, or −1
	taken   map[string]bool
	doubted map[int]bool    // old addresses that have been asked about
	marked  map[int]marking // old addresses with which words within passages are marked
	found   diagnostic.List
}

func newAssigner(t *edition.Text, hash []uint64, old []Address) *assigner {
	n := len(t.Passages)
	a := &assigner{
		t: t, hash: hash, old: old, sketch: make([]Sketch, n), hasOne: make([]bool, n), oldOf: slices.Repeat([]int{-1}, n),
		newOf: slices.Repeat([]int{-1}, len(old)), taken: map[string]bool{}, doubted: map[int]bool{},
	}
	for _, x := range old {
		a.taken[x.ID] = true
	}
	a.takeMarked()
	for i := range t.Passages {
		if a.class(i) == 0 {
			a.taken[t.Passages[i].ID] = true
		}
	}
	for _, x := range t.Anchors {
		a.taken[x.ID] = true
	}
	return a
}

func (a *assigner) class(passage int) byte { return addressClass(&a.t.Passages[passage]) }

// addressClass is the letter with which a passage's address begins, or 0 when the address is given.
func addressClass(p *edition.Passage) byte {
	switch {
	case p.Fixed, p.Kind == edition.Title, p.Kind == edition.Byline:
		return 0
	case p.Note >= 0:
		return p.ID[0]
	case p.Kind == edition.Heading:
		return 's'
	case p.Region == edition.AbstractRegion:
		return 'a'
	}
	return 'p'
}

// citedInStyle calls f, for each citation whose words come from the style, with its passage and with each word of what it
// cites: passages are told apart by that, too.
func citedInStyle(t *edition.Text, f func(passage int32, word string)) {
	for i := range t.Citations {
		c := &t.Citations[i]
		if c.Form == edition.Printed {
			continue
		}
		f(c.Span.Passage, c.Source)
		for _, l := range c.Locators() {
			f(c.Span.Passage, l.Label)
			f(c.Span.Passage, l.Value)
		}
	}
}

// passageHashes are those of passages' words, and of what they cite.
func passageHashes(t *edition.Text) []uint64 {
	hash := make([]uint64, len(t.Passages))
	for i := range t.Passages {
		hash[i] = t.Passages[i].Hash
	}
	citedInStyle(t, func(passage int32, word string) { hash[passage] = fnv(fnv(hash[passage], " "), word) })
	return hash
}

// citedIn is what the passage cites in words that come from the style.
func (a *assigner) citedIn(passage int) string {
	if a.cited == nil {
		a.cited = map[int32][]byte{}
		citedInStyle(a.t, func(passage int32, word string) { a.cited[passage] = append(append(a.cited[passage], ' '), word...) })
	}
	return string(a.cited[int32(passage)])
}

func (a *assigner) match(passage, old int) { a.oldOf[passage], a.newOf[old] = old, passage }

// name gives the passages of a class their addresses.
func (a *assigner) name(class byte) {
	passages, _ := a.inClass(class)
	ids := make([]string, len(passages))
	for k, i := range passages {
		if old := a.oldOf[i]; old >= 0 {
			ids[k] = a.old[old].ID
		} else if a.isNote(i) {
			if ids[k] = a.t.Passages[i].ID; a.taken[ids[k]] {
				ids[k] = a.behind(ids[k])
			}
			a.taken[ids[k]] = true
		}
	}
	a.fill(class, ids)
	for k, i := range passages {
		a.t.Passages[i].ID = ids[k]
	}
}

// fill gives addresses to those of a class, in their order, that have none: behind the one before, at the end with the next
// number.
func (a *assigner) fill(class byte, ids []string) {
	first, last, highest := -1, -1, 0 // the first and last that have one; the highest number
	for k, id := range ids {
		if id != "" {
			last = k
			if first < 0 {
				first = k
			}
		}
	}
	for id := range a.taken {
		if strings.HasPrefix(id, string(class)) {
			number, _ := edition.SplitAddress(id)
			highest = max(highest, number)
		}
	}
	for k := range ids {
		switch {
		case ids[k] != "":
			continue
		case k > last:
			highest++
			ids[k] = string(class) + strconv.Itoa(highest)
		case k > 0:
			ids[k] = a.behind(ids[k-1])
		default:
			ids[k] = a.behind(ids[first])
		}
		a.taken[ids[k]] = true
	}
}

// behind is a free address for a passage behind the one with the id: p12a behind p12, p12b behind p12a, p12aa when
// there is a p12b already.
func (a *assigner) behind(id string) string {
	if number, letters := edition.SplitAddress(id); number > 0 && letters != "" && id[len(id)-1] < 'z' {
		if next := id[:len(id)-1] + string(id[len(id)-1]+1); !a.taken[next] {
			return next
		}
	}
	for ; ; id += "z" {
		for c := 'a'; c <= 'z'; c++ {
			if next := id + string(c); !a.taken[next] {
				return next
			}
		}
	}
}

// assignment lists the addresses in the order of the text, ended ones behind those that they stood behind, and
// says what has become of them.
func (c *citationAssigner) assignment() Assignment {
	x := Assignment{Addresses: make([]Address, 0, len(c.t.Passages))}
	behind := make([][]int, len(c.t.Passages)+1)
	after := 0
	into := c.joined()
	for i := range c.old {
		switch {
		case c.newOf[i] >= 0:
			after = c.newOf[i] + 1
		case into[i] >= 0:
			behind[into[i]+1] = append(behind[into[i]+1], i)
		default:
			behind[after] = append(behind[after], i)
		}
	}
	x.end(c, behind[0], into)
	moved := c.moved()
	for i := range c.t.Passages {
		p := &c.t.Passages[i]
		address := Address{ID: p.ID, Hash: c.hash[i]}
		switch old := c.oldOf[i]; {
		case old < 0:
			x.Changes = append(x.Changes, Change{p.ID, Added})
			address.Sketch = *c.sketchOf(i)
		case c.old[old].Hash != address.Hash:
			x.Changes = append(x.Changes, Change{p.ID, Reworded})
			address.Sketch = *c.sketchOf(i)
		default:
			address.Sketch = c.old[old].Sketch
			if moved[i] {
				x.Changes = append(x.Changes, Change{p.ID, Moved})
			}
		}
		address.Citations = c.in(i, &x.Changes)
		x.Addresses = append(x.Addresses, address)
		x.end(c, behind[i+1], into)
	}
	if slices.Equal(x.Addresses, c.old) {
		x.Addresses = c.old // which are in memory anyway
	}
	return x
}

// end lists old addresses as ended, or joined to the passage before, and says so of those that have not been before.
func (x *Assignment) end(c *citationAssigner, olds, into []int) {
	for _, old := range olds {
		address := c.old[old]
		address.Joined = into[old] >= 0
		switch {
		case address.Ended && !c.marked[old].stood:
		case address.Joined:
			x.Changes = append(x.Changes, Change{address.ID, Joined})
		default:
			x.Changes = append(x.Changes, Change{address.ID, Ended})
			if !c.doubted[old] {
				c.found = append(c.found, diagnostic.Diagnostic{
					Code: "address-ended", Severity: diagnostic.Warning, Start: diagnostic.Position{File: c.t.File},
					Message: fmt.Sprintf("the words of %s are gone; its address will lead to a notice that says so", address.ID),
					Hint:    toKeep(address.ID),
				})
			}
		}
		address.Ended = true
		address.Citations = c.end(nil, old, &x.Changes)
		x.Addresses = append(x.Addresses, address)
	}
}

// toKeep says how an address is kept that nothing has.
func toKeep(id string) string {
	switch {
	case id == "byline":
		return "if the essay still has an author, its front matter must name the author: author: …"
	case id[0] == 'n' || id[0] == 'e':
		return "if another note has taken its place, give that its label"
	}
	hint := "if another passage has taken its place, write " + toMark(edition.Paragraph, id)
	if id[0] == 'p' {
		hint += fmt.Sprintf("; if its words stand within another, write [some of them]{#%s} there", id)
	}
	if id[0] != 's' {
		hint += "; for a table or code " + toMark(edition.Table, id)
	}
	return hint
}

// moved marks the passages that have left the order of the others: all but a longest run of matched passages
// whose old addresses stood in the same order.
func (a *assigner) moved() []bool {
	moved := make([]bool, len(a.oldOf))
	var matched, olds []int
	for i, old := range a.oldOf {
		if old >= 0 {
			matched, olds = append(matched, i), append(olds, old)
		}
	}
	for k, kept := range order.Kept(olds) {
		moved[matched[k]] = !kept
	}
	return moved
}

// report refuses to go on until the editor has said what an address is to stand for.
func (a *assigner) report(passage int, code diagnostic.Code, message, hint string) {
	at := diagnostic.Position{File: a.t.File, Line: int(a.t.Passages[passage].Line)}
	a.found = append(a.found, diagnostic.Diagnostic{Code: code, Severity: diagnostic.Error, Start: at, Message: message, Hint: hint})
}
