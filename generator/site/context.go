package site

import (
	"bytes"
	"net/url"
	"path"

	"glossator/generator/edition"
)

// context gives a text the addresses and formatted citations that it needs on a page.
type context struct {
	site   *Site
	root   string // from the page to the edition's root
	folder string // of the files that the text names; the site has them where the content folder has
}

func (s *Site) context(t *edition.Text, page string) context {
	return context{s, root(page), path.Dir(t.File)}
}

// Citation is the address of the page of the source that a citation cites.
func (c context) Citation(t *edition.Text, i int) string {
	return c.root + sourcePath(c.site.edition.Source(t.Citations[i].Source).Slug)
}

// Mention is the address of the page of a term or name, or of an event in the chronology.
func (c context) Mention(m *edition.Mention) string {
	switch m.Kind {
	case edition.OfATerm:
		return c.root + termPath(m.ID)
	case edition.OfAName:
		return c.root + namePath(m.ID)
	}
	return c.root + eventAddress(m.ID)
}

// Link is the address of an essay or page, or of a passage of it.
func (c context) Link(l *edition.Link) string {
	address := c.root + essayPath(l.ID)
	if l.Kind == edition.OfPage {
		address = c.root + editorialPath(l.ID)
	}
	if l.Fragment != "" {
		address += "#" + l.Fragment
	}
	return address
}

// Asset is the address of a file that lies beside the text.
func (c context) Asset(name string) string {
	u := url.URL{Path: c.root + path.Join(c.folder, name)}
	return u.String()
}

// Cluster appends citations that the style formats.
func (c context) Cluster(dst []byte, t *edition.Text, cluster int) []byte {
	return c.site.appendCluster(dst, t, cluster, func(i int) string { return c.Citation(t, i) })
}

// short writes a text without notes (a definition, a remark) as it stands on a page of its own or of others. Its
// addresses get the prefix, so that they are not taken twice on the page.
func (s *Site) short(t *edition.Text, page, prefix string) []byte {
	if t == nil {
		return nil
	}
	rendered := s.rendered(&writer{}, t, s.body(t), page, nil)
	if prefix == "" {
		return rendered.Main
	}
	return prefixed(rendered.Main, prefix)
}

// prefixed puts the prefix before every id, and before every fragment that leads to one on the same page.
func prefixed(html []byte, prefix string) []byte {
	html = bytes.ReplaceAll(html, []byte(` id="`), []byte(` id="`+prefix))
	return bytes.ReplaceAll(html, []byte(` href="#`), []byte(` href="#`+prefix))
}
