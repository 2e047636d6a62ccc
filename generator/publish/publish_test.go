package publish_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"glossator/generator/publish"
)

// site is a small site, every file of which says its generation.
func site(generation int) map[string]string {
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("essays/essay-%02d.html", i)] = fmt.Sprintf("generation %d of essay %d\n%s", generation, i, strings.Repeat("x", 2000))
	}
	files["index.html"] = fmt.Sprintf("generation %d", generation)
	return files
}

func write(t testing.TB, dir string, files map[string]string) publish.Report {
	t.Helper()
	r, err := try(dir, files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func try(dir string, files map[string]string) (publish.Report, error) {
	p, err := publish.Begin(dir)
	if err != nil {
		return publish.Report{}, err
	}
	for name, content := range files {
		if err := p.Write(name, []byte(content)); err != nil {
			p.Abort()
			return publish.Report{}, err
		}
	}
	return p.Commit("")
}

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func checkWhole(t testing.TB, dir string) {
	t.Helper()
	faults, err := publish.Verify(os.DirFS(dir))
	if err != nil || len(faults) > 0 {
		t.Fatalf("the site is not whole: %v %v", faults, err)
	}
}

func TestOnlyChangedFilesAreWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if r := write(t, dir, map[string]string{"a.html": "a", "b/c.html": "c", "gone.html": "g"}); r != (publish.Report{Written: 3}) {
		t.Errorf("first build: %+v", r)
	}
	past := time.Now().Add(-time.Hour)
	os.Chtimes(filepath.Join(dir, "b/c.html"), past, past)
	if r := write(t, dir, map[string]string{"a.html": "A", "b/c.html": "c"}); r != (publish.Report{Written: 1, Unchanged: 1, Removed: 1}) {
		t.Errorf("second build: %+v", r)
	}
	info, err := os.Stat(filepath.Join(dir, "b/c.html"))
	if err != nil || !info.ModTime().Equal(past) {
		t.Errorf("an unchanged file has a new time: %v %v", info.ModTime(), err)
	}
	if _, err := os.Stat(filepath.Join(dir, "gone.html")); err == nil {
		t.Error("a file that the site no longer has is still there")
	}
	if r := write(t, dir, map[string]string{"a.html": "A", "b/c.html": "c"}); r != (publish.Report{Unchanged: 2}) {
		t.Errorf("third build: %+v", r)
	}
	checkWhole(t, dir)
}

func TestAFileAlteredByHandIsMended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	files := map[string]string{"a.html": "good"}
	write(t, dir, files)
	if err := os.WriteFile(filepath.Join(dir, "a.html"), []byte("evil"), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := write(t, dir, files); r.Written != 1 {
		t.Errorf("%+v", r)
	}
	if got := read(t, filepath.Join(dir, "a.html")); got != "good" {
		t.Errorf("got %q", got)
	}
}

func TestForeignFilesAreKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, map[string]string{"a.html": "a"})
	for name, content := range map[string]string{"CNAME": "example.org", ".well-known/security.txt": "mail"} {
		name = filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(name), 0o755)
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	os.MkdirAll(filepath.Join(dir, "empty"), 0o755)
	os.Symlink("CNAME", filepath.Join(dir, "link"))
	write(t, dir, map[string]string{"a.html": "b"})
	if read(t, filepath.Join(dir, "CNAME")) != "example.org" || read(t, filepath.Join(dir, ".well-known/security.txt")) != "mail" || read(t, filepath.Join(dir, "link")) != "example.org" {
		t.Error("a foreign file has changed")
	}
	if _, err := os.Stat(filepath.Join(dir, "empty")); err != nil {
		t.Error("a foreign folder is gone")
	}
	if _, err := try(dir, map[string]string{"CNAME": "mine"}); err == nil || !strings.Contains(err.Error(), "CNAME") {
		t.Errorf("a foreign file was to be overwritten: %v", err)
	}
	if read(t, filepath.Join(dir, "CNAME")) != "example.org" {
		t.Error("a foreign file was overwritten")
	}
}

func TestAFolderThatIsNotOursIsRefused(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "thesis.doc"), []byte("years"), 0o644)
	_, err := publish.Begin(dir)
	if err == nil || !strings.Contains(err.Error(), "was not made by glossator") {
		t.Errorf("got %v", err)
	}
	if read(t, filepath.Join(dir, "thesis.doc")) != "years" {
		t.Error("the file has changed")
	}
}

func TestPathsStayWithinTheSite(t *testing.T) {
	for _, name := range []string{"../a", "/a", "a/../../b", "", ".", "a//b", `a\b`, "a\x00b", "con.html", "LPT1", "a:b", strings.Repeat("a", 256), "a/", "manifest.sha256", "x.", "\xff"} {
		if _, err := try(filepath.Join(t.TempDir(), "public"), map[string]string{name: "x"}); err == nil {
			t.Errorf("%q was written", name)
		}
	}
}

