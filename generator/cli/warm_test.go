package cli

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"glossator/generator/fixture"
	"glossator/generator/publish"
	"glossator/generator/site"
)

// After a change of any kind a build that makes only what the change concerns publishes what a first build does, byte for
// byte, and says the same of it.
func TestWarmBuildsAreAsColdOnes(t *testing.T) {
	t.Parallel()
	content, warm := built(t)
	compared := 0
	for _, c := range changes {
		c.save(t, content)
		if buildsAsColdOnes(t, warm) {
			compared++
		}
		if t.Failed() {
			t.Fatalf("after %q in %s", c.new, c.file)
		}
	}
	if compared < len(changes)-19 {
		t.Errorf("only %d of %d changes leave an edition that can be published", compared, len(changes))
	}
}

// So does one after edits here and there.
func TestWarmBuildsAreAsColdOnesAfterRandomEdits(t *testing.T) {
	t.Parallel()
	content, warm := built(t)
	if err := os.RemoveAll(filepath.Join(content, "annotations")); err != nil { // they would lose their words
		t.Fatal(err)
	}
	edit(t, filepath.Join(content, "glossary.yaml"), "quote: never the editor's alone", "quote: editor")
	edits := newRandomEdits(content, 11)
	for i := range 40 {
		what := edits.one(t)
		if what == "removed an essay" {
			if err := os.Remove(filepath.Join(content, "addresses.lock")); err != nil {
				t.Fatal(err)
			}
		}
		if !buildsAsColdOnes(t, warm) || t.Failed() {
			t.Fatalf("after edit %d, %s", i, what)
		}
	}
}

// buildsAsColdOnes builds the edition, and compares that with a first build; published is false where neither can be.
func buildsAsColdOnes(t *testing.T, warm program) (published bool) {
	t.Helper()
	lock := filepath.Join(warm.content, "addresses.lock")
	before, err := os.ReadFile(lock)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	said, failed := builds(t, warm)
	after, _ := os.ReadFile(lock)
	fixture.Write(t, lock, before) // what the first build finds
	cold := warm
	cold.out = filepath.Join(t.TempDir(), "public")
	coldSaid, coldFailed := builds(t, cold)
	if said != coldSaid || failed != coldFailed {
		t.Errorf("a warm build says:\n%s\na cold one:\n%s", said, coldSaid)
	}
	if failed {
		return false
	}
	if recorded, _ := os.ReadFile(lock); !bytes.Equal(recorded, after) {
		t.Error("other addresses are recorded")
	}
	sameFolders(t, cold.out, warm.out)
	return true
}

// Whatever is damaged of what an earlier run has kept, a build publishes what a first one does.
func TestDamagedShelvesChangeNothing(t *testing.T) {
	t.Parallel()
	for from := range 20 { // twentieths of a segment; behind texts lies what has been made of them
		content, warm := built(t)
		edit(t, filepath.Join(content, "essays", "reply.md"), "\n---\n\n", "\n---\n\nA new beginning.\n\n")
		segments, err := filepath.Glob(filepath.Join(warm.keptFolder(), "*.segment"))
		if err != nil || len(segments) == 0 {
			t.Fatalf("%q are kept: %v", segments, err)
		}
		segment := segments[len(segments)-1] // the build's, behind that of the preview
		b := fixture.Read(t, segment)
		b[from*len(b)/20+7] ^= 4
		fixture.Write(t, segment, b)
		if !buildsAsColdOnes(t, warm) || t.Failed() {
			t.Fatalf("damaged at %d twentieths", from)
		}
	}
}

// built builds a new edition.
func built(t *testing.T) (content string, p program) {
	t.Helper()
	content, d := openDesk(t)
	d.close()
	p = *d.program
	if said, failed := builds(t, p); failed {
		t.Fatal(said)
	}
	return content, p
}

// placeOf is where a build puts its site.
func placeOf(p program) func() (place, error) {
	return sync.OnceValues(func() (place, error) {
		out, err := publish.Begin(p.out)
		return place{out, p.shelf()}, err
	})
}

