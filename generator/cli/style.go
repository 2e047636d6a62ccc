package cli

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"glossator/generator/compose"
	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/portable"
	"glossator/generator/shelf"
	"glossator/generator/site"
	"glossator/layouts"
)

// defaultStyle is the citation style of an edition that names none.
const defaultStyle = "author-date"

// systemStyles is where Debian's packages citation-style-language-styles and -locales put their files.
const systemStyles = "/usr/share/citation-style-language"

const maxStyle = 4 << 20 // bytes

// citations makes the edition's citation style ready. It is nil when the style cannot be used.
func (p *program) citations(c *compose.Composition, f *styleFinder) (*site.Citations, diagnostic.List) {
	name := c.Edition.Settings.CitationStyle
	if name == "" {
		name = defaultStyle
	}
	style, err := f.style(name)
	if err != nil {
		d := diagnostic.Diagnostic{Code: "citation-style", Start: c.Edition.Settings.At, Message: err.Error(), Hint: "make its file readable"}
		if unfit := (unfitStyle{}); errors.As(err, &unfit) {
			d.Hint = unfit.hint
		}
		return nil, diagnostic.List{d}
	}
	citations, err := site.NewCitations(style, f.locales, c.Edition)
	if err != nil {
		return nil, diagnostic.List{{Code: "citation-style", Start: c.Edition.Settings.At, Message: fmt.Sprintf("the citation style %q: %v", name, err), Hint: takeAnew}}
	}
	return citations, nil
}

// libraryKey stands for all that the order of the sources depends on, and what tells them apart; zero where nothing is kept of
// these.
func (o *opened) libraryKey() shelf.Key {
	hash, err := programHash()
	if err != nil || o.citations == nil || !o.citations.Sorted() {
		return shelf.Key{}
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s %q\n%x%x", hash, o.c.Edition.Settings.Language, o.styles.found, o.c.Folder.SourcesHash)
	return shelf.Key(h.Sum(nil))
}

// styleFinder finds styles and locales: those among the layouts, those of the system, and styles by path.
type styleFinder struct {
	set     layouts.Set
	content string
	strayed bool   // a style has been looked for outside of the content folder and the layouts
	found   []byte // hash of all that has been read, in its order
}

// note notes what a file holds.
func (f *styleFinder) note(b []byte) {
	h := sha256.Sum256(b)
	h = sha256.Sum256(append(f.found, h[:]...))
	f.found = h[:]
}

// unfitStyle says why a style cannot be used, and what to try.
type unfitStyle struct{ message, hint string }

func (u unfitStyle) Error() string { return u.message }

const takeAnew = "take the file anew from where it comes, such as zotero.org/styles"

// missing says that there is no style of a name, which another stands for unless that is "".
func (f *styleFinder) missing(name, of string) error {
	u := unfitStyle{fmt.Sprintf("no citation style %q", name), ""}
	bare, isPath := strings.CutSuffix(name, ".csl")
	switch u.hint = diagnostic.Nearest(bare, slices.Values(f.names())); {
	case of != "":
		u.message, u.hint = fmt.Sprintf("the citation style %q stands for %q, which is not here", of, name), "put that one beside it, as "+name+".csl"
	case u.hint != "":
	case isPath:
		u.hint = "a path goes from the content folder: put the file there, or correct its name"
	default:
		u.hint = "there are " + strings.Join(f.names(), ", ") + "; any other is named by its path, ending in .csl"
	}
	return u
}

// style reads the style of that name or path. A dependent style is the one that it stands for.
func (f *styleFinder) style(name string) (*csl.Style, error) {
	const most = 3 // of styles that stand for others
	of := ""
	for range most {
		b, err := f.read(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, f.missing(name, of)
		}
		if err != nil {
			return nil, err
		}
		f.note(b)
		style, err := csl.ParseStyle(b)
		if err != nil {
			return nil, unfitStyle{fmt.Sprintf("the citation style %q: %v", name, err), takeAnew}
		}
		if style.Parent == "" {
			return style, nil
		}
		of, name = name, f.parent(name, style.Parent)
	}
	return nil, unfitStyle{fmt.Sprintf("the citation style %q stands for others in a circle", name), takeAnew}
}

// parent is where the style with the id is looked for that another one, found at name, stands for.
func (f *styleFinder) parent(name, id string) string {
	parent := path.Base(id)
	if beside := path.Join(path.Dir(name), parent+".csl"); strings.HasSuffix(name, ".csl") && f.exists(beside) {
		return beside
	}
	return parent
}

func (f *styleFinder) exists(name string) bool {
	_, err := f.read(name)
	return err == nil
}

// read finds a style's file: a path that ends in .csl is one from the content folder, or an absolute one.
func (f *styleFinder) read(name string) ([]byte, error) {
	if strings.HasSuffix(name, ".csl") {
		if strings.HasPrefix(name, "//") || strings.HasPrefix(name, `\\`) { // on Windows to look there is to call there
			return nil, unfitStyle{fmt.Sprintf("the citation style %q lies on another computer", name), "copy it into the content folder"}
		}
		file := filepath.FromSlash(name)
		f.strayed = f.strayed || !filepath.IsLocal(file)
		if filepath.IsLocal(file) && portable.Ignored(name) { // whether such a file changes nobody looks
			return nil, unfitStyle{fmt.Sprintf("the citation style %q is hidden, or another program's: nothing there is part of the edition", name), "give the file another name"}
		}
		if !filepath.IsAbs(file) {
			file = filepath.Join(f.content, file)
		}
		return readLimited(file)
	}
	if name != path.Base(name) {
		return nil, fs.ErrNotExist
	}
	b, err := f.set.ReadFile("styles/" + name + ".csl")
	if errors.Is(err, fs.ErrNotExist) {
		f.strayed = true
		return readLimited(filepath.Join(systemStyles, "styles", name+".csl"))
	}
	return b, err
}

// readLimited reads a regular file that is no larger than a style may be.
func readLimited(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, unfitStyle{fmt.Sprintf("%s is not a file", name), "put the style's file there, or correct its name"}
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, maxStyle+1))
	if err == nil && len(b) > maxStyle {
		err = unfitStyle{fmt.Sprintf("%s is larger than a style may be (%d bytes)", name, maxStyle), takeAnew}
	}
	return b, err
}

// names are those of the styles among the layouts.
func (f *styleFinder) names() []string {
	var names []string
	files, _ := f.set.List("styles") // a folder that cannot be listed has no names to offer
	for _, file := range files {
		if name, ok := strings.CutSuffix(path.Base(file), ".csl"); ok {
			names = append(names, name)
		}
	}
	return names
}

// locales finds the locale of a language among the layouts, else among the system's.
func (f *styleFinder) locales(tag string) ([]byte, error) {
	name := "locales-" + tag + ".xml"
	b, err := f.set.ReadFile("locales/" + name)
	if errors.Is(err, fs.ErrNotExist) && name == path.Base(name) {
		b, err = readLimited(filepath.Join(systemStyles, "locales", name))
	}
	f.note(b)
	return b, err
}
