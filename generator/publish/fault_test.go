//go:build linux

package publish_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"glossator/generator/fixture"
	"glossator/generator/needed"
	"glossator/generator/publish"
)

// TestPublishOnce is no test of its own: it publishes for the others, in a process that is worse off than theirs.
func TestPublishOnce(t *testing.T) {
	dir := os.Getenv("GLOSSATOR_PUBLISH_ONCE")
	if dir == "" {
		return
	}
	files := site(2)
	if last, err := strconv.Atoi(os.Getenv("GLOSSATOR_PUBLISH_RENAMES")); err == nil {
		publish.ByRenames(t, func(rename int) error {
			if rename == last {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
			return nil
		})
	}
	if os.Getenv("GLOSSATOR_PUBLISH_SMALL") != "" {
		limit := unix.Rlimit{Cur: 10_000, Max: 10_000} // below which all but one file stay
		files["long.html"] = strings.Repeat("x", 20_000)
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := try(dir, files); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// once publishes the second generation in a process of its own and returns what it says.
func once(dir string, prepare func(c *exec.Cmd)) (string, error) {
	c := exec.Command(os.Args[0], "-test.run=^TestPublishOnce$")
	c.Env = append(os.Environ(), "GLOSSATOR_PUBLISH_ONCE="+dir)
	prepare(c)
	said, err := c.CombinedOutput()
	return string(said), err
}

// asBefore says whether the site is the first generation, whole, and the complaint what to know.
func asBefore(t *testing.T, dir, said string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("%q does not say %q", said, w)
		}
	}
	checkWhole(t, dir)
	if got := read(t, filepath.Join(dir, "index.html")); got != "generation 1" {
		t.Errorf("the site is %q", got)
	}
}

// permit is what to do about a folder that cannot be written.
const permit = "make the folder and what is in it readable and writable for you, and build again"

func TestAFileSizeLimit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, site(1))
	said, err := once(dir, func(c *exec.Cmd) { c.Env = append(c.Env, "GLOSSATOR_PUBLISH_SMALL=1") })
	if err == nil {
		t.Error("files were written beyond the limit")
	}
	asBefore(t, dir, said, "file too large", "the site is as it was: raise the limit of a file's size (ulimit -f) and build again")
	write(t, dir, site(3))
	checkWhole(t, dir)
}

// TestFullDisk publishes onto a disk with too little room for the new site.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=400k") != nil {
		needed.Skip(t, "a small disk can be mounted by root on Linux only")
	}
	defer syscall.Unmount(disk, 0)
	dir := filepath.Join(disk, "public")
	write(t, dir, site(1))
	big := site(2)
	for i := range 40 {
		big[fmt.Sprintf("big-%d.html", i)] = strings.Repeat("y", 50_000)
	}
	_, err := try(dir, big)
	asBefore(t, dir, fmt.Sprint(err), "no space left", "the site is as it was: make room on the disk and build again")
}

func TestAReadOnlyDisk(t *testing.T) {
	disk := t.TempDir()
	if syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=4m") != nil {
		needed.Skip(t, "a disk can be mounted by root on Linux only")
	}
	defer syscall.Unmount(disk, 0)
	dir := filepath.Join(disk, "public")
	write(t, dir, site(1))
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	_, err := try(dir, site(2))
	asBefore(t, dir, fmt.Sprint(err), "read-only file system", "nothing was changed: "+permit)
}

