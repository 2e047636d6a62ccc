package preview

import (
	"bytes"
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"glossator/generator/diagnostic"
)

//go:embed preview.js
var script []byte

//go:embed preview.css
var stylesheet []byte

// own is the folder of addresses that are the preview's and not the site's.
const own = "/-/"

// server answers browsers.
type server struct {
	desk    *desk
	options Options
	hosts   []string // names that it answers to, without ports
	token   string   // of this run, for opening an editor
}

func newServer(d *desk, o Options, address net.Addr) http.Handler {
	s := &server{desk: d, options: o, token: rand.Text(), hosts: append([]string{"localhost", "127.0.0.1", "::1"}, o.Allowed...)}
	if host, _, err := net.SplitHostPort(address.String()); err == nil {
		s.hosts = append(s.hosts, host)
	}
	return s
}

// ServeHTTP checks the host before anything else: a page from elsewhere whose name has been made to lead here sends
// its own.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.isOwn(r.Host) {
		http.Error(w, fmt.Sprintf("the preview does not answer to %q; --allowed-hosts adds a name", r.Host), http.StatusForbidden)
		return
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "same-origin")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'")
	switch {
	case r.URL.Path == own+"open" && r.Method == http.MethodPost:
		s.open(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "the preview is only read", http.StatusMethodNotAllowed)
	case r.URL.Path == own+"events":
		s.events(w, r)
	case r.URL.Path == own+"margin":
		s.margin(w, r)
	case r.URL.Path == own+"proof":
		s.proof(w)
	case r.URL.Path == own+"preview.js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(script)
	case r.URL.Path == own+"preview.css":
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Write(stylesheet)
	default:
		s.page(w, r)
	}
}

// isOwn says that a Host or Origin's host is one of ours, whatever its port.
func (s *server) isOwn(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return slices.Contains(s.hosts, strings.Trim(strings.ToLower(host), "[]"))
}

// page serves a page of the site; an address without an ending is that of the HTML page, as on a static host.
func (s *server) page(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" || strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	b, _, ok, err := s.desk.page(name)
	if !ok && path.Ext(name) == "" {
		name += ".html"
		b, _, ok, err = s.desk.page(name)
	}
	status := http.StatusOK
	switch {
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	case !ok:
		status, name = http.StatusNotFound, "404.html"
		if b, _, ok, _ = s.desk.page(name); !ok {
			b = s.nothing()
		}
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	if path.Ext(name) == ".html" {
		b = s.withScript(b)
	}
	w.WriteHeader(status)
	w.Write(b)
}

// withScript adds the preview's script and stylesheet to the end of a page's head.
func (s *server) withScript(page []byte) []byte {
	tags := `<link rel="stylesheet" href="` + own + `preview.css"><script src="` + own + `preview.js" data-token="` + s.token + `" defer></script>`
	before, after, found := bytes.Cut(page, []byte("</head>"))
	if !found {
		return page
	}
	return slices.Concat(before, []byte(tags), []byte("</head>"), after)
}

// nothing is shown when there has not been a site yet.
func (s *server) nothing() []byte {
	s.desk.mu.RLock()
	defer s.desk.mu.RUnlock()
	var text strings.Builder
	diagnostic.WriteText(&text, s.desk.state.Findings, true)
	return []byte(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Nothing to show yet</title></head><body><main><h1>Nothing to show yet</h1><pre>` +
		html.EscapeString(text.String()) + `</pre></main></body></html>`)
}

// events tells a browser each state of the edition, beginning with the one that is.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no events here", http.StatusNotImplemented)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	c := s.desk.follow()
	defer s.desk.unfollow(c)
	for {
		select {
		case state := <-c:
			b, err := json.Marshal(state)
			if err != nil {
				return
			}
			if _, err := fmt.Fprintf(w, "retry: 500\ndata: %s\n\n", b); err != nil {
				return
			}
			flusher.Flush()
		case <-r.Context().Done():
			return
		}
	}
}

// margin is what editors see beside an essay: where each passage stands in its file, and what the proof sheet
// remarks.
func (s *server) margin(w http.ResponseWriter, r *http.Request) {
	essay := r.URL.Query().Get("essay")
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(struct {
		Remarks map[string][]string `json:"remarks"`
	}{s.desk.remarks(essay)})
}

// open starts the editor at a place. The request must come from a page of ours, and carry this run's token.
func (s *server) open(w http.ResponseWriter, r *http.Request) {
	origin, err := url.Parse(r.Header.Get("Origin"))
	if err != nil || !s.isOwn(origin.Host) || r.Header.Get("X-Glossator-Token") != s.token {
		http.Error(w, "not from a page of the preview", http.StatusForbidden)
		return
	}
	var at diagnostic.Position
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4<<10)).Decode(&at); err != nil {
		http.Error(w, "no place", http.StatusBadRequest)
		return
	}
	if len(s.options.Editor) == 0 {
		http.Error(w, "no editor is set: use --editor", http.StatusNotImplemented)
		return
	}
	if err := openEditor(s.options, at); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
