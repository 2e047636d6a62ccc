package cli_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// What readers meet, in Chromium, from a disk: the edition in content/, and small ones made for what it has not got.

// opened shows a page of a built edition from the disk.
func opened(t *testing.T, ctx context.Context, folder, page string, width int64) {
	t.Helper()
	shown(t, ctx, "file://"+folder+"/"+page, width)
}

func shown(t *testing.T, ctx context.Context, url string, width int64) {
	t.Helper()
	done(t, ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url))
}

// evaluated is what a JavaScript expression gives, or promises.
func evaluated[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%v in %.100s", err, expression)
	}
	return value
}

// waited waits until a JavaScript expression is true, also of a page in whose place the browser puts another, as it does with
// the one that it makes for a recording.
func waited(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(2*time.Minute)))
		if err == nil {
			return
		}
		if !strings.Contains(err.Error(), "Cannot find context") {
			t.Fatalf("%s: %v", expression, err)
		}
	}
}

// scripts turns the scripts of pages off or on.
func scripts(on bool) chromedp.Action[chromedp.Void] {
	return command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// contentFile is a file of the content, and what it holds.
type contentFile struct{ name, text string }

// edition builds a small edition with one essay, and what else is given.
func edition(t *testing.T, settings, essay string, more ...contentFile) (folder string) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range append(more, contentFile{"edition.yaml", settings}, contentFile{"essays/one.md", essay},
		contentFile{"sources.bib", "@book{watt, author={Watt, Donald}, title={How War Came}, year=1989}\n"}) {
		fixture.Write(t, filepath.Join(dir, "content", f.name), f.text)
	}
	folder = filepath.Join(dir, "public")
	glossator(t, "build", "--quiet", "--content", filepath.Join(dir, "content"), "--out", folder)
	return folder
}

// manyNotes is an essay with what makes a margin hard: several calls in a line, a note called twice, a long one, one with
// a table, a list and a quotation, and notes of both hands.
func manyNotes() string {
	var b strings.Builder
	b.WriteString("---\ntitle: Notes\nauthor: Ann Author\n---\n\n")
	b.WriteString("One[^1] two[^2] three[^3] words with calls in a line, and of the editors[^ed:a] two[^ed:b] more. " + strings.Repeat("The text goes on and on. ", 20) + "\n\n")
	b.WriteString("Here the first is called again.[^1] " + strings.Repeat("More of the same text follows here. ", 30) + "And a long one.[^4] A table.[^5]\n\n")
	for i := range 12 {
		fmt.Fprintf(&b, "%s[^n%d]\n\n", strings.Repeat("A paragraph of some length. ", 6), i)
		fmt.Fprintf(&b, "[^n%d]: The note numbered %d by nobody, which says that @watt [p. %d] agrees.\n\n", i, i, i+1)
	}
	b.WriteString("[^1]: The first note of all.\n\n[^2]: The second.\n\n[^3]: The third, in which there is [a link](https://example.org/).\n\n")
	b.WriteString("[^4]: This note is long. " + strings.Repeat("It has many sentences. ", 80) + "\n\n")
	b.WriteString("[^5]: Numbers:\n\n    | Year | Tons |\n    |------|------|\n    | 1938 | 10   |\n    | 1939 | 20   |\n\n    > And a quotation.\n\n    - a list\n    - of two\n\n")
	b.WriteString("[^ed:a]: What the editors say.\n\n[^ed:b]: And what else.\n")
	return b.String()
}

// strayNotes says of each note beside a text what is wrong with its place: it has to be level with its call to 2 px, or right
// below the note before it; to touch neither the text nor another note; and to be in the page once.
const strayNotes = `(() => {
	const wrong = [], notes = [...document.querySelectorAll('.notes.author li[id], .notes.editor li[id]')];
	const box = e => e.getBoundingClientRect();
	const gap = parseFloat(getComputedStyle(document.documentElement).fontSize) / 2;
	const text = [...document.querySelectorAll('.text > *')].filter(e => !e.closest('.notes')).map(box).filter(r => r.width && r.height);
	const column = new Map();
	notes.map(li => [li, document.getElementById('r-' + li.id)]).sort((a, b) => box(a[1]).top - box(b[1]).top || box(a[1]).left - box(b[1]).left).forEach(([li, call]) => {
		const of = li.closest('section').className, at = box(li), before = column.get(of);
		if (before && Math.abs(at.top - Math.max(box(call).top, before.bottom + gap)) > 2 || !before && Math.abs(at.top - box(call).top) > 2)
			wrong.push(li.id + ' stands at ' + at.top + ', its call at ' + box(call).top + (before ? ', the note before ends at ' + before.bottom : ''));
		if (text.some(r => r.left < at.right - 1 && at.left < r.right - 1 && r.top < at.bottom - 1 && at.top < r.bottom - 1))
			wrong.push(li.id + ' stands on the text');
		if (at.left < 0 || at.right > innerWidth) wrong.push(li.id + ' leaves the window');
		column.set(of, at);
	});
	notes.forEach((li, i) => notes.slice(i + 1).forEach(o => {
		const a = box(li), b = box(o);
		if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) wrong.push(li.id + ' and ' + o.id + ' overlap');
	}));
	const page = document.body.innerText.replace(/\s+/g, ' ');
	notes.forEach(li => {
		const words = li.querySelector('.note').innerText.replace(/\s+/g, ' ').trim().slice(0, 120);
		if (page.split(words).length !== 2) wrong.push(li.id + ' is in the page ' + (page.split(words).length - 1) + ' times: ' + words);
	});
	return [String(notes.length), ...wrong];
})()`

