package cli_test

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// The ways in which one may read: by keyboard, by touch, on paper, without scripts, from right to left, in another language,
// in high contrast.

// command is a command of the browser.
func command[P, R any](c cdp.Command[P, R], parameters P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, c, parameters)
		return err
	})
}

func done(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// keys presses keys, one after another.
func keys(t *testing.T, ctx context.Context, list ...string) {
	t.Helper()
	for _, k := range list {
		done(t, ctx, chromedp.KeyEvent(k))
	}
}

const (
	tabKey    = "\t"
	enterKey  = "\r"
	escapeKey = "\u001b"
)

// arrived waits until another page is there, of which an expression is true.
func arrived(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression)); err == nil && is {
			return
		}
	}
	t.Fatalf("it never came: %s", expression)
}

// tabbedTo presses Tab until what has the focus matches, which must be seen on every way station.
func tabbedTo(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	for range 400 {
		keys(t, ctx, tabKey)
		at := evaluated[string](t, ctx, fmt.Sprintf(`(e => e.matches(%q) ? '' : getComputedStyle(e).outlineStyle === 'none' && e !== document.body ? 'unseen: ' + e.outerHTML.slice(0, 120) : 'on')(document.activeElement)`, selector))
		switch {
		case at == "":
			return
		case at != "on":
			t.Fatal("the focus is not to be seen: " + at)
		}
	}
	t.Fatalf("Tab does not lead to %s", selector)
}

func TestReadingByKeyboard(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	done(t, ctx, command(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}))
	opened(t, ctx, content, "essays/leem-pact.html", 1000)

	tabbedTo(t, ctx, ".skip")
	keys(t, ctx, enterKey)
	waited(t, ctx, `location.hash === '#main'`)

	tabbedTo(t, ctx, ".text .call.author a")
	waited(t, ctx, `!!document.querySelector('.preview')`)
	keys(t, ctx, escapeKey)
	waited(t, ctx, `!document.querySelector('.preview')`)
	keys(t, ctx, enterKey)
	waited(t, ctx, `location.hash.startsWith('#n')`)
	tabbedTo(t, ctx, ".notes.author .returns a")
	keys(t, ctx, enterKey)
	waited(t, ctx, `location.hash.startsWith('#r-n')`)

	tabbedTo(t, ctx, ".text a.cite")
	waited(t, ctx, `!!document.querySelector('.preview a')`)
	keys(t, ctx, tabKey)
	if !evaluated[bool](t, ctx, `!!document.activeElement.closest('.preview')`) {
		t.Error("Tab does not lead into the preview of a source")
	}
	keys(t, ctx, escapeKey)
	if !evaluated[bool](t, ctx, `!document.querySelector('.preview') && document.activeElement.matches('.text a.cite')`) {
		t.Error("Esc does not lead back to the link")
	}

	evaluated[bool](t, ctx, `(getSelection().selectAllChildren(document.querySelector('#p3')), true)`)
	waited(t, ctx, `!!document.querySelector('.passage-bar')`)
	keys(t, ctx, tabKey)
	waited(t, ctx, `!!document.activeElement.closest('.passage-bar')`)
	keys(t, ctx, enterKey)
	waited(t, ctx, `!!document.querySelector('dialog[open]')?.contains(document.activeElement)`)
	keys(t, ctx, escapeKey)
	waited(t, ctx, `!document.querySelector('dialog')`)
	if at := evaluated[string](t, ctx, `document.activeElement.hash || document.activeElement.outerHTML.slice(0, 80)`); at != "#p3" {
		t.Errorf("after the dialog the focus is at %s, not at the passage", at)
	}
}

// A reference manager that takes several passages of an essay is given one entry for each.
func TestReferencesOfPassages(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	opened(t, ctx, content, "essays/leem-pact.html", 1000)
	evaluated[bool](t, ctx, `(document.querySelector('#p3 > .address').click(), true)`)
	waited(t, ctx, `!!document.querySelector('dialog[open]')`)
	for form, want := range map[string]string{"BibTeX": "{leem-pact-p3,", "CSL-JSON": `"leem-pact-p3"`, "RIS": "ID  - leem-pact-p3\n"} {
		shown := evaluated[string](t, ctx, fmt.Sprintf(`(() => {
			[...document.querySelectorAll('dialog button')].find(b => b.textContent === %q).click();
			return document.querySelector('dialog .shown').innerText;
		})()`, form))
		if !strings.Contains(shown, want) {
			t.Errorf("%s has not %q:\n%s", form, want, shown)
		}
	}
}

