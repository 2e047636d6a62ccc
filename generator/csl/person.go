package csl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// person is a name made ready for rendering.
type person struct {
	Name
	others   bool // there are more names after this one, which the data leaves out
	unspaced bool // written family name first and without spaces, as Chinese, Japanese and Korean names are
}

// givenLevel is how much of a given name disambiguation asks for.
type givenLevel uint8

const (
	givenAsStyled givenLevel = iota
	givenInitials
	givenFull
)

// preparePeople makes the names of a variable ready. A last name "others", as BibTeX writes it, stands for names that
// the data leaves out.
func preparePeople(names []Name) []person {
	var people []person
	for i, n := range names {
		switch {
		case n.Family+n.Given+n.NonDroppingParticle+n.Literal == "":
		case n.IsOthers() && i == len(names)-1 && len(people) > 0:
			people[len(people)-1].others = true
		default:
			people = append(people, preparePerson(n))
		}
	}
	return people
}

func preparePerson(n Name) person {
	if !n.Parsed {
		n = ParseParticles(n)
	}
	p := person{Name: n}
	p.unspaced = n.Literal == "" && isUnspaced(n.Family+n.Given)
	for _, s := range []*string{&p.Family, &p.Given, &p.NonDroppingParticle, &p.DroppingParticle, &p.Suffix} {
		*s = strings.ReplaceAll(*s, "'", "’")
	}
	return p
}

// isUnspaced reports whether the name is written in Han characters, kana or Hangul.
func isUnspaced(s string) bool {
	found := false
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			found = true
		case unicode.IsLetter(r):
			return false
		}
	}
	return found
}

// isHan reports whether the text begins with a Han character, before which no space is written.
func isHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

// ParseParticles separates the particles that data leaves in the name: small words before the family name, and
// after the given name. A family name in double quotation marks is taken as it stands.
func ParseParticles(n Name) Name {
	if len(n.Family) > 1 && n.Family[0] == '"' && n.Family[len(n.Family)-1] == '"' {
		n.Family = n.Family[1 : len(n.Family)-1]
		return n
	}
	if n.NonDroppingParticle == "" && n.Family != "" {
		n.NonDroppingParticle, n.Family = cutParticles(n.Family)
	}
	if n.Suffix == "" {
		if given, suffix, ok := strings.Cut(n.Given, ","); ok {
			n.Given, n.Suffix = given, strings.TrimSpace(suffix)
			if rest, ok := strings.CutPrefix(n.Suffix, "!"); ok {
				n.Suffix, n.CommaSuffix = strings.TrimSpace(rest), true
			}
		}
	}
	if n.DroppingParticle == "" && n.Given != "" {
		words := strings.Fields(n.Given)
		i := len(words)
		for i > 1 && isSmallWord(words[i-1]) {
			i--
		}
		n.DroppingParticle = strings.Join(words[i:], " ")
		n.Given = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(n.Given), n.DroppingParticle))
	}
	return n
}

// cutParticles takes the small words, or a small "d'" or "al-", off the front of a family name.
func cutParticles(family string) (particles, rest string) {
	rest = family
	for {
		i := particleEnd(rest)
		if i <= 0 || !isSmallWord(rest[:i]) {
			break
		}
		_, size := utf8.DecodeRuneInString(rest[i:])
		if rest[i] != ' ' && i > 3 || i+size >= len(rest) {
			break
		}
		rest = rest[i+size:]
	}
	return strings.TrimSpace(strings.TrimSuffix(family, rest)), rest
}

// particleEnd returns where the first word ends. An apostrophe that begins it ("'t") belongs to it.
func particleEnd(s string) int {
	skip := len(s) - len(strings.TrimLeft(s, "'’"))
	if i := strings.IndexAny(s[skip:], " -'’"); i >= 0 {
		return skip + i
	}
	return -1
}

// IsSuffix reports whether a word behind a family name is none of it: Jr., III.
func IsSuffix(s string) bool {
	switch strings.TrimSuffix(s, ".") {
	case "Jr", "Sr", "Jnr", "Snr", "jr", "sr", "II", "III", "IV", "fils", "père":
		return true
	}
	return false
}

func isSmallWord(s string) bool {
	s = strings.TrimLeft(s, "'’")
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r) && s == strings.ToLower(s)
}

// person renders name i of a list.
func (e *namesElement) person(c *context, people []person, i, list int) *Node {
	p := &people[i]
	level := givenAsStyled
	if d := c.disambiguation; list < len(d.given) && i < len(d.given[list]) && c.sort == nil {
		level = d.given[list][i]
	}
	if c.shared != nil && c.sort == nil && (i == 0 || c.program.citation.givenRule < primaryName) {
		level = max(level, c.shared.level(p, c.program.citation.givenRule))
	}
	var n *Node
	switch {
	case p.Literal != "":
		n = e.part(&e.options.family, p.Literal, c)
	case p.unspaced:
		n = e.unspacedPerson(c, p, level)
	default:
		n = e.spacedPerson(c, people, i, level)
	}
	if n == nil {
		n = &Node{} // of a name that is nothing but punctuation
	}
	if n.Part != PartText || n.Format != (Format{}) {
		n = &Node{Children: []*Node{n}}
	}
	n.Part = PartName
	return n
}

