package preview

import "sync"

// opening is what browsers ask for while the edition is being read, and what is answered before that is done.
type opening struct {
	sequence int // of the state that the edition is in then
	done     chan struct{}

	mu      sync.Mutex
	answers map[string]*answer // by path
}

// answer is a page that is waited for, or given.
type answer struct {
	given chan struct{}
	page  []byte
}

// at is the answer for a path. The lock is held.
func (o *opening) at(path string) *answer {
	a := o.answers[path]
	if a == nil {
		a = &answer{given: make(chan struct{})}
		o.answers[path] = a
	}
	return a
}

// page waits for a page until the edition has been read; it is nil then.
func (o *opening) page(path string) []byte {
	select {
	case <-o.done:
		return nil
	default:
	}
	o.mu.Lock()
	a := o.at(path)
	o.mu.Unlock()
	select {
	case <-a.given:
		return a.page
	case <-o.done:
		return nil
	}
}

// Paths implements Asked.
func (o *opening) Paths() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var paths []string
	for path, a := range o.answers {
		if a.page == nil {
			paths = append(paths, path)
		}
	}
	return paths
}

// Answer implements Asked.
func (o *opening) Answer(path string, page []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if a := o.at(path); a.page == nil {
		a.page = page
		close(a.given)
	}
}
