package csl

import (
	"slices"
	"sync"
	"sync/atomic"

	"glossator/generator/parallel"
)

// Library is all items of an edition: numbered, sorted and told apart once, for any number of documents. It is
// not changed once made and may be used by many at once.
type Library struct {
	p        *Processor
	records  []*record // in the bibliography's order
	byID     map[string]*record
	kept     atomic.Int64 // texts in the memos of the records
	rankOnce sync.Once
	shared   nameRegister // family names that several people have; nil where that does not count
}

// record is an item's place in a library.
type record struct {
	library        *Library
	item           *Item
	entry          *entry // nil where the item is made ready when it is asked for
	order          int    // in which it was registered, from 0
	number         int    // citation-number, from 1
	place          int    // among the entries of the bibliography, from 0
	rank           int    // in the order of cites within a citation, from 1; made when it is first asked for
	disambiguation *disambiguation
	memo           memo
}

// NewLibrary registers the items, in the order in which they were first cited if the style has no order of its own.
// Of items with the same ID the first counts.
func (p *Processor) NewLibrary(items []Item) *Library {
	l := &Library{p: p, byID: make(map[string]*record, len(items))}
	entries := make([]*entry, len(items))
	parallel.Each(len(items), func(i int) error {
		entries[i] = p.prepare(&items[i])
		return nil
	})
	for i, e := range entries {
		if item := &items[i]; l.byID[item.ID] == nil {
			l.add(item, e)
		}
	}
	l.settle()
	for _, r := range l.records {
		r.entry = nil // most of what will be asked for is in the memo then, and an entry has ten times the bytes of its item
	}
	return l
}

// prepared is the record's item made ready.
func (r *record) prepared() *entry {
	if r.entry != nil {
		return r.entry
	}
	return r.library.p.prepare(r.item)
}

func (l *Library) add(item *Item, e *entry) {
	r := &record{item: item, entry: e, library: l, order: len(l.records), number: len(l.records) + 1, disambiguation: noDisambiguation}
	l.byID[item.ID] = r
	l.records = append(l.records, r)
}

// settle sorts, numbers and disambiguates.
func (l *Library) settle() {
	l.sortRecords()
	for i, r := range l.records {
		r.place = i
	}
	l.disambiguate()
}

// sortRecords puts the records into the bibliography's order and numbers them.
func (l *Library) sortRecords() {
	slices.SortFunc(l.records, func(a, b *record) int { return a.order - b.order })
	for i, r := range l.records {
		r.number = i + 1
	}
	layout := &l.p.program.bibliography
	if len(layout.sort) == 0 || len(l.records) < 2 {
		return
	}
	keys := withoutNumbers(layout.sort)
	sorters := sync.Pool{New: func() any { return l.p.newSorter(keys) }}
	rows := make([]sortRow, len(l.records)) // by order
	parallel.Each(len(rows), func(i int) error {
		rows[i].context = l.p.entryContext(l.records[i])
		if len(keys) > 0 {
			s := sorters.Get().(*sorter)
			defer sorters.Put(s)
			rows[i].value(s, 0) // which each is compared by
		}
		return nil
	})
	s := l.p.newSorter(keys)
	slices.SortStableFunc(l.records, func(a, b *record) int { return s.compare(&rows[a.order], &rows[b.order]) })
	l.enumerate()
}

// enumerate numbers the records in the order in which they are.
func (l *Library) enumerate() {
	down := countsDown(l.p.program.bibliography.sort)
	last := len(l.records) - 1
	for i, r := range l.records {
		r.number = i + 1
		if down {
			r.number = last - i + 1
		}
	}
}

// rankCites ranks the records by the citation's sort keys; those that no key tells apart have the same rank.
func (l *Library) rankCites() {
	s := l.p.newSorter(l.p.program.citation.sort)
	rows := make([]sortRow, len(l.records)) // by order
	for _, r := range l.records {
		rows[r.order].context = l.p.citeContext(r)
	}
	compare := func(a, b *record) int { return s.compare(&rows[a.order], &rows[b.order]) }
	sorted := slices.SortedStableFunc(slices.Values(l.records), compare)
	for i, r := range sorted {
		switch {
		case i == 0:
			r.rank = 1
		case compare(sorted[i-1], r) == 0:
			r.rank = sorted[i-1].rank
		default:
			r.rank = sorted[i-1].rank + 1
		}
	}
}

// entryContext is the context in which an item's bibliography entry is rendered.
func (p *Processor) entryContext(r *record) context {
	return context{program: p.program, area: &p.program.bibliography, entry: r.prepared(), number: r.number, position: noPosition,
		disambiguation: r.disambiguation, shared: r.library.shared}
}

// Document begins a document that cites the library's items. Positions (ibid and its like) start afresh in it.
func (l *Library) Document() *Session { return &Session{p: l.p, library: l} }
