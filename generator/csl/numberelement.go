package csl

import (
	"cmp"
	"strconv"
	"strings"
)

// numberElement is <number>.
type numberElement struct {
	look     look
	variable int
	name     string
	form     numberForm
}

type numberForm uint8

const (
	numericNumber numberForm = iota
	ordinalNumber
	longOrdinalNumber
	romanNumber
)

// labelElement is <label>.
type labelElement struct {
	label    label
	variable int
	name     string
}

// label is a <label>'s options.
type label struct {
	look   look
	form   termForm
	plural pluralRule
}

type pluralRule uint8

const (
	contextual pluralRule = iota
	always
	never
)

func parseLabel(x *xmlElement) label {
	return label{look: parseLook(x), form: parseTermForm(x), plural: pluralRule(x.choiceOrFirst("plural"))}
}

// text returns the term in the number that fits.
func (l *label) text(locale *Locale, name string, many bool) string {
	t, _ := locale.term(name, l.form)
	if l.plural == always || l.plural == contextual && many {
		return t.multiple
	}
	return t.single
}

func (e *labelElement) render(c *context) (*Node, outcome) {
	n := c.numbers(e.variable)
	if n == nil || len(n.parts) == 0 {
		return nil, called
	}
	name := e.name
	if c.program.variables[e.variable].special == locatorVariable {
		name = n.label()
	}
	many := n.plural(0)
	if strings.HasPrefix(e.name, "number-of-") {
		many = n.text != "1" && n.text != "0"
	}
	text := e.label.text(c.program.locale, name, many)
	if text == "" {
		return nil, called | rendered
	}
	node := c.finish(&e.label.look, &Node{Text: text, Part: PartLabel, Variable: e.name})
	if c.isSuppressed(e.variable) {
		return node, 0 // whether the number beside it is rendered decides
	}
	return node, called | rendered
}

func (e *numberElement) render(c *context) (*Node, outcome) {
	n := c.numbers(e.variable)
	if n == nil || len(n.parts) == 0 || c.isSuppressed(e.variable) {
		return nil, called
	}
	c.used(e.variable)
	text := n.text
	if n.numeric {
		text = n.joined(c.program, e.name, func(value string) string { return e.set(c.program.locale, value) })
	}
	if c.sort != nil {
		text = padNumbers(text)
	}
	node := &Node{Text: text, Part: PartVariable, Variable: e.name}
	return c.finish(&e.look, node), called | rendered
}

// set writes one number in the element's form.
func (e *numberElement) set(l *Locale, value string) string {
	number, err := strconv.Atoi(value)
	if err != nil || number < 0 {
		return value
	}
	switch e.form {
	case ordinalNumber:
		return l.ordinal(number, l.genderOf(e.name))
	case longOrdinalNumber:
		return l.longOrdinal(number, l.genderOf(e.name))
	case romanNumber:
		if r := roman(number); r != "" {
			return r
		}
	}
	return value
}

// numbers returns the variable's value as numbers, or nil.
func (c *context) numbers(variable int) *numbers {
	switch c.program.variables[variable].special {
	case locatorVariable:
		return &c.locator
	case citationNumber:
		return plainNumber(c.number)
	case firstNoteNumber:
		return plainNumber(c.firstNote)
	}
	return c.entry.value(variable).number
}

func plainNumber(n int) *numbers {
	if n == 0 {
		return nil
	}
	s := strconv.Itoa(n)
	return &numbers{parts: []numberPart{{value: s}}, text: s, numeric: true}
}

// joined writes the numbers with what joins them, ranges as the style wants them. set writes one number; numbers
// under a label of their own are written as they are.
func (n *numbers) joined(p *program, name string, set func(string) string) string {
	if len(n.parts) == 1 && !n.parts[0].own {
		return set(n.parts[0].value)
	}
	var b strings.Builder
	labelled := false
	for i, part := range n.parts {
		b.WriteString(cmp.Or(part.typed, part.joint.text(p.locale, name)))
		value := part.value
		if part.own {
			labelled = true
			l := label{form: shortForm}
			b.WriteString(l.text(p.locale, part.label, n.plural(i)) + " ")
		}
		if !labelled {
			value = set(value)
		}
		if part.joint == rangeJoint && (name == "page" || name == "locator") {
			value = p.pageRange.shorten(n.parts[i-1].value, value)
		}
		b.WriteString(value)
	}
	return b.String()
}

// text returns how the locale writes the joint.
func (j joint) text(l *Locale, variable string) string {
	and := func() string { return l.text("and", longForm) + " " }
	switch j {
	case noJoint:
		return ""
	case rangeJoint:
		return l.rangeDelimiter(variable)
	case andSign:
		if t, ok := l.terms[termKey{name: "and", form: symbolForm}]; ok {
			return " " + t.single + " "
		}
		return " & "
	case andWordly:
		return " " + and()
	case commaAnd:
		return Comma(l.Lang) + and()
	case commaJoint:
		return Comma(l.Lang)
	}
	return string(j) + " "
}

func (l *Locale) rangeDelimiter(variable string) string {
	if variable == "page" || variable == "locator" {
		if t, ok := l.term("page-range-delimiter", longForm); ok {
			return t.single
		}
	}
	return "–"
}

func asWritten(number string) string { return number }

// numberNode returns a number variable called by <text>.
func (c *context) numberNode(variable int) *Node {
	n := c.numbers(variable)
	if n == nil || len(n.parts) == 0 {
		return nil
	}
	c.used(variable)
	name := c.program.variables[variable].name
	if name == "page" || n.numeric {
		return textNode(n.joined(c.program, name, asWritten))
	}
	return c.entry.value(variable).rich.clone()
}

func (c *context) pageFirstNode(variable int) *Node {
	v := c.entry.value(variable)
	if v.number == nil || len(v.number.parts) == 0 {
		return nil
	}
	return textNode(v.number.parts[0].value)
}

// locatorNode renders the cite's locators: the first without its label, which <label> gives, later ones of
// another kind with theirs.
func (c *context) locatorNode() *Node {
	if len(c.locator.parts) == 0 {
		return nil
	}
	if len(c.locator.parts) == 1 && !c.locator.parts[0].own {
		return parseRichText(c.locator.parts[0].value, c.program.locale)
	}
	return textNode(c.locator.joined(c.program, "locator", asWritten))
}

func (c *context) specialNode(kind special) *Node {
	switch kind {
	case citationNumber:
		switch {
		case c.number > 0 && c.sort != nil:
			return textNode(pad(c.number, 9))
		case c.number > 0:
			return textNode(strconv.Itoa(c.number))
		}
	case firstNoteNumber:
		if c.firstNote > 0 {
			return textNode(strconv.Itoa(c.firstNote))
		}
	case citationLabel:
		return textNode(c.entry.label() + c.suffixText())
	case yearSuffix:
		if s := c.suffixText(); s != "" {
			c.suffixDone = true
			return &Node{Text: s, Part: PartYearSuffix}
		}
	}
	return nil
}

// suffixText returns the year-suffix in letters.
func (c *context) suffixText() string { return Letters(c.disambiguation.suffix) }

// Letters counts a, b … z, aa, ab …
func Letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}
