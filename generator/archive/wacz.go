package archive

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// offline is the address of an edition that has none.
const offline = "https://edition.invalid/"

// WACZ writes the site as a web archive (WACZ 1.1.1): every file as a response under the site's address.
func WACZ(w io.Writer, m Metadata, site fs.FS) error {
	a := &wacz{zip: zip.NewWriter(w), m: m, base: cmp.Or(m.BaseURL, offline)}
	steps := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"archive/data.warc.gz", func(w io.Writer) error { return a.records(w, site) }},
		{"indexes/index.cdx", a.index},
		{"pages/pages.jsonl", a.list},
	}
	for _, s := range steps {
		if err := a.add(s.name, s.write); err != nil {
			return err
		}
	}
	if err := a.describe(); err != nil {
		return err
	}
	return a.zip.Close()
}

type wacz struct {
	zip       *zip.Writer
	m         Metadata
	base      string
	cdx       []string
	pages     []page
	resources []resource
}

type page struct {
	ID    string `json:"id"`
	URL   string `json:"url"`
	TS    string `json:"ts"`
	Title string `json:"title"`
}

type resource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes int64  `json:"bytes"`
}

// add stores a file in the zip and notes its digest. A web archive's files are stored as they are, so that players
// can read parts of them.
func (a *wacz) add(name string, write func(io.Writer) error) error {
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: zipTime(a.m.Date)})
	if err != nil {
		return err
	}
	c := &counter{hash: sha256.New()}
	if err := write(io.MultiWriter(w, c)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	a.resources = append(a.resources, resource{path.Base(name), name, "sha256:" + hex.EncodeToString(c.hash.Sum(nil)), c.n})
	return nil
}

// records writes every file of the site, a folder's index.html under the folder's address too.
func (a *wacz) records(w io.Writer, site fs.FS) error {
	out := &warc{w: w, date: a.m.Date}
	if err := out.info("data.warc.gz", a.m.Generator); err != nil {
		return err
	}
	return inOrder(Part{SitePart, site}, func(name string, body []byte) (response, error) {
		r := response{name: name, addresses: []string{a.base + iri(name)}}
		if path.Base(name) == "index.html" {
			r.addresses = append(r.addresses, a.base+strings.TrimSuffix(iri(name), "index.html"))
		}
		for _, address := range r.addresses {
			record, payload := out.response(address, mediaType(name), body)
			r.records, r.payload = append(r.records, record), payload
		}
		if path.Ext(name) == ".html" {
			r.title = titleOf(body)
		}
		return r, nil
	}, func(r response) error { return a.take(out, r) })
}

// response is a file of the site as the web archive has it: a record for each of its addresses.
type response struct {
	name, title, payload string
	addresses            []string
	records              [][]byte
}

// take writes a file's records and notes them for the index.
func (a *wacz) take(out *warc, r response) error {
	for i, address := range r.addresses {
		at, err := out.write(r.records[i])
		if err != nil {
			return err
		}
		a.indexed(address, mediaType(r.name), r.payload, at)
	}
	if path.Ext(r.name) == ".html" {
		a.pages = append(a.pages, page{uuid("page " + r.name), r.addresses[len(r.addresses)-1], a.stamp(), r.title})
	}
	return nil
}

func (a *wacz) stamp() string { return a.m.Date.UTC().Format("2006-01-02T15:04:05Z") }

// titleOf is what an HTML page calls itself.
func titleOf(body []byte) string {
	z := html.NewTokenizer(strings.NewReader(string(body[:min(len(body), 64<<10)])))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) == "title" && z.Next() == html.TextToken {
				return strings.TrimSpace(string(z.Text()))
			}
		}
	}
}

// indexed notes a response for the index, in CDXJ.
func (a *wacz) indexed(address, mediaType, payload string, at place) {
	kind, _, _ := strings.Cut(mediaType, ";")
	entry, _ := json.Marshal(struct { // of plain fields: cannot fail
		URL      string `json:"url"`
		MIME     string `json:"mime"`
		Status   int    `json:"status"`
		Digest   string `json:"digest"`
		Length   int64  `json:"length"`
		Offset   int64  `json:"offset"`
		Filename string `json:"filename"`
	}{address, kind, 200, payload, at.length, at.offset, "data.warc.gz"})
	a.cdx = append(a.cdx, fmt.Sprintf("%s %s %s\n", surt(address), a.m.Date.UTC().Format("20060102150405"), entry))
}

// surt is an address as indexes sort it: the host's parts turned round, then the path.
func surt(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	parts := strings.Split(strings.ToLower(u.Hostname()), ".")
	slices.Reverse(parts)
	host := strings.Join(parts, ",")
	if u.Port() != "" {
		host += ":" + u.Port()
	}
	return host + ")" + strings.ToLower(u.EscapedPath())
}

func (a *wacz) index(w io.Writer) error {
	slices.Sort(a.cdx)
	for _, line := range a.cdx {
		if _, err := io.WriteString(w, line); err != nil {
			return err
		}
	}
	return nil
}

// list writes the pages, the edition's home first.
func (a *wacz) list(w io.Writer) error {
	home := slices.IndexFunc(a.pages, func(p page) bool { return p.URL == a.base })
	if home > 0 {
		p := a.pages[home]
		a.pages = slices.Insert(slices.Delete(a.pages, home, home+1), 0, p)
	}
	e := json.NewEncoder(w)
	if err := e.Encode(map[string]any{"format": "json-pages-1.0", "id": "pages", "title": a.m.Title, "hasText": false}); err != nil {
		return err
	}
	for _, p := range a.pages {
		if err := e.Encode(p); err != nil {
			return err
		}
	}
	return nil
}

// describe writes datapackage.json and its digest.
func (a *wacz) describe() error {
	b, err := json.MarshalIndent(map[string]any{
		"profile": "data-package", "wacz_version": "1.1.1", "title": a.m.Title, "description": a.m.Description, "software": a.m.Generator,
		"created": a.stamp(), "modified": a.stamp(), "mainPageUrl": a.base, "mainPageDate": a.stamp(), "resources": a.resources,
	}, "", "  ")
	if err != nil {
		return err
	}
	if err := a.add("datapackage.json", func(w io.Writer) error { _, err := w.Write(b); return err }); err != nil {
		return err
	}
	own := a.resources[len(a.resources)-1]
	b, err = json.Marshal(map[string]string{"path": own.Path, "hash": own.Hash})
	if err != nil {
		return err
	}
	return a.add("datapackage-digest.json", func(w io.Writer) error { _, err := w.Write(b); return err })
}
