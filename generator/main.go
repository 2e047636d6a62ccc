// Command glossator turns essays, their notes and their sources into a cross-linked, static, annotated edition.
package main

import (
	"os"

	"glossator/generator/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdout, os.Stderr)) }
