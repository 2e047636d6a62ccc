//go:build linux

package cli

import (
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"sync"
	"testing"

	"glossator/generator/fixture"
	"glossator/generator/needed"
)

const (
	askedFor = 200 << 20 // bytes in large pages
	asks     = "GLOSSATOR_TEST_ASKS"
)

// TestLargePages asks for large pages, and for no memory. Whether memory is taken depends on what a program has done before: new
// ones ask again and again.
func TestLargePages(t *testing.T) {
	if os.Getenv(asks) != "" {
		held := useSome()
		before := peakMemory()
		useLargePages(askedFor)
		if grown := peakMemory() - before; grown > 40 {
			t.Errorf("asking for large pages has taken %.0f MiB of memory", grown)
		}
		runtime.KeepAlive(held)
		return
	}
	for range 40 {
		again := exec.Command(os.Args[0], "-test.run", "^TestLargePages$")
		again.Env = append(os.Environ(), asks+"=1")
		if said, err := again.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
	}
	useLargePages(askedFor)
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		needed.Skip(t, "the system has no large pages")
	}
	maps := fixture.Read(t, "/proc/self/smaps")
	if !regexp.MustCompile(`(?m)^VmFlags:.* hg\b`).Match(maps) {
		t.Error("no part of the heap is to lie in large pages")
	}
}

// useSome uses memory on two cores, as reading essays does, and holds little of it.
func useSome() (held map[int][]byte) {
	held = map[int][]byte{}
	var mu sync.Mutex
	var using sync.WaitGroup
	for n := range 2 {
		using.Go(func() {
			for i := range 3000 {
				b := make([]byte, 46<<10)
				for k := 0; k < len(b); k += 512 {
					b[k] = 1
				}
				mu.Lock()
				if i%3 == 0 {
					held[2*i+n] = make([]byte, 400)
				}
				mu.Unlock()
			}
		})
	}
	using.Wait()
	return held
}
