package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"

	"glossator/generator/parallel"
)

// complete puts into the new site what it shares with the old one: unchanged files, and the files that are not ours.
func (p *Publication) complete(names []string, manifest []byte) error {
	if p.old != nil && p.place.isMissing(p.place.name) {
		if p.changed < len(p.files) {
			return fmt.Errorf("%s has been removed while the site was built: build again", p.place.dir)
		}
		p.old.close()
		p.old = nil
	}
	unchanged := make([]string, 0, len(p.files)-p.changed)
	for _, name := range names {
		if !p.files[name].changed {
			unchanged = append(unchanged, name)
		}
	}
	there, err := p.useLast(unchanged)
	if err != nil {
		return p.explain("the last site's folder cannot be used again", err)
	}
	if err := parallel.Each(len(unchanged), func(i int) error {
		if there[unchanged[i]] {
			return nil
		}
		if err := p.keep(unchanged[i]); err != nil {
			return p.explain(unchanged[i]+" cannot be kept", err)
		}
		return nil
	}); err != nil {
		return err
	}
	if err := p.keepForeign(); err != nil {
		return err
	}
	f, err := p.create(ManifestName)
	if err == nil {
		_, err = f.Write(manifest)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return p.explain(ManifestName+" cannot be written", err)
	}
	return nil
}

// keep links a file of the old site into the new one, or copies it where the disk has no links.
func (p *Publication) keep(name string) error {
	if err := p.makeFolder(path.Dir(name)); err != nil {
		return err
	}
	if p.place.Link(path.Join(p.place.name, name), path.Join(p.next, name)) == nil {
		p.shared.Add(1)
		return nil
	}
	return p.copy(name)
}

func (p *Publication) copy(name string) error {
	from, err := p.old.Open(name)
	if err != nil {
		return err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return err
	}
	to, err := p.create(name)
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, from); err != nil {
		to.Close()
		return err
	}
	if err := to.Close(); err != nil {
		return err
	}
	return p.staging.Chtimes(name, info.ModTime(), info.ModTime())
}

// keepForeign takes along the files of the folder that are not in the old manifest. One in the place of a file of
// the new site is an error.
func (p *Publication) keepForeign() error {
	if p.old == nil {
		return nil
	}
	folders := p.oldFolders()
	return fs.WalkDir(p.old.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return p.explain("a file that is not ours cannot be read", err)
		}
		_, ours := p.sums[name]
		if name == "." || ours || name == ManifestName {
			return nil
		}
		if d.IsDir() {
			return p.keepFolder(name, folders)
		}
		if other := p.holder(fold(name)); other != "" {
			return fmt.Errorf("%s has a file %q that glossator did not make, in the place of %q of the site: move it away; the site is as it was", p.place.dir, name, other)
		}
		if d.Type() == fs.ModeSymlink {
			target, err := p.old.Readlink(name)
			if err != nil {
				return p.explain(name+" cannot be kept", err)
			}
			return p.staging.Symlink(target, name)
		}
		if err := p.keep(name); err != nil {
			return p.explain(name+", which is not ours, cannot be kept", err)
		}
		return nil
	})
}

// keepFolder makes a folder of the old site in the new one when it holds nothing of ours, so that empty and foreign
// ones stay.
func (p *Publication) keepFolder(name string, ours map[string]bool) error {
	if ours[name] {
		return nil
	}
	if err := p.makeFolder(name); err != nil {
		return p.explain(name+" cannot be kept", err)
	}
	return nil
}

// oldFolders are the folders of the old site's files.
func (p *Publication) oldFolders() map[string]bool {
	folders := map[string]bool{}
	for name := range p.sums {
		for f := path.Dir(name); f != "." && !folders[f]; f = path.Dir(f) {
			folders[f] = true
		}
	}
	return folders
}
