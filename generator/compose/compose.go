// Package compose is loading, parsing and linking as one pipeline.
//
// [Read] reads a content folder: settings, sources, terms and names, and what essays say of themselves in front matter.
// With these [Composition.Link] parses and links each essay, on all cores, and fills the backlinks.
// What comes of it is a linked edition, and what is wrong with it. Of essays sentences and facts are kept, and no syntax trees:
// [Composition.Body] parses a text again when its body is asked for, and who wants an essay's words does so while Link
// has them.
package compose

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"glossator/generator/content"
	"glossator/generator/crosslink"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/markup"
	"glossator/generator/parallel"
	"glossator/generator/shelf"
)

// Options says what to take in.
type Options struct {
	Drafts bool
	Folder string        // how findings name the content folder: "content"
	Known  content.Index // what is known of the essays' files
	Sound  shelf.Key     // hash of a file of published addresses in which nothing is wrong
}

// Composition is a linked edition with what it was made from. Update changes it in place; whoever reads it meanwhile
// must be kept away.
type Composition struct {
	Edition     *edition.Edition
	Folder      *content.Folder
	Diagnostics diagnostic.List // sorted, with excerpts
	Assets      []string        // files that texts name, relative to the content folder
	Drafts      []string        // ids of essays and pages left out

	root    *os.Root
	options Options
	lock    *crosslink.Lock // published addresses, under the essays' ids as they are now
	linker  *crosslink.Linker
	linked  map[string]linked // essays, by file
	shelf   *shelf.Shelf
	rule    shelf.Key                           // by which the linker links texts
	base    shelf.Key                           // of what lies beside them
	bodies  map[*edition.Text]*markup.Body      // of texts that are no essays
	files   map[*edition.Text]content.EssayFile // of essays
	edited  *markup.Body                        // of the essay that an update has parsed last, whose page is asked for next
	changed sync.Map                            // findings about files that were not what they were, by path

	// What is wrong, by where it was found, so that an update can put new findings in the place of old ones.
	loaded  diagnostic.List            // in reading the folder
	records diagnostic.List            // in texts that are no essays
	essays  map[string]diagnostic.List // in essays, by file
	links   diagnostic.List            // between texts
	assets  map[string][]string        // files that texts name, by the file that does

	published    *crosslink.Lock // as it is on disk
	publishedSum shelf.Key       // hash of its file
	damages      diagnostic.List // of it
}

// Early appends what it makes of an essay while its words are at hand, to be kept beside its text.
type Early func([]byte, *edition.Essay, *markup.Body) []byte

// Read reads the folder and links all but essays, which have no texts yet. Of a broken edition it gives what is sound.
func Read(root *os.Root, o Options) *Composition {
	c := empty(root, o)
	var meanwhile sync.WaitGroup
	meanwhile.Go(func() { c.published, c.damages = c.readPublished() })
	c.Folder, c.loaded = content.Load(root, o.Known)
	meanwhile.Wait()
	c.compose(nil)
	return c
}

func empty(root *os.Root, o Options) *Composition {
	return &Composition{
		root: root, options: o, bodies: map[*edition.Text]*markup.Body{}, files: map[*edition.Text]content.EssayFile{},
		essays: map[string]diagnostic.List{}, assets: map[string][]string{}, linked: map[string]linked{}, shelf: shelf.Open("", shelf.Key{}),
	}
}

// compose makes an edition of the folder's records and links them. What has not changed since the composition before
// it, if there is one, is taken over.
func (c *Composition) compose(before *Composition) {
	p := &parser{c: c, before: before, settings: c.Folder.Settings}
	c.Edition = p.edition(c.Folder)
	p.readLock()
	c.linker = crosslink.New(c.Edition)
	if before != nil {
		c.linker.After(before.linker)
	}
	c.rule = c.linker.Rule()
	p.rest()
	c.records = p.found
	c.finish()
}

// Size is how many bytes the essays' Markdown has.
func (c *Composition) Size() (size int) {
	for _, f := range c.Folder.Essays {
		size += f.Size
	}
	return size
}

