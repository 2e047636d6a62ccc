package cli

import (
	"cmp"
	"errors"
	"os"
	"sync"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/markup"
	"glossator/generator/parallel"
	"glossator/generator/publish"
	"glossator/generator/shelf"
	"glossator/generator/site"
)

// drafts put a site out. The pages of essays are made as soon as each is linked, while its words are in memory, and wait on
// disk until the links that lead to them are known.
type drafts struct {
	opened   *opened
	inputs   *inputs // nil where they cannot be read
	progress *progress
	place    func() (place, error)
	out      output
	site     *site.Site // begun; nil when no essay has a draft
	scratch  *scratch
	idle     sync.Pool // of *site.Draft

	base shelf.Key // a hash of all that the site is made from but the texts of essays; zero when that is not known

	mu    sync.Mutex
	pages map[string]draft // by the essay's id
	err   error
}

// output is where a site is put: [publish.Publication], or who reads its pages.
type output interface {
	Scratch() (*os.File, error)
	Keep(path string, ground publish.Ground) (kept bool, err error)
	Write(path string, content []byte) error
	Abort()
}

// place is where a site is put, with the texts that an earlier run has left beside it.
type place struct {
	out   output
	texts *shelf.Shelf
}

// draft is where a page stands in the scratch file, and where in it the links that lead to it are to stand.
type draft struct {
	at        int64
	gap, size int
}

// link links the edition and plans its site, which is to be put in the place. That nothing can be put there is said when it is
// published, since first what is wrong with the edition is.
func (o *opened) link(g *progress, in *inputs, place func() (place, error)) *drafts {
	d := &drafts{opened: o, inputs: in, progress: g, place: place, pages: map[string]draft{}}
	d.idle.New = func() any { return new(site.Draft) }
	d.begin()
	g.begin("linking", "", 0)
	if d.site != nil {
		g.begin("linking", "essays", len(o.c.Edition.Essays))
		o.c.Link(d.make)
		essays := o.c.Edition.Essays
		parallel.Each(len(essays), func(i int) error {
			d.site.Remember(essays[i], o.c.Beside(essays[i]))
			return nil
		})
	} else {
		o.c.Link(nil)
	}
	o.plan(d.site)
	return d
}

// begin makes ready for drafts, where there is a place for them and nothing that has been read so far forbids them.
func (d *drafts) begin() {
	o := d.opened
	texts, err := d.open()
	if err != nil {
		return
	}
	f, err := d.out.Scratch()
	if err != nil {
		return
	}
	d.scratch = &scratch{file: f}
	begun := o.begin()
	if !o.styles.strayed && d.inputs.stand() { // of a style's files elsewhere it is not seen whether they have changed
		d.base = d.inputs.base(o.c.Folder.Essays)
	}
	if d.base != (shelf.Key{}) {
		o.c.Shelve(texts, d.base)
	}
	if begun != nil && o.citations.Sorted() && o.c.Diagnostics.Count(diagnostic.Error) == 0 {
		d.site = begun
		if d.base != (shelf.Key{}) {
			begun.KnowIndex(o.program.recall(indexFile, d.base))
		}
	}
}

// keepIndex keeps what has been counted for the site's index.
func (d *drafts) keepIndex() {
	if d.site == nil || d.base == (shelf.Key{}) {
		return
	}
	if counted := d.site.CountedIndex(); counted != nil {
		d.opened.program.keep(indexFile, d.base, counted)
	}
}

func (d *drafts) open() (texts *shelf.Shelf, err error) {
	there, err := d.place()
	d.out = there.out
	return there.texts, err
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

// make makes an essay's draft, and gives what other pages want of the essay.
func (d *drafts) make(dst []byte, x *edition.Essay, body *markup.Body) []byte {
	defer d.progress.step()
	made := d.idle.Get().(*site.Draft)
	defer d.idle.Put(made)
	if err := d.makePages(made, x, body); err != nil {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.err = err
	}
	return append(dst, made.Remains...)
}

func (d *drafts) makePages(made *site.Draft, x *edition.Essay, body *markup.Body) error {
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
	return nil
}

// publish renders all pages that are not made yet. Where essays have changed meanwhile, it says which.
func (d *drafts) publish() error {
	err := d.err
	if err == nil {
		err = d.render()
	}
	if err == nil || errors.Is(err, site.ErrChanged) {
		err = cmp.Or(d.opened.reportChanged(), err)
	}
	return err
}

// render renders them, on all cores.
func (d *drafts) render() error {
	if _, err := d.open(); err != nil {
		return err
	}
	pages := d.opened.site.Pages()
	d.progress.begin("making", "files", len(pages))
	grounds := d.grounds()
	kept := make([]bool, len(pages)) // known of all before any is made, so that no more is gathered than the others show
	err := parallel.Each(len(pages), func(i int) (err error) {
		var ground publish.Ground
		if grounds != nil {
			ground = publish.Ground(grounds.Of(pages[i]))
		}
		if kept[i], err = d.out.Keep(pages[i].Path, ground); kept[i] {
			d.progress.step()
		}
		return err
	})
	var others []site.Page
	for i, p := range pages {
		if !kept[i] {
			others = append(others, p)
		}
	}
	if err == nil {
		err = d.opened.site.Expect(others)
	}
	if err != nil {
		return err
	}
	err = d.opened.eachPage(others, d.append, func(p site.Page, b []byte) error {
		defer d.progress.step()
		return d.out.Write(p.Path, b)
	})
	if err == nil && d.scratch != nil {
		err = d.scratch.failed()
	}
	return err
}

// grounds are those of the site's pages, by which pages that are as they were need not be made; nil where it is not known
// what all of them are made from.
func (d *drafts) grounds() *site.Grounds {
	if d.site == nil || d.base == (shelf.Key{}) || d.opened.found.Count(diagnostic.Error) > 0 {
		return nil
	}
	return d.site.Grounds(d.base, func(x *edition.Essay) [32]byte { return d.opened.c.Sum(x) })
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
