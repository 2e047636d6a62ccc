package cli_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// TestTheProgramIsReproducible makes the program as the Makefile does, in two folders: one as usual; one in a repository, with
// old files, another mask, zone, language and home, and no C compiler. The two are the same, byte for byte. What is compiled is
// shared through Go's cache, since compiling the standard library twice takes minutes.
func TestTheProgramIsReproducible(t *testing.T) {
	t.Parallel()
	tools := map[string]string{}
	for _, name := range []string{"go", "make", "sh", "git"} {
		tools[name] = needed.Program(t, name)
	}
	usual := sourcesOf(t)
	first := builtIn(t, usual, "umask 022", "PATH="+os.Getenv("PATH"))

	other, bin := sourcesOf(t), t.TempDir()
	for name, file := range tools {
		if err := os.Symlink(file, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	err := filepath.WalkDir(other, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(name, time.Time{}, time.Date(2001, 9, 9, 1, 46, 40, 0, time.UTC))
	})
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("git", "init", "-q", other).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	second := builtIn(t, other, "umask 077", "PATH="+bin, "TZ=Asia/Seoul", "LC_ALL=ko_KR.UTF-8", "USER=nobody")
	if !bytes.Equal(first, second) {
		t.Error("two folders give two programs")
	}
}

// sourcesOf is a new folder with what the program is made from.
func sourcesOf(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for _, name := range []string{"generator", "layouts"} {
		fixture.Copy(t, filepath.Join(folder, name), filepath.Join("../..", name))
	}
	for _, name := range []string{"go.mod", "go.sum", "Makefile"} {
		fixture.Write(t, filepath.Join(folder, name), fixture.Read(t, filepath.Join("../..", name)))
	}
	return folder
}

// builtIn is the program that the Makefile of a folder makes. Of the environment it has what is given, and where Go keeps
// modules and what it has compiled.
func builtIn(t *testing.T, folder, before string, env ...string) []byte {
	t.Helper()
	c := exec.Command("sh", "-c", before+" && exec make glossator")
	c.Dir = folder
	c.Env = append(env, "HOME="+t.TempDir())
	for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		c.Env = append(c.Env, name+"="+strings.TrimSpace(string(value)))
	}
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return fixture.Read(t, filepath.Join(folder, "bin/glossator"))
}
