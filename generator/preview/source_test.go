package preview_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"glossator/generator/compose"
	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/fixture"
	"glossator/generator/preview"
	"glossator/generator/proof"
	"glossator/generator/site"
	"glossator/layouts"
)

// shelf is an edition that is composed anew at every change.
type shelf struct {
	t       *testing.T
	root    *os.Root
	c       *compose.Composition
	updates chan []string // each change that was taken in
	begun   func()        // called when the edition has been read for the first time; may be nil
	layouts layouts.Set

	proofing func(stopped func() bool) // called before each proof sheet; may be nil
}

func (s *shelf) Open(asked preview.Asked) (*site.Site, diagnostic.List) {
	planned, found := s.read()
	if s.begun != nil {
		s.begun()
	}
	return planned, found
}

func (s *shelf) Update(changed []string) (*site.Site, diagnostic.List) {
	planned, found := s.read()
	s.updates <- changed
	return planned, found
}

func (s *shelf) read() (*site.Site, diagnostic.List) {
	s.c = compose.Read(s.root, compose.Options{Drafts: true, Folder: "content"})
	s.c.Link(nil)
	look, found := site.ReadLook(s.layouts, s.c.Edition.Settings.Language)
	text, err := layouts.Set{}.ReadFile("styles/author-date.csl")
	if err != nil {
		s.t.Error(err)
	}
	style, err := csl.ParseStyle(text)
	if err != nil {
		s.t.Error(err)
	}
	citations, err := site.NewCitations(style, csl.LocaleFolder(os.DirFS("../../layouts/locales")), s.c.Edition)
	if err != nil {
		s.t.Error(err)
	}
	planned := site.Begin(site.Input{Edition: s.c.Edition, Body: s.c.Body, Look: look, Citations: citations})
	more := planned.Plan(s.c.Assets)
	return planned, append(append(s.c.Diagnostics, found...), more...)
}

func (s *shelf) File(path string) ([]byte, error) { return fs.ReadFile(s.root.FS(), path) }

func (s *shelf) Passages(essay string) (file string, passages []preview.Passage) {
	x := s.c.Edition.Essay(essay)
	for _, p := range x.Text.Passages {
		passages = append(passages, preview.Passage{ID: p.ID, Line: int(p.Line)})
	}
	return "content/" + x.Text.File, passages
}

func (s *shelf) Proof(stopped func() bool) ([]proof.Remark, bool) {
	if s.proofing != nil {
		s.proofing(stopped)
	}
	return proof.CheckUntil(s.c.Edition, nil, stopped)
}

func (s *shelf) Remarks(essay string) []proof.Remark {
	return slices.DeleteFunc(proof.Check(s.c.Edition, nil), func(r proof.Remark) bool { return !strings.HasPrefix(r.Place, essay+"#") })
}

// screen is a terminal that the preview writes to.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// shown is a preview that runs until the test ends.
type shown struct {
	t        *testing.T
	content  string
	address  string
	others   []string // addresses for other machines
	terminal *screen
	shelf    *shelf
	before   func() // when set, what the goroutine that previews does first
	end      func() error
}

// start writes the files, named relative to the content folder, and previews them.
func start(t *testing.T, files map[string]string, change func(*shown, *preview.Options)) *shown {
	t.Helper()
	content := filepath.Join(t.TempDir(), "content")
	for name, text := range files {
		fixture.Write(t, filepath.Join(content, name), text)
	}
	root, err := os.OpenRoot(content)
	if err != nil {
		t.Fatal(err)
	}
	s := &shown{t: t, content: content, terminal: &screen{}, shelf: &shelf{t: t, root: root, updates: make(chan []string, 1000)}}
	o := preview.Options{Folders: []string{content}, Out: s.terminal}
	if change != nil {
		change(s, &o)
	}
	ready, done := make(chan []string, 1), make(chan error, 1)
	o.Ready = func(addresses []string) { ready <- addresses }
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		if s.before != nil {
			s.before()
		}
		done <- preview.Run(ctx, s.shelf, o)
	}()
	s.end = sync.OnceValue(func() error { cancel(); return <-done })
	t.Cleanup(func() {
		if err := s.end(); err != nil {
			t.Error(err)
		}
		root.Close()
	})
	select {
	case addresses := <-ready:
		s.address, s.others = addresses[0], addresses[1:]
	case err := <-done:
		t.Fatal(err)
	}
	return s
}

// save saves a file as editors do that write another and rename it.
func (s *shown) save(name, text string) {
	s.t.Helper()
	file := filepath.Join(s.content, name)
	fixture.Write(s.t, file+".tmp", text)
	if err := os.Rename(file+".tmp", file); err != nil {
		s.t.Fatal(err)
	}
}

// taken waits for the next change that the preview takes in, and gives the files' names in the content folder.
func (s *shown) taken() []string {
	s.t.Helper()
	select {
	case files := <-s.shelf.updates:
		var names []string
		for _, f := range files {
			name, err := filepath.Rel(s.content, f)
			if err != nil {
				s.t.Error(err)
			}
			names = append(names, filepath.ToSlash(name))
		}
		return names
	case <-time.After(2 * time.Minute):
		s.t.Fatal("the preview noticed no change")
		return nil
	}
}

// state is what browsers are told.
type state struct {
	Sequence int
	Broken   bool
	Findings []struct{ Message string }
}

// follow reads the preview's events; each call of what it returns waits for the next.
func (s *shown) follow() func() state {
	s.t.Helper()
	response, err := http.Get(s.address + "-/events")
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { response.Body.Close() })
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	return func() (next state) {
		s.t.Helper()
		for lines.Scan() {
			data, ok := strings.CutPrefix(lines.Text(), "data:")
			if !ok {
				continue
			}
			if err := json.Unmarshal([]byte(data), &next); err != nil {
				s.t.Fatal(err)
			}
			return next
		}
		s.t.Fatal("the events ended: ", lines.Err())
		return next
	}
}

// get is the status and the text of an address of the preview.
func (s *shown) get(path string) (int, string) {
	s.t.Helper()
	response, err := http.Get(s.address + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response.StatusCode, string(b)
}

// shows fails unless the page has the words.
func (s *shown) shows(page, words string) {
	s.t.Helper()
	if status, text := s.get(page); status != http.StatusOK || !strings.Contains(text, words) {
		s.t.Errorf("%s, status %d, does not show %q", page, status, words)
	}
}

// two is an edition of two essays, a source and a term.
func two() map[string]string {
	return map[string]string{
		"edition.yaml":   "title: Two essays\nlanguage: en\nbibliography: [references.bib]\n",
		"references.bib": "@book{watt1989,\n  author = {Watt, Donald Cameron},\n  title = {How War Came},\n  date = {1989}\n}\n",
		"glossary.yaml":  "- id: pact\n  term: pact\n  definition: An agreement.\n",
		"essays/one.md":  "---\ntitle: One\n---\n\nA pact was made [@watt1989, p. 3].\n",
		"essays/two.md":  "---\ntitle: Two\n---\n\nIt held for a while.\n",
	}
}

// eventually waits for what another program does.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatal("it never came: " + what)
}
