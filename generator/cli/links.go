package cli

import (
	"bytes"
	"fmt"
	"hash/maphash"
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
					o.found.Add(diagnostic.Error, "id-twice", file, fmt.Sprintf("the page has the id %q twice", value), "a layout of yours gives it to a second place, or the program is wrong: then please report it")
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
		o.found.Add(diagnostic.Error, "broken-link", o.file, fmt.Sprintf("%q is no address", to), "letters that an address cannot have are written as %20 and the like")
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
		o.found.Add(diagnostic.Error, "broken-link", o.file, fmt.Sprintf("the link %q leaves the edition", to), "links within it are relative, as ../essays/leem.html")
		return
	}
	o.goals[goal{target, u.Fragment}] = true
}

// offers are those of an edition's files: where a site is put that is read and not published. Of what is offered hashes are kept,
// and of links those that do not lead where they should, or not yet. It is safe for concurrent use.
type offers struct {
	base    string // path of the edition on its host, with slashes round it
	scratch string // the name of a file that is still to be removed
	seed    maphash.Seed

	mu     sync.Mutex
	files  map[string]bool               // that have been read: whether they are HTML
	places map[uint64]bool               // hashes of goals
	open   map[string]map[string]wanting // by file and fragment
	links  int
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
	return &offers{
		base: base, seed: maphash.MakeSeed(), places: map[uint64]bool{}, open: map[string]map[string]wanting{},
		files: map[string]bool{publish.ManifestName: false}, // which publishing makes
	}
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
	_, kept = all.files[file]
	return kept, nil
}

// Write reads a file.
func (all *offers) Write(file string, content []byte) error {
	o := readOffer(all.base, file, content)
	all.mu.Lock()
	defer all.mu.Unlock()
	all.files[file] = o.ids != nil
	for id := range o.ids {
		all.places[maphash.Comparable(all.seed, goal{file, id})] = true
	}
	for fragment := range all.open[file] {
		if all.has(goal{file, fragment}) {
			delete(all.open[file], fragment)
		}
	}
	for to := range o.goals {
		if !all.has(to) {
			all.want(to, file)
		}
	}
	all.links += len(o.goals)
	all.found = append(all.found, o.found...)
	return nil
}

// has says that what has been read so far offers the goal of a link. Only pages tell what places they have.
func (all *offers) has(to goal) bool {
	page, read := all.files[to.file]
	return read && (!page || to.fragment == "" || all.places[maphash.Comparable(all.seed, to)])
}

// want remembers that a page links to what is not there, or not yet.
func (all *offers) want(to goal, page string) {
	if all.open[to.file] == nil {
		all.open[to.file] = map[string]wanting{}
	}
	w := all.open[to.file][to.fragment]
	if w.pages++; w.pages == 1 || page < w.first {
		w.first = page
	}
	all.open[to.file][to.fragment] = w
}

// broken lists what is wrong with the pages, and the links that lead nowhere, when all files have been read.
func (all *offers) broken() diagnostic.List {
	found := all.found
	for file, fragments := range all.open {
		_, exists := all.files[file]
		for fragment, w := range fragments {
			message := fmt.Sprintf("a link leads to %s, which the edition does not have", file)
			if exists {
				message = fmt.Sprintf("a link leads to %s, which has no place %q", file, fragment)
			}
			hint := "look for it in the layout of that page"
			if w.pages > 1 {
				hint = fmt.Sprintf("and so from %s more; %s", count(w.pages-1, "page"), hint)
			}
			found.Add(diagnostic.Error, "broken-link", w.first, message, hint)
		}
	}
	found.Sort()
	return found
}