func TestNotesStandInTheMargin(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	done(t, ctx, scripts(false))
	hard := edition(t, "title: Notes\nlanguage: en\nbibliography: [sources.bib]\n", manyNotes())
	for _, look := range []struct {
		folder, page, notes string
	}{{content, "essays/leem-pact.html", ""}, {content, "essays/winn-policy.html", ""}, {hard, "essays/one.html", "19"}} {
		opened(t, ctx, look.folder, look.page, 1400)
		found := evaluated[[]string](t, ctx, strayNotes)
		if found[0] == "0" || look.notes != "" && found[0] != look.notes {
			t.Errorf("%s has %s notes", look.page, found[0])
		}
		for _, wrong := range found[1:] {
			t.Errorf("%s: %s", look.page, wrong)
		}
	}
}

// strayMarkers are notes whose marker breaks over lines or stands on the note.
const strayMarkers = `[...document.querySelectorAll('.notes li[id]')].filter(li => {
	const marker = document.createRange(), words = document.createRange();
	marker.selectNodeContents(li.querySelector('.marker'));
	words.selectNodeContents(li.querySelector('.note'));
	const at = marker.getBoundingClientRect();
	return marker.getClientRects().length > 1 || at.right > words.getClientRects()[0].left || at.left < 0;
}).map(li => li.id)`

// Numbers of three digits stand before their notes in one line, in the margin and in the list at the end.
func TestMarkersOfManyNotes(t *testing.T) {
	t.Parallel()
	var essay strings.Builder
	essay.WriteString("---\ntitle: Notes\n---\n\n")
	for i := range 102 {
		fmt.Fprintf(&essay, "%s[^%d]\n\n[^%d]: A note.\n\n", strings.Repeat("A paragraph of some length. ", 4), i+1, i+1)
	}
	ctx, folder := needed.Browser(t), edition(t, "title: Notes\nlanguage: en\n", essay.String())
	for _, width := range []int64{360, 1400} {
		opened(t, ctx, folder, "essays/one.html", width)
		if stray := evaluated[[]string](t, ctx, strayMarkers); len(stray) > 0 {
			t.Errorf("at %d px the markers of %q stand on their notes, or break", width, stray)
		}
	}
}

// Where notes take much more room than the text, the last would stand many screens below their calls: they are a list at the end.
// Where they go on a little below the text, they stand on nothing that is there.
func TestNotesLongerThanTheText(t *testing.T) {
	t.Parallel()
	ctx := needed.Browser(t)
	for _, look := range []struct {
		sentences int
		beside    bool
	}{{60, true}, {400, false}} {
		essay := "---\ntitle: Notes\n---\n\nA short text.[^1]\n\n[^1]: " + strings.Repeat("A sentence of a note, and no short one. ", look.sentences) + "\n"
		opened(t, ctx, edition(t, "title: Notes\nlanguage: en\n", essay), "essays/one.html", 1400)
		beside := evaluated[bool](t, ctx, `getComputedStyle(document.querySelector('#n1')).position === 'absolute'`)
		if beside != look.beside {
			t.Errorf("a note of %d sentences stands beside the text: %v", look.sentences, beside)
		}
		if !evaluated[bool](t, ctx, `(n => n.bottom > document.querySelector('.neighbours, .about-text').getBoundingClientRect().bottom)(document.querySelector('#n1').getBoundingClientRect())`) && beside {
			t.Error("the note does not reach below the text: nothing is tried")
		}
		on := evaluated[[]string](t, ctx, `[...document.querySelectorAll('.imprint, .imprint *')].filter(e => {
			const a = e.getBoundingClientRect(), b = document.querySelector('#n1').getBoundingClientRect();
			return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
		}).map(e => e.outerHTML.slice(0, 60))`)
		if len(on) > 0 {
			t.Errorf("the note stands on %q", on)
		}
	}
}

