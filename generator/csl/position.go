package csl

import (
	"cmp"
	"slices"
)

// position is where a cite stands in relation to earlier cites of the same item.
type position uint8

const (
	firstPosition position = iota
	subsequent
	ibid
	ibidWithLocator
	nearNotePosition
)

// positionNames are the values of the attribute position, in the order of the constants.
var positionNames = []string{"first", "subsequent", "ibid", "ibid-with-locator", "near-note"}

// noPosition is that of a bibliography entry, of which no test of position holds.
const noPosition position = 255

// is reports whether a test for that position holds: an ibid is subsequent as well.
func (p position) is(tested position, near bool) bool {
	if p == noPosition {
		return false
	}
	switch tested {
	case firstPosition:
		return p == firstPosition
	case subsequent:
		return p.isLater()
	case ibid:
		return p == ibid || p == ibidWithLocator
	case ibidWithLocator:
		return p == ibidWithLocator
	}
	return near
}

func (p position) isLater() bool { return p != firstPosition && p != noPosition }

// placed is a cite with its place among the document's other cites, and in the author's sentence.
type placed struct {
	cite      *Cite
	position  position
	near      bool
	firstNote int
	begun     bool
	ending    Ending
}

// takeGiven takes over the position that a cite states outright.
func (p *placed) takeGiven() {
	given := p.cite.Position
	if given == nil {
		return
	}
	p.near, p.firstNote = given.NearNote, given.FirstNote
	if given.Position >= 0 && given.Position <= int(ibidWithLocator) {
		p.position = position(given.Position)
	}
}

// history is what has been cited so far.
type history struct {
	items map[string]citedBefore
	last  []placed // the cluster before
	note  int      // its note
	sole  bool     // it is all that its note has
}

// citedBefore is where an item was cited.
type citedBefore struct {
	firstNote int // its number
	lastNote  int // its place among the notes
}

// place sorts a cluster's cites, finds their positions and notes that they have been cited.
func (s *Session) place(c *Cluster) []placed {
	note := cmp.Or(c.Order, c.NoteNumber)
	h := &s.history[min(note, 1)]
	if h.items == nil {
		h.items = map[string]citedBefore{}
	}
	places := s.unplaced(c)
	s.sortCites(places)
	distance := s.p.program.citation.nearNoteDistance
	for i := range places {
		p := &places[i]
		before, again := h.items[p.cite.Item]
		if again {
			p.position = subsequent
			if i > 0 {
				p.position = after(&places[i-1], p)
			} else if h.isAlone(p.cite.Item, note) {
				p.position = after(&h.last[len(h.last)-1], p)
			}
			p.firstNote = before.firstNote
			p.near = note-before.lastNote <= distance
		} else {
			before.firstNote = c.NoteNumber
		}
		before.lastNote = note
		h.items[p.cite.Item] = before
		p.takeGiven()
	}
	h.sole = h.last == nil || note == 0 || note != h.note
	h.last, h.note = places, note
	return places
}

// unplaced are a cluster's cites before their places are known. They are given memory for many clusters at a time.
func (s *Session) unplaced(c *Cluster) []placed {
	from := len(s.room)
	if from+len(c.Cites) > cap(s.room) {
		s.room, from = make([]placed, 0, max(64, len(c.Cites))), 0
	}
	for i := range c.Cites {
		s.room = append(s.room, placed{cite: &c.Cites[i], begun: c.Begun, ending: c.Ending})
	}
	return s.room[from:len(s.room):len(s.room)]
}

// isAlone reports whether the cluster before cites that item only, and directly before.
func (h *history) isAlone(item string, note int) bool {
	if len(h.last) == 0 || note > h.note+1 || note > h.note && !h.sole {
		return false
	}
	return !slices.ContainsFunc(h.last, func(p placed) bool { return p.cite.Item != item })
}

// after returns the position of a cite that directly follows another.
func after(before, p *placed) position {
	switch {
	case before.cite.Item != p.cite.Item:
		return subsequent
	case slices.EqualFunc(before.cite.Locators, p.cite.Locators, Locator.Same):
		return ibid
	case len(p.cite.Locators) == 0:
		return subsequent
	}
	return ibidWithLocator
}

// sortCites puts cites into the order that the style wants within a citation. Items that are not known come first.
func (s *Session) sortCites(places []placed) {
	if len(s.p.program.citation.sort) == 0 || len(places) < 2 {
		return
	}
	s.library.rankOnce.Do(s.library.rankCites)
	rank := func(p placed) int {
		if r := s.library.byID[p.cite.Item]; r != nil {
			return r.rank
		}
		return 0
	}
	slices.SortStableFunc(places, func(a, b placed) int { return rank(a) - rank(b) })
}
