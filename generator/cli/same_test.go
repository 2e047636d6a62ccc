//go:build linux

package cli_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
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
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// condition is one that must not matter.
type condition struct {
	name      string
	env       []string
	umask     int
	otherUser bool
	backwards bool // files are made in the opposite order
	warm      bool // the site is there, made from other settings
}

var conditions = []condition{
	{name: "as usual", umask: 0o022},
	{name: "one core in Seoul", umask: 0o077, backwards: true, env: []string{"GOMAXPROCS=1", "TZ=Asia/Seoul", "LANG=ko_KR.UTF-8", "LC_ALL=ko_KR.UTF-8"}},
	{name: "two cores in Anchorage, warm", umask: 0o002, warm: true, env: []string{"GOMAXPROCS=2", "TZ=America/Anchorage", "LANG=C", "LC_ALL=C"}},
	{name: "eight cores in Kiritimati", umask: 0, backwards: true, env: []string{"GOMAXPROCS=8", "TZ=Pacific/Kiritimati", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GOGC=20"}},
	{name: "as another user", umask: 0o027, otherUser: true, env: []string{"HOME=/nonexistent"}},
}

// TestEverythingIsTheSameEverywhere builds, packs and exports the edition of the repository under conditions that must not
// matter: cores, zones, languages, masks, users, folders, the order in which files were made, a warm and a cold start.
func TestEverythingIsTheSameEverywhere(t *testing.T) {
	if how := os.Getenv("GLOSSATOR_SAME"); how != "" {
		os.Exit(makeEverything(how == "warm"))
	}
	shared, err := os.MkdirTemp("", "glossator-same") // t.TempDir's parents are for their user only
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(shared)
	if err := os.Chmod(shared, 0o755); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(shared, "program")
	if err := os.WriteFile(program, fixture.Read(t, os.Args[0]), 0o755); err != nil {
		t.Fatal(err)
	}
	var first map[string]string
	for i, x := range conditions {
		t.Run(x.name, func(t *testing.T) {
			got := x.everything(t, program, filepath.Join(shared, fmt.Sprint("a folder of its own ", i)))
			if first == nil {
				first = got
			}
			compareSums(t, first, got)
		})
	}
	for _, name := range []string{"bag.zip", "web.wacz", "edition.xml", "edition.epub", "content/addresses.lock", "public/essays"} {
		if first[name] == "" || len(first) < 100 {
			t.Errorf("of %d files and folders none is %s", len(first), name)
		}
	}
}

// everything is what the program makes in a folder under the condition.
func (x *condition) everything(t *testing.T, program, work string) map[string]string {
	t.Helper()
	copyContent(t, filepath.Join(work, "content"), x.backwards)
	c := exec.Command(program, "-test.run=^TestEverythingIsTheSameEverywhere$")
	c.Dir = work
	c.Env = append(os.Environ(), "GLOSSATOR_SAME=cold")
	if x.warm {
		c.Env = append(c.Env, "GLOSSATOR_SAME=warm")
	}
	c.Env = append(c.Env, x.env...)
	if x.otherUser {
		c.SysProcAttr = otherUser(t, work)
	}
	before := syscall.Umask(x.umask)
	out, err := c.CombinedOutput()
	syscall.Umask(before)
	if err != nil {
		if ended := (*exec.ExitError)(nil); x.otherUser && !errors.As(err, &ended) {
			needed.Skip(t, fmt.Sprint("no process of another user can be started: ", err))
		}
		t.Fatalf("%v: %s", err, out)
	}
	return sumsOf(t, work)
}

// otherUser makes a process that of nobody, who is given the folder; or, where the tests are not run by root, of one who is
// taken for root in a namespace of users.
func otherUser(t *testing.T, work string) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() == 0 {
		if err := chownAll(work, 65534); err != nil {
			needed.Skip(t, err.Error())
		}
		return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	return &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}, GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
}

// makeEverything builds, packs and exports; where it is to be warm, over a site that has another title on every page.
func makeEverything(warm bool) int {
	const settings = "content/edition.yaml"
	b, err := os.ReadFile(settings)
	other := bytes.Replace(b, []byte("title: "), []byte("title: No longer "), 1)
	if err != nil || bytes.Equal(b, other) {
		return 3
	}
	runs := [][]string{
		{"build"}, {"archive", "--output", "bag.zip"}, {"archive", "--web", "--output", "web.wacz"},
		{"export", "tei", "--output", "edition.xml"}, {"export", "epub", "--output", "edition.epub"},
	}
	if warm {
		runs = append([][]string{{"build"}}, runs...)
		if err := os.WriteFile(settings, other, 0o644); err != nil {
			return 3
		}
	}
	for _, args := range runs {
		if status := cli.Run(args, io.Discard, os.Stderr); status != 0 {
			return status
		}
		if err := os.WriteFile(settings, b, 0o644); err != nil {
			return 3
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
		fixture.Write(t, filepath.Join(to, name), fixture.Read(t, filepath.Join(from, name)))
	}
}

func chownAll(folder string, user int) error {
	return filepath.WalkDir(folder, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(name, user, user)
	})
}

// sumsOf are the digests of all files that were made, by their paths, and their modes. What lies in content has those that its
// user's mask gives it.
func sumsOf(t *testing.T, work string) map[string]string {
	t.Helper()
	sums := map[string]string{}
	err := filepath.WalkDir(work, func(name string, d fs.DirEntry, err error) error {
		rest := strings.TrimPrefix(strings.TrimPrefix(name, work), "/")
		if err != nil || rest == "" || strings.HasPrefix(rest, ".public.") {
			return err
		}
		inContent := rest == "content" || strings.HasPrefix(rest, "content/")
		if d.IsDir() && inContent {
			return nil
		}
		var b []byte
		if !d.IsDir() {
			if b, err = os.ReadFile(name); err != nil {
				return err
			}
		}
		info, err := d.Info()
		mode := fs.FileMode(0)
		if !inContent {
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

func compareSums(t *testing.T, want, got map[string]string) {
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
		t.Errorf("these differ:%.500s", differ.String())
	}
}
