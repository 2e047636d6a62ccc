package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// lock is held while a build runs. It is gone when its process is.
type lock struct{ file *os.File }

// acquire takes the lock, or says who holds it.
func (w *place) acquire() (*lock, error) {
	name := w.beside("lock")
	if info, err := w.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no lock that glossator made; nothing was changed: move it away", filepath.Join(w.Name(), name))
	}
	f, err := w.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("the lock %s cannot be made: %w; nothing was changed: %s", filepath.Join(w.Name(), name), err, Advice(err))
	}
	if isLocked(f) {
		holder := make([]byte, 200)
		n, _ := f.Read(holder)
		f.Close()
		return nil, fmt.Errorf("another build is at work here (%s); nothing was changed: wait for it, or end it", strings.TrimSpace(string(holder[:n])))
	}
	host, _ := os.Hostname() // only told to people
	if err := f.Truncate(0); err == nil {
		fmt.Fprintf(f, "process %d on %s, since %s\n", os.Getpid(), host, time.Now().Format(time.DateTime))
	}
	return &lock{f}, nil
}

func (l *lock) release() {
	if l != nil && l.file != nil {
		l.file.Truncate(0)
		l.file.Close()
		l.file = nil
	}
}
