//go:build unix

package archive_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"glossator/generator/archive"
)

// Pipes and devices in the place of a package or of a file of one are not waited for.
func TestPipesAreNotRead(t *testing.T) {
	for _, name := range []string{"bagit.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt", "bag-info.txt", "data/site/index.html", "data/site/manifest.sha256", "datapackage.json"} {
		folder := filepath.Join(unpack(t, bag(t)), "small-1")
		os.Remove(filepath.Join(folder, name))
		if err := syscall.Mkfifo(filepath.Join(folder, name), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, faults, err := archive.Verify(folder); err == nil && len(faults) == 0 {
			t.Errorf("a bag with a pipe in the place of %s has no fault", name)
		}
	}
	pipe := filepath.Join(t.TempDir(), "pipe.zip")
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{pipe, "/dev/zero"} {
		if _, _, err := archive.Verify(name); err == nil || !strings.Contains(err.Error(), "neither a file nor a folder") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