// One who comes back from what has been found finds the rest as it was.
func TestSearchingByKeyboard(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	done(t, ctx, command(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}))
	opened(t, ctx, content, "search.html", 1000)
	tabbedTo(t, ctx, "input[type=search]")
	for _, letter := range "rapallo" {
		keys(t, ctx, string(letter))
	}
	keys(t, ctx, enterKey)
	waited(t, ctx, `!!document.querySelector('.results ol a')`)
	tabbedTo(t, ctx, ".results ol a")
	keys(t, ctx, enterKey)
	arrived(t, ctx, `!location.pathname.endsWith('search.html') && document.readyState === 'complete'`)
	done(t, ctx, chromedp.NavigateBack())
	waited(t, ctx, `document.querySelector('[type=search]')?.value === 'rapallo' && !!document.querySelector('.results ol a')`)
}

// tap taps the middle of what matches.
func tap(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	at := evaluated[[]float64](t, ctx, fmt.Sprintf(`(e => { e.scrollIntoView({block: 'center', behavior: 'instant'}); const r = e.getClientRects()[0]; return [r.left + r.width / 2, r.top + r.height / 2]; })(document.querySelector(%q))`, selector))
	point := []*input.TouchPoint{{X: at[0], Y: at[1]}}
	done(t, ctx,
		command(input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: point}),
		command(input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}}))
}

// A first tap shows what a link leads to, a second one goes there; nothing that is shown is a trap.
func TestReadingByTouch(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	done(t, ctx, command(emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true}))
	for _, link := range []string{".text .call.author a", ".text a.cite", ".text a.term", ".text a.name"} {
		opened(t, ctx, content, "essays/leem-pact.html", 360)
		here := evaluated[string](t, ctx, `location.href`)
		tap(t, ctx, link)
		waited(t, ctx, `!!document.querySelector('.preview.sheet')`)
		if at := evaluated[string](t, ctx, `location.href`); at != here {
			t.Errorf("the first tap on %s goes to %s", link, at)
		}
		if !evaluated[bool](t, ctx, `(r => r.left >= 0 && r.right <= innerWidth && r.bottom <= innerHeight + 1)(document.querySelector('.preview.sheet').getBoundingClientRect())`) {
			t.Errorf("the preview of %s is not wholly on the screen", link)
		}
		tap(t, ctx, ".preview.sheet button")
		waited(t, ctx, `!document.querySelector('.preview')`)
		tap(t, ctx, link)
		waited(t, ctx, `!!document.querySelector('.preview.sheet')`)
		want := evaluated[string](t, ctx, fmt.Sprintf(`document.querySelector(%q).href`, link))
		tap(t, ctx, ".preview.sheet .actions a")
		arrived(t, ctx, fmt.Sprintf(`location.href === %q && document.readyState === 'complete'`, want))
	}
}

