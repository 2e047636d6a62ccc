package preview

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"glossator/generator/diagnostic"
	"glossator/generator/proof"
	"glossator/generator/site"
)

// desk holds the site that is shown, and what is wrong with it.
type desk struct {
	source  Source
	options Options

	mu    sync.RWMutex // held for writing while the edition changes
	site  *site.Site
	state state
	stale staleness
	told  map[string]bool // findings that the terminal shows

	cache sync.Mutex
	good  map[string][]byte // pages as they were last served without errors
	size  int               // of them, in bytes

	proving sync.Mutex
	proofs  []proof.Remark
	proved  int // the sequence number that proofs are of

	watchers sync.Mutex
	browsers map[chan state]bool
}

// state is what browsers are told.
type state struct {
	Sequence int             `json:"sequence"` // of updates; a browser that has an older one fetches its page again
	Broken   bool            `json:"broken"`   // the last good pages are shown
	Since    string          `json:"since"`    // when it broke
	Findings diagnostic.List `json:"findings"`
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
	return &desk{source: source, options: o, good: map[string][]byte{}, browsers: map[chan state]bool{}, state: state{Sequence: int(time.Now().UnixMilli())}}
}

// update takes in changed files, and tells the terminal and the browsers.
func (d *desk) update(changed []string) {
	d.mu.Lock()
	planned, found := d.source.Update(changed)
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
	if next.Findings == nil {
		next.Findings = diagnostic.List{}
	}
	d.state, d.stale = next, d.staleness(planned, found)
	d.mu.Unlock()
	d.tellTerminal(next)
	d.tellBrowsers(next)
}

// staleness is what an error spoils: an essay's page where it stands in an essay that is still to be seen, or else all.
func (d *desk) staleness(planned *site.Site, found diagnostic.List) staleness {
	s := staleness{all: planned == nil, unmade: planned == nil, essays: map[string]bool{}}
	for _, f := range found {
		if f.Severity != diagnostic.Error || s.all {
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

// essayOf is the id of the essay that a file holds.
func essayOf(file string) (id string, ok bool) {
	id, ok = strings.CutSuffix(path.Base(file), ".md")
	return id, ok && path.Base(path.Dir(file)) == "essays"
}

// tellTerminal prints what it has not told yet. A finding that has only moved to another line is not told again.
func (d *desk) tellTerminal(s state) {
	var fresh diagnostic.List
	now := map[string]bool{}
	for _, f := range s.Findings {
		key := f.Code + "\x00" + f.Start.File + "\x00" + f.Message
		if !d.told[key] && !now[key] {
			fresh = append(fresh, f)
		}
		now[key] = true
	}
	diagnostic.WriteText(d.options.Out, fresh, d.options.Carets)
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

// page is the bytes of a page, and whether they are out of date. One whose essay has just been saved waits until that
// has been taken in.
func (d *desk) page(path string) (b []byte, stale, ok bool, err error) {
	b, stale, ok, err = d.pageNow(path)
	if !errors.Is(err, site.ErrChanged) {
		return b, stale, ok, err
	}
	updates := d.follow()
	defer d.unfollow(updates)
	late := time.After(5 * time.Second)
	for errors.Is(err, site.ErrChanged) {
		select {
		case <-updates:
			b, stale, ok, err = d.pageNow(path)
		case <-late:
			return b, stale, ok, err
		}
	}
	return b, stale, ok, err
}

// pageNow is the bytes of a page as the edition is now. One that cannot be made anew is the last good one, where there
// is one.
func (d *desk) pageNow(path string) (b []byte, stale, ok bool, err error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var p site.Page
	if d.site != nil {
		p, ok = d.site.Page(path)
	}
	stale = d.stale.of(p)
	if stale {
		if b := d.lastGood(path); b != nil {
			return b, true, true, nil
		}
	}
	switch {
	case !ok:
		return nil, stale, false, nil
	case p.Kind == site.File:
		b, err = d.source.File(path)
	case d.stale.unmade: // and the edition that its site was of is gone
		return nil, true, false, nil
	default:
		b, err = d.site.Render(path)
	}
	if err == nil && !stale && p.Kind != site.File {
		d.keep(path, b)
	}
	return b, stale, true, err
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

// proofSheet is the proof sheet of the edition as it is.
func (d *desk) proofSheet() []proof.Remark {
	d.mu.RLock()
	defer d.mu.RUnlock()
	d.proving.Lock()
	defer d.proving.Unlock()
	if d.proved != d.state.Sequence {
		d.proofs, d.proved = d.source.Proof(), d.state.Sequence
	}
	return d.proofs
}

// remarks are the proof sheet's on a text's passages, by the passage's id.
func (d *desk) remarks(essay string) map[string][]string {
	on := map[string][]string{}
	for _, r := range d.proofSheet() {
		owner, passage, _ := strings.Cut(r.Place, "#")
		if owner == essay && passage != "" && !slices.Contains(on[passage], r.Message) {
			on[passage] = append(on[passage], r.Message)
		}
	}
	return on
}
