package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"sync"
)

// tree is a site's folder. It holds some of the folders in it open: few have nearly all files, and a file is found faster
// in its own folder than from the top.
type tree struct {
	*os.Root

	mu   sync.Mutex
	held map[string]*os.Root
}

// maxHeld is how many folders are held open.
const maxHeld = 64

func (w *place) openTree(name string) (*tree, error) {
	root, err := w.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &tree{Root: root, held: map[string]*os.Root{}}, nil
}

// folder is the folder that a file lies in and the file's name there, or the whole tree and the whole name.
func (t *tree) folder(name string) (*os.Root, string, error) {
	above, base := path.Split(name)
	if above == "" {
		return t.Root, name, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if held := t.held[above]; held != nil {
		return held, base, nil
	}
	if len(t.held) == maxHeld {
		return t.Root, name, nil
	}
	held, err := t.OpenRoot(above)
	if err != nil {
		return nil, "", err
	}
	t.held[above] = held
	return held, base, nil
}

// Lstat is what is known of a file; a link is not followed.
func (t *tree) Lstat(name string) (fs.FileInfo, error) {
	folder, base, err := t.folder(name)
	if err != nil {
		return nil, err
	}
	return folder.Lstat(base)
}

// OpenFile opens a file as [os.Root.OpenFile] does.
func (t *tree) OpenFile(name string, flag int, mode fs.FileMode) (*os.File, error) {
	folder, base, err := t.folder(name)
	if err != nil {
		return nil, err
	}
	return folder.OpenFile(base, flag, mode)
}

// walk calls f for a folder and what is in it, folders before what is in them, by name. What is known is passed over without
// being looked at; where something cannot be, f is told why.
func (t *tree) walk(name string, known func(string) bool, f func(string, fs.FileInfo, error) error) error {
	info, err := t.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it has gone meanwhile
	}
	if err := f(name, info, err); err != nil || !info.IsDir() {
		return err
	}
	names, err := t.names(name)
	if err != nil {
		return f(name, info, err)
	}
	names = slices.DeleteFunc(names, known)
	slices.Sort(names)
	for _, name := range names {
		if err := t.walk(name, known, f); err != nil {
			return err
		}
	}
	return nil
}

// names are the paths of what is in a folder. [fs.ReadDir] would look at each.
func (t *tree) names(folder string) ([]string, error) {
	f, err := t.Open(folder)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	if folder != "." {
		for i, name := range names {
			names[i] = folder + "/" + name
		}
	}
	return names, err
}

// release closes the folders that are held, which on some systems cannot be moved or removed while they are open.
func (t *tree) release() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, held := range t.held {
		held.Close()
	}
	clear(t.held)
}

func (t *tree) close() {
	t.release()
	t.Close()
}
