package preview_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"glossator/generator/preview"
	"glossator/layouts"
)

// broken is an essay that cites a source that there is not.
func broken(text string) string { return words(text + " [@nobody, p. 1].") }

// While an essay is broken its last good page is served and says so, and those of others go on.
func TestTheLastGoodPageIsServedAndMarked(t *testing.T) {
	s := start(t, two(), nil)
	next := s.follow()
	next()
	s.get("essays/one.html")
	s.save("essays/one.md", broken("Not to be seen"))
	if told := next(); !told.Broken || len(told.Findings) != 1 || !strings.Contains(told.Findings[0].Message, `no source "nobody"`) {
		t.Errorf("browsers are told %+v", told)
	}
	s.shows("essays/one.html", "was made")
	s.shows("essays/one.html", `data-stale="true"`)
	s.save("essays/two.md", words("Written meanwhile."))
	next()
	s.shows("essays/two.html", "Written meanwhile.")
	s.shows("essays/two.html", `data-stale="false"`)
	s.save("essays/one.md", words("Mended."))
	if told := next(); told.Broken || len(told.Findings) != 0 {
		t.Errorf("browsers are told %+v", told)
	}
	s.shows("essays/one.html", "Mended.")
	s.shows("essays/one.html", `data-stale="false"`)
}

func TestDraftsAreShownAndMarked(t *testing.T) {
	files := two()
	files["essays/two.md"] = "---\ntitle: Two\ndraft: true\n---\n\nNot done yet.\n"
	s := start(t, files, nil)
	s.shows("essays/two.html", "Not done yet.")
	s.shows("essays/two.html", `class="draft"`)
	s.shows("", `class="draft"`)
}

// An annotation that has lost its words spoils its essay's page, and no other.
func TestABrokenAnnotationSpoilsOnePage(t *testing.T) {
	s := start(t, two(), nil)
	s.get("essays/one.html")
	s.save("annotations/one.yaml", "- id: lost\n  at: {passage: p1, quote: nowhere to be found}\n  kind: commentary\n  by: Ann\n  body: Words.\n")
	s.taken()
	s.shows("essays/one.html", `data-stale="true"`)
	s.shows("essays/two.html", `data-stale="false"`)
}

// A glossary that cannot be read takes no page away.
func TestPagesOutliveABrokenRecord(t *testing.T) {
	s := start(t, two(), nil)
	s.get("glossary/pact.html")
	for _, text := range []string{"- id: pact\n  term: [\n", "- id: pact\n  colour: red\n"} {
		s.save("glossary.yaml", text)
		s.taken()
		s.shows("glossary/pact.html", "An agreement.")
		s.shows("glossary/pact.html", `data-stale="true"`)
	}
	s.save("glossary.yaml", "[]\n")
	s.taken()
	if status, _ := s.get("glossary/pact.html"); status != http.StatusNotFound {
		t.Errorf("a term that is gone: status %d", status)
	}
}

// Where a published essay is deleted its address leads nowhere at once, whatever else is wrong, and the page for that tells what to
// do; the other pages go on.
func TestAPublishedEssayThatIsDeleted(t *testing.T) {
	files := two()
	files["addresses.lock"] = "two title 6d1df319e235a369 ....................M...........\n" +
		"two p1 220049c6d43c210c ...O............W....x..........\n# the end\n"
	s := start(t, files, nil)
	next := s.follow()
	next()
	s.get("essays/one.html")
	s.get("essays/two.html")
	if err := os.Remove(filepath.Join(s.content, "essays/two.md")); err != nil {
		t.Fatal(err)
	}
	if told := next(); !told.Broken || len(told.Findings) != 1 || !strings.Contains(told.Findings[0].Message, `the essay "two" has been published`) {
		t.Errorf("browsers are told %+v", told)
	}
	s.shows("essays/one.html", `data-stale="false"`)
	s.save("glossary.yaml", "- id: pact\n  colour: red\n")
	next()
	s.shows("essays/one.html", `data-stale="true"`)
	if status, text := s.get("essays/two.html"); status != http.StatusNotFound || !strings.Contains(text, `<script src="/-/preview.js"`) {
		t.Errorf("status %d, %s", status, text)
	}
}

