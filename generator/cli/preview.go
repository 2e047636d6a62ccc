package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"glossator/generator/content"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/preview"
	"glossator/generator/proof"
	"glossator/generator/site"
	"glossator/layouts"
)

func (p *program) previewVerb() *cobra.Command {
	o := preview.Options{}
	open, editor := false, ""
	c := &cobra.Command{
		Use: "preview", Aliases: []string{"serve"}, Short: "show the edition while you write it", Args: noArguments,
		Long: `Preview serves the edition to browsers on this machine. What you save is shown at once, without a reload; what is
wrong is shown in a strip below the page, with the last good page above it. Drafts are shown.

A click on a finding, or with Alt on a passage, opens it in your editor: --editor "code -g {file}:{line}:{column}", or the
address of one, --editor "vscode://file/{file}:{line}:{column}", or the environment's GLOSSATOR_EDITOR.`,
		RunE: func(c *cobra.Command, _ []string) error {
			p.drafts = true
			o.Editor = strings.Fields(cmp.Or(editor, os.Getenv("GLOSSATOR_EDITOR")))
			o.Ready = func(addresses []string) {
				address := addresses[0]
				p.say("the edition is at %s, its proof sheet at %s-/proof (Ctrl-C ends the preview)", address, address)
				if others := addresses[1:]; len(others) > 0 {
					p.say("from other machines and phones it is at %s", strings.Join(others, " or "))
				}
				if open {
					openBrowser(address)
				}
			}
			return p.preview(c.Context(), o)
		},
	}
	f := c.Flags()
	f.IntVar(&o.Port, "port", 0, "the port to listen on; 0 takes a free one")
	f.StringVar(&o.Host, "host", "127.0.0.1", "the address to listen on; 0.0.0.0 lets other machines and phones in")
	f.StringSliceVar(&o.Allowed, "allowed-hosts", nil, "further host names to answer to")
	f.BoolVar(&o.Poll, "poll", false, "look at the files every half second, where their changes make no events")
	f.BoolVar(&open, "open", false, "open the browser")
	f.StringVar(&editor, "editor", "", "a command or an address that opens {file} at {line} and {column}")
	return c
}

func (p *program) preview(ctx context.Context, o preview.Options) error {
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := &desk{program: p}
	if err := p.readable(); err != nil {
		return err
	}
	defer s.close()
	o.Folders, o.Out, o.Terminal = []string{p.content, p.layouts}, p.stderr, isTerminal(p.stderr)
	return preview.Run(ctx, s, o)
}

// desk is the edition that a preview shows.
type desk struct {
	program *program
	opened  *opened // nil until the first update
}

func (d *desk) close() {
	if d.opened != nil {
		d.opened.close()
	}
}

// Open reads the edition. That is done when its files are watched already, so that no save goes unseen. It is done
// again when the content folder is another one, as after a checkout that has made it anew.
func (d *desk) Open(asked preview.Asked) (*site.Site, diagnostic.List) {
	debug.SetGCPercent(400) // nearly all that is made now stays
	o, err := d.program.open(asked)
	debug.SetGCPercent(40) // it runs all day and seldom works: memory counts for more than time
	if err != nil {
		return nil, diagnostic.List{{Code: "unreadable", Message: err.Error()}}
	}
	d.close()
	d.opened = o
	o.tryLayouts()
	if o.citations != nil {
		go d.program.prepare(o.citations, o.libraryKey()) // while the first page is served that has none
	}
	return o.site, o.found
}

// Update takes in what has changed: a layout, or files of the content folder.
func (d *desk) Update(changed []string) (*site.Site, diagnostic.List) {
	if d.opened == nil || !d.opened.inPlace() {
		return d.Open(nil)
	}
	o := d.opened
	var content []string
	for _, name := range changed {
		inside, ok := strings.CutPrefix(filepath.ToSlash(name), filepath.ToSlash(filepath.Clean(d.program.content))+"/")
		if ok {
			content = append(content, inside)
		} else {
			o.look = nil
		}
		if !ok || path.Ext(name) == ".csl" {
			o.citations = nil
		}
	}
	if o.look == nil {
		if set, err := d.program.look(); err == nil {
			o.styles.set = set
		}
	}
	if len(content) > 0 {
		before := o.c.Edition.Settings
		o.c.Update(content)
		o.forget(before)
	}
	anew := o.look == nil
	o.plan(nil)
	if anew {
		o.tryLayouts()
	}
	return o.site, o.found
}

