package cli

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"glossator/generator/bibliography"
	"glossator/generator/content"
	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/export"
)

// exporter is a format that an edition can be written in.
type exporter struct {
	name, file string // file is the name within a folder
	write      func(io.Writer, export.Input) error
}

var exporters = []exporter{
	{"tei", "edition.tei.xml", export.TEICorpus},
	{"epub", "edition.epub", export.EPUB},
	{"csl-json", "references.json", listOf(bibliography.WriteCSLJSON)},
	{"bibtex", "references.bib", listOf(bibliography.WriteBibTeX)},
	{"ris", "references.ris", listOf(bibliography.WriteRIS)},
	{"annotations", "annotations.jsonld", export.Annotations},
}

// listOf writes the sources of the essays in a bibliography's format.
func listOf(write func(io.Writer, []csl.Item) error) func(io.Writer, export.Input) error {
	return func(w io.Writer, in export.Input) error {
		sources := export.Sources(in)
		items := make([]csl.Item, len(sources))
		for i, s := range sources {
			items[i] = s.Item
		}
		return write(w, items)
	}
}

func exporterNames() []string {
	names := make([]string, len(exporters))
	for i, e := range exporters {
		names[i] = e.name
	}
	return names
}

func (p *program) exportVerb() *cobra.Command {
	to := ""
	c := &cobra.Command{
		Use:   "export FORMAT [ESSAY…]",
		Short: "write the edition for other programs: TEI, EPUB, bibliographies, annotations",
		Long: `Export writes the edition, or the essays named by their ids, in a format that other programs read:

  tei          TEI P5; of one essay a TEI document, of several a corpus
  epub         EPUB 3.3, a book for reading devices
  csl-json     the sources, for citation programs
  bibtex       the sources, for LaTeX with biblatex
  ris          the sources, for reference managers
  annotations  the annotations, as W3C web annotations in JSON-LD

It is written to the file named by -o, else printed. Where -o names a folder (one that exists, or a name that ends in a
slash) the file gets a name of its own in it, and of TEI each essay is written beside the corpus.`,
		ValidArgs: exporterNames(),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errUse{fmt.Errorf("export as what? there are %s", strings.Join(exporterNames(), ", "))}
			}
			if !slices.Contains(exporterNames(), args[0]) {
				return errUse{fmt.Errorf("no format %q to export: there are %s", args[0], strings.Join(exporterNames(), ", "))}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.export(args[0], args[1:], to) },
	}
	c.Flags().StringVarP(&to, "output", "o", "", "the file or folder to write")
	return c
}

func (p *program) export(format string, ids []string, to string) error {
	form := exporters[slices.Index(exporterNames(), format)]
	if format == "epub" && to == "" {
		return errUse{errors.New("an EPUB is not printed: name its file with -o book.epub")}
	}
	if p.isData() && to == "" {
		return errUse{fmt.Errorf("what is found is printed as %s, and so would be what is exported: name a file for that with -o", p.format)}
	}
	o, err := p.open(nil)
	if err != nil {
		return err
	}
	defer o.close()
	if err := p.report(o.found); err != nil {
		return err
	}
	in, err := o.exportInput(ids)
	if err != nil {
		return err
	}
	if isFolder(to) {
		return o.exportFolder(form, in, to)
	}
	return o.exportFile(form, in, to)
}

// exportInput is the edition as exporters want it, cut down to the essays named.
func (o *opened) exportInput(ids []string) (export.Input, error) {
	e := o.c.Edition
	in := export.Input{
		Edition: e, Entry: o.citations.Entry, Fragments: o.fragments, Title: o.citations.SectionTitle, Word: o.look.Word, Day: o.look.Day, Heading: o.look.AbstractHeading, Date: sourceDate(), Generator: "glossator " + version,
		File: func(t *edition.Text, name string) ([]byte, error) {
			return content.ReadFile(o.root, path.Join(path.Dir(t.File), name))
		},
	}
	for _, id := range ids {
		x := e.Essay(id)
		if x == nil {
			return in, errUse{noEssay(id, o)}
		}
		in.Essays = append(in.Essays, x)
	}
	return in, nil
}

func noEssay(id string, o *opened) error {
	near := diagnostic.Nearest(id, func(yield func(string) bool) {
		for _, x := range o.c.Edition.Essays {
			if !yield(x.ID) {
				return
			}
		}
	})
	return fmt.Errorf("no essay %q in %s (%s)", id, o.root.Name(), cmp.Or(near, "it is named as its file is, without .md"))
}

// fragments are a text's parts as HTML whose links are references.
func (o *opened) fragments(t *edition.Text) export.Fragments {
	var annotations []*edition.Annotation
	if t.Owner.Kind == edition.OfEssay {
		annotations = o.c.Edition.Essay(t.Owner.ID).Annotations
	}
	references := export.References{Format: o.citations.AppendCluster, InNotes: o.citations.InNotes(), Authors: o.citations.AppendAuthors}
	body := o.c.Body(t)
	if body == nil { // the essay has changed, which is said at the end
		return export.Fragments{Notes: make([][]byte, len(t.Notes))}
	}
	r := body.Render(references, annotations)
	f := export.Fragments{Title: r.Title, Subtitle: r.Subtitle, Authors: r.Authors, Main: r.Main, Notes: r.Notes}
	for _, a := range r.Abstracts {
		f.Abstracts = append(f.Abstracts, export.Abstract(a))
	}
	return f
}

func isFolder(name string) bool {
	if strings.HasSuffix(name, "/") || strings.HasSuffix(name, string(filepath.Separator)) {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// exportFile writes one document into a file, or prints it.
func (o *opened) exportFile(form exporter, in export.Input, to string) error {
	p, writer := o.program, form.write
	if form.name == "tei" && len(in.Essays) == 1 {
		writer = export.TEI
	}
	write := func(w io.Writer) error {
		if err := writer(w, in); err != nil {
			return err
		}
		return o.reportChanged()
	}
	if to == "" {
		return write(p.stdout)
	}
	if err := replaceFile(to, write); err != nil {
		return fmt.Errorf("%s cannot be written: %w; name a file or a folder with -o that can be", to, bare(err))
	}
	p.say("wrote %s", to)
	return nil
}

// exportFolder writes the document under its own name; of TEI, each essay as well.
func (o *opened) exportFolder(form exporter, in export.Input, folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("the folder %s cannot be made: %w", folder, bare(err))
	}
	if form.name != "tei" {
		return o.exportFile(form, in, filepath.Join(folder, form.file))
	}
	essays := in.Essays
	if essays == nil {
		essays = in.Edition.Essays
	}
	for _, x := range essays {
		alone := in
		alone.Essays = []*edition.Essay{x}
		if err := o.exportFile(form, alone, filepath.Join(folder, x.ID+".xml")); err != nil {
			return err
		}
	}
	if len(in.Essays) == 1 {
		return nil
	}
	return o.exportFile(form, in, filepath.Join(folder, form.file))
}

// replaceFile writes a file whole: what stands under the name is the old file or the new one. A link stays, and what it leads to is
// written. A device or a pipe, such as /dev/stdout, is written to as it is: in its place it would be gone for all programs.
func replaceFile(name string, write func(io.Writer) error) error {
	if file, err := filepath.EvalSymlinks(name); err == nil {
		name = file
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(writeBuffered(f, write), f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing is left when it has been renamed
	if err = errors.Join(writeBuffered(f, write), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

func writeBuffered(f *os.File, write func(io.Writer) error) error {
	buffer := bufio.NewWriter(f)
	return errors.Join(write(buffer), buffer.Flush())
}
