package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"glossator/generator/transcribe"
)

func (p *program) importVerb() *cobra.Command {
	into := ""
	c := &cobra.Command{
		Use: "import FILE…", Short: "make essays, notes and references out of raw texts",
		Long: `Import reads raw texts and writes a content folder: essays with their notes and citations, a bibliography, and
definitions for the glossary. It reads plain text, Markdown, and through pandoc docx, odt, html, epub and
LaTeX, with their pictures, and bibliographies beside them. It says what it made and what an editor must look at.

What an editor has written is never overwritten: where a file exists and differs, the new one is written beside it, and
the difference is shown.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errUse{errors.New("import what? glossator import essay.txt --into content")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if into == "" {
				into = p.content
			}
			return p.importFiles(args, into)
		},
	}
	c.Flags().StringVar(&into, "into", "", "the content folder to write into (as --content when not given)")
	return c
}

func (p *program) importFiles(names []string, into string) error {
	if p.format == "sarif" {
		return errUse{errors.New("the report of an import is text or json")}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	files, missed := transcribe.Gather(ctx, names)
	if len(files) == 0 && errors.Is(missed, fs.ErrNotExist) {
		return errUse{missed}
	}
	if len(files) == 0 {
		return missed
	}
	if err := os.MkdirAll(into, 0o755); err != nil {
		return fmt.Errorf("the folder %s cannot be made: %w", into, bare(err))
	}
	root, err := os.OpenRoot(into)
	if err != nil {
		return fmt.Errorf("the folder %s cannot be written: %w", into, bare(err))
	}
	defer root.Close()
	report, err := transcribe.Into(root, transcribe.Read(append(files, transcribe.Known(root)...)))
	if err != nil {
		return fmt.Errorf("the import cannot be written into %s: %w", into, err)
	}
	if p.format == "json" {
		err = report.WriteJSON(p.stdout)
	} else {
		err = report.WriteText(p.stdout)
	}
	return errors.Join(err, missed)
}
