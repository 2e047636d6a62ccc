package cli

import (
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

//go:embed syntax.txt
var syntaxHelp string

// helpVerb says more about a verb or a topic, and refuses what is neither.
func helpVerb() *cobra.Command {
	return &cobra.Command{
		Use: "help [VERB]", Short: "say more about a verb",
		RunE: func(c *cobra.Command, args []string) error {
			verb, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return cmp.Or(err, noArguments(c.Root(), rest))
			}
			verb.InitDefaultHelpFlag()
			verb.InitDefaultVersionFlag()
			return verb.Help()
		},
	}
}

// syntaxTopic is what "glossator help syntax" prints.
func syntaxTopic() *cobra.Command {
	return &cobra.Command{Use: "syntax", Short: "how essays are written", Long: syntaxHelp}
}

// manVerb writes the manual pages.
func (p *program) manVerb() *cobra.Command {
	return &cobra.Command{
		Use: "man FOLDER", Short: "write the manual pages into a folder",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errUse{errors.New("man takes one folder: glossator man /usr/local/share/man/man1")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fmt.Errorf("the folder %s cannot be made: %w", args[0], bare(err))
			}
			date := time.Unix(0, 0).UTC()
			if d := sourceDate(); !d.IsZero() {
				date = d
			}
			root := c.Root()
			root.DisableAutoGenTag = true
			return doc.GenManTree(root, &doc.GenManHeader{Title: "GLOSSATOR", Section: "1", Source: "Glossator " + version, Manual: "Glossator", Date: &date}, args[0])
		},
	}
}
