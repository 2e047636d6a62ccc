package csl

import (
	"bytes"
	"encoding/gob"
)

// libraryState is what takes long to find out about a library's items, and little room.
type libraryState struct {
	Order  []int32 // in which the bibliography has them
	Apart  []apart // those that something is added to
	Shared nameRegister
}

// apart is what tells the cites of an item from those of others.
type apart struct {
	Item               int32 // in the order of registering
	Names              []int
	Given              [][]givenLevel
	Conditions, Suffix int
}

// Settled is what [Processor.SettledLibrary] needs to make the same library again.
func (l *Library) Settled() []byte {
	s := libraryState{Order: make([]int32, len(l.records)), Shared: l.shared}
	for i, r := range l.records {
		s.Order[i] = int32(r.order)
		if d := r.disambiguation; d != noDisambiguation {
			s.Apart = append(s.Apart, apart{int32(r.order), d.names, d.given, d.conditions, d.suffix})
		}
	}
	var b bytes.Buffer
	gob.NewEncoder(&b).Encode(s) // to memory, of what gob can write
	return b.Bytes()
}

// SettledLibrary is [Processor.NewLibrary] of items of which everything is known already, since the same processor has made a
// library of the same items. It is not ok where the bytes are not what that library's Settled gave.
func (p *Processor) SettledLibrary(items []Item, known []byte) (l *Library, ok bool) {
	var s libraryState
	if gob.NewDecoder(bytes.NewReader(known)).Decode(&s) != nil {
		return nil, false
	}
	l = &Library{p: p, byID: make(map[string]*record, len(items)), shared: s.Shared}
	for i := range items {
		if l.byID[items[i].ID] == nil {
			l.add(&items[i], nil)
		}
	}
	registered := l.records
	if len(s.Order) != len(registered) {
		return nil, false
	}
	for _, a := range s.Apart {
		if a.Item < 0 || int(a.Item) >= len(registered) {
			return nil, false
		}
		registered[a.Item].disambiguation = &disambiguation{a.Names, a.Given, a.Conditions, a.Suffix}
	}
	l.records = make([]*record, len(registered))
	seen := make([]bool, len(registered))
	for place, order := range s.Order {
		if order < 0 || int(order) >= len(registered) || seen[order] {
			return nil, false
		}
		seen[order] = true
		r := registered[order]
		l.records[place], r.place = r, place
	}
	l.enumerate()
	return l, true
}
