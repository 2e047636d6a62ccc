package compose

import (
	"errors"
	"io/fs"

	"glossator/generator/crosslink"
	"glossator/generator/diagnostic"
)

// LockFile is where published addresses are kept with their words.
const LockFile = "addresses.lock"

// readLock reads the published addresses, or takes them over, and lets renamed essays keep theirs.
func (p *parser) readLock() {
	if p.before != nil {
		p.c.published, p.c.damages = p.before.published, p.before.damages
	}
	p.c.lock = p.c.published.Clone()
	p.found = append(p.found, p.c.damages...)
	p.found = append(p.found, p.c.lock.Follow(p.c.Edition)...)
}

// readPublished reads the published addresses.
func (c *Composition) readPublished() (*crosslink.Lock, diagnostic.List) {
	var found diagnostic.List
	b, err := fs.ReadFile(c.root.FS(), LockFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		found.Add(diagnostic.Error, "unreadable", LockFile, "the published addresses cannot be read: "+err.Error(), "make the file readable")
	}
	lock, damages := crosslink.ReadLock(LockFile, b)
	return lock, append(found, damages...)
}

// ended are the addresses whose words are gone.
func ended(addresses []crosslink.Address) []string {
	var ids []string
	for _, x := range addresses {
		if x.Ended {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// Lock is the text of the file of published addresses once the edition as it is now has been published.
func (c *Composition) Lock() []byte {
	for _, x := range c.linked {
		if x.addresses == nil {
			locked, _ := c.lock.Assign(x.text) // nothing was doubtful, or the text would not have been on the shelf
			x.addresses = locked.Addresses
		}
		c.lock.Record(x.file.Essay.ID, x.addresses)
	}
	return c.lock.Text()
}
