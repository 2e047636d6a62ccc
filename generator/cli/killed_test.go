package cli_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"glossator/generator/cli"
	"glossator/generator/fixture"
	"glossator/generator/publish"
)

// TestKilledBuilds kills builds that change every page at random moments, from when the build begins (to start a program takes
// longer) to its end, and every third as soon as it has recorded its addresses. What they leave is always one generation of the site, whole, of which all
// addresses are recorded. GLOSSATOR_KILLS is how many.
func TestKilledBuilds(t *testing.T) {
	if content := os.Getenv("GLOSSATOR_BUILD_CONTENT"); content != "" {
		fmt.Println("the build begins")
		os.Exit(cli.Run([]string{"build", "--content", content, "--out", os.Getenv("GLOSSATOR_BUILD_OUT")}, os.Stdout, os.Stderr))
	}
	kills := 40
	if n, err := strconv.Atoi(os.Getenv("GLOSSATOR_KILLS")); err == nil {
		kills = n
	}
	folder := t.TempDir()
	content, public := filepath.Join(folder, "content"), filepath.Join(folder, "public")
	glossator(t, "new", folder, "--quiet")
	settings := string(fixture.Read(t, filepath.Join(content, "edition.yaml")))
	essays, err := filepath.Glob(filepath.Join(content, "essays", "*.md"))
	if err != nil || len(essays) == 0 {
		t.Fatal("there is no essay", err)
	}
	lock := filepath.Join(content, "addresses.lock")
	var recordings atomic.Int32
	build := func(generation int, until time.Duration, atRecording bool) (time.Duration, bool) {
		named := strings.Replace(settings, `title: "`, fmt.Sprintf(`title: "Generation%d `, generation), 1)
		fixture.Write(t, filepath.Join(content, "edition.yaml"), named)
		if err := addParagraph(essays[0], generation); err != nil {
			t.Fatal(err)
		}
		before, _ := os.Stat(lock) // there may be none
		c := exec.Command(os.Args[0], "-test.run=^TestKilledBuilds$")
		c.Env = append(os.Environ(), "GLOSSATOR_BUILD_CONTENT="+content, "GLOSSATOR_BUILD_OUT="+public)
		said, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		words := bufio.NewReader(said)
		if _, err := words.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		timer := time.AfterFunc(until, func() { c.Process.Kill() })
		ended := make(chan struct{})
		if atRecording {
			go func() {
				tick := time.NewTicker(50 * time.Microsecond)
				defer tick.Stop()
				for {
					select {
					case <-ended:
						return
					case <-tick.C:
						if now, err := os.Stat(lock); err == nil && !os.SameFile(before, now) {
							c.Process.Kill()
							recordings.Add(1)
							return
						}
					}
				}
			}()
		}
		io.Copy(io.Discard, words) // until it has ended
		err = c.Wait()
		close(ended)
		timer.Stop()
		return time.Since(start), err == nil
	}
	whole := func() int {
		t.Helper()
		faults, err := publish.Verify(os.DirFS(public))
		if err != nil || len(faults) > 0 {
			t.Fatalf("the site is not whole: %v %v", faults, err)
		}
		recorded(t, public, lock)
		return generationOf(t, public)
	}
	usual, ok := build(0, time.Minute, false)
	if !ok || whole() != 0 {
		t.Fatal("the edition is not built")
	}
	random := rand.New(rand.NewPCG(3, 4))
	done, last := 0, 0
	for generation := 1; generation <= kills; generation++ {
		until, atRecording := time.Duration(random.Int64N(int64(2*usual))), generation%3 == 1
		if atRecording {
			until = time.Minute
		}
		_, finished := build(generation, until, atRecording)
		switch got := whole(); {
		case got == generation:
			done++
			last = generation
		case got != last || finished:
			t.Fatalf("after a build of generation %d (finished: %v) the site is generation %d; it was %d", generation, finished, got, last)
		}
	}
	t.Logf("%d builds killed within %v, %d of them as they had recorded their addresses: %d left the new site, %d the old one", kills, 2*usual, recordings.Load(), done, kills-done)
	if recordings.Load() == 0 {
		t.Error("no build was killed as it had recorded its addresses")
	}
	if done == 0 || done == kills {
		t.Error("all builds were killed at one side of the exchange")
	}
	if _, ok := build(kills+1, time.Minute, false); !ok || whole() != kills+1 {
		t.Error("after the killed builds none succeeds")
	}
}

// addParagraph adds a paragraph to an essay's file.
func addParagraph(file string, number int) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "\nIn the year %d of this edition its editors added the paragraph %d.\n", number, 7*number)
	return errors.Join(err, f.Close())
}

// recorded checks that every address of a passage or citation that an essay's page has is in the lock.
func recorded(t *testing.T, public, lock string) {
	t.Helper()
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^(\S+) (\S+) [0-9a-f]{16} (.*)$`).FindAllStringSubmatch(string(fixture.Read(t, lock)), -1) {
		known[m[1]+" "+m[2]] = true
		for _, c := range strings.Fields(m[3])[1:] {
			id, _, _ := strings.Cut(c, ":")
			known[m[1]+" "+id] = true
		}
	}
	pages, err := filepath.Glob(filepath.Join(public, "essays", "*.html"))
	if err != nil || len(pages) == 0 {
		t.Fatal("there is no essay's page", err)
	}
	for _, page := range pages {
		b := fixture.Read(t, page)
		essay := strings.TrimSuffix(filepath.Base(page), ".html")
		for _, m := range regexp.MustCompile(` id="([psc][0-9]+[a-z]*)"`).FindAllSubmatch(b, -1) {
			if !known[essay+" "+string(m[1])] {
				t.Fatalf("%s has been published with the address %s, which is not recorded", page, m[1])
			}
		}
	}
}

// generationOf is the generation that every page of the site says it is.
func generationOf(t *testing.T, public string) int {
	t.Helper()
	found := -1
	for _, name := range htmlFiles(t, public) {
		_, rest, ok := strings.Cut(string(fixture.Read(t, filepath.Join(public, filepath.FromSlash(name)))), "Generation")
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
