package crosslink

import (
	"maps"
	"slices"
	"sort"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// Edition checks the links between texts and fills all Backlinks, in reading order: essays in the order of
// contents, then pages, glossary, names, chronology and annotations. It returns what is wrong with those links
// and with references from records. Texts that Text has not been called for are resolved as they are.
func (l *Linker) Edition() diagnostic.List {
	var found diagnostic.List
	l.texts = readingOrder(l.edition)
	l.broken = map[*edition.Text]diagnostic.List{}
	for i, t := range l.texts {
		t.Rank = int32(i)
		if l.targets[t] == nil {
			found = append(found, l.Resolve(t)...)
		}
	}
	maps.DeleteFunc(l.targets, func(t *edition.Text, _ *targets) bool { return int(t.Rank) >= len(l.texts) || l.texts[t.Rank] != t })
	among := destinations{}
	for _, t := range l.texts {
		l.checkLinks(t, among)
	}
	l.invert()
	l.former = nil
	return append(found, l.findings()...)
}

// readingOrder is that of the edition's texts, but for annotations, which come last.
func readingOrder(e *edition.Edition) []*edition.Text {
	var texts, annotations []*edition.Text
	e.Texts(func(t *edition.Text) {
		if t.Owner.Kind == edition.OfAnnotation {
			annotations = append(annotations, t)
		} else {
			texts = append(texts, t)
		}
	})
	return append(texts, annotations...)
}

// invert counts the backlinks of each subject, takes one slice for all of them, and deals it out.
func (l *Linker) invert() {
	ends := make([]int, len(l.subjects.lists))
	for _, t := range l.texts {
		l.references(t, func(target int32, _ edition.Backlink) { ends[target]++ })
	}
	total := 0
	for i, n := range ends {
		ends[i], total = total, total+n
	}
	all := make([]edition.Backlink, total)
	for _, t := range l.texts {
		l.references(t, func(target int32, b edition.Backlink) {
			all[ends[target]] = b
			ends[target]++
		})
	}
	start := 0
	for i, list := range l.subjects.lists {
		*list = slices.Clip(all[start:ends[i]])
		start = ends[i]
	}
}

// references calls f for every resolved fact of t, in reading order within each kind.
func (l *Linker) references(t *edition.Text, f func(target int32, b edition.Backlink)) {
	x := l.targets[t]
	for i, target := range x.citations {
		if target >= 0 {
			f(target, edition.Backlink{Text: t, Kind: edition.CitationBacklink, Index: int32(i)})
		}
	}
	for i, target := range x.mentions {
		if target >= 0 {
			f(target, edition.Backlink{Text: t, Kind: edition.MentionBacklink, Index: int32(i)})
		}
	}
	for _, i := range linksInOrder(t) {
		if target := x.links[i]; target >= 0 && t.Links[i].Resolved {
			f(target, edition.Backlink{Text: t, Kind: edition.LinkBacklink, Index: i})
		}
	}
}

// linksInOrder are the indices of the links, by place: in Links, those of notes stand where notes are defined.
func linksInOrder(t *edition.Text) []int32 {
	order := make([]int32, len(t.Links))
	for i := range order {
		order[i] = int32(i)
	}
	byPlace := func(i, j int32) int { return compareSpans(t.Links[i].Span, t.Links[j].Span) }
	if !slices.IsSortedFunc(order, byPlace) {
		slices.SortStableFunc(order, byPlace)
	}
	return order
}

// Replace puts a text that has been parsed and linked again, with Text, in the place of the old one. Only the
// Backlinks of what the two refer to are made anew; each is a new slice, and who holds an old one may go on
// reading it. It returns what Edition would. The edition must already hold the new text, and Edition must have
// been called.
func (l *Linker) Replace(old, new *edition.Text) diagnostic.List {
	new.Rank = old.Rank
	l.texts[new.Rank] = new
	if l.targets[new] == nil {
		l.Resolve(new)
	}
	delete(l.broken, old)
	among := destinations{}
	l.checkLinks(new, among)
	l.splice(old, new)
	l.recheck(new, among)
	if old != new {
		delete(l.targets, old)
	}
	return l.findings()
}

// splice puts the backlinks from new into the place of those from old.
func (l *Linker) splice(old, new *edition.Text) {
	fresh := map[int32][]edition.Backlink{}
	for _, targets := range [][]int32{l.targets[old].citations, l.targets[old].mentions, l.targets[old].links} {
		for _, target := range targets {
			fresh[target] = nil
		}
	}
	delete(fresh, -1)
	l.references(new, func(target int32, b edition.Backlink) { fresh[target] = append(fresh[target], b) })
	for target, backlinks := range fresh {
		list := *l.subjects.lists[target]
		i := sort.Search(len(list), func(i int) bool { return list[i].Text.Rank >= new.Rank })
		j := i + sort.Search(len(list)-i, func(k int) bool { return list[i+k].Text.Rank > new.Rank })
		*l.subjects.lists[target] = slices.Concat(list[:i], backlinks, list[j:])
	}
}

// recheck looks again at the links that lead to passages of t, and at those that led nowhere.
func (l *Linker) recheck(t *edition.Text, among destinations) {
	target, ok := l.subjects.linked(t.Owner.Kind)[t.Owner.ID]
	if !ok {
		return
	}
	again := map[*edition.Text]bool{}
	for _, b := range *l.subjects.lists[target] {
		again[b.Text] = true
	}
	for other := range l.broken {
		again[other] = true
	}
	delete(again, t)
	for other := range again {
		if l.checkLinks(other, among) {
			l.splice(other, other)
		}
	}
}
