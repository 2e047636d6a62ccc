//go:build linux

package cli_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"glossator/generator/fixture"
	"glossator/generator/needed"
	"glossator/generator/publish"
)

// published is an edition that has been built, and changed since.
type published struct {
	content, public, lock string
	essay                 string // the file that has changed
	recorded              string // what addresses.lock had
}

// publishedOnce builds an edition with its content and its site in two folders, and adds a paragraph.
func publishedOnce(t *testing.T, content, public string) *published {
	t.Helper()
	glossator(t, "new", filepath.Dir(content), "--quiet")
	p := &published{content: content, public: public, lock: filepath.Join(content, "addresses.lock")}
	if said, err := p.build(nil); err != nil {
		t.Fatal(said, err)
	}
	p.recorded = read(t, p.lock)
	essays, err := filepath.Glob(filepath.Join(content, "essays", "*.md"))
	if err != nil || len(essays) == 0 {
		t.Fatal("there is no essay", err)
	}
	p.essay = essays[0]
	if err := addParagraph(p.essay, 1); err != nil {
		t.Fatal(err)
	}
	return p
}

// command builds the edition in a process of its own.
func (p *published) command() *exec.Cmd {
	return exec.Command("glossator", "build", "--quiet", "--content", p.content, "--out", p.public)
}

func (p *published) build(prepare func(c *exec.Cmd)) (string, error) {
	c := p.command()
	if prepare != nil {
		prepare(c)
	}
	said, err := c.CombinedOutput()
	return string(said), err
}

func read(t *testing.T, name string) string {
	t.Helper()
	return string(fixture.Read(t, name))
}

// added is what the paragraph says.
const added = "In the year 1 of this edition"

// refused says that a build failed with these words, and left the old site and the old addresses whole.
func (p *published) refused(t *testing.T, said string, err error, words ...string) {
	t.Helper()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Errorf("the build ended with %v", err)
	}
	for _, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("%q does not say %q", said, w)
		}
	}
	if p.whole(t) {
		t.Error("the site is the new one")
	}
}

// whole asks that the site is what its manifest says, and that all its addresses are recorded, and says whether it is the
// new one.
func (p *published) whole(t *testing.T) (changed bool) {
	t.Helper()
	faults, err := publish.Verify(os.DirFS(p.public))
	if err != nil || len(faults) > 0 {
		t.Fatalf("the site is not whole: %v %v", faults, err)
	}
	recorded(t, p.public, p.lock)
	return strings.Contains(read(t, filepath.Join(p.public, "edition.json")), added)
}

// succeeds asks that the next build publishes the change, and that the addresses were the old ones or are the new ones.
func (p *published) succeeds(t *testing.T) {
	t.Helper()
	left := read(t, p.lock)
	if said, err := p.build(nil); err != nil || !p.whole(t) {
		t.Errorf("the next build: %v %s", err, said)
	}
	if left != p.recorded && left != read(t, p.lock) {
		t.Errorf("the addresses were neither the old nor the new ones:\n%s", left)
	}
}

// smallDisk is an empty disk of its own.
func smallDisk(t *testing.T) string {
	t.Helper()
	disk := t.TempDir()
	if syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=8m") != nil {
		needed.Skip(t, "a small disk can be mounted by root on Linux only")
	}
	t.Cleanup(func() { syscall.Unmount(disk, 0) })
	return disk
}

// fill leaves so many bytes of a disk free.
func fill(t *testing.T, disk string, left int64) (filler string) {
	t.Helper()
	filler = filepath.Join(disk, "filler")
	f, err := os.Create(filler)
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.CopyN(f, zeros{}, 1<<30)
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(max(0, n-left)), f.Close()); err != nil {
		t.Fatal(err)
	}
	return filler
}

func TestAFullDisk(t *testing.T) {
	for what, left := range map[string]int64{"of the site": 40_000, "of the content": 0} {
		t.Run(what, func(t *testing.T) {
			disk, elsewhere := smallDisk(t), t.TempDir()
			content, public := filepath.Join(elsewhere, "content"), filepath.Join(disk, "public")
			if left == 0 {
				content, public = filepath.Join(disk, "content"), filepath.Join(elsewhere, "public")
			}
			p := publishedOnce(t, content, public)
			filler := fill(t, disk, left)
			said, err := p.build(nil)
			p.refused(t, said, err, "no space left", "the site is as it was: make room on the disk and build again")
			if err := os.Remove(filler); err != nil {
				t.Fatal(err)
			}
			p.succeeds(t)
		})
	}
}

