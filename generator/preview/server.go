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
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"glossator/generator/diagnostic"
)

//go:embed preview.js
var script []byte

//go:embed events.js
var worker []byte

//go:embed preview.css
var stylesheet []byte

const writeTime = time.Minute // for a browser to take in a page, or an event

// own is the folder of addresses that are the preview's and not the site's.
const own = "/-/"

// server answers browsers.
type server struct {
	desk    *desk
	options Options
	hosts   []string // names that it answers to, in lower case and without ports
	wide    bool     // it listens on all addresses of the machine, and answers to them as numbers, which cannot be rebound
	token   string   // of this run, for opening an editor
}

func newServer(d *desk, o Options, address net.Addr) http.Handler {
	allowed := make([]string, len(o.Allowed))
	for i, name := range o.Allowed {
		allowed[i] = strings.ToLower(name)
	}
	o.Allowed = allowed
	s := &server{desk: d, options: o, token: rand.Text(), hosts: append([]string{"localhost", "127.0.0.1", "::1"}, allowed...)}
	if host, _, err := net.SplitHostPort(address.String()); err == nil {
		s.hosts = append(s.hosts, host)
	}
	if tcp, ok := address.(*net.TCPAddr); ok {
		s.wide = tcp.IP.IsUnspecified()
	}
	return s
}

// ServeHTTP checks who asks before anything else: a page from elsewhere whose name has been made to lead here sends
// its own name as Host, and one that sends a form its own as Origin.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.isOwn(r.Host) {
		http.Error(w, fmt.Sprintf("the preview does not answer to %q; --allowed-hosts adds a name", r.Host), http.StatusForbidden)
		return
	}
	if origin := r.Header.Get("Origin"); origin != "" && !s.isOurs(origin, r.Host) {
		http.Error(w, fmt.Sprintf("the preview does not answer to pages of %q; --allowed-hosts adds a name", origin), http.StatusForbidden)
		return
	}
	if r.URL.Path != own+"events" {
		http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTime))
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin") // the site's data are classic scripts, which any page could read
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "same-origin")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'")
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
		s.proof(w, r)
	case r.URL.Path == own+"preview.js":
		write(w, "text/javascript; charset=utf-8", script)
	case r.URL.Path == own+"events.js":
		write(w, "text/javascript; charset=utf-8", worker)
	case r.URL.Path == own+"preview.css":
		write(w, "text/css; charset=utf-8", stylesheet, highlightStyle())
	default:
		s.page(w, r)
	}
}

func write(w http.ResponseWriter, kind string, parts ...[]byte) {
	w.Header().Set("Content-Type", kind)
	for _, b := range parts {
		w.Write(b)
	}
}

// isOwn says that a Host or Origin's host is one of ours, whatever its port.
func (s *server) isOwn(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(strings.ToLower(host), "[]")
	return slices.Contains(s.hosts, host) || s.wide && net.ParseIP(host) != nil
}

// isOurs says that a page is the preview's: its origin is the host that is asked, or one that is allowed.
func (s *server) isOurs(origin, host string) bool {
	from, err := url.Parse(origin)
	return err == nil && from.Host != "" && (strings.EqualFold(from.Host, host) || slices.Contains(s.options.Allowed, strings.ToLower(from.Hostname())))
}

// page serves a page of the site; an address without an ending is that of the HTML page, as on a static host.
func (s *server) page(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" || strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	p, err := s.desk.page(name)
	if !p.ok && path.Ext(name) == "" {
		name += ".html"
		p, err = s.desk.page(name)
	}
	if !p.ok {
		if below, ok := s.desk.below(name); ok {
			http.Redirect(w, r, (&url.URL{Path: "/" + below}).String(), http.StatusFound)
			return
		}
	}
	why := ""
	if !p.ok && !p.unmade {
		why = s.leftOut(name)
	}
	status := http.StatusOK
	switch {
	case err != nil && path.Ext(name) != ".html":
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	case err != nil:
		status = http.StatusInternalServerError
		p.bytes = without("This page cannot be made", err.Error())
	case why != "":
		status, p.bytes, p.stale = http.StatusNotFound, without("This text has no page", why), false
	case !p.ok:
		unmade := p.unmade
		status, name = http.StatusNotFound, "404.html"
		if p, err = s.desk.page(name); !p.ok || err != nil || unmade {
			p.bytes, p.stale = s.nothing(), true
		}
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	if path.Ext(name) == ".html" {
		p.bytes = s.withScript(p)
	}
	w.WriteHeader(status)
	w.Write(p.bytes)
}

// withScript adds the preview's script and stylesheet to the start of a page's head, so that the script runs before
// any that changes the page. It is told which state of the edition the page is of, and whether it is out of date.
func (s *server) withScript(p page) []byte {
	tags := fmt.Sprintf(`<link rel="stylesheet" href="%spreview.css"><script src="%[1]spreview.js" data-token="%s" data-sequence="%d" data-stale="%t" defer></script>`,
		own, s.token, p.sequence, p.stale)
	before, after, found := bytes.Cut(p.bytes, []byte("<head>"))
	if !found {
		return p.bytes
	}
	return slices.Concat(before, []byte("<head>"), []byte(tags), after)
}

// leftOut is what is found about the file of an essay that has no page; "" where there is no such file, or nothing to say.
func (s *server) leftOut(page string) string {
	d := s.desk
	d.mu.RLock()
	defer d.mu.RUnlock()
	id, isEssay := strings.CutPrefix(strings.TrimSuffix(page, ".html"), "essays/")
	var found diagnostic.List
	for _, f := range d.state.Findings {
		if of, ok := essayOf(f.Start.File); ok && isEssay && of == id {
			found = append(found, f)
		}
	}
	var text strings.Builder
	diagnostic.WriteText(&text, found, true)
	return text.String()
}

// nothing is shown when there has not been a site yet.
func (s *server) nothing() []byte {
	s.desk.mu.RLock()
	defer s.desk.mu.RUnlock()
	found := s.desk.state.Findings
	var text strings.Builder
	diagnostic.WriteText(&text, found, true)
	if len(found) > 0 {
		text.WriteString(diagnostic.More(found))
	}
	return without("Nothing to show yet", text.String())
}

// without stands where there is no page, and says why.
func without(title, why string) []byte {
	return fmt.Appendf(nil, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s</title></head><body><main><h1>%[1]s</h1><pre>%s</pre></main></body></html>`,
		title, html.EscapeString(why))
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
			http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTime))
			if _, err := fmt.Fprintf(w, "retry: 500\ndata: %s\n\n", b); err != nil {
				return
			}
			flusher.Flush()
		case <-r.Context().Done():
			return
		}
	}
}

// open starts the editor at a place. The request must come from a page of ours, and carry this run's token.
func (s *server) open(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Origin") == "" || r.Header.Get("X-Glossator-Token") != s.token {
		http.Error(w, "not from a page of the preview", http.StatusForbidden)
		return
	}
	if from, err := netip.ParseAddrPort(r.RemoteAddr); err != nil || !from.Addr().Unmap().IsLoopback() {
		http.Error(w, "an editor opens only for browsers on the same machine", http.StatusForbidden)
		return
	}
	var at diagnostic.Position
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4<<10)).Decode(&at); err != nil {
		http.Error(w, "no place", http.StatusBadRequest)
		return
	}
	if len(s.options.Editor) == 0 {
		http.Error(w, "no editor is set: start the preview with --editor, or set GLOSSATOR_EDITOR", http.StatusNotImplemented)
		return
	}
	address, err := openEditor(s.options, at)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	write(w, "text/plain; charset=utf-8", []byte(address))
}
