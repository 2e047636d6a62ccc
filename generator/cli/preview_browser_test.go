package cli

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"glossator/generator/fixture"
	"glossator/generator/needed"
	"glossator/generator/preview"
)

// evaluated waits until an expression is true in the page.
func evaluated(t *testing.T, ctx context.Context, what, expression string) {
	t.Helper()
	eventually(t, what, func() bool {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		if err != nil && !strings.Contains(err.Error(), "navigated or closed") { // a page that is gone is loaded anew
			t.Fatal(err)
		}
		return ok
	})
}

// show opens an address of the preview in the browser, and waits until the preview's script follows it. What is shown
// later without a reload still has window.stays.
func show(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(800, 500), chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	evaluated(t, ctx, "the first state", `(window.stays = true) && "sequence" in document.documentElement.dataset`)
}

// says is an expression that is true when the page says the words.
func says(words string) string {
	return fmt.Sprintf(`!!document.querySelector("main")?.textContent.includes(%q)`, words)
}

// long is an essay of sixty paragraphs, each with its own words and, where there is one, what has been added to it.
func long(added map[int]string) string {
	var b strings.Builder
	b.WriteString("---\ntitle: Long\n---\n")
	for i := range 60 {
		fmt.Fprintf(&b, "\nOpening%d. %s%s\n", i, strings.Repeat("The letter was written, copied and sent. ", 4+i%3), added[i])
	}
	return b.String()
}