// tryLayouts makes a page of each kind with layouts of the editor's own, since what one asks for that its page has not got is
// known only then. Where one fails there is no site until it is mended.
func (o *opened) tryLayouts() {
	if o.site == nil || o.styles.set == (layouts.Set{}) {
		return
	}
	tried := map[site.Kind]bool{}
	for _, page := range o.site.Pages() {
		if tried[page.Kind] || page.Kind > site.Redirect {
			continue
		}
		tried[page.Kind] = true
		_, err := o.site.Render(page.Path)
		var layout site.LayoutError
		if errors.As(err, &layout) {
			o.unfit = append(o.unfit, layout.Diagnostic)
			o.found = append(o.found, layout.Diagnostic)
		}
	}
	if o.unfit.Count(diagnostic.Error) > 0 {
		o.site = nil
	}
}

// inPlace says that the content folder is still the one that was opened.
func (o *opened) inPlace() bool {
	was, err := o.root.Stat(".")
	if err != nil {
		return false
	}
	is, err := os.Stat(o.program.content)
	return err == nil && os.SameFile(was, is)
}

// forget lets go what was made for other settings.
func (o *opened) forget(before edition.Settings) {
	now := o.c.Edition.Settings
	if now.Language != before.Language {
		o.look = nil
	}
	if now.Language != before.Language || now.CitationStyle != before.CitationStyle {
		o.citations = nil
	}
}

// File is a file beside the texts.
func (d *desk) File(path string) ([]byte, error) { return content.ReadFile(d.opened.root, path) }

// Passages are where those of an essay begin in its file.
func (d *desk) Passages(essay string) (file string, passages []preview.Passage) {
	if d.opened == nil {
		return "", nil
	}
	x := d.opened.c.Edition.Essay(essay)
	if x == nil || x.Text == nil {
		return "", nil
	}
	for _, p := range x.Text.Passages {
		passages = append(passages, preview.Passage{ID: p.ID, Line: int(p.Line)})
	}
	return path.Join(filepath.ToSlash(filepath.Clean(d.program.content)), x.Text.File), passages
}

// Proof is the proof sheet, unless it is stopped.
func (d *desk) Proof(stopped func() bool) (remarks []proof.Remark, ok bool) {
	if d.opened == nil {
		return nil, true
	}
	return d.check(d.opened.c.Edition, stopped)
}

const wholeProof = 25 // essays that are proofed as fast as one saves

// Remarks are the proof sheet's on an essay: all of them, or in a larger edition those that can be seen in the essay
// alone.
func (d *desk) Remarks(essay string) []proof.Remark {
	if d.opened == nil {
		return nil
	}
	e := d.opened.c.Edition
	x := e.Essay(essay)
	if x == nil {
		return nil
	}
	if len(e.Essays) > wholeProof {
		alone := *e
		alone.Essays, alone.Pages, alone.Sources, alone.Terms, alone.Names, alone.Events = []*edition.Essay{x}, nil, nil, nil, nil, nil
		e = &alone
	}
	remarks, _ := d.check(e, func() bool { return false })
	return slices.DeleteFunc(remarks, func(r proof.Remark) bool {
		owner, _, _ := strings.Cut(r.Place, "#")
		return owner != essay || r.Code == "answer-unused"
	})
}

// check is what the rules remark that has no answer yet.
func (d *desk) check(e *edition.Edition, stopped func() bool) (remarks []proof.Remark, ok bool) {
	b, found := content.ReadText(d.opened.root, proofFile)
	if found != nil {
		return nil, true // the verb check says what is wrong with it
	}
	answers, _ := proof.ReadAnswers(proofFile, b)
	remarks, ok = proof.CheckUntil(e, answers, stopped)
	list := proof.List(remarks)
	d.opened.c.Place(list)
	for i := range remarks {
		remarks[i].Diagnostic = list[i]
	}
	return remarks, ok
}

// openBrowser asks the desktop to open an address. That there is none is no fault.
func openBrowser(address string) {
	program := map[string][]string{"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}[runtime.GOOS]
	if program == nil {
		program = []string{"xdg-open"}
	}
	c := exec.Command(program[0], append(program[1:], address)...)
	if c.Start() == nil {
		go c.Wait()
	} else {
		fmt.Fprintln(os.Stderr, "no browser was found: open", address)
	}
}
