package compose

import (
	"path"
	"reflect"
	"strings"

	"glossator/generator/content"
	"glossator/generator/edition"
)

// Update brings the composition up to date after files of the content folder have changed, named relative to it.
// An essay whose words have changed is parsed and linked alone, and the backlinks that it gives are replaced; any
// other change composes the folder anew. It says whether only essays were touched.
func (c *Composition) Update(changed []string) (essaysOnly bool) {
	files := make([]content.EssayFile, 0, len(changed))
	for _, name := range changed {
		file, ok := c.changedEssay(name)
		if !ok {
			*c = *Compose(c.root, c.options)
			return false
		}
		files = append(files, file)
	}
	for _, f := range files {
		c.replace(f)
	}
	c.finish()
	return true
}

// changedEssay reads an essay again. It is not ok when what others depend on has changed: its front matter, or that
// the essay is part of the edition.
func (c *Composition) changedEssay(name string) (content.EssayFile, bool) {
	x := c.Edition.Essay(strings.TrimSuffix(path.Base(name), ".md"))
	if path.Dir(name) != "essays" || path.Ext(name) != ".md" || x == nil {
		return content.EssayFile{}, false
	}
	file, found := content.LoadEssay(c.root, name, c.Folder.Settings.Language)
	if file.Essay == nil || len(found) > 0 {
		return file, false
	}
	was := *x
	was.Text, was.Ended, was.Annotations, was.Backlinks = nil, nil, nil, nil
	for i, old := range c.Folder.Essays {
		if old.Essay == x {
			same := reflect.DeepEqual(was, *file.Essay) && old.TitleMarkdown == file.TitleMarkdown && old.SubtitleMarkdown == file.SubtitleMarkdown
			file.Essay = x
			if same {
				c.Folder.Essays[i] = file
			}
			return file, same
		}
	}
	return file, false
}

// replace puts an essay's new text in the place of the old one.
func (c *Composition) replace(f content.EssayFile) {
	old := f.Essay.Text
	p := &parser{c: c, settings: c.Folder.Settings}
	r := p.link(f)
	if c.bodies[old] == nil {
		r.body = nil
	}
	p.forget(old)
	p.put(f, r)
	c.links = c.linker.Replace(old, r.text)
}

// forget drops what is kept of a text.
func (p *parser) forget(t *edition.Text) {
	delete(p.c.bodies, t)
	delete(p.c.inputs, t)
}
