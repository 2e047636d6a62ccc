package cli

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"glossator/generator/diagnostic"
	"glossator/generator/publish"
)

// missingPage is the page that hosts show where there is none.
const missingPage = "404.html"

// goal is where a link leads. A file's name may have a number sign.
type goal struct{ file, fragment string }

// offer is what a page offers and asks for, read as a browser would.
type offer struct {
	file  string
	ids   map[string]bool // nil of what is not HTML
	goals map[goal]bool   // within the edition
	found diagnostic.List
}

// readOffer reads a file of an edition that is published in the folder base of its host, "/" or "/folder/".
func readOffer(base, file string, content []byte) *offer {
	o := &offer{file: file}
	if path.Ext(file) != ".html" {
		return o
	}
	o.ids, o.goals = map[string]bool{}, map[goal]bool{}
	tokens := html.NewTokenizer(bytes.NewReader(content))
	for kind := tokens.Next(); kind != html.ErrorToken; kind = tokens.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		for _, more := tokens.TagName(); more; {
			var key, value []byte
			switch key, value, more = tokens.TagAttr(); string(key) {
			case "id":
				if o.ids[string(value)] {
					o.found.Add(diagnostic.Error, "id-twice", file, fmt.Sprintf("the page has the id %q twice", value), "")
				}
				o.ids[string(value)] = true
			case "href", "src":
				o.link(base, string(value))
			}
		}
	}
	return o
}

// link remembers where a link leads, when it stays within the edition.
func (o *offer) link(base, to string) {
	u, err := url.Parse(to)
	if err != nil {
		o.found.Add(diagnostic.Error, "broken-link", o.file, fmt.Sprintf("%q is no address", to), "")
		return
	}
	if u.Scheme != "" || u.Host != "" {
		return
	}
	target := o.file
	rooted := strings.HasPrefix(u.Path, "/")
	if u.Path != "" {
		target = path.Join(path.Dir(o.file), u.Path)
	}
	if rooted && o.file == missingPage { // a host shows it at any address
		target, rooted = strings.CutPrefix(path.Clean(u.Path), base)
		rooted = !rooted
	}
	if rooted || strings.HasPrefix(target, "../") {
		o.found.Add(diagnostic.Error, "broken-link", o.file, fmt.Sprintf("the link %q leaves the edition", to), "links are relative")
		return
	}
	o.goals[goal{target, u.Fragment}] = true
}

// offers are those of an edition's files: where a site is put that is read and not published. It is safe for concurrent use.
type offers struct {
	base    string // path of the edition on its host, with slashes round it
	scratch string // the name of a file that is still to be removed

	mu     sync.Mutex
	ids    map[string]map[string]bool // by path
	wanted map[goal]wanting
	found  diagnostic.List
}

// wanting are the pages that link somewhere: the first by its path, and how many there are.
type wanting struct {
	first string
	pages int
}

// newOffers begins to read an edition that is published at the base address, if it has one.
func newOffers(baseURL string) *offers {
	base := "/"
	if u, err := url.Parse(baseURL); err == nil && u.Path != "" {
		base = u.Path
	}
	return &offers{base: base, ids: map[string]map[string]bool{publish.ManifestName: nil}, wanted: map[goal]wanting{}} // publishing makes that
}

// Scratch returns an empty file for the time of the check.
func (all *offers) Scratch() (*os.File, error) {
	f, err := os.CreateTemp("", "glossator-*")
	if err != nil {
		return nil, fmt.Errorf("no file can be made for the time of the check: %w", err)
	}
	if os.Remove(f.Name()) != nil { // where an open file cannot be removed it is in the end
		all.scratch = f.Name()
	}
	return f, nil
}

// Abort removes the scratch file.
func (all *offers) Abort() {
	if all.scratch != "" {
		os.Remove(all.scratch)
	}
}

// Keep says that a file has been read already.
func (all *offers) Keep(file string, _ publish.Ground) (kept bool, err error) {
	all.mu.Lock()
	defer all.mu.Unlock()
	_, kept = all.ids[file]
	return kept, nil
}

// Write reads a file.
func (all *offers) Write(file string, content []byte) error {
	o := readOffer(all.base, file, content)
	all.mu.Lock()
	defer all.mu.Unlock()
	all.ids[o.file] = o.ids
	all.found = append(all.found, o.found...)
	for to := range o.goals {
		w := all.wanted[to]
		if w.pages++; w.pages == 1 || o.file < w.first {
			w.first = o.file
		}
		all.wanted[to] = w
	}
	return nil
}

// broken lists what is wrong with the pages, and the links that lead nowhere.
func (all *offers) broken() diagnostic.List {
	found := all.found
	for to, w := range all.wanted {
		ids, exists := all.ids[to.file]
		message := ""
		switch {
		case !exists:
			message = fmt.Sprintf("a link leads to %s, which the edition does not have", to.file)
		case to.fragment != "" && ids != nil && !ids[to.fragment]:
			message = fmt.Sprintf("a link leads to %s, which has no place %q", to.file, to.fragment)
		}
		if message == "" {
			continue
		}
		hint := ""
		if w.pages > 1 {
			hint = fmt.Sprintf("and so from %s more", count(w.pages-1, "page"))
		}
		found.Add(diagnostic.Error, "broken-link", w.first, message, hint)
	}
	found.Sort()
	return found
}
