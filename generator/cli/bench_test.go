//go:build unix

package cli

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"glossator/generator/needed"
)

// BenchmarkBuild builds editions of as many essays as GLOSSATOR_ESSAYS says ("1000 5000"; 100 when unset), in turns with
// the floor: the same files converted by plain goldmark on all cores. Each build has a folder of its own, beside which
// nothing is kept, and which stays, since a disk that has just been told to forget files makes new ones slowly. It reports
// the medians of the times, how many times the floor a build takes, and the peak of its memory.
func BenchmarkBuild(b *testing.B) {
	benchEditions(b, func(b *testing.B, tools, edition string) {
		var floors, builds []float64
		peak := int64(0)
		for b.Loop() {
			took, _ := timed(b, exec.Command(filepath.Join(tools, "floor"), filepath.Join(edition, "content", "essays"), filepath.Join(edition, "floor")))
			floors = append(floors, took)
			build := exec.Command(filepath.Join(tools, "glossator"), "build", "--quiet", "--out", "public-"+strconv.Itoa(len(builds)))
			build.Dir = edition
			took, memory := timed(b, build)
			builds = append(builds, took)
			peak = max(peak, memory)
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(median(builds), "s/build")
		b.ReportMetric(median(floors), "s/floor")
		b.ReportMetric(median(builds)/median(floors), "×floor")
		b.ReportMetric(float64(peak)/1024, "MiB")
	})
}

// BenchmarkRebuild builds editions of as many essays as GLOSSATOR_ESSAYS says again and again: as they are, after a word of
// an essay has changed, after an essay has got another paragraph at its end, and one between others, and after one has been taken
// away. It reports the medians of the times.
func BenchmarkRebuild(b *testing.B) {
	benchEditions(b, func(b *testing.B, tools, edition string) {
		peak := int64(0)
		build := func() float64 {
			c := exec.Command(filepath.Join(tools, "glossator"), "build", "--quiet")
			c.Dir = edition
			took, memory := timed(b, c)
			peak = max(peak, memory)
			return took
		}
		build()
		peak = 0
		essays, err := filepath.Glob(filepath.Join(edition, "content", "essays", "*.md"))
		if err != nil || len(essays) == 0 {
			b.Fatal("there are no essays", err)
		}
		change := func(essay string, how func(text string) string) {
			text, err := os.ReadFile(essay)
			changed := how(string(text))
			if err == nil {
				err = os.WriteFile(essay, []byte(changed), 0o644)
			}
			if err != nil || changed == string(text) {
				b.Fatalf("%s is not changed: %v", essay, err)
			}
		}
		// blocks changes an essay's blocks, paragraphs for the most part.
		blocks := func(essay string, how func(blocks []string) []string) {
			change(essay, func(text string) string { return strings.Join(how(strings.Split(text, "\n\n")), "\n\n") })
		}
		var same, reworded, longer, between, shorter []float64
		for i := 0; b.Loop(); i++ {
			same = append(same, build())
			change(essays[7*i%len(essays)], func(text string) string {
				return text[:len(text)/2] + strings.Replace(text[len(text)/2:], " joyati ", " otherwise ", 1)
			})
			reworded = append(reworded, build())
			change(essays[11*i%len(essays)], func(text string) string { return text + "\nAnother paragraph.\n" })
			longer = append(longer, build())
			blocks(essays[13*i%len(essays)], func(blocks []string) []string {
				return slices.Insert(blocks, len(blocks)/3, "A paragraph that has been put between two others.")
			})
			between = append(between, build())
			blocks(essays[17*i%len(essays)], func(blocks []string) []string {
				at := len(blocks) / 3
				for len(blocks[at]) < 300 || strings.Contains(blocks[at], "[^") { // a note that nothing calls would be a finding
					at++
				}
				return slices.Delete(blocks, at, at+1)
			})
			shorter = append(shorter, build())
			build() // the one before has warned of an address whose words are gone, so that this is not one that does nothing
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(median(same), "s/unchanged")
		b.ReportMetric(median(reworded), "s/reworded")
		b.ReportMetric(median(longer), "s/longer")
		b.ReportMetric(median(between), "s/between")
		b.ReportMetric(median(shorter), "s/shorter")
		b.ReportMetric(float64(peak)/1024, "MiB")
	})
}

// BenchmarkArchive packs editions of as many essays as GLOSSATOR_ESSAYS says, in turns with sha512sum over the same
// files and gzip of all of them. It reports how many times as long packing takes as the two together, and its memory.
func BenchmarkArchive(b *testing.B) {
	benchEditions(b, func(b *testing.B, tools, edition string) {
		command := func(name string, args ...string) *exec.Cmd {
			c := exec.Command(name, args...)
			c.Dir = edition
			return c
		}
		run(b, command(filepath.Join(tools, "glossator"), "build", "--quiet"))
		var packing, yardstick []float64
		peak := int64(0)
		for b.Loop() {
			sums, _ := timed(b, command("sh", "-c", "find public content -type f -exec sha512sum {} + > sums"))
			squeezed, _ := timed(b, command("sh", "-c", "find public content -type f -exec cat {} + | gzip > all.gz"))
			yardstick = append(yardstick, sums+squeezed)
			took, memory := timed(b, command(filepath.Join(tools, "glossator"), "archive", "--quiet", "-o", "package.zip"))
			packing, peak = append(packing, took), max(peak, memory)
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(median(packing), "s/package")
		b.ReportMetric(median(packing)/median(yardstick), "×sums+gzip")
		b.ReportMetric(float64(peak)/1024, "MiB")
	})
}

// BenchEditions is for the benchmarks that see the program from outside.
var BenchEditions = benchEditions

// benchEditions calls f with an edition of as many essays as GLOSSATOR_ESSAYS says, 100 when it is unset, one after another:
// 1000 essays of 5,000 words, or 10000x300, essays of about 300.
func benchEditions(b *testing.B, f func(b *testing.B, tools, edition string)) {
	tools := benchTools(b)
	for _, n := range strings.Fields(cmp.Or(os.Getenv("GLOSSATOR_ESSAYS"), "100")) {
		b.Run(n, func(b *testing.B) {
			edition := filepath.Join(b.TempDir(), "edition")
			run(b, exec.Command(filepath.Join(tools, "corpus"), append(corpusSize(b, n), "-out", edition)...))
			f(b, tools, edition)
		})
	}
}

// corpusSize are the arguments that make corpus write so many essays, of so many words if that is said. It ends an essay with the
// paragraph in which they are reached, 65 words further on.
func corpusSize(b *testing.B, size string) []string {
	essays, words, short := strings.Cut(size, "x")
	if !short {
		return []string{"-docs", essays}
	}
	n, err := strconv.Atoi(words)
	if err != nil {
		b.Fatalf("GLOSSATOR_ESSAYS: %s", err)
	}
	return []string{"-docs", essays, "-words", strconv.Itoa(n - 65)}
}

// benchTools builds the command, the maker of editions and the floor.
func benchTools(b *testing.B) string {
	yardsticks := needed.Variable(b, "GLOSSATOR_BENCH")
	dir := b.TempDir()
	for _, t := range []struct{ folder, name string }{{"..", "glossator"}, {filepath.Join(yardsticks, "corpus"), "corpus"}, {filepath.Join(yardsticks, "floor"), "floor"}} {
		build := exec.Command("go", "build", "-o", filepath.Join(dir, t.name), ".")
		build.Dir = t.folder
		run(b, build)
	}
	return dir
}

func run(b *testing.B, c *exec.Cmd) {
	b.Helper()
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", c, err, out)
	}
}

// timed runs a command and gives its time in seconds and its peak memory in KiB.
func timed(b *testing.B, c *exec.Cmd) (seconds float64, memory int64) {
	b.Helper()
	start := time.Now()
	run(b, c)
	return time.Since(start).Seconds(), c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
}

func median(list []float64) float64 { return percentile(list, 50) }

func percentile(list []float64, p int) float64 {
	list = slices.Sorted(slices.Values(list))
	if len(list) == 0 {
		return 0
	}
	return list[min(len(list)-1, len(list)*p/100)]
}
