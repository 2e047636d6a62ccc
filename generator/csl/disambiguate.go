package csl

import (
	"cmp"
	"slices"

	"glossator/generator/parallel"
)

// disambiguation is what it takes to tell an item's cites from those of other items.
type disambiguation struct {
	names      []int          // how many names of each list are given at least
	given      [][]givenLevel // how much of each name's given name
	conditions int            // how many of the tests disambiguate="true" hold
	suffix     int            // year-suffix: 1 for a, 2 for b …
}

var noDisambiguation = &disambiguation{}

func (d *disambiguation) clone() *disambiguation {
	c := *d
	c.names = slices.Clone(d.names)
	c.given = make([][]givenLevel, len(d.given))
	for i := range d.given {
		c.given[i] = slices.Clone(d.given[i])
	}
	return &c
}

// nameList is a list of names as it was rendered, for disambiguation to see what it can add.
type nameList struct {
	people []person
	shown  int
}

// disambiguationMode is one of the means of disambiguation, in the order in which they are tried.
type disambiguationMode uint8

const (
	addNames disambiguationMode = iota
	addGiven
	addCondition
	addSuffix
)

// disambiguate tells apart the items whose cites look the same.
func (l *Library) disambiguate() {
	modes := l.p.program.disambiguationModes()
	rule := &l.p.program.citation
	if rule.disambiguateGiven && rule.givenRule != byCite {
		l.shared = l.registerNames()
	}
	if len(modes) == 0 {
		return
	}
	cites := make([]string, len(l.records))
	parallel.Each(len(cites), func(i int) error {
		cites[i], _ = l.p.citeKey(l.records[i], noDisambiguation)
		return nil
	})
	groups := map[string][]*record{}
	for i, r := range l.records {
		groups[cites[i]] = append(groups[cites[i]], r)
	}
	for i, r := range l.records {
		if group := groups[cites[i]]; len(group) > 1 && group[0] == r {
			d := &disambiguator{p: l.p, modes: modes, queue: []rivals{{noDisambiguation, group, true}}}
			d.run()
		}
	}
}

func (p *program) disambiguationModes() []disambiguationMode {
	var modes []disambiguationMode
	c := &p.citation
	if c.disambiguateNames {
		modes = append(modes, addNames)
	}
	if c.disambiguateGiven && c.givenRule == byCite {
		modes = append(modes, addGiven)
	}
	if p.testsDisambiguate {
		modes = append(modes, addCondition)
	}
	if c.disambiguateYear {
		modes = append(modes, addSuffix)
	}
	return modes
}

// citeKey renders an item's cite as a later one would be, to compare it with those of other items.
func (p *Processor) citeKey(r *record, d *disambiguation) (string, []nameList) {
	c := p.laterCite(r, d)
	n, _ := renderAll(&c, c.area.elements, "")
	return HTML(n, nil), c.lists
}

func (p *Processor) laterCite(r *record, d *disambiguation) context {
	c := p.citeContext(r)
	c.disambiguation, c.position, c.nearNote, c.comparing = d, subsequent, true, true
	return c
}

// rivals are items that look the same under a disambiguation.
type rivals struct {
	base  *disambiguation
	items []*record
	alike bool // all of them, as has been seen already
}

// disambiguator works on one set of items that look the same: it adds to what is shown step by step, and keeps
// a step only if it tells items apart.
type disambiguator struct {
	p     *Processor
	modes []disambiguationMode
	queue []rivals

	base   *disambiguation // with the steps tried so far
	better *disambiguation // with those that helped
	first  *record
	lists  []nameList // of the first item
	mode   int
	list   int // the name list and the name in it whose turn it is
	name   int
}

func (d *disambiguator) run() {
	for len(d.queue) > 0 {
		set := d.queue[0]
		d.queue = d.queue[1:]
		d.resolve(set)
	}
}

// begin prepares for a set of rivals.
func (d *disambiguator) begin(set rivals) {
	d.base = set.base.clone()
	d.first = set.items[0]
	_, d.lists = d.p.citeKey(set.items[0], d.base)
	for i, l := range d.lists {
		if i >= len(d.base.names) {
			d.base.names = append(d.base.names, l.shown)
			d.base.given = append(d.base.given, make([]givenLevel, len(l.people)))
		}
		for len(d.base.given[i]) < len(l.people) {
			d.base.given[i] = append(d.base.given[i], givenAsStyled)
		}
	}
	d.better = d.base.clone()
	d.mode, d.list, d.name = 0, 0, 0
}

func (d *disambiguator) resolve(set rivals) {
	d.begin(set)
	items := set.items
	for alike := set.alike; ; alike = false {
		if !alike {
			groups := d.compare(items)
			items = groups[0]
			if len(groups) > 1 || len(items) == 1 {
				d.keep()
			}
			for _, others := range groups[1:] {
				d.queue = append(d.queue, rivals{d.better, others, false})
			}
		}
		if len(items) == 1 || !d.step() {
			d.settle(items, d.better)
			return
		}
		if d.modes[d.mode] == addSuffix {
			d.addSuffixes(items)
			return
		}
	}
}

