package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAddressesOfAnotherBuildStay has another build record addresses while one is going on.
func TestAddressesOfAnotherBuildStay(t *testing.T) {
	dir := t.TempDir()
	write := contentWriter(t, dir)
	write("edition.yaml", "title: One\nlanguage: en\n")
	write("essays/one.md", "---\ntitle: One\n---\n\nWords.\n")
	lock := filepath.Join(dir, "content", "addresses.lock")
	build := func(meanwhile func()) error {
		o, err := silent(filepath.Join(dir, "content"), filepath.Join(dir, "public")).open(nil)
		if err != nil {
			t.Fatal(err)
		}
		defer o.close()
		meanwhile()
		_, err = o.recordAddresses()
		return err
	}
	const theirs = "# of another build\n"
	for _, before := range []string{"", "# there already\n"} {
		os.Remove(lock)
		if before != "" {
			write("addresses.lock", before)
		}
		err := build(func() { write("addresses.lock", theirs) })
		if err == nil || !strings.Contains(err.Error(), "has changed since the edition was read") {
			t.Errorf("after %q the addresses of another build are overwritten: %v", before, err)
		}
		if b, _ := os.ReadFile(lock); string(b) != theirs {
			t.Errorf("after %q the lock is %q", before, b)
		}
	}
	if err := build(func() {}); err != nil {
		t.Error(err)
	}
}
