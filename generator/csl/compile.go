package csl

import (
	"slices"
	"strconv"
	"strings"
)

// compiler turns a style's elements into a program.
type compiler struct {
	*program
	indexes        map[string]int // of variables
	typeIndexes    map[string]int
	macros         map[string]*macro
	open           []string // macros being compiled
	depth          int
	names          nameOptions   // as inherited
	between        string        // names-delimiter, as inherited
	parent         *namesElement // whose substitutes are being compiled
	inBibliography bool
	size           int // elements that one rendering may visit, so far
}

// macro is a compiled macro with the number of elements that rendering it may visit.
type macro struct {
	group *groupElement
	size  int
}

const maxSize = 1 << 15 // elements visited by one rendering of a layout, of which the largest styles have a tenth

func compile(s *Style, l *Locale) (*program, error) {
	c := newCompiler(s, l)
	return c.program, c.layouts()
}

func newCompiler(s *Style, l *Locale) *compiler {
	return &compiler{program: &program{style: s, locale: l, casing: casingOf(l.Lang)}, indexes: map[string]int{}, typeIndexes: map[string]int{}}
}

// check compiles all that the style has, macros that nothing calls among it, to see whether it can be.
func (s *Style) check() error {
	c := newCompiler(s, &Locale{terms: map[termKey]term{}})
	if err := c.layouts(); err != nil {
		return err
	}
	for _, x := range s.root.children {
		if x.name != "macro" || c.macros[x.attrs["name"]] != nil {
			continue
		}
		c.size = 0
		if _, err := c.macro(x, x.attrs["name"]); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) layouts() error {
	if err := c.styleOptions(); err != nil {
		return err
	}
	base, between := c.names, c.between
	for _, x := range c.style.root.children {
		area := &c.citation
		switch x.name {
		case "citation":
		case "bibliography":
			area = &c.bibliography
			c.inBibliography = true
		default:
			continue
		}
		c.names, c.between, c.macros, c.size = base, between, map[string]*macro{}, 0
		if err := c.layout(area, x); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) styleOptions() error {
	root := c.style.root
	demote := root.attrs["demote-non-dropping-particle"]
	c.demoteSort, c.demoteDisplay = demote != "never", demote == "" || demote == "display-and-sort"
	c.initHyphen = root.attrs["initialize-with-hyphen"] != "false"
	c.pageRange = pageRangeFormat(root.choice("page-range-format"))
	c.names = defaultNames
	c.between = ""
	return c.nameAttrs(root)
}

func (c *compiler) layout(l *layout, x *xmlElement) error {
	if err := c.nameAttrs(x); err != nil {
		return err
	}
	if err := l.setOptions(x); err != nil {
		return err
	}
	for _, child := range x.children {
		switch child.name {
		case "layout":
			if err := c.layoutElements(l, child); err != nil {
				return err
			}
		case "sort":
			if err := c.sortKeys(l, child); err != nil {
				return err
			}
		default:
			return child.errorf("expected <layout> or <sort>")
		}
	}
	return nil
}

func (c *compiler) layoutElements(l *layout, x *xmlElement) (err error) {
	l.look, l.delimiter = parseLook(x), x.attrs["delimiter"]
	c.setDelimiters(l)
	l.elements, err = c.elements(x)
	return err
}

// setDelimiters settles what stands between cites of the same names, and between year-suffixes, where the
// style says nothing: a comma in the text, in notes what stands between cites.
func (c *compiler) setDelimiters(l *layout) {
	if l.yearSuffixDelimiter == "" {
		l.yearSuffixDelimiter = l.delimiter
		if l.ownGroupDelimiter {
			l.yearSuffixDelimiter = l.citeGroupDelimiter
		}
	}
	if !l.ownGroupDelimiter {
		l.citeGroupDelimiter = ", "
		if c.style.Note {
			l.citeGroupDelimiter = l.delimiter
		}
	}
}

// setOptions reads the attributes of <citation> and <bibliography>.
func (l *layout) setOptions(x *xmlElement) error {
	l.collapse = collapse(x.choice("collapse"))
	l.citeGroupDelimiter, l.groupsCites = x.attrs["cite-group-delimiter"], l.collapse >= collapseYear
	if _, ok := x.attrs["cite-group-delimiter"]; ok {
		l.groupsCites, l.ownGroupDelimiter = true, true
	}
	l.yearSuffixDelimiter = x.attrs["year-suffix-delimiter"]
	l.afterCollapse = x.attrs["after-collapse-delimiter"]
	l.disambiguateNames = x.attrs["disambiguate-add-names"] == "true"
	l.disambiguateGiven = x.attrs["disambiguate-add-givenname"] == "true"
	l.disambiguateYear = x.attrs["disambiguate-add-year-suffix"] == "true"
	l.givenRule = givenRule(x.choiceOrFirst("givenname-disambiguation-rule"))
	l.secondFieldAlign = x.attrs["second-field-align"] != ""
	l.substituteText, l.hasSubstitute = x.attrs["subsequent-author-substitute"]
	l.authorSubstitute = substituteRule(x.choiceOrFirst("subsequent-author-substitute-rule"))
	var err error
	l.nearNoteDistance, err = number(x, "near-note-distance", 5)
	return err
}

// number reads a whole number that is not negative and not absurd.
func number(x *xmlElement, attr string, otherwise int) (int, error) {
	s, ok := x.attrs[attr]
	if !ok || s == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 {
		return 0, x.errorf("%s=%q: expected a whole number", attr, s)
	}
	if n > maxNames {
		return 0, x.errorf("%s=%d: the limit is %d", attr, n, maxNames)
	}
	return n, nil
}

func parseLook(x *xmlElement) look {
	return look{prefix: x.attrs["prefix"], suffix: x.attrs["suffix"], format: parseFormat(x), display: Display(x.choice("display")),
		quotes: x.attrs["quotes"] == "true", stripPeriods: x.attrs["strip-periods"] == "true", textCase: parseTextCase(x)}
}

func parseFormat(x *xmlElement) Format {
	return Format{
		Style: FontStyle(x.choice("font-style")), Variant: FontVariant(x.choice("font-variant")), Weight: FontWeight(x.choice("font-weight")),
		Decoration: Decoration(x.choice("text-decoration")), Align: VerticalAlign(x.choice("vertical-align")),
	}
}

// variable returns the variable's index in the program.
func (c *compiler) variable(name string) int {
	if i, ok := c.indexes[name]; ok {
		return i
	}
	if name == "first-reference-note-number" {
		c.usesFirstNote = true
	}
	kind := kindOf(name)
	if kind == unknownVariable {
		kind = textVariable
	}
	c.variables = append(c.variables, variable{name: name, kind: kind, special: specials[name]})
	c.indexes[name] = len(c.variables) - 1
	return len(c.variables) - 1
}

func (c *compiler) variableList(x *xmlElement, attr string) []int {
	var list []int
	for _, name := range x.words(attr) {
		list = append(list, c.variable(name))
	}
	return list
}

// typeIndex returns the type's index in the program.
func (c *compiler) typeIndex(name string) int {
	i, ok := c.typeIndexes[name]
	if !ok {
		i = len(c.types)
		c.types = append(c.types, name)
		c.typeIndexes[name] = i
	}
	return i
}

func (c *compiler) elements(x *xmlElement) ([]element, error) {
	c.depth++
	defer func() { c.depth-- }()
	if c.depth > maxDepth {
		return nil, x.errorf("more than %d elements and macros within each other", maxDepth)
	}
	var list []element
	for _, child := range x.children {
		e, err := c.element(child)
		if err != nil {
			return nil, err
		}
		if e != nil {
			list = append(list, e)
		}
	}
	return list, nil
}

func (c *compiler) element(x *xmlElement) (element, error) {
	if c.size++; c.size > maxSize {
		return nil, x.errorf("macros that call each other unfold to more than %d elements", maxSize)
	}
	switch x.name {
	case "text":
		return c.text(x)
	case "number":
		return c.numberElement(x)
	case "label":
		return c.label(x)
	case "date":
		return c.date(x)
	case "names":
		return c.namesElement(x)
	case "group":
		return c.group(x)
	case "choose":
		return c.choose(x)
	}
	return nil, x.errorf("no rendering element of CSL; expected text, number, label, date, names, group or choose")
}

func (c *compiler) text(x *xmlElement) (element, error) {
	l, form := parseLook(x), parseTermForm(x)
	if name, ok := x.attrs["macro"]; ok {
		return c.macroText(x, name, l)
	}
	if name, ok := x.attrs["variable"]; ok {
		return c.variableText(name, form == shortForm, l), nil
	}
	if name, ok := x.attrs["term"]; ok {
		t, defined := c.locale.term(name, form)
		text := t.single
		if x.attrs["plural"] == "true" {
			text = t.multiple
		}
		return &termElement{look: l, text: text, defined: defined}, nil
	}
	if value, ok := x.attrs["value"]; ok {
		return &valueElement{look: l, value: c.value(value)}, nil
	}
	return nil, x.errorf("expected one of the attributes variable, macro, term or value")
}

func (c *compiler) value(text string) *Node {
	n := parseRichText(text, c.locale)
	for _, leaf := range leavesOf(n, nil) {
		leaf.leaf = leafValue
	}
	return n
}

func (c *compiler) variableText(name string, short bool, l look) element {
	e := &variableElement{look: l, variable: c.variable(name), short: -1}
	if name == "citation-number" && c.inBibliography {
		c.numbersEntries = true
	}
	if name == "year-suffix" {
		c.showsYearSuffix = true
	}
	if short {
		e.short = c.variable(name + "-short")
	}
	if name == "number-of-volumes" || name == "number-of-pages" || kindOf(name) == numberVariable {
		e.number = true
	}
	return e
}

func (c *compiler) macroText(x *xmlElement, name string, l look) (element, error) {
	m, ok := c.macros[name]
	if !ok {
		var err error
		if m, err = c.macro(x, name); err != nil {
			return nil, err
		}
	} else if c.size += m.size; c.size > maxSize {
		return nil, x.errorf("macros that call each other unfold to more than %d elements", maxSize)
	}
	return &macroElement{look: l, macro: m.group}, nil
}

func (c *compiler) macro(x *xmlElement, name string) (*macro, error) {
	definition := c.style.macros[name]
	if definition == nil {
		return nil, x.errorf("there is no macro %q", name)
	}
	if slices.Contains(c.open, name) {
		return nil, x.errorf("macro %q calls itself", name)
	}
	c.open = append(c.open, name)
	before := c.size
	elements, err := c.elements(definition)
	c.open = c.open[:len(c.open)-1]
	if err != nil {
		return nil, err
	}
	m := &macro{&groupElement{elements: elements}, c.size - before}
	c.macros[name] = m
	return m, nil
}

func (c *compiler) group(x *xmlElement) (element, error) {
	elements, err := c.elements(x)
	return &groupElement{look: parseLook(x), delimiter: x.attrs["delimiter"], elements: elements}, err
}

func (c *compiler) label(x *xmlElement) (element, error) {
	name := x.attrs["variable"]
	if name == "" {
		return nil, x.errorf("expected the attribute variable")
	}
	e := &labelElement{label: parseLabel(x), variable: c.variable(name), name: name}
	c.variables[e.variable].counted = true
	return e, nil
}

func (c *compiler) numberElement(x *xmlElement) (element, error) {
	name := x.attrs["variable"]
	if name == "" {
		return nil, x.errorf("expected the attribute variable")
	}
	e := &numberElement{look: parseLook(x), variable: c.variable(name), name: name, form: numberForm(x.choiceOrFirst("form"))}
	c.variables[e.variable].counted = true
	return e, nil
}
