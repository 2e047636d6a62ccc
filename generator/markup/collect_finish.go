package markup

import (
	"strconv"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// finish gives passages their numbers and editors' notes their letters, and puts clusters into reading order.
func (c *collector) finish() {
	c.number()
	c.letter()
	c.countRaised()
	c.reorder(c.readingOrder())
	c.text.Passages = append(make([]edition.Passage, 0, len(c.text.Passages)), c.text.Passages...) // as large as they are
	for i := range c.text.Passages {
		c.text.Size += len(c.text.Passages[i].Text)
	}
}

// number gives addresses to the passages that have none.
func (c *collector) number() {
	next := map[string]int{}
	for i := range c.text.Passages {
		p := &c.text.Passages[i]
		if p.ID != "" {
			continue
		}
		prefix := "p"
		if p.Kind == edition.Heading {
			prefix = "s"
		} else if p.Region == edition.AbstractRegion {
			prefix = "a"
		}
		for p.ID == "" {
			next[prefix]++
			if id := prefix + strconv.Itoa(next[prefix]); !c.taken(id) {
				p.ID = id
				c.ids[id] = diagnostic.Position{}
			}
		}
	}
}

// letter marks editors' notes a, b … z, aa, ab … in the order of their first calls.
func (c *collector) letter() {
	n := 0
	for i := range c.text.Notes {
		if c.text.Notes[i].Stream == edition.EditorStream {
			c.text.Notes[i].Marker = letters(n)
			n++
		}
	}
}

func letters(n int) string {
	s := string(rune('a' + n%26))
	for n = n/26 - 1; n >= 0; n = n/26 - 1 {
		s = string(rune('a'+n%26)) + s
	}
	return s
}

// readingOrder lists the clusters as a reader meets them, who reads a note where it is first called.
func (c *collector) readingOrder() []int32 {
	order := make([]int32, 0, len(c.text.Clusters))
	read := make([]bool, len(c.text.Notes))
	var open [][]event // what is left of the passages being read: notes may call notes to any depth
	visit := func(passage int32) {
		open = append(open, c.events[passage])
		for len(open) > 0 {
			rest := &open[len(open)-1]
			if len(*rest) == 0 {
				open = open[:len(open)-1]
				continue
			}
			e := (*rest)[0]
			*rest = (*rest)[1:]
			if e.note < 0 {
				order = append(order, e.cluster)
			} else if !read[e.note] {
				read[e.note] = true
				open = append(open, c.events[c.text.Notes[e.note].Passage])
			}
		}
	}
	for i := range c.text.Passages {
		if note := c.text.Passages[i].Note; note >= 0 {
			if read[note] {
				continue
			}
			read[note] = true
		}
		visit(int32(i))
	}
	return order
}

// reorder puts clusters and citations into the order given, and numbers the citations.
func (c *collector) reorder(order []int32) {
	clusters := make([]edition.Cluster, 0, len(order))
	citations := make([]edition.Citation, 0, len(c.text.Citations))
	number := 0
	for i, old := range order {
		cluster := c.text.Clusters[old]
		first := int32(len(citations))
		for _, x := range c.text.Citations[cluster.First : cluster.First+cluster.Count] {
			x.Cluster = int32(i)
			for x.ID == "" || c.taken(x.ID) {
				number++
				x.ID = "c" + strconv.Itoa(number)
			}
			citations = append(citations, x)
		}
		cluster.First = first
		clusters = append(clusters, cluster)
		*c.owners[old] = int32(i)
	}
	c.text.Clusters, c.text.Citations = clusters, citations
}
