package site_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPassagesAreCited asks for a passage's reference by its number, and for that of selected words, by keyboard.
func TestPassagesAreCited(t *testing.T) {
	b := newBrowser(t)
	b.open("essays/first.html", 900)
	b.run(`document.querySelector('#p1 > .address').click()`)
	b.wait(`document.querySelector('dialog[open]') !== null`)
	for i, want := range []string{
		"https://example.org/e/essays/first.html#p1", "Leem, Ada. 1998.", "version 1.0, 23 November 2026, ¶ 1, https://example.org/e/essays/first.html#p1",
		"note = {¶ 1}", `"note": "¶ 1"`, "N1  - ¶ 1",
	} {
		b.run(`document.querySelectorAll('dialog .actions button')[` + strconv.Itoa(i) + `].click()`)
		if got := plainSpaces(eval[string](b, `document.querySelector('dialog .shown').textContent`)); !strings.Contains(got, want) {
			t.Errorf("form %d of the reference is %q; want %q in it", i, got, want)
		}
	}
	b.do(chromedp.KeyEvent("\u001b"))
	b.wait(`document.querySelector('dialog') === null`)

	b.run(`{ const p = document.querySelector('#p1').firstChild; getSelection().setBaseAndExtent(p, 0, p, 17); }`)
	b.wait(`document.querySelector('.passage-bar') !== null`)
	b.do(chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"))
	b.wait(`document.querySelector('dialog[open]') !== null`)
	if got := plainSpaces(eval[string](b, `document.querySelector('dialog .shown').textContent`)); !strings.HasPrefix(got, "“What moved Moscow” Leem") || !strings.Contains(got, "#p1, ¶ 1 (version 1.0, 23 November 2026).") {
		t.Errorf("the selected words are cited as %q", got)
	}
}

// Notes are called what their markers say, the last of several too.
func TestSelectedNotesAreCitedByTheirMarkers(t *testing.T) {
	b := newBrowser(t)
	b.open("essays/first.html", 900)
	b.run(`{
		const li = document.querySelector('.notes.author li'), other = li.cloneNode(true);
		other.id = 'n-star-star';
		other.querySelector('.marker').textContent = '**';
		li.after(other);
		getSelection().setBaseAndExtent(li.querySelector('.note'), 0, other.querySelector('.note'), 1);
	}`)
	b.wait(`document.querySelector('.passage-bar') !== null`)
	b.run(`document.querySelectorAll('.passage-bar button')[1].click()`)
	if got := plainSpaces(eval[string](b, `document.querySelector('dialog h2').textContent`)); !strings.HasSuffix(got, "n. 1–**") {
		t.Errorf("two notes are cited as %q", got)
	}
}

// TestTablesAndCodeShowTheirNumbers turns numbers on: nothing moves, what scrolls keeps its number in sight, and one can
// click it.
func TestTablesAndCodeShowTheirNumbers(t *testing.T) {
	b := newBrowser(t)
	const places = `JSON.stringify([...document.querySelectorAll('.text [id]')].map(e => e.getBoundingClientRect()))`
	for _, width := range []int64{360, 1400} {
		b.open("essays/first.html", width)
		before := eval[string](b, places)
		b.run(`document.getElementById('show-numbers').checked = true`)
		if after := eval[string](b, places); after != before {
			t.Errorf("at %d numbers move the text from %s to %s", width, before, after)
		}
		b.run(`document.querySelector('#p3 table').style.minWidth = '3000px'; document.querySelector('#p6 code').textContent = 'x'.repeat(999)`)
		for _, id := range []string{"p3", "p6"} {
			b.run(`document.getElementById('` + id + `').scrollLeft = 9999; document.getElementById('` + id + `').scrollIntoView({behavior: 'instant', block: 'center'})`)
			if !eval[bool](b, `document.getElementById('`+id+`').scrollLeft > 1000`) {
				t.Fatalf("at %d %s does not scroll", width, id)
			}
			if !eval[bool](b, `(() => {
				const number = document.querySelector('#`+id+` > .address'), r = number.getBoundingClientRect();
				return getComputedStyle(number).opacity === '1' && r.width > 20 && document.elementFromPoint(r.right - 10, r.top + r.height / 2) === number;
			})()`) {
				t.Errorf("at %d the number of %s is not to be seen", width, id)
			}
			b.run(`document.querySelector('#` + id + ` > .address').click()`)
			b.wait(`document.querySelector('dialog[open]') !== null`)
			if got := eval[string](b, `document.querySelector('dialog .shown').textContent`); got != "https://example.org/e/essays/first.html#"+id {
				t.Errorf("the link to %s is %s", id, got)
			}
			b.do(chromedp.KeyEvent("\u001b"))
			b.wait(`document.querySelector('dialog') === null`)
		}
		if eval[string](b, `document.getElementById('p6').innerText.trim()`) != strings.Repeat("x", 999) {
			t.Error("the number is copied with the code")
		}
	}
}

// TestPreviewsCanBeEntered goes from a citation into its preview, which leads to other places that cite the same page,
// and out again.
func TestPreviewsCanBeEntered(t *testing.T) {
	b := newBrowser(t)
	b.open("essays/second.html", 900)
	b.run(`document.querySelector('.text a.cite').focus({focusVisible: true})`)
	b.wait(`document.querySelector('.preview .places a') !== null`)
	if got := plainSpaces(eval[string](b, `document.querySelector('.preview').textContent`)); !strings.Contains(got, "p. 4: Glossary collective security") {
		t.Errorf("the preview shows %q, and no other place", got)
	}
	b.do(chromedp.KeyEvent("\t"))
	if !eval[bool](b, `document.activeElement.closest('.preview') !== null`) {
		t.Error("Tab does not lead into the preview")
	}
	b.do(chromedp.KeyEvent("\u001b"))
	b.wait(`document.querySelector('.preview') === null`)
	if !eval[bool](b, `document.activeElement.matches('.text a.cite')`) {
		t.Error("Esc does not lead back to the citation")
	}
	b.do(chromedp.KeyEvent("\t"))
	if eval[bool](b, `document.activeElement.matches('.text a.cite#c1, body')`) {
		t.Error("Tab does not lead on from the citation")
	}
}

// TestReadingIsResumed leaves an essay in its middle and comes again.
func TestReadingIsResumed(t *testing.T) {
	b := newBrowser(t)
	b.open("essays/first.html", 900)
	b.run(`document.documentElement.style.scrollBehavior = 'auto'; document.getElementById('p7').scrollIntoView()`)
	b.wait(`localStorage.length > 0`)
	b.open("essays/second.html", 900)
	b.open("essays/first.html", 900)
	b.wait(`document.querySelector('.resume a') !== null`)
	if got := eval[string](b, `document.querySelector('.resume a').getAttribute('href')`); got != "#p7" && got != "#p8" {
		t.Errorf("reading goes on at %s", got)
	}
}

func (b *browser) run(script string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](script))
}

func plainSpaces(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }
