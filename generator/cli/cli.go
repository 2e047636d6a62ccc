// Package cli is the command glossator: its verbs, one file each, its flags, and what the terminal shows.
//
// [Run] is all that main calls. A verb opens the edition (edition.go), lets the packages below do their work, and
// prints findings (report.go). Exit status is 0 when done, 1 when the edition has errors, 2 for wrong use.
package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"glossator/generator/diagnostic"
	"glossator/generator/site"
)

// program is one run of the command.
type program struct {
	stdout, stderr io.Writer

	content, layouts, out string
	format                string
	drafts, strict, quiet bool

	found    diagnostic.List // what has been reported, where that is printed as data
	reported bool            // even that there is nothing
}

// errFound says that findings have been printed and the exit status is 1.
var errFound = errors.New("the edition has errors")

// errUse is a mistake in how the command was called.
type errUse struct{ error }

var formats = []string{"text", "json", "sarif"}

// Run runs the command with its arguments and returns the exit status.
func Run(args []string, stdout, stderr io.Writer) int {
	p := &program{stdout: stdout, stderr: stderr}
	root := p.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	var use errUse
	var layout site.LayoutError
	if errors.As(err, &layout) {
		err = p.report(diagnostic.List{layout.Diagnostic})
	}
	if failed := p.printData(); failed != nil {
		err = failed
	}
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFound):
		return 1
	case errors.As(err, &use):
		fmt.Fprintf(stderr, "glossator: %v\n", err)
		return 2
	}
	fmt.Fprintf(stderr, "glossator: %v\n", err)
	return 1
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "glossator",
		Short: "turns essays, their notes and their sources into a cross-linked, annotated edition",
		Long: `Glossator turns essays, their notes and their sources into a cross-linked, static, annotated edition.

An edition lies in a folder: content/ is what you write, layouts/ changes how it looks, public/ is what the
program makes. "glossator build" makes it, "glossator check" says what is wrong with it.`,
		Version:      version,
		SilenceUsage: true, SilenceErrors: true, SuggestionsMinimumDistance: 2,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
		PersistentPreRunE: func(*cobra.Command, []string) error {
			if !slices.Contains(formats, p.format) {
				return errUse{fmt.Errorf("no format %q: use text, json or sarif", p.format)}
			}
			return nil
		},
	}
	root.SetVersionTemplate(versionLine)
	flags := root.PersistentFlags()
	flags.StringVar(&p.content, "content", "content", "the folder that editors write")
	flags.StringVar(&p.layouts, "layouts", "layouts", "a folder of layouts that replace those inside the program")
	flags.StringVar(&p.out, "out", "public", "the folder that a build makes")
	flags.StringVar(&p.format, "format", "text", "how findings are printed: text, json or sarif")
	flags.BoolVar(&p.drafts, "drafts", false, "take in essays and pages that are drafts")
	flags.BoolVar(&p.strict, "strict", false, "warnings stop the build too")
	flags.BoolVar(&p.quiet, "quiet", false, "print findings only")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return errUse{fmt.Errorf("%w: see %s --help", err, c.CommandPath())}
	})
	root.SetHelpCommand(helpVerb())
	root.AddCommand(p.archiveVerb(), p.buildVerb(), p.checkVerb(), p.explainVerb(), p.exportVerb(), p.importVerb(), p.manVerb(), p.newVerb(), p.previewVerb(), p.versionVerb(), syntaxTopic())
	return root
}

// noArguments refuses words that are neither verbs nor flags.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := ""
	if near := c.SuggestionsFor(args[0]); len(near) > 0 && c.Parent() == nil {
		hint = fmt.Sprintf(" (did you mean %q?)", near[0])
	}
	if c.Parent() == nil {
		return errUse{fmt.Errorf("no verb %q%s: see glossator --help", args[0], hint)}
	}
	return errUse{fmt.Errorf("%s takes no argument %q: see %s --help", c.CommandPath(), args[0], c.CommandPath())}
}
