package cli_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"glossator/generator/cli"
	"glossator/generator/fixture"
	"glossator/generator/needed"
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

// tests are all tests; the editions and the browser that they share go with them.
type tests struct{ *testing.M }

func (m tests) Run() int {
	defer func() {
		needed.CloseBrowser()
		os.RemoveAll(shared.folder)
	}()
	return m.M.Run()
}

// The scripts in testdata read like sessions at a terminal: each verb, and each mistake an editor may make.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *fixture.Update,
	})
}

// TestExitStatus tells a command that was called wrongly from an edition with errors.
func TestExitStatus(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "content")
	fixture.Copy(t, broken, "../../content")
	fixture.Write(t, filepath.Join(broken, "glossary.yaml"), "- [")
	for arguments, want := range map[string]int{
		"version": 0, "help build": 0, "check --content ../../content": 0,
		"check --content " + broken: 1,
		"biuld":                     2, "help biuld": 2, "build --formt json": 2, "build extra": 2, "check --format xml": 2, "check --content nowhere": 2,
		"import": 2, "import nowhere.txt": 2, "archive --verify nowhere.zip": 2, "export": 2, "export xml": 2, "export epub": 2, "new": 2, "man": 2,
	} {
		args := append(strings.Fields(arguments), "--out", filepath.Join(t.TempDir(), "public"))
		if got := cli.Run(args, io.Discard, io.Discard); got != want {
			t.Errorf("glossator %s: exit status %d; want %d", arguments, got, want)
		}
	}
}

// TestFirstEditionIsProofed looks at the proof sheet of the edition in content/: each remark on it is answered, and each answer answers one.
func TestFirstEditionIsProofed(t *testing.T) {
	var said strings.Builder
	args := []string{"check", "--proof", "--content", "../../content", "--out", filepath.Join(t.TempDir(), "public")}
	if status := cli.Run(args, io.Discard, &said); status != 0 || strings.Contains(said.String(), "remark: ") {
		t.Errorf("exit status %d:\n%s", status, said.String())
	}
}
