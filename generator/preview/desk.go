package preview

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
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
	told  string // what the terminal was told last

	cache  sync.Mutex
	good   map[string][]byte // pages as they were last served without errors
	proofs []proof.Remark
	proved int // the sequence number that proofs are of

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

const maxGood = 500 // pages

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
	d.state = next
	d.mu.Unlock()
	d.tellTerminal(next)
	d.tellBrowsers(next)
}

// tellTerminal prints findings once, not again when they are the same.
func (d *desk) tellTerminal(s state) {
	var b bytes.Buffer
	diagnostic.WriteText(&b, s.Findings, d.options.Carets)
	if b.String() == d.told {
		return
	}
	if len(s.Findings) == 0 {
		b.WriteString("nothing is wrong any more\n")
	}
	if d.told != "" || len(s.Findings) > 0 {
		fmt.Fprint(d.options.Out, b.String())
	}
	d.told = ""
	if len(s.Findings) > 0 {
		d.told = b.String()
	}
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
	c <- d.state
	d.mu.RUnlock()
	d.watchers.Lock()
	defer d.watchers.Unlock()
	d.browsers[c] = true
	return c
}

func (d *desk) unfollow(c chan state) {
	d.watchers.Lock()
	defer d.watchers.Unlock()
	delete(d.browsers, c)
}

// page is the bytes of a page. One whose essay has just been saved waits until that has been taken in.
func (d *desk) page(path string) (b []byte, kind site.Kind, ok bool, err error) {
	b, kind, ok, err = d.pageNow(path)
	if !errors.Is(err, site.ErrChanged) {
		return b, kind, ok, err
	}
	updates := d.follow()
	defer d.unfollow(updates)
	late := time.After(5 * time.Second)
	for errors.Is(err, site.ErrChanged) {
		select {
		case <-updates:
			b, kind, ok, err = d.pageNow(path)
		case <-late:
			return b, kind, ok, err
		}
	}
	return b, kind, ok, err
}

// pageNow is the bytes of a page as the edition is now. While it is broken that is the last good page, where there is
// one.
func (d *desk) pageNow(path string) (b []byte, kind site.Kind, ok bool, err error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.site == nil {
		return nil, 0, false, nil
	}
	p, ok := d.site.Page(path)
	if !ok {
		return nil, 0, false, nil
	}
	if d.state.Broken {
		if b := d.lastGood(path); b != nil {
			return b, p.Kind, true, nil
		}
	}
	if p.Kind == site.File {
		b, err = d.source.File(path)
	} else {
		b, err = d.site.Render(path)
	}
	if err == nil && !d.state.Broken {
		d.keep(path, b)
	}
	return b, p.Kind, true, err
}

func (d *desk) lastGood(path string) []byte {
	d.cache.Lock()
	defer d.cache.Unlock()
	return d.good[path]
}

func (d *desk) keep(path string, b []byte) {
	d.cache.Lock()
	defer d.cache.Unlock()
	if len(d.good) >= maxGood {
		clear(d.good)
	}
	d.good[path] = b
}

// remarks are the proof sheet's on a text's passages, by the passage's id.
func (d *desk) remarks(essay string) map[string][]string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	d.cache.Lock()
	defer d.cache.Unlock()
	if d.proved != d.state.Sequence {
		d.proofs, d.proved = d.source.Proof(), d.state.Sequence
	}
	on := map[string][]string{}
	for _, r := range d.proofs {
		owner, passage, _ := bytes.Cut([]byte(r.Place), []byte("#"))
		if string(owner) == essay && len(passage) > 0 && !slices.Contains(on[string(passage)], r.Message) {
			on[string(passage)] = append(on[string(passage)], r.Message)
		}
	}
	return on
}
