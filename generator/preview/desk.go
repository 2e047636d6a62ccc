package preview

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"glossator/generator/diagnostic"
	"glossator/generator/proof"
	"glossator/generator/site"
)

// desk holds the site that is shown, and what is wrong with it.
type desk struct {
	source  Source
	options Options

	opening *opening // the edition is being read, or has been

	mu    sync.RWMutex // held for writing while the edition changes
	saved atomic.Int32 // updates that wait for it
	site  *site.Site
	state state
	stale staleness
	told  map[string]bool // findings that the terminal shows

	cache sync.Mutex
	good  map[string][]byte // pages as they were last served without errors
	size  int               // of them, in bytes

	watchers sync.Mutex
	browsers map[chan state]bool
}

// state is what browsers are told.
type state struct {
	Sequence int             `json:"sequence"` // of updates; a browser that has an older one fetches its page again
	Broken   bool            `json:"broken"`   // the last good pages are shown
	Since    string          `json:"since"`    // when it broke
	Files    int             `json:"files"`    // the sequence at which a file beside the texts, such as a picture, last changed
	Findings diagnostic.List `json:"-"`
	Shown    []shown         `json:"findings"` // as browsers show them
	More     string          `json:"more"`     // how to learn more about them
}

// staleness is which pages cannot be made anew.
type staleness struct {
	all    bool
	unmade bool            // there is no site of the edition as it is
	essays map[string]bool // those with errors of their own, when all others are sound
}

func (s staleness) of(p site.Page) bool {
	return s.all || s.essays[p.ID] && (p.Kind == site.Essay || p.Kind == site.Margin)
}

const maxGood = 32 << 20 // bytes of good pages

func newDesk(source Source, o Options) *desk {
	d := &desk{source: source, options: o, good: map[string][]byte{}, browsers: map[chan state]bool{}, state: state{Sequence: int(time.Now().UnixMilli())}}
	d.opening = &opening{sequence: d.state.Sequence + 1, answers: map[string]*answer{}, done: make(chan struct{})}
	d.mu.Lock() // until it is open
	return d
}

// open reads the edition.
func (d *desk) open() {
	planned, found := d.source.Open(d.opening)
	d.take(planned, found, true)
	close(d.opening.done)
}

// update takes in changed files.
func (d *desk) update(changed []string) {
	d.saved.Add(1)
	d.mu.Lock()
	d.saved.Add(-1)
	planned, found := d.source.Update(changed)
	d.forget(changed)
	d.take(planned, found, planned == nil || slices.ContainsFunc(changed, func(file string) bool { return d.copied(planned, file) }))
}

// forget lets the last good pages of essays go whose files are gone: their addresses lead nowhere.
func (d *desk) forget(changed []string) {
	d.cache.Lock()
	defer d.cache.Unlock()
	for _, file := range changed {
		id, isEssay := essayOf(filepath.ToSlash(file))
		if _, err := os.Lstat(file); isEssay && errors.Is(err, fs.ErrNotExist) && filepath.Ext(file) == ".md" {
			page := "essays/" + id + ".html"
			d.size -= len(d.good[page])
			delete(d.good, page)
		}
	}
}

// copied says that the site has a changed file as it is.
func (d *desk) copied(planned *site.Site, file string) bool {
	return slices.ContainsFunc(d.options.Folders, func(folder string) bool {
		name, err := filepath.Rel(folder, file)
		page, ok := planned.Page(filepath.ToSlash(name))
		return err == nil && ok && page.Kind == site.File
	})
}

// take takes over the edition as it is now, which may be read from then on, and tells the terminal and the browsers;
// files says that one beside the texts may have changed.
func (d *desk) take(planned *site.Site, found diagnostic.List, files bool) {
	if planned != nil {
		d.site = planned
	}
	next := state{Sequence: d.state.Sequence + 1, Broken: planned == nil || found.Count(diagnostic.Error) > 0, Findings: found}
	if next.Broken {
		next.Since = d.state.Since
		if !d.state.Broken {
			next.Since = time.Now().Format(time.TimeOnly)
		}
	}
	if next.Files = d.state.Files; files {
		next.Files = next.Sequence
	}
	next.Shown, next.More = shownAs(found), diagnostic.More(found)
	d.state, d.stale = next, d.staleness(planned, found)
	d.mu.Unlock()
	d.tellTerminal(next)
	d.tellBrowsers(next)
}

// proof is the proof sheet, with the state that it is of. An update that comes meanwhile does not wait for it: it is begun
// again then, until ended says that nobody wants it.
func (d *desk) proof(ended func() bool) (remarks []proof.Remark, sequence int, ok bool) {
	for !ok && !ended() {
		d.mu.RLock()
		remarks, ok = d.source.Proof(func() bool { return d.saved.Load() > 0 || ended() })
		sequence = d.state.Sequence
		d.mu.RUnlock()
	}
	return remarks, sequence, ok
}

