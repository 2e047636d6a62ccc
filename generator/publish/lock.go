package publish

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// lock is held while a build runs. It is gone when its process is.
type lock struct{ file *os.File }

// acquire takes the lock, or says who holds it.
func acquire(name string) (*lock, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("the lock %s cannot be made: %w; nothing was changed", name, err)
	}
	if err := lockFile(f); err != nil {
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
