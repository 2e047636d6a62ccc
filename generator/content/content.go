// Package content is LOAD: a content folder into records, each with its position.
//
// [Load] reads everything that an editor writes, through an os.Root, so that no path leaves the folder. It parses no
// Markdown: pages come with their whole file and the offset of the text behind the front matter, and fields that hold
// Markdown come as [Prose]. Of essays, which may be many, only the front matter is kept: [EssayFile.Read] reads one
// again; [Reload] reads only what has changed. Whatever is wrong is reported with file, line and column, all in one
// run; what is sound is kept. Files are named relative to the folder.
package content

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"glossator/generator/bibliography"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/parallel"
	"glossator/generator/portable"
)

// Folder is a content folder as it has been read.
type Folder struct {
	Settings    edition.Settings
	Contents    []Part // the order of essays
	Essays      []EssayFile
	Pages       []PageFile
	Sources     []bibliography.Entry
	Terms       []TermRecord
	Names       []NameRecord
	Events      []EventRecord
	Annotations []AnnotationRecord
	Unread      edition.Unread

	Bibliographies []string          // the files that Sources are from, as edition.yaml lists them
	SourcesHash    [sha256.Size]byte // of these files
}

// Part is a group of essays in the contents, by id.
type Part struct {
	Title  string
	Essays []string
}

// Prose is a field that holds Markdown, with the place where its words begin.
type Prose struct {
	Markdown string
	At       diagnostic.Position
}

// EssayFile is an essay with its front matter read. Essay.Text is nil.
type EssayFile struct {
	Essay                           *edition.Essay
	Path                            string
	Size                            int // in bytes
	BodyOffset                      int // where the text begins
	TitleMarkdown, SubtitleMarkdown string
	Hash                            [sha256.Size]byte // of the file
	FrontHash                       [sha256.Size]byte // of it before the text

	unread  bool    // its front matter is not known
	touched touched // how the file stood there when it was read
	front   []byte  // the file before the text; nil where nothing could be read there
	indexed bool    // this is from an index
}

// PageFile is an editorial page with its front matter read. Page.Text is nil.
type PageFile struct {
	Page       *edition.Page
	Path       string
	Markdown   []byte
	BodyOffset int

	unread bool // its front matter is not known
}

// TermRecord is an entry of glossary.yaml.
type TermRecord struct {
	Term       *edition.Term
	Definition Prose
	Sources    []Prose // citations
}

// NameRecord is an entry of names.yaml.
type NameRecord struct {
	Name  *edition.Name
	About Prose
}

// EventRecord is an entry of chronology.yaml.
type EventRecord struct {
	Event   *edition.Event
	About   Prose
	Sources []Prose // citations
}

// AnnotationRecord is an entry of annotations/ESSAY.yaml.
type AnnotationRecord struct {
	Essay      string
	Annotation *edition.Annotation
	Body       Prose
}

// known are the files and folders at the top of a content folder.
var known = []string{"edition.yaml", "glossary.yaml", "names.yaml", "chronology.yaml", "proof.yaml", "addresses.lock",
	"essays", "pages", "annotations"}

// Load reads the folder. Of essays that have not been touched since they were put into the index it takes that for their
// files.
func Load(root *os.Root, known Index) (*Folder, diagnostic.List) {
	return load(&loader{root: root, folder: &Folder{}, index: known})
}

func load(l *loader) (*Folder, diagnostic.List) {
	bibliographies, sound := l.settings()
	if !sound {
		l.folder.Unread.Aliases, l.folder.Unread.Sources = true, len(bibliographies) == 0
	}
	sources := &loader{root: l.root, folder: &Folder{}, kept: l.kept}
	var meanwhile sync.WaitGroup
	meanwhile.Go(func() { sources.sources(bibliographies) })
	l.glossary()
	l.names()
	l.chronology()
	l.essays()
	l.pages()
	l.annotations()
	meanwhile.Wait()
	l.found = append(l.found, sources.found...)
	read := sources.folder
	l.folder.Bibliographies, l.folder.Sources, l.folder.SourcesHash = read.Bibliographies, read.Sources, read.SourcesHash
	l.folder.Unread.Sources = l.folder.Unread.Sources || read.Unread.Sources
	l.checkContents()
	l.checkTop(bibliographies, sound)
	l.found.Sort()
	return l.folder, l.found
}

// loader reads one folder.
type loader struct {
	root     *os.Root
	folder   *Folder
	found    diagnostic.List
	contents []listed // as edition.yaml gives them; nil when it does not
	index    Index
	kept     *kept // nil when the folder is read for the first time
}

// essays reads essays/*.md on all cores, in the order of their names.
func (l *loader) essays() {
	names := l.list("essays", ".md", edition.OfEssay)
	files := make([]EssayFile, len(names))
	found := make([]diagnostic.List, len(names))
	parallel.Each(len(names), func(i int) error {
		if f, ok := l.keptEssay(names[i]); ok {
			files[i] = f
		} else {
			files[i], found[i] = l.essay(names[i])
		}
		return nil
	})
	for i, name := range names {
		l.told(found[i], edition.OfEssay, name, files[i].Essay == nil || files[i].unread)
		if files[i].Essay != nil {
			l.folder.Essays = append(l.folder.Essays, files[i])
		}
	}
}

// pages reads pages/*.md.
func (l *loader) pages() {
	for _, name := range l.list("pages", ".md", edition.OfPage) {
		file, found := l.page(name)
		l.told(found, edition.OfPage, name, file.Page == nil || file.unread)
		if file.Page != nil {
			l.folder.Pages = append(l.folder.Pages, file)
		}
	}
}