// staleness is what an error spoils: an essay's page where it stands in an essay that is still to be seen, or else all. That a
// published essay is gone spoils none of the others.
func (d *desk) staleness(planned *site.Site, found diagnostic.List) staleness {
	s := staleness{all: planned == nil, unmade: planned == nil, essays: map[string]bool{}}
	for _, f := range found {
		if f.Severity != diagnostic.Error || f.Code == "published-essay-gone" || s.all {
			continue
		}
		id, isEssay := essayOf(f.Start.File)
		if isEssay {
			_, isEssay = planned.Page("essays/" + id + ".html")
		}
		s.all, s.essays[id] = !isEssay, true
	}
	return s
}

// essayOf is the id of the essay that a file holds, or holds the annotations of.
func essayOf(file string) (id string, ok bool) {
	folder, ending := path.Base(path.Dir(file)), path.Ext(file)
	return strings.TrimSuffix(path.Base(file), ending), folder == "essays" && ending == ".md" || folder == "annotations" && ending == ".yaml"
}

// tellTerminal prints what it has not told yet. A finding that has only moved to another line is not told again.
func (d *desk) tellTerminal(s state) {
	var fresh diagnostic.List
	now := map[string]bool{}
	for _, f := range s.Findings {
		key := string(f.Code) + "\x00" + f.Start.File + "\x00" + f.Message
		if !d.told[key] && !now[key] {
			fresh = append(fresh, f)
		}
		now[key] = true
	}
	diagnostic.WriteText(d.options.Out, fresh, d.options.Terminal)
	if d.options.Terminal && len(fresh) > 0 {
		fmt.Fprintln(d.options.Out, diagnostic.More(fresh))
	}
	if len(now) == 0 && len(d.told) > 0 {
		fmt.Fprintln(d.options.Out, "nothing is wrong any more")
	}
	d.told = now
}

func (d *desk) tellBrowsers(s state) {
	d.watchers.Lock()
	defer d.watchers.Unlock()
	for c := range d.browsers {
		select {
		case <-c: // what it has not read yet is out of date
		default:
		}
		c <- s
	}
}

// follow returns a channel that has the newest state, until unfollow.
func (d *desk) follow() chan state {
	c := make(chan state, 1)
	d.mu.RLock()
	defer d.mu.RUnlock()
	d.watchers.Lock()
	defer d.watchers.Unlock()
	c <- d.state
	d.browsers[c] = true
	return c
}

func (d *desk) unfollow(c chan state) {
	d.watchers.Lock()
	defer d.watchers.Unlock()
	delete(d.browsers, c)
}

// page is what is served at a path.
type page struct {
	bytes    []byte
	ok       bool // there is such a page
	stale    bool // the bytes are out of date
	unmade   bool // there may be one when the edition is mended
	sequence int  // of the state that they are of
}

// page gives a page. One whose essay has just been saved waits until that has been taken in.
func (d *desk) page(path string) (page, error) {
	if b := d.opening.page(path); b != nil {
		return page{bytes: b, ok: true, sequence: d.opening.sequence}, nil
	}
	p, err := d.pageNow(path)
	if !errors.Is(err, site.ErrChanged) {
		return p, err
	}
	updates := d.follow()
	defer d.unfollow(updates)
	late := time.After(5 * time.Second)
	for errors.Is(err, site.ErrChanged) {
		select {
		case <-updates:
			p, err = d.pageNow(path)
		case <-late:
			return p, err
		}
	}
	return p, err
}

// pageNow gives a page as the edition is now. One that cannot be made anew is the last good one, where there is one.
func (d *desk) pageNow(path string) (page, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	p := page{sequence: d.state.Sequence}
	var planned site.Page
	if d.site != nil {
		planned, p.ok = d.site.Page(path)
	}
	p.stale = d.stale.of(planned)
	if p.stale {
		if p.bytes = d.lastGood(path); p.bytes != nil {
			p.ok = true
			return p, nil
		}
	}
	if d.stale.unmade && planned.Kind != site.File { // the edition that the site was of is gone
		p.ok, p.unmade = false, true
	}
	if !p.ok {
		return p, nil
	}
	var err error
	if planned.Kind == site.File {
		p.bytes, err = d.source.File(path)
		return p, err
	}
	p.bytes, err = d.site.Render(path)
	if err == nil && !p.stale {
		d.keep(path, p.bytes)
	}
	return p, err
}

// below is the path of a page that is asked for at its path on the edition's own host, as the page for addresses that lead
// nowhere does.
func (d *desk) below(path string) (string, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.site == nil {
		return "", false
	}
	path, ok := d.site.Below(path)
	if _, there := d.site.Page(path); !ok || !there {
		return "", false
	}
	return path, true
}

func (d *desk) lastGood(path string) []byte {
	d.cache.Lock()
	defer d.cache.Unlock()
	return d.good[path]
}

func (d *desk) keep(path string, b []byte) {
	d.cache.Lock()
	defer d.cache.Unlock()
	if d.size += len(b) - len(d.good[path]); d.size > maxGood {
		clear(d.good)
		d.size = len(b)
	}
	d.good[path] = b
}
