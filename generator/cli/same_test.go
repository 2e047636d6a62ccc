//go:build linux

package cli_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"glossator/generator/cli"
)

// TestEverythingIsTheSameEverywhere builds and packs the edition of the repository under conditions that must not matter:
// cores, zones, languages, masks, users, folders, the order in which files were made, a warm and a cold start.
func TestEverythingIsTheSameEverywhere(t *testing.T) {
	if os.Getenv("GLOSSATOR_SAME") != "" {
		os.Exit(buildAndPack())
	}
	conditions := []struct {
		name   string
		env    []string
		umask  int
		nobody bool
		last   bool // files are made in the opposite order
	}{
		{"as usual", nil, 0o022, false, false},
		{"one core in Seoul", []string{"GOMAXPROCS=1", "TZ=Asia/Seoul", "LANG=ko_KR.UTF-8", "LC_ALL=ko_KR.UTF-8"}, 0o077, false, true},
		{"two cores in Anchorage", []string{"GOMAXPROCS=2", "TZ=America/Anchorage", "LANG=C", "LC_ALL=C"}, 0o002, false, false},
		{"eight cores in Kiritimati", []string{"GOMAXPROCS=8", "TZ=Pacific/Kiritimati", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GOGC=20"}, 0, false, true},
		{"as nobody", []string{"HOME=/nonexistent"}, 0o027, true, false},
	}
	shared, err := os.MkdirTemp("", "glossator-same") // t.TempDir's parents are for root only
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(shared)
	if err := os.Chmod(shared, 0o755); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(shared, "program")
	b, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(program, b, 0o755); err != nil {
		t.Fatal(err)
	}
	var first map[string]string
	for i, x := range conditions {
		if x.nobody && os.Getuid() != 0 {
			continue
		}
		work := filepath.Join(shared, fmt.Sprint("a folder of its own ", i))
		copyContent(t, filepath.Join(work, "content"), x.last)
		c := exec.Command(program, "-test.run=^TestEverythingIsTheSameEverywhere$")
		c.Dir = work
		c.Env = append(append(os.Environ(), "GLOSSATOR_SAME=1"), x.env...)
		if x.nobody {
			chownAll(t, work, 65534)
			c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		before := syscall.Umask(x.umask)
		out, err := c.CombinedOutput()
		syscall.Umask(before)
		if err != nil {
			t.Fatalf("%s: %v: %s", x.name, err, out)
		}
		got := sumsOf(t, work)
		if first == nil {
			first = got
			if first["bag.zip"] == "" || first["web.wacz"] == "" || len(first) < 100 {
				t.Fatalf("only %d files were made", len(first))
			}
		}
		compareSums(t, x.name, first, got)
	}
}

// buildAndPack builds twice, the second time over the first, and packs.
func buildAndPack() int {
	for _, args := range [][]string{{"build"}, {"build"}, {"archive", "--output", "bag.zip"}, {"archive", "--web", "--output", "web.wacz"}} {
		if status := cli.Run(args, io.Discard, os.Stderr); status != 0 {
			return status
		}
	}
	return 0
}

func copyContent(t *testing.T, to string, backwards bool) {
	t.Helper()
	const from = "../../content"
	var names []string
	err := fs.WalkDir(os.DirFS(from), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if backwards {
		slices.Reverse(names)
	}
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(to, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func chownAll(t *testing.T, folder string, user int) {
	t.Helper()
	err := filepath.WalkDir(folder, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(name, user, user)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sumsOf are the digests and modes of all files that were made, by their paths.
func sumsOf(t *testing.T, work string) map[string]string {
	t.Helper()
	sums := map[string]string{}
	err := filepath.WalkDir(work, func(name string, d fs.DirEntry, err error) error {
		rest := strings.TrimPrefix(strings.TrimPrefix(name, work), "/")
		if err != nil || d.IsDir() || strings.HasPrefix(rest, ".public.") {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		info, err := d.Info()
		mode := fs.FileMode(0)
		if strings.HasPrefix(rest, "public/") {
			mode = info.Mode()
		}
		sums[rest] = fmt.Sprintf("%x %v", sha256.Sum256(b), mode)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

func compareSums(t *testing.T, name string, want, got map[string]string) {
	t.Helper()
	var differ bytes.Buffer
	for path, sum := range want {
		if got[path] != sum {
			fmt.Fprintf(&differ, " %s", path)
		}
	}
	for path := range got {
		if want[path] == "" {
			fmt.Fprintf(&differ, " +%s", path)
		}
	}
	if differ.Len() > 0 {
		t.Errorf("%s: these differ:%.500s", name, differ.String())
	}
}
