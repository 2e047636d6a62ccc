package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

// version is that of the program, and of what it writes into an edition.
const version = "0.1.0"

func (p *program) versionVerb() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "print the version", Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(p.stdout, "glossator %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
