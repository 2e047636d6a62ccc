package csl

// Session is one document's citations in their order. It is for one goroutine at a time.
type Session struct {
	p       *Processor
	library *Library
	history [2]history // of citations in the text, and in notes
	room    []placed   // for the cites of the next clusters
}

// Append adds a cluster at the document's end and returns its text. The cluster's cites must not change until the next one has
// been added.
func (s *Session) Append(c Cluster) *Node { return s.compose(false, s.place(&c)...) }

// AppendMarked adds a cluster at the end of a document on an edition's library, and appends its text as HTML. Each cite that
// has an ID stands between signs that say which it is ([MarkBegin]). The cluster's cites must not change until the next one has
// been added.
func (s *Session) AppendMarked(dst []byte, c Cluster) []byte {
	places := s.place(&c)
	if len(places) == 1 {
		return s.appendSingle(dst, places[0])
	}
	return AppendHTML(dst, s.compose(false, places...), marks)
}

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
