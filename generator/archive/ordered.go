package archive

import (
	"io/fs"
	"runtime"

	"glossator/generator/portable"
)

// inOrder does the work on each file of a part, on all cores, and hands what comes of it on in the order of the
// files' names: as many files are in memory at once as there are cores, and a few that wait their turn.
func inOrder[T any](part Part, work func(name string, content []byte) (T, error), then func(T) error) error {
	type result struct {
		value T
		err   error
	}
	turns := make(chan chan result, runtime.GOMAXPROCS(0)) // how many may be at work or wait
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		defer close(turns)
		err := part.each(func(name string) error {
			turn := make(chan result, 1)
			select {
			case turns <- turn:
			case <-stop:
				return fs.SkipAll
			}
			go func() {
				var r result
				content, err := fs.ReadFile(part.Files, name)
				if r.err = err; err == nil {
					r.value, r.err = work(name, content)
				}
				turn <- r
			}()
			return nil
		})
		if err != nil {
			turn := make(chan result, 1)
			turn <- result{err: err}
			select {
			case turns <- turn:
			case <-stop:
			}
		}
	}()
	for turn := range turns {
		r := <-turn
		if r.err != nil {
			return r.err
		}
		if err := then(r.value); err != nil {
			return err
		}
	}
	return nil
}

// each calls f for every file of the part that is packed, in order. A link or device is nothing to keep; nor is, of what editors
// write, what no edition has anything of.
func (part Part) each(f func(name string) error) error {
	return fs.WalkDir(part.Files, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case d != nil && d.IsDir() && part.Name != SitePart && portable.Hidden(name):
			return fs.SkipDir
		case err != nil || !d.Type().IsRegular() || part.Name != SitePart && portable.Ignored(name):
			return err
		}
		return f(name)
	})
}
