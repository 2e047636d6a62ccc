package csl

import (
	"cmp"
	"strings"
)

// entry is an item made ready for one program: its variables parsed and put where the program's elements
// look for them.
type entry struct {
	item      *Item
	typeIndex int
	places    []uint16 // by the program's variable indexes, places in values
	values    []value  // the first is of variables that are not set
	casing    casing   // of its language
}

// value is that of the variable with the index.
func (e *entry) value(variable int) *value { return &e.values[e.places[variable]] }

// value is a variable's value, in all the forms that elements ask for.
type value struct {
	set    bool
	rich   *Node
	number *numbers // nil for none
	names  []person
	date   *date
}

func (p *Processor) prepare(given *Item) *entry {
	item := withNoteFields(given)
	e := &entry{item: given, typeIndex: -1, places: make([]uint16, len(p.program.variables)), values: make([]value, 1, 1+len(item.Fields)+len(item.Names)+len(item.Dates))}
	for i, t := range p.program.types {
		if t == item.Type {
			e.typeIndex = i
		}
	}
	e.casing.english = p.program.casing.english
	if lang := item.Fields["language"]; lang != "" {
		e.casing = casingOf(lang)
	}
	for i := range p.program.variables {
		var v value
		if p.prepareValue(&v, item, &p.program.variables[i]); v.set {
			e.places[i] = uint16(len(e.values))
			e.values = append(e.values, v)
		}
	}
	return e
}

func (p *Processor) prepareValue(v *value, item *Item, variable *variable) {
	switch variable.kind {
	case namesVariable:
		v.names = preparePeople(item.Names[variable.name])
		v.set = len(v.names) > 0
		return
	case dateVariable:
		if d, ok := item.Dates[variable.name]; ok {
			v.date = prepareDate(d)
		}
		v.set = v.date != nil
		return
	}
	text := fieldText(item, variable)
	if text == "" {
		return
	}
	v.set = true
	v.rich = parseRichText(text, p.locale)
	if variable.counted || variable.kind == numberVariable {
		n := parseNumbers(text, strings.HasPrefix(variable.name, "number"))
		v.number = &n
	}
}

// fieldText returns the item's field, or the field that stands for it under another name.
func fieldText(item *Item, v *variable) string {
	if s := item.Fields[v.name]; s != "" {
		return s
	}
	switch v.special {
	case pageFirst:
		return item.Fields["page"]
	case shortTitle:
		return cmp.Or(item.Fields["shortTitle"], item.Fields["title-short"])
	case shortContainerTitle:
		return cmp.Or(item.Fields["container-title-short"], item.Fields["journalAbbreviation"])
	}
	switch v.name {
	case "event":
		return item.Fields["event-title"]
	case "event-title":
		return item.Fields["event"]
	}
	return item.Custom[v.name]
}

// label returns the item's label for styles that cite by label: the data's own, or letters of its authors'
// names and two digits of its year: "Asth00", "BrCh98", "DEFG26".
func (e *entry) label() string {
	if own := e.item.Fields["citation-label"]; own != "" {
		return own
	}
	var b strings.Builder
	people := e.item.Names["author"]
	for i, n := range people[:min(len(people), 4)] {
		letters := []rune(preparePerson(n).Family)
		if n.Literal != "" {
			letters = []rune(n.Literal)
		}
		b.WriteString(string(letters[:min(len(letters), labelLetters[min(len(people), 4)-1][i])]))
	}
	if d := prepareDate(e.item.Dates["issued"]); d != nil && d.start.Year != 0 {
		b.WriteString(pad(abs(d.start.Year)%100, 2))
	}
	return b.String()
}

// labelLetters is how many letters of each name go into a label, by the number of names.
var labelLetters = [4][4]int{{4}, {2, 2}, {2, 1, 1}, {1, 1, 1, 1}}

func abs(n int) int { return max(n, -n) }