// A marker stands right behind its word, also where the paragraph has others before it; of two at one place the second stands apart.
func TestMarkersStandBehindTheirWords(t *testing.T) {
	t.Parallel()
	essay := "---\ntitle: Notes\n---\n\nOne[^1] two[^2] *three*[^3][^ed:a] and four.[@watt]\n\n[^1]: A.\n\n[^2]: B.\n\n[^3]: C.\n\n[^ed:a]: D.\n"
	ctx := needed.Browser(t)
	opened(t, ctx, edition(t, "title: Notes\nlanguage: en\nbibliography: [sources.bib]\ncitation-style: notes\n", essay), "essays/one.html", 1000)
	gaps := evaluated[[]float64](t, ctx, `[...document.querySelectorAll('#p1 .call a')].map(a => {
		const before = document.createRange();
		before.setStart(document.querySelector('#p1'), 0);
		before.setEndBefore(a.closest('.call'));
		const marker = document.createRange();
		marker.selectNodeContents(a);
		return marker.getBoundingClientRect().left - [...before.getClientRects()].pop().right;
	})`)
	for i, want := range []bool{false, false, false, true, false} {
		if len(gaps) != 5 || gaps[i] > 3.5 != want {
			t.Fatalf("the markers stand %v px behind what is before them", gaps)
		}
	}
}

// A line of verse that is too long goes on further in than the next begins.
func TestVerseThatIsTurnedOver(t *testing.T) {
	t.Parallel()
	ctx := needed.Browser(t)
	essay := "---\ntitle: Verse\n---\n\n| " + strings.Repeat("A line that goes on. ", 6) + "\n| The next.\n|     One that is indented.\n"
	opened(t, ctx, edition(t, "title: Verse\nlanguage: en\n", essay), "essays/one.html", 360)
	lines := evaluated[[]float64](t, ctx, `(() => {
		const words = document.createRange(), lefts = new Map();
		words.selectNodeContents(document.querySelector('.verse'));
		for (const r of words.getClientRects()) if (r.width > 1 && !lefts.has(r.top)) lefts.set(r.top, r.left);
		return [...lefts.values()];
	})()`)
	if len(lines) < 5 || lines[1] < lines[0]+20 || lines[len(lines)-2] != lines[0] {
		t.Errorf("the lines of verse begin at %v px", lines)
	}
}

// smallTargets are the links and buttons that WCAG 2.2, 2.5.8 finds too small: below 24 px either way, and not in a sentence,
// that is, in a line with words around that are no link. Pictures are left out: what they lead to stands in a list below.
const smallTargets = `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')].filter(e => {
	const r = e.getBoundingClientRect(), style = getComputedStyle(e);
	if (!r.width || !r.height || style.visibility === 'hidden' || e.closest('.skip, svg')) return false;
	const label = e.closest('label');
	if (label && label.getBoundingClientRect().height >= 23.5) return false;
	if (r.height >= 23.5 && r.width >= 23.5) return false;
	if (style.display !== 'inline') return true;
	let block = e.parentElement;
	while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
	const words = [...block.childNodes].map(function own(n) {
		if (n.nodeType === 3) return n.data;
		if (n.nodeType !== 1 || n.matches('a[href], button, input, select, sup.call, .count, .marker, .kind, .returns, .places, .from, .locator, .more')) return '';
		return getComputedStyle(n).display.startsWith('inline') ? [...n.childNodes].map(own).join('') : '';
	}).join('').replace(/[\s.,;:·|()\[\]–—-]+/g, '');
	return words.length < 3;
}).map(e => Math.round(e.getBoundingClientRect().width) + '×' + Math.round(e.getBoundingClientRect().height) + ' ' + e.outerHTML.slice(0, 120) + ' in ' + e.parentElement.outerHTML.slice(0, 80))`

func TestTargetsAreLargeEnough(t *testing.T) {
	t.Parallel()
	ctx, host := needed.Browser(t), served(t, "/")
	for _, page := range kindsOfPages {
		shown(t, ctx, host+page, 360)
		for _, width := range []int64{360, 1400} {
			done(t, ctx, chromedp.EmulateViewport(width, 900))
			for _, small := range evaluated[[]string](t, ctx, smallTargets) {
				t.Errorf("%s at %d px: %s", page, width, small)
			}
		}
	}
}

