package cli

import (
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
	opened   *opened
	progress *progress
	out      *publish.Publication
	site     *site.Site // begun; nil when no essay has a draft
	scratch  *scratch
	idle     sync.Pool // of *site.Draft

	mu    sync.Mutex
	pages map[string]draft // by the essay's id
	made  map[string]bool  // paths that have been written
	err   error
}

// draft is where a page stands in the scratch file, and where in it the links that lead to it are to stand.
type draft struct {
	at        int64
	gap, size int
}

// link links the edition and plans its site. What is wrong with the edition is found in any case; that nothing can be
// published where it should be is an error.
func (o *opened) link(g *progress) (*drafts, error) {
	d := &drafts{opened: o, progress: g, pages: map[string]draft{}, made: map[string]bool{}}
	d.idle.New = func() any { return new(site.Draft) }
	if o.c.Large() {
		if err := d.begin(); err != nil {
			return nil, err
		}
	}
	g.begin("linking", "", 0)
	if d.site != nil {
		g.begin("linking", "essays", len(o.c.Edition.Essays))
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
	if err := d.open(); err != nil {
		return err
	}
	f, err := d.out.Scratch()
	if err != nil {
		return err
	}
	d.scratch = &scratch{file: f}
	begun := o.begin(d.scratch)
	if begun != nil && o.citations.Sorted() && o.c.Diagnostics.Count(diagnostic.Error) == 0 {
		d.site = begun
	}
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
		d.scratch.file.Close()
	}
	if d.out != nil {
		d.out.Abort()
	}
}

// make makes an essay's draft.
func (d *drafts) make(x *edition.Essay, body *markup.Body) {
	defer d.progress.step()
	if err := d.makePages(x, body); err != nil {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.err = err
	}
}

func (d *drafts) makePages(x *edition.Essay, body *markup.Body) error {
	made := d.idle.Get().(*site.Draft)
	defer d.idle.Put(made)
	if err := d.site.Draft(made, x, body); err != nil {
		return err
	}
	for _, f := range made.Files {
		if err := d.out.Write(f.Path, f.Content); err != nil {
			return err
		}
	}
	at := d.scratch.Keep(made.Page)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pages[x.ID] = draft{at, made.Gap, len(made.Page)}
	for _, f := range made.Files {
		d.made[f.Path] = true
	}
	return nil
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
	d.progress.begin("making", "files", len(pages))
	buffers := sync.Pool{New: func() any { return new([]byte) }}
	err := parallel.Each(len(pages), func(i int) error {
		defer d.progress.step()
		if d.made[pages[i].Path] {
			return nil
		}
		b := buffers.Get().(*[]byte)
		defer buffers.Put(b)
		var err error
		if *b, err = d.append((*b)[:0], pages[i]); err != nil {
			return err
		}
		return d.out.Write(pages[i].Path, *b)
	})
	if err == nil && d.scratch != nil {
		err = d.scratch.failed()
	}
	if err != nil {
		return err
	}
	return d.opened.program.report(d.opened.c.Changed())
}

// append appends the bytes of a page: its draft, completed, where that holds.
func (d *drafts) append(dst []byte, page site.Page) ([]byte, error) {
	at, ok := d.pages[page.ID]
	if page.Kind != site.Essay || !ok {
		return d.opened.append(dst, page)
	}
	x := d.opened.c.Edition.Essay(page.ID)
	if !linksHold(x) {
		return d.opened.append(dst, page)
	}
	dst = d.scratch.AppendKept(dst, at.at, at.gap)
	dst = append(dst, d.site.LinkedFrom(x)...)
	return d.scratch.AppendKept(dst, at.at+int64(at.gap), at.size-at.gap), nil
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