// told takes findings about an essay or a page, which may be one that cannot be read.
func (l *loader) told(found diagnostic.List, kind edition.OwnerKind, name string, unread bool) {
	l.found = append(l.found, found...)
	if found.Count(diagnostic.Error) == 0 {
		return
	}
	l.folder.Unread.Aliases = true
	if unread {
		l.left(kind, strings.TrimSuffix(path.Base(name), ".md"))
	}
}

// left notes what is left out, under its id and under that which it should have.
func (l *loader) left(kind edition.OwnerKind, id string) {
	l.unread(kind, id)
	if id != "" {
		l.unread(kind, SuggestID(id))
	}
}

// unread notes what cannot be read; no id stands for all of the kind.
func (l *loader) unread(kind edition.OwnerKind, id string) {
	if l.folder.Unread.Owners == nil {
		l.folder.Unread.Owners = map[edition.Owner]bool{}
	}
	l.folder.Unread.Owners[edition.Owner{Kind: kind, ID: id}] = true
}

// sources reads the bibliographies.
func (l *loader) sources(bibliographies []string) {
	l.folder.Bibliographies = bibliographies
	if entries, ok := l.kept.sources(bibliographies); ok {
		l.folder.Sources, l.folder.SourcesHash = entries, l.kept.before.SourcesHash
		return
	}
	h := sha256.New()
	for _, name := range bibliographies {
		b := l.bibliography(name)
		fmt.Fprintln(h, name, len(b))
		h.Write(b)
	}
	h.Sum(l.folder.SourcesHash[:0])
}

// bibliography reads one bibliography file, and gives its bytes. A key that another file has is an error.
func (l *loader) bibliography(name string) []byte {
	b, _, found := readAny(nil, l.root, name)
	if len(found) > 0 && found[0].Code == "missing-file" {
		found[0].Hint = "edition.yaml lists it under bibliography: correct its name there, or put it here"
	}
	if conflicts := diagnostic.NewSource(name, b).Conflicts(); conflicts != nil {
		b, found = nil, conflicts
	}
	l.found = append(l.found, found...)
	if b == nil {
		l.folder.Unread.Sources = true
		return nil
	}
	entries, found := bibliography.Parse(name, b)
	l.found = append(l.found, found...)
	l.folder.Unread.Sources = l.folder.Unread.Sources || slices.ContainsFunc(found, bibliography.LosesEntries)
	first := make(map[string]diagnostic.Position, len(l.folder.Sources))
	for _, e := range l.folder.Sources {
		first[e.Item.ID] = e.At
	}
	l.folder.Sources = slices.Grow(l.folder.Sources, len(entries))
	for _, e := range entries {
		if at, taken := first[e.Item.ID]; taken {
			l.found = append(l.found, duplicate("duplicate-source", "key", e.Item.ID, e.At, at))
			continue
		}
		l.folder.Sources = append(l.folder.Sources, e)
	}
	return b
}

// list returns the files of a folder with that ending, by name. They hold what is of that kind, or refers to it.
func (l *loader) list(folder, ending string, kind edition.OwnerKind) []string {
	entries, err := fs.ReadDir(l.root.FS(), folder)
	if err != nil {
		if !os.IsNotExist(err) {
			l.found.Add(diagnostic.Error, "unreadable", folder, "the folder cannot be read: "+cause(err), readable(err))
			l.folder.Unread.Aliases = true
			l.unread(kind, "")
		}
		return nil
	}
	var names []string
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		original := l.evicted(name)
		switch {
		case original != "" && path.Ext(original) == ending:
			names = append(names, original)
		case portable.Ignored(e.Name()):
		case path.Ext(name) == ending:
			names = append(names, name)
		case ending != ".md":
		case e.IsDir():
			inside, _ := fs.ReadDir(l.root.FS(), name)
			for _, e := range inside {
				if path.Ext(e.Name()) == ending && !portable.Ignored(e.Name()) {
					l.astray(path.Join(name, e.Name()), "move it to "+folder+"/, under a name that says which it is")
				}
			}
		case edition.IsMarkdown(name):
			l.astray(name, "name it "+strings.TrimSuffix(name, path.Ext(name))+ending)
		}
	}
	return names
}

// astray warns of a file that nobody reads.
func (l *loader) astray(name, hint string) {
	l.found.Add(diagnostic.Warning, "unknown-file", name, "nothing reads this file", hint)
}

// checkTop warns of files at the top that nothing reads: bibliographies that a sound edition.yaml does not list, copies, and what
// looks misspelt.
func (l *loader) checkTop(bibliographies []string, sound bool) {
	entries, err := fs.ReadDir(l.root.FS(), ".")
	if err != nil {
		l.found.Add(diagnostic.Error, "unreadable", ".", "the folder cannot be read: "+cause(err), "make it readable")
		return
	}
	for _, e := range entries {
		name := e.Name()
		if portable.Ignored(name) || slices.Contains(known, name) || slices.Contains(bibliographies, name) {
			continue
		}
		meant := diagnostic.Nearest(name, slices.Values(known))
		if original := l.copied(name); slices.Contains(known, original) || slices.Contains(bibliographies, original) {
			meant = l.copyHint(name)
		}
		if hint := hintAtTop(name, meant, sound); hint != "" {
			l.astray(name, hint)
		}
	}
}

// hintAtTop is what can be done about a file at the top, "" for nothing; meant says which one it may have been meant to be.
func hintAtTop(name, meant string, sound bool) string {
	listed := "list it in edition.yaml: bibliography: [" + name + "]"
	switch ext := path.Ext(name); {
	case ext == ".md" && name != "README.md":
		return "move it to essays/ or pages/"
	case ext != ".bib" && ext != ".ris" || !sound:
		return meant
	case meant == "":
		return listed
	}
	return meant + "; or " + listed
}