func (d *disambiguator) keep() { d.better = d.base.clone() }

func (d *disambiguator) settle(items []*record, as *disambiguation) {
	for _, r := range items {
		r.disambiguation = as.clone()
	}
}

// compare puts those together that look the same, the first with its like before the others.
func (d *disambiguator) compare(items []*record) (groups [][]*record) {
	group := map[string]int{}
	for _, r := range items {
		key, _ := d.p.citeKey(r, d.base)
		i, seen := group[key]
		if !seen {
			i = len(groups)
			group[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

// step adds the next thing there is to add to the base. It reports whether there was any.
func (d *disambiguator) step() bool {
	for ; d.mode < len(d.modes); d.nextMode() {
		switch d.modes[d.mode] {
		case addNames:
			if d.stepNames() {
				return true
			}
		case addGiven:
			if d.stepGiven() {
				return true
			}
		case addCondition:
			if d.stepCondition() {
				return true
			}
		case addSuffix:
			return true
		}
	}
	return false
}

// nextMode goes on to the next means, from what has helped so far.
func (d *disambiguator) nextMode() {
	d.mode++
	d.list, d.name = 0, 0
	d.base = d.better.clone()
}

// maxTried is how many names of a list are tried. Of a thousand, each would cost another look at all of them.
const maxTried = 100

func (d *disambiguator) stepNames() bool {
	for ; d.list < len(d.lists); d.list++ {
		if d.base.names[d.list] < min(len(d.lists[d.list].people), maxTried) {
			d.base.names[d.list]++
			return true
		}
	}
	return false
}

// stepGiven gives more of the given name of one person, whom it shows if need be. What did not help is taken
// back before the next person's turn.
func (d *disambiguator) stepGiven() bool {
	for ; d.list < len(d.lists); d.list++ {
		for ; d.name < min(len(d.base.given[d.list]), maxTried); d.name++ {
			if d.modes[0] == addNames {
				d.base.names[d.list] = max(d.base.names[d.list], d.name+1)
			} else if d.name >= d.base.names[d.list] {
				break
			}
			if level := &d.base.given[d.list][d.name]; *level < givenFull {
				*level++
				return true
			}
			d.base = d.better.clone()
		}
		d.name = 0
	}
	return false
}

// stepCondition lets one more of the cite's tests disambiguate="true" hold.
func (d *disambiguator) stepCondition() bool {
	c := d.p.laterCite(d.first, d.base)
	renderAll(&c, c.area.elements, "")
	if d.base.conditions >= c.conditions {
		return false
	}
	d.base.conditions++
	return true
}

// addSuffixes gives items that nothing else tells apart letters after the year, in the bibliography's order.
func (d *disambiguator) addSuffixes(items []*record) {
	slices.SortStableFunc(items, func(a, b *record) int { return a.number - b.number })
	for i, r := range items {
		r.disambiguation = d.better.clone()
		r.disambiguation.suffix = i + 1
	}
}

// nameRegister knows of the families of which there are several people, by the initials of their given names, whether there
// are several people who have these.
type nameRegister map[string]map[string]bool

// registeredName is a person's name as the register tells people apart.
type registeredName struct{ family, short, given string }

// registerNames finds out who shares a family name with whom, so that given names are given wherever that is so.
func (l *Library) registerNames() nameRegister {
	cited := make([][]registeredName, len(l.records))
	parallel.Each(len(cited), func(i int) error {
		cited[i] = l.citedNames(l.records[i])
		return nil
	})
	names := slices.Concat(cited...)
	slices.SortFunc(names, func(a, b registeredName) int {
		return cmp.Or(cmp.Compare(a.family, b.family), cmp.Compare(a.short, b.short), cmp.Compare(a.given, b.given))
	})
	names = slices.Compact(names)
	register := nameRegister{}
	for i, n := range names {
		if (i == 0 || names[i-1].family != n.family) && (i+1 == len(names) || names[i+1].family != n.family) {
			continue
		}
		if register[n.family] == nil {
			register[n.family] = map[string]bool{}
		}
		_, several := register[n.family][n.short]
		register[n.family][n.short] = several
	}
	return register
}

// citedNames are the names in an item's cites that count for the register.
func (l *Library) citedNames(r *record) (names []registeredName) {
	_, lists := l.p.citeKey(r, noDisambiguation)
	for _, list := range lists {
		for i := range list.people {
			if i > 0 && l.p.program.citation.givenRule >= primaryName {
				break
			}
			p := &list.people[i]
			family, short := p.keys()
			names = append(names, registeredName{family, short, p.Given})
		}
	}
	return names
}

func (p *person) keys() (family, short string) {
	return p.NonDroppingParticle + " " + p.Family + p.Literal, initials(p.Given, "", true, true)
}

func (g nameRegister) level(p *person, rule givenRule) givenLevel {
	family, short := p.keys()
	byInitials := g[family]
	level := givenAsStyled
	if len(byInitials) > 1 {
		level = givenInitials
	}
	if byInitials[short] && (rule == allNames || rule == primaryName) {
		level = givenFull
	}
	return level
}
