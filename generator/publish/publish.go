// Package publish is PUBLISH: paths and bytes into a folder, all or nothing.
//
// [Begin] takes the folder's lock and prepares a new site beside it; [Publication.Write] and [Publication.Create]
// put files there, from any number of goroutines; [Publication.Commit] exchanges the two folders, or
// [Publication.Abort] drops the new one. Until the exchange the folder holds the old site, whole; after it the new one.
//
// On Linux the exchange is one system call (renameat2 with RENAME_EXCHANGE), so that this is true wherever the program is
// killed. Elsewhere, and on disks that know no such exchange, it is two renames with a moment between them in which there is
// no folder: of a program that is killed then, both sites lie whole beside, and the next Begin puts the new one in its
// place.
//
// A file whose content has not changed is a hard link to the old one and keeps its time. The folder's manifest.sha256, in
// the format of sha256sum, lists every file of ours; a folder that has files and no manifest is refused. Other files and
// folders are foreign: they are kept as they are, with mode and time, and those too that are put there until the exchange.
// Lost is what is put into the place of a file of the new site in the last moment, what is altered then on a disk without
// links, and what is written into the old folder after the exchange.
//
// Beside a folder "public" lie, hidden, ".public.lock", ".public.state" (sizes and times, so that unchanged files
// need not be read again; it may be deleted), ".public.last" (the folder of the site before this one, where the two have many
// files in common; it may be deleted, too) and while a build runs ".public.new".
package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"glossator/generator/portable"
)

// ManifestName is the file that lists the others.
const ManifestName = "manifest.sha256"

// Report says what a publication did.
type Report struct{ Written, Unchanged, Removed int }

// Publication is a site on its way into a folder.
type Publication struct {
	place   *place
	lock    *lock
	next    string // the name of the folder that the new site is put into
	staging *tree  // that folder
	old     *tree  // nil when there is no old site
	sums    map[string]sum
	state   state // of the old site, as we left it

	mu      sync.Mutex
	files   map[string]*file  // by path
	folded  map[string]string // by folded path, those of which the path is another
	changed int               // how many files the old site has not got as they are
	folders map[string]bool
	looked  map[string]time.Time // when the old site's folders had last been changed as they were looked through
	shared  atomic.Int64         // how many files are links to the old site's
}

// file is one of the new site's.
type file struct {
	sum     sum
	ground  Ground
	claimed bool        // it is part of the site; of another no more than its ground is known
	old     fs.FileInfo // the old site's, if that is the same
}

type sum = [sha256.Size]byte

// Begin prepares to publish into the folder, which need not exist.
func Begin(dir string) (*Publication, error) {
	w, err := openPlace(dir)
	if err != nil {
		return nil, err
	}
	p := &Publication{place: w, files: map[string]*file{}, folded: map[string]string{}, folders: map[string]bool{}, looked: map[string]time.Time{}}
	if p.lock, err = w.acquire(); err == nil {
		err = p.prepare()
	}
	if err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// prepare completes or clears what a killed build left, looks at the old site, and makes an empty new one.
func (p *Publication) prepare() error {
	if err := p.place.recoverSwap(); err != nil {
		return p.explain("what an interrupted build left cannot be cleared", err)
	}
	if err := p.readOld(); err != nil {
		return err
	}
	next := p.place.beside("new")
	if err := p.place.Mkdir(next, 0o755); err != nil {
		return p.explain("no folder can be made for the new site", err)
	}
	if err := p.place.Chmod(next, 0o755); err != nil {
		return p.explain("no folder can be made for the new site", err)
	}
	staging, err := p.place.openTree(next)
	if err != nil {
		return p.explain("no folder can be made for the new site", err)
	}
	p.next, p.staging = next, staging
	return nil
}

// readOld reads the manifest of the site that is there. A folder with files and without a manifest is not ours.
func (p *Publication) readOld() error {
	root, err := p.place.openTree(p.place.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return p.explain("the folder cannot be read", err)
	}
	p.old = root
	b, err := root.ReadFile(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		entries, err := fs.ReadDir(root.FS(), ".")
		if err != nil {
			return p.explain("the folder cannot be read", err)
		}
		if len(entries) > 0 {
			return fmt.Errorf("%s has files and was not made by glossator (it has no %s): nothing was changed; name another folder with --out, or empty this one yourself", p.place.dir, ManifestName)
		}
		return nil
	}
	if err != nil {
		return p.explain("its manifest cannot be read", err)
	}
	if p.sums, err = ParseManifest(b); err != nil {
		return fmt.Errorf("%s: %w: nothing was changed; if the folder is a site of yours, delete %s and the site", filepath.Join(p.place.dir, ManifestName), err, ManifestName)
	}
	if p.state = p.place.readState(); p.state.stateHead != headOf(p.state.key, b) {
		p.state = state{} // of another site
	}
	return nil
}

// explain says what failed, that the site is as it was, and what to do.
func (p *Publication) explain(what string, err error) error {
	return fmt.Errorf("%s: %s: %w; the site is as it was: %s", p.place.dir, what, err, Advice(err))
}

// Advice is what to do about an error of the disk.
func Advice(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "make room on the disk and build again"
	case errors.Is(err, syscall.EFBIG):
		return "raise the limit of a file's size (ulimit -f) and build again"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "make the folder and what is in it readable and writable for you, and build again"
	}
	return "look at the folder and build again"
}

