package archive

import (
	"io/fs"
	"runtime"
)

// inOrder does the work on each file of a folder, on all cores, and hands what comes of it on in the order of the
// files' names: as many files are in memory at once as there are cores, and a few that wait their turn.
func inOrder[T any](files fs.FS, work func(name string, content []byte) (T, error), then func(T) error) error {
	type result struct {
		value T
		err   error
	}
	turns := make(chan chan result, runtime.GOMAXPROCS(0)) // how many may be at work or wait
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		defer close(turns)
		err := regularFiles(files, func(name string) error {
			turn := make(chan result, 1)
			select {
			case turns <- turn:
			case <-stop:
				return fs.SkipAll
			}
			go func() {
				var r result
				content, err := fs.ReadFile(files, name)
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

// regularFiles calls f for every file of a folder, in order. A link or device is nothing to keep.
func regularFiles(files fs.FS, f func(name string) error) error {
	return fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		return f(name)
	})
}
