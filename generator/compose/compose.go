// Package compose is loading, parsing and linking as one pipeline.
//
// [Compose] reads a content folder and returns a [Composition]: a linked edition, and what is wrong with it. Small
// records are read first; with them each essay is parsed and linked at once, on all cores. Of a large edition the
// words and facts are kept, and no syntax trees. [Composition.Body] gives any text's body again, for rendering.
package compose

import (
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"glossator/generator/content"
	"glossator/generator/crosslink"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/markup"
)

// Options says what to take in.
type Options struct {
	Drafts bool
	Folder string // how findings name the content folder: "content"
}

// keptMarkdown is how many bytes of essays are kept parsed. Of a larger edition a text is parsed again when its
// body is asked for.
const keptMarkdown = 8 << 20

// Composition is a linked edition with what it was made from.
type Composition struct {
	Edition     *edition.Edition
	Folder      *content.Folder
	Diagnostics diagnostic.List // sorted, with excerpts
	Assets      []string        // files that texts name, relative to the content folder
	Drafts      []string        // ids of essays and pages left out

	root   *os.Root
	name   string
	bodies map[*edition.Text]*markup.Body
	inputs map[*edition.Text]markup.Input // of essays whose bodies are not kept
}

// Compose reads the folder and links what it finds. Of a broken edition it gives what is sound.
func Compose(root *os.Root, o Options) *Composition {
	folder, found := content.Load(root)
	c := &Composition{
		Folder: folder, root: root, name: o.Folder,
		bodies: map[*edition.Text]*markup.Body{}, inputs: map[*edition.Text]markup.Input{},
	}
	p := &parser{c: c, drafts: o.Drafts, settings: folder.Settings, found: found}
	c.Edition = p.edition(folder)
	linker := crosslink.New(c.Edition)
	p.essays(folder, linker)
	p.rest(linker)
	p.found = append(p.found, linker.Edition()...)
	c.finish(p.found)
	return c
}

// Body is the syntax tree of a text of the edition, with its facts as they have been linked. It is safe for
// concurrent use.
func (c *Composition) Body(t *edition.Text) *markup.Body {
	if body := c.bodies[t]; body != nil {
		return body
	}
	body, _ := markup.Parse(c.inputs[t])
	body.Text = t
	return body
}

// finish puts findings into order, and gathers the files that texts name.
func (c *Composition) finish(found diagnostic.List) {
	c.Place(found)
	found.Sort()
	c.Diagnostics = found
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
				b, _ := fs.ReadFile(c.root.FS(), d.Start.File) // a finding without an excerpt is one all the same
				lines[d.Start.File] = strings.Split(string(b), "\n")
			}
			if file := lines[d.Start.File]; d.Start.Line <= len(file) {
				d.Excerpt = strings.TrimRight(file[d.Start.Line-1], "\r")
			}
		}
		d.Start.File = c.display(d.Start.File)
		for k := range d.Related {
			d.Related[k].At.File = c.display(d.Related[k].At.File)
		}
	}
}

// display is how findings name a file of the content folder.
func (c *Composition) display(file string) string {
	if file == "" || c.name == "" {
		return file
	}
	return c.name + "/" + file
}

// essays parses and links the essays on all cores. Findings keep the order of the files.
func (p *parser) essays(folder *content.Folder, linker *crosslink.Linker) {
	type result struct {
		body   *markup.Body // nil when bodies are not kept
		assets []markup.Asset
		found  diagnostic.List
	}
	files := slices.DeleteFunc(slices.Clone(folder.Essays), func(f content.EssayFile) bool {
		return p.c.Edition.Essay(f.Essay.ID) != f.Essay
	})
	keep := sizeOf(files) <= keptMarkdown
	results := make([]result, len(files))
	inParallel(len(files), func(i int) {
		x := files[i].Essay
		body, found := markup.Parse(p.essayInput(files[i]))
		x.Text = body.Text
		found = append(found, linker.Text(x.Text)...)
		found = append(found, linker.Annotations(x)...)
		results[i] = result{body, body.Assets, found}
		if !keep {
			results[i].body = nil
		}
	})
	for i, r := range results {
		p.found = append(p.found, r.found...)
		p.assets(r.assets, files[i].Path)
		if keep {
			p.c.bodies[r.body.Text] = r.body
		} else {
			p.c.inputs[files[i].Essay.Text] = p.essayInput(files[i])
		}
	}
}

func sizeOf(files []content.EssayFile) int {
	n := 0
	for _, f := range files {
		n += len(f.Markdown)
	}
	return n
}

// inParallel calls f for 0 to n−1 on all cores.
func inParallel(n int, f func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	workers.Wait()
}

// rest links the texts that are no essays.
func (p *parser) rest(linker *crosslink.Linker) {
	p.c.Edition.Texts(func(t *edition.Text) {
		if t.Owner.Kind != edition.OfEssay {
			p.found = append(p.found, linker.Text(t)...)
		}
	})
}
