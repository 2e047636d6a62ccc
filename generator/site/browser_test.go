package site_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"glossator/generator/fixture"
	"glossator/generator/needed"
	"glossator/generator/site"
)

func TestMain(m *testing.M) {
	status := m.Run()
	needed.CloseBrowser()
	os.Exit(status)
}

// browser is a window of Chromium that looks at the small edition from a disk.
type browser struct {
	t      *testing.T
	ctx    context.Context
	folder string
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	b := &browser{t: t, ctx: needed.Browser(t), folder: t.TempDir()}
	s := smallSite(t)
	for _, p := range s.Pages() {
		if p.Kind != site.File {
			page, err := s.Render(p.Path)
			if err != nil {
				t.Fatal(err)
			}
			fixture.Write(t, filepath.Join(b.folder, filepath.FromSlash(p.Path)), page)
		}
	}
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	}))
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// open shows a page in a window of that width.
func (b *browser) open(path string, width int64) {
	b.t.Helper()
	b.resize(width)
	b.do(chromedp.Navigate("file://" + b.folder + "/" + path))
}

func (b *browser) resize(width int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, 900))
}

// eval is what a JavaScript expression gives.
func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatal(err)
	}
	return value
}

func (b *browser) wait(expression string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(2*time.Minute))); err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
}

// staysHere finds what the page has asked for outside the edition.
func (b *browser) staysHere() {
	b.t.Helper()
	for _, url := range eval[[]string](b, `performance.getEntriesByType('resource').map(e => e.name)`) {
		if !strings.HasPrefix(url, "file://"+b.folder) {
			b.t.Errorf("the page asks for %s", url)
		}
	}
}

// TestNotesStandBesideTheirCalls looks at a wide page without scripts.
func TestNotesStandBesideTheirCalls(t *testing.T) {
	b := newBrowser(t)
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	b.open("essays/first.html", 1400)
	far := eval[[]string](b, `[...document.querySelectorAll('.notes li.beside')].filter((li, i, all) => {
		const call = document.getElementById('r-' + li.id).getBoundingClientRect();
		const note = li.getBoundingClientRect();
		const before = all.filter(o => o !== li && o.parentNode === li.parentNode).map(o => o.getBoundingClientRect().bottom);
		return Math.abs(note.top - call.top) > 2 && !before.some(y => Math.abs(note.top - y) < 12);
	}).map(li => li.id)`)
	if len(far) > 0 {
		t.Errorf("notes %v stand neither beside their calls nor below their predecessors", far)
	}
	if n := eval[int](b, `document.querySelectorAll('.notes li.beside').length`); n != 2 {
		t.Errorf("%d notes stand beside the text; want 2", n)
	}
	sides := eval[string](b, `[...document.querySelectorAll('.notes li.beside')].map(li => li.getBoundingClientRect().left < innerWidth / 2 ? 'left' : 'right').join()`)
	if sides != "right,left" {
		t.Errorf("the author's and the editors' notes stand %s; want right,left", sides)
	}
}

// TestAnnotationsHaveNoNumbers looks for room that invisible numbers take, so that a last word stands alone.
func TestAnnotationsHaveNoNumbers(t *testing.T) {
	b := newBrowser(t)
	b.open("essays/first.html", 1400)
	widths := eval[[]float64](b, `[...document.querySelectorAll('.notes .address')].map(e => e.getBoundingClientRect().width)`)
	if len(widths) == 0 || slices.Max(widths) > 0 {
		t.Errorf("the numbers of passages in annotations are %v wide", widths)
	}
}

// TestSearchFromADisk finds words by their beginnings, Korean within words, and words of several passages together.
func TestSearchFromADisk(t *testing.T) {
	b := newBrowser(t)
	for query, want := range map[string]string{
		"집단안보": "essays/second.html#p2", "collective sec": "essays/second.html#p1", "GK 520": "essays/first.html#p8", "printed document": "essays/first.html#p4",
		"보": "essays/second.html#p2", "다": "essays/second.html#p2",
	} {
		b.open("search.html?q="+query, 1000)
		b.wait(`document.querySelector('.results ol a') !== null`)
		found := eval[[]string](b, `[...document.querySelectorAll('.results ol a')].map(a => a.getAttribute('href'))`)
		if !strings.Contains(strings.Join(found, " "), want) {
			t.Errorf("%s: found %v, not %s", query, found, want)
		}
		b.staysHere()
	}
}

