//go:build unix

package layouts_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"glossator/generator/fixture"
	"glossator/generator/portable"
	"glossator/layouts"
)

// A user's file stands in the place of ours; a pipe or a link out of the folder does not, and is not waited for.
func TestUsersFilesReplaceOurs(t *testing.T) {
	folder := t.TempDir()
	css := filepath.Join(folder, "css")
	err := errors.Join(os.Mkdir(css, 0o755), os.WriteFile(filepath.Join(css, "essay.css"), []byte("mine"), 0o644),
		syscall.Mkfifo(filepath.Join(css, "frame.css"), 0o644), os.Symlink("/dev/zero", filepath.Join(css, "notes.css")))
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	set := layouts.Over(root.FS())
	if b, err := set.ReadFile("css/essay.css"); err != nil || string(b) != "mine" {
		t.Errorf("css/essay.css is %.40q, %v", b, err)
	}
	if _, err := set.ReadFile("css/frame.css"); err == nil || !strings.Contains(err.Error(), "no regular file") {
		t.Errorf("a pipe: %v", err)
	}
	if _, err := set.ReadFile("css/notes.css"); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a link out of the folder: %v", err)
	}
	if b, err := set.ReadFile("pages/essay.html"); err != nil || len(b) == 0 {
		t.Errorf("pages/essay.html has %d bytes, %v", len(b), err)
	}
	if _, err := set.ReadFile("css/../../layouts.go"); err == nil {
		t.Error("a path leads out of the layouts")
	}
	fixture.Write(t, filepath.Join(css, ".essay.css.swp"), "mine")
	if names, err := set.List("css"); err != nil || slices.ContainsFunc(names, portable.Ignored) {
		t.Errorf("the stylesheets are %q, %v", names, err)
	}
}
