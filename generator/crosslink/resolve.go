package crosslink

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// targets are the numbers of the subjects that a text's facts refer to, −1 where there is none.
type targets struct{ citations, mentions, links []int32 }

// resolver resolves the facts of one text.
type resolver struct {
	l     *Linker
	t     *edition.Text
	found diagnostic.List
	hints hints
	own   destination // t
	// sourceless says that the text's findings say that the edition has no sources at all.
	sourceless bool
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
	for _, w := range r.t.Bracketed {
		if _, ok := r.l.subjects.sources[w.Text]; ok {
			r.found = append(r.found, diagnostic.Diagnostic{
				Code: "no-citation", Severity: diagnostic.Warning, Start: r.at(w.Line, w.Column), Length: utf8.RuneCountInString(w.Text),
				Message: fmt.Sprintf("%s is a source's key, and is printed as it stands", w.Text), Hint: fmt.Sprintf("write [@%s, p. 3] to cite it", w.Text),
			})
		}
	}
	return x
}

func (r *resolver) citation(c *edition.Citation) int32 {
	target, ok := r.l.subjects.sources[c.Source]
	c.Resolved = ok
	if !ok {
		if !r.l.edition.Unread.Sources {
			r.unknownSource(c)
		}
		return -1
	}
	return target
}

// isLabel says that a key begins as Quarto's names of figures, tables and the like do. It refers to them as to sources: @fig-map.
func isLabel(key string) bool {
	kind, _, found := strings.Cut(strings.Replace(key, ":", "-", 1), "-")
	return found && slices.Contains([]string{"fig", "tbl", "sec", "eq", "lst"}, kind)
}

// noSource is the finding that there is no source with the key. What looks for one is told which file has the others.
func (r *resolver) noSource(line, column int32, key string) diagnostic.Diagnostic {
	d := r.hints.unknown(r.at(line, column), "unknown-source", key, r.l.subjects.sources)
	switch sources := r.l.edition.Sources; {
	case d.Hint != "":
	case len(sources) == 0:
		d.Hint = "the edition has no bibliography: name yours in edition.yaml, bibliography: [references.bib]"
	default:
		d.Hint = fmt.Sprintf("add it to %s, where the others are", sources[0].At.File)
	}
	return d
}

// unknownSource reports a citation of a source that is not there. Where there are none at all one of a text is reported.
func (r *resolver) unknownSource(c *edition.Citation) {
	known := r.l.subjects.sources
	d := r.noSource(c.Line, c.Column, c.Source)
	near := r.hints.of("source", c.Source, maps.Keys(known)) != ""
	switch {
	case c.Source == "":
		d.Hint = "write its key: [words](cite:key?page=3)"
	case r.own.has(c.Source) || !near && isLabel(c.Source):
		d.Hint = fmt.Sprintf("a link leads to a figure, table or section with the name: [words](#%s), in another essay [words](essay:id#%[1]s)", c.Source)
	case len(known) == 0 && r.sourceless:
		return
	case len(known) == 0:
		r.sourceless = true
	case c.Form == edition.AuthorInText && !near:
		d.Hint += fmt.Sprintf(`; \@%s is no citation`, c.Source)
	}
	r.found = append(r.found, d)
}

var unknownMention = map[edition.MentionKind]diagnostic.Code{
	edition.OfATerm: "unknown-term", edition.OfAName: "unknown-name", edition.OfAnEvent: "unknown-event",
}

func (r *resolver) mention(m *edition.Mention) int32 {
	known := r.l.subjects.mentioned(m.Kind)
	target, ok := known[m.ID]
	m.Resolved = ok
	if !ok {
		if !r.l.edition.Unread.Owner(m.Kind.Owner(), m.ID) {
			r.found = append(r.found, r.hints.unknown(r.at(m.Line, m.Column), unknownMention[m.Kind], m.ID, known))
		}
		return -1
	}
	return target
}

// link resolves a link to the text itself; of another text it is known only that it exists.
func (r *resolver) link(l *edition.Link) int32 {
	if l.To() == r.t.Owner {
		l.Resolved = r.own.has(l.Fragment)
		if !l.Resolved && !slices.Contains(r.t.InDoubt, l.Fragment) {
			r.found = append(r.found, r.hints.unknownPassage(r.at(l.Line, l.Column), r.t, l.Fragment))
		}
		return -1
	}
	target, ok := r.l.subjects.linked(l.Kind)[l.ID]
	l.Resolved = ok // whether the passage is there, checkLinks sees when all texts are
	if !ok {
		if !r.l.edition.Unread.Owner(l.Kind, l.ID) {
			r.found = append(r.found, r.l.unknownText(r.at(l.Line, l.Column), l.Kind, l.ID, &r.hints))
		}
		return -1
	}
	return target
}

// worksNamed checks the keys that an essay's front matter names.
func (r *resolver) worksNamed(essay *edition.Essay) {
	if r.l.edition.Unread.Sources {
		return
	}
	for i, key := range slices.Concat(essay.WorksCited, essay.Nocite, []string{essay.Original}) {
		if _, ok := r.l.subjects.sources[key]; !ok && key != "*" && key != "" {
			r.found = append(r.found, r.noSource(essay.NamedAt[i].Line, essay.NamedAt[i].Column, key))
		}
	}
}

func (r *resolver) at(line, column int32) diagnostic.Position {
	return diagnostic.Position{File: r.t.File, Line: int(line), Column: int(column)}
}

// unknownText is the finding that there is no such essay or page, or that it is left out of the edition.
func (l *Linker) unknownText(at diagnostic.Position, kind edition.OwnerKind, id string, h *hints) diagnostic.Diagnostic {
	word, code := "essay", diagnostic.Code("unknown-essay")
	if kind == edition.OfPage {
		word, code = "page", "unknown-page"
	}
	switch l.edition.Left[edition.Owner{Kind: kind, ID: id}] {
	case edition.Unlisted:
		return diagnostic.Diagnostic{
			Code: code, Start: at, Message: fmt.Sprintf("the %s %q is not in the contents of edition.yaml and not in this edition", word, id),
			Hint: "add " + id + " there, or let the link go",
		}
	case edition.Draft:
		return diagnostic.Diagnostic{
			Code: "link-to-draft", Start: at, Message: fmt.Sprintf("the %s %q is a draft and not in this edition", word, id),
			Hint: "take \"draft: true\" out of its front matter, or build with --drafts",
		}
	}
	return h.unknown(at, code, id, l.subjects.linked(kind))
}

// checkLinks resolves the links of t that lead to passages of other texts, and says whether any has changed.
func (l *Linker) checkLinks(t *edition.Text, among destinations) (changed bool) {
	delete(l.broken, t)
	if len(t.Links) == 0 {
		return false
	}
	var h hints
	targets := l.targets[t].links
	for i := range t.Links {
		link := &t.Links[i]
		if link.Fragment == "" || targets[i] < 0 {
			continue
		}
		other := l.textOf(link.Kind, link.ID)
		resolved := other != nil && among.of(other).has(link.Fragment)
		changed = changed || resolved != link.Resolved
		link.Resolved = resolved
		if !link.Resolved && other != nil && !slices.Contains(other.InDoubt, link.Fragment) && !l.edition.Unread.Owner(link.Kind, link.ID) {
			at := diagnostic.Position{File: t.File, Line: int(link.Line), Column: int(link.Column)}
			l.broken[t] = append(l.broken[t], h.unknownPassage(at, other, link.Fragment))
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
	for _, list := range l.broken {
		found = append(found, list...)
	}
	found.Sort()
	return found
}
