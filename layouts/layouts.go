// Package layouts holds how an edition looks: page layouts, stylesheets, scripts, interface words, citation
// styles and their locales, inside the program. A file of the same name in a user's folder replaces one.
package layouts

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"glossator/generator/portable"
)

//go:embed pages/*.html parts/*.html css/*.css js/*.js words/*.yaml styles/*.csl locales/*.xml
var embedded embed.FS

// Set is the layouts of one edition: those inside the program and, over them, a user's. The zero Set is what is
// inside the program.
type Set struct{ over fs.FS }

// Over returns the layouts with a user's files, named as here ("pages/essay.html"), in place of ours.
func Over(user fs.FS) Set { return Set{user} }

// ReadFile returns the file of that slash-separated name. The error is fs.ErrNotExist where there is none.
func (s Set) ReadFile(name string) ([]byte, error) {
	if s.over != nil && !portable.Ignored(name) {
		info, err := fs.Stat(s.over, name)
		if err == nil && !info.Mode().IsRegular() { // a pipe might never end
			return nil, fmt.Errorf("%s is no regular file", name)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return fs.ReadFile(s.over, name)
		}
	}
	return embedded.ReadFile(name)
}

// List returns the names of the folder's files, sorted: "css" gives "css/essay.css", "css/frame.css" …
func (s Set) List(folder string) ([]string, error) {
	var names []string
	for _, f := range []fs.FS{embedded, s.over} {
		if f == nil {
			continue
		}
		entries, err := fs.ReadDir(f, folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			if e.Type().IsRegular() && !portable.Ignored(e.Name()) {
				names = append(names, path.Join(folder, e.Name()))
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