// Write puts a file into the new site. The path is slash-separated and relative.
func (p *Publication) Write(name string, content []byte) error {
	s := sha256.Sum256(content)
	same, err := p.claim(name, s)
	if err != nil || same {
		return err
	}
	f, err := p.create(name, fileMode)
	if err != nil {
		return p.explain(name+" cannot be written", err)
	}
	if _, err := f.Write(content); err != nil {
		f.Close()
		return p.explain(name+" cannot be written", err)
	}
	if err := f.Close(); err != nil {
		return p.explain(name+" cannot be written", err)
	}
	return nil
}

// file is what is known of a path.
func (p *Publication) file(name string) *file {
	f := p.files[name]
	if f == nil {
		f = &file{}
		p.files[name] = f
	}
	return f
}

// Keep says what a file is made from. Where the new site has it already, or can take it over from the old one, since it was made
// from the same and nobody has touched it since, it is kept. Else Write must write it.
func (p *Publication) Keep(name string, g Ground) (kept bool, err error) {
	p.mu.Lock()
	f := p.file(name)
	f.ground, kept = g, f.claimed
	p.mu.Unlock()
	s, ok := p.sums[name]
	if kept || !ok || g == (Ground{}) || p.state.files[name].ground != g {
		return kept, nil
	}
	old := p.intact(name)
	if old == nil {
		return false, nil
	}
	if err := p.reserve(name); err != nil {
		return false, err
	}
	p.enter(name, s, old)
	return true, nil
}

// claim takes the path for the new site, and says whether the old site has the same content there.
func (p *Publication) claim(name string, s sum) (same bool, err error) {
	if err := p.reserve(name); err != nil {
		return false, err
	}
	old := p.same(name, s)
	p.enter(name, s, old)
	return old != nil, nil
}

// same is the old site's file, if it has the same content.
func (p *Publication) same(name string, s sum) fs.FileInfo {
	if p.sums[name] != s {
		return nil
	}
	return p.intact(name)
}

// enter notes what a file of the new site is, given the old site's if that is the same.
func (p *Publication) enter(name string, s sum, old fs.FileInfo) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.file(name)
	if f.sum, f.old = s, old; old == nil {
		p.changed++
	}
}

// reserve checks a path and refuses a second file that some disk could not tell from the first.
func (p *Publication) reserve(name string) error {
	if err := checkPath(name); err != nil {
		return err
	}
	folded := portable.Fold(name)
	p.mu.Lock()
	defer p.mu.Unlock()
	if other := p.holder(folded); other != "" {
		return fmt.Errorf("two files of the site would be one: %q and %q: give one another name and build again; the site is as it was", other, name)
	}
	if folded != name {
		p.folded[folded] = name
	}
	p.file(name).claimed = true
	return nil
}

// holder is the file of the new site that has a folded path, or "".
func (p *Publication) holder(folded string) string {
	if f := p.files[folded]; f != nil && f.claimed {
		return folded
	}
	return p.folded[folded]
}

// intact is the old file if it still is what the manifest says: by its size and time when we know them, else by its bytes.
func (p *Publication) intact(name string) fs.FileInfo {
	info, err := p.old.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	if known, ok := p.state.files[name]; ok && known.stamp == stampOf(info) {
		return info
	}
	if b, err := p.old.ReadFile(name); err != nil || sha256.Sum256(b) != p.sums[name] {
		return nil
	}
	return info
}

