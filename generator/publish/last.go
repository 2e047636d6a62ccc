package publish

import (
	"io/fs"
	"os"
	"path"
	"slices"

	"glossator/generator/parallel"
)

// The last site's folder is kept beside the site where the two have most of their files in common, as links to the same
// bytes. The next build then changes only what differs: a large site is neither linked nor removed file by file.

// worthKeeping is how many files two sites must have in common for that.
var worthKeeping = 1000

// setAside keeps the folder of the old site for the next build, or removes it.
func (p *Publication) setAside(old string) {
	shared, last := int(p.shared.Load()), p.place.beside("last")
	if old != last {
		p.place.clear(last)
	}
	if shared < worthKeeping || shared < p.changed {
		p.place.clear(old)
	} else if old != last && p.place.Rename(old, last) != nil {
		p.place.clear(old)
	}
}

// useLast puts the new site into the folder of the last one, if there is one and most files have not changed, and says
// which of those are there. Nothing in that folder is believed: a file stays where it is the very file that the old site has.
func (p *Publication) useLast(unchanged []listed) (there map[string]bool, err error) {
	last := p.place.beside("last")
	if p.old == nil || len(unchanged) < p.changed || !p.place.isFolder(last) {
		return nil, nil
	}
	tree, err := p.place.openTree(last)
	if err != nil {
		return nil, nil // the new site is whole without it
	}
	if there, err = p.prune(tree, unchanged); err != nil {
		tree.close()
		return nil, err
	}
	fresh := p.next
	p.staging.close()
	p.next, p.staging, p.folders = last, tree, map[string]bool{}
	if err := p.move(fresh); err != nil {
		return nil, err
	}
	p.place.clear(fresh)
	p.shared.Add(int64(len(there)))
	return there, nil
}

// prune removes from a folder all but the old site's own unchanged files, and says which of those it has.
func (p *Publication) prune(last *tree, unchanged []listed) (there map[string]bool, err error) {
	same := make([]bool, len(unchanged))
	parallel.Each(len(unchanged), func(i int) error {
		same[i] = isOld(last, unchanged[i])
		return nil
	})
	there = make(map[string]bool, len(unchanged))
	for i, f := range unchanged {
		if same[i] {
			there[f.name] = true
		}
	}
	folders := foldersOf(p.files)
	var unneeded []string
	err = last.walk(".", func(name string) bool { return there[name] }, func(name string, info fs.FileInfo, err error) error {
		switch {
		case err != nil:
			return err
		case !info.IsDir():
			return last.Remove(name)
		case folders[name]:
			return last.Chmod(name, 0o755)
		}
		unneeded = append(unneeded, name)
		return last.Chmod(name, 0o700) // a foreign folder's mode may forbid to empty it
	})
	if err != nil {
		return nil, err
	}
	last.release()
	for _, name := range slices.Backward(unneeded) {
		if err := last.Remove(name); err != nil {
			return nil, err
		}
	}
	return there, nil
}

// isOld says that a folder has the very file of the old site under its name.
func isOld(folder *tree, f listed) bool {
	info, err := folder.Lstat(f.name)
	return err == nil && os.SameFile(info, f.old)
}

// move moves the files that have changed from the folder in which they were written.
func (p *Publication) move(from string) error {
	for name, f := range p.files {
		if f.old != nil {
			continue
		}
		if err := p.makeFolder(path.Dir(name)); err != nil {
			return err
		}
		if err := p.place.Rename(path.Join(from, name), path.Join(p.next, name)); err != nil {
			return err
		}
	}
	return nil
}
