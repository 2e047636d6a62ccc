package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"glossator/generator/edition"
)

// missing is the page for addresses that lead nowhere.
func (s *Site) missing(dst []byte, p Page) ([]byte, error) {
	return s.render(dst, p, s.words.word("missing"), nil)
}

// rootPath is the path of the edition on its host, "/" or "/folder/"; "" when its address is not known.
func rootPath(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return ""
	}
	return strings.TrimSuffix(u.EscapedPath(), "/") + "/"
}

// Below is the path of a page within the edition by its path on the host that the edition is for, without the first slash.
func (s *Site) Below(onHost string) (path string, ok bool) {
	place, err := url.PathUnescape(rootPath(s.edition.Settings.BaseURL))
	if err != nil || len(place) < 2 {
		return "", false
	}
	return strings.CutPrefix(onHost, place[1:])
}

// withdrawn says at an essay's address that it has been withdrawn.
func (s *Site) withdrawn(dst []byte, p Page) ([]byte, error) {
	list := s.edition.Settings.Withdrawn
	x := list[slices.IndexFunc(list, func(w edition.Withdrawal) bool { return w.Essay == p.ID })]
	return s.render(dst, p, cmp.Or(x.Title, s.words.word("withdrawn")), x)
}

// merged leads from the address of a former essay to the one that it is part of. The addresses of its passages would not
// lead to their words there, so no script takes them along.
func (s *Site) merged(dst []byte, p Page) ([]byte, error) {
	id := strings.TrimSuffix(strings.TrimPrefix(p.ID, "essays/"), ".html")
	return s.render(dst, p, s.words.word("merged"), link{Href: root(p.Path) + p.ID, Words: s.edition.Essay(id).Title})
}

// redirect leads from a former address to the present one.
func (s *Site) redirect(dst []byte, p Page) ([]byte, error) {
	return s.render(dst, p, s.words.word("moved"), link{Href: root(p.Path) + p.ID, Words: p.ID})
}
