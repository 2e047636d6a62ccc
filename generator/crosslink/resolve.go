package crosslink

import (
	"fmt"
	"maps"
	"slices"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// targets are the numbers of the subjects that a text's facts refer to, −1 where there is none.
type targets struct{ citations, mentions, links []int32 }

// hintsPerText bounds the search for what mistyped keys may have meant: it looks at every key there is.
const hintsPerText = 50

// resolver resolves the facts of one text.
type resolver struct {
	l     *Linker
	t     *edition.Text
	found diagnostic.List
	hints map[string]string
}

func (r *resolver) resolve() *targets {
	all := make([]int32, len(r.t.Citations)+len(r.t.Mentions)+len(r.t.Links))
	c, m := len(r.t.Citations), len(r.t.Citations)+len(r.t.Mentions)
	x := &targets{all[:c:c], all[c:m:m], all[m:]}
	for i := range r.t.Citations {
		x.citations[i] = r.citation(&r.t.Citations[i])
	}
	for i := range r.t.Mentions {
		x.mentions[i] = r.mention(&r.t.Mentions[i])
	}
	for i := range r.t.Links {
		x.links[i] = r.link(&r.t.Links[i])
	}
	return x
}

func (r *resolver) citation(c *edition.Citation) int32 {
	target, ok := r.l.subjects.sources[c.Source]
	c.Resolved = ok
	if !ok {
		r.unknown(c.Line, c.Column, "source", c.Source, r.l.subjects.sources)
		return -1
	}
	return target
}

func (r *resolver) mention(m *edition.Mention) int32 {
	known := r.l.subjects.mentioned(m.Kind)
	target, ok := known[m.ID]
	m.Resolved = ok
	if !ok {
		r.unknown(m.Line, m.Column, m.Kind.String(), m.ID, known)
		return -1
	}
	return target
}

// link resolves a link to the text itself; of another text it is known only that it exists.
func (r *resolver) link(l *edition.Link) int32 {
	if (edition.Owner{Kind: l.Kind, ID: l.ID}) == r.t.Owner {
		l.Resolved = hasAddress(r.t, l.Fragment)
		if !l.Resolved {
			r.found = append(r.found, unknownPassage(r.at(l.Line, l.Column), r.t, l.Fragment))
		}
		return -1
	}
	target, ok := r.l.subjects.linked(l.Kind)[l.ID]
	l.Resolved = ok // whether the passage is there, checkLinks sees when all texts are
	if !ok {
		r.found = append(r.found, r.l.unknownText(r.at(l.Line, l.Column), l.Kind, l.ID))
		return -1
	}
	return target
}

func (r *resolver) worksCited(essay *edition.Essay) {
	for _, key := range slices.Concat(essay.WorksCited, essay.Nocite) {
		if _, ok := r.l.subjects.sources[key]; !ok && key != "*" {
			r.found = append(r.found, unknown(essay.At, "source", key, r.hint("source", key, r.l.subjects.sources)))
		}
	}
}

func (r *resolver) at(line, column int32) diagnostic.Position {
	return diagnostic.Position{File: r.t.File, Line: int(line), Column: int(column)}
}

func (r *resolver) unknown(line, column int32, kind, id string, known map[string]int32) {
	r.found = append(r.found, unknown(r.at(line, column), kind, id, r.hint(kind, id, known)))
}

func (r *resolver) hint(kind, id string, known map[string]int32) string {
	key := kind + " " + id
	hint, asked := r.hints[key]
	if !asked && len(r.hints) < hintsPerText {
		if r.hints == nil {
			r.hints = map[string]string{}
		}
		hint = nearest(id, known)
		r.hints[key] = hint
	}
	return hint
}

func unknown(at diagnostic.Position, kind, id, hint string) diagnostic.Diagnostic {
	return diagnostic.Diagnostic{Code: "unknown-" + kind, Start: at, Message: fmt.Sprintf("no %s %q", kind, id), Hint: hint}
}

// unknownText is the finding that there is no such essay or page, or only a draft of it.
func (l *Linker) unknownText(at diagnostic.Position, kind edition.OwnerKind, id string) diagnostic.Diagnostic {
	word := "essay"
	if kind == edition.OfPage {
		word = "page"
	}
	if l.Drafts[edition.Owner{Kind: kind, ID: id}] {
		return diagnostic.Diagnostic{
			Code: "link-to-draft", Start: at, Message: fmt.Sprintf("the %s %q is a draft and not in this edition", word, id),
			Hint: "take \"draft: true\" out of its front matter, or build with --drafts",
		}
	}
	return unknown(at, word, id, nearest(id, l.subjects.linked(kind)))
}

func unknownPassage(at diagnostic.Position, t *edition.Text, id string) diagnostic.Diagnostic {
	d := unknown(at, "passage", id, nearest(id, addresses(t)))
	d.Message += " in " + t.Owner.ID
	return d
}

// addresses are the ids and anchors of a text's passages, with their indices.
func addresses(t *edition.Text) map[string]int32 {
	m := make(map[string]int32, len(t.Passages))
	for i := range t.Passages {
		if anchor := t.Passages[i].Anchor; anchor != "" {
			m[anchor] = int32(i)
		}
	}
	for i := range t.Passages {
		m[t.Passages[i].ID] = int32(i)
	}
	return m
}

// hasAddress says that the text has a passage or a citation with the address; "" is the text as a whole.
func hasAddress(t *edition.Text, fragment string) bool {
	if fragment == "" {
		return true
	}
	if p, _ := t.Passage(fragment); p != nil {
		return true
	}
	return fragment[0] == 'c' && slices.ContainsFunc(t.Citations, func(c edition.Citation) bool { return c.ID == fragment })
}

// checkLinks resolves the links of t that lead to passages of other texts, and says whether any has changed.
func (l *Linker) checkLinks(t *edition.Text) (changed bool) {
	delete(l.broken, t)
	if len(t.Links) == 0 {
		return false
	}
	targets := l.targets[t].links
	for i := range t.Links {
		link := &t.Links[i]
		if link.Fragment == "" || targets[i] < 0 {
			continue
		}
		other := l.textOf(link.Kind, link.ID)
		resolved := other != nil && hasAddress(other, link.Fragment)
		changed = changed || resolved != link.Resolved
		link.Resolved = resolved
		if !link.Resolved && other != nil {
			at := diagnostic.Position{File: t.File, Line: int(link.Line), Column: int(link.Column)}
			l.broken[t] = append(l.broken[t], unknownPassage(at, other, link.Fragment))
		}
	}
	return changed
}

func (l *Linker) textOf(kind edition.OwnerKind, id string) *edition.Text {
	if kind == edition.OfPage {
		return l.edition.Page(id).Text
	}
	return l.edition.Essay(id).Text
}

// findings are those about records and about links between texts, by place.
func (l *Linker) findings() diagnostic.List {
	found := slices.Clone(l.fixed)
	for _, list := range maps.All(l.broken) {
		found = append(found, list...)
	}
	found.Sort()
	return found
}
