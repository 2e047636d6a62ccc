package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"glossator/generator/diagnostic"
	"glossator/generator/fixture"
	"glossator/generator/site"
)

// change is an edit of one file: words put in the place of others, or of the whole file where there are none to
// replace. A file that gets no words is removed.
type change struct{ file, old, new string }

// changes are of every kind that an editor can make, one after another.
var changes = []change{
	{"essays/letters.md", "*second life*", "**second life**"},
	{"essays/letters.md", "|--------:|", "|:------:|"},
	{"essays/letters.md", "```yaml", "```toml"},
	{"glossary.yaml", "A corrected reading:", "A reading corrected:"},
	{"glossary.yaml", "- id: emendation", "- id: letter\n  term: letter\n  definition: What [emendations](term:emendation) are made in.\n- id: emendation"},
	{"glossary.yaml", "aliases: [emendations]", "aliases: [emendations, an emendation, quotation]"},
	{"glossary.yaml", "aliases: [emendations, an emendation, quotation]", "aliases: [emendations]"},
	{"glossary.yaml", "- id: letter\n  term: letter\n", "- id: letter\n  term: Letters\n  see: [emendation]\n"},
	{"glossary.yaml", "- id: letter\n", "- id: letters\n"},
	{"glossary.yaml", "quote: never the editor's alone", "quote: the editor's alone"},
	{"glossary.yaml", "- id: letters\n", "# a remark\n\n- id: letters\n"},
	{"names.yaml", "aliases: [Okafor]", "aliases: [Okafor, Ada]"},
	{"names.yaml", "- id: okafor", "- id: lisbon\n  name: Lisbon\n  kind: place\n- id: okafor"},
	{"names.yaml", "Where most of the letters are kept.", "Where most [letters](essay:letters#p1) are kept."},
	{"chronology.yaml", "1911-03", "1911-04"},
	{"chronology.yaml", "- id: fire", "- id: flood\n  date: 1910\n  title: The flood\n- id: fire"},
	{"references.bib", "Letters and Their Readers", "Letters and Readers"},
	{"references.bib", "year      = {1998}", "year      = {2004}"},
	{"references.bib", "author    = {Okafor, Nneka}", "author    = {Lindqvist, Per}"},
	{"references.bib", "@book{okafor1998", "@book{third, title = {Third}, author = {Okafor, Nneka}, year = {1990}}\n@book{okafor1998"},
	{"references.bib", "@book{third, title", "@book{fourth, title"},
	{"edition.yaml", "citation-style: author-date", "citation-style: notes"},
	{"references.bib", "@book{fourth, title", "@book{fifth, title"},
	{"edition.yaml", "citation-style: notes", "citation-style: own.csl"},
	{"edition.yaml", "citation-style: own.csl", "citation-style: author-date"},
	{"edition.yaml", "autolink: passage", "autolink: essay"},
	{"edition.yaml", "autolink: essay", "autolink: section"},
	{"edition.yaml", "A first edition", "Another edition"},
	{"edition.yaml", "language: en ", "language: ko "},
	{"edition.yaml", "language: ko ", "language: en "},
	{"edition.yaml", "autolink: section", "autolink: passage\nraw-html: true\ncontents: [reply, letters]"},
	{"edition.yaml", "raw-html: true\n", ""},
	{"essays/third.md", "", "---\ntitle: Third\n---\n\nAn emendation, [the letters](essay:letters#p2), @lindqvist2004 [p. 4].\n"},
	{"edition.yaml", "contents: [reply, letters]\n", ""},
	{"essays/reply.md", "\n---\n\n", "\n---\n\nSee [the third](essay:third#p1).\n\n"},
	{"essays/third.md", "title: Third\n", "title: Third\naliases: [old/third]\nlang: ko\n"},
	{"essays/third.md", "An emendation", "The emendation"},
	{"essays/reply.md", "See [the third](essay:third#p1).", "See the third."},
	{"essays/third.md", "", ""},
	{"edition.yaml", "language: en ", "withdrawn: [{essay: third, title: Third, reason: It was a trial.}]\nlanguage: en "},
	{"essays/reply.md", "See the third.", "See the third; it cites @lindqvist2004 [p. 4] and @okafor1998 [p. 4], an emendation of Okafor."},
	{"essays/reply.md", "See the third; it cites @lindqvist2004 [p. 4] and @okafor1998 [p. 4], an emendation of Okafor.", "See the third."},
	{"essays/letters.md", "[^*]: A note on the title", "![A picture](picture.png 'Of *letters* [@okafor1998]')\n\n[^*]: A note on the title"},
	{"essays/picture.png", "", "none"},
	{"annotations/letters.yaml", "The phrase is", "The phrase was"},
	{"annotations/letters.yaml", "quote: second life", "quote: life"},
	{"annotations/letters.yaml", "- id: forty-one", "- id: all-of-it\n  at: {passage: p2}\n  by: Ann\n  body: All.\n- id: forty-one"},
	{"annotations/letters.yaml", "", ""},
	{"pages/about.md", "An editorial page:", "A page:"},
	{"pages/more.md", "", "---\ntitle: More\norder: 2\n---\n\nMore [letters](../essays/letters.md#p1).\n"},
	{"essays/reply.md", "See the third.", "See [more](../pages/more.md#p1)."},
	{"pages/more.md", "", ""},
	{"essays/reply.md", "See [more](../pages/more.md#p1).", "@nobody2000, [nobody2000, p. 3] and [nothing](term:nothing)."},
	{"references.bib", "@book{fifth, title", "@book{nobody2000, title"},
	{"glossary.yaml", "# a remark", "- id: nothing\n  term: nothing\n  definition: None.\n"},
	{"glossary.yaml", "- id: letters\n", "- id: [letters\n"},
	{"glossary.yaml", "- id: [letters\n", "- id: letters\n"},
	{"essays/reply.md", "title: A Reply", "title: A Reply: One"},
	{"essays/reply.md", "\n---\n\n", "\n-- -\n\n"},
	{"essays/reply.md", "\n-- -\n\n", "\n---\n\n"},
	{"essays/reply.md", "title: A Reply: One", "title: A Reply"},
	{"edition.yaml", "bibliography:", "bibliograhpy:"},
	{"essays/letters.md", "Words in another language", "Words in one language"},
	{"edition.yaml", "bibliograhpy:", "bibliography:"},
	{"../layouts/parts/footer.html", "", "<footer>Ours</footer>\n"},
	{"../layouts/css/essay.css", "", "main { color: red }\n"},
	{"../layouts/css/essay.css", "", ""},
	{"essays/index.md", "", "---\ntitle: As the home page is called\n---\n\nWords.\n"},
	{"essays/index.md", "", ""},
	{"edition.yaml", "withdrawn: [", "withdrawn: [{essay: index, title: As the home page, reason: It was a trial.}, "},
	{"addresses.lock", "", "<<<<<<< ours\n"},
	{"addresses.lock", "", "# none\n"},
	{"names.yaml", "", ""},
	{"glossary.yaml", "", ""},
	{"chronology.yaml", "", ""},
}

