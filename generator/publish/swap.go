package publish

import "errors"

// swap makes the new folder and the old one, if there is one, change places. The old one stays whole until the new one
// stands in its place.
func (w *place) swap(next string) error {
	if w.isMissing(w.name) {
		return w.Rename(next, w.name)
	}
	err := w.exchange(w.name, next)
	if errors.Is(err, errors.ErrUnsupported) {
		err = w.swapByRenames(next)
	}
	return err
}

// swapByRenames moves the old folder aside and the new one in. Killed between the two, it leaves the new site whole
// under a name by which recoverSwap knows that it is complete.
func (w *place) swapByRenames(next string) error {
	ready, old := w.beside("ready"), w.beside("old")
	if err := w.Rename(next, ready); err != nil {
		return err
	}
	if err := w.Rename(w.name, old); err != nil {
		return errors.Join(err, w.Rename(ready, next))
	}
	if err := w.Rename(ready, w.name); err != nil {
		return errors.Join(err, w.Rename(old, w.name))
	}
	w.Rename(old, next) // where that fails the next build clears it
	return nil
}

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