// On paper an essay is whole: its notes behind it, each once and with its marker; nothing that only a screen needs; no page
// is empty.
func TestReadingOnPaper(t *testing.T) {
	t.Parallel()
	pdftotext := needed.Program(t, "pdftotext")
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	opened(t, ctx, content, "essays/leem-pact.html", 1400)
	type printed struct {
		Last  string   // words of the text
		Notes []string // the first words of each note
		Next  string   // the heading of what follows the notes
	}
	want := evaluated[printed](t, ctx, `({
		last: [...document.querySelectorAll('.text > p')].pop().innerText.trim().split(/\s+/).slice(0, 4).join(' '),
		notes: [...document.querySelectorAll('.notes.author li .note')].map(n => n.innerText.trim().split(/\s+/).slice(0, 6).join(' ')),
		next: document.querySelector('#annotations').innerText,
	})`)
	pdf, err := chromedp.Run(ctx, chromedp.Action[[]byte](func(ctx context.Context, target *chromedp.Target) ([]byte, error) {
		result, err := cdp.Call(ctx, target, page.PrintToPDF, page.PrintToPDFParams{})
		return result.Data, err
	}))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "essay.pdf")
	fixture.Write(t, file, pdf)
	out, err := exec.Command(pdftotext, "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	for i, p := range pages {
		if len(strings.Fields(p)) < 5 {
			t.Errorf("page %d of %d is empty", i+1, len(pages))
		}
	}
	text := strings.Join(strings.Fields(string(out)), " ")
	end := strings.Index(text, want.Last)
	if end < 0 || len(want.Notes) < 19 {
		t.Fatalf("the text's last paragraph %q is not on paper, or there are %d notes", want.Last, len(want.Notes))
	}
	notes, _, found := strings.Cut(text[end:], want.Next)
	for _, n := range want.Notes {
		if within, before := strings.Count(notes, n), strings.Count(text[:end], n); !found || within != 1 || before != 0 {
			t.Errorf("the note %q is on paper %d times behind the text and %d times in it", n, within, before)
		}
	}
	for _, only := range []string{"Skip to the text", "Index and search"} {
		if strings.Contains(text, only) {
			t.Errorf("%q is printed", only)
		}
	}
}