func TestCollisionsAreRefused(t *testing.T) {
	for _, pair := range [][2]string{{"a.html", "A.html"}, {"é.html", "é.html"}, {"straße.html", "STRASSE.html"}, {"a", "a"}} {
		p, err := publish.Begin(filepath.Join(t.TempDir(), "public"))
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Write(pair[0], nil); err != nil {
			t.Fatal(err)
		}
		if err := p.Write(pair[1], nil); err == nil {
			t.Errorf("%q and %q were both written", pair[0], pair[1])
		}
		p.Abort()
	}
}

func TestTheSecondBuildSaysWhoHoldsTheLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	p, err := publish.Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = publish.Begin(dir)
	if err == nil || !strings.Contains(err.Error(), "process "+strconv.Itoa(os.Getpid())) {
		t.Errorf("got %v", err)
	}
	p.Abort()
	write(t, dir, site(1))
}

func TestModesDoNotDependOnTheUmask(t *testing.T) {
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, map[string]string{"a/b.html": "b"})
	for name, want := range map[string]fs.FileMode{".": 0o755, "a": 0o755, "a/b.html": 0o644, "manifest.sha256": 0o644} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v %v, want %v", name, info.Mode(), err, want)
		}
	}
}

func TestStreamsAreFilesLikeOthers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for generation, want := range []publish.Report{{Written: 1}, {Unchanged: 1}} {
		p, err := publish.Begin(dir)
		if err != nil {
			t.Fatal(err)
		}
		w, err := p.Create("data/edition.json")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, "{}")
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if r, err := p.Commit(""); err != nil || r != want {
			t.Errorf("build %d: %+v %v, want %+v", generation, r, err, want)
		}
		checkWhole(t, dir)
	}
}

// TestKilled kills a program that publishes one generation after another, at random moments. What it leaves must be
// one generation, whole.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("GLOSSATOR_PUBLISH_FOREVER"); dir != "" {
		for generation := 1; ; generation++ {
			if _, err := try(dir, site(generation)); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
		}
	}
	kills := 60
	if n, err := strconv.Atoi(os.Getenv("GLOSSATOR_KILLS")); err == nil {
		kills = n
	}
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, site(0))
	r := rand.New(rand.NewPCG(1, 2))
	for range kills {
		c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		c.Env = append(os.Environ(), "GLOSSATOR_PUBLISH_FOREVER="+dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(r.IntN(40_000)) * time.Microsecond) // the moment is what is tried
		c.Process.Kill()
		c.Wait()
		checkWhole(t, dir)
		generation := strings.TrimPrefix(read(t, filepath.Join(dir, "index.html")), "generation ")
		if got := read(t, filepath.Join(dir, "essays/essay-39.html")); !strings.HasPrefix(got, "generation "+generation+" of") {
			t.Fatalf("two generations are mixed: %s and %.20s", generation, got)
		}
	}
	write(t, dir, site(1_000_000))
	checkWhole(t, dir)
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil || len(entries) != 3 { // public, its lock, its state
		t.Errorf("killed builds have left something: %v %v", entries, err)
	}
}

// TestFullDisk publishes onto a disk with too little room for the new site.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if runtime.GOOS != "linux" || syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=400k") != nil {
		skip(t, "a small disk can be mounted by root on Linux only")
	}
	defer syscall.Unmount(disk, 0)
	dir := filepath.Join(disk, "public")
	write(t, dir, site(1))
	big := site(2)
	for i := range 40 {
		big[fmt.Sprintf("big-%d.html", i)] = strings.Repeat("y", 50_000)
	}
	_, err := try(dir, big)
	if err == nil || !strings.Contains(err.Error(), "no space left") || !strings.Contains(err.Error(), "the site is as it was") {
		t.Errorf("got %v", err)
	}
	checkWhole(t, dir)
	if got := read(t, filepath.Join(dir, "index.html")); got != "generation 1" {
		t.Errorf("got %q", got)
	}
}

func TestAFolderThatVanishesMeanwhile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, site(1))
	p, err := publish.Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range site(2) {
		if err := p.Write(name, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	os.RemoveAll(dir)
	if _, err := p.Commit(""); err != nil {
		t.Fatal(err)
	}
	checkWhole(t, dir)

	p, err = publish.Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range site(2) { // unchanged, so that they stand in the folder that goes
		p.Write(name, []byte(content))
	}
	p.Write("more.html", nil)
	os.RemoveAll(dir)
	if _, err := p.Commit(""); err == nil || !strings.Contains(err.Error(), "build again") {
		t.Errorf("got %v", err)
	}
}

// skip skips a test that needs what is not there; where all are required it fails.
func skip(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("GLOSSATOR_REQUIRE_ALL") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

func BenchmarkPublish(b *testing.B) {
	for _, changed := range []bool{true, false} {
		b.Run(fmt.Sprintf("25000files,changed=%v", changed), func(b *testing.B) {
			dir := filepath.Join(b.TempDir(), "public")
			content := strings.Repeat("x", 8000)
			for i := 0; b.Loop(); i++ {
				p, err := publish.Begin(dir)
				if err != nil {
					b.Fatal(err)
				}
				for k := range 25_000 {
					generation := 0
					if changed {
						generation = i
					}
					if err := p.Write(fmt.Sprintf("pages/%05d.html", k), []byte(content+strconv.Itoa(generation))); err != nil {
						b.Fatal(err)
					}
				}
				if _, err := p.Commit(""); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