// part renders a part of a name with the look that the style gives it, without affixes.
func (e *namesElement) part(l *look, text string, c *context) *Node {
	if text == "" {
		return nil
	}
	n := parseRichText(text, c.program.locale)
	if l.stripPeriods {
		stripPeriods(n)
	}
	if l.textCase != asIs {
		applyTextCase(n, l.textCase, casing{})
	}
	if l.format != (Format{}) {
		n = l.enclose(n)
	}
	return n
}

func (e *namesElement) unspacedPerson(c *context, p *person, level givenLevel) *Node {
	family := e.part(&e.options.family, p.Family, c)
	if e.options.form == shortName && level == givenAsStyled && !c.sortsNames() || p.Given == "" {
		return family
	}
	given := e.part(&e.options.given, p.Given, c)
	return &Node{Children: compact(e.affixes(&e.options.family, family), e.affixes(&e.options.given, given))}
}

func (e *namesElement) affixes(l *look, n *Node) *Node {
	if n.isEmpty() {
		return nil
	}
	if l.prefix == "" && l.suffix == "" {
		return n
	}
	return l.affixed(n)
}

func compact(nodes ...*Node) []*Node {
	kept := nodes[:0]
	for _, n := range nodes {
		if n != nil {
			kept = append(kept, n)
		}
	}
	return kept
}

// sortsNames reports whether names are rendered for a sort key that is a variable: then all of them counts.
func (c *context) sortsNames() bool { return c.sort != nil && c.sort.elements == nil }

// givenText returns the given name as the style, or disambiguation, wants it; "" for none.
func (e *namesElement) givenText(c *context, p *person, level givenLevel) string {
	o := &e.options
	if o.form == shortName && level == givenAsStyled && !c.sortsNames() {
		return ""
	}
	if !o.initials || level == givenFull && o.initialize {
		return p.Given
	}
	return initials(p.Given, o.initial, o.initialize, c.program.initHyphen)
}

func (e *namesElement) spacedPerson(c *context, people []person, i int, level givenLevel) *Node {
	p := &people[i]
	o := &e.options
	given := e.givenText(c, p, level)
	short := o.form == shortName && level == givenAsStyled && !c.sortsNames()
	if p.Family == "" && p.NonDroppingParticle == "" && (short || given != "") {
		return e.affixes(&o.given, e.part(&o.given, p.Given, c))
	}
	family := e.familyNode(c, p)
	if short && c.sort != nil && c.program.demoteSort {
		family = spaced(e.part(&o.family, p.Family, c), e.part(&o.family, p.NonDroppingParticle, c))
	}
	if short || given == "" && p.DroppingParticle == "" && p.Suffix == "" {
		return e.affixes(&o.family, family)
	}
	if p.StaticOrdering {
		return spaced(e.affixes(&o.family, family), e.affixes(&o.given, e.part(&o.given, given, c)))
	}
	if e.isInverted(c, people, i) {
		return e.invertedPerson(c, p, given)
	}
	givenPart := e.part(&o.given, given, c)
	dropping := e.part(&o.given, p.DroppingParticle, c)
	family = particle(dropping, family, p.DroppingParticle)
	if p.Suffix != "" {
		joint := " "
		if p.CommaSuffix {
			joint = ", "
		}
		family = &Node{Children: compact(family, affixNode(joint), textNode(p.Suffix))}
	}
	return spaced(e.affixes(&o.given, givenPart), e.affixes(&o.family, family))
}

// familyNode renders the family name with the particle that stays with it.
func (e *namesElement) familyNode(c *context, p *person) *Node {
	o := &e.options
	family := e.part(&o.family, p.Family, c)
	return particle(e.part(&o.family, p.NonDroppingParticle, c), family, p.NonDroppingParticle)
}

// invertedPerson renders "La Fontaine, Jean de, III", or "Fontaine, Jean de La, III" where particles are demoted.
func (e *namesElement) invertedPerson(c *context, p *person, given string) *Node {
	o := &e.options
	demote := c.program.demoteDisplay || c.sort != nil && c.program.demoteSort
	first := e.familyNode(c, p)
	second := spaced(e.part(&o.given, given, c), e.part(&o.given, p.DroppingParticle, c))
	if demote {
		first = e.part(&o.family, p.Family, c)
		second = spaced(second, e.part(&o.given, p.NonDroppingParticle, c))
	}
	nodes := compact(e.affixes(&o.family, first))
	if second = e.affixes(&o.given, second); second != nil {
		nodes = append(nodes, affixNode(o.sortSeparator), second)
	}
	if p.Suffix != "" {
		nodes = append(nodes, affixNode(o.sortSeparator), textNode(p.Suffix))
	}
	return &Node{Children: nodes}
}

// particle puts a particle before a name, without a space after an apostrophe or hyphen.
func particle(before, name *Node, text string) *Node {
	if before == nil {
		return name
	}
	if strings.HasSuffix(text, "’") || strings.HasSuffix(text, "-") {
		return &Node{Children: compact(before, name)}
	}
	return spaced(before, name)
}

func spaced(nodes ...*Node) *Node { return joined(nodes, " ") }