// On paper nobody scrolls: tables, drawings and code are no wider than the sheet.
func TestNothingIsCutOffOnPaper(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	columns := func(cell string) string { return "|" + strings.Repeat(cell+"|", 14) + "\n" }
	wide := edition(t, "title: Wide\nlanguage: en\n", "---\ntitle: Wide\n---\n\n"+
		columns(" A heading ")+columns("---")+columns(" internationalisation ")+"\n```\n"+strings.Repeat("x", 200)+"\n```\n")
	done(t, ctx, command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	for _, p := range []string{wide + "/essays/one.html", content + "/chronology.html", content + "/bibliography.html"} {
		shown(t, ctx, "file://"+p, 490) // A4 without its margins
		cut := evaluated[[]string](t, ctx, `[...document.querySelectorAll('main *')].filter(e => e.checkVisibility() &&
			(e.getBoundingClientRect().right > innerWidth + 1 || e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'auto')).map(e => e.outerHTML.slice(0, 90))`)
		if len(cut) > 0 {
			t.Errorf("%s: cut off: %s", p, strings.Join(cut, "\n"))
		}
	}
}

// Words in the cells of a wide table are broken on paper where they must be, numbers never.
func TestNumbersAreNotBrokenOnPaper(t *testing.T) {
	t.Parallel()
	ctx := needed.Browser(t)
	prices := edition(t, "title: Prices\nlanguage: en\n", "---\ntitle: Prices\n---\n\n"+
		"| Year |"+strings.Repeat(" September |", 12)+"\n|---|"+strings.Repeat("--:|", 12)+"\n| 1550 |"+strings.Repeat(" 1,012.75 |", 12)+"\n")
	done(t, ctx, command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	opened(t, ctx, prices, "essays/one.html", 490) // A4 without its margins
	broken := evaluated[[]string](t, ctx, `[...document.querySelectorAll('td')].filter(e => {
		const words = document.createRange();
		words.selectNodeContents(e);
		return words.getClientRects().length !== 1 || e.getBoundingClientRect().right > innerWidth + 1;
	}).map(e => e.textContent)`)
	if len(broken) > 0 {
		t.Errorf("broken or cut off: %q", broken)
	}
}

// Without scripts nothing is shown that would do nothing, and no page is wider than a phone.
func TestReadingWithoutScripts(t *testing.T) {
	t.Parallel()
	ctx, host := needed.Browser(t), served(t, "/")
	const said = `[...document.querySelectorAll('main h1, main h2, main h3, main p, main li, main dd, main dt, main td')].filter(e => !e.closest('.results, .found, .resume')).map(e => e.textContent.trim()).join('\n')`
	withScripts := map[string]string{}
	for _, p := range kindsOfPages {
		shown(t, ctx, host+p, 360)
		withScripts[p] = evaluated[string](t, ctx, said)
	}
	done(t, ctx, scripts(false))
	for _, p := range kindsOfPages {
		shown(t, ctx, host+p, 360)
		if without := evaluated[string](t, ctx, said); without != withScripts[p] || len(without) < 100 {
			t.Errorf("%s says other things without scripts: %d bytes, with them %d", p, len(without), len(withScripts[p]))
		}
		idle := evaluated[[]string](t, ctx, `[...document.querySelectorAll('button, input:not([type=checkbox]), select')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 100))`)
		if len(idle) > 0 {
			t.Errorf("%s shows what does nothing: %s", p, strings.Join(idle, "\n"))
		}
		if wide := evaluated[int](t, ctx, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
			t.Errorf("%s is %d px too wide", p, wide)
		}
	}
}

func hebrewEdition(t *testing.T) (folder string) {
	t.Helper()
	return edition(t, "title: שתי מסות\nlanguage: he\nbibliography: [sources.bib]\n",
		"---\ntitle: על ההסכם\nauthor: דנה כותבת\n---\n\n## פתיחה\n\nההסכם נחתם בקיץ.[^1] כך כתב [@watt, p. 3], ו־_Watt_ חזר על כך.[^ed:a]\n\n> ציטוט ארוך יותר, שעומד לבדו.\n\n- ראשון\n- שני\n\n[^1]: הערה של המחברת.\n\n[^ed:a]: הערה של העורכים.\n",
		contentFile{"essays/two.md", "---\ntitle: Another\nauthor: Ann Author\nlang: en\n---\n\nIt was so [@watt].\n"},
		contentFile{"chronology.yaml", "- {id: war, date: 1939-09-01, title: המלחמה}\n- {id: pact, date: 1939-08-23, title: ההסכם}\n"})
}

// In an edition that is written from right to left everything is mirrored: the author's notes stand at the left.
func TestReadingFromRightToLeft(t *testing.T) {
	t.Parallel()
	ctx := needed.Browser(t)
	folder := hebrewEdition(t)
	for _, width := range []int64{320, 360, 1400} {
		for _, p := range []string{"index.html", "essays/one.html", "bibliography.html", "bibliography/watt.html", "search.html", "locators.html", "chronology.html"} {
			opened(t, ctx, folder, p, width)
			if dir := evaluated[string](t, ctx, `document.documentElement.dir + ' ' + document.documentElement.lang`); dir != "rtl he" {
				t.Errorf("%s is written %q", p, dir)
			}
			if wide := evaluated[int](t, ctx, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("%s is %d px wider than %d", p, wide, width)
			}
		}
	}
	opened(t, ctx, folder, "chronology.html", 360)
	if begun := evaluated[bool](t, ctx, `document.querySelector('.timeline .month').getBoundingClientRect().left >= 0`); !begun {
		t.Error("the timeline does not begin with January")
	}
	// The picture runs from right to left, too: names stand before its lines, at the right.
	opened(t, ctx, folder, "bibliography.html", 1400)
	if inOrder := evaluated[bool](t, ctx, `document.querySelector('.shared text').getBoundingClientRect().left > document.querySelector('.shared line').getBoundingClientRect().right`); !inOrder {
		t.Error("a name in the picture of shared sources stands on its lines")
	}
	opened(t, ctx, folder, "search.html", 1400)
	if apart := evaluated[bool](t, ctx, `[...document.querySelectorAll('.entries > li')].every(li => {
		const words = document.createRange();
		words.selectNodeContents(li.children[0]);
		return words.getBoundingClientRect().left >= li.querySelector('.kind').getBoundingClientRect().right && words.getBoundingClientRect().right <= li.getBoundingClientRect().right;
	})`); !apart {
		t.Error("what an entry is stands on the entry's words")
	}
	opened(t, ctx, folder, "essays/one.html", 1400)
	sides := evaluated[string](t, ctx, `[...document.querySelectorAll('.notes li')].map(li => li.getBoundingClientRect().left < innerWidth / 2 ? 'left' : 'right').join()`)
	if sides != "left,right" {
		t.Errorf("the author's note and the editors' stand %s; want left,right", sides)
	}
	if align := evaluated[string](t, ctx, `getComputedStyle(document.querySelector('.text p')).direction`); align != "rtl" {
		t.Errorf("the text runs %s", align)
	}
}

// An edition in Korean has an interface in Korean: no English word of it is left.
func TestReadingInKorean(t *testing.T) {
	t.Parallel()
	ctx := needed.Browser(t)
	folder := edition(t, "title: 두 편의 글\nversion: '2'\nlanguage: ko\nbibliography: [sources.bib]\n",
		"---\ntitle: 조약에 대하여\nauthor: 김 아무개\n---\n\n## 머리말\n\n조약은 여름에 맺어졌다.[^1] 그렇게 [@watt, p. 3] 썼다.\n\n[^1]: 지은이의 주.\n")
	english := regexp.MustCompile(`[A-Za-z]{3,}`)
	ours := regexp.MustCompile(`(?i)donald|watt|how war came|glossator|bibtex|csl|json|ris|html|sha256|manifest|edition\.json|references|sitemap|feed|robots|https?|\.[a-z]+\b|[a-z/-]+\.(html|js|css|json|bib|xml|txt)`)
	for _, p := range []string{"index.html", "essays/one.html", "bibliography.html", "bibliography/watt.html", "search.html", "locators.html", "colophon.html", "404.html"} {
		opened(t, ctx, folder, p, 360)
		text := ours.ReplaceAllString(evaluated[string](t, ctx, `document.body.innerText`), "")
		if words := english.FindAllString(text, -1); len(words) > 0 {
			t.Errorf("%s says in English: %v", p, words)
		}
		if p != "404.html" && !strings.Contains(text, "2판") {
			t.Errorf("%s does not say which version it is", p)
		}
	}
}

// Emphasis in letters that have no italics is not slanted, and is seen; in Latin ones, of another language or as a transliteration, it
// is as ever.
func TestEmphasisIsAsALanguageHasIt(t *testing.T) {
	ctx := needed.Browser(t)
	folder := edition(t, "title: Emphasis\nlanguage: en\nbibliography: [sources.bib]\n",
		"---\ntitle: On Emphasis\n---\n\n[كي لا *ننسى*]{lang=ar}, [مهم *جدا*]{lang=fa-IR}, [לא *לשכוח*]{lang=he}, [집단 *안보*]{lang=ko}, [*important*]{lang=en}, [*naḥw*]{lang=ar-Latn}, [*haʿot*]{lang=he-Latn}.\n")
	opened(t, ctx, folder, "essays/one.html", 1400)
	got := evaluated[string](t, ctx, `[...document.querySelectorAll('.text em')].map(e => {
		const s = getComputedStyle(e);
		return [s.fontStyle, s.textDecorationLine, s.fontWeight, s.letterSpacing === 'normal' ? '' : 'spaced', s.fontSynthesisStyle].join(' ');
	}).join('\n')`)
	const want = "normal overline 400  none\nnormal overline 400  none\nnormal none 400 spaced none\nitalic none 600  none\nitalic none 400  auto\nitalic none 400  auto\nitalic none 400  auto"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !evaluated[bool](t, ctx, `[...document.querySelectorAll('[lang$="-Latn"]')].every(e => getComputedStyle(e).fontFamily === getComputedStyle(e.parentNode).fontFamily)`) {
		t.Error("a transliteration is in another font than the words around it")
	}
}

// In high contrast, and for those who want nothing to move, nothing is lost.
func TestReadingInHighContrast(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	done(t, ctx, command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "forced-colors", Value: "active"}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}}))
	for _, p := range kindsOfPages {
		if p == "404.html" {
			continue
		}
		opened(t, ctx, content, p, 1000)
		if n := evaluated[int](t, ctx, `document.getAnimations().length`); n > 0 {
			t.Errorf("%s has %d animations", p, n)
		}
		if how := evaluated[string](t, ctx, `getComputedStyle(document.documentElement).scrollBehavior`); how != "auto" {
			t.Errorf("%s scrolls %s", p, how)
		}
		unseen := evaluated[[]string](t, ctx, `(() => {
			const ground = getComputedStyle(document.body).backgroundColor;
			return [...document.querySelectorAll('svg rect:not(.reach), svg line, svg circle, svg path, svg text')].filter(e => {
				const s = getComputedStyle(e);
				return s.fill === ground && (s.stroke === 'none' || s.stroke === ground);
			}).map(e => e.outerHTML.slice(0, 80));
		})()`)
		if len(unseen) > 0 {
			t.Errorf("%s draws in the colour of its ground: %s", p, unseen[0])
		}
	}
}

