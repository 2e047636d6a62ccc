package csl

import "slices"

// chooseElement renders the first branch whose condition holds, with the delimiter of the group around it.
type chooseElement struct {
	branches []branch
}

type branch struct {
	when     condition
	elements []element
}

// condition is what an <if> asks. An <else> has no tests and always holds.
type condition struct {
	match match
	tests []test
}

type match uint8

const (
	matchAll match = iota
	matchAny
	matchNone
)

// test is one question about the item or the cite.
type test struct {
	kind  testKind
	index int // of a variable or type, or a position
	label string
	value bool // of disambiguate
}

type testKind uint8

const (
	testVariable testKind = iota
	testType
	testNumeric
	testUncertain
	testLocator
	testPosition
	testDisambiguate
)

func (c *compiler) choose(x *xmlElement) (element, error) {
	e := &chooseElement{}
	before, largest := c.size, 0 // one branch is rendered, the conditions of all are looked at
	for _, child := range x.children {
		var b branch
		var err error
		switch child.name {
		case "if", "else-if":
			b.when, err = c.condition(child)
		case "else":
		default:
			err = child.errorf("expected <if>, <else-if> or <else>")
		}
		if err == nil {
			b.elements, err = c.elements(child)
		}
		if err != nil {
			return nil, err
		}
		e.branches = append(e.branches, b)
		largest = max(largest, c.size-before)
		c.size = before
	}
	c.size = before + largest + len(e.branches)
	return e, nil
}

func (c *compiler) condition(x *xmlElement) (condition, error) {
	k := condition{match: match(x.choiceOrFirst("match"))}
	for _, i := range c.variableList(x, "variable") {
		k.tests = append(k.tests, test{kind: testVariable, index: i})
	}
	for _, name := range x.words("type") {
		k.tests = append(k.tests, test{kind: testType, index: c.typeIndex(name)})
	}
	for _, i := range c.variableList(x, "is-numeric") {
		c.variables[i].counted = true
		k.tests = append(k.tests, test{kind: testNumeric, index: i})
	}
	for _, i := range c.variableList(x, "is-uncertain-date") {
		k.tests = append(k.tests, test{kind: testUncertain, index: i})
	}
	for _, name := range x.words("locator") {
		k.tests = append(k.tests, test{kind: testLocator, label: canonicalLabel(name)})
	}
	if d, ok := x.attrs["disambiguate"]; ok {
		c.testsDisambiguate = true
		k.tests = append(k.tests, test{kind: testDisambiguate, value: d == "true"})
	}
	return k, c.positionTests(x, &k)
}

func (c *compiler) positionTests(x *xmlElement, k *condition) error {
	for _, name := range x.words("position") {
		i := slices.Index(positionNames, name)
		if i < 0 {
			return x.errorf("position=%q: expected first, subsequent, ibid, ibid-with-locator or near-note", name)
		}
		k.tests = append(k.tests, test{kind: testPosition, index: i})
	}
	return nil
}

func (e *chooseElement) render(c *context) (*Node, outcome) {
	for i := range e.branches {
		b := &e.branches[i]
		if b.when.holds(c) {
			return renderAll(c, b.elements, c.delimiter)
		}
	}
	return nil, 0
}

func (k *condition) holds(c *context) bool {
	for i := range k.tests {
		answer := k.tests[i].ask(c)
		switch k.match {
		case matchAll:
			if !answer {
				return false
			}
		case matchAny:
			if answer {
				return true
			}
		case matchNone:
			if answer {
				return false
			}
		}
	}
	return k.match != matchAny || len(k.tests) == 0
}

func (t *test) ask(c *context) bool {
	switch t.kind {
	case testVariable:
		return c.has(t.index)
	case testType:
		return c.entry.typeIndex == t.index
	case testNumeric:
		return c.isNumeric(t.index)
	case testUncertain:
		d := c.date(t.index)
		return d != nil && d.circa
	case testLocator:
		return len(c.locator.parts) > 0 && c.locator.label() == t.label
	case testPosition:
		return c.position.is(position(t.index), c.nearNote)
	case testDisambiguate:
		c.conditions++
		return (c.conditions <= c.disambiguation.conditions) == t.value
	}
	return false
}
