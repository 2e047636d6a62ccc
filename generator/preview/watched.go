package preview

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"glossator/generator/portable"
)

// What is read of the watched folders is read through roots. Of a link that leads out of them, or nowhere, only that is
// looked at where it leads: what is there is no part of the edition.

// each calls f for every file below a file or folder that is watched.
func (w *watcher) each(name string, f func(file string)) {
	w.walk(name, func(file string, d fs.DirEntry) error {
		if !d.IsDir() && !portable.Ignored(d.Name()) {
			f(file)
		}
		return nil
	})
}

// walk calls f for a file or folder that is watched and, where it is a folder, for all below, but for folders that are hidden. A
// watched folder may be named by a link to it. What has gone meanwhile is found by whoever knows it.
func (w *watcher) walk(name string, f func(file string, d fs.DirEntry) error) error {
	isRoot := slices.Contains(w.folders, name)
	from := name
	if isRoot {
		from += string(filepath.Separator) // behind which a link is followed
	}
	return filepath.WalkDir(from, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case file == from && isRoot:
			file = name
		case d.IsDir() && portable.Hidden(d.Name()):
			return fs.SkipDir
		}
		return f(file, d)
	})
}

// stat is how a file stands; of a link, the file that it leads to within the folder, or else the link.
func (w *watcher) stat(file string) (info fs.FileInfo, err error) {
	if info, err = os.Lstat(file); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return info, err
	}
	err = w.inFolder(file, func(root *os.Root, name string) error {
		if led, err := root.Stat(name); err == nil {
			info = led
		}
		return nil
	})
	return info, err
}

// isWatched says that what a file holds can change: not of folders, devices and pipes, which may have no end.
func isWatched(info fs.FileInfo) bool {
	return info.Mode().IsRegular() || info.Mode()&fs.ModeSymlink != 0
}

// read is what a file that is watched holds; of a link that leads out of the folder, where it leads.
func (w *watcher) read(file string) (b []byte, err error) {
	err = w.inFolder(file, func(root *os.Root, name string) (err error) {
		if b, err = root.ReadFile(name); err == nil {
			return nil
		}
		if to, linkErr := root.Readlink(name); linkErr == nil {
			b, err = []byte(to), nil
		}
		return err
	})
	return b, err
}

// inFolder does something with a file in the folder that is watched.
func (w *watcher) inFolder(file string, do func(root *os.Root, name string) error) error {
	for _, folder := range w.folders {
		name, err := filepath.Rel(folder, file)
		if err != nil || !filepath.IsLocal(name) {
			continue
		}
		root, err := os.OpenRoot(folder)
		if err != nil {
			return err
		}
		defer root.Close()
		return do(root, name)
	}
	return fs.ErrNotExist
}
