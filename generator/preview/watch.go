package preview

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"glossator/generator/portable"
)

const (
	quiet    = 8 * time.Millisecond   // after an event, before it is looked at what has changed
	patience = 60 * time.Millisecond  // at most, while events keep coming
	saveTime = 400 * time.Millisecond // for a file that is missing or empty to have its new words
	saveLook = 15 * time.Millisecond  // between looks whether it has
	pollTime = 500 * time.Millisecond // between looks where events do not come
	lookTime = 2 * time.Second        // between looks at everything where they do, in case they do not
)

var errSilent = errors.New("files change and nothing is heard of it")

// watcher watches folders, never single files, since a file's watch ends at the first save by rename. What events
// say is only that something happened: what has changed is found by comparing files with what they were. Now and then
// it looks at everything; where that finds what no event has told, as on some network disks, events are given up.
type watcher struct {
	folders []string
	out     io.Writer
	known   map[string]print
	absent  map[string]time.Time // known files that are missing or empty, since when
	events  *fsnotify.Watcher    // nil when polling
	every   time.Duration        // between looks at everything
	silent  bool                 // the last look found what no event has told since
	changes chan []string
	stop    chan struct{}
	done    chan struct{}
}

// print is by what a file is known. It has no hash when the file has not been read since the watch began; that file has then
// changed when its time has.
type print struct {
	size int64
	time time.Time
	hash [sha256.Size]byte
}

// fresh says that a file may have been written twice at what seems to be one time.
func (p print) fresh() bool { return time.Since(p.time) <= 2*time.Second }

func newWatcher(folders []string, poll bool, out io.Writer) *watcher {
	w := &watcher{
		out: out, known: map[string]print{}, absent: map[string]time.Time{}, every: lookTime,
		changes: make(chan []string), stop: make(chan struct{}), done: make(chan struct{}),
	}
	for _, folder := range folders {
		w.folders = append(w.folders, filepath.Clean(folder))
	}
	if !poll {
		if err := w.listen(); err != nil {
			w.giveUp(err)
		}
	}
	w.note()
	return w
}

// giveUp goes over to polling.
func (w *watcher) giveUp(why error) {
	hint := ""
	switch {
	case errors.Is(why, syscall.ENOSPC):
		hint = "; fs.inotify.max_user_watches is how many folders may be watched"
	case errors.Is(why, syscall.EMFILE):
		hint = "; fs.inotify.max_user_instances is how many programs may watch"
	}
	fmt.Fprintf(w.out, "no events for changed files (%v%s): looking every half second\n", why, hint)
	w.unlisten()
}

// listen asks for the events of every folder.
func (w *watcher) listen() error {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	w.events = events
	for _, folder := range w.folders {
		if err := w.listenBelow(folder); err != nil {
			return err
		}
		events.Add(filepath.Dir(folder)) // tells when the folder is made anew; where it cannot, looking does
	}
	return nil
}