// readToBuild reads what a build is made from.
func readToBuild(t *testing.T, p *program) (*inputs, *opened) {
	t.Helper()
	in, known, err := p.inputs()
	if err != nil {
		t.Fatal(err)
	}
	o, err := p.read(known)
	if err != nil {
		t.Fatal(err)
	}
	return in, o
}

// A build after a change of one essay makes that, and of other pages those that show what has changed.
func TestWarmBuildsMakeWhatHasChanged(t *testing.T) {
	content, p := built(t)
	made := func() (essays int, grounds map[string]site.Ground) {
		t.Helper()
		in, o := readToBuild(t, &p)
		defer o.close()
		drafts := o.link(p.progress(), in, placeOf(p))
		defer drafts.close()
		if p.recall(indexFile, drafts.base) == nil {
			t.Error("what has been counted for the index is not kept")
		}
		g := drafts.grounds()
		grounds = map[string]site.Ground{}
		for _, page := range o.site.Pages() {
			grounds[page.Path] = g.Of(page)
		}
		return len(drafts.pages), grounds
	}
	essays, before := made()
	if essays != 0 {
		t.Errorf("%d essays are made again after no change", essays)
	}
	edit(t, filepath.Join(content, "essays", "reply.md"), "It begins with a reader", "It did begin with a reader")
	essays, after := made()
	if essays != 1 {
		t.Errorf("%d essays are made again after a change of one", essays)
	}
	var again []string
	for _, path := range slices.Sorted(maps.Keys(before)) {
		if before[path] != after[path] && !strings.HasPrefix(path, "search/") {
			again = append(again, path)
		}
	}
	want := []string{ // the essay, the edition as data, a term that quotes it, and the list of essays with their sections
		"edition.json", "essays/reply.html", "essays/reply.notes.css", "glossary/emendation.html", "index.html", "previews/term-1.js",
	}
	if !slices.Equal(again, want) {
		t.Errorf("after a change of a sentence that refers to nothing are made again\n%q", again)
	}
}

// Pages of others change with the number of an annotation that cites something, which moves with the essay's words, and with
// locators that are shown alike where they are in short.
func TestWarmBuildsSeeWhatLinesLeaveOut(t *testing.T) {
	content, p := built(t)
	save := func(name, text string) {
		t.Helper()
		fixture.Write(t, filepath.Join(content, filepath.FromSlash(name)), text)
	}
	head, first, second := "---\ntitle: Another\n---\n\n", "The first alpha bravo charlie delta.\n\n", "A second gamma hotel india juliet.\n\n"
	save("essays/another.md", head+first+second)
	save("annotations/another.yaml", `
- {id: one, at: {passage: p1, quote: alpha}, kind: commentary, by: X, body: "See [@lindqvist2004, p. 1]."}
- {id: two, at: {passage: p2, quote: gamma}, kind: commentary, by: X, body: Nothing cited.}
`)
	edit(t, filepath.Join(content, "essays", "letters.md"), "(cite:okafor1998?page=88&number=7)", "(cite:okafor1998?page=3%C2%A04)")
	if said, failed := builds(t, p); failed {
		t.Fatal(said)
	}
	save("essays/another.md", head+second+first)
	edit(t, filepath.Join(content, "essays", "letters.md"), "(cite:okafor1998?page=3%C2%A04)", "(cite:okafor1998?page=3%204)")
	if !buildsAsColdOnes(t, p) {
		t.Error("nothing was published")
	}
}

