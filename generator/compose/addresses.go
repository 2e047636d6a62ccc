package compose

import (
	"errors"
	"io/fs"

	"glossator/generator/crosslink"
	"glossator/generator/diagnostic"
)

// LockFile is where published addresses are kept with their words.
const LockFile = "addresses.lock"

// readLock reads the published addresses, and lets renamed essays keep theirs.
func (p *parser) readLock() {
	b, err := fs.ReadFile(p.c.root.FS(), LockFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		p.found.Add(diagnostic.Error, "unreadable", LockFile, "the published addresses cannot be read: "+err.Error(), "make the file readable")
	}
	lock, found := crosslink.ReadLock(LockFile, b)
	p.c.lock = lock
	p.found = append(p.found, found...)
	p.found = append(p.found, lock.Follow(p.c.Edition)...)
}

// ended are the addresses whose words are gone.
func ended(a crosslink.Assignment) []string {
	var ids []string
	for _, x := range a.Addresses {
		if x.Ended {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// Lock is the text of the file of published addresses once the edition as it is now has been published.
func (c *Composition) Lock() []byte {
	for essay, addresses := range c.addresses {
		c.lock.Record(essay, addresses)
	}
	return c.lock.Text()
}
