package cli_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"glossator/generator/cli"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// What other people's programs say of the pages of two editions: the one in content/, and the one that `glossator new`
// writes.

// shared are editions that tests only look at, built once.
var shared struct {
	once     sync.Once
	folder   string
	editions map[string]string
}

// builtEditions are folders with the editions' pages.
func builtEditions(t *testing.T) map[string]string {
	t.Helper()
	shared.once.Do(func() {
		var err error
		if shared.folder, err = os.MkdirTemp("", "editions"); err != nil {
			t.Fatal(err)
		}
		starter := filepath.Join(shared.folder, "new")
		glossator(t, "new", starter, "--quiet")
		shared.editions = map[string]string{}
		for name, content := range map[string]string{"content": "../../content", "starter": filepath.Join(starter, "content")} {
			shared.editions[name] = filepath.Join(shared.folder, name)
			glossator(t, "build", "--quiet", "--content", content, "--out", shared.editions[name])
		}
	})
	if len(shared.editions) < 2 {
		t.Fatal("the editions were not built")
	}
	return maps.Clone(shared.editions)
}

func glossator(t testing.TB, args ...string) {
	t.Helper()
	if code := cli.Run(args, io.Discard, os.Stderr); code != 0 {
		t.Fatalf("glossator %s ends with %d", strings.Join(args, " "), code)
	}
}

// clean runs a program that must find nothing wrong.
func clean(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%.4000s", err, out)
	}
}

// wrongPage is a folder with one page that is wrong.
func wrongPage(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	page := `<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><p id="a"><p id="a"><img src="x"><a href="nowhere.html">x</a></body></html>`
	fixture.Write(t, filepath.Join(folder, "index.html"), page)
	return folder
}

