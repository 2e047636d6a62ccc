package cli_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"glossator/generator/cli"
	"glossator/generator/publish"
)

// TestKilledBuilds kills builds that change every page at random moments, from the start of the program to its end. What
// they leave is always one generation of the site, whole. GLOSSATOR_KILLS is how many.
func TestKilledBuilds(t *testing.T) {
	if content := os.Getenv("GLOSSATOR_BUILD_CONTENT"); content != "" {
		os.Exit(cli.Run([]string{"build", "--content", content, "--out", os.Getenv("GLOSSATOR_BUILD_OUT")}, os.Stdout, os.Stderr))
	}
	kills := 40
	if n, err := strconv.Atoi(os.Getenv("GLOSSATOR_KILLS")); err == nil {
		kills = n
	}
	folder := t.TempDir()
	content, public := filepath.Join(folder, "content"), filepath.Join(folder, "public")
	if status := cli.Run([]string{"new", folder, "--quiet"}, io.Discard, os.Stderr); status != 0 {
		t.Fatal("there is no new edition")
	}
	settings, err := os.ReadFile(filepath.Join(content, "edition.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	build := func(generation int, until time.Duration) (time.Duration, bool) {
		named := strings.Replace(string(settings), `title: "`, fmt.Sprintf(`title: "Generation%d `, generation), 1)
		if err := os.WriteFile(filepath.Join(content, "edition.yaml"), []byte(named), 0o644); err != nil {
			t.Fatal(err)
		}
		c := exec.Command(os.Args[0], "-test.run=^TestKilledBuilds$")
		c.Env = append(os.Environ(), "GLOSSATOR_BUILD_CONTENT="+content, "GLOSSATOR_BUILD_OUT="+public)
		start := time.Now()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(until, func() { c.Process.Kill() })
		err := c.Wait()
		timer.Stop()
		return time.Since(start), err == nil
	}
	whole := func() int {
		t.Helper()
		faults, err := publish.Verify(os.DirFS(public))
		if err != nil || len(faults) > 0 {
			t.Fatalf("the site is not whole: %v %v", faults, err)
		}
		return generationOf(t, public)
	}
	usual, ok := build(0, time.Minute)
	if !ok || whole() != 0 {
		t.Fatal("the edition is not built")
	}
	random := rand.New(rand.NewPCG(3, 4))
	done, last := 0, 0
	for generation := 1; generation <= kills; generation++ {
		_, finished := build(generation, time.Duration(random.Int64N(int64(usual*5/4))))
		switch got := whole(); {
		case got == generation:
			done++
			last = generation
		case got != last || finished:
			t.Fatalf("after a build of generation %d (finished: %v) the site is generation %d; it was %d", generation, finished, got, last)
		}
	}
	t.Logf("%d builds killed within %v: %d left the new site, %d the old one", kills, usual*5/4, done, kills-done)
	if _, ok := build(kills+1, time.Minute); !ok || whole() != kills+1 {
		t.Error("after the killed builds none succeeds")
	}
}

// generationOf is the generation that every page of the site says it is.
func generationOf(t *testing.T, public string) int {
	t.Helper()
	found := -1
	for _, name := range htmlFiles(t, public) {
		b, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		_, rest, ok := strings.Cut(string(b), "Generation")
		if !ok {
			t.Fatalf("%s says no generation", name)
		}
		n, err := strconv.Atoi(rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))])
		if err != nil || found >= 0 && n != found {
			t.Fatalf("%s is of generation %d, another page of %d", name, n, found)
		}
		found = n
	}
	return found
}
