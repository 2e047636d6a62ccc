package cli

import (
	_ "embed"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

// version is that of the program, and of what it writes into an edition.
const version = "0.1.0"

var versionLine = fmt.Sprintf("glossator %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)

// licenses are the modules that are part of the program, each with its licence and its owners.
//
//go:embed licenses.txt
var licenses string

func (p *program) versionVerb() *cobra.Command {
	list := false
	c := &cobra.Command{
		Use: "version", Short: "print the version", Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			if list {
				_, err := fmt.Fprint(p.stdout, licenses)
				return err
			}
			_, err := fmt.Fprint(p.stdout, versionLine)
			return err
		},
	}
	c.Flags().BoolVar(&list, "licenses", false, "list the modules inside the program, with their licences and owners")
	return c
}