// TestAnotherUsersSite publishes as somebody who may neither write beside the site nor read a file of it.
func TestAnotherUsersSite(t *testing.T) {
	if os.Getuid() != 0 {
		needed.Skip(t, "only root can become somebody else")
	}
	folder, err := os.MkdirTemp("", "glossator-publish") // t.TempDir's parents are for root only
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	program := filepath.Join(folder, "program")
	if err := os.WriteFile(program, fixture.Read(t, os.Args[0]), 0o755); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(folder, "public")
	write(t, dir, site(1))
	nobody := func(c *exec.Cmd) {
		c.Path, c.Dir = program, folder
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	chmod := func(name string, mode os.FileMode) {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	chmod(folder, 0o755)
	said, _ := once(dir, nobody)
	asBefore(t, dir, said, "permission denied", "nothing was changed: "+permit)

	chmod(folder, 0o777) // now the new site can be made, and the manifest not be read
	chmod(filepath.Join(folder, ".public.lock"), 0o666)
	chmod(filepath.Join(dir, "manifest.sha256"), 0o600)
	said, _ = once(dir, nobody)
	asBefore(t, dir, said, "permission denied", "the site is as it was: "+permit)

	chmod(filepath.Join(dir, "manifest.sha256"), 0o644) // an unreadable file of ours has changed, or is written anew
	if err := os.WriteFile(filepath.Join(dir, "thesis.doc"), []byte("years"), 0o600); err != nil {
		t.Fatal(err)
	}
	said, _ = once(dir, nobody)
	if got := read(t, filepath.Join(dir, "thesis.doc")); got != "years" {
		t.Errorf("a foreign file that cannot be read became %q after %s", got, said)
	}
	os.Remove(filepath.Join(dir, "thesis.doc"))
	if said != "" || !linksAreFree() { // else it was linked, and the site published
		asBefore(t, dir, said, "thesis.doc, which is not ours, cannot be kept", "permission denied", "the site is as it was: "+permit)
	}
	checkWhole(t, dir)

	sealed := filepath.Join(dir, "sealed") // a foreign folder of which the mode forbids to empty it
	if err := errors.Join(os.Mkdir(sealed, 0o755), os.WriteFile(filepath.Join(sealed, "seal"), []byte("wax"), 0o644), os.Chmod(sealed, 0o555)); err != nil {
		t.Fatal(err)
	}
	write(t, dir, site(1))
	if err := filepath.WalkDir(folder, func(name string, _ fs.DirEntry, _ error) error { return os.Chown(name, 65534, 65534) }); err != nil {
		t.Fatal(err)
	}
	if said, err := once(dir, nobody); err != nil {
		t.Errorf("%s: %v", said, err)
	}
	if got := read(t, filepath.Join(sealed, "seal")); got != "wax" {
		t.Errorf("a file in a foreign folder became %q", got)
	}
	if _, err := os.Stat(filepath.Join(folder, ".public.new")); err == nil {
		t.Error("the old site is left over")
	}
}

// TestKilledBetweenRenames kills a program before each of the renames that stand for an exchange in one step.
func TestKilledBetweenRenames(t *testing.T) {
	for rename, generation := range []int{1: 1, 2: 1, 3: 2, 4: 2} {
		if rename == 0 {
			continue
		}
		dir := filepath.Join(t.TempDir(), "public")
		write(t, dir, site(1))
		fixture.Write(t, filepath.Join(dir, "CNAME"), "theirs")
		said, err := once(dir, func(c *exec.Cmd) { c.Env = append(c.Env, fmt.Sprintf("GLOSSATOR_PUBLISH_RENAMES=%d", rename)) })
		if err == nil || err.Error() != "signal: killed" {
			t.Fatalf("the program was not killed: %v %s", err, said)
		}
		if _, err := os.Stat(dir); (err != nil) != (rename == 3) {
			t.Errorf("before rename %d: %v", rename, err)
		}
		p, err := publish.Begin(dir)
		if err != nil {
			t.Fatal(err)
		}
		p.Abort()
		checkGeneration(t, dir, generation)
		checkBeside(t, dir, ".public.lock", ".public.state")
		write(t, dir, site(3))
		checkGeneration(t, dir, 3)
	}
}

// checkGeneration looks for a whole site of the generation, with the one foreign file.
func checkGeneration(t *testing.T, dir string, generation int) {
	t.Helper()
	faults, err := publish.Verify(os.DirFS(dir))
	if err != nil || len(faults) != 1 || faults[0] != (publish.Fault{Path: "CNAME", Problem: "added"}) {
		t.Errorf("the site is not whole: %v %v", faults, err)
	}
	if got := read(t, filepath.Join(dir, "index.html")); got != fmt.Sprintf("generation %d", generation) {
		t.Errorf("the site is %q, not generation %d", got, generation)
	}
}

// TestRenamesThatFail leaves the old site in its place, or says where it is.
func TestRenamesThatFail(t *testing.T) {
	for rename := 1; rename <= 5; rename++ {
		dir := filepath.Join(t.TempDir(), "public")
		write(t, dir, site(1))
		fixture.Write(t, filepath.Join(dir, "CNAME"), "theirs")
		var err error
		t.Run(fmt.Sprint(rename), func(t *testing.T) {
			publish.ByRenames(t, func(n int) error {
				if n == rename || rename == 5 && n >= 3 { // with the fifth, the old site cannot be put back
					return syscall.EACCES
				}
				return nil
			})
			_, err = try(dir, site(2))
		})
		switch said := fmt.Sprint(err); {
		case rename == 4: // the new site stands, and the old one waits to be removed
			checkGeneration(t, dir, 2)
		case rename == 5:
			for _, w := range []string{"permission denied", "the new site lies whole in .public.ready beside", "build again"} {
				if !strings.Contains(said, w) {
					t.Errorf("%q does not say %q", said, w)
				}
			}
		default:
			checkGeneration(t, dir, 1)
			if !strings.Contains(said, "permission denied; the site is as it was: "+permit) {
				t.Errorf("rename %d: %s", rename, said)
			}
			checkBeside(t, dir, ".public.lock", ".public.state")
		}
		write(t, dir, site(3))
		checkGeneration(t, dir, 3)
	}
}

// linksAreFree says that this system lets anybody link a file that is another's.
func linksAreFree() bool {
	b, err := os.ReadFile("/proc/sys/fs/protected_hardlinks")
	return err == nil && strings.TrimSpace(string(b)) == "0"
}

// FuzzManifest reads any bytes as a manifest: what is read can be verified, and names lie within the site.
func FuzzManifest(f *testing.F) {
	digest := strings.Repeat("0123456789abcdef", 4)
	for _, s := range []string{"", "\n", digest + "  a.html\n", digest + "  ../a\n", digest + "  a\x00b\n", digest + " *a\n", strings.ToUpper(digest) + "  a/b\n", digest + "  a\n" + digest + "  a\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		sums, err := publish.ParseManifest(b)
		if err != nil && len(sums) > 0 {
			t.Errorf("a manifest and an error: %v", err)
		}
		for name := range sums {
			if !filepath.IsLocal(filepath.FromSlash(name)) {
				t.Errorf("%q leads elsewhere", name)
			}
		}
	})
}

// TestLinksBesideTheSite puts links, pipes and folders where a build keeps its own files. What they lead to stays as it is.
func TestLinksBesideTheSite(t *testing.T) {
	for _, what := range []string{"lock", "state", "state.tmp", "scratch", "new", "last", "ready", "old"} {
		for _, inside := range []bool{true, false} {
			folder := t.TempDir()
			thesis := filepath.Join(folder, "thesis")
			if !inside {
				thesis = filepath.Join(t.TempDir(), "thesis")
			}
			dir := filepath.Join(folder, "public")
			write(t, dir, site(1))
			file := filepath.Join(thesis, "chapter.txt")
			target := file
			if what == "new" || what == "last" || what == "ready" || what == "old" {
				target = thesis
			}
			name := filepath.Join(folder, ".public."+what)
			if err := errors.Join(os.Mkdir(thesis, 0o755), os.WriteFile(file, []byte("years"), 0o644), os.RemoveAll(name), os.Symlink(target, name)); err != nil {
				t.Fatal(err)
			}
			p, err := publish.Begin(dir)
			if err == nil {
				publishWithScratch(t, p)
			} else if what != "lock" || !strings.Contains(err.Error(), "nothing was changed") {
				t.Errorf("%s: %v", what, err)
			}
			if got := read(t, file); got != "years" {
				t.Errorf("a link in the place of %s, inside %v: what it led to became %q", what, inside, got)
			}
			checkWhole(t, dir)
		}
	}
}

// publishWithScratch publishes another site and uses everything that a build keeps beside it.
func publishWithScratch(t *testing.T, p *publish.Publication) {
	t.Helper()
	f, err := p.Scratch()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(f, "scratch")
	f.Close()
	for name, content := range site(2) {
		if err := p.Write(name, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Commit("key"); err != nil {
		t.Fatal(err)
	}
}

// TestALinkInThePlaceOfTheSite looks at what a link to a folder, to nothing and to a file is taken for.
func TestALinkInThePlaceOfTheSite(t *testing.T) {
	folder, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "www")
	dir := filepath.Join(folder, "public")
	if err := errors.Join(os.Mkdir(elsewhere, 0o755), os.Symlink(elsewhere, dir)); err != nil {
		t.Fatal(err)
	}
	write(t, dir, site(1))
	checkWhole(t, elsewhere)
	if to, err := os.Readlink(dir); err != nil || to != elsewhere {
		t.Errorf("the link became %q, %v", to, err)
	}
	if err := os.RemoveAll(elsewhere); err != nil {
		t.Fatal(err)
	}
	if _, err := try(dir, site(2)); err == nil || !strings.Contains(err.Error(), "leads nowhere") {
		t.Errorf("a link that leads nowhere: %v", err)
	}
	if to, err := os.Readlink(dir); err != nil || to != elsewhere {
		t.Errorf("the link became %q, %v", to, err)
	}
	if _, err := publish.Begin("/"); err == nil || !strings.Contains(err.Error(), "whole disk") {
		t.Errorf("a whole disk: %v", err)
	}
}

// TestAPipeInThePlaceOfTheLock is refused, and not waited for.
func TestAPipeInThePlaceOfTheLock(t *testing.T) {
	for _, what := range []string{"lock", "state", "state.tmp"} {
		folder := t.TempDir()
		dir := filepath.Join(folder, "public")
		write(t, dir, site(1))
		name := filepath.Join(folder, ".public."+what)
		if err := errors.Join(os.RemoveAll(name), syscall.Mkfifo(name, 0o644)); err != nil {
			t.Fatal(err)
		}
		if _, err := try(dir, site(2)); (err != nil) != (what == "lock") {
			t.Errorf("%s: %v", what, err)
		}
		checkWhole(t, dir)
	}
}
