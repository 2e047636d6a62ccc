package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// extremes are editions with very much of one thing, each by how much there is.
var extremes = []struct {
	name string
	n    int
	make func(w func(name, text string), n int)
}{
	{"citations of one source", 50_000, func(w func(string, string), n int) {
		inEssays(w, n, 1000, func(i int) string { return fmt.Sprintf("So the treaty says [@s0, p. %d].", i%900+1) })
	}},
	{"mentions of one term", 200_000, func(w func(string, string), n int) {
		inEssays(w, n, 2000, func(i int) string { return fmt.Sprintf("In year %d the balance of power held.", i%90+1) })
	}},
	{"words of one essay", 200_000, func(w func(string, string), n int) {
		inEssays(w, n/66, n/66, func(i int) string {
			return strings.Repeat("The minister wrote a long reply to the note. ", 6) + fmt.Sprintf("He called it late.[^%d]\n\n[^%d]: See @s1 [p. %d].", i, i, i)
		})
	}},
	{"sources", 60_000, func(w func(string, string), n int) {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "@book{s%d, author={Author%d, Ann}, title={Work no. %d}, year=%d, publisher={Press}}\n", i, i, i, 1900+i%100)
		}
		w("sources.bib", b.String())
		inEssays(w, n/10, 100, func(i int) string { return fmt.Sprintf("So the treaty says [@s%d, p. 3].", i*10) })
	}},
	{"terms and names", 20_000, func(w func(string, string), n int) {
		var terms, names strings.Builder
		for i := range n / 2 {
			fmt.Fprintf(&terms, "- id: t%d\n  term: %s term\n  definition: A word.\n", i, inLetters(i))
			fmt.Fprintf(&names, "- id: n%d\n  name: Ann %s\n  kind: person\n", i, inLetters(i))
		}
		w("glossary.yaml", terms.String())
		w("names.yaml", names.String())
		inEssays(w, n/10, 100, func(i int) string { return fmt.Sprintf("Of a %s term spoke Ann %s.", inLetters(i*5), inLetters(i*5)) })
	}},
}

// inEssays writes n paragraphs, so many in each essay.
func inEssays(w func(name, text string), n, each int, paragraph func(i int) string) {
	for from := 0; from < n; from += each {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Essay %d\nauthor: Ann Author\n---\n", from)
		for i := from; i < min(n, from+each); i++ {
			b.WriteString("\n" + paragraph(i) + "\n")
		}
		w(fmt.Sprintf("essays/e%d.md", from), b.String())
	}
}

// inLetters spells a number so that it is a name.
func inLetters(i int) string {
	name := []byte("X")
	for _, d := range fmt.Sprint(i) {
		name = append(name, byte('a'+d-'0'))
	}
	return string(name)
}

// BenchmarkExtremes builds editions with very much of one thing, first a quarter of it and then all. It reports how many
// times as long all takes: four times, where cost grows in a straight line. GLOSSATOR_SHARE says which share of the whole
// is built: 20 is a twentieth.
func BenchmarkExtremes(b *testing.B) {
	share := 20
	fmt.Sscan(os.Getenv("GLOSSATOR_SHARE"), &share)
	for _, x := range extremes {
		b.Run(fmt.Sprintf("%d %s", x.n/share, x.name), func(b *testing.B) {
			for b.Loop() {
				part := extreme(b, x.make, x.n/share/4)
				whole := extreme(b, x.make, x.n/share)
				b.ReportMetric(whole.Seconds(), "s/build")
				b.ReportMetric(whole.Seconds()/part.Seconds(), "×quarter")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// extreme makes an edition and says how long it takes to build.
func extreme(b *testing.B, write func(w func(name, text string), n int), n int) time.Duration {
	b.Helper()
	dir := b.TempDir()
	w := contentWriter(b, dir)
	w("edition.yaml", "title: Extreme\nlanguage: en\nbibliography: [sources.bib]\n")
	w("sources.bib", "@book{s0, author={Carr, Edward}, title={Relations}, year=1952}\n@book{s1, author={Watt, Donald}, title={How War Came}, year=1989}\n")
	w("glossary.yaml", "- id: balance\n  term: balance of power\n  definition: What states do.\n")
	write(w, n)
	p := &program{content: filepath.Join(dir, "content"), layouts: "layouts", out: filepath.Join(dir, "public"), format: "text", quiet: true, stdout: io.Discard, stderr: os.Stderr}
	begun := time.Now()
	if err := p.build(false, &profile{}); err != nil {
		b.Fatal(err)
	}
	return time.Since(begun)
}
