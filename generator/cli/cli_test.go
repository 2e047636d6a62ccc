package cli_test

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"glossator/generator/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){
		"glossator": func() {
			status := cli.Run(os.Args[1:], os.Stdout, os.Stderr)
			tellPeak()
			os.Exit(status)
		},
	})
}

// tests are all tests; the editions that they share go with them.
type tests struct{ *testing.M }

func (m tests) Run() int {
	defer func() { os.RemoveAll(shared.folder) }()
	return m.M.Run()
}

// The scripts in testdata read like sessions at a terminal: each verb, and each mistake an editor may make.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("GLOSSATOR_UPDATE") != "",
	})
}