// Shelve names the shelf for the texts of essays, before they are linked; without one they are kept for this run.
// Base is a hash of all but the texts that goes into what early makes of them.
func (c *Composition) Shelve(s *shelf.Shelf, base shelf.Key) {
	c.shelf, c.base = s, base
	named := make(map[string]bool, len(c.Folder.Essays))
	for _, f := range c.Folder.Essays {
		named[f.Path] = true
	}
	s.Tidy(func(file string) bool { return named[file] })
}

// Sum is a hash of an essay: of its text with all its facts, and of its file, which has what no text has, such as emphasis.
func (c *Composition) Sum(x *edition.Essay) shelf.Key {
	l := c.linked[x.Text.File]
	return sha256.Sum256(append(l.sum[:], l.file.Hash[:]...))
}

// Link parses and links the essays, and fills all backlinks. For each essay early, if it is not nil, is called as soon
// as the essay is linked but for the links between texts, which are taken to lead where they say; in no order, and from
// several goroutines. It is not called for essays that the shelf has, with what it would make; what it makes of the others is
// kept beside their texts, for Beside.
func (c *Composition) Link(early Early) {
	c.link(nil, early)
}

// link links the essays; those that the composition before has linked, and that have not changed, only as far as what
// has changed may concern them.
func (c *Composition) link(before *Composition, early Early) {
	p := &parser{c: c, before: before, settings: c.Folder.Settings}
	p.essays(c.Folder, early)
	c.dropShelved()
	c.links = c.linker.Edition()
	c.finish()
}

// Body is the syntax tree of a text of the edition, with its facts as they have been linked; nil when the text's file
// has changed since it was read. It is safe for concurrent use.
func (c *Composition) Body(t *edition.Text) *markup.Body {
	if body := c.bodies[t]; body != nil {
		return body
	}
	if c.edited != nil && c.edited.Text == t {
		return c.edited
	}
	f := c.files[t]
	markdown, found := f.Read(c.root, nil)
	if len(found) > 0 {
		c.changed.Store(f.Path, found)
		return nil
	}
	p := &parser{c: c, settings: c.Folder.Settings}
	body, _ := markup.Parse(p.essayInput(f, markdown))
	body.Text = t
	return body
}

// Changed are findings about files that have changed while the edition was made. What was made then is of no use.
func (c *Composition) Changed() diagnostic.List {
	var found diagnostic.List
	c.changed.Range(func(_, list any) bool {
		found = append(found, list.(diagnostic.List)...)
		return true
	})
	c.Place(found)
	found.Sort()
	return found
}

// finish puts findings into order, and gathers the files that texts name.
func (c *Composition) finish() {
	found := slices.Concat(c.loaded, c.records, c.links)
	for _, file := range slices.Sorted(maps.Keys(c.essays)) {
		found = append(found, c.essays[file]...)
	}
	c.Place(found)
	found.Sort()
	c.Diagnostics = found
	c.Assets = nil
	for _, names := range c.assets {
		c.Assets = append(c.Assets, names...)
	}
	slices.Sort(c.Assets)
	c.Assets = slices.Compact(c.Assets)
}

// Place gives findings about files of the content folder their excerpts, and names the files as an editor does.
func (c *Composition) Place(found diagnostic.List) {
	lines := map[string][]string{}
	for i := range found {
		d := &found[i]
		if d.Excerpt == "" && d.Start.Line > 0 {
			if _, read := lines[d.Start.File]; !read {
				b, _ := content.ReadText(c.root, d.Start.File) // a finding without an excerpt is one all the same
				lines[d.Start.File] = strings.Split(string(b), "\n")
			}
			if file := lines[d.Start.File]; d.Start.Line <= len(file) {
				d.Excerpt = diagnostic.Excerpt(file[d.Start.Line-1])
			}
		}
	}
	found.Rename(c.display)
}

// display is how findings name a file of the content folder.
func (c *Composition) display(file string) string {
	if file == "" || c.options.Folder == "" {
		return file
	}
	return c.options.Folder + "/" + file
}

