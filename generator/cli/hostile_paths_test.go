//go:build unix

package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"glossator/generator/cli"
	"glossator/generator/fixture"
)

// hostilePaths are names of files that an edition must not reach, and what the error says where a text names such a file as
// a picture, and where edition.yaml names it as a bibliography.
var hostilePaths = []struct{ name, picture, bibliography string }{
	{"../out.bib", "there is no file", "the file cannot be read"}, // beside a text that is still the content folder
	{"../../out.bib", "lies outside of the content folder", "the file cannot be read"},
	{"a/../../../out.bib", "lies outside of the content folder", "there is no such file"},
	{"/etc/passwd", "lies outside of the content folder", "the file cannot be read"},
	{"//etc/passwd", "lies outside of the content folder", "the file cannot be read"},
	{`..\..\out.bib`, "a sign that some disks cannot keep", "nothing there is part of the edition"},
	{`C:\out.bib`, "is not part of the edition and is not shown", "there is no such file"},
	{"link.bib", "there is no file", "the file cannot be read"},
	{"device.bib", "there is no file", "the file cannot be read"},
	{"pipe.bib", "is no regular file", "this is no regular file"},
	{"folder.bib", "is no regular file", "this is no regular file"},
	{"below/out.bib", "there is no file", "the file cannot be read"}, // a folder that is a link
	{"CON", "Windows has no such file name", "no such file"},
	{"aux.bib", "Windows has no such file name", "no such file"},
	{"nul.x/a.bib", "Windows has no such file name", "no such file"},
	{"dot.bib.", "a part ends in a stop or space", "no such file"},
	{strings.Repeat("a", 256), "the limit is 255", "the file cannot be read"},
	{strings.Repeat("é", 128), "the limit is 255", "the file cannot be read"},
}

// TestPathsThatNoEditionReaches names each of the files in a text and among the bibliographies: each is an error at its place,
// and nothing of it is in what is said.
func TestPathsThatNoEditionReaches(t *testing.T) {
	folder := t.TempDir()
	content := filepath.Join(folder, "content")
	secret := "@book{secret, title = {Not for readers}}"
	write := func(name, text string) {
		t.Helper()
		fixture.Write(t, filepath.Join(folder, name), text)
	}
	essays := filepath.Join(content, "essays")
	if err := os.MkdirAll(essays, 0o755); err != nil {
		t.Fatal(err)
	}
	write("out.bib", secret)
	for _, at := range []string{content, essays} {
		unreachable(t, folder, at)
	}
	for _, c := range hostilePaths {
		write("content/edition.yaml", fmt.Sprintf("title: T\nbibliography: ['%s']\n", c.name))
		write("content/essays/one.md", fmt.Sprintf("---\ntitle: One\n---\n\n![A picture](<%s>)\n", strings.ReplaceAll(c.name, `\`, `\\`)))
		var said bytes.Buffer
		if status := cli.Run([]string{"check", "--content", content, "--out", filepath.Join(folder, "public")}, &said, &said); status != 1 {
			t.Errorf("%.40q: check ends with %d", c.name, status)
		}
		for _, want := range []string{c.picture, c.bibliography} {
			if !strings.Contains(said.String(), want) {
				t.Errorf("%.40q: nothing says %q, but:\n%s", c.name, want, said.String())
			}
		}
		if strings.Contains(said.String(), "Not for readers") || strings.Contains(said.String(), "root:") {
			t.Errorf("%.40q is read:\n%s", c.name, said.String())
		}
	}
}

// unreachable makes the links, devices, pipes and folders that hostilePaths name.
func unreachable(t *testing.T, folder, at string) {
	t.Helper()
	in := func(name string) string { return filepath.Join(at, name) }
	if err := errors.Join(os.Symlink(filepath.Join(folder, "out.bib"), in("link.bib")), os.Symlink("/dev/zero", in("device.bib")),
		syscall.Mkfifo(in("pipe.bib"), 0o644), os.Mkdir(in("folder.bib"), 0o755), os.Symlink(folder, in("below"))); err != nil {
		t.Fatal(err)
	}
}
