package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"glossator/generator/bibliography"
	"glossator/generator/compose"
	"glossator/generator/content"
	"glossator/generator/diagnostic"
	"glossator/generator/preview"
	"glossator/generator/shelf"
	"glossator/generator/site"
	"glossator/layouts"
)

// opened is an edition with its site, and what is wrong with it.
type opened struct {
	program   *program
	root      *os.Root
	styles    styleFinder
	c         *compose.Composition
	look      *site.Look // nil until the layouts have been read
	unfit     diagnostic.List
	citations *site.Citations // nil until the sources and the style have been read
	site      *site.Site      // nil when it cannot be planned
	found     diagnostic.List
}

func (o *opened) close() { o.root.Close() }

// open composes the edition in the content folder and plans its site. Who asks for a page meanwhile may get it before that is
// done.
func (p *program) open(asked preview.Asked) (*opened, error) {
	shelved := make(chan *shelf.Shelf)
	go func() { shelved <- p.shelf() }()
	known := p.knownFiles()
	o, err := p.read(known)
	texts := <-shelved
	if err != nil {
		return nil, err
	}
	o.c.Shelve(texts, shelf.Key{})
	if asked != nil {
		o.first(asked)
	}
	begun := make(chan *site.Site)
	go func() { begun <- o.begin() }()
	o.c.Link(nil)
	o.plan(<-begun)
	if x, anew := o.c.Folder.Index(); anew {
		p.keepFiles(x)
	}
	return o, nil
}

// first answers who asks for an essay's page already, while the other essays are not linked yet.
func (o *opened) first(asked preview.Asked) {
	var given *site.Site
	for _, path := range asked.Paths() {
		id, inEssays := strings.CutPrefix(path, "essays/")
		id, isPage := strings.CutSuffix(id, ".html")
		if !inEssays || !isPage || !o.c.First(id) {
			continue
		}
		s := o.begin()
		if s != nil && !o.citations.Sorted() {
			o.citations = nil // its order is that of all texts
			return
		}
		if s == nil || s.Plan(nil).Count(diagnostic.Error) > 0 {
			return
		}
		give(asked, s, path)
		given = s
	}
	if given == nil {
		return
	}
	for _, page := range given.Pages() { // what the browser will ask for next
		if page.Kind == site.Stylesheet || page.Kind == site.Script {
			give(asked, given, page.Path)
		}
	}
}

// give answers with a page of a site. One that cannot be made now is made later.
func give(asked preview.Asked, s *site.Site, path string) {
	if b, err := s.Render(path); err == nil {
		asked.Answer(path, b)
	}
}

// readable says why the edition cannot be read, if it cannot.
func (p *program) readable() error {
	root, err := p.openContent()
	if err != nil {
		return err
	}
	defer root.Close()
	_, err = p.look()
	return err
}

func (p *program) openContent() (*os.Root, error) {
	root, err := os.OpenRoot(p.content)
	if err != nil {
		return nil, errUse{fmt.Errorf("the content folder %s cannot be read: %w; go to the folder that it is in, name another with --content, or make one with: glossator new FOLDER", p.content, bare(err))}
	}
	return root, nil
}

// read reads the content folder, of whose essays something may be known; they are still to be linked.
func (p *program) read(known content.Index) (*opened, error) {
	root, err := p.openContent()
	if err != nil {
		return nil, err
	}
	set, err := p.look()
	if err != nil {
		root.Close()
		return nil, err
	}
	useLargePages(memoryFor(known.Size()))
	o := &opened{program: p, root: root, styles: styleFinder{set: set, content: p.content}}
	o.c = compose.Read(root, compose.Options{Drafts: p.drafts, Folder: filepath.ToSlash(filepath.Clean(p.content)), Known: known, Sound: p.soundLock()})
	return o, nil
}

// begin makes the layouts and the citation style ready, and a site with them; nil when they cannot be used.
func (o *opened) begin() *site.Site {
	if o.look == nil {
		o.look, o.unfit = site.ReadLook(o.styles.set, o.c.Edition.Settings.Language)
	}
	o.found = slices.Clone(o.unfit)
	if o.citations == nil || !o.citations.Fits(o.c.Edition) {
		var found diagnostic.List
		o.styles.found = nil
		o.citations, found = o.program.citations(o.c, &o.styles)
		if key := o.libraryKey(); o.citations != nil && key != (shelf.Key{}) {
			o.citations.Know(o.program.recall(libraryFile, key))
		}
		o.c.Place(found)
		o.found = append(o.found, found...)
	}
	if o.citations == nil || o.unfit.Count(diagnostic.Error) > 0 {
		return nil
	}
	return site.Begin(site.Input{
		Edition: o.c.Edition, Body: o.c.Body, Look: o.look, Citations: o.citations, Size: o.c.Size(), Forget: o.c.Forget,
		Formats:   site.Formats{BibTeX: bibliography.WriteBibTeX, CSLJSON: bibliography.WriteCSLJSON, RIS: bibliography.WriteRIS},
		Generator: "glossator " + version, Date: sourceDate(),
	})
}

// plan plans the site of the edition as it is now: a new one, or one that has been begun.
func (o *opened) plan(begun *site.Site) {
	if begun == nil {
		begun = o.begin()
	}
	o.site, o.found = begun, append(slices.Clone(o.c.Diagnostics), o.found...)
	if begun != nil {
		found := begun.Plan(o.c.Assets)
		o.c.Place(found)
		o.found = append(o.found, found...)
	}
}

// look is the layouts inside the program with those of the user's folder over them.
func (p *program) look() (layouts.Set, error) {
	root, err := os.OpenRoot(p.layouts)
	if errors.Is(err, fs.ErrNotExist) && p.layouts == "layouts" {
		return layouts.Set{}, nil
	}
	if err != nil {
		return layouts.Set{}, errUse{fmt.Errorf("the layouts folder %s cannot be read: %w; name another with --layouts", p.layouts, bare(err))}
	}
	return layouts.Over(root.FS()), nil
}

// sourceDate is SOURCE_DATE_EPOCH, the date that a build takes where content has none.
func sourceDate() time.Time {
	seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// bare is the cause of a file error, without the path that the message has already.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