// In French no line breaks before double punctuation or within guillemets, whoever has set them but the author.
func TestReadingInFrench(t *testing.T) {
	t.Parallel()
	ctx := needed.Browser(t)
	folder := edition(t, "title: Essais\nlanguage: fr\nbibliography: [sources.bib, others.bib]\n",
		"---\ntitle: Le pacte\nsubtitle: Une étude\nauthor: Anne Autrice\nabstract: {fr: En été., en: In summer.}\n---\n\nUn pacte fut signé [@watt, p. 3; @aron].\n",
		contentFile{"others.bib", "@article{aron, author={Aron, Raymond}, title={La paix}, journal={Revue}, volume=2, pages={3--4}, publisher={PUF}, address={Paris}, year=1962}\n"},
		contentFile{"glossary.yaml", "- {id: pacte, term: pacte, aliases: [pactes, accord], definition: Une promesse.}\n"},
		contentFile{"annotations/one.yaml", "- {id: a1, at: {passage: p1, quote: Un pacte}, kind: commentary, body: Ou deux.}\n"})
	for _, p := range []string{"index.html", "essays/one.html", "bibliography.html", "bibliography/aron.html", "glossary/pacte.html", "search.html?q=pacte", "colophon.html"} {
		opened(t, ctx, folder, p, 1000)
		waited(t, ctx, `!document.querySelector('.found') || !!document.querySelector('.found').textContent`)
		if broken := evaluated[[]string](t, ctx, `document.body.innerText.match(/.{0,20}[^\s\u00a0\u202f:;?!]( ?[;!?»]| ?:(?!\/))|«[^\u00a0]/g) || []`); len(broken) > 0 {
			t.Errorf("%s may break: %q", p, broken)
		}
	}
	opened(t, ctx, folder, "essays/one.html", 1000)
	if quotes := evaluated[string](t, ctx, `getComputedStyle(document.querySelector('q')).quotes`); !strings.HasPrefix(quotes, "\"«\u00a0\" \"\u00a0»\"") {
		t.Errorf("quotation marks are %s", quotes)
	}
}

