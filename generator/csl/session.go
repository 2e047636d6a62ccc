package csl

import "slices"

// Session is one document's citations in their order. It is for one goroutine at a time.
type Session struct {
	p       *Processor
	library *Library // of the edition, or the session's own
	find    func(id string) *Item

	clusters []Cluster
	rendered []*Node
	unsorted bool
}

// NewSession begins a document that stands by itself: items are registered as they are cited, and their
// numbers, disambiguation and bibliography follow the document. Items that find does not know (nil) are cited by
// their id.
func (p *Processor) NewSession(find func(id string) *Item) *Session {
	return &Session{p: p, find: find, library: p.NewLibrary(nil)}
}

// Append adds a cluster at the document's end and returns its text.
func (s *Session) Append(c Cluster) *Node {
	s.Set(append(slices.Clone(s.clusters), c))
	return s.rendered[len(s.rendered)-1]
}

// Insert puts a cluster at that place and returns what has changed, the cluster among it.
func (s *Session) Insert(at int, c Cluster) []Rendered {
	return s.Set(slices.Insert(slices.Clone(s.clusters), at, c))
}

// Set makes these the document's clusters and returns those whose text is new or has changed, in order.
func (s *Session) Set(clusters []Cluster) []Rendered {
	if s.find != nil {
		s.registerCited(clusters)
	}
	before := make(map[string]string, len(s.clusters))
	for i, c := range s.clusters {
		before[c.ID] = HTML(s.rendered[i], nil)
	}
	s.clusters = clusters
	s.rendered = s.renderAll()
	var changed []Rendered
	for i, c := range clusters {
		if was, ok := before[c.ID]; !ok || was != HTML(s.rendered[i], nil) {
			changed = append(changed, Rendered{c.ID, i, s.rendered[i]})
		}
	}
	return changed
}

// Node returns the text of the cluster at that place.
func (s *Session) Node(at int) *Node { return s.rendered[at] }

// Preview returns what the cluster would look like, its positions as its cites give them, without making it
// part of the document.
func (s *Session) Preview(c Cluster) *Node { return s.render(&c) }

// SetUnsorted leaves the bibliography in the order of citation.
func (s *Session) SetUnsorted() { s.unsorted = true }

// Bibliography returns the entries of the items that the document's library has.
func (s *Session) Bibliography() []Entry { return s.library.Bibliography() }

func (s *Session) registerCited(clusters []Cluster) {
	l := &Library{p: s.p, byID: map[string]*record{}}
	for _, cluster := range clusters {
		for _, cite := range cluster.Cites {
			if l.byID[cite.Item] != nil {
				continue
			}
			if item := s.find(cite.Item); item != nil {
				l.register(item)
			}
		}
	}
	l.settle()
	s.library = l
}

func (s *Session) renderAll() []*Node {
	nodes := make([]*Node, len(s.clusters))
	for i := range s.clusters {
		nodes[i] = s.render(&s.clusters[i])
	}
	return nodes
}

func (s *Session) render(cluster *Cluster) *Node {
	layout := &s.p.program.citation
	var cites []*Node
	for j := range cluster.Cites {
		cites = append(cites, s.cite(&cluster.Cites[j]))
	}
	n := joined(cites, layout.delimiter)
	return s.p.finished(s.p.dressLayout(&layout.look, n))
}

func (s *Session) cite(cite *Cite) *Node {
	r := s.library.byID[cite.Item]
	if r == nil {
		return &Node{Text: cite.Item, Part: PartCite, Item: cite.Item, Cite: cite.ID}
	}
	c := context{program: s.p.program, area: &s.p.program.citation, entry: r.entry, number: r.number, disambiguation: r.disambiguation}
	c.locator = locatorsOf(cite, s.p.locale)
	n, _ := renderAll(&c, c.area.elements, "")
	nodes := compact(s.affix(cite.Prefix), n, s.affix(cite.Suffix))
	return &Node{Children: nodes, Part: PartCite, Item: cite.Item, Cite: cite.ID}
}

func (s *Session) affix(text string) *Node {
	n := parseRichText(text, s.p.locale)
	n.Walk(func(n *Node) bool { n.leaf = leafAffix; return true })
	return n
}

func locatorsOf(cite *Cite, l *Locale) numbers {
	var all numbers
	for i, locator := range cite.Locators {
		n := parseNumbers(locator.Value, true, l)
		if len(n.parts) == 0 {
			continue
		}
		n.parts[0].label = canonicalLabel(locator.Label)
		if i == 0 {
			all = n
			continue
		}
		n.parts[0].joint = ","
		all.parts = append(all.parts, n.parts...)
		all.text += ", " + n.text
	}
	return all
}