// An essay that is there and has no page says why at its address, and what to do, until it has one.
func TestAnEssayThatIsLeftOutSaysWhy(t *testing.T) {
	files := two()
	files["edition.yaml"] += "contents: [one]\n"
	s := start(t, files, nil)
	next := s.follow()
	next()
	for _, address := range []string{"essays/two.html", "essays/two"} {
		status, text := s.get(address)
		if status != http.StatusNotFound || !strings.Contains(text, "content/essays/two.md: warning: the essay is not in the contents of edition.yaml and is left out (add two there)") {
			t.Errorf("%s: status %d, %s", address, status, text)
		}
	}
	if _, text := s.get("essays/three.html"); strings.Contains(text, "contents of edition.yaml") {
		t.Errorf("of an essay that is not there: %s", text)
	}
	s.save("edition.yaml", two()["edition.yaml"])
	next()
	s.shows("essays/two.html", "It held for a while.")
}

// The page for addresses that lead nowhere has the links that it will have on the edition's host, and they lead to what they name.
func TestAPageThatIsNotThereInAFolderOfItsHost(t *testing.T) {
	files := two()
	files["edition.yaml"] += "base-url: https://example.org/our%20books/\n"
	s := start(t, files, nil)
	status, text := s.get("essays/none.html")
	stylesheet := regexp.MustCompile(`href="/(our[^"]*/frame\.css)"`).FindStringSubmatch(text)
	if status != http.StatusNotFound || stylesheet == nil {
		t.Fatalf("status %d, %s", status, text)
	}
	s.shows(stylesheet[1], "body")
	s.shows("our%20books/essays/one", "was made")
	for _, none := range []string{"our%20books/none.html", "our%20books/%5C%5Cexample.org", "our%20books/our%20books/none.html"} {
		if status, _ := s.get(none); status != http.StatusNotFound {
			t.Errorf("%s: status %d", none, status)
		}
	}
}

// An edition that is broken from the start says what is wrong, and is shown when it is mended.
func TestAnEditionBrokenFromTheStart(t *testing.T) {
	files := two()
	files["edition.yaml"] = "titel: Two essays\n"
	s := start(t, files, nil)
	if text := s.terminal.String(); !strings.Contains(text, "titel") {
		t.Errorf("the terminal shows %q", text)
	}
	s.get("")
	s.save("edition.yaml", two()["edition.yaml"])
	s.taken()
	s.shows("", "Two essays")
}

// Where a page cannot be made it is said why, on a page that follows the preview until it is mended.
func TestAPageThatCannotBeMadeIsFollowed(t *testing.T) {
	page := &fstest.MapFile{Data: []byte(`{{define "main"}}{{.Main.Titel}}{{end}}`)}
	s := start(t, two(), func(s *shown, _ *preview.Options) {
		s.shelf.layouts = layouts.Over(fstest.MapFS{"pages/essay.html": page})
	})
	status, text := s.get("essays/one.html")
	for _, want := range []string{"layouts/pages/essay.html:1:25", "Titel", `<script src="/-/preview.js"`} {
		if status != http.StatusInternalServerError || !strings.Contains(text, want) {
			t.Errorf("status %d, no %q in %s", status, want, text)
		}
	}
	page.Data = []byte(`{{define "main"}}{{.Main.Title}}{{end}}`)
	s.save("essays/two.md", words("Written meanwhile."))
	s.taken()
	s.shows("essays/one.html", `data-stale="false"`)
}

// The terminal tells a mistake once, though it moves, and though another comes.
func TestTheTerminalTellsAMistakeOnce(t *testing.T) {
	s := start(t, two(), nil)
	next := s.follow()
	next()
	for _, text := range []string{"One", "More", "More\n\nand more"} {
		s.save("essays/one.md", broken(text))
		next()
	}
	s.save("essays/two.md", broken("Another"))
	next()
	s.save("essays/one.md", words("Mended."))
	next()
	s.save("essays/two.md", words("Mended."))
	next()
	text := s.terminal.String()
	for words, want := range map[string]int{"one.md:": 1, "two.md:": 1, "nothing is wrong any more": 1} {
		if got := strings.Count(text, words); got != want {
			t.Errorf("the terminal shows %q %d times, want %d:\n%s", words, got, want, text)
		}
	}
}
