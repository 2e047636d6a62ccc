package csl

import (
	"slices"
	"strings"
)

// group puts cites that begin with the same names next to each other, where the style asks for it, and sets
// what stands between the cites.
func (c *citation) group() {
	layout := &c.s.p.program.citation
	if layout.groupsCites {
		c.gather()
	}
	for i, part := range c.cites {
		part.group = i
		part.joint = layout.delimiter
		if i > 0 && layout.groupsCites && part.names != "" && part.names == c.cites[i-1].names {
			part.group = c.cites[i-1].group
		}
	}
}

// gather moves each cite behind the last that has the same names.
func (c *citation) gather() {
	var gathered []*citePart
	for _, part := range c.cites {
		at := len(gathered)
		if part.names != "" {
			for i, g := range slices.Backward(gathered) {
				if g.names == part.names {
					at = i + 1
					break
				}
			}
		}
		gathered = slices.Insert(gathered, at, part)
	}
	c.cites = gathered
}

// collapse shortens what the cites have in common, as the style asks.
func (c *citation) collapse() {
	switch layout := &c.s.p.program.citation; layout.collapse {
	case collapseNumbers:
		c.collapseNumbers()
	case collapseYear, collapseYearSuffix, collapseYearSuffixRanged:
		c.collapseYears(layout)
	case noCollapse:
		if layout.groupsCites {
			for i, part := range c.cites {
				if i > 0 && part.group == c.cites[i-1].group {
					part.joint = layout.citeGroupDelimiter
				}
			}
		}
	}
}

// collapseNumbers makes three or more numbers in a row into a range.
func (c *citation) collapseNumbers() {
	layout := &c.s.p.program.citation
	var kept []*citePart
	for i := 0; i < len(c.cites); {
		j := i
		for j+1 < len(c.cites) && c.followsOn(c.cites[j], c.cites[j+1]) {
			j++
		}
		kept = append(kept, c.cites[i])
		switch {
		case j-i >= 2:
			c.cites[j].joint = "–"
			kept = append(kept, c.cites[j])
			if j+1 < len(c.cites) && layout.afterCollapse != "" {
				c.cites[j+1].joint = layout.afterCollapse
			}
		case j > i:
			kept = append(kept, c.cites[j])
		}
		i = j + 1
	}
	c.cites = kept
}

// followsOn reports whether two cites are nothing but their numbers, one after the other.
func (c *citation) followsOn(a, b *citePart) bool {
	return a.record != nil && b.record != nil && b.record.number == a.record.number+1 &&
		a.cite.Suffix == "" && b.cite.Prefix == "" && !a.showsLocator() && !b.showsLocator()
}

// showsLocator reports whether the style gives the cite's locator; some have nothing but numbers.
func (p *citePart) showsLocator() bool {
	return p.node.first(func(n *Node) bool { return n.Variable == "locator" && n.isContent() }) != nil
}

// collapseYears leaves out the names of cites that have those of the cite before, and years likewise.
func (c *citation) collapseYears(layout *layout) {
	for i := 1; i < len(c.cites); i++ {
		before, part := c.cites[i-1], c.cites[i]
		if part.group != before.group {
			collapsed := before.group == 0 || i > 1 && before.group == c.cites[i-2].group
			if collapsed && layout.afterCollapse != "" {
				part.joint = layout.afterCollapse
			}
			continue
		}
		part.joint = layout.citeGroupDelimiter
		if layout.afterCollapse != "" && len(before.cite.Locators) > 0 {
			part.joint = layout.afterCollapse
		}
		if part.cite.Prefix != "" {
			continue
		}
		part.node = c.bare(part.record, part.placed, true)
	}
	if layout.collapse >= collapseYearSuffix {
		c.collapseSuffixes(layout)
	}
}

// collapseSuffixes leaves out the years of cites that differ from the one before in the year-suffix alone.
func (c *citation) collapseSuffixes(layout *layout) {
	for i := 0; i < len(c.cites); {
		j := i
		for j+1 < len(c.cites) && c.differInSuffix(c.cites[j], c.cites[j+1]) {
			j++
		}
		for k := i + 1; k <= j; k++ {
			part := c.cites[k]
			part.node = &Node{Text: Letters(part.record.disambiguation.suffix), Part: PartYearSuffix, Variable: "year-suffix"}
			part.joint = layout.yearSuffixDelimiter
		}
		if layout.collapse == collapseYearSuffixRanged {
			j -= c.rangeSuffixes(i, j)
		}
		i = j + 1
	}
}

// rangeSuffixes makes runs of three or more suffixes into ranges and returns how many cites that took away.
func (c *citation) rangeSuffixes(from, to int) int {
	removed := 0
	for i := from; i <= to-removed; i++ {
		j := i
		for j < to-removed && c.cites[j+1].record.disambiguation.suffix == c.cites[j].record.disambiguation.suffix+1 {
			j++
		}
		if j-i >= 2 {
			c.cites[j].joint = "–"
			c.cites = slices.Delete(c.cites, i+1, j)
			removed += j - i - 1
		}
	}
	return removed
}

func (c *citation) differInSuffix(a, b *citePart) bool {
	if a.record == nil || b.record == nil || a.names != b.names || len(a.cite.Locators)+len(b.cite.Locators) > 0 || a.cite.Suffix+b.cite.Prefix != "" {
		return false
	}
	if a.record.disambiguation.suffix == 0 || b.record.disambiguation.suffix == 0 {
		return false
	}
	return c.withoutSuffix(a) == c.withoutSuffix(b)
}

func (c *citation) withoutSuffix(part *citePart) string {
	ctx := c.s.context(part.record, part.placed)
	d := *ctx.disambiguation
	d.suffix = 0
	ctx.disambiguation = &d
	n, _ := renderAll(&ctx, ctx.area.elements, "")
	return strings.TrimSpace(n.PlainText())
}