// On a page from right to left an address ends at its right with its last slash, markers of one place stand apart, and those in
// Hebrew emphasis are not spaced as its letters are.
func TestAddressesAndMarkersFromRightToLeft(t *testing.T) {
	t.Parallel()
	ctx := needed.Browser(t)
	essay := "---\ntitle: מכתב\n---\n\nראו <https://example.org/>, וגם *חיים שניים*.\n"
	const about = "{at: {passage: p1, quote: חיים שניים}, kind: commentary, by: X, date: 2026-01-01, body: "
	notes := "- {id: one, " + about[1:] + "א}\n- {id: two, " + about[1:] + "ב}\n"
	opened(t, ctx, edition(t, "title: מכתבים\nlanguage: he\n", essay, contentFile{"annotations/one.yaml", notes}), "essays/one.html", 1000)
	turned := evaluated[bool](t, ctx, `(() => {
		const letters = document.querySelector('#p1 a.external').firstChild, at = document.createRange();
		const left = i => (at.setStart(letters, i), at.setEnd(letters, i + 1), at.getBoundingClientRect().left);
		return left(letters.length - 1) < left(0);
	})()`)
	if turned {
		t.Error("the last slash stands before the address")
	}
	gap := evaluated[float64](t, ctx, `(() => {
		const [one, two] = [...document.querySelectorAll('#p1 .call')].map(c => c.getBoundingClientRect());
		return one.left - two.right;
	})()`)
	if gap < 2 {
		t.Errorf("the second marker stands %v px behind the first", gap)
	}
	if spacing := evaluated[string](t, ctx, `getComputedStyle(document.querySelector('#p1 .call')).letterSpacing`); spacing != "normal" {
		t.Errorf("the letters of a marker are spaced by %s", spacing)
	}
}
