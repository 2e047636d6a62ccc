package cli

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"glossator/generator/diagnostic"
)

// missingPage is the page that hosts show where there is none.
const missingPage = "404.html"

// crawl reads pages as a browser would and remembers what each offers and asks for.
type crawl struct {
	base   string                     // path of the edition on its host, with slashes round it
	ids    map[string]map[string]bool // by path: its ids; nil for files that are not HTML
	wanted map[goal][]string          // the pages that link there
	found  diagnostic.List
}

// goal is where a link leads. A file's name may have a number sign.
type goal struct{ file, fragment string }

// newCrawl begins to read an edition that is published at the base address, if it has one.
func newCrawl(baseURL string) *crawl {
	base := "/"
	if u, err := url.Parse(baseURL); err == nil && u.Path != "" {
		base = u.Path
	}
	return &crawl{base: base, ids: map[string]map[string]bool{}, wanted: map[goal][]string{}}
}

// add reads one file of the output.
func (c *crawl) add(file string, content []byte) {
	if path.Ext(file) != ".html" {
		c.ids[file] = nil
		return
	}
	ids := map[string]bool{}
	c.ids[file] = ids
	tokens := html.NewTokenizer(bytes.NewReader(content))
	for tokens.Next() != html.ErrorToken {
		for _, a := range tokens.Token().Attr {
			switch a.Key {
			case "id":
				if ids[a.Val] {
					c.found.Add(diagnostic.Error, "id-twice", file, fmt.Sprintf("the page has the id %q twice", a.Val), "")
				}
				ids[a.Val] = true
			case "href", "src":
				c.link(file, a.Val)
			}
		}
	}
}

// link remembers where a link leads, when it stays within the edition.
func (c *crawl) link(from, to string) {
	u, err := url.Parse(to)
	if err != nil {
		c.found.Add(diagnostic.Error, "broken-link", from, fmt.Sprintf("%q is no address", to), "")
		return
	}
	if u.Scheme != "" || u.Host != "" {
		return
	}
	target := from
	rooted := strings.HasPrefix(u.Path, "/")
	if u.Path != "" {
		target = path.Join(path.Dir(from), u.Path)
	}
	if rooted && from == missingPage { // a host shows it at any address
		target, rooted = strings.CutPrefix(path.Clean(u.Path), c.base)
		rooted = !rooted
	}
	if rooted || strings.HasPrefix(target, "../") {
		c.found.Add(diagnostic.Error, "broken-link", from, fmt.Sprintf("the link %q leaves the edition", to), "links are relative")
		return
	}
	key := goal{target, u.Fragment}
	if last := len(c.wanted[key]) - 1; last < 0 || c.wanted[key][last] != from {
		c.wanted[key] = append(c.wanted[key], from)
	}
}

// broken lists the links that lead nowhere.
func (c *crawl) broken() diagnostic.List {
	for to, pages := range c.wanted {
		file, fragment := to.file, to.fragment
		ids, exists := c.ids[file]
		message := ""
		switch {
		case !exists:
			message = fmt.Sprintf("a link leads to %s, which the edition does not have", file)
		case fragment != "" && ids != nil && !ids[fragment]:
			message = fmt.Sprintf("a link leads to %s, which has no place %q", file, fragment)
		}
		if message == "" {
			continue
		}
		slices.Sort(pages)
		hint := ""
		if len(pages) > 1 {
			hint = fmt.Sprintf("and so from %s more", count(len(pages)-1, "page"))
		}
		c.found.Add(diagnostic.Error, "broken-link", pages[0], message, hint)
	}
	c.found.Sort()
	return c.found
}

// size is how many files and links were read.
func (c *crawl) size() (files, links int) { return len(c.ids), len(c.wanted) }
