//go:build linux

package cli

import (
	"os"
	"regexp"
	"testing"
)

// TestLargePages asks for large pages, and for no memory.
func TestLargePages(t *testing.T) {
	const size = 200 << 20
	before := peakMemory()
	useLargePages(size)
	if grown := peakMemory() - before; grown > 40 {
		t.Errorf("asking for large pages has taken %.0f MiB of memory", grown)
	}
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		if os.Getenv("GLOSSATOR_REQUIRE_ALL") != "" {
			t.Fatal("the system has no large pages")
		}
		t.Skip("the system has no large pages")
	}
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m)^VmFlags:.* hg\b`).Match(maps) {
		t.Error("no part of the heap is to lie in large pages")
	}
}
