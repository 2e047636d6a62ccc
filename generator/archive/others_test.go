package archive_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"glossator/generator/archive"
	"glossator/generator/needed"
)

// What other people's programs make of packages. The npm packages are those that package.json names; ReplayWeb.page is
// unpacked beside them by .ci/run, since it cannot be installed with what it is built from.

// script runs a program of node's and gives what it prints.
func script(t *testing.T, text string, args ...string) (string, error) {
	t.Helper()
	file := save(t, "script.cjs", []byte(text))
	out, err := exec.Command("node", append([]string{file}, args...)...).CombinedOutput()
	return string(out), err
}

// validate is a program for node that asks ro-crate's validator and prints what it finds wrong. The context that the
// validator would fetch is the one that its package has.
const validate = `
globalThis.fetch = async url => ({
  ok: url === "https://w3id.org/ro/crate/1.2/context", statusText: "not found",
  json: async () => require(process.argv[2] + "/lib/context.json"),
});
const { Validator } = require(process.argv[2] + "/lib/validator.js");
const fs = require("fs");
(async () => {
  const v = new Validator();
  v.parseJSON(fs.readFileSync(process.argv[3], "utf8"));
  if (v.crate) await v.validate();
  const wrong = v.results.filter(r => r.status === "error" || r.status === "warning");
  for (const r of wrong) console.log(r.status + ": " + r.message);
  process.exit(wrong.length ? 1 : 0);
})();
`

func TestDescriptionByROCrate(t *testing.T) {
	crate := needed.Module(t, "ro-crate")
	file := filepath.Join(unpack(t, bag(t)), "small-1", "data", "ro-crate-metadata.json")
	if out, err := script(t, validate, crate, file); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	damaged := save(t, "ro-crate-metadata.json", bytes.ReplaceAll([]byte(read(t, file)), []byte(`"datePublished"`), []byte(`"published"`)))
	if out, err := script(t, validate, crate, damaged); err == nil {
		t.Errorf("a crate without a date is passed\n%s", out)
	}
}

// js-wacz reads our WARC and makes an index of its own: it has the same addresses as ours.
func TestWebArchiveByJSWACZ(t *testing.T) {
	tool := filepath.Join(needed.Module(t, "@harvard-lil/js-wacz"), "bin", "cli.js")
	var b bytes.Buffer
	if err := archive.WACZ(&b, metadata(), parts()[0].Files); err != nil {
		t.Fatal(err)
	}
	ours := unpack(t, b.Bytes())
	warcs, err := filepath.Glob(filepath.Join(ours, "archive", "*.warc.gz"))
	if err != nil || len(warcs) != 1 {
		t.Fatal(warcs, err)
	}
	indexed := func(warc string) ([]string, error) {
		theirs := filepath.Join(t.TempDir(), "theirs.wacz")
		if out, err := exec.Command("node", tool, "create", "-f", warc, "-o", theirs).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%v\n%s", err, out)
		}
		return addresses(t, theirs), nil
	}
	want := addresses(t, save(t, "ours.wacz", b.Bytes()))
	if got, err := indexed(warcs[0]); err != nil || !slices.Equal(got, want) {
		t.Errorf("js-wacz finds\n%s\nour index has\n%s\n%v", strings.Join(got, "\n"), strings.Join(want, "\n"), err)
	}
	whole := read(t, warcs[0])
	if got, err := indexed(save(t, "half.warc.gz", []byte(whole[:len(whole)/2]))); err == nil && slices.Equal(got, want) {
		t.Error("js-wacz finds all addresses in half a web archive")
	}
}

// addresses are those in the index of a web archive, sorted.
func addresses(t *testing.T, file string) []string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var list []string
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "indexes/index.cdx") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var index io.Reader = r
		if strings.HasSuffix(f.Name, ".gz") {
			if index, err = gzip.NewReader(r); err != nil {
				t.Fatal(err)
			}
		}
		b, err := io.ReadAll(index)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if _, rest, found := strings.Cut(line, `"url":`); found {
				list = append(list, strings.Split(strings.TrimLeft(rest, ` "`), `"`)[0])
			}
		}
	}
	slices.Sort(list)
	return list
}

// wherever looks for an element in a page, in the frames in it and behind their shadows.
const wherever = `
function wherever(root, selector) {
	const found = root.querySelector(selector);
	if (found) return found;
	for (const e of root.querySelectorAll('*')) {
		let inside = null;
		if (e.shadowRoot) inside = wherever(e.shadowRoot, selector);
		if (!inside && e.tagName === 'IFRAME' && e.contentDocument) inside = wherever(e.contentDocument, selector);
		if (inside) return inside;
	}
	return null;
}
`

// ReplayWeb.page shows the home page and follows a link; of half an archive it shows nothing.
func TestReplay(t *testing.T) {
	player := needed.Module(t, "replaywebpage")
	chromium := needed.Program(t, "chromium")
	var b bytes.Buffer
	if err := archive.WACZ(&b, metadata(), parts()[0].Files); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox)
	allocator, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	defer cancel()
	replay := func(wacz []byte, until ...string) {
		host := httptest.NewServer(replayHost(player, wacz))
		defer host.Close()
		ctx, cancel := chromedp.NewContext(allocator)
		defer cancel()
		ctx, cancel = context.WithTimeout(ctx, 10*time.Minute)
		defer cancel()
		if err := chromedp.Do(ctx, chromedp.Navigate(host.URL+"/?source="+host.URL+"/small.wacz#view=pages&url=https://example.org/small/index.html")); err != nil {
			t.Fatal(err)
		}
		for _, expression := range until {
			if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("(() => {"+wherever+"return "+expression+"})()", chromedp.WithPollingTimeout(time.Minute))); err != nil {
				t.Fatalf("%s: %v", expression, err)
			}
		}
	}
	replay(b.Bytes(),
		`!!wherever(document, 'a[href$="essays/first.html"]')`,
		`(wherever(document, 'a[href$="essays/first.html"]').click(), true)`,
		`(wherever(document, 'body > p') || {}).textContent === '외교 words'`)
	replay(b.Bytes()[:b.Len()/2], `/not found/i.test((wherever(document, 'body > p#msg') || {}).textContent)`)
}

// replayHost serves the player and the archive.
func replayHost(player string, wacz []byte) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir(player)))
	mux.HandleFunc("/small.wacz", func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "small.wacz", time.Time{}, bytes.NewReader(wacz))
	})
	return mux
}