// essays parses and links the essays on all cores.
func (p *parser) essays(folder *content.Folder, early Early) {
	files := slices.DeleteFunc(slices.Clone(folder.Essays), func(f content.EssayFile) bool {
		return p.c.Edition.Essay(f.Essay.ID) != f.Essay
	})
	results := make([]linked, len(files))
	rooms := sync.Pool{New: func() any { return new([]byte) }}
	parallel.Each(len(files), func(i int) error {
		if r, ok := p.c.linked[files[i].Path]; ok { // First has done it
			results[i] = r
			return nil
		}
		if r, ok := p.again(files[i]); ok {
			results[i] = r
			return nil
		}
		if i%forgetting == 0 {
			p.c.shelf.Forget()
		}
		if r, ok := p.kept(files[i], early != nil); ok {
			results[i] = r
			return nil
		}
		markdown := rooms.Get().(*[]byte)
		*markdown = p.read(files[i], *markdown)
		r, body := p.link(files[i], *markdown)
		var beside []byte
		if early != nil {
			beside = early(appendAddresses(p.c.shelf.Room(), r.addresses), files[i].Essay, body)
		}
		p.putAway(&r, beside)
		rooms.Put(markdown) // which nothing holds any more
		results[i] = r
		return nil
	})
	p.c.shelf.Flush()
	p.c.shelf.Forget()
	for i, r := range results {
		p.put(files[i], r)
	}
}

// forgetting is how many essays are taken from the shelf before what has been looked at there is forgotten.
const forgetting = 256

// linked is an essay that has been parsed and linked.
type linked struct {
	file      content.EssayFile
	text      *edition.Text
	recorded  bool               // the lock has its addresses as they are
	addresses *crosslink.Record  // as the lock is to hold them; nil where they lie on the shelf, or are to be assigned when they are asked for
	shelved   bool               // the addresses lie beside the text
	changes   []crosslink.Change // of published addresses
	sum       shelf.Key          // of the text with its facts, if it has been on the shelf
	parsed    diagnostic.List    // in parsing it, and giving it addresses
	found     diagnostic.List    // in linking it
	fastened  diagnostic.List    // in its annotations
}

// read reads an essay's file again, into room that there may be for it. One that has changed meanwhile is as if it were empty.
func (p *parser) read(f content.EssayFile, room []byte) []byte {
	b, found := f.Read(p.c.root, room)
	if len(found) > 0 {
		p.c.changed.Store(f.Path, found)
		return make([]byte, f.BodyOffset)
	}
	return b
}

// link parses an essay, gives its passages the addresses that their words have, and links its text and annotations.
func (p *parser) link(f content.EssayFile, markdown []byte) (linked, *markup.Body) {
	body, found := markup.Parse(p.essayInput(f, markdown))
	f.Essay.Text = body.Text
	r := linked{file: f, text: body.Text}
	if p.c.Edition.Unread.Owner(edition.OfEssay, f.Essay.ID) { // its front matter may call notes
		found = slices.DeleteFunc(found, func(d diagnostic.Diagnostic) bool { return d.Severity == diagnostic.Warning })
	}
	r.parsed = append(found, p.c.assign(&r)...)
	r.found = p.c.linker.Text(body.Text)
	r.fastened = p.annotations(f.Essay)
	return r, body
}

// annotations fastens an essay's annotations, and puts them into order.
func (p *parser) annotations(x *edition.Essay) diagnostic.List {
	found := p.c.linker.Annotations(x)
	slices.SortStableFunc(x.Annotations, inReadingOrder)
	return found
}

// inReadingOrder orders annotations by the places that they are about; those without one come last.
func inReadingOrder(a, b *edition.Annotation) int {
	if loose := a.Span.Passage < 0; loose != (b.Span.Passage < 0) {
		if loose {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(a.Span.Passage, b.Span.Passage), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End))
}

// put keeps what is known of an essay.
func (p *parser) put(f content.EssayFile, r linked) {
	found := p.found
	p.found = slices.Concat(r.parsed, r.found, r.fastened)
	delete(p.c.assets, f.Path)
	p.assets(r.text)
	delete(p.c.essays, f.Path)
	if len(p.found) > 0 {
		p.c.essays[f.Path] = p.found
	}
	p.found = found
	p.c.linked[f.Path] = r
	p.c.files[r.text] = f
}

// rest links the texts that are no essays.
func (p *parser) rest() {
	p.c.Edition.Texts(func(t *edition.Text) {
		if t.Owner.Kind != edition.OfEssay {
			p.found = append(p.found, p.c.linker.Text(t)...)
		}
	})
}
