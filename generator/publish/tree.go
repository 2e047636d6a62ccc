package publish

import (
	"io/fs"
	"os"
	"path"
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