// TestPreviewsByKeyboard opens a preview by focus and closes it with Esc.
func TestPreviewsByKeyboard(t *testing.T) {
	b := newBrowser(t)
	b.open("essays/first.html", 900)
	for selector, want := range map[string]string{
		"#r-n1": "See the review", ".text a.term": "An order in which", ".text a.name": "People’s Commissar", ".text a.cite": "Initiation",
		".text a.event": "Molotov takes his place", ".text a.essay": "narrower",
	} {
		b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('` + selector + `').focus({focusVisible: true})`))
		b.wait(`document.querySelector('.preview') !== null`)
		if got := eval[string](b, `document.querySelector('.preview').textContent`); !strings.Contains(got, want) {
			t.Errorf("the preview of %s shows %q; want %q", selector, got, want)
		}
		b.do(chromedp.KeyEvent("\u001b"))
		b.wait(`document.querySelector('.preview') === null`)
	}
	b.staysHere()
}

// Notes in a script without spaces are shortened as others are.
func TestLongNotesArePreviewedInPart(t *testing.T) {
	b := newBrowser(t)
	b.open("essays/first.html", 900)
	for _, word := range []string{"注", "𠮷", "words "} {
		b.run(`document.querySelector('#n1 .note').textContent = '` + word + `'.repeat(700)`)
		b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('#r-n1').focus({focusVisible: true})`))
		b.wait(`document.querySelector('.preview .more') !== null`)
		got := eval[string](b, `document.querySelector('.preview p').textContent`)
		if n := utf8.RuneCountInString(got); n < 150 || n > 330 || !strings.HasPrefix(strings.Repeat(word, 700), strings.TrimRight(got, "\u00a0… ")) {
			t.Errorf("of 700 times %q the preview shows %q", word, got)
		}
		b.do(chromedp.KeyEvent("\u001b"))
		b.wait(`document.querySelector('.preview') === null`)
		b.run(`document.activeElement.blur()`)
	}
}

// pagesOfEveryKind are those that a reader may come to.
var pagesOfEveryKind = []string{
	"index.html", "essays/first.html", "bibliography.html", "bibliography/gk.html", "glossary.html", "glossary/collective-security.html", "names.html",
	"names/litvinov.html", "chronology.html", "locators.html", "pages/about.html", "colophon.html", "search.html",
}

// TestBrowsersWithoutLightDark looks at a page as browsers do that do not know light-dark(): nothing shows through a preview.
func TestBrowsersWithoutLightDark(t *testing.T) {
	b := newBrowser(t)
	file := filepath.Join(b.folder, "css", "frame.css")
	css := fixture.Read(t, file)
	fixture.Write(t, file, bytes.ReplaceAll(css, []byte("light-dark("), []byte("not-known(")))
	b.open("essays/first.html", 900)
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('.text a.cite').focus({focusVisible: true})`))
	b.wait(`document.querySelector('.preview') !== null`)
	for element, want := range map[string]string{".preview": "rgb(255, 253, 249)", "body": "rgb(255, 253, 249)"} {
		if got := eval[string](b, `getComputedStyle(document.querySelector('`+element+`')).backgroundColor`); got != want {
			t.Errorf("the background of %s is %s; want %s", element, got, want)
		}
	}
}

// TestLongWordsFit puts a word longer than a line at the end of what titles, links and lists say.
func TestLongWordsFit(t *testing.T) {
	b := newBrowser(t)
	for _, page := range pagesOfEveryKind {
		b.open(page, 320)
		b.run(`document.querySelectorAll('h1, h2, h3, p, p a, li a, dd, dd *, .entry, .entry i').forEach(e => {
			if (!e.closest('.skip, .call, .address, pre, .letters')) e.append('Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft');
		})`)
		for _, width := range []int64{320, 700} {
			b.resize(width)
			if got := eval[int64](b, `document.documentElement.scrollWidth`); got > width {
				t.Errorf("%s with long words is %d wide in a window of %d", page, got, width)
			}
		}
	}
}

// TestTextTwiceAsLarge sets the letters of a phone's page to twice their size: it is no wider than the window, and the link that
// skips the masthead, which some languages have longer words for, is not seen before it has the focus.
func TestTextTwiceAsLarge(t *testing.T) {
	b := newBrowser(t)
	for _, page := range pagesOfEveryKind {
		b.open(page, 320)
		b.run(`document.documentElement.style.fontSize = '200%'; document.querySelector('.skip').textContent = 'Zum Text der Seite springen'`)
		if got := eval[int64](b, `document.documentElement.scrollWidth`); got > 320 {
			t.Errorf("%s is %d wide in a window of 320", page, got)
		}
		seen := `(r => r.bottom > 0 && r.right > 0 && r.left < innerWidth)(document.querySelector('.skip').getBoundingClientRect())`
		if eval[bool](b, seen) {
			t.Errorf("the link that skips the masthead of %s is seen", page)
		}
		b.run(`document.querySelector('.skip').focus()`)
		if !eval[bool](b, seen) {
			t.Errorf("the link that skips the masthead of %s is not seen when it has the focus", page)
		}
	}
}

// TestPagesFitEveryWidth looks at each page at three widths: nothing overflows, and what is not in a sentence is large
// enough for a finger.
func TestPagesFitEveryWidth(t *testing.T) {
	b := newBrowser(t)
	for _, page := range pagesOfEveryKind {
		b.open(page, 360)
		for _, width := range []int64{360, 1400, 2560} {
			b.resize(width)
			if got := eval[int64](b, `document.documentElement.scrollWidth`); got > width {
				t.Errorf("%s is %d wide in a window of %d", page, got, width)
			}
			small := eval[[]string](b, `[...document.querySelectorAll('a, button, input, select, summary')].filter(e => {
				if (e.closest('p, q, dd, dt, .entry, h1, h2, h3, figcaption, svg, .text, .note, .skip, .address')) return false;
				const r = e.getBoundingClientRect();
				return r.width > 0 && (r.height < 23.5 || r.width < 23.5) && !e.closest('label');
			}).map(e => e.outerHTML.slice(0, 90))`)
			if len(small) > 0 {
				t.Errorf("%s at %d: smaller than 24 px: %s", page, width, strings.Join(small, "\n"))
			}
			b.staysHere()
		}
	}
}
