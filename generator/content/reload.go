package content

import (
	"os"
	"path"
	"slices"

	"glossator/generator/bibliography"
	"glossator/generator/diagnostic"
)

// Reload reads a folder again of which it is known what it was, with the findings, and which files have changed. Essays
// and bibliographies that have not are taken over as they are, the same values in the same memory.
func Reload(root *os.Root, before *Folder, found diagnostic.List, changed []string) (*Folder, diagnostic.List) {
	k := &kept{before: before, essays: map[string]EssayFile{}, again: map[string]bool{}}
	for _, name := range changed {
		k.again[path.Clean(name)] = true
	}
	for _, d := range found { // are to be found again
		k.again[d.Start.File] = true
	}
	for _, f := range before.Essays {
		k.essays[f.Path] = f
	}
	return load(&loader{root: root, folder: &Folder{}, kept: k})
}

// kept is what a folder was that is read again.
type kept struct {
	before *Folder
	essays map[string]EssayFile // by path
	again  map[string]bool      // files to read
}

// keptEssay is an essay as it was, where it still is that.
func (l *loader) keptEssay(name string) (EssayFile, bool) {
	k := l.kept
	if k == nil || k.again[name] || k.before.Settings.Language != l.folder.Settings.Language {
		return EssayFile{}, false
	}
	f, ok := k.essays[name]
	return f, ok && f.touched != touched{} && l.touched(name) == f.touched
}

// sources are the bibliographies' entries as they were, where none has changed.
func (k *kept) sources(bibliographies []string) ([]bibliography.Entry, bool) {
	if k == nil || !slices.Equal(bibliographies, k.before.Bibliographies) {
		return nil, false
	}
	for _, name := range bibliographies {
		if k.again[path.Clean(name)] {
			return nil, false
		}
	}
	return k.before.Sources, true
}

// SameSources says that both folders have the same entries, since one has taken them over from the other.
func (f *Folder) SameSources(other *Folder) bool {
	return len(f.Sources) == len(other.Sources) && (len(f.Sources) == 0 || &f.Sources[0] == &other.Sources[0])
}

// Is says that the two are one reading of the same file.
func (f EssayFile) Is(other EssayFile) bool { return f.Essay == other.Essay && f.Hash == other.Hash }
