//go:build unix

package cli_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"glossator/generator/cli"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// BenchmarkSearch searches, from a disk, editions of as many essays as GLOSSATOR_ESSAYS says for words that nothing has been loaded
// for. It reports the milliseconds from asking to the first result, the median and the 95th percentile, and the size of the index in
// hundredths of the text's.
func BenchmarkSearch(b *testing.B) {
	cli.BenchEditions(b, func(b *testing.B, tools, edition string) {
		out := filepath.Join(edition, "public")
		glossator(b, "build", "--quiet", "--content", filepath.Join(edition, "content"), "--out", out)
		ctx := needed.Browser(b)
		words := wordsOf(b, filepath.Join(edition, "content", "essays"))
		var times []float64
		for b.Loop() {
			for _, word := range words {
				if err := chromedp.Do(ctx, chromedp.Navigate("file://"+out+"/search.html")); err != nil {
					b.Fatal(err)
				}
				took, err := chromedp.Run(ctx, chromedp.Evaluate[float64](fmt.Sprintf(timeToResult, word), chromedp.EvalAwaitPromise))
				if err != nil {
					b.Fatal(err)
				}
				times = append(times, took)
			}
		}
		slices.Sort(times)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(times[len(times)/2], "ms")
		b.ReportMetric(times[len(times)*95/100], "ms/95th")
		index, text := searchSizes(b, out)
		b.ReportMetric(100*float64(index)/float64(text), "%text")
	})
}

// wordsOf are some words of the first essay.
func wordsOf(b testing.TB, essays string) []string {
	b.Helper()
	files, err := filepath.Glob(filepath.Join(essays, "*.md"))
	if err != nil || len(files) == 0 {
		b.Fatalf("no essays in %s: %v", essays, err)
	}
	text := fixture.Read(b, files[0])
	all := regexp.MustCompile(`[a-z]{4,}`).FindAllString(string(text), -1)
	var words []string
	for i := range 8 {
		words = append(words, all[len(all)/4+i*len(all)/20])
	}
	return words
}

// timeToResult searches for a word and says how long the first result takes.
const timeToResult = `new Promise(done => {
	const form = document.querySelector('.search-form'), begun = performance.now();
	const look = () => { if (document.querySelector('.results li a')) done(performance.now() - begun); };
	new MutationObserver(look).observe(document.querySelector('.results'), {childList: true, subtree: true});
	setTimeout(() => done(NaN), 20000);
	form.q.value = %q;
	form.requestSubmit();
})`
