package transcribe

import (
	"cmp"
	"path"
	"strings"
)

// Quarto, bookdown and Obsidian refer from one text to another in ways of their own. What leads to a heading or to a text that
// is imported, too, becomes a link with its words; the rest stays, and is listed.

// anchor is a heading that has a name.
type anchor struct {
	essay, words string
	title        bool // the heading becomes the essay's title, and the essay's beginning is meant
}

var (
	namedHeading = pattern(`(?m)^#{1,6}[ \t]+(.*?)[ \t]*\{#([\w:-]+)[^}\n]*\}[ \t]*$`)
	crossRef     = pattern(`(^|[^\\\w])@((?:fig|tbl|sec|eq|lst|thm|lem|exm|exr|cor|prp|tip|nte|wrn|imp|cau|fnt)[-:][\w:-]*\w)`)
	bookRef      = pattern(`\\@ref\(([^)]*)\)`)
	ownRef       = pattern(`\]\(#([\w:-]+)\)`)
	wikiLink     = pattern(`(^|[^!\[\\])\[\[([^@\[\]|#^\\][^\[\]|#^\\]*)([#^][^\[\]|\\]*)?(?:\\?\|([^\[\]]*))?\]\]`)
)

// expect gives the essay that a Markdown file becomes its id, before any text is read that may lead to it, and notes its headings
// with names.
func (c *collection) expect(f File) {
	name, _, _ := strings.Cut(path.Base(f.Name), ".")
	id, named := c.freeID(slug(name)), slug(path.Base(stem(f.Name)))
	c.essays[stem(f.Name)] = id
	c.essaysNamed[named] = cmp.Or(c.essaysNamed[named], id)
	head, body, _ := splitFront(decode(f.Text))
	beginning, _ := headingTitle(body)
	for i, found := range namedHeading().FindAllStringSubmatch(body, -1) {
		for _, key := range []string{found[2], id + "#" + found[2]} {
			if _, twice := c.anchors[key]; !twice {
				c.anchors[key] = anchor{id, found[1], i == 0 && head.value("title") == nil && beginning == found[1]}
			}
		}
	}
}

// stem is the path of a file without its last ending.
func stem(file string) string { return strings.TrimSuffix(path.Clean(file), path.Ext(file)) }

// essayOf is the id of the essay that is meant by a Markdown file's path from here, without its ending, or by its name; "" for none.
func (m *mapping) essayOf(named string) string {
	return cmp.Or(m.essays[path.Join(path.Dir(m.file), named)], m.essaysNamed[slug(path.Base(named))])
}

// anchor is the heading with the name, in this essay if it has one.
func (m *mapping) anchor(name string) (a anchor, known bool) {
	if a, known = m.anchors[m.id+"#"+name]; !known {
		a, known = m.anchors[name]
	}
	return a, known
}

// link is a Markdown link to the heading with the name, if one is known.
func (m *mapping) link(name string) (link string, known bool) {
	a, known := m.anchor(name)
	return "[" + a.words + "](" + m.address(a, name) + ")", known
}

// address is where a heading stands, as seen from this essay.
func (m *mapping) address(a anchor, name string) string {
	switch {
	case a.title:
		return a.essay + ".md"
	case a.essay == m.id:
		return "#" + name
	}
	return a.essay + ".md#" + name
}

// crossReferences makes links of a line's references to headings. Those to figures and tables are escaped, since they would be
// taken for citations.
func (m *mapping) crossReferences(i int, l string) string {
	l = crossRef().ReplaceAllStringFunc(l, func(found string) string {
		part := crossRef().FindStringSubmatch(found)
		if link, known := m.link(part[2]); known && part[1] != "-" {
			return part[1] + link
		}
		m.list(i, part[2], "a cross-reference to a figure, table or section; it is kept as text, a link is [words](#"+part[2]+")")
		return part[1] + `\@` + part[2]
	})
	l = bookRef().ReplaceAllStringFunc(l, func(found string) string {
		name := bookRef().FindStringSubmatch(found)[1]
		if link, known := m.link(name); known {
			return link
		}
		m.list(i, found, "a cross-reference; it is kept as text, a link is [words](#name)")
		return found
	})
	return ownRef().ReplaceAllStringFunc(l, func(found string) string {
		name := ownRef().FindStringSubmatch(found)[1]
		if a := m.anchors[m.id+"#"+name]; a.title {
			return "](" + m.address(a, name) + ")"
		}
		return found
	})
}

// wikiLinks makes links of those in double brackets that lead to an essay which is imported, too.
func (m *mapping) wikiLinks(i int, l string) string {
	return wikiLink().ReplaceAllStringFunc(l, func(found string) string {
		part := wikiLink().FindStringSubmatch(found)
		id := m.essayOf(strings.TrimSuffix(part[2], ".md"))
		if id == "" {
			m.list(i, strings.TrimPrefix(found, part[1]), "a link to a text that was not imported; it is kept as text")
			return found
		}
		if part[3] != "" {
			m.list(i, strings.TrimPrefix(found, part[1]), "a link to a place in a text; it leads to the text's beginning")
		}
		return part[1] + "[" + cmp.Or(part[4], part[2]) + "](" + id + ".md)"
	})
}
