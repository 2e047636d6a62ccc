//go:build unix

package content_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"glossator/generator/content"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// What is no text, or no file at all, is reported and read no further.
func TestFilesThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, b []byte) {
		name = filepath.Join(dir, name)
		fixture.Write(t, name, b)
	}
	write("edition.yaml", []byte("\xef\xbb\xbftitle: With a byte order mark\nbibliography: [sub, ../outside.bib, /etc/passwd, none.bib, pipe.bib, zero.bib, node.bib]\n"))
	write("essays/latin.md", []byte("---\ntitle: Latin\n---\n\nStra\xdfe\n"))
	write("essays/fifo.md/keep", nil)
	write("sub/keep", nil)
	pipe := syscall.Mkfifo(filepath.Join(dir, "pipe.bib"), 0o644)
	device := os.Symlink("/dev/zero", filepath.Join(dir, "zero.bib"))
	node := syscall.Mknod(filepath.Join(dir, "node.bib"), syscall.S_IFCHR|0o644, 1<<8|5) // as /dev/zero is
	if err := errors.Join(pipe, device, node); err != nil {
		needed.Skip(t, "devices can be made by root only: "+err.Error())
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "essays", "away.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("latin.md", filepath.Join(dir, "essays", "near.md")); err != nil {
		t.Fatal(err)
	}
	big, err := os.Create(filepath.Join(dir, "essays", "big.md"))
	if err != nil {
		t.Fatal(err)
	}
	if err := big.Truncate(65 << 20); err != nil {
		t.Fatal(err)
	}
	big.Close()
	folder, found := content.Load(opened(t, dir), content.Index{})
	if folder.Settings.Title != "With a byte order mark" {
		t.Errorf("the title is %q", folder.Settings.Title)
	}
	for _, want := range []string{
		"essays/latin.md:5:5: error: the file is not UTF-8: byte 0xdf (save it as UTF-8)",
		"essays/near.md:5:5: error: the file is not UTF-8",
		"essays/fifo.md: error: this is no regular file",
		"essays/away.md: error: the file cannot be read",
		"essays/big.md: error: the file has 68157440 bytes; the limit is 67108864",
		"sub: error: this is no regular file",
		"pipe.bib: error: this is no regular file",
		"zero.bib: error: the file cannot be read",
		"node.bib: error: this is no regular file",
		"../outside.bib: error: the file cannot be read",
		"/etc/passwd: error: the file cannot be read",
		"none.bib: error: there is no such file",
	} {
		if !strings.Contains(text(found), want) {
			t.Errorf("no finding %q in\n%s", want, text(found))
		}
	}
	if len(folder.Essays) > 0 {
		t.Errorf("%d essays were read", len(folder.Essays))
	}
}