// Whatever a page does, the browser asks for nothing but files of the edition.
func TestNothingIsAskedForElsewhere(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	var mu sync.Mutex
	var asked []string
	done(t, ctx, command(network.Enable, network.EnableParams{}))
	err := chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			mu.Lock()
			defer mu.Unlock()
			asked = append(asked, e.Request.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	host := served(t, "/")
	var looks []string
	for _, page := range kindsOfPages {
		looks = append(looks, host+page)
		if page != "404.html" { // which is for a host
			looks = append(looks, "file://"+content+"/"+page)
		}
	}
	for _, look := range looks {
		shown(t, ctx, look, 1400)
		evaluated[bool](t, ctx, `(document.querySelectorAll('a.cite, a.term, a.name, sup.call a').forEach(a => { a.focus(); a.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})) }), true)`)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(asked) < 2*len(kindsOfPages) {
		t.Fatalf("the browser's log has %d requests", len(asked))
	}
	for _, url := range asked {
		if !strings.HasPrefix(url, "file://"+content+"/") && !strings.HasPrefix(url, host) {
			t.Errorf("the browser asked for %s", url)
		}
	}
}

// What is searched for in the edition's own texts is found, from a disk.
func TestSearchesOfTheEdition(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	for query, words := range map[string]string{"집단안보": "집단안보", "집단안보를": "집단안보", "collective sec": "collective sec", "GK 520": "gk 520", "rapprochement": "rapprochement"} {
		opened(t, ctx, content, "search.html?q="+query, 1000)
		waited(t, ctx, `document.querySelector('.results ol a') !== null`)
		first := evaluated[string](t, ctx, `document.querySelector('.results ol a').href`)
		page, passage, found := strings.Cut(strings.TrimPrefix(first, "file://"+content+"/"), "#")
		if !found {
			t.Errorf("%s: the first result is %s, no passage", query, first)
			continue
		}
		opened(t, ctx, content, page, 1000)
		text := evaluated[string](t, ctx, fmt.Sprintf(`document.getElementById(%q).innerText`, passage))
		if !strings.Contains(strings.ToLower(text), words) {
			t.Errorf("%s: the first result leads to %s, which says %.200q", query, first, text)
		}
	}
}

// A phrase is found as it stands, in lists too, and what is counted is what has it. Telephones write its quotation marks curled.
func TestPhrasesAreFound(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	for query, want := range map[string]string{
		`"security collective"`: "Nothing found. 0", `"Jonathan Haslam" school`: "Nothing found. 0", `"to Stalin"`: "Found: 3 3", `“security collective”`: "Nothing found. 0", `"Georgy Astakhov"&in=name`: "Found: 1 1",
	} {
		opened(t, ctx, content, "search.html?q="+query, 1000)
		waited(t, ctx, `/[^+]$/.test(document.querySelector('.found').textContent)`)
		if got := evaluated[string](t, ctx, `document.querySelector('.found').textContent + ' ' + document.querySelectorAll('.results li').length`); got != want {
			t.Errorf("%s: %s; want %s", query, got, want)
		}
	}
}

// A short word is found as it is, and marked where it is: "no." is not in "nothing".
func TestShortWordsAreMarkedWhole(t *testing.T) {
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	opened(t, ctx, content, "search.html?q=no. 81", 1000)
	waited(t, ctx, `document.querySelector('.passages li') !== null`)
	marks := evaluated[[]string](t, ctx, `[...document.querySelectorAll('.passages mark')].map(m => m.textContent)`)
	if other := slices.DeleteFunc(slices.Clone(marks), func(m string) bool { return m == "no" || m == "81" }); len(other) > 0 || !slices.Contains(marks, "81") {
		t.Errorf("no. 81 is marked in %q", marks)
	}
}

// The address of a passage of an essay that has another name now leads to that passage; without scripts, to the essay.
func TestFormerAddressesLeadToPassages(t *testing.T) {
	ctx := needed.Browser(t)
	folder := edition(t, "title: Small\n", "---\ntitle: One\naliases: [essays/former.html]\n---\n\nFirst.\n\nSecond.\n")
	opened(t, ctx, folder, "essays/former.html#p2", 1000)
	waited(t, ctx, `location.pathname.endsWith('/essays/one.html') && location.hash === '#p2' && document.querySelector('#p2:target') !== null`)
	done(t, ctx, scripts(false))
	opened(t, ctx, folder, "essays/former.html", 1000)
	for deadline := time.Now().Add(time.Minute); ; {
		at, err := chromedp.Run(ctx, chromedp.Location()) // fails while a page is being left
		if err == nil && strings.HasSuffix(at, "/essays/one.html") {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("without scripts one stays at %s: %v", at, err)
		}
	}
}
