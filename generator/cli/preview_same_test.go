package cli

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"glossator/generator/diagnostic"
	"glossator/generator/fixture"
)

// sameAsBuilt fails for each page that the preview serves with other bytes than a build of the folder as it is gives
// it, but for the preview's own tags.
func sameAsBuilt(t *testing.T, content, address string) {
	t.Helper()
	built := silent(content, filepath.Join(t.TempDir(), "public"))
	built.drafts = true
	o, err := built.open(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	if o.found.Count(diagnostic.Error) > 0 {
		t.Fatal("the edition is broken: ", o.found)
	}
	for _, page := range o.site.Pages() {
		want, err := o.append(nil, page)
		if err != nil {
			t.Fatal(err)
		}
		if _, got := get(t, address+page.Path); previewTags.ReplaceAllString(got, "") != string(want) {
			t.Errorf("%s is not the built page", page.Path)
		}
	}
}

func TestPreviewServesTheWholeEditionAsBuilt(t *testing.T) {
	content := filepath.Join(t.TempDir(), "content")
	fixture.Copy(t, content, "../../content")
	address := startPreviewOf(t, content, false)
	sameAsBuilt(t, content, address)
	for i, essay := range []string{"leem-pact.md", "winn-policy.md"} {
		file := filepath.Join(content, "essays", essay)
		mark := fmt.Sprintf("Added%d", i)
		saveMore(t, file, "\n\n"+mark+" paragraph.\n")
		eventually(t, mark, func() bool {
			_, b := get(t, address+"essays/"+strings.TrimSuffix(essay, ".md"))
			return strings.Contains(b, mark)
		})
	}
	sameAsBuilt(t, content, address)
}

func saveMore(t *testing.T, file, text string) {
	t.Helper()
	saveByRename(t, file, string(fixture.Read(t, file))+text)
}

// However an edition came to be what it is, edit by edit, the preview serves what a build makes of it.
func TestPreviewServesAsBuiltAfterRandomEdits(t *testing.T) {
	content, address := startPreview(t, false)
	edits := newRandomEdits(content, 7)
	next := followEvents(t, address)
	if err := os.RemoveAll(filepath.Join(content, "annotations")); err != nil { // they would lose their words
		t.Fatal(err)
	}
	next()
	glossary := filepath.Join(content, "glossary.yaml")
	unquoted, _, _ := strings.Cut(string(fixture.Read(t, glossary)), "  # Where an essay defines") // as would a definition that is quoted
	saveByRename(t, glossary, unquoted)
	next()
	for i := range 60 {
		what := edits.one(t)
		next()
		if i%6 != 5 {
			continue
		}
		sameAsBuilt(t, content, address)
		if t.Failed() {
			t.Fatalf("after edit %d, %s", i, what)
		}
	}
}

// randomEdits change an edition here and there and leave it sound.
type randomEdits struct {
	content string
	random  *rand.Rand
	count   int
}

func newRandomEdits(content string, seed uint64) *randomEdits {
	return &randomEdits{content: content, random: rand.New(rand.NewPCG(seed, seed))}
}

var sentences = []string{
	"An emendation in Paris is made.", "So does @lindqvist2004 [p. 5].", "A word with a note.^[The note, which cites @lindqvist2004 [p. 9].]",
	"See [the letters](essay:letters).", "*Plain* words & marks <b>.", "> Quoted.", "## A heading", "| a | b |\n|---|---|\n| 1 | 2 |", "- one\n- two",
}

// one makes an edit and says what it was.
func (e *randomEdits) one(t *testing.T) string {
	t.Helper()
	e.count++
	essays := filepath.Join(e.content, "essays")
	switch n := e.random.IntN(12); {
	case n == 0:
		name := fmt.Sprintf("new%d.md", e.count)
		saveByRename(t, filepath.Join(essays, name), "---\ntitle: New\n---\n\n"+e.sentence()+"\n")
		return "new " + name
	case n == 1 && e.removeOne(t, essays):
		return "removed an essay"
	case n == 2:
		saveMore(t, filepath.Join(e.content, "glossary.yaml"), fmt.Sprintf("\n- id: t%d\n  term: heading %d\n  definition: A word.\n", e.count, e.count))
		return "a new term"
	case n == 3:
		saveMore(t, filepath.Join(e.content, "references.bib"), fmt.Sprintf("\n@book{new%d,\n  title = {New},\n  author = {Ann, B.},\n  date = {2001}\n}\n", e.count))
		return "a new source"
	case n == 4:
		saveMore(t, filepath.Join(e.content, "names.yaml"), fmt.Sprintf("\n- id: n%d\n  name: Plain\n  kind: place\n  about: Words.\n", e.count))
		return "a new name"
	}
	name := []string{"letters.md", "reply.md"}[e.random.IntN(2)]
	head, body, _ := strings.Cut(string(fixture.Read(t, filepath.Join(essays, name))), "\n---\n")
	blocks := strings.Split(body, "\n\n")
	at := e.random.IntN(len(blocks) + 1)
	blocks = append(blocks[:at], append([]string{fmt.Sprintf("%s\n\nEdit %d.", e.sentence(), e.count)}, blocks[at:]...)...)
	saveByRename(t, filepath.Join(essays, name), head+"\n---\n"+strings.Join(blocks, "\n\n"))
	return "words in " + name
}

func (e *randomEdits) sentence() string { return sentences[e.random.IntN(len(sentences))] }

// removeOne removes an essay that was added.
func (e *randomEdits) removeOne(t *testing.T, essays string) bool {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(essays, "new*.md"))
	if err != nil || len(list) == 0 {
		return false
	}
	if err := os.Remove(list[e.random.IntN(len(list))]); err != nil {
		t.Fatal(err)
	}
	return true
}

// Edits leave nothing behind in memory.
func TestPreviewsMemoryIsSteady(t *testing.T) {
	content, address := startPreview(t, false)
	next := followEvents(t, address)
	essay := filepath.Join(content, "essays/reply.md")
	b := fixture.Read(t, essay)
	work := func(edits int) float64 {
		for i := range edits {
			saveByRename(t, essay, fmt.Sprintf("%s\n\nEdit %d of @lindqvist2004 [p. 7] in Paris.\n", b, i))
			next()
			for _, page := range []string{"essays/reply.html", "bibliography/lindqvist2004.html", "bibliography.html", "index.html", "edition.json"} {
				get(t, address+page)
			}
		}
		return inUse()
	}
	const most = 4 // MiB, where each edit's text and pages are a tenth of one
	before := work(100)
	if after := work(400); after > before+most {
		t.Errorf("%.1f MiB are in use after 400 more edits, %.1f before", after, before)
	}
}

func inUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapInuse+m.StackInuse) / (1 << 20)
}
