package cli

import (
	"sync"

	"github.com/spf13/cobra"

	"glossator/generator/diagnostic"
)

func (p *program) checkVerb() *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: "say what is wrong with the edition", Args: noArguments,
		Long: `Check does all that build does but writes nothing. When the edition has no errors it also reads every page that a
build would make and follows every link and fragment in it.`,
		RunE: func(*cobra.Command, []string) error { return p.check() },
	}
}

func (p *program) check() error {
	o, err := p.open()
	if err != nil {
		return err
	}
	defer o.close()
	found := o.found
	if o.site != nil && !p.stops(found) {
		links, files, wanted, err := o.crawl()
		if err != nil {
			return err
		}
		found = append(found, links...)
		if len(links) == 0 {
			p.say("read %s: %s, no broken link%s", count(files, "file"), count(wanted, "link"), o.leftOut())
		}
	}
	return p.report(found)
}

// crawl renders every page and follows its links.
func (o *opened) crawl() (found diagnostic.List, files, links int, err error) {
	c := newCrawl()
	c.add("manifest.sha256", nil) // made by publishing
	pages := o.site.Pages()
	var lock sync.Mutex
	inParallel(len(pages), func(i int) bool {
		b, failed := o.bytes(pages[i])
		lock.Lock()
		defer lock.Unlock()
		if failed != nil {
			err = failed
			return false
		}
		c.add(pages[i].Path, b)
		return true
	})
	files, links = c.size()
	return c.broken(), files, links, err
}
