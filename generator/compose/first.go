package compose

import (
	"slices"

	"glossator/generator/content"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// maxFirst is how many essays are linked to show one of them before the others.
const maxFirst = 64

// First links an essay before Link does, and with it only those whose texts its page shows: those that link to it, and those
// to whose passages it links. All others have empty texts until Link has been called. It is not ok, and Link is to be called,
// where it is not known from the shelf which those are, or where something is wrong with the edition.
func (c *Composition) First(id string) (ok bool) {
	x := c.Edition.Essay(id)
	if x == nil || c.Diagnostics.Count(diagnostic.Error) > 0 {
		return false
	}
	p := &parser{c: c, settings: c.Folder.Settings}
	files := make(map[string]content.EssayFile, len(c.Folder.Essays))
	var first []string
	for _, f := range c.Folder.Essays {
		if c.Edition.Essay(f.Essay.ID) != f.Essay {
			continue
		}
		files[f.Essay.ID] = f
		links, known := c.shelf.Links(f.Path, p.key(f, c.lock.Sum(f.Essay.ID)))
		if !known || f.Essay == x || slices.Contains(links, id) {
			first = append(first, f.Essay.ID)
		}
		if len(first) > maxFirst {
			return false
		}
	}
	for _, x := range c.Edition.Essays {
		if x.Text == nil {
			x.Text = &edition.Text{Owner: edition.Owner{Kind: edition.OfEssay, ID: x.ID}, Language: x.Language, File: files[x.ID].Path}
		}
	}
	p.first(files, first)
	var shown []string
	for _, l := range x.Text.Links {
		if l.Kind == edition.OfEssay && l.Fragment != "" && !slices.Contains(first, l.ID) {
			shown = append(shown, l.ID)
		}
	}
	p.first(files, shown)
	c.linker.Edition()
	return len(c.essays[files[id].Path]) == 0
}

// first links essays, one after another.
func (p *parser) first(files map[string]content.EssayFile, ids []string) {
	for _, id := range ids {
		f, ok := files[id]
		if _, done := p.c.linked[f.Path]; !ok || done {
			continue
		}
		r, ok := p.kept(f, false)
		if !ok {
			r, _ = p.link(f, p.read(f, nil))
			p.putAway(&r, nil)
		}
		p.put(f, r)
	}
	p.c.shelf.Flush()
}
