package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"glossator/generator/parallel"
)

// place is the folder that holds the site's folder. Whatever is done to the site's folder as a whole, and to what lies
// beside it, is done through it, so that no link leads out of there.
type place struct {
	*os.Root
	dir  string // the site's folder, links resolved: for people
	name string // the site's folder
}

// split parts the path of a site's folder, with links resolved, into the folder that holds it and its name, which a whole disk
// has not.
func split(dir string) (above, name string, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return "", "", err
	}
	if target, err := filepath.EvalSymlinks(dir); err == nil {
		dir = target
	}
	above, name = filepath.Split(dir)
	return above, name, nil
}

// openPlace opens the folder that holds the one named. A link to a folder is followed.
func openPlace(dir string) (*place, error) {
	above, name, err := split(dir)
	if err != nil {
		return nil, err
	}
	dir = filepath.Join(above, name)
	if name == "" {
		return nil, fmt.Errorf("%s is a whole disk: name a folder with --out", dir)
	}
	root, err := os.OpenRoot(above)
	if err != nil {
		return nil, fmt.Errorf("the folder for %s cannot be opened: %w; nothing was changed: %s", name, err, Advice(err))
	}
	w := &place{root, dir, name}
	if info, err := w.Lstat(name); err == nil && !info.IsDir() {
		w.Close()
		return nil, fmt.Errorf("%s is a file, or a link that leads nowhere: name a folder with --out", dir)
	}
	return w, nil
}

// Beside is the path of something hidden that lies beside the folder of a site, and goes with it; "" where nothing can.
func Beside(dir, what string) string {
	above, name, err := split(dir)
	if err != nil || name == "" {
		return ""
	}
	return filepath.Join(above, "."+name+"."+what)
}

// beside is a hidden name beside the site's folder.
func (w *place) beside(what string) string { return "." + w.name + "." + what }

// isFolder says that a folder has that name, and not a link.
func (w *place) isFolder(name string) bool {
	info, err := w.Lstat(name)
	return err == nil && info.IsDir()
}

// isMissing says that nothing has that name.
func (w *place) isMissing(name string) bool {
	_, err := w.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}

// clear removes a folder, those in it several at a time. What is left is cleared by the next Begin.
func (w *place) clear(name string) {
	var entries []fs.DirEntry
	if w.isFolder(name) { // a link is removed, and not what it leads to
		entries, _ = fs.ReadDir(w.FS(), name)
	}
	parallel.Each(len(entries), func(i int) error {
		w.removeAll(name + "/" + entries[i].Name())
		return nil
	})
	w.removeAll(name)
}

// removeAll removes a folder, even one with foreign folders of which the mode forbids to empty them.
func (w *place) removeAll(name string) error {
	err := w.RemoveAll(name)
	if errors.Is(err, fs.ErrPermission) && w.isFolder(name) {
		fs.WalkDir(w.FS(), name, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				w.Chmod(name, 0o700)
			}
			return nil
		})
		err = w.RemoveAll(name)
	}
	return err
}

// fresh makes a file where there is none, or one that an earlier build left. A link of that name is not followed.
func (w *place) fresh(name string, mode fs.FileMode) (*os.File, error) {
	if err := w.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return w.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
}