func (w *watcher) listenBelow(folder string) error {
	return w.walk(folder, func(name string, d fs.DirEntry) error {
		if !d.IsDir() {
			return nil
		}
		if err := w.events.Add(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

func (w *watcher) unlisten() {
	if w.events != nil {
		w.events.Close()
		w.events = nil
	}
}

func (w *watcher) close() {
	close(w.stop)
	<-w.done
	w.unlisten()
}

func (w *watcher) run() {
	defer close(w.done)
	for {
		below, why := w.wait(w.every)
		if why == ended {
			return
		}
		begun := time.Now()
		changed := w.compare(below)
		took := time.Since(begun)
		for len(w.absent) > 0 { // a save is under way, or files have gone, and others may come for them
			more, why := w.wait(saveLook)
			if why == ended {
				return
			}
			if why == looking || more != nil {
				more = append(more, slices.Collect(maps.Keys(w.absent))...)
			}
			changed = append(changed, w.compare(more)...)
		}
		slices.Sort(changed)
		changed = slices.Compact(changed)
		if why == looking {
			w.every = max(lookTime, 100*took) // so that it costs a hundredth of the time
			w.doubt(len(changed) > 0)
		}
		if len(changed) > 0 {
			select {
			case w.changes <- changed:
			case <-w.stop:
				return
			}
		}
	}
}

// reason is why files are compared.
type reason int

const (
	told    reason = iota // by events, or polling
	looking               // in case events do not come
	ended                 // they are not: the watcher has been closed
)

// doubt gives events up when a look has found something and nothing was heard of it until the next one.
func (w *watcher) doubt(found bool) {
	if w.silent && w.events != nil {
		w.giveUp(errSilent)
	}
	w.silent = found
}

// wait returns when something may have changed: the files and folders that events named, or nil for anything. Where no event
// comes for so long it is time to look.
func (w *watcher) wait(every time.Duration) ([]string, reason) {
	if w.events == nil {
		select {
		case <-time.After(min(every, pollTime)):
			if every < pollTime {
				return nil, looking
			}
			return nil, told
		case <-w.stop:
			return nil, ended
		}
	}
	g := gathered{names: map[string]bool{}}
	look := time.After(every)
	for {
		select {
		case e, ok := <-w.events.Events:
			if !ok {
				return nil, ended
			}
			w.heard(e, &g)
		case <-w.events.Errors: // events were lost
			g.add("")
		case <-g.settled:
			return g.list(), told
		case <-g.late:
			return g.list(), told
		case <-look:
			if len(g.names) == 0 {
				return nil, looking
			}
		case <-w.stop:
			return nil, ended
		}
		if w.events == nil {
			return nil, told
		}
	}
}

// heard takes in an event.
func (w *watcher) heard(e fsnotify.Event, g *gathered) {
	if e.Op == fsnotify.Chmod || !w.watches(e.Name) {
		return
	}
	stat := os.Lstat
	if slices.Contains(w.folders, e.Name) {
		stat = os.Stat
	}
	info, err := stat(e.Name)
	isFolder := err == nil && info.IsDir()
	if name := filepath.Base(e.Name); portable.Hidden(name) || !isFolder && portable.Ignored(name) {
		return
	}
	w.silent = false
	g.add(e.Name)
	if !isFolder {
		return
	}
	if err := w.listenBelow(e.Name); err != nil {
		w.giveUp(err)
	}
}

// watches says that a file is one of the folders, or lies in one.
func (w *watcher) watches(file string) bool {
	return slices.ContainsFunc(w.folders, func(folder string) bool { return within(folder, file) })
}

// gathered is what events have named until they ceased for a moment.
type gathered struct {
	names         map[string]bool // "" stands for everything
	settled, late <-chan time.Time
}

func (g *gathered) add(name string) {
	g.names[name] = true
	g.settled = time.After(quiet)
	if g.late == nil {
		g.late = time.After(patience)
	}
}

func (g *gathered) list() []string {
	if g.names[""] {
		return nil
	}
	return slices.Sorted(maps.Keys(g.names))
}

// note notes what files there are, by size and time. Of those just written it notes what they hold.
func (w *watcher) note() {
	for _, folder := range w.folders {
		w.each(folder, func(file string) {
			info, err := w.stat(file)
			if err != nil || !isWatched(info) {
				return
			}
			p := print{size: info.Size(), time: info.ModTime()}
			if p.fresh() {
				b, _ := w.read(file) // what cannot be read now is new when it can
				p.hash = sha256.Sum256(b)
			}
			w.known[file] = p
		})
	}
}

// compare looks at the files and folders named, or at everything, and returns the files whose bytes are not what
// they were.
func (w *watcher) compare(named []string) []string {
	if named == nil {
		named = w.folders
	}
	var changed []string
	seen := map[string]bool{}
	for _, name := range named {
		w.each(name, func(file string) {
			seen[file] = true
			if w.isNew(file) {
				changed = append(changed, file)
			}
		})
	}
	for file := range w.known {
		if !seen[file] && slices.ContainsFunc(named, func(n string) bool { return within(n, file) }) && w.stays(file) {
			delete(w.known, file)
			changed = append(changed, file)
		}
	}
	return changed
}

// isNew says that a file's bytes are not what they were, and remembers them.
func (w *watcher) isNew(file string) bool {
	info, err := w.stat(file)
	if err != nil || !isWatched(info) {
		return false
	}
	was, known := w.known[file]
	if known && was.size > 0 && info.Size() == 0 && !w.stays(file) {
		return false
	}
	delete(w.absent, file)
	if known && was.size == info.Size() && was.time.Equal(info.ModTime()) && !was.fresh() {
		return false
	}
	b, err := w.read(file)
	if err != nil {
		if !known {
			w.known[file] = print{size: -1} // so that it is read again, and not told again until it can be
		}
		return !known
	}
	if known && was.size > 0 && int64(len(b)) != info.Size() && !w.stays(file) { // it is being written
		return false
	}
	now := print{info.Size(), info.ModTime(), sha256.Sum256(b)}
	w.known[file] = now
	return !known || was.hash != now.hash
}

// stays says that a file which is missing or empty has been so for a while. Many programs write a file by making it anew, or
// empty first.
func (w *watcher) stays(file string) bool {
	since, ok := w.absent[file]
	if !ok {
		w.absent[file] = time.Now()
		return false
	}
	if time.Since(since) < saveTime {
		return false
	}
	delete(w.absent, file)
	return true
}
