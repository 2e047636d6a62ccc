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
	places   [][]placed // of the cites, by cluster
	room     []placed   // for those of the next clusters
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
	s.clusters = append(s.clusters, c)
	return s.append(&c)
}

// AppendMarked adds a cluster at the end of a document on an edition's library, and appends its text as HTML. Each cite that
// has an ID stands between signs that say which it is ([MarkBegin]). The cluster's cites must not change until the next one has
// been added. A document that is made so has nothing to say of its clusters afterwards.
func (s *Session) AppendMarked(dst []byte, c Cluster) []byte {
	places := s.place(&c)
	if len(places) == 1 {
		return s.appendSingle(dst, places[0])
	}
	return AppendHTML(dst, s.compose(false, places...), marks)
}

func (s *Session) append(c *Cluster) *Node {
	places := s.place(c)
	n := s.compose(false, places...)
	s.places = append(s.places, places)
	s.done = append(s.done, Rendered{c.ID, len(s.done), n})
	return n
}

// Insert puts a cluster at that place and returns what has changed, the cluster among it.
func (s *Session) Insert(at int, c Cluster) []Rendered {
	return s.Set(slices.Insert(slices.Clone(s.clusters), at, c))
}

// Set makes these the document's clusters and returns, in order, those that are new or have changed: their text, or
// what it follows from (the first note of an item, what tells it from another).
func (s *Session) Set(clusters []Cluster) []Rendered {
	before := s.standing()
	s.clusters = clusters
	s.renderAll()
	return changes(before, s.standing(), s.done)
}

// standing is how the document's cites stand, by the ids of their clusters.
type standing map[string]clusterStanding

type clusterStanding struct {
	text  string
	cites map[string]citeStanding // by item
}

// citeStanding is what makes a cite read as it does, apart from the cluster itself.
type citeStanding struct {
	position       position
	near           bool
	firstNote      int
	disambiguation string
}

func (s *Session) standing() standing {
	all := make(standing, len(s.done))
	for i, r := range s.done {
		cluster := clusterStanding{HTML(r.Node, nil), map[string]citeStanding{}}
		for _, p := range s.places[i] {
			if record := s.library.byID[p.cite.Item]; record != nil {
				cluster.cites[p.cite.Item] = citeStanding{p.position, p.near, p.firstNote, record.disambiguation.String()}
			}
		}
		all[r.ID] = cluster
	}
	return all
}

// changes returns the clusters whose text is new or other than before, and those with items of which some cite
// stands otherwise than before.
func changes(before, now standing, done []Rendered) []Rendered {
	items := map[string]bool{}
	for id, cluster := range now {
		for item, cite := range cluster.cites {
			if was, ok := before[id].cites[item]; ok && was != cite {
				items[item] = true
			}
		}
	}
	var changed []Rendered
	for _, r := range done {
		was, ok := before[r.ID]
		touched := !ok || was.text != now[r.ID].text
		for item := range now[r.ID].cites {
			touched = touched || items[item]
		}
		if touched {
			changed = append(changed, r)
		}
	}
	return changed
}

func (s *Session) renderAll() {
	if s.find != nil {
		s.registerCited()
	}
	s.history, s.done, s.places = [2]history{}, nil, nil
	for i := range s.clusters {
		s.append(&s.clusters[i])
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
	return s.compose(false, places...)
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
			if r := known[id]; r != nil && r.item == item {
				l.add(item, r.prepared())
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
