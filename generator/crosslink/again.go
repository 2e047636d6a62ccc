package crosslink

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// succession is what two linkers of one edition, before and after a change of its records, do not have in common.
type succession struct {
	former   *Linker
	aliases  *aliases // those that only one of them looks for
	subjects bool     // they number subjects in other ways, or one has some that the other does not
	rule     bool     // they have other rules for which mentions become links
}

// After prepares for Again: the linker is that of an edition which another linker has linked, and of which records have
// changed since.
func (l *Linker) After(former *Linker) {
	l.former = &succession{
		former: former, aliases: onlyInOne(former.aliases, l.aliases), rule: former.edition.Settings.Autolink != l.edition.Settings.Autolink,
		subjects: !l.subjects.equal(former.subjects) || !maps.Equal(l.edition.Left, former.edition.Left) ||
			!l.edition.Unread.Equal(former.edition.Unread),
	}
}

// Again links a text that the former linker has linked, and that has not changed; it needs the words. When nothing is
// other than it was, neither are the findings, and asBefore is true.
func (l *Linker) Again(t *edition.Text) (found diagnostic.List, asBefore bool) {
	switch {
	case l.former.rule, len(l.attested[t.Owner.ID])+len(l.former.former.attested[t.Owner.ID]) > 0, l.mayMention(t):
		return l.Text(t), false
	case l.former.subjects || l.former.former.targets[t] == nil:
		return l.Resolve(t), false
	}
	l.mu.Lock()
	l.targets[t] = l.former.former.targets[t]
	l.mu.Unlock()
	return nil, true
}

// Rule is a hash of what Text goes by, beside the text and what there is to refer to. A text that has been linked by the same
// rule has the same mentions and sentences; Relink then does what is left.
func (l *Linker) Rule() [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintln(h, l.edition.Settings.Autolink)
	for _, x := range l.aliases.entries {
		fmt.Fprintf(h, "%d %q %q\n", x.kind, x.id, x.alias)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Relink links a text that has been linked in another run, by the same rule or another one; it needs the words.
func (l *Linker) Relink(t *edition.Text, sameRule bool) diagnostic.List {
	if sameRule && len(l.attested[t.Owner.ID]) == 0 {
		return l.Resolve(t)
	}
	return l.Text(t)
}

// mayMention says that mentions in a text may not be those that they were.
func (l *Linker) mayMention(t *edition.Text) bool {
	changed := l.former.aliases
	if len(changed.entries) == 0 {
		return false
	}
	s := l.scratch.Get().(*scratch)
	defer l.scratch.Put(s)
	found := false
	for i := range t.Passages {
		p := &t.Passages[i]
		s.folded.fold(p.Text)
		changed.find(&s.folded, p.Kind == edition.Heading || p.Kind == edition.Title, func(match) { found = true })
		if found {
			return true
		}
	}
	return false
}

// onlyInOne are the aliases that one looks for and the other does not.
func onlyInOne(a, b *aliases) *aliases {
	type name struct {
		kind  edition.MentionKind
		id    string
		alias string
	}
	in := map[name]int{}
	for i, list := range [][]entry{a.entries, b.entries} {
		for _, x := range list {
			in[name{x.kind, x.id, x.alias}] |= i + 1
		}
	}
	var all []*written
	for x, both := range in {
		if both != 3 {
			all = append(all, &written{entry: entry{kind: x.kind, id: x.id, alias: x.alias}, lower: string(foldString(x.alias).lower)})
		}
	}
	slices.SortFunc(all, func(x, y *written) int {
		return cmp.Or(strings.Compare(x.lower, y.lower), strings.Compare(x.alias, y.alias))
	})
	return build(all)
}

func (s *subjects) equal(other *subjects) bool {
	return maps.Equal(s.sources, other.sources) && maps.Equal(s.terms, other.terms) && maps.Equal(s.names, other.names) &&
		maps.Equal(s.events, other.events) && maps.Equal(s.essays, other.essays) && maps.Equal(s.pages, other.pages)
}