// create opens a new file in the new site, with the folders above it. Its mode does not depend on the umask.
func (p *Publication) create(name string, mode fs.FileMode) (*os.File, error) {
	if err := p.makeFolder(path.Dir(name)); err != nil {
		return nil, err
	}
	f, err := p.staging.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil && info.Mode() == mode { // the disk is asked less to say so than to change it
		return f, nil
	}
	if err := f.Chmod(mode); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// fileMode is that of every file of ours.
const fileMode = 0o644

func (p *Publication) makeFolder(folder string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if folder == "." || p.folders[folder] {
		return nil
	}
	if err := p.staging.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for f := folder; f != "." && !p.folders[f]; f = path.Dir(f) {
		if err := p.staging.Chmod(f, 0o755); err != nil {
			return err
		}
		p.folders[f] = true
	}
	return nil
}

// Scratch returns an empty file on the site's disk for what is no part of it. It is gone when it is closed.
func (p *Publication) Scratch() (*os.File, error) {
	name := p.place.beside("scratch")
	f, err := p.place.fresh(name, 0o600)
	if err != nil {
		return nil, p.explain("no file can be made for the time of the build", err)
	}
	p.place.Remove(name) // where an open file cannot be removed, the next build does it
	return f, nil
}

// Commit makes the new site the folder's. Where nothing has changed nothing is touched. The key, if there is one, tells
// what the site was made from, for Published and MadeFrom. Without one no file's ground is believed.
func (p *Publication) Commit(key string) (Report, error) {
	defer p.close()
	maps.DeleteFunc(p.files, func(_ string, f *file) bool { return !f.claimed })
	r := Report{Written: p.changed, Unchanged: len(p.files) - p.changed}
	for name := range p.sums {
		if p.files[name] == nil {
			r.Removed++
		}
	}
	files := p.listed()
	manifest := manifestOf(files)
	head := headOf(key, manifest)
	if r.Written+r.Removed == 0 && p.manifestIs(manifest) {
		p.place.writeState(head, files, p.stamps(p.old, files))
		return r, nil
	}
	if err := p.complete(files, manifest); err != nil {
		return Report{}, err
	}
	stamps := p.stamps(p.staging, files)
	p.staging.release()
	if err := p.place.swap(p.next); err != nil {
		if errors.As(err, &errNoFolder{}) {
			return Report{}, fmt.Errorf("%s: %w; the new site lies whole in %s beside, and the next build puts it in its place: build again", p.place.dir, err, p.place.beside("ready"))
		}
		return Report{}, p.explain("the new site cannot take its place", err)
	}
	if p.old != nil {
		p.follow()
	}
	p.staging.close()
	p.staging = nil
	p.place.writeState(head, files, stamps)
	p.setAside(p.next)
	return r, nil
}

// listed is a file of the new site under its path.
type listed struct {
	name string
	*file
}

// listed are the files of the new site by their paths.
func (p *Publication) listed() []listed {
	list := make([]listed, 0, len(p.files))
	for name, f := range p.files {
		list = append(list, listed{name, f})
	}
	slices.SortFunc(list, func(a, b listed) int { return strings.Compare(a.name, b.name) })
	return list
}

// manifestOf lists files as sha256sum does.
func manifestOf(files []listed) []byte {
	size := 0
	for _, f := range files {
		size += hex.EncodedLen(sha256.Size) + len("  ") + len(f.name) + len("\n")
	}
	b := make([]byte, 0, size)
	for _, f := range files {
		b = append(append(hex.AppendEncode(b, f.sum[:]), "  "...), f.name...)
		b = append(b, '\n')
	}
	return b
}

func (p *Publication) manifestIs(manifest []byte) bool {
	if p.old == nil {
		return false
	}
	b, err := p.old.ReadFile(ManifestName)
	return err == nil && bytes.Equal(b, manifest)
}

// Abort drops the new site.
func (p *Publication) Abort() { p.close() }

func (p *Publication) close() {
	if p.staging != nil {
		p.staging.close()
		p.staging = nil
		p.place.clear(p.next)
		p.place.clear(p.place.beside("new"))
	}
	if p.old != nil {
		p.old.close()
		p.old = nil
	}
	if p.lock != nil {
		p.lock.release()
		p.lock = nil
	}
	p.place.Close()
}
