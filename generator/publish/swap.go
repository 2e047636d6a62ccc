package publish

import (
	"errors"
	"fmt"
	"os"
)

// exchange and rename are variables for the tests.
var (
	exchange = (*place).exchange
	rename   = (*os.Root).Rename
)

// swap makes the new folder and the old one, if there is one, change places.
func (w *place) swap(next string) error {
	if w.isMissing(w.name) {
		return w.Rename(next, w.name)
	}
	err := exchange(w, w.name, next)
	if errors.Is(err, errors.ErrUnsupported) {
		err = w.swapByRenames(next)
	}
	return err
}

// swapByRenames moves the old folder aside and the new one in. Between the two there is no folder: killed then, it leaves
// the new site whole under a name by which recoverSwap knows that it is complete.
func (w *place) swapByRenames(next string) error {
	ready, old := w.beside("ready"), w.beside("old")
	if err := rename(w.Root, next, ready); err != nil {
		return err
	}
	if err := rename(w.Root, w.name, old); err != nil {
		return errors.Join(err, rename(w.Root, ready, next))
	}
	if err := rename(w.Root, ready, w.name); err != nil {
		if back := rename(w.Root, old, w.name); back != nil {
			return errNoFolder{fmt.Errorf("%w, nor can the old one be put back: %w", err, back)}
		}
		return errors.Join(err, rename(w.Root, ready, next))
	}
	rename(w.Root, old, next) // where that fails the next build clears it
	return nil
}

// errNoFolder is an error after which neither the old nor the new site has its place.
type errNoFolder struct{ error }

// recoverSwap completes a swap that was cut off, and clears what it left.
func (w *place) recoverSwap() error {
	ready, old := w.beside("ready"), w.beside("old")
	if w.isMissing(w.name) {
		for _, whole := range []string{ready, old} {
			if w.isFolder(whole) {
				if err := w.Rename(whole, w.name); err != nil {
					return err
				}
				break
			}
		}
	}
	return errors.Join(w.removeAll(w.beside("new")), w.removeAll(ready), w.removeAll(old))
}