// A sign that no text has, which tells where a page made early is still to be completed, may be written in front matter.
func TestNoTextIsTakenForAGap(t *testing.T) {
	content, p := built(t)
	edit(t, filepath.Join(content, "essays", "reply.md"), "title: A Reply", `title: "A\0Reply"`)
	if said, failed := builds(t, p); failed {
		t.Fatal(said)
	}
	page, err := os.ReadFile(filepath.Join(p.out, "essays", "reply.html"))
	if err != nil || bytes.IndexByte(page, 0) >= 0 {
		t.Errorf("the page has the sign: %v", err)
	}
	o, err := p.open(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	if afterwards, err := o.site.Render("essays/reply.html"); err != nil || !bytes.Equal(page, afterwards) {
		t.Errorf("the page is another when it is made afterwards: %v", err)
	}
}

// What is saved, added or removed between the hashing of the files and their reading is no ground of what is made of them: with
// the old words back again a build would take it from the shelf.
func TestWhatIsSavedMeanwhileIsNotTakenForWhatWasHashed(t *testing.T) {
	content, p := built(t)
	glossary := filepath.Join(content, "glossary.yaml")
	picture := filepath.Join(content, "essays", "picture.png")
	for _, c := range []struct {
		what string
		do   func() error
		seen bool
	}{
		{"nothing", func() error { return nil }, false},
		{"a record is saved", func() error { return os.WriteFile(glossary, []byte("[]\n"), 0o644) }, true},
		{"a picture is added", func() error { return os.WriteFile(picture, []byte("one"), 0o644) }, true},
		{"another is renamed to it", func() error {
			return errors.Join(os.WriteFile(picture+".new", []byte("two"), 0o644), os.Rename(picture+".new", picture))
		}, true},
		{"it is removed", func() error { return os.Remove(picture) }, true},
		{"there are layouts", func() error { return os.CopyFS(p.layouts, os.DirFS("../../layouts/css")) }, true},
	} {
		in, known, err := p.inputs()
		if err := errors.Join(err, c.do()); err != nil {
			t.Fatal(err)
		}
		o, err := p.read(known)
		if err != nil {
			t.Fatal(err)
		}
		d := o.link(p.progress(), in, placeOf(p))
		if seen := d.base == [32]byte{}; seen != c.seen {
			t.Errorf("%s: that is seen: %v", c.what, seen)
		}
		d.close()
		o.close()
	}
}

// Answers on the proof sheet concern no page, nor do the files of an editor who has a text open.
func TestAnswersMakeNothingAnew(t *testing.T) {
	content, p := built(t)
	base := func() [32]byte {
		t.Helper()
		in, o := readToBuild(t, &p)
		defer o.close()
		return in.base(o.c.Folder.Essays)
	}
	before := base()
	for _, name := range []string{"proof.yaml", "essays/.reply.md.swp", "essays/reply.md~"} {
		fixture.Write(t, filepath.Join(content, filepath.FromSlash(name)), "[]\n")
		if base() != before {
			t.Errorf("%s makes all pages anew", name)
		}
	}
}

// What has become of published addresses is said of texts, too, that an earlier run has put on the shelf and not recorded; and
// once they are recorded it is not said again.
func TestChangesOfAddressesAreToldOfTextsOnTheShelf(t *testing.T) {
	content, p := built(t)
	edit(t, filepath.Join(content, "essays", "reply.md"), "It begins with a reader", "It does begin with a reader")
	changes := func() int {
		t.Helper()
		o, err := p.open(nil)
		if err != nil {
			t.Fatal(err)
		}
		defer o.close()
		return len(o.c.AddressChanges())
	}
	for run := range 2 { // the second finds the text on the shelf
		if n := changes(); n != 1 {
			t.Errorf("run %d tells of %d changes", run, n)
		}
	}
	if said, failed := builds(t, p); failed {
		t.Fatal(said)
	}
	if n := changes(); n != 0 {
		t.Errorf("after a build it tells of %d changes", n)
	}
}

func builds(t *testing.T, p program) (said string, failed bool) {
	t.Helper()
	var out bytes.Buffer
	p.stdout, p.stderr = io.Discard, &out
	err := p.build(false, &profile{})
	if err != nil && !errors.Is(err, errFound) {
		t.Fatal(err)
	}
	return out.String(), err != nil
}

// sameFolders fails for each file of one folder that the other has not, or otherwise.
func sameFolders(t *testing.T, want, got string) {
	t.Helper()
	err := filepath.WalkDir(want, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		path, _ := filepath.Rel(want, name)
		a, _ := os.ReadFile(name)
		if b, err := os.ReadFile(filepath.Join(got, path)); err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s is not the file that a first build makes", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
