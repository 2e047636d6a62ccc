package compose

import (
	"path"
	"slices"
	"strings"

	"glossator/generator/content"
	"glossator/generator/diagnostic"
)

// Update brings the composition up to date after files of the content folder have changed, named relative to it.
// An essay that has changed is parsed and linked alone, and the backlinks that it gives are replaced. After any other
// change the records are read again, and those essays parsed or linked again that it may concern.
func (c *Composition) Update(changed []string) {
	files := make([]content.EssayFile, 0, len(changed))
	for _, name := range changed {
		file, ok := c.changedEssay(name)
		if !ok {
			*c = *c.successor(changed)
			return
		}
		files = append(files, file)
	}
	for _, f := range files {
		c.replace(f)
	}
	c.shelf.Flush()
	c.finish()
}

// successor composes the folder after a change, with the essays that have not changed. The composition must not be used
// any more.
func (c *Composition) successor(changed []string) *Composition {
	if slices.Contains(changed, LockFile) {
		next := Read(c.root, c.options)
		next.shelf, next.base = c.shelf, c.base
		next.Link(nil)
		return next
	}
	next := empty(c.root, c.options)
	next.shelf, next.base = c.shelf, c.base
	next.Folder, next.loaded = content.Reload(c.root, c.Folder, c.loaded, changed)
	next.compose(c)
	next.link(c, nil)
	return next
}

// again links an essay that the composition before has linked, without parsing it; ok is false where it must be parsed,
// since something has changed that its text depends on.
func (p *parser) again(f content.EssayFile) (r linked, ok bool) {
	if p.before == nil {
		return linked{}, false
	}
	r, ok = p.before.linked[f.Path]
	if !ok || !r.file.Is(f) || p.settings.RawHTML != p.before.Folder.Settings.RawHTML ||
		!p.c.lock.SameAddresses(p.before.lock, f.Essay.ID) {
		return linked{}, false
	}
	if found, asBefore := p.c.linker.Again(r.text); !asBefore {
		r.found = found
	}
	r.fastened = p.annotations(f.Essay)
	return r, true
}

// changedEssay reads an essay again, and puts what its front matter says into the edition. It is not ok when more
// depends on the change than the essay: it is new, gone, a draft now or broken, or has other former addresses.
func (c *Composition) changedEssay(name string) (content.EssayFile, bool) {
	x := c.Edition.Essay(strings.TrimSuffix(path.Base(name), ".md"))
	if path.Dir(name) != "essays" || path.Ext(name) != ".md" || x == nil || c.brokenFile(name) {
		return content.EssayFile{}, false
	}
	file, found := content.LoadEssay(c.root, name, c.Folder.Settings.Language)
	if file.Essay == nil || len(found) > 0 || file.Essay.Draft != x.Draft || !slices.Equal(file.Essay.Aliases, x.Aliases) {
		return file, false
	}
	i := slices.IndexFunc(c.Folder.Essays, func(f content.EssayFile) bool { return f.Essay == x })
	fresh := *file.Essay
	fresh.Text, fresh.Annotations, fresh.Backlinks, fresh.Merged = x.Text, x.Annotations, x.Backlinks, x.Merged
	*x, file.Essay = fresh, x
	c.Folder.Essays[i] = file
	return file, true
}

// brokenFile says that something was wrong with a file when the folder was read.
func (c *Composition) brokenFile(name string) bool {
	return slices.ContainsFunc(c.loaded, func(d diagnostic.Diagnostic) bool { return d.Start.File == name })
}

// replace puts an essay's new text in the place of the old one. It is put away when another essay is edited: what is on the shelf
// stays there until the next run, and some programs save every other second.
func (c *Composition) replace(f content.EssayFile) {
	old := f.Essay.Text
	p := &parser{c: c, settings: c.Folder.Settings}
	if c.edited != nil && c.edited.Text != old {
		last := c.linked[c.edited.Text.File]
		p.putAway(&last, nil)
		c.linked[last.file.Path] = last
	}
	r, body := p.link(f, p.read(f, nil))
	c.edited = body
	delete(c.files, old)
	p.put(f, r)
	c.links = c.linker.Replace(old, r.text)
}
