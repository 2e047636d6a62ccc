package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/fixture"
	"glossator/layouts"
)

// A check finds the same with texts that it has parsed and with those that an earlier run has kept; and it leaves nothing behind
// but those.
func TestChecksAreAsFirstOnes(t *testing.T) {
	content, d := openDesk(t)
	d.close()
	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	p := *d.program
	p.layouts = filepath.Join(t.TempDir(), "layouts")
	for file, link := range map[string]string{"pages/essay.html": `<a href="nowhere.html#at-all">x</a>`, "pages/source.html": `<p id="main"><a href="../essays/letters.html#nothing">x</a></p>`} {
		whole, err := layouts.Set{}.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fixture.Write(t, filepath.Join(p.layouts, file), strings.Replace(string(whole), `{{define "main"}}`, `{{define "main"}}`+link, 1))
	}
	checked := func() string {
		t.Helper()
		var out bytes.Buffer
		p.stdout, p.stderr = io.Discard, &out
		if err := p.check(true); !errors.Is(err, errFound) {
			t.Fatalf("%v: %s", err, out.String())
		}
		return out.String()
	}
	p.out = filepath.Join(t.TempDir(), "public") // where nothing is kept
	first := checked()
	for _, want := range []string{"essays/nowhere.html, which the edition does not have (and so from 1 page more; look for it in the layout of that page)", `no place "nothing"`, `the id "main" twice`} {
		if !strings.Contains(first, want) {
			t.Errorf("no %q in\n%s", want, first)
		}
	}
	if kept, err := filepath.Glob(filepath.Join(p.keptFolder(), "*.segment")); err != nil || len(kept) == 0 {
		t.Fatalf("%q is kept (%v)", kept, err)
	}
	if again := checked(); again != first {
		t.Errorf("with texts that are kept a check says\n%s\nand the first one\n%s", again, first)
	}
	if left, err := os.ReadDir(scratch); err != nil || len(left) > 0 {
		t.Errorf("%v are left (%v)", left, err)
	}
	if _, err := os.Stat(filepath.Join(content, "addresses.lock")); err == nil {
		t.Error("a check has recorded addresses")
	}
}

// What a check has kept serves a build, which publishes what a first one does.
func TestBuildsAfterChecksAreAsFirstOnes(t *testing.T) {
	_, d := openDesk(t)
	d.close()
	p := *d.program
	p.stdout, p.stderr = io.Discard, io.Discard
	if err := p.check(false); err != nil {
		t.Fatal(err)
	}
	if kept, err := filepath.Glob(filepath.Join(p.keptFolder(), "*.segment")); err != nil || len(kept) == 0 {
		t.Fatalf("%q is kept (%v)", kept, err)
	}
	if !buildsAsColdOnes(t, p) {
		t.Error("the edition cannot be published")
	}
}