// After a change of any kind the preview has the pages and the findings that a build has, byte for byte, whatever it has
// kept of the edition before.
func TestPreviewIsAsBuiltAfterEveryKindOfChange(t *testing.T) {
	t.Parallel()
	content, d := openDesk(t)
	early := 0
	for _, c := range changes {
		c.save(t, content)
		d.Update([]string{filepath.Join(content, filepath.FromSlash(c.file))})
		again := &desk{program: d.program} // as a preview is that starts now
		asked := &asksForEssays{desk: d, answers: map[string][]byte{}}
		again.Open(asked)
		asOpenedAnew(t, d, again)
		asked.asLater(t, again)
		early += len(asked.answers)
		again.close()
		if t.Failed() {
			t.Fatalf("after %q in %s", c.new, c.file)
		}
	}
	if early < len(changes) {
		t.Errorf("only %d pages were given before all essays were linked", early)
	}
}

// asksForEssays asks for all essays while an edition is being read.
type asksForEssays struct {
	desk    *desk
	answers map[string][]byte
}

func (a *asksForEssays) Paths() []string {
	paths := []string{"index.html", "essays/none.html"}
	for _, x := range a.desk.opened.c.Edition.Essays {
		paths = append(paths, "essays/"+x.ID+".html")
	}
	return paths
}