// complainsOfTheWrongPage runs a program once over the editions and a page that is wrong, of which alone it must complain, in
// lines that name it.
func complainsOfTheWrongPage(t *testing.T, name string, args ...string) {
	t.Helper()
	wrong := wrongPage(t)
	args = append(args, wrong)
	for _, folder := range builtEditions(t) {
		args = append(args, folder)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err == nil || !strings.Contains(string(out), wrong) {
		t.Errorf("a wrong page is passed: %v\n%.4000s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		if !strings.Contains(line, wrong) {
			t.Errorf("%.1000s", line)
		}
	}
}

func TestPagesByNu(t *testing.T) {
	t.Parallel()
	java, jar := needed.Program(t, "java"), needed.Module(t, "vnu-jar/build/dist/vnu.jar")
	// In a run as short as this one Java's second compiler takes longer than it saves.
	complainsOfTheWrongPage(t, java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-jar", jar, "--errors-only", "--skip-non-html")
}

func TestPagesByHTMLValidate(t *testing.T) {
	t.Parallel()
	node, script := needed.Program(t, "node"), needed.Module(t, "html-validate/bin/html-validate.mjs")
	complainsOfTheWrongPage(t, node, script, "--preset", "recommended", "--rule", "long-title:off", "--formatter", "text", "--ext", "html") // titles are the authors'
}

func TestLinksByLinkinator(t *testing.T) {
	t.Parallel()
	node, script := needed.Program(t, "node"), needed.Module(t, "linkinator/build/src/cli.js")
	args := []string{script, "--recurse", "--check-fragments", "--verbosity", "error", "--skip", "^https?://(?!localhost)"}
	if out, err := exec.Command(node, append(args, wrongPage(t))...).CombinedOutput(); err == nil {
		t.Errorf("a wrong page is passed\n%s", out)
	}
	for _, folder := range builtEditions(t) {
		clean(t, node, append(args, folder)...)
	}
}

// A crawler that follows plain links from the home page gets every file.
func TestCrawlByWget(t *testing.T) {
	t.Parallel()
	wget := needed.Program(t, "wget")
	folder, copied := builtEditions(t)["content"], t.TempDir()
	host := httptest.NewServer(http.FileServer(http.Dir(folder)))
	defer host.Close()
	clean(t, wget, "--recursive", "--level=inf", "--no-host-directories", "--no-verbose", "--execute=robots=off", "--directory-prefix="+copied, host.URL+"/index.html")
	err := filepath.WalkDir(folder, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		relative, err := filepath.Rel(folder, name)
		if err != nil {
			return err
		}
		want, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if got, err := os.ReadFile(filepath.Join(copied, relative)); err != nil || string(got) != string(want) {
			t.Errorf("%s was not found by following links", relative)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// colours makes pages light or dark.
func colours(scheme string) chromedp.Action[chromedp.Void] {
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

// kindsOfPages has one page of each kind.
var kindsOfPages = []string{"index.html", "essays/winn-policy.html", "bibliography.html", "bibliography/haslam1984ny.html", "glossary.html",
	"glossary/collective-security.html", "names.html", "names/litvinov.html", "chronology.html", "locators.html", "search.html?q=security",
	"pages/about.html", "colophon.html", "files.html", "404.html"}

// served is the edition in content/, on a host, below a path.
func served(t *testing.T, path string) string {
	t.Helper()
	host := httptest.NewServer(http.StripPrefix(strings.TrimSuffix(path, "/"), http.FileServer(http.Dir(builtEditions(t)["content"]))))
	t.Cleanup(host.Close)
	return host.URL + path
}

// violations is a program for the browser that gives what axe finds, a line each.
const violations = `axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.flatMap(v =>
	v.nodes.map(n => v.id + ': ' + n.html.slice(0, 160) + ' ' + n.failureSummary.slice(0, 300))))`

// otherPages are pages of editions that are not in content/: one in Hebrew, the one that new writes, and the imported seeds.
func otherPages(t *testing.T) []string {
	hebrew := hebrewEdition(t)
	starter := builtEditions(t)["starter"]
	pages := []string{hebrew + "/index.html", hebrew + "/essays/one.html", starter + "/index.html", starter + "/essays/letters.html", starter + "/glossary.html", starter + "/404.html"}
	if seeds := os.Getenv("GLOSSATOR_SEEDS"); seeds != "" {
		texts, err := filepath.Glob(filepath.Join(seeds, "*.txt"))
		if err != nil || len(texts) == 0 {
			t.Fatalf("no texts in %s: %v", seeds, err)
		}
		dir := t.TempDir()
		content, out := filepath.Join(dir, "content"), filepath.Join(dir, "public")
		glossator(t, append([]string{"import", "--quiet", "--into", content}, texts...)...)
		glossator(t, "build", "--quiet", "--keep-going", "--content", content, "--out", out)
		essays, err := filepath.Glob(filepath.Join(out, "essays", "*.html"))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(append(pages, essays...), out+"/index.html", out+"/bibliography.html")
	} else if os.Getenv("GLOSSATOR_REQUIRE_ALL") == "1" {
		t.Fatal("GLOSSATOR_SEEDS is unset: it names the folder of raw texts")
	}
	for i := range pages {
		pages[i] = "file://" + pages[i]
	}
	return pages
}

// One page of each kind is looked at narrow and dark, and wide and light.
func TestPagesByAxe(t *testing.T) {
	t.Parallel()
	axe := fixture.Read(t, needed.Module(t, "axe-core/axe.min.js"))
	ctx, edition, starter := needed.Browser(t), served(t, "/"), "file://"+builtEditions(t)["starter"]+"/"
	asks := func() []string {
		evaluated[bool](t, ctx, string(axe)+"\n;true")
		return evaluated[[]string](t, ctx, violations)
	}
	show := func(page string, width int64, scheme string) {
		done(t, ctx, chromedp.EmulateViewport(width, 900), colours(scheme), chromedp.Navigate(page))
	}
	look := func(page string, width int64, scheme string) {
		show(page, width, scheme)
		for _, v := range asks() {
			t.Errorf("%s, %d px, %s: %s", page, width, scheme, v)
		}
	}
	for _, page := range kindsOfPages {
		look(edition+page, 360, "dark")
		look(edition+page, 1400, "light")
	}
	done(t, ctx, command(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}))
	show(starter+"essays/letters.html", 900, "light")
	for _, step := range []struct{ does, shows string }{
		{`document.querySelector('.text a.cite').focus({focusVisible: true})`, `.preview`}, {`document.querySelector('#p3 > .address').click()`, `dialog[open]`},
	} {
		evaluated[any](t, ctx, step.does)
		waited(t, ctx, `!!document.querySelector('`+step.shows+`')`)
		for _, v := range asks() {
			t.Errorf("with %s: %s", step.shows, v)
		}
	}
	for _, page := range otherPages(t) {
		look(page, 360, "dark")
	}
	show("data:text/html,<html><body><img src=x><p style='color:%23aaa'>pale</p></body></html>", 360, "light")
	if found := strings.Join(asks(), "\n"); !strings.Contains(found, "image-alt: ") || !strings.Contains(found, "color-contrast: ") {
		t.Errorf("of a page that is wrong axe says %q", found)
	}
}

// From a host's subfolder all that a page asks for lies in the edition, and nothing is wider than a phone.
func TestPagesInAFolderOfAHost(t *testing.T) {
	t.Parallel()
	ctx, edition := needed.Browser(t), served(t, "/a/folder/")
	for _, page := range kindsOfPages {
		if page == "404.html" {
			continue // it is for the host that base-url names
		}
		done(t, ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(edition+page))
		asked := evaluated[[]string](t, ctx, `performance.getEntriesByType('resource').map(e => e.name + ' ' + (e.responseStatus || 200))`)
		for _, a := range asked {
			if strings.HasSuffix(a, "/favicon.ico 404") { // the browser's own wish, late or early
				continue
			}
			if !strings.HasPrefix(a, edition) || !strings.HasSuffix(a, " 200") {
				t.Errorf("%s asks for %s", page, a)
			}
		}
		wide := evaluated[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`)
		if wide > 0 {
			t.Errorf("%s is %d px wider than a phone", page, wide)
		}
	}
}

// A page does not move when its scripts arrive, and its own styles and scripts are small.
func TestAnEssaysPageIsLight(t *testing.T) {
	t.Parallel()
	ctx, edition := needed.Browser(t), served(t, "/a/folder/")
	done(t, ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(edition+"essays/leem-pact.html"))
	type measure struct {
		Shift float64
		Size  int
	}
	m := evaluated[measure](t, ctx, `new Promise(done => {
		let shift = 0;
		new PerformanceObserver(list => list.getEntries().forEach(e => { shift += e.value; })).observe({type: 'layout-shift', buffered: true});
		new PerformanceObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => done({
			Shift: shift,
			Size: performance.getEntriesByType('resource').filter(e => /\.(css|js)$/.test(e.name)).reduce((n, e) => n + e.decodedBodySize, 0),
		})))).observe({type: 'paint', buffered: true});
	})`)
	if m.Shift > 0 || m.Size == 0 || m.Size >= 60_000 {
		t.Errorf("the page moves by %v, its styles and scripts have %d bytes", m.Shift, m.Size)
	}
}
