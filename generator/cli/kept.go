package cli

import (
	"bytes"
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"

	"glossator/generator/content"
	"glossator/generator/publish"
	"glossator/generator/shelf"
	"glossator/generator/site"
)

// What has been found out about an edition is kept for later runs, beside its texts.
const (
	essaysFile  = "essays.index" // what the essays' files hold
	libraryFile = "library"      // the order of the sources, and what tells them apart
	indexFile   = "index"        // how often its words occur
	lockFile    = "addresses"    // hash of the published addresses, in which nothing is wrong
)

// keptFolder is the folder beside the site for what is kept; "" where none can be had. A link in its place is removed, since
// nothing may be written to where it leads.
func (p *program) keptFolder() string {
	folder := publish.Beside(p.out, "shelf")
	if folder == "" {
		return ""
	}
	info, err := os.Lstat(folder)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 && os.Remove(folder) != nil {
		return ""
	}
	return folder
}

// keptFile is a file of that folder; "" where there can be none.
func (p *program) keptFile(name string) string {
	folder := p.keptFolder()
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, name)
}

// recall is what has been kept under the name, made from what has the hash; nil where there is nothing, or it is damaged.
func (p *program) recall(name string, from shelf.Key) []byte {
	b, err := os.ReadFile(p.keptFile(name))
	if err != nil || len(b) < 2*sha256.Size {
		return nil
	}
	rest := b[2*sha256.Size:]
	if sum := sha256.Sum256(rest); !bytes.Equal(b[:sha256.Size], from[:]) || !bytes.Equal(b[sha256.Size:2*sha256.Size], sum[:]) {
		return nil
	}
	return rest
}

// keep keeps what is made from what has the hash. That it cannot be kept costs time only.
func (p *program) keep(name string, from shelf.Key, b []byte) {
	file := p.keptFile(name)
	if file == "" || os.MkdirAll(filepath.Dir(file), 0o755) != nil {
		return
	}
	written := file + ".new" // one alone, so that killed runs leave no more; what two write there at once is found to be damaged
	os.Remove(written)
	f, err := os.OpenFile(written, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return
	}
	sum := sha256.Sum256(b)
	_, err = f.Write(append(append(from[:], sum[:]...), b...))
	if f.Close() == nil && err == nil {
		os.Rename(written, file)
	} else {
		os.Remove(written)
	}
}

// knownFiles are the essays' files as an earlier run has read them.
func (p *program) knownFiles() content.Index {
	return content.ReadIndex(p.recall(essaysFile, shelf.Key{}))
}

// keepFiles keeps what the essays' files hold.
func (p *program) keepFiles(x content.Index) { p.keep(essaysFile, shelf.Key{}, x.Bytes()) }

// soundLock is the hash of the published addresses that an earlier run has recorded.
func (p *program) soundLock() (sum shelf.Key) {
	copy(sum[:], p.recall(lockFile, shelf.Key{}))
	return sum
}

// keepLock keeps the hash of published addresses as they have been recorded.
func (p *program) keepLock(lock shelf.Key) { p.keep(lockFile, shelf.Key{}, lock[:]) }

// prepare makes citations ready, and keeps what is found out about them.
func (p *program) prepare(c *site.Citations, key shelf.Key) {
	if settled := c.Prepare(); settled != nil && key != (shelf.Key{}) {
		p.keep(libraryFile, key, settled)
	}
}
