package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"glossator/generator/portable"
)

// foreign is a file or folder that is not ours.
type foreign struct {
	name string
	info fs.FileInfo
}

// keepForeign takes along the files of the folder that are not in the old manifest. One in the place of a file of
// the new site is an error.
func (p *Publication) keepForeign() error {
	if p.old == nil {
		return nil
	}
	sites, oldSites := foldersOf(p.files), foldersOf(p.sums)
	var folders []foreign
	unchanged := func(name string) bool {
		f := p.files[name]
		return f != nil && f.old != nil
	}
	if err := p.old.walk(".", unchanged, func(name string, info fs.FileInfo, err error) error {
		if err != nil {
			return p.explain("a file that is not ours cannot be read", err)
		}
		if info.IsDir() {
			p.looked[name] = info.ModTime()
		}
		if p.isOurs(name) || info.IsDir() && (oldSites[name] || sites[name]) {
			return nil
		}
		other := p.holder(portable.Fold(name))
		if sites[name] {
			other = name
		}
		if other != "" {
			return fmt.Errorf("%s has %q that glossator did not make, in the place of %q of the site: move it away and build again; the site is as it was", p.place.dir, name, other)
		}
		if !info.IsDir() {
			return p.keepForeignFile(foreign{name, info})
		}
		switch err := p.makeForeignFolder(name); {
		case err == nil:
			folders = append(folders, foreign{name, info})
		case !errors.Is(err, fs.ErrExist): // the site may have it under a name that this disk takes for the same
			return p.explain(name+", which is not ours, cannot be kept", err)
		}
		return nil
	}); err != nil {
		return err
	}
	for _, f := range slices.Backward(folders) { // those within others first: it may be that nothing can be changed in these
		if err := p.likeOld(f, f.info.Mode()); err != nil {
			return p.explain(f.name+", which is not ours, cannot be kept", err)
		}
	}
	return nil
}

// isOurs says that a path of the old site is that of a file of ours.
func (p *Publication) isOurs(name string) bool {
	_, ours := p.sums[name]
	return ours || name == ManifestName
}

// keepForeignFile links a file that is not ours into the new site, or makes one like it there.
func (p *Publication) keepForeignFile(f foreign) error {
	err := p.makeFolder(path.Dir(f.name))
	if err == nil && !p.link(f.name) {
		switch f.info.Mode().Type() {
		case 0:
			mode := f.info.Mode().Perm() // the copy may have another owner, as whom it must not run
			if err = p.copy(f.name, mode); err == nil {
				err = p.likeOld(f, mode)
			}
		case fs.ModeSymlink:
			var target string
			if target, err = p.old.Readlink(f.name); err == nil {
				err = p.staging.Symlink(target, f.name)
			}
		default: // never opened: it might not end
			return fmt.Errorf("%s has %q, which is neither a file nor a folder, and this disk allows no link to it: move it away and build again; the site is as it was", p.place.dir, f.name)
		}
	}
	if err != nil {
		return p.explain(f.name+", which is not ours, cannot be kept", err)
	}
	return nil
}

// makeForeignFolder makes a folder that is for us alone until likeOld gives it its mode.
func (p *Publication) makeForeignFolder(name string) error {
	if err := p.makeFolder(path.Dir(name)); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.folders[name] = true
	return p.staging.Mkdir(name, 0o700)
}

// likeOld gives what stands for something foreign its owner, where that is allowed, its mode and its time.
func (p *Publication) likeOld(f foreign, mode fs.FileMode) error {
	if uid, gid, ok := owner(f.info); ok {
		p.staging.Lchown(f.name, uid, gid)
	}
	return errors.Join(p.staging.Chmod(f.name, mode), p.staging.Chtimes(f.name, f.info.ModTime(), f.info.ModTime()))
}

// follow moves into the new site, which has taken its place, the foreign files that somebody has put into the old one
// since that was looked through: the folders that tell another time.
func (p *Publication) follow() {
	for _, folder := range slices.Sorted(maps.Keys(p.looked)) {
		info, err := p.old.Lstat(folder)
		if err != nil || info.ModTime().Equal(p.looked[folder]) {
			continue
		}
		entries, err := fs.ReadDir(p.old.FS(), folder)
		if err != nil {
			continue
		}
		for _, e := range entries {
			name := path.Join(folder, e.Name())
			if _, known := p.looked[name]; known || p.isOurs(name) || p.holder(portable.Fold(name)) != "" || p.isKept(name) {
				continue
			}
			if p.makeFolder(folder) == nil {
				p.place.Rename(path.Join(p.next, name), path.Join(p.place.name, name))
			}
		}
	}
}

// isKept says that a foreign file stands in the new site as it does in the old one.
func (p *Publication) isKept(name string) bool {
	was, err := p.old.Lstat(name)
	if err != nil {
		return true // it is gone again
	}
	is, err := p.staging.Lstat(name)
	return err == nil && stampOf(is) == stampOf(was)
}
