package crosslink

import (
	"slices"

	"glossator/generator/edition"
)

// addresses are the ids and anchors of a text's passages, and of those that have become part of them, with their indices.
func addresses(t *edition.Text) map[string]int32 {
	m := make(map[string]int32, len(t.Passages))
	for _, a := range t.Anchors {
		m[a.ID] = a.Passage
	}
	for _, j := range t.Joined {
		m[j.ID] = j.Passage
	}
	for i := range t.Passages {
		m[t.Passages[i].ID] = int32(i)
	}
	return m
}

// destination is a text that links lead to, and which addresses it has: those of passages and of citations.
type destination struct {
	t     *edition.Text
	asked int
	all   map[string]bool // nil until many have been asked for
}

// fewAddresses are looked for one by one; for more a map is worth making.
const fewAddresses = 8

// has says that the text has the address; "" is the text as a whole.
func (d *destination) has(fragment string) bool {
	if fragment == "" {
		return true
	}
	if d.asked++; d.asked <= fewAddresses {
		return hasPassage(d.t, fragment) || hasCitation(d.t, fragment)
	}
	if d.all == nil {
		d.all = make(map[string]bool, len(d.t.Passages)+len(d.t.Citations))
		for name := range passageNames(d.t) {
			d.all[name] = true
		}
		for i := range d.t.Citations {
			d.all[d.t.Citations[i].ID] = true
		}
	}
	return d.all[fragment]
}

func hasPassage(t *edition.Text, id string) bool {
	p, _ := t.Passage(id)
	return p != nil
}

func hasCitation(t *edition.Text, id string) bool {
	return slices.ContainsFunc(t.Citations, func(c edition.Citation) bool { return c.ID == id })
}

// destinations are by their texts. They are for one look through the links: texts change.
type destinations map[*edition.Text]*destination

func (d destinations) of(t *edition.Text) *destination {
	if d[t] == nil {
		d[t] = &destination{t: t}
	}
	return d[t]
}
