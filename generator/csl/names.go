package csl

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// namesElement is <names>.
type namesElement struct {
	look       look
	variables  []int
	names      []string // of the variables
	between    string   // between variables
	options    nameOptions
	etAl       look
	etAlText   string
	label      *label
	labelFirst bool
	substitute []element
}

func (c *compiler) namesElement(x *xmlElement) (element, error) {
	e := &namesElement{look: parseLook(x), names: x.words("variable"), between: c.between}
	if len(e.names) == 0 {
		return nil, x.errorf("expected the attribute variable")
	}
	e.variables = c.variableList(x, "variable")
	outer := c.names
	defer func() { c.names = outer }()
	if err := c.nameAttrs(x); err != nil {
		return nil, err
	}
	if d, ok := x.attrs["delimiter"]; ok {
		e.between = d
	}
	e.options, e.etAlText = c.names, c.locale.text("et-al", longForm)
	if c.parent != nil && x.child("name") == nil {
		e.options = c.parent.options
	}
	if c.parent != nil && len(x.children) == 0 {
		e.etAl, e.etAlText, e.label, e.labelFirst = c.parent.etAl, c.parent.etAlText, c.parent.label, c.parent.labelFirst
		if _, ok := x.attrs["delimiter"]; !ok {
			e.between = c.parent.between
		}
	}
	return e, c.namesChildren(e, x)
}

