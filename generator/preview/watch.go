package preview

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	quiet    = 12 * time.Millisecond  // after an event, before it is looked at what has changed
	patience = 60 * time.Millisecond  // at most, while events keep coming
	pollTime = 500 * time.Millisecond // between looks where events do not come
)

// watcher watches folders, never single files, since a file's watch ends at the first save by rename. What events
// say is only that something happened: what has changed is found by comparing files with what they were.
type watcher struct {
	folders []string
	known   map[string]print
	events  *fsnotify.Watcher // nil when polling
	changes chan []string
	stop    chan struct{}
	done    chan struct{}
}

// print is by what a file is known.
type print struct {
	size int64
	time time.Time
	hash [sha256.Size]byte
}

func newWatcher(folders []string, poll bool, out io.Writer) (*watcher, error) {
	w := &watcher{folders: folders, known: map[string]print{}, changes: make(chan []string), stop: make(chan struct{}), done: make(chan struct{})}
	if !poll {
		if err := w.listen(); err != nil {
			fmt.Fprintf(out, "no events for changed files (%v): looking every half second\n", err)
			w.unlisten()
		}
	}
	w.compare(nil)
	go w.run()
	return w, nil
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
	}
	return nil
}

func (w *watcher) listenBelow(folder string) error {
	return filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // a folder that has gone meanwhile has nothing to tell
		}
		return w.events.Add(name)
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
		below, ok := w.wait()
		if !ok {
			return
		}
		if changed := w.compare(below); len(changed) > 0 {
			select {
			case w.changes <- changed:
			case <-w.stop:
				return
			}
		}
	}
}

// wait returns when something may have changed: the files and folders that events named, or nil for anything.
func (w *watcher) wait() ([]string, bool) {
	if w.events == nil {
		select {
		case <-time.After(pollTime):
			return nil, true
		case <-w.stop:
			return nil, false
		}
	}
	named := map[string]bool{}
	all := false
	var settled, late <-chan time.Time
	for {
		select {
		case e, ok := <-w.events.Events:
			if !ok {
				return nil, false
			}
			if ignored(filepath.Base(e.Name)) || e.Op == fsnotify.Chmod {
				continue
			}
			if info, err := os.Stat(e.Name); err == nil && info.IsDir() {
				w.listenBelow(e.Name) // its parent's next event finds what this one misses
			}
			named[e.Name] = true
			settled = time.After(quiet)
			if late == nil {
				late = time.After(patience)
			}
		case <-w.events.Errors: // events were lost
			all, settled = true, time.After(quiet)
		case <-settled:
			return names(named, all), true
		case <-late:
			return names(named, all), true
		case <-w.stop:
			return nil, false
		}
	}
}

func names(named map[string]bool, all bool) []string {
	if all {
		return nil
	}
	return slices.Sorted(maps.Keys(named))
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
		filepath.WalkDir(name, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || ignored(d.Name()) {
				return nil // what has gone is found below
			}
			seen[file] = true
			if w.isNew(file) {
				changed = append(changed, file)
			}
			return nil
		})
	}
	for file := range w.known {
		if !seen[file] && slices.ContainsFunc(named, func(n string) bool { return within(n, file) }) {
			delete(w.known, file)
			changed = append(changed, file)
		}
	}
	slices.Sort(changed)
	return changed
}

// isNew says that a file's bytes are not what they were, and remembers them.
func (w *watcher) isNew(file string) bool {
	info, err := os.Stat(file)
	if err != nil {
		return false
	}
	was, known := w.known[file]
	if known && was.size == info.Size() && was.time.Equal(info.ModTime()) && time.Since(was.time) > 2*time.Second {
		return false
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return !known
	}
	now := print{info.Size(), info.ModTime(), sha256.Sum256(b)}
	w.known[file] = now
	return !known || was.hash != now.hash
}

// ignored says that a file is an editor's own: hidden, a backup or a swap file, or vim's test of a folder.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") || strings.HasSuffix(name, "~") || strings.HasSuffix(name, ".swp") ||
		strings.HasSuffix(name, ".tmp") || name == "4913"
}
