package publish_test

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"glossator/generator/fixture"
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
	return string(fixture.Read(t, name))
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
	if r := write(t, dir, nil); r != (publish.Report{Removed: 2}) {
		t.Errorf("a site of nothing: %+v", r)
	}
	if r := write(t, dir, map[string]string{"a.html": "A"}); r != (publish.Report{Written: 1}) {
		t.Errorf("the first file again: %+v", r)
	}
	checkWhole(t, dir)
}

// TestTheLastSitesFolder publishes one site after another into the folder that the one before the last has left, in which
// everything has been spoilt that can be.
func TestTheLastSitesFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	last := filepath.Join(filepath.Dir(dir), ".public.last")
	files := with(map[string]string{"a.html": "0", "folder/b.html": "b", "was-file": "x"}, "20")
	write(t, dir, files)
	for generation, spoil := range []func() error{
		func() error { return nil },
		func() error { return os.WriteFile(filepath.Join(last, "lasting/foreign.html"), []byte("new"), 0o600) },
		func() error { return rewrite(filepath.Join(last, "lasting/3.html"), "another file") },
		func() error { return rewrite(filepath.Join(dir, "lasting/4.html"), "another file") },
		func() error {
			return os.WriteFile(filepath.Join(dir, "lasting/5.html"), []byte("the same file, altered"), 0o644)
		},
		func() error {
			return errors.Join(os.RemoveAll(filepath.Join(last, "lasting")), os.Symlink(dir, filepath.Join(last, "lasting")))
		},
		func() error {
			return errors.Join(os.RemoveAll(filepath.Join(last, "folder")), os.WriteFile(filepath.Join(last, "folder"), nil, 0o644))
		},
		func() error {
			return errors.Join(os.Remove(filepath.Join(last, "a.html")), os.MkdirAll(filepath.Join(last, "a.html/deep"), 0o755))
		},
		func() error { return os.Chmod(filepath.Join(last, "lasting"), 0o700) },
		func() error { return os.WriteFile(filepath.Join(dir, "CNAME"), []byte("example.org"), 0o644) },
		func() error { return os.RemoveAll(last) },
		func() error { return nil },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		files["a.html"] = fmt.Sprint(generation + 1)
		delete(files, fmt.Sprintf("only-in-%d.html", generation-1))
		files[fmt.Sprintf("only-in-%d.html", generation)] = "once"
		if generation == 6 { // what was a file becomes a folder
			delete(files, "was-file")
			files["was-file/c.html"] = "c"
		}
		write(t, dir, files)
		got := map[string]string{}
		fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				t.Fatal(err)
			}
			info, err := d.Info()
			if want := map[bool]fs.FileMode{true: 0o755, false: 0o644}[d.IsDir()]; err != nil || info.Mode().Perm() != want {
				t.Errorf("generation %d: %s has the mode %v %v", generation, name, info.Mode(), err)
			}
			if !d.IsDir() && name != "CNAME" && name != publish.ManifestName {
				got[name] = read(t, filepath.Join(dir, name))
			}
			return nil
		})
		if !maps.Equal(got, files) {
			t.Fatalf("generation %d: the site is not what was written: %v", generation, slices.Sorted(maps.Keys(got)))
		}
		if _, err := os.Stat(filepath.Join(dir, "CNAME")); err != nil && generation >= 9 {
			t.Errorf("generation %d: a foreign file is gone", generation)
		}
		if _, err := os.Stat(last); err != nil {
			t.Errorf("generation %d: the last site's folder is not kept", generation)
		}
	}
}

// rewrite puts another file in the place of one, as many programs save.
func rewrite(name, content string) error {
	return errors.Join(os.WriteFile(name+".new", []byte(content), 0o644), os.Rename(name+".new", name))
}

