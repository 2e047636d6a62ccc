package export_test

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"glossator/generator/compose"
	"glossator/generator/csl"
	"glossator/generator/edition"
	"glossator/generator/export"
	"glossator/generator/fixture"
	"glossator/generator/site"
)

// opened is the edition in a content folder, with citations in a style of the site's tests.
func opened(t testing.TB, folder, style string) export.Input {
	t.Helper()
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	c := compose.Read(root, compose.Options{})
	c.Link(nil)
	const styles = "../site/testdata/style"
	parsed, err := csl.ParseStyle(fixture.Read(t, styles+"/"+style+".csl"))
	if err != nil {
		t.Fatal(err)
	}
	citations, err := site.NewCitations(parsed, csl.LocaleFolder(os.DirFS(styles)), c.Edition)
	if err != nil {
		t.Fatal(err)
	}
	references := export.References{Format: citations.AppendCluster, InNotes: citations.InNotes(), Authors: citations.AppendAuthors}
	return export.Input{
		Edition: c.Edition, Entry: citations.Entry, Title: citations.SectionTitle, Generator: "glossator 1.2.3",
		Word: func(key string) string {
			if key == "colon" {
				return "\u00a0: " // as French has it
			}
			return key
		},
		Day:       func(edtf string) string { return strings.Replace(edtf, "?", " (perhaps)", 1) },
		Heading:   func(language, essay string) string { return "abstract in " + language + ", beside " + essay },
		Fragments: func(t *edition.Text) export.Fragments { return fragments(c, t, references) },
		File: func(t *edition.Text, name string) ([]byte, error) {
			return fs.ReadFile(root.FS(), path.Join(path.Dir(t.File), name))
		},
	}
}

func fragments(c *compose.Composition, t *edition.Text, references export.References) export.Fragments {
	var annotations []*edition.Annotation
	if t.Owner.Kind == edition.OfEssay {
		annotations = c.Edition.Essay(t.Owner.ID).Annotations
	}
	r := c.Body(t).Render(references, annotations)
	f := export.Fragments{Title: r.Title, Subtitle: r.Subtitle, Authors: r.Authors, Main: r.Main, Notes: r.Notes}
	for _, a := range r.Abstracts {
		f.Abstracts = append(f.Abstracts, export.Abstract(a))
	}
	return f
}

// everything is an edition with every construct there is, mistakes among them.
func everything(t testing.TB) export.Input { return opened(t, "testdata/edition", "author-date") }

// alone is the input cut down to one essay.
func alone(in export.Input, x *edition.Essay) export.Input {
	in.Essays = []*edition.Essay{x}
	return in
}

// inputs are the editions that must satisfy other people's programs: one with everything in it, in a style that cites
// in the text and in one that cites in notes, and the edition that this project publishes.
func inputs(t testing.TB) map[string]export.Input {
	return map[string]export.Input{
		"everything":          everything(t),
		"everything in notes": opened(t, "testdata/edition", "note"),
		"content":             opened(t, "../../content", "author-date"),
	}
}

func written(t testing.TB, write func(io.Writer, export.Input) error, in export.Input) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, in); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