// waysOfSaving are how editors' programs write a file.
func waysOfSaving() []func(t *testing.T, file, text string) {
	command := func(t *testing.T, name string, arguments ...string) {
		t.Helper()
		if out, err := exec.Command(name, arguments...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
	}
	return []func(t *testing.T, file, text string){
		saveByRename,
		func(t *testing.T, file, text string) { // in place
			fixture.Write(t, file, text)
		},
		func(t *testing.T, file, text string) { // the old one becomes a backup, as with vim
			if err := os.Rename(file, file+"~"); err != nil {
				t.Fatal(err)
			}
			fixture.Write(t, file, text)
			os.Remove(file + "~")
		},
		func(t *testing.T, file, text string) { // sed -i reads the new words from a file
			words := filepath.Join(t.TempDir(), "words")
			fixture.Write(t, words, text)
			command(t, "sed", "-i", "-e", "1{r "+words, "-e", "d}", "-e", "2,$d", file)
		},
		func(t *testing.T, file, text string) {
			other := filepath.Join(t.TempDir(), "other.md")
			fixture.Write(t, other, text)
			command(t, "mv", other, file)
		},
	}
}

// Two hundred edits, saved in every way, are all shown, each once, without a reload, and the topmost passage stays
// where it is, whatever is written above it.
func TestPreviewShowsEveryEditOnce(t *testing.T) {
	ctx := needed.Browser(t)
	content, address := startPreview(t, false)
	file := filepath.Join(content, "essays/long.md")
	next := followEvents(t, address)
	saveByRename(t, file, long(nil))
	next()
	show(t, ctx, address+"essays/long.html")
	evaluated(t, ctx, "the essay", says("Opening59."))
	evaluated(t, ctx, "the place", `
		window.paragraph = n => [...document.querySelectorAll("main p")].find(p => p.textContent.includes("Opening" + n + "."));
		window.shows = [];
		new MutationObserver(() => shows.push(document.documentElement.dataset.sequence)).observe(document.documentElement, {attributeFilter: ["data-sequence"]});
		scrollTo({top: paragraph(30).getBoundingClientRect().top + scrollY - 7, behavior: "instant"});
		window.top0 = paragraph(30).getBoundingClientRect().top;
		Math.abs(top0 - 7) < 1`)
	random, ways, added := rand.New(rand.NewPCG(3, 5)), waysOfSaving(), map[int]string{}
	const edits = 80
	for i := range edits {
		mark := fmt.Sprintf("Edit%dend", i)
		at := 31 + random.IntN(2) // on the screen
		added[at] = mark
		if i%2 == 0 {
			added[random.IntN(30)] = strings.Repeat("Above. ", random.IntN(60))
		}
		if i%5 == 0 {
			added[random.IntN(30)] = "\n\nA paragraph of its own.\n\n> And a quotation.\n"
		}
		ways[i%len(ways)](t, file, long(added))
		evaluated(t, ctx, mark, says(mark))
		evaluated(t, ctx, "its end", fmt.Sprintf(`shows.length > %d`, i))
		if off, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`Math.abs(paragraph(30).getBoundingClientRect().top - top0)`)); err != nil || off > 2 {
			t.Fatalf("edit %d: the topmost passage has moved by %v px (%v)", i, off, err)
		}
	}
	end, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[window.stays, shows.length, new Set(shows).size, document.querySelectorAll("main").length].join()`))
	if want := fmt.Sprintf("true,%d,%d,1", edits, edits); err != nil || end != want {
		t.Errorf("without a reload, edits shown, different ones, texts: %s, want %s (%v)", end, want, err)
	}
}

// What the reader of the page has opened and pointed at stays, while words around it change.
func TestPreviewKeepsWhatTheReaderHasDone(t *testing.T) {
	ctx := needed.Browser(t)
	content, address := startPreview(t, false)
	essay := filepath.Join(content, "essays/letters.md")
	show(t, ctx, address+"essays/letters.html")
	evaluated(t, ctx, "a note opened and a link with the focus", `
		window.link = document.querySelector(".call a");
		link.focus();
		link.dispatchEvent(new PointerEvent("pointerover", {pointerType: "mouse", bubbles: true}));
		window.details = document.querySelector("#cite details");
		details.open = true`)
	evaluated(t, ctx, "the note", `!!document.getElementById("preview")`)
	for i := range 10 {
		mark := fmt.Sprintf("Changed%dTimes", i)
		edit(t, essay, "Or they are linked", mark+" or they are linked")
		evaluated(t, ctx, mark, says(mark))
		edit(t, essay, mark+" or they are linked", "Or they are linked")
		evaluated(t, ctx, "the old words", "!"+says(mark))
	}
	saveMore(t, essay, "\n\nA new paragraph.\n")
	evaluated(t, ctx, "a new paragraph", says("A new paragraph."))
	evaluated(t, ctx, "all as it was", `window.stays && document.activeElement === link && details.isConnected && details.open && !!document.getElementById("preview")`)
	edit(t, essay, "title: ", "title: Once more ")
	evaluated(t, ctx, "the title of the page", `document.title.startsWith("Once more")`)
}

func TestPreviewStripComesAndGoes(t *testing.T) {
	ctx := needed.Browser(t)
	content, address := startPreview(t, false)
	essay := filepath.Join(content, "essays/letters.md")
	show(t, ctx, address+"essays/letters.html")
	for range 50 {
		edit(t, essay, "@lindqvist2004 [p. 3]", "@nobody [p. 3]")
		evaluated(t, ctx, "the strip, and the last good page marked", `!!(s => s && s.textContent.includes('no source "nobody"') && s.textContent.includes("out of date since") && document.documentElement.matches(".glossator-stale"))(document.getElementById("glossator-strip"))`)
		edit(t, essay, "@nobody [p. 3]", "@lindqvist2004 [p. 3]")
		evaluated(t, ctx, "the strip gone", `!document.getElementById("glossator-strip") && !document.documentElement.matches(".glossator-stale")`)
	}
	evaluated(t, ctx, "no reload", `window.stays`)

	edit(t, essay, "@lindqvist2004 [p. 3]", "@nobody [p. 3]")
	evaluated(t, ctx, "the caret under the line", `!!(p => p && p.querySelector("[class^=glossator-]") && /\n +\^+$/.test(p.textContent))(document.querySelector("#glossator-strip pre"))`)
	evaluated(t, ctx, "the strip opened", `document.querySelector("#glossator-strip details").open = true`)
	evaluated(t, ctx, "how to learn more", `document.querySelector("#glossator-strip details").lastChild.textContent === "glossator explain unknown-source tells more"`)
	evaluated(t, ctx, "the end of the page above the strip", `
		scrollTo({top: 1e6, behavior: "instant"});
		document.querySelector("footer.imprint").getBoundingClientRect().bottom <= document.getElementById("glossator-strip").getBoundingClientRect().top`)
	edit(t, essay, "@nobody [p. 3]", "[a slip] {lang=ko} @nobody [p. 3]")
	evaluated(t, ctx, "the error told before the warning", `(s => s.includes("2 findings") && s.includes('no source "nobody"'))(document.querySelector("#glossator-strip summary").textContent)`)

	edit(t, filepath.Join(content, "glossary.yaml"), "definition: ", "definition: \"[@nowhere]\" #")
	first := `!!(s => s && !s.hidden && s.querySelectorAll("button").length === 3 && s.querySelector("button").textContent.includes("%s"))(document.getElementById("glossator-strip"))`
	evaluated(t, ctx, "what is wrong in the essay's file before the rest", fmt.Sprintf(first, "essays/letters.md"))
	show(t, ctx, address+"chronology.html")
	evaluated(t, ctx, "in the order of files where none is the page's", fmt.Sprintf(first, "essays/letters.md"))
	show(t, ctx, address+"glossary.html")
	evaluated(t, ctx, "what is wrong in the glossary before the rest", fmt.Sprintf(first, "glossary.yaml"))
}

// Whatever comes, goes or gets another name while its page is open, the page follows.
func TestPreviewFollowsWhatComesAndGoes(t *testing.T) {
	ctx := needed.Browser(t)
	content, address := startPreview(t, false)
	third := filepath.Join(content, "essays/third.md")
	show(t, ctx, address+"index.html")
	saveByRename(t, third, "---\ntitle: The third essay\n---\n\nA thought on provenance [@lindqvist2004, p. 77].\n")
	evaluated(t, ctx, "a new essay on the home page", says("The third essay"))
	show(t, ctx, address+"bibliography/lindqvist2004.html")
	evaluated(t, ctx, "the source's citation", says("A thought on provenance"))
	edit(t, third, "A thought on", "Two thoughts on")
	evaluated(t, ctx, "its new words on the source's page", says("Two thoughts on provenance"))

	show(t, ctx, address+"essays/third.html")
	if err := os.Rename(third, filepath.Join(content, "essays/fourth.md")); err != nil {
		t.Fatal(err)
	}
	evaluated(t, ctx, "that it is gone", "!"+says("Two thoughts"))
	if err := os.Rename(filepath.Join(content, "essays/fourth.md"), third); err != nil {
		t.Fatal(err)
	}
	evaluated(t, ctx, "that it is back", says("Two thoughts"))

	show(t, ctx, address+"glossary.html")
	saveMore(t, filepath.Join(content, "glossary.yaml"), "\n- id: thought\n  term: thoughts\n  definition: What is thought.\n")
	evaluated(t, ctx, "a new term", says("What is thought")+" || "+says("thoughts"))
	show(t, ctx, address+"glossary/thought.html")
	evaluated(t, ctx, "its mention", says("Two thoughts on"))
	edit(t, filepath.Join(content, "glossary.yaml"), "What is thought.", "What has been thought.")
	evaluated(t, ctx, "its new definition", says("What has been thought."))
	edit(t, filepath.Join(content, "glossary.yaml"), "- id: thought\n  term: thoughts\n  definition: What has been thought.\n", "")
	evaluated(t, ctx, "that it is gone", "!"+says("What has been thought."))

	show(t, ctx, address+"bibliography.html")
	saveMore(t, filepath.Join(content, "references.bib"), "\n@book{newest,\n  title = {Zyzzyva},\n  author = {Ann, B.},\n  date = {2001}\n}\n")
	evaluated(t, ctx, "a new source", says("Zyzzyva"))
	edit(t, filepath.Join(content, "references.bib"), "Zyzzyva", "Quagga")
	evaluated(t, ctx, "its new title", says("Quagga"))
	evaluated(t, ctx, "no reload", `window.stays`)
}

// A picture that is saved anew is seen anew, and so it is after a time in which it was missing or the edition broken.
func TestPreviewShowsPicturesAsTheyAre(t *testing.T) {
	ctx := needed.Browser(t)
	content, address := startPreview(t, false)
	picture, settings := filepath.Join(content, "essays/map.png"), filepath.Join(content, "edition.yaml")
	draw := func(width int) {
		t.Helper()
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, 5))); err != nil {
			t.Fatal(err)
		}
		saveByRename(t, picture, b.String())
	}
	seen := func(width int) {
		t.Helper()
		evaluated(t, ctx, fmt.Sprintf("the picture with a width of %d", width), fmt.Sprintf(`document.querySelector("main img")?.naturalWidth === %d`, width))
	}
	draw(10)
	saveMore(t, filepath.Join(content, "essays/reply.md"), "\n\n![A map](map.png)\n")
	eventually(t, "the picture", func() bool { _, b := get(t, address+"essays/reply"); return strings.Contains(b, "map.png") })
	show(t, ctx, address+"essays/reply.html")
	seen(10)
	draw(11)
	seen(11)
	if err := os.Remove(picture); err != nil {
		t.Fatal(err)
	}
	evaluated(t, ctx, "that it is missing", `!!document.getElementById("glossator-strip")`)
	draw(12)
	seen(12)
	edit(t, settings, "title:", "titel:")
	evaluated(t, ctx, "the page out of date", `document.documentElement.matches(".glossator-stale")`)
	draw(13)
	edit(t, settings, "titel:", "title:")
	seen(13)
	evaluated(t, ctx, "no reload", `window.stays`)
}

// More tabs than a browser has connections for one host all follow.
func TestPreviewFollowsInManyTabs(t *testing.T) {
	ctx := needed.Browser(t)
	content, address := startPreview(t, false)
	tabs := []context.Context{ctx}
	for i := range 7 {
		if i > 0 { // of the same browser, once the first page is there
			tab, cancel := chromedp.NewContext(ctx)
			t.Cleanup(cancel)
			tabs = append(tabs, tab)
		}
		show(t, tabs[i], address+"essays/letters.html")
	}
	for i := range 3 {
		mark := fmt.Sprintf("InAllTabs%d", i)
		edit(t, filepath.Join(content, "essays/letters.md"), "A letter is written", mark+" A letter is written")
		for _, tab := range tabs {
			evaluated(t, tab, mark, says(mark)+" && window.stays")
		}
	}
}

// freePort is a port below those that systems give to connections, so that nobody takes it while the preview is down.
func freePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 10_000 + rand.IntN(20_000)
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}

// A page that is open while the preview ends and begins again goes on to follow it.
func TestPreviewIsFollowedAfterARestart(t *testing.T) {
	ctx := needed.Browser(t)
	content, _ := startPreview(t, false)
	port := freePort(t)
	address, end := runPreview(t, content, preview.Options{Port: port})
	essay := filepath.Join(content, "essays/letters.md")
	show(t, ctx, address+"essays/letters.html")
	for i := range 3 {
		end()
		meanwhile, after := "Meanwhile"+strconv.Itoa(i), "Afterwards"+strconv.Itoa(i)
		edit(t, essay, "A letter is written", meanwhile+" A letter is written")
		_, end = runPreview(t, content, preview.Options{Port: port})
		evaluated(t, ctx, meanwhile, says(meanwhile))
		edit(t, essay, "A letter is written", after+" A letter is written")
		evaluated(t, ctx, after, says(after)+" && window.stays")
	}
	end()
}
