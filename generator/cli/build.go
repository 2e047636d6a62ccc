package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"glossator/generator/content"
	"glossator/generator/diagnostic"
	"glossator/generator/parallel"
	"glossator/generator/publish"
	"glossator/generator/site"
)

func (p *program) buildVerb() *cobra.Command {
	keepGoing := false
	f := &profile{}
	c := &cobra.Command{
		Use: "build", Short: "make the edition's pages", Args: noArguments,
		Long: `Build makes the edition in the content folder into pages in the out folder, all or nothing: when the edition has
errors, the last good pages stay as they are. Only files whose content has changed are written. Addresses of passages, notes
and citations are recorded in addresses.lock, and what has become of those that were published before is said.`,
		RunE: func(*cobra.Command, []string) error {
			if err := f.start(); err != nil {
				return err
			}
			return errors.Join(p.build(keepGoing, f), f.finish(p))
		},
	}
	c.Flags().BoolVar(&keepGoing, "keep-going", false, "publish although references are unresolved; each is marked on its page")
	f.flags(c)
	return c
}

func (p *program) build(keepGoing bool, f *profile) error {
	if err := p.outIsApart(); err != nil {
		return err
	}
	in, known, _ := p.inputs() // nil where something cannot be read: reading says why
	f.phase("hash")
	g := p.progress()
	defer g.finish()
	if n, ok := publish.Published(p.out, in.key()); ok {
		p.say("built %s in %s: 0 written, %d unchanged, 0 removed", count(n, "file"), p.out, n)
		return p.report(nil)
	}
	out := sync.OnceValues(func() (*publish.Publication, error) { return publish.Begin(p.out) })
	place := sync.OnceValues(func() (place, error) {
		begun, err := out()
		if err != nil {
			return place{}, err
		}
		return place{begun, p.shelf()}, nil // which no other build is at work on then
	})
	defer limitMemory(known.Size())()
	go place() // while the content is read
	defer func() {
		if begun, err := out(); err == nil {
			begun.Abort() // what has not been published
		}
	}()
	o, err := p.read(known)
	if err != nil {
		return err
	}
	defer o.close()
	f.phase("read")
	d := o.link(g, in, place)
	defer d.close()
	f.phase("link")
	if len(o.found) > 0 {
		g.finish()
	}
	if err := p.report(o.found); err != nil && !(keepGoing && o.site != nil && p.onlyUnresolved(o)) {
		return err
	}
	if err := d.publish(); err != nil {
		return err
	}
	f.phase("render")
	g.finish()
	o.sayAddresses()
	if !in.stand() {
		in = nil // what has been saved meanwhile may be in the site, or not
	}
	lock, err := o.recordAddresses()
	if err != nil {
		return err
	}
	in = in.recorded(lock)
	key := in.key()
	if len(o.found)+len(o.c.Drafts) > 0 || o.styles.strayed {
		key = in.editionKey() // what is wrong, or left out, is to be said again; and other files may change unseen
	}
	begun, err := out()
	if err != nil {
		return err
	}
	done, err := begun.Commit(key)
	if err != nil {
		return err
	}
	p.keepFiles(known)
	p.keepLock(lock)
	p.prepare(o.citations, o.libraryKey())
	d.keepIndex()
	f.phase("publish")
	p.say("built %s in %s: %d written, %d unchanged, %d removed%s", count(len(o.site.Pages()), "file"), p.out, done.Written, done.Unchanged, done.Removed, o.leftOut())
	return nil
}

// unresolved are the codes of references that lead nowhere, of which pages show a mark.
var unresolved = []diagnostic.Code{
	"unknown-source", "unknown-term", "unknown-name", "unknown-event", "unknown-essay", "unknown-page", "unknown-passage", "note-without-body",
}

// onlyUnresolved says that every error is a reference that leads nowhere, which --keep-going publishes as a mark.
func (p *program) onlyUnresolved(o *opened) bool {
	if p.strict && o.found.Count(diagnostic.Warning) > 0 {
		return false
	}
	for _, d := range o.found {
		if d.Severity == diagnostic.Error && !slices.Contains(unresolved, d.Code) {
			return false
		}
	}
	return true
}

// leftOut says how many drafts are not in the edition.
func (o *opened) leftOut() string {
	if n := len(o.c.Drafts); n > 0 {
		return "; " + count(n, "draft") + " left out (--drafts takes them in)"
	}
	return ""
}

// forgetting is how often what pages have looked at is forgotten while many are made, each time for about as much as there is.
const forgetting = 64

// eachPage makes pages, on all cores, and hands each over with its bytes, which may be looked at until done returns.
func (o *opened) eachPage(pages []site.Page, made func(dst []byte, p site.Page) ([]byte, error), done func(site.Page, []byte) error) error {
	buffers := sync.Pool{New: func() any { return new([]byte) }}
	return parallel.Each(len(pages), func(i int) (err error) {
		if i%(len(pages)/forgetting+1) == 0 {
			o.site.Forget()
		}
		b := buffers.Get().(*[]byte)
		defer buffers.Put(b)
		if *b, err = made((*b)[:0], pages[i]); err != nil {
			return err
		}
		return done(pages[i], *b)
	})
}

// append appends the bytes of a page, or of a file that is copied.
func (o *opened) append(dst []byte, page site.Page) ([]byte, error) {
	if page.Kind == site.File {
		b, err := content.ReadFile(o.root, page.Path)
		return append(dst, b...), err
	}
	return o.site.Append(dst, page.Path)
}

// outIsApart refuses an out folder in which the content or the layouts are, or which is one of them: a site takes the place of all
// that was in its folder.
func (p *program) outIsApart() error {
	out, err := os.Stat(p.out)
	if err != nil {
		return nil // there is none yet
	}
	for _, folder := range []string{p.content, p.layouts} {
		at, err := filepath.Abs(folder)
		if _, failed := os.Stat(folder); err != nil || failed != nil {
			continue
		}
		for last := ""; at != last; at = filepath.Dir(at) {
			if info, err := os.Stat(at); err == nil && os.SameFile(info, out) {
				return errUse{fmt.Errorf("the site cannot be made in %s, where the folder %s is: name another with --out", p.out, folder)}
			}
			last = at
		}
	}
	return nil
}
