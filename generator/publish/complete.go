package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"glossator/generator/parallel"
)

// complete puts into the new site what it shares with the old one: unchanged files, and the files that are not ours.
func (p *Publication) complete(files []listed, manifest []byte) error {
	if p.old != nil && p.place.isMissing(p.place.name) {
		if p.changed < len(p.files) {
			return fmt.Errorf("%s has been removed while the site was built: build again", p.place.dir)
		}
		p.old.close()
		p.old = nil
	}
	unchanged := make([]listed, 0, len(files)-p.changed)
	for _, f := range files {
		if f.old != nil {
			unchanged = append(unchanged, f)
		}
	}
	there, err := p.useLast(unchanged)
	if err != nil {
		return p.explain("the last site's folder cannot be used again", err)
	}
	if err := parallel.Each(len(unchanged), func(i int) error {
		name := unchanged[i].name
		if there[name] {
			return nil
		}
		if err := p.keep(name); err != nil {
			return p.explain(name+" cannot be kept", err)
		}
		return nil
	}); err != nil {
		return err
	}
	if err := p.keepForeign(); err != nil {
		return err
	}
	f, err := p.create(ManifestName, fileMode)
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
	if p.link(name) {
		return nil
	}
	return p.copy(name, fileMode)
}

// link links a file of the old site into the new one, if the disk and the file's owner allow it.
func (p *Publication) link(name string) bool {
	if link(p.place.Root, path.Join(p.place.name, name), path.Join(p.next, name)) != nil {
		return false
	}
	p.shared.Add(1)
	return true
}

// link is a variable for the tests.
var link = (*os.Root).Link

func (p *Publication) copy(name string, mode fs.FileMode) error {
	from, err := p.old.Open(name)
	if err != nil {
		return err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return err
	}
	to, err := p.create(name, mode)
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

// foldersOf are the folders that files lie in, by the files' paths.
func foldersOf[T any](files map[string]T) map[string]bool {
	folders := map[string]bool{".": true}
	for name := range files {
		for i := strings.LastIndexByte(name, '/'); i > 0 && !folders[name[:i]]; i = strings.LastIndexByte(name[:i], '/') {
			folders[name[:i]] = true
		}
	}
	return folders
}