func (a *asksForEssays) Answer(path string, page []byte) { a.answers[path] = page }

// asLater fails for a page that was not given as it is when the edition has been read.
func (a *asksForEssays) asLater(t *testing.T, d *desk) {
	t.Helper()
	for path, got := range a.answers {
		if want, err := d.opened.site.Render(path); err != nil || !bytes.Equal(want, got) {
			t.Errorf("%s was given otherwise before all essays were linked: %v", path, err)
		}
	}
}

// asksForReply asks for one essay while an edition is being read.
type asksForReply struct{}

func (asksForReply) Paths() []string       { return []string{"essays/reply.html"} }
func (asksForReply) Answer(string, []byte) {}

const numbered = `<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>N</title><id>n</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout prefix="[" suffix="]" delimiter=","><text variable="citation-number"/></layout></citation>
<bibliography><layout><text variable="citation-number" suffix=". "/><text variable="title"/></layout></bibliography>
</style>`

// Works are numbered as all essays cite them, also where somebody waits for one essay while the others are not linked.
func TestPreviewNumbersWorksOfAllEssays(t *testing.T) {
	content, p := built(t)
	fixture.Write(t, filepath.Join(content, "numbered.csl"), numbered)
	edit(t, filepath.Join(content, "edition.yaml"), "citation-style: author-date", "citation-style: numbered.csl")
	edit(t, filepath.Join(content, "essays", "letters.md"), "[as the reply says](essay:reply#p2)", "as the reply says") // alone it has no finding
	for _, name := range []string{"annotations", "addresses.lock"} {
		if err := os.RemoveAll(filepath.Join(content, name)); err != nil {
			t.Fatal(err)
		}
	}
	if said, failed := builds(t, p); failed {
		t.Fatal(said)
	}
	want, err := p.open(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer want.close()
	for range 5 {
		got, err := p.open(asksForReply{})
		if err != nil {
			t.Fatal(err)
		}
		defer got.close()
		for _, path := range []string{"bibliography.html", "essays/reply.html", "essays/letters.html"} {
			a, err := want.site.Render(path)
			b, failed := got.site.Render(path)
			if !bytes.Equal(a, b) || err != nil || failed != nil {
				t.Fatalf("%s is another page: %v, %v", path, err, failed)
			}
		}
	}
}

// Essays that have got other names, and names that they had before, keep their published addresses, as in a build.
func TestPreviewIsAsBuiltAfterRenames(t *testing.T) {
	t.Parallel()
	content, d := openDesk(t)
	lock := filepath.Join(content, "addresses.lock")
	published, err := d.opened.c.Lock()
	var text bytes.Buffer
	if err == nil {
		published.WriteTo(&text) // to memory
		err = os.WriteFile(lock, text.Bytes(), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.Update([]string{lock})
	reply := string(fixture.Read(t, filepath.Join(content, "essays", "reply.md")))
	renamed := strings.Replace(reply, "\n---\n", "\naliases: [essays/reply.html]\n---\n\nA new beginning.\n", 1)
	for _, step := range [][]change{
		{{"essays/reply.md", "", ""}, {"essays/answer.md", "", renamed}},
		{{"essays/answer.md", "", ""}, {"essays/reply.md", "", reply}},
		{{"essays/answer.md", "", renamed}},
		{{"essays/reply.md", "", ""}},
		{{"essays/reply.md", "", reply}},
	} {
		var changed []string
		for _, c := range step {
			c.save(t, content)
			changed = append(changed, filepath.Join(content, filepath.FromSlash(c.file)))
		}
		d.Update(changed)
		asOpenedAnew(t, d)
	}
}

// openDesk opens a new edition as a preview does.
func openDesk(t *testing.T) (content string, d *desk) {
	t.Helper()
	folder := t.TempDir()
	newEdition(t, folder)
	p := silent(filepath.Join(folder, "content"), filepath.Join(folder, "public"))
	p.drafts, p.layouts = true, filepath.Join(folder, "layouts")
	if err := os.Mkdir(p.layouts, 0o755); err != nil {
		t.Fatal(err)
	}
	fixture.Write(t, filepath.Join(p.content, "own.csl"), fixture.Read(t, "../../layouts/styles/mla-like.csl"))
	d = &desk{program: p}
	d.Update(nil)
	t.Cleanup(d.close)
	return p.content, d
}

// A layout that asks for what its page has not got is a finding, with its place, until it is mended.
func TestPreviewFindsALayoutThatFails(t *testing.T) {
	content, d := openDesk(t)
	layout := filepath.Join(d.program.layouts, "pages", "essay.html")
	places := func(found diagnostic.List) (at []string) {
		for _, f := range found {
			at = append(at, strings.TrimPrefix(f.Start.String(), d.program.layouts+"/"))
		}
		return at
	}
	save := func(file, text string) (*site.Site, []string) {
		saveByRename(t, file, text)
		planned, found := d.Update([]string{file})
		return planned, places(found)
	}
	want := []string{"layouts/pages/essay.html:1:25"}
	if planned, got := save(layout, `{{define "main"}}{{.Main.Titel}}{{end}}`); planned != nil || !slices.Equal(got, want) {
		t.Errorf("a site: %t, findings at %v, want %v", planned != nil, got, want)
	}
	about := filepath.Join(content, "pages", "about.md")
	if _, got := save(about, "---\ntitle: About\n---\n\nMeanwhile.\n"); !slices.Equal(got, want) {
		t.Errorf("after another save findings are at %v, want %v", got, want)
	}
	again := &desk{program: d.program}
	defer again.close()
	if _, found := again.Open(nil); !slices.Equal(places(found), want) {
		t.Errorf("a preview that starts now has findings at %v, want %v", places(found), want)
	}
	if planned, got := save(layout, `{{define "main"}}{{.Main.Title}}{{end}}`); planned == nil || len(got) > 0 {
		t.Errorf("mended, a site: %t, findings at %v", planned != nil, got)
	}
}

func (c change) save(t *testing.T, content string) {
	t.Helper()
	file := filepath.Join(content, filepath.FromSlash(c.file))
	switch {
	case c.old != "":
		edit(t, file, c.old, c.new)
	case c.new == "":
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	default:
		saveByRename(t, file, c.new)
	}
}

// asOpenedAnew fails for each page, and each finding, that one of the desks has otherwise than the edition when it is opened anew.
func asOpenedAnew(t *testing.T, desks ...*desk) {
	t.Helper()
	anew := *desks[0].program
	anew.out = filepath.Join(t.TempDir(), "public") // where nothing is kept
	o, err := anew.open(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	for _, d := range desks {
		if diff := cmp.Diff(o.found, d.opened.found); diff != "" {
			t.Errorf("findings (-opened anew +updated):\n%s", diff)
		}
		if o.site == nil || d.opened.site == nil {
			t.Errorf("no site: %v", o.found)
			return
		}
		if !slices.Equal(o.site.Pages(), d.opened.site.Pages()) {
			t.Error("other pages")
		}
	}
	for _, page := range o.site.Pages() {
		want, err := o.append(nil, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range desks {
			got, err := d.opened.append(nil, page)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(want, got) {
				at := 0
				for at < min(len(want), len(got)) && want[at] == got[at] {
					at++
				}
				t.Errorf("%s differs: %q where a build has %q", page.Path, around(got, at), around(want, at))
			}
		}
	}
}

func around(b []byte, at int) string { return string(b[max(0, at-40):min(len(b), at+60)]) }

// A content folder that is taken away and made anew, as a checkout of another branch may do, is followed.
func TestPreviewFollowsAFolderThatIsMadeAnew(t *testing.T) {
	content, address := startPreview(t, false)
	away := content + "-away"
	if err := os.Rename(content, away); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the last page, marked", func() bool {
		_, b := get(t, address+"essays/reply")
		return strings.Contains(b, `data-stale="true"`)
	})
	fixture.Copy(t, content, away)
	reply := filepath.Join(content, "essays", "reply.md")
	for _, mark := range []string{"Made anew.", "And edited."} {
		saveMore(t, reply, "\n\n"+mark+"\n")
		eventually(t, mark, func() bool {
			_, b := get(t, address+"essays/reply")
			return strings.Contains(b, mark) && strings.Contains(b, `data-stale="false"`)
		})
	}
	sameAsBuilt(t, content, address)
}
