package publish

import (
	"errors"
	"io/fs"
	"os"
)

// swap puts the new folder in the place of the old one, which is then removed. The old one stays whole until the new
// one stands in its place.
func swap(dir, next string) error {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(next, dir)
	}
	err := exchange(dir, next)
	if errors.Is(err, errors.ErrUnsupported) {
		err = swapByRenames(dir, next)
	}
	if err != nil {
		return err
	}
	os.RemoveAll(next) // the old site now; what is left of it is cleared by the next Begin
	return nil
}

// swapByRenames moves the old folder aside and the new one in. Killed between the two, it leaves the new site whole
// under a name by which recoverSwap knows that it is complete.
func swapByRenames(dir, next string) error {
	ready, old := beside(dir, "ready"), beside(dir, "old")
	if err := os.Rename(next, ready); err != nil {
		return err
	}
	if err := os.Rename(dir, old); err != nil {
		return errors.Join(err, os.Rename(ready, next))
	}
	if err := os.Rename(ready, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	os.RemoveAll(old)
	return nil
}

// recoverSwap completes a swap that was cut off, and clears what it left.
func recoverSwap(dir string) error {
	ready, old := beside(dir, "ready"), beside(dir, "old")
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		for _, whole := range []string{ready, old} {
			if _, err := os.Lstat(whole); err == nil {
				if err := os.Rename(whole, dir); err != nil {
					return err
				}
				break
			}
		}
	}
	return errors.Join(os.RemoveAll(beside(dir, "new")), os.RemoveAll(ready), os.RemoveAll(old))
}
