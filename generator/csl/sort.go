package csl

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
)

// sortKey is one <key> of a <sort>.
type sortKey struct {
	elements   []element // of a macro; nil for a variable
	variable   int
	kind       variableKind
	special    special
	descending bool
	namesMin   int
	namesFirst int
	namesLast  bool
	setsLast   bool
	names      *namesElement // for a variable of names
	numbers    bool          // it renders citation numbers
}

func (c *compiler) sortKeys(l *layout, x *xmlElement) error {
	for _, child := range x.children {
		if child.name != "key" {
			return child.errorf("expected <key>")
		}
		k, err := c.sortKey(child)
		if err != nil {
			return err
		}
		l.sort = append(l.sort, k)
	}
	return nil
}

func (c *compiler) sortKey(x *xmlElement) (k sortKey, err error) {
	k.descending = x.attrs["sort"] == "descending"
	if k.namesMin, err = number(x, "names-min", 0); err != nil {
		return k, err
	}
	if k.namesFirst, err = number(x, "names-use-first", 0); err != nil {
		return k, err
	}
	if last, ok := x.attrs["names-use-last"]; ok {
		k.namesLast, k.setsLast = last == "true", true
	}
	if name, ok := x.attrs["macro"]; ok {
		m, err := c.macroText(x, name, look{})
		k.elements = []element{m}
		k.numbers = c.rendersNumber(k.elements)
		return k, err
	}
	name := x.attrs["variable"]
	if name == "" {
		return k, x.errorf("expected one of the attributes variable and macro")
	}
	k.variable = c.variable(name)
	k.kind, k.special = c.variables[k.variable].kind, c.variables[k.variable].special
	k.numbers = k.special == citationNumber
	if k.kind == namesVariable {
		k.names = &namesElement{variables: []int{k.variable}, names: []string{name}, options: c.names, between: "; ",
			etAlText: c.locale.text("et-al", longForm)}
	}
	return k, nil
}

// rendersNumber reports whether the citation number is among what the elements may render.
func (c *compiler) rendersNumber(elements []element) bool {
	return slices.ContainsFunc(elements, func(e element) bool {
		switch e := e.(type) {
		case *variableElement:
			return c.variables[e.variable].special == citationNumber
		case *numberElement:
			return c.variables[e.variable].special == citationNumber
		case *macroElement:
			return c.rendersNumber(e.macro.elements)
		case *groupElement:
			return c.rendersNumber(e.elements)
		case *chooseElement:
			return slices.ContainsFunc(e.branches, func(b branch) bool { return c.rendersNumber(b.elements) })
		}
		return false
	})
}

// sortValue is what an entry is sorted by under one key. Empty values come last whatever the direction.
type sortValue struct {
	key    []byte // of collation
	number int
	isNum  bool
	empty  bool
}

// sorter orders entries by a layout's keys.
type sorter struct {
	keys      []sortKey
	collation *Collation
}

func (p *Processor) newSorter(keys []sortKey) *sorter {
	return &sorter{keys: keys, collation: NewCollation(p.locale.Lang, collate.Numeric)}
}

// sortRow is what one entry is sorted by. Its values are made when they are asked for: most entries differ in the first.
type sortRow struct {
	context context
	values  []sortValue
}

func (r *sortRow) value(s *sorter, key int) *sortValue {
	for len(r.values) <= key {
		r.values = append(r.values, s.value(&r.context, &s.keys[len(r.values)]))
	}
	return &r.values[key]
}

func (s *sorter) value(base *context, k *sortKey) sortValue {
	c := *base
	c.sort, c.suppressed, c.rendered = k, nil, 0
	switch {
	case k.special == citationNumber && k.elements == nil:
		return sortValue{number: c.number, isNum: true}
	case k.elements != nil:
		n, _ := renderAll(&c, k.elements, "")
		return s.text(n.PlainText())
	case k.kind == dateVariable:
		d := c.date(k.variable)
		if d == nil || d.start.Year == 0 {
			return sortValue{empty: true}
		}
		text := d.start.sortText()
		if d.isRange {
			text += "-" + d.end.sortText()
		}
		return sortValue{key: []byte(text)}
	case k.kind == namesVariable:
		n, _ := k.names.render(&c)
		return s.text(n.PlainText())
	case k.kind == numberVariable:
		return s.text(c.numbers(k.variable).sortText())
	}
	return s.text(c.entry.value(k.variable).rich.PlainText())
}

// sortText pads numbers, so that 9 comes before 10.
func (n *numbers) sortText() string {
	if n == nil {
		return ""
	}
	return padNumbers(n.text)
}

func padNumbers(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && text[j] >= '0' && text[j] <= '9' {
			j++
		}
		if j > i {
			if j-i < 9 {
				b.WriteString(strings.Repeat("0", 9-(j-i)))
			}
			b.WriteString(text[i:j])
			i = j
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

func (s *sorter) text(text string) sortValue {
	if strings.TrimSpace(text) == "" {
		return sortValue{empty: true}
	}
	return sortValue{key: s.collation.Key(sortable(text))}
}

// countsDown reports whether a bibliography in this order gives its last entry the number 1.
func countsDown(keys []sortKey) bool {
	return slices.ContainsFunc(keys, func(k sortKey) bool { return k.numbers && k.descending })
}

// withoutNumbers returns the keys that order a bibliography: its numbers follow from its order, and a key that is
// the citation number only says in which direction they count.
func withoutNumbers(keys []sortKey) []sortKey {
	return slices.DeleteFunc(slices.Clone(keys), func(k sortKey) bool { return k.elements == nil && k.special == citationNumber })
}

// sortable drops what does not count in sorting: brackets and quotation marks.
func sortable(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '[', ']', '’', '‘', '“', '”', '"', '\'', 'ʾ', 'ʿ':
			return -1
		}
		return r
	}, text)
}

// compare orders two entries.
func (s *sorter) compare(a, b *sortRow) int {
	for i := range s.keys {
		x, y := a.value(s, i), b.value(s, i)
		var order int
		switch {
		case x.empty || y.empty:
			if x.empty != y.empty {
				if x.empty {
					return 1
				}
				return -1
			}
			continue
		case x.isNum:
			order = cmp.Compare(x.number, y.number)
		default:
			order = slices.Compare(x.key, y.key)
		}
		if s.keys[i].descending {
			order = -order
		}
		if order != 0 {
			return order
		}
	}
	return 0
}
