package csl

// variableElement is <text variable="…">.
type variableElement struct {
	look     look
	variable int
	short    int  // the variable's short form, asked first; -1 for none
	number   bool // the variable is a number, with its own way to be set
}

// termElement is <text term="…">, the term already found.
type termElement struct {
	look    look
	text    string
	defined bool // if only as an empty term
}

// valueElement is <text value="…">.
type valueElement struct {
	look  look
	value *Node
}

// macroElement is <text macro="…">.
type macroElement struct {
	look  look
	macro *groupElement
}

// groupElement is <group>: it vanishes when it calls variables and all of them are empty.
type groupElement struct {
	look      look
	delimiter string
	elements  []element
}

func (e *termElement) render(c *context) (*Node, outcome) {
	if e.text == "" {
		if e.defined {
			return nil, settled
		}
		return nil, 0
	}
	return c.finish(&e.look, &Node{Text: e.text, Part: PartTerm}), 0
}

func (e *valueElement) render(c *context) (*Node, outcome) {
	return c.finish(&e.look, e.value.clone()), 0
}

func (e *macroElement) render(c *context) (*Node, outcome) {
	n, o := e.macro.render(c)
	if n == nil {
		return nil, o
	}
	return c.finish(&e.look, n), o
}

func (e *groupElement) render(c *context) (*Node, outcome) {
	n, o := renderAll(c, e.elements, e.delimiter)
	if o&^settled == called {
		return nil, called
	}
	if n == nil {
		return nil, o
	}
	return c.finish(&e.look, n), called | rendered
}

// renderAll renders the elements and joins what is not empty.
func renderAll(c *context, elements []element, delimiter string) (*Node, outcome) {
	outer := c.delimiter
	c.delimiter = delimiter
	n, o := renderJoined(c, elements, delimiter)
	c.delimiter = outer
	return n, o
}

// renderJoined makes room for several nodes only when a second one comes: most elements are empty for most items.
func renderJoined(c *context, elements []element, delimiter string) (*Node, outcome) {
	if len(elements) == 1 {
		return elements[0].render(c)
	}
	var all outcome
	var only *Node
	var nodes []*Node
	for i, e := range elements {
		n, o := e.render(c)
		all |= o
		switch {
		case n.isEmpty():
			continue
		case only == nil:
			only = n
			continue
		case nodes == nil:
			nodes = append(make([]*Node, 0, 2*(len(elements)-i)+1), only)
		}
		if delimiter != "" {
			nodes = append(nodes, affixNode(delimiter))
		}
		nodes = append(nodes, n)
	}
	if nodes == nil {
		return only, all
	}
	return &Node{Children: nodes}, all
}

func (e *variableElement) render(c *context) (*Node, outcome) {
	v := &c.program.variables[e.variable]
	n := e.content(c, v)
	if n.isEmpty() {
		if v.special == yearSuffix {
			return nil, 0 // most items have none: that is no reason for a group to vanish
		}
		return nil, called
	}
	n.Variable = v.name
	if n.Part == PartText {
		n.Part = PartVariable
	}
	return c.finish(&e.look, n), called | rendered
}

func (e *variableElement) content(c *context, v *variable) *Node {
	if c.isSuppressed(e.variable) {
		return nil
	}
	switch v.special {
	case locatorVariable:
		return c.locatorNode()
	case citationNumber, firstNoteNumber, citationLabel, yearSuffix:
		return c.specialNode(v.special)
	case pageFirst:
		return c.pageFirstNode(e.variable)
	}
	if e.number {
		return c.numberNode(e.variable)
	}
	if e.short >= 0 && !c.isSuppressed(e.short) {
		if short := c.entry.value(e.short).rich; short != nil {
			c.used(e.short)
			return short.clone()
		}
	}
	c.used(e.variable)
	return c.entry.value(e.variable).rich.clone()
}
