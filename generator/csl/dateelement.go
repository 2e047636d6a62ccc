package csl

import (
	"slices"
	"strconv"
	"strings"
)

// dateElement is <date>: a form of the locale's, or the style's own order of parts.
type dateElement struct {
	look        look
	variable    int
	name        string
	form        dateForm
	parts       []datePart
	joint       string // between the parts
	ordinalDay1 bool   // only the first day of a month is an ordinal
}

type dateForm uint8

const (
	ownForm dateForm = iota
	textForm
	numericForm
)

// dateLook is what a locale's date form says besides its parts.
type dateLook struct{ delimiter string }

// datePart is one <date-part>.
type datePart struct {
	name     datePartName
	form     datePartForm
	look     look
	rangeGap string // between the two ends of a range in which this part differs
}

type datePartName uint8

const (
	yearPart datePartName = iota
	monthPart
	dayPart
)

type datePartForm uint8

const (
	defaultPart datePartForm = iota
	longPart
	shortPart
	numericPart
	zeroPart
	ordinalPart
)

func parseDateParts(x *xmlElement) ([]datePart, error) {
	parts := []datePart{}
	for _, child := range x.children {
		if child.name != "date-part" {
			return nil, child.errorf("expected <date-part>")
		}
		part, err := parseDatePart(child)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func parseDatePart(x *xmlElement) (datePart, error) {
	part := datePart{rangeGap: "–", look: parseLook(x)}
	if gap, ok := x.attrs["range-delimiter"]; ok {
		part.rangeGap = gap
	}
	name := x.choice("name")
	if name == 0 {
		return part, x.errorf("expected the attribute name")
	}
	part.name, part.form = datePartName(name-1), datePartForm(x.choice("form"))
	return part, nil
}

func (c *compiler) date(x *xmlElement) (element, error) {
	name := x.attrs["variable"]
	if name == "" {
		return nil, x.errorf("expected the attribute variable")
	}
	e := &dateElement{look: parseLook(x), variable: c.variable(name), name: name, form: dateForm(x.choice("form")), joint: x.attrs["delimiter"],
		ordinalDay1: c.locale.dayOrdinalsToDay1 == yes}
	var err error
	if e.parts, err = parseDateParts(x); err != nil || e.form == ownForm {
		return e, err
	}
	e.joint = c.locale.dateLooks[e.form-1].delimiter
	e.parts = c.localizedParts(x, e.form, e.parts)
	return e, nil
}

// localizedParts takes the locale's parts, those of them that the style wants, with the style's changes.
func (c *compiler) localizedParts(x *xmlElement, form dateForm, own []datePart) []datePart {
	var parts []datePart
	for _, part := range c.locale.dates[form-1] {
		switch x.attrs["date-parts"] {
		case "year-month":
			if part.name == dayPart {
				continue
			}
		case "year":
			if part.name != yearPart {
				continue
			}
		}
		for i, o := range own {
			if o.name == part.name {
				part = part.changed(x.children[i], o)
			}
		}
		parts = append(parts, part)
	}
	return parts
}

// changed overlays what the style says of a localized date's part; affixes are the locale's.
func (p datePart) changed(x *xmlElement, by datePart) datePart {
	if by.form != defaultPart {
		p.form = by.form
	}
	if by.look.format != (Format{}) {
		p.look.format = by.look.format
	}
	if by.look.textCase != asIs {
		p.look.textCase = by.look.textCase
	}
	if _, ok := x.attrs["strip-periods"]; ok {
		p.look.stripPeriods = by.look.stripPeriods
	}
	if _, ok := x.attrs["range-delimiter"]; ok {
		p.rangeGap = by.rangeGap
	}
	return p
}

func (e *dateElement) render(c *context) (*Node, outcome) {
	if c.isSuppressed(e.variable) || c.comparing && e.name == "accessed" {
		return nil, called
	}
	d := c.date(e.variable)
	if d == nil {
		return nil, called
	}
	c.used(e.variable)
	n := e.content(c, d)
	if n.isEmpty() {
		return nil, called
	}
	if n.Part != PartText {
		n = &Node{Children: []*Node{n}}
	}
	n.Part, n.Variable = PartDate, e.name
	return c.finish(&e.look, n), called | rendered
}

func (e *dateElement) content(c *context, d *date) *Node {
	if d.literal != "" && d.start.Year == 0 {
		if !hasPart(e.parts, yearPart) { // words stand for a date as a whole, which is given where its year is
			return nil
		}
		n := parseRichText(d.literal, c.program.locale)
		return c.withYearSuffix(n, e)
	}
	if c.sort != nil {
		return e.sortContent(d)
	}
	if !d.isRange {
		return e.openContent(d, e.point(c, &d.start, e.parts))
	}
	return e.rangeContent(c, d)
}

// openContent puts the range delimiter before or after the one end of a range that is known.
func (e *dateElement) openContent(d *date, end *Node) *Node {
	if end == nil || !d.open && !d.begun {
		return end
	}
	gap := "–"
	for _, p := range e.parts {
		if p.name == yearPart {
			gap = p.rangeGap
		}
	}
	if d.begun {
		return &Node{Children: []*Node{affixNode(gap), end}}
	}
	return &Node{Children: []*Node{end, affixNode(gap)}}
}

// withYearSuffix puts the year-suffix after a date that has not shown it yet.
func (c *context) withYearSuffix(n *Node, e *dateElement) *Node {
	if e.name != "issued" || c.program.showsYearSuffix || c.suffixDone || c.disambiguation.suffix == 0 || c.sort != nil {
		return n
	}
	c.suffixDone = true
	return &Node{Children: []*Node{n, {Text: c.suffixText(), Part: PartYearSuffix, Variable: "year-suffix"}}}
}

// rangeContent renders what differs twice with the range delimiter between, what is the same once.
func (e *dateElement) rangeContent(c *context, d *date) *Node {
	largest := e.largestDifference(d)
	if largest < 0 {
		return e.point(c, &d.start, e.parts)
	}
	first, last := -1, -1
	for i, p := range e.parts {
		if p.name >= datePartName(largest) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	before, repeated, after := e.parts[:first], e.parts[first:last+1], e.parts[last+1:]
	gap := "–"
	for _, p := range repeated {
		if p.name == datePartName(largest) {
			gap = p.rangeGap
		}
	}
	from := slices.DeleteFunc(slices.Clone(repeated), func(p datePart) bool { return !d.start.has(p.name) })
	if len(from) > 0 {
		from[len(from)-1].look.suffix = ""
	}
	to := slices.Clone(repeated)
	to[0].look.prefix = ""
	left := e.point(c, &d.start, slices.Concat(before, from))
	right := e.point(c, &d.end, slices.Concat(to, after))
	if left == nil || right == nil {
		return e.point(c, &d.start, e.parts)
	}
	return &Node{Children: []*Node{left, affixNode(gap), right}}
}

// largestDifference returns the largest of the element's parts in which the ends differ, or -1.
func (e *dateElement) largestDifference(d *date) int {
	shown := [3]bool{}
	for _, p := range e.parts {
		shown[p.name] = true
	}
	switch {
	case shown[yearPart] && d.start.Year != d.end.Year:
		return int(yearPart)
	case shown[monthPart] && (d.start.Month != d.end.Month || d.start.season != d.end.season):
		return int(monthPart)
	case shown[dayPart] && d.start.Day != d.end.Day:
		return int(dayPart)
	}
	return -1
}

// point renders one end of a date.
func (e *dateElement) point(c *context, p *datePoint, parts []datePart) *Node {
	nodes := make([]*Node, 0, 2*len(parts))
	for i := range parts {
		n := e.part(c, p, &parts[i], parts)
		if n == nil {
			continue
		}
		if len(nodes) > 0 && e.joint != "" {
			nodes = append(nodes, affixNode(e.joint))
		}
		nodes = append(nodes, n)
	}
	if len(nodes) == 0 {
		return nil
	}
	return &Node{Children: nodes}
}

func (e *dateElement) part(c *context, p *datePoint, part *datePart, parts []datePart) *Node {
	var n *Node
	switch part.name {
	case yearPart:
		if text := yearText(c.program.locale, p.Year, part.form); text != "" {
			n = c.withYearSuffix(textNode(text), e)
		}
	case monthPart:
		if text := monthText(c.program.locale, p, part.form); text != "" {
			n = textNode(text)
		}
	case dayPart:
		if p.Month > 0 || !hasPart(parts, monthPart) {
			if text := e.dayText(c.program.locale, p, part.form); text != "" {
				n = textNode(text)
			}
		}
	}
	if n == nil {
		return nil
	}
	return c.finish(&part.look, n)
}

func hasPart(parts []datePart, name datePartName) bool {
	return slices.ContainsFunc(parts, func(p datePart) bool { return p.name == name })
}

func yearText(l *Locale, year int, form datePartForm) string {
	if year == 0 {
		return ""
	}
	era := ""
	if year < 0 {
		year, era = -year, l.text("bc", longForm)
	} else if year < 1000 {
		era = l.text("ad", longForm)
	}
	s := strconv.Itoa(year)
	if form == shortPart && len(s) == 4 {
		s = s[2:]
	}
	return s + era
}

func monthText(l *Locale, p *datePoint, form datePartForm) string {
	if p.Month == 0 {
		switch {
		case p.season > 0:
			return l.text("season-"+pad(p.season, 2), longForm)
		default:
			return p.seasonText
		}
	}
	switch form {
	case numericPart:
		return strconv.Itoa(p.Month)
	case zeroPart:
		return pad(p.Month, 2)
	case shortPart:
		return l.text("month-"+pad(p.Month, 2), shortForm)
	}
	return l.text("month-"+pad(p.Month, 2), longForm)
}

func (e *dateElement) dayText(l *Locale, p *datePoint, form datePartForm) string {
	switch {
	case p.Day == 0:
		return ""
	case form == zeroPart:
		return pad(p.Day, 2)
	case form == ordinalPart && (!e.ordinalDay1 || p.Day == 1):
		return l.ordinal(p.Day, l.genderOf("month-"+pad(p.Month, 2)))
	}
	return strconv.Itoa(p.Day)
}

// sortContent renders the date for a sort key: the parts that the element shows, largest first.
func (e *dateElement) sortContent(d *date) *Node {
	shown := d.start
	if !hasPart(e.parts, dayPart) {
		shown.Day = 0
	}
	if !hasPart(e.parts, monthPart) {
		shown.Month, shown.season = 0, 0
	}
	if !hasPart(e.parts, yearPart) {
		shown.Year = 0
	}
	text := shown.sortText()
	if d.isRange {
		end := d.end
		text += "-" + end.sortText()
	}
	return textNode(strings.TrimSpace(text))
}
