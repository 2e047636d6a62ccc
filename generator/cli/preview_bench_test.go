package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"glossator/generator/preview"
)

// BenchmarkPreview measures, in editions of as many essays as GLOSSATOR_ESSAYS says (100 when unset), the time from a
// saved essay to the new bytes of a page that the edit touches: the essay's own, and a source's, a term's and a name's
// where it mentions them. It reports medians and 99th percentiles in milliseconds, the time from start to the first
// page, and the memory in use after a collection: before the edits, and by how much more after them. With -benchtime 2500x
// that is 10,000 edits.
func BenchmarkPreview(b *testing.B) {
	corpus := benchCorpus(b)
	sizes := strings.Fields(os.Getenv("GLOSSATOR_ESSAYS"))
	if len(sizes) == 0 {
		sizes = []string{"100"}
	}
	for _, n := range sizes {
		b.Run(n, func(b *testing.B) {
			folder := filepath.Join(b.TempDir(), "edition")
			run(b, exec.Command(corpus, "-docs", n, "-out", folder))
			names := "- id: leander-probeson\n  name: Leander Probeson\n  kind: person\n" // the corpus has no names
			if err := os.WriteFile(filepath.Join(folder, "content", "names.yaml"), []byte(names), 0o644); err != nil {
				b.Fatal(err)
			}
			measurePreview(b, filepath.Join(folder, "content"))
		})
	}
}

func benchCorpus(b *testing.B) string {
	yardsticks := os.Getenv("GLOSSATOR_BENCH")
	if yardsticks == "" {
		b.Skip("GLOSSATOR_BENCH is unset: it names the folder of corpus and floor")
	}
	program := filepath.Join(b.TempDir(), "corpus")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = filepath.Join(yardsticks, "corpus")
	run(b, build)
	return program
}

func measurePreview(b *testing.B, content string) {
	start := time.Now()
	address, end := runPreview(b, content, preview.Options{})
	b.Cleanup(end)
	saved := newSaves(b, content, address)
	saved.get("index.html")
	first := time.Since(start).Seconds()
	saved.get(saved.pages[0].path)
	essay := time.Since(start).Seconds()
	round := func() {
		for i := range saved.pages {
			saved.measure(&saved.pages[i])
		}
	}
	round() // what is made once and kept is made here
	before := inUse()
	for b.Loop() {
		round()
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(first, "s/first-page")
	b.ReportMetric(essay, "s/first-essay")
	for _, p := range saved.pages {
		b.ReportMetric(percentile(p.times, 50), "ms/"+p.name)
		b.ReportMetric(percentile(p.times, 99), "ms/"+p.name+"-p99")
	}
	b.ReportMetric(before, "MiB")
	b.ReportMetric(inUse()-before, "MiB-grown")
}

// saves are edits of one essay, each with words that the page asked for then must have.
type saves struct {
	b         *testing.B
	address   string
	file      string
	original  []byte
	nextEvent func()
	count     int
	pages     []measured
}

// measured is a page that the edit touches: what is written into the essay so that it does, and how long it took.
type measured struct {
	name, path, mention string
	times               []float64 // milliseconds
}

func newSaves(b *testing.B, content, address string) *saves {
	list, err := filepath.Glob(filepath.Join(content, "essays", "*.md"))
	if err != nil || len(list) == 0 {
		b.Fatal("no essays", err)
	}
	file := list[0] // what it mentions stands on the first part of the lists of long pages
	original, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	s := &saves{b: b, address: address, file: file, original: original}
	s.nextEvent = followEvents(b, address)
	s.pages = touched(b, content, filepath.Base(file), original)
	return s
}

func (s *saves) get(path string) []byte {
	response, err := http.Get(s.address + path)
	if err != nil {
		s.b.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		s.b.Fatal(path, response.Status, err)
	}
	return page
}

// measure saves the essay with a sentence of its own and asks for a page that must have it.
func (s *saves) measure(p *measured) {
	s.count++
	mark := fmt.Sprintf("Edited%d", s.count)
	text := slices.Concat(s.original, []byte("\n\n"+mark+" "+p.mention+" stands here.\n"))
	temporary := s.file + ".tmp"
	if err := os.WriteFile(temporary, text, 0o644); err != nil {
		s.b.Fatal(err)
	}
	start := time.Now()
	if err := os.Rename(temporary, s.file); err != nil {
		s.b.Fatal(err)
	}
	s.nextEvent()
	page := s.get(p.path)
	p.times = append(p.times, float64(time.Since(start).Microseconds())/1000)
	if !bytes.Contains(page, []byte(mark)) {
		s.b.Fatalf("%s does not show %q", p.path, mark)
	}
}

func inUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapInuse+m.StackInuse) / (1 << 20)
}

func percentile(list []float64, p int) float64 {
	list = slices.Sorted(slices.Values(list))
	if len(list) == 0 {
		return 0
	}
	return list[min(len(list)-1, len(list)*p/100)]
}

var (
	citedKey  = regexp.MustCompile(`@([a-z0-9]+)`)
	firstTerm = regexp.MustCompile(`- id: (\S+)\n  term: "([^"]+)"`)
)

// touched are the pages that the edits of an essay touch.
func touched(b *testing.B, content, file string, essay []byte) []measured {
	glossary, err := os.ReadFile(filepath.Join(content, "glossary.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	source, term := citedKey.FindSubmatch(essay), firstTerm.FindSubmatch(glossary)
	if source == nil || term == nil {
		b.Fatal("the corpus cites nothing, or has no terms")
	}
	return []measured{
		{name: "essay", path: "essays/" + strings.TrimSuffix(file, ".md") + ".html"},
		{name: "source", path: "bibliography/" + string(source[1]) + ".html", mention: "[@" + string(source[1]) + ", p. 7]"},
		{name: "term", path: "glossary/" + string(term[1]) + ".html", mention: string(term[2])},
		{name: "name", path: "names/leander-probeson.html", mention: "Leander Probeson"},
	}
}