func TestAFileAlteredByHandIsMended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	files := map[string]string{"a.html": "good"}
	write(t, dir, files)
	fixture.Write(t, filepath.Join(dir, "a.html"), "evil")
	if r := write(t, dir, files); r.Written != 1 {
		t.Errorf("%+v", r)
	}
	if got := read(t, filepath.Join(dir, "a.html")); got != "good" {
		t.Errorf("got %q", got)
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
	for _, name := range []string{"../a", "/a", "a/../../b", "", ".", "a//b", `a\b`, "a\x00b", "con.html", "LPT1", "a:b", strings.Repeat("a", 256), "a/", "manifest.sha256", "Manifest.SHA256", "x.", "\xff"} {
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

// The state of a site that is not there any more, as a build leaves it that is killed before it has written its own, says
// nothing about the files.
func TestAnOldStateIsNotBelieved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	state := filepath.Join(filepath.Dir(dir), ".public.state")
	build := func(made byte, content string) {
		t.Helper()
		p, err := publish.Begin(dir)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := p.Keep("a.html", publish.Ground{made})
		if err == nil && !kept {
			err = p.Write("a.html", []byte(content))
		}
		if err == nil {
			_, err = p.Commit("made from " + content)
		}
		if got := read(t, filepath.Join(dir, "a.html")); err != nil || got != content {
			t.Fatalf("%q is published, not %q: %v", got, content, err)
		}
	}
	build(1, "one")
	first := read(t, state)
	build(2, "two!")
	fixture.Write(t, state, first)
	build(1, "one")
}

// Where a change concerns no file, the next build knows all the same what the files were made from.
func TestGroundsAreKeptWhereNothingHasChanged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for build, want := range []bool{false, false, true, true, false} {
		key := "key"
		if build == 3 {
			key = "" // it is not known what this one was made from
		}
		p, err := publish.Begin(dir)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := p.Keep("a.html", publish.Ground{byte(min(build, 1) + 1)})
		if err != nil || kept != want {
			t.Errorf("build %d: the file is kept: %v, not %v: %v", build, kept, want, err)
		}
		if !kept {
			err = p.Write("a.html", []byte("one"))
		}
		if err == nil {
			_, err = p.Commit(key)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestKilled kills a program that publishes one generation after another, at random moments. What it leaves must be
// one generation, whole.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("GLOSSATOR_PUBLISH_FOREVER"); dir != "" {
		for generation, _ := strconv.Atoi(os.Getenv("GLOSSATOR_PUBLISH_FROM")); ; generation++ {
			fmt.Println(generation) // is on its way
			if _, err := try(dir, with(site(generation), os.Getenv("GLOSSATOR_PUBLISH_LASTING"))); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
		}
	}
	kills := 60
	if n, err := strconv.Atoi(os.Getenv("GLOSSATOR_KILLS")); err == nil {
		kills = n
	}
	t.Run("all files change", func(t *testing.T) { killed(t, kills, "", ".public.lock", ".public.state") })
	t.Run("few files change", func(t *testing.T) {
		killed(t, kills, "200", ".public.last", ".public.lock", ".public.state")
	})
}

// with adds files to a site that are the same in every generation.
func with(files map[string]string, lasting string) map[string]string {
	n, _ := strconv.Atoi(lasting)
	for i := range n {
		files[fmt.Sprintf("lasting/%d.html", i)] = strings.Repeat("as ever ", i)
	}
	return files
}

// killed kills, and looks at the site and at what lies beside it in the end.
func killed(t *testing.T, kills int, lasting string, left ...string) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, dir, with(site(0), lasting))
	r := rand.New(rand.NewPCG(1, 2))
	at, before, after := 0, 0, 0 // the site's generation, and how many kills came before and after a publication
	for kill := range kills {
		from := at + 1
		underWay := killedAt(t, dir, from, from+kill%2, lasting, time.Duration(r.IntN(40_000))*time.Microsecond)
		checkWhole(t, dir)
		at = generationOf(t, dir)
		if got := read(t, filepath.Join(dir, "essays/essay-39.html")); !strings.HasPrefix(got, fmt.Sprintf("generation %d of", at)) {
			t.Fatalf("two generations are mixed: %d and %.20s", at, got)
		}
		if at != underWay && at != underWay-1 {
			t.Fatalf("generation %d was on its way, and the site is of generation %d", underWay, at)
		}
		if at < underWay {
			before++
		}
		if at >= from {
			after++
		}
	}
	if before == 0 || after == 0 {
		t.Errorf("%d kills came before and %d after a publication: too few to be tried", before, after)
	}
	for i := range 2 { // what the last site left is made use of by the second
		write(t, dir, with(site(1_000_000+i), lasting))
		checkWhole(t, dir)
	}
	checkBeside(t, dir, left...)
}

// killedAt starts a program that publishes one generation after another, waits until one is on its way and then for a
// time, kills it, and says which was on its way at last.
func killedAt(t *testing.T, dir string, from, until int, lasting string, wait time.Duration) (underWay int) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	c.Env = append(os.Environ(), "GLOSSATOR_PUBLISH_FOREVER="+dir, "GLOSSATOR_PUBLISH_LASTING="+lasting, fmt.Sprintf("GLOSSATOR_PUBLISH_FROM=%d", from))
	said, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines, last := bufio.NewScanner(said), ""
	for underWay < until && lines.Scan() {
		last = lines.Text()
		underWay, _ = strconv.Atoi(last)
	}
	time.Sleep(wait) // the moment is what is tried
	c.Process.Kill()
	for lines.Scan() {
		last = lines.Text()
	}
	if err := c.Wait(); err == nil || err.Error() != "signal: killed" {
		t.Fatalf("the program was not killed, but ended: %v: %s", err, last)
	}
	if underWay, err = strconv.Atoi(last); err != nil {
		t.Fatal(err)
	}
	return underWay
}

// generationOf is the generation of a site.
func generationOf(t *testing.T, dir string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimPrefix(read(t, filepath.Join(dir, "index.html")), "generation "))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// checkBeside looks at what lies beside a site.
func checkBeside(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	var names []string
	for _, e := range entries {
		if e.Name() != filepath.Base(dir) {
			names = append(names, e.Name())
		}
	}
	slices.Sort(want)
	if slices.Sort(names); err != nil || !slices.Equal(names, want) {
		t.Errorf("builds have left %q %v, not %q", names, err, want)
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
