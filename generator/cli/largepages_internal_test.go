//go:build linux

package cli

import (
	"os"
	"regexp"
	"strings"
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
	if enabled, err := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled"); err != nil || strings.Contains(string(enabled), "[never]") {
		return // the system has none, and the wish does nothing
	}
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m)^VmFlags:.* hg\b`).Match(maps) {
		t.Error("no part of the heap is to lie in large pages")
	}
}
