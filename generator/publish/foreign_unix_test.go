//go:build unix

package publish_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"glossator/generator/publish"
)

func TestForeignFilesAreKept(t *testing.T) {
	t.Run("linked", foreignFilesAreKept)
	t.Run("copied", func(t *testing.T) {
		publish.WithoutLinks(t)
		foreignFilesAreKept(t)
	})
}

func foreignFilesAreKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, map[string]string{"a.html": "a", "was/ours.html": "o"})
	for name, mode := range map[string]fs.FileMode{"CNAME": 0o600, "private/letter": 0o640, "private/deep/run": 0o755, "sealed/seal": 0o444, "was/theirs": 0o604} {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte("theirs"), 0o600), os.Chmod(name, mode)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "empty"), 0o755), os.Symlink("CNAME", filepath.Join(dir, "link"))); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-time.Hour).Truncate(time.Second)
	for name, mode := range map[string]fs.FileMode{"empty": 0o711, "private/deep": 0o755, "private": 0o700, "sealed": 0o555, "CNAME": 0o600, "sealed/seal": 0o444} {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.Chmod(name, mode), os.Chtimes(name, past, past)); err != nil {
			t.Fatal(err)
		}
	}
	if os.Getuid() == 0 {
		for _, name := range []string{"private", "private/letter"} {
			if err := os.Chown(filepath.Join(dir, name), 65534, 65534); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := foreign(t, dir)
	for generation := range 3 { // which folder is made use of differs
		write(t, dir, map[string]string{"a.html": fmt.Sprint(generation), "b.html": "b"})
		checkForeign(t, dir, want)
	}
	if _, err := try(dir, map[string]string{"CNAME": "mine"}); err == nil || !strings.Contains(err.Error(), "CNAME") {
		t.Errorf("a foreign file was to be overwritten: %v", err)
	}
	if _, err := try(dir, map[string]string{"CNAME/mine.html": "mine"}); err == nil || !strings.Contains(err.Error(), "CNAME") {
		t.Errorf("a foreign file was to become a folder: %v", err)
	}
	if _, err := try(dir, map[string]string{"empty": "mine"}); err == nil || !strings.Contains(err.Error(), "empty") {
		t.Errorf("a foreign folder was to become a file: %v", err)
	}
	checkForeign(t, dir, want)
}

// foreign tells of what is in a folder and in no manifest: mode, time, owner and content, but for the time of a link,
// and of a folder that is ours.
func foreign(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	if err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == dir || strings.HasSuffix(name, ".html") || d.Name() == publish.ManifestName || d.IsDir() && d.Name() == "was" {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		s := info.Sys().(*syscall.Stat_t)
		told := fmt.Sprint(info.Mode(), s.Uid, s.Gid)
		switch info.Mode().Type() {
		case fs.ModeSymlink:
			to, err := os.Readlink(name)
			if err != nil {
				return err
			}
			told += " to " + to
		case 0:
			told += read(t, name)
			fallthrough
		default:
			told += info.ModTime().String()
		}
		found[strings.TrimPrefix(name, dir)] = told
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

func checkForeign(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	got := foreign(t, dir)
	for name, w := range want {
		if got[name] != w {
			t.Errorf("%s was %q and is %q", name, w, got[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("there are %d foreign files and folders, of %d", len(got), len(want))
	}
}

// TestForeignFilesOfTheLastMoment writes files while the new site stands ready, and deletes and alters others.
func TestForeignFilesOfTheLastMoment(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, map[string]string{"a.html": "1", "gone/b.html": "b", "c/d.html": "d"})
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "private"), 0o700), os.WriteFile(filepath.Join(dir, "private/letter"), []byte("draft"), 0o600)); err != nil {
		t.Fatal(err)
	}
	var want map[string]string
	t.Run("", func(t *testing.T) {
		publish.BeforeExchange(t, func() {
			for _, name := range []string{"CNAME", "gone/note", "c/note", "private/note", "new/folder/note"} {
				name = filepath.Join(dir, name)
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o750), os.WriteFile(name, []byte("late"), 0o640)); err != nil {
					t.Error(err)
				}
			}
			if err := rewrite(filepath.Join(dir, "private/letter"), "the letter"); err != nil {
				t.Error(err)
			}
			want = foreign(t, dir)
		})
		write(t, dir, map[string]string{"a.html": "2", "c/d.html": "d"})
	})
	got := foreign(t, dir)
	for _, folder := range []string{"/gone", "/c"} { // ours
		delete(got, folder)
		delete(want, folder)
	}
	delete(got, "/private") // which has just changed
	delete(want, "/private")
	if !maps.Equal(got, want) || len(want) != 8 {
		t.Errorf("the foreign files are %q, of %q", got, want)
	}
	if got := read(t, filepath.Join(dir, "a.html")); got != "2" {
		t.Errorf("the site is %q", got)
	}
}

// TestAForeignPipeIsNotOpened keeps a pipe by a link, and is refused where the disk has none.
func TestAForeignPipeIsNotOpened(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, map[string]string{"index.html": "generation 1"})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o640); err != nil {
		t.Fatal(err)
	}
	want := foreign(t, dir)
	write(t, dir, map[string]string{"index.html": "generation 2"})
	checkForeign(t, dir, want)
	publish.WithoutLinks(t)
	_, err := try(dir, map[string]string{"index.html": "generation 3"})
	for _, w := range []string{`"pipe"`, "move it away and build again", "the site is as it was"} {
		if !strings.Contains(fmt.Sprint(err), w) {
			t.Errorf("%v does not say %q", err, w)
		}
	}
	checkForeign(t, dir, want)
	if got := read(t, filepath.Join(dir, "index.html")); got != "generation 2" {
		t.Errorf("the site is %q", got)
	}
}
