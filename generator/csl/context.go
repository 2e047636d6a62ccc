package csl

// context is what elements need to render one cite or one bibliography entry.
type context struct {
	program *program
	area    *layout
	entry   *entry

	// of the cite
	locator   numbers
	position  position
	nearNote  bool
	number    int // citation-number
	firstNote int // first-reference-note-number

	disambiguation *disambiguation
	shared         nameRegister // of the library
	sort           *sortKey     // set while a sort key is made

	suppressNames bool // the first names render as nothing, and do not count as empty: suppressed or collapsed away
	namesSeen     bool
	inSubstitute  int

	comparing bool // to see whether cites of other items look the same: when one was looked at does not count

	delimiter  string // of the group around, which goes between the elements of a <choose> too
	suppressed bitset // variables that a substitution has used up
	tracing    bool   // variables that are rendered are noted in trace
	trace      bitset

	lists      []nameList
	rendered   int  // names elements so far: which of the disambiguation's name lists comes next
	conditions int  // tests of disambiguate so far
	suffixDone bool // the year-suffix has been given
}

type bitset []uint64

func (b *bitset) add(i int) {
	for len(*b) <= i/64 {
		*b = append(*b, 0)
	}
	(*b)[i/64] |= 1 << (i % 64)
}

func (b bitset) has(i int) bool { return i/64 < len(b) && b[i/64]&(1<<(i%64)) != 0 }

func (b *bitset) addAll(other bitset) {
	for i, word := range other {
		for len(*b) <= i {
			*b = append(*b, 0)
		}
		(*b)[i] |= word
	}
}

// isSuppressed reports whether a substitution has used the variable up.
func (c *context) isSuppressed(variable int) bool {
	return len(c.suppressed) > 0 && c.suppressed.has(variable)
}

// used notes that a variable was rendered, for the substitution that may be around: there it is not rendered twice either.
func (c *context) used(variable int) {
	if c.tracing {
		c.trace.add(variable)
	}
	if c.inSubstitute > 0 {
		c.suppressed.add(variable)
	}
}

// has reports whether the variable is not empty.
func (c *context) has(variable int) bool {
	v := &c.program.variables[variable]
	switch v.special {
	case locatorVariable:
		return len(c.locator.parts) > 0
	case citationNumber:
		return c.number > 0
	case citationLabel:
		return c.entry.label() != ""
	case firstNoteNumber:
		return c.firstNote > 0
	case yearSuffix:
		return c.disambiguation.suffix > 0
	case pageFirst:
		return !c.pageFirstNode(variable).isEmpty()
	}
	return c.entry.value(variable).set
}

func (c *context) date(variable int) *date { return c.entry.value(variable).date }

func (c *context) isNumeric(variable int) bool {
	v := &c.program.variables[variable]
	switch v.special {
	case locatorVariable:
		return c.locator.numeric
	case citationNumber:
		return c.number > 0
	case firstNoteNumber:
		return c.firstNote > 0
	}
	n := c.entry.value(variable).number
	return n != nil && n.numeric
}

// finish gives rendered content its look, text case and all. Capitals do not count in sorting. A term is in the
// style's language, whatever the item's.
func (c *context) finish(l *look, n *Node) *Node {
	if l.stripPeriods {
		stripPeriods(n)
	}
	if l.textCase != asIs && c.sort == nil {
		in := c.entry.casing
		if n.Part == PartTerm || n.Part == PartLabel {
			in = c.program.casing
		}
		applyTextCase(n, l.textCase, in)
	}
	return l.dress(n)
}
