package crosslink

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// published are the ids, present and former, under which essays have been published.
func (l *Lock) published() []string {
	ids := slices.AppendSeq(slices.Collect(maps.Keys(l.essays)), maps.Keys(l.renamed))
	slices.Sort(ids)
	return ids
}

// Follow lets essays that have another id now, and name their former address among their aliases, keep their
// passages' addresses. An essay that has been published is in the edition, or another text has its address among its
// aliases, or it is withdrawn; Follow refuses what is none of these. One whose address leads to an essay that has
// addresses of its own is merged into that. While some aliases cannot be read nothing is refused.
func (l *Lock) Follow(e *edition.Edition) diagnostic.List {
	taken := map[string]bool{}
	for _, x := range e.Essays {
		x.Merged = nil
		for _, alias := range x.Aliases {
			former := essayAt(alias)
			taken[former] = true
			if e.Essay(former) == nil && l.essays[x.ID] == nil && l.essays[former] != nil {
				l.rename(former, x.ID)
			}
			if e.Essay(former) == nil && l.essays[former] != nil {
				x.Merged = append(x.Merged, former)
			}
		}
	}
	for _, x := range e.Pages {
		for _, alias := range x.Aliases {
			taken[essayAt(alias)] = true
		}
	}
	var found diagnostic.List
	for _, w := range e.Settings.Withdrawn {
		taken[w.Essay] = true
		if e.Essay(w.Essay) != nil {
			found = append(found, diagnostic.Diagnostic{
				Code: "withdrawn-essay-there", Start: w.At, Message: fmt.Sprintf("the essay %q is withdrawn, and in the edition", w.Essay),
				Hint: "take it out of withdrawn, or remove its file",
			})
		}
	}
	for _, id := range l.published() {
		if e.Essay(id) == nil && !taken[id] && !e.Unread.Aliases {
			found = append(found, l.gone(id, e.Left[edition.Owner{Kind: edition.OfEssay, ID: id}]))
		}
	}
	return found
}

// essayAt is the id of the essay whose address an alias is; "" where it is of none.
func essayAt(alias string) string {
	id, ok := strings.CutPrefix(strings.TrimPrefix(alias, "/"), "essays/")
	if !ok {
		return ""
	}
	return strings.TrimSuffix(id, ".html")
}

// rename gives an essay the addresses that it had under its former id.
func (l *Lock) rename(former, now string) {
	l.essays[now] = appendLines(nil, now, readAddresses(l.essays[former]))
	delete(l.essays, former)
	delete(l.renamed, now)
	for earlier, id := range l.renamed {
		if id == former {
			l.renamed[earlier] = now
		}
	}
	l.renamed[former] = now
}

// gone is the finding that an address leads nowhere at which an essay has been published.
func (l *Lock) gone(id string, left edition.Left) diagnostic.Diagnostic {
	message, hint := fmt.Sprintf("the essay %q has been published and is not in the edition any more", id), "put its file back"
	if now := l.renamed[id]; now != "" {
		message, hint = fmt.Sprintf("the essay %q has been published as %q, and that address leads nowhere now", now, id), ""
	} else if left == edition.Unlisted {
		hint = fmt.Sprintf("add %s to the contents of edition.yaml", id)
	} else if left == edition.Draft {
		message, hint = fmt.Sprintf("the essay %q has been published and is a draft now", id), "take \"draft: true\" out of its front matter"
	}
	if hint != "" {
		hint += "; or "
	}
	hint += fmt.Sprintf("write aliases: [essays/%s.html] in the front matter of the essay that takes its place; or, if it is withdrawn, "+
		"withdrawn: [{essay: %s, title: …, reason: …}] in edition.yaml, and its address will say so", id, id)
	return diagnostic.Diagnostic{Code: "published-essay-gone", Start: diagnostic.Position{File: "edition.yaml"}, Message: message, Hint: hint}
}