func (c *compiler) namesChildren(e *namesElement, x *xmlElement) (err error) {
	for _, child := range x.children {
		switch child.name {
		case "name":
			err = e.options.read(child)
		case "et-al":
			e.etAl = parseLook(child)
			if term, ok := child.attrs["term"]; ok {
				e.etAlText = c.locale.text(term, longForm)
			}
		case "label":
			l := parseLabel(child)
			e.label, e.labelFirst = &l, !hasBefore(x, "name", child)
		case "substitute":
			parent := c.parent
			c.parent = e
			e.substitute, err = c.elements(child)
			c.parent = parent
		case "institution":
		default:
			err = child.errorf("expected <name>, <et-al>, <label> or <substitute>")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// hasBefore reports whether x has a child of that name before another of its children.
func hasBefore(x *xmlElement, name string, other *xmlElement) bool {
	first := x.child(name)
	return first != nil && slices.Index(x.children, first) < slices.Index(x.children, other)
}

func (o *nameOptions) read(x *xmlElement) error {
	if err := o.set(x); err != nil {
		return err
	}
	if _, ok := x.attrs["form"]; ok {
		o.form = nameForm(x.choiceOrFirst("form"))
	}
	if d, ok := x.attrs["delimiter"]; ok {
		o.delimiter = d
	}
	o.look = parseLook(x)
	for _, part := range x.children {
		switch part.attrs["name"] {
		case "family":
			o.family = parseLook(part)
		case "given":
			o.given = parseLook(part)
		default:
			return part.errorf("expected <name-part> with name family or given")
		}
	}
	return nil
}

func (e *namesElement) render(c *context) (*Node, outcome) {
	n := e.content(c)
	o := called | rendered
	if n != nil {
		n = e.look.dress(n)
	} else {
		n, o = e.substituted(c)
	}
	if c.inSubstitute == 0 && o&rendered != 0 {
		if c.suppressNames && !c.namesSeen {
			n = nil
		}
		c.namesSeen = true
	}
	return n, o
}

// substituted renders the first of the substitutes that is not empty. What it used is not rendered again.
func (e *namesElement) substituted(c *context) (*Node, outcome) {
	for _, s := range e.substitute {
		outerTrace, outerTracing := c.trace, c.tracing
		c.trace, c.tracing = nil, true
		c.inSubstitute++
		n, o := s.render(c)
		c.inSubstitute--
		used := c.trace
		c.trace, c.tracing = outerTrace, outerTracing
		if n.isEmpty() && o&(rendered|settled) == 0 {
			continue
		}
		if outerTracing {
			c.trace.addAll(used)
		}
		c.suppressed.addAll(used)
		if n != nil && n.Part == PartText {
			n.Part = PartNames
		} else if n != nil && n.Part != PartNames {
			n = &Node{Children: []*Node{n}, Part: PartNames}
		}
		return e.look.dress(n), called | rendered
	}
	return nil, called
}

// content renders the names of the element's variables, or nil if there are none.
func (e *namesElement) content(c *context) *Node {
	if !e.hasNames(c) {
		return nil
	}
	var lists []*Node
	count := 0
	combined := e.combined(c)
	for i, v := range e.variables {
		people := c.entry.value(v).names
		if len(people) == 0 || c.isSuppressed(v) {
			continue
		}
		c.used(v)
		if c.inSubstitute > 0 {
			defer c.suppressed.add(v)
		}
		name := e.names[i]
		if combined {
			name = "editortranslator"
		}
		if e.options.form == countNames {
			count += e.shownCount(c, len(people))
		} else {
			lists = append(lists, e.labelled(c, e.list(c, people), name, len(people) > 1 || hasOthers(people)))
		}
		if combined {
			c.used(e.variables[1])
			break
		}
	}
	if count > 0 {
		return &Node{Text: strconv.Itoa(count), Part: PartNames}
	}
	n := joined(lists, e.between)
	if n == nil {
		return nil
	}
	return &Node{Children: []*Node{n}, Part: PartNames, Variable: e.names[0]}
}

func (e *namesElement) hasNames(c *context) bool {
	return slices.ContainsFunc(e.variables, func(v int) bool { return len(c.entry.value(v).names) > 0 })
}

// combined reports whether editors and translators are the same people, who are then given once.
func (e *namesElement) combined(c *context) bool {
	if len(e.names) != 2 || e.names[0]+e.names[1] != "editortranslator" && e.names[0]+e.names[1] != "translatoreditor" {
		return false
	}
	if c.isSuppressed(e.variables[0]) || c.isSuppressed(e.variables[1]) {
		return false
	}
	a, b := c.entry.value(e.variables[0]).names, c.entry.value(e.variables[1]).names
	if len(a) == 0 || !slices.EqualFunc(a, b, func(x, y person) bool { return x.Name == y.Name }) {
		return false
	}
	form := longForm
	if e.label != nil {
		form = e.label.form
	}
	return c.program.locale.text("editortranslator", form) != ""
}

// labelled puts the label before or after the names.
func (e *namesElement) labelled(c *context, names *Node, variable string, many bool) *Node {
	if e.label == nil || names.isEmpty() || c.sort != nil {
		return names
	}
	text := e.label.text(c.program.locale, variable, many)
	if text == "" {
		return names
	}
	l := c.finish(&e.label.look, &Node{Text: text, Part: PartLabel, Variable: variable})
	if e.labelFirst {
		return &Node{Children: []*Node{l, names}}
	}
	return &Node{Children: []*Node{names, l}}
}

// shown returns how many names of a list are given, and whether the rest is abbreviated.
func (e *namesElement) shown(c *context, total int) (first int, abbreviated bool) {
	o := &e.options
	least, first := o.etAlMin, o.etAlFirst
	if c.position.isLater() {
		if o.laterEtAlMin > 0 {
			least = o.laterEtAlMin
		}
		if o.laterEtAlFirst > 0 {
			first = o.laterEtAlFirst
		}
	}
	if c.sort != nil {
		if c.sort.namesMin > 0 {
			least = c.sort.namesMin
		}
		if c.sort.namesFirst > 0 {
			first = c.sort.namesFirst
		}
	}
	if least == 0 || first < 0 || total < least {
		return total, false
	}
	if c.rendered < len(c.disambiguation.names) && c.sort == nil {
		first = max(first, c.disambiguation.names[c.rendered])
	}
	if first >= total && total > 0 {
		return total, false
	}
	return first, true
}

func (e *namesElement) shownCount(c *context, total int) int {
	first, _ := e.shown(c, total)
	return first
}

// list renders one variable's names.
func (e *namesElement) list(c *context, people []person) *Node {
	o := &e.options
	first, abbreviated := e.shown(c, len(people))
	useLast := o.etAlLast
	if c.sort != nil && c.sort.setsLast {
		useLast = c.sort.namesLast
	}
	if hasOthers(people) {
		abbreviated, useLast = true, false
	}
	which := c.rendered
	c.rendered++
	if first == 0 {
		return nil
	}
	c.lists = append(c.lists, nameList{people, first})
	nodes := make([]*Node, 0, 2*first+2)
	for i := range first {
		if i > 0 {
			nodes = append(nodes, affixNode(e.joint(c, people, i, first, abbreviated)))
		}
		nodes = append(nodes, e.person(c, people, i, which))
	}
	switch {
	case !abbreviated:
	case c.sort != nil && !useLast:
	case useLast && first < len(people)-1:
		last := len(people) - 1
		nodes = append(nodes, affixNode(o.delimiter+"… "), e.person(c, people, last, which))
	default:
		nodes = e.appendEtAl(nodes, people, first)
	}
	return o.look.dress(&Node{Children: nodes, Part: partNameList})
}

func hasOthers(people []person) bool { return people[len(people)-1].others }

func (e *namesElement) appendEtAl(nodes []*Node, people []person, first int) []*Node {
	if e.etAlText == "" {
		return nodes
	}
	joint := " "
	if isHan(e.etAlText) {
		joint = ""
	}
	switch e.options.beforeEtAl {
	case precedesAlways:
		joint = e.options.delimiter
	case contextually:
		if first > 1 {
			joint = e.options.delimiter
		}
	case afterInverted:
		if e.isInverted(nil, people, first-1) {
			joint = e.options.delimiter
		}
	}
	return append(nodes, affixNode(joint), e.etAl.dress(textNode(e.etAlText)))
}

// joint returns what stands before name i of those given.
func (e *namesElement) joint(c *context, people []person, i, shown int, abbreviated bool) string {
	o := &e.options
	if i < shown-1 || abbreviated || o.and == noAnd || c.sort != nil {
		return o.delimiter
	}
	and := c.program.locale.text("and", longForm)
	if o.and == andSymbol {
		and = "&"
		if t, ok := c.program.locale.term("and", symbolForm); ok && t.single != c.program.locale.text("and", longForm) {
			and = t.single
		}
	}
	delimiter := false
	switch o.beforeLast {
	case precedesAlways:
		delimiter = true
	case contextually:
		delimiter = shown > 2
	case afterInverted:
		delimiter = e.isInverted(c, people, i-1)
	}
	if !delimiter && strings.TrimRightFunc(and, unicode.IsSpace) != and {
		return and // a word that is written onto the next, with a space of its own
	}
	if delimiter {
		return o.delimiter + and + " "
	}
	return " " + and + " "
}

// isInverted reports whether name i comes family name first.
func (e *namesElement) isInverted(c *context, people []person, i int) bool {
	if people[i].Literal != "" || people[i].unspaced {
		return false
	}
	if c != nil && c.sort != nil {
		return true
	}
	return e.options.inverted == invertAll || e.options.inverted == invertFirst && i == 0
}
