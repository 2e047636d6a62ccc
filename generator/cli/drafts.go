package cli

import (
	"fmt"
	"os"
	"sync"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/markup"
	"glossator/generator/parallel"
	"glossator/generator/publish"
	"glossator/generator/site"
)

// drafts publish a site. Of a large edition the pages of essays are made as soon as each is linked, while its words
// are in memory, and wait on disk until the links that lead to them are known.
type drafts struct {
	opened  *opened
	out     *publish.Publication
	site    *site.Site // begun; nil when no essay has a draft
	scratch *os.File

	mu    sync.Mutex
	end   int64            // of what the scratch file holds
	pages map[string]draft // by the essay's id
	made  map[string]bool  // paths that have been written
	err   error
}

// draft is where a page stands in the scratch file: the part before the links that lead to it, and the part after.
type draft struct {
	at            int64
	before, after int
}

// link links the edition and plans its site. What is wrong with the edition is found in any case; that nothing can be
// published where it should be is an error.
func (o *opened) link() (*drafts, error) {
	d := &drafts{opened: o, pages: map[string]draft{}, made: map[string]bool{}}
	if o.c.Large() {
		if err := d.begin(); err != nil {
			return nil, err
		}
	}
	if d.site != nil {
		o.c.Link(d.make)
	} else {
		o.c.Link(nil)
	}
	o.plan(d.site)
	return d, nil
}

// begin makes ready for drafts, where nothing that has been read so far forbids them.
func (d *drafts) begin() error {
	o := d.opened
	begun := o.begin()
	if begun == nil || !o.citations.Sorted() || o.c.Diagnostics.Count(diagnostic.Error) > 0 {
		return nil
	}
	if err := d.open(); err != nil {
		return err
	}
	var err error
	if d.scratch, err = d.out.Scratch(); err != nil {
		return err
	}
	d.site = begun
	return nil
}

func (d *drafts) open() (err error) {
	if d.out == nil {
		d.out, err = publish.Begin(d.opened.program.out)
	}
	return err
}

// close drops what has not been published.
func (d *drafts) close() {
	if d.scratch != nil {
		d.scratch.Close()
	}
	if d.out != nil {
		d.out.Abort()
	}
}

// make makes an essay's draft.
func (d *drafts) make(x *edition.Essay, body *markup.Body) {
	if err := d.makePages(x, body); err != nil {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.err = err
	}
}

func (d *drafts) makePages(x *edition.Essay, body *markup.Body) error {
	made, err := d.site.Draft(x, body)
	if err != nil {
		return err
	}
	for _, f := range made.Files {
		if err := d.out.Write(f.Path, f.Content); err != nil {
			return err
		}
	}
	at := d.keep(x.ID, made)
	if _, err := d.scratch.WriteAt(made.Before, at); err != nil {
		return fmt.Errorf("a draft cannot be kept: %w; the site is as it was", err)
	}
	if _, err := d.scratch.WriteAt(made.After, at+int64(len(made.Before))); err != nil {
		return fmt.Errorf("a draft cannot be kept: %w; the site is as it was", err)
	}
	return nil
}

// keep takes a place in the scratch file.
func (d *drafts) keep(essay string, made *site.Draft) int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := d.end
	d.pages[essay] = draft{at, len(made.Before), len(made.After)}
	d.end += int64(len(made.Before) + len(made.After))
	for _, f := range made.Files {
		d.made[f.Path] = true
	}
	return at
}

// publish renders all pages that are not made yet, on all cores.
func (d *drafts) publish() error {
	if d.err != nil {
		return d.err
	}
	if err := d.open(); err != nil {
		return err
	}
	pages := d.opened.site.Pages()
	err := parallel.Each(len(pages), func(i int) error {
		if d.made[pages[i].Path] {
			return nil
		}
		b, err := d.bytes(pages[i])
		if err != nil {
			return err
		}
		return d.out.Write(pages[i].Path, b)
	})
	if err != nil {
		return err
	}
	return d.opened.program.report(d.opened.c.Changed())
}

// bytes are those of a page: its draft, completed, where that holds.
func (d *drafts) bytes(page site.Page) ([]byte, error) {
	at, ok := d.pages[page.ID]
	if page.Kind != site.Essay || !ok {
		return d.opened.bytes(page)
	}
	x := d.opened.c.Edition.Essay(page.ID)
	if !linksHold(x) {
		return d.opened.bytes(page)
	}
	linked := d.site.LinkedFrom(x)
	b := make([]byte, at.before+len(linked)+at.after)
	copy(b[at.before:], linked)
	if _, err := d.scratch.ReadAt(b[:at.before], at.at); err != nil {
		return nil, fmt.Errorf("a draft cannot be read: %w", err)
	}
	if _, err := d.scratch.ReadAt(b[at.before+len(linked):], at.at+int64(at.before)); err != nil {
		return nil, fmt.Errorf("a draft cannot be read: %w", err)
	}
	return b, nil
}

// linksHold says that all links of an essay lead where its draft took them to lead.
func linksHold(x *edition.Essay) bool {
	for i := range x.Text.Links {
		if l := &x.Text.Links[i]; !l.Resolved && l.Fragment != "" {
			return false
		}
	}
	return true
}
