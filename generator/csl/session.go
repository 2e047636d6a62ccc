package csl

import (
	"slices"
)

// Session is one document's citations in their order. It is for one goroutine at a time.
type Session struct {
	p        *Processor
	library  *Library              // of the edition, or the session's own
	find     func(id string) *Item // nil where the library is the edition's
	always   []string              // items that are in the library whether cited or not
	history  [2]history            // of citations in the text, and in notes
	done     []Rendered
	clusters []Cluster
}

// NewSession begins a document that stands by itself: items are registered as they are cited, and their
// numbers, disambiguation and bibliography follow the document. Items that find does not know (nil) are cited by
// their id.
func (p *Processor) NewSession(find func(id string) *Item) *Session {
	return &Session{p: p, find: find, library: p.NewLibrary(nil)}
}

// Append adds a cluster at the document's end and returns its text.
func (s *Session) Append(c Cluster) *Node {
	if s.find != nil {
		s.Set(append(s.clusters, c))
		return s.done[len(s.done)-1].Node
	}
	n := s.render(&c, s.place(&c))
	s.clusters = append(s.clusters, c)
	s.done = append(s.done, Rendered{c.ID, len(s.done), n})
	return n
}

// Insert puts a cluster at that place and returns what has changed, the cluster among it.
func (s *Session) Insert(at int, c Cluster) []Rendered {
	return s.Set(slices.Insert(slices.Clone(s.clusters), at, c))
}

// Set makes these the document's clusters and returns those whose text is new or has changed, in order.
func (s *Session) Set(clusters []Cluster) []Rendered {
	before := make(map[string]string, len(s.done))
	for _, r := range s.done {
		before[r.ID] = HTML(r.Node, nil)
	}
	s.clusters = clusters
	s.renderAll()
	var changed []Rendered
	for _, r := range s.done {
		if was, ok := before[r.ID]; !ok || was != HTML(r.Node, nil) {
			changed = append(changed, r)
		}
	}
	return changed
}

func (s *Session) renderAll() {
	if s.find != nil {
		s.registerCited()
	}
	s.history, s.done = [2]history{}, nil
	for i := range s.clusters {
		c := &s.clusters[i]
		s.done = append(s.done, Rendered{c.ID, i, s.render(c, s.place(c))})
	}
}

// Register puts items into the library and the bibliography whether they are cited or not. Sessions on an
// edition's library have no use for it.
func (s *Session) Register(ids ...string) {
	s.always = append(s.always, ids...)
	s.renderAll()
}

// Node returns the text of the cluster at that place.
func (s *Session) Node(at int) *Node { return s.done[at].Node }

// Preview returns what the cluster would look like, its positions as its cites give them, without making it
// part of the document.
func (s *Session) Preview(c Cluster) *Node {
	places := make([]placed, len(c.Cites))
	for i := range c.Cites {
		places[i] = placed{cite: &c.Cites[i]}
	}
	s.sortCites(places)
	for i := range places {
		places[i].takeGiven()
	}
	return s.render(&c, places)
}

// Bibliography returns the entries of the items that the document's library has.
func (s *Session) Bibliography() []Entry { return s.library.Bibliography() }

// registerCited makes a library of what the document cites.
func (s *Session) registerCited() {
	l := &Library{p: s.p, byID: map[string]*record{}}
	known := s.library.byID
	add := func(id string) {
		if l.byID[id] != nil {
			return
		}
		if item := s.find(id); item != nil {
			if r := known[id]; r != nil && r.entry.item == item {
				l.add(r.entry)
			} else {
				l.register(item)
			}
		}
	}
	for _, id := range s.always {
		add(id)
	}
	for _, cluster := range s.clusters {
		for _, cite := range cluster.Cites {
			add(cite.Item)
		}
	}
	l.settle()
	s.library = l
}
