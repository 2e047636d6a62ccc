package compose

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"glossator/generator/content"
	"glossator/generator/crosslink"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/shelf"
)

// LockFile is where published addresses are kept with their words.
const LockFile = "addresses.lock"

// readLock reads the published addresses, or takes them over, and lets renamed essays keep theirs.
func (p *parser) readLock() {
	if p.before != nil {
		p.c.published, p.c.publishedSum, p.c.damages = p.before.published, p.before.publishedSum, p.before.damages
	}
	p.c.lock = p.c.published.Clone()
	p.found = append(p.found, p.c.damages...)
	if e := p.c.Edition; p.c.damages.Count(diagnostic.Error) > 0 { // no passage has its address for certain
		e.Unread.Owners = maps.Clone(e.Unread.Owners)
		if e.Unread.Owners == nil {
			e.Unread.Owners = map[edition.Owner]bool{}
		}
		for _, x := range e.Essays {
			e.Unread.Owners[edition.Owner{Kind: edition.OfEssay, ID: x.ID}] = true
		}
	}
	p.found = append(p.found, p.c.lock.Follow(p.c.Edition)...)
}

// readPublished reads the published addresses.
func (c *Composition) readPublished() (*crosslink.Lock, diagnostic.List) {
	var found diagnostic.List
	b, err := content.ReadFile(c.root, LockFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		found.Add(diagnostic.Error, "unreadable", LockFile, "the published addresses cannot be read: "+err.Error(), "make the file readable")
	}
	if err == nil {
		c.publishedSum = sha256.Sum256(b)
	}
	if err == nil && c.publishedSum == c.options.Sound {
		return crosslink.SoundLock(b), nil
	}
	lock, damages := crosslink.ReadLock(LockFile, b)
	return lock, append(found, damages...)
}

// PublishedSum is a hash of the file of published addresses as it was read; zero where there was none.
func (c *Composition) PublishedSum() shelf.Key { return c.publishedSum }

// assign gives an essay the addresses that its words have, and says which those are. What has become of the others is not
// said where it is not known what the essay is.
func (c *Composition) assign(r *linked) diagnostic.List {
	a, doubts := c.lock.Assign(r.text)
	r.addresses, r.changes = c.lock.NewRecord(r.text.Owner.ID, a), nil
	r.text.EndedPassages, r.text.EndedCitations = a.Ended()
	if c.Edition.Unread.Owner(edition.OfEssay, r.text.Owner.ID) {
		return nil
	}
	for _, c := range a.Changes {
		if c.What != crosslink.Added {
			r.changes = append(r.changes, c)
		}
	}
	return doubts
}

// unrecorded are the linked essays whose addresses are to be recorded, by file. Drafts are not published.
func (c *Composition) unrecorded() []linked {
	list := make([]linked, 0, len(c.linked))
	assigned := 0
	for file, x := range c.linked {
		if x.recorded || x.file.Essay.Draft {
			continue
		}
		if x.addresses == nil && !x.shelved {
			c.assign(&x) // nothing is doubtful, or the text would not have been on the shelf
			c.linked[file] = x
			if assigned++; assigned%forgetting == 0 {
				c.Forget()
			}
		}
		list = append(list, x)
	}
	slices.SortFunc(list, func(x, y linked) int { return cmp.Compare(x.file.Path, y.file.Path) })
	return list
}

// Lock has the published addresses once the edition as it is now has been published. It fails where addresses that wait to
// be recorded cannot be read.
func (c *Composition) Lock() (*crosslink.Lock, error) {
	for _, x := range c.unrecorded() {
		record := x.addresses
		if x.shelved {
			var err error
			if record, err = c.shelved(x.file.Essay); err != nil {
				return nil, fmt.Errorf("the addresses of %s that wait to be recorded cannot be read: %w", c.display(x.file.Path), err)
			}
		}
		c.lock.Record(record)
	}
	return c.lock, nil
}

// dropShelved lets go of published addresses that are on the shelf as they are to be recorded.
func (c *Composition) dropShelved() {
	var essays []string
	for _, x := range c.linked {
		if x.shelved && !x.file.Essay.Draft {
			essays = append(essays, x.file.Essay.ID)
		}
	}
	c.lock.Drop(essays)
	c.published.Drop(essays)
}

// AddressChange is what has become of a published address, in the edition as it is now.
type AddressChange struct {
	crosslink.Change
	At     diagnostic.Position // of what has the address; where that has ended, of the essay
	Warned bool                // there is a finding that says so, too
}

// AddressChanges are those of published addresses that have moved, been reworded or ended since they were recorded, by place.
func (c *Composition) AddressChanges() []AddressChange {
	var list []AddressChange
	for _, x := range c.unrecorded() {
		if len(x.changes) == 0 {
			continue
		}
		lines := addressLines(x.text)
		for _, change := range x.changes {
			at := diagnostic.Position{File: c.display(x.file.Path), Line: lines[change.ID]}
			warned := change.What == crosslink.Ended && slices.Contains(x.text.EndedPassages, change.ID)
			list = append(list, AddressChange{change, at, warned})
		}
	}
	return list
}

// addressLines are the lines in which what has an address begins.
func addressLines(t *edition.Text) map[string]int {
	lines := map[string]int{}
	for i := range t.Passages {
		lines[t.Passages[i].ID] = int(t.Passages[i].Line)
	}
	for _, j := range t.Joined {
		lines[j.ID] = int(t.Passages[j.Passage].Line)
	}
	for i := range t.Citations {
		lines[t.Citations[i].ID] = int(t.Citations[i].Line)
	}
	return lines
}