func TestALimitOfFileSizes(t *testing.T) {
	folder := t.TempDir()
	p := publishedOnce(t, filepath.Join(folder, "content"), filepath.Join(folder, "public"))
	said, err := p.build(func(c *exec.Cmd) {
		c.Args = append([]string{"sh", "-c", `ulimit -f 8 && exec "$@"`, "sh"}, c.Args...)
		c.Path, c.Err = exec.LookPath("sh")
	})
	p.refused(t, said, err, "file too large", "the site is as it was: raise the limit of a file's size (ulimit -f) and build again")
	p.succeeds(t)
}

func TestADiskThatCannotBeWritten(t *testing.T) {
	for _, what := range []string{"site", "content"} {
		t.Run(what, func(t *testing.T) {
			disk, elsewhere := smallDisk(t), t.TempDir()
			content, public := filepath.Join(elsewhere, "content"), filepath.Join(disk, "public")
			if what == "content" {
				content, public = filepath.Join(disk, "content"), filepath.Join(elsewhere, "public")
			}
			p := publishedOnce(t, content, public)
			remount := func(flags uintptr) {
				if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT|flags, ""); err != nil {
					t.Fatal(err)
				}
			}
			remount(syscall.MS_RDONLY)
			said, err := p.build(nil)
			p.refused(t, said, err, "read-only file system", "make the folder and what is in it readable and writable for you, and build again")
			remount(0)
			p.succeeds(t)
		})
	}
}

// TestAFileThatMayNotBeRead builds as somebody who may not read an essay.
func TestAFileThatMayNotBeRead(t *testing.T) {
	if os.Getuid() != 0 {
		needed.Skip(t, "only root can become somebody else")
	}
	folder, err := os.MkdirTemp("", "glossator-build") // t.TempDir's parents are for root only
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	p := publishedOnce(t, filepath.Join(folder, "content"), filepath.Join(folder, "public"))
	program, err := exec.LookPath("glossator")
	if err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(folder, "glossator")
	if err := errors.Join(os.Link(program, mine), os.Chmod(folder, 0o777), os.Chmod(p.essay, 0)); err != nil {
		t.Fatal(err)
	}
	said, err := p.build(func(c *exec.Cmd) {
		c.Path, c.Args[0], c.Dir = mine, mine, folder
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	})
	p.refused(t, said, err, filepath.Base(p.essay), "permission denied")
	if err := os.Chmod(p.essay, 0o644); err != nil {
		t.Fatal(err)
	}
	p.succeeds(t)
}

// TestContentThatGoesMeanwhile takes the content folder away as soon as a new site is being made.
func TestContentThatGoesMeanwhile(t *testing.T) {
	folder := t.TempDir()
	p := publishedOnce(t, filepath.Join(folder, "content"), filepath.Join(folder, "public"))
	away := filepath.Join(folder, "away")
	c := p.command()
	var said strings.Builder
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, func() bool {
		_, err := os.Stat(filepath.Join(folder, ".public.new"))
		return err == nil
	})
	if err := os.Rename(p.content, away); err != nil {
		t.Fatal(err)
	}
	err := c.Wait()
	if err := os.Rename(away, p.content); err != nil {
		t.Fatal(err)
	}
	if err != nil && (said.Len() == 0 || p.whole(t)) || err == nil && !p.whole(t) {
		t.Errorf("%v: %s", err, said.String())
	}
	p.succeeds(t)
}

// TestTwoBuildsAtOnce stops a build while it is at work. Another one says whose that is.
func TestTwoBuildsAtOnce(t *testing.T) {
	folder := t.TempDir()
	p := publishedOnce(t, filepath.Join(folder, "content"), filepath.Join(folder, "public"))
	c := p.command()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lock := filepath.Join(folder, ".public.lock")
	until(t, func() bool {
		b, err := os.ReadFile(lock)
		return err == nil && len(b) > 0
	})
	if err := c.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	said, err := p.build(nil)
	p.refused(t, said, err, "another build is at work here (process "+fmt.Sprint(c.Process.Pid)+" on ", "nothing was changed: wait for it, or end it")
	if err := errors.Join(c.Process.Signal(syscall.SIGCONT), c.Wait()); err != nil || !p.whole(t) {
		t.Errorf("the first build: %v", err)
	}
}

// until waits for what another process does.
func until(t *testing.T, happened func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Microsecond)
	defer tick.Stop()
	for end := time.Now().Add(time.Minute); !happened(); <-tick.C {
		if time.Now().After(end) {
			t.Fatal("it does not happen")
		}
	}
}
