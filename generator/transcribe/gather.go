package transcribe

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"glossator/generator/edition"
)

// pandocFormats are the formats that are read by way of pandoc, by the file's ending. The extension citations
// keeps the fields of Zotero and Mendeley; without EPUB's own, pandoc loses the calls of notes that stand in a list.
var pandocFormats = map[string]string{
	".docx": "docx+citations", ".odt": "odt", ".html": "html", ".htm": "html", ".epub": "epub-epub_html_exts", ".tei": "tei", ".xml": "tei",
	".rtf": "rtf", ".tex": "latex", ".rst": "rst", ".org": "org",
}

const (
	largestFile     = 64 << 20  // bytes, and of what pandoc makes of one
	largestUnpacked = 256 << 20 // bytes of a document that is a zip
	pandocHeap      = "-M2g"    // of a document that needs more pandoc says so, and ends
)

// Gather reads files for [Read]. Documents of word processors, HTML, EPUB and TEI are converted by pandoc; the
// bibliographies that Markdown names in its front matter are read with it.
func Gather(ctx context.Context, paths []string) ([]File, error) {
	var files []File
	var errs []error
	known := map[string]bool{}
	for _, p := range paths {
		read, err := gatherOne(ctx, p)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		beside, err := bibliographiesBeside(p, read[0])
		if err != nil {
			errs = append(errs, err)
		}
		for _, f := range append(read, beside...) {
			if !known[f.Name] {
				known[f.Name] = true
				files = append(files, f)
			}
		}
	}
	return files, errors.Join(errs...)
}

// gatherOne reads a file; of a document what pandoc makes of it, and its pictures.
func gatherOne(ctx context.Context, p string) ([]File, error) {
	name := filepath.ToSlash(p)
	info, err := os.Stat(p)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, errors.Unwrap(err))
	}
	if err := readable(name, info); err != nil {
		return nil, err
	}
	format := pandocFormats[strings.ToLower(filepath.Ext(p))]
	if format == "" {
		text, err := os.ReadFile(p)
		return []File{{name, text}}, err
	}
	f, err := os.Open(p)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	parts, err := unpackable(f, info.Size())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	text, err := pandoc(ctx, p, format)
	if err != nil {
		return nil, err
	}
	var works []File
	if strings.HasPrefix(format, "docx") && parts != nil {
		text = notConverted(parts, text)
		works = fieldWorks(name, parts, text)
	}
	shown, text, err := heldPictures(p, format, parts, text)
	return slices.Concat([]File{{name + ".md", text}}, works, shown), err
}

// readable says why a file cannot be read whole: it is a folder, a device, a pipe, or too large.
func readable(name string, info os.FileInfo) error {
	switch {
	case info.IsDir():
		return fmt.Errorf("%s: this is a folder; name the files in it", name)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: this is no file but a device or pipe; copy what it gives into a file", name)
	case info.Size() > largestFile:
		return fmt.Errorf("%s: the file has %d bytes; the limit is %d; split it into several", name, info.Size(), largestFile)
	}
	return nil
}

// unpackable opens a document if it is a zip, and says if it holds more than pandoc, which unpacks it in memory, is to be given.
// It is unpacked to know: what it claims may be wrong.
func unpackable(f io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(f, size)
	if err != nil {
		return nil, nil // another format, or one that pandoc complains of
	}
	left := int64(largestUnpacked)
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			continue
		}
		n, _ := io.Copy(io.Discard, io.LimitReader(r, left+1)) // pandoc complains of what is damaged
		r.Close()
		if left -= n; left < 0 {
			return nil, fmt.Errorf("unpacked, the document has more than %d bytes, which is the limit; take out what is large and save it again", largestUnpacked)
		}
	}
	return z, nil
}

// pandoc converts a document into Markdown.
func pandoc(ctx context.Context, file, format string) ([]byte, error) {
	program, err := exec.LookPath("pandoc")
	if err != nil {
		return nil, fmt.Errorf("%s: reading this format needs pandoc, which is not installed (get it from https://pandoc.org/installing.html, or with apt install pandoc, brew install pandoc, winget install pandoc; or save the document as .txt or .md)", file)
	}
	if format == "tei" {
		known, err := exec.CommandContext(ctx, program, "--list-input-formats").Output()
		if err == nil && !slices.Contains(strings.Fields(string(known)), "tei") {
			return nil, fmt.Errorf("%s: this pandoc cannot read TEI; convert the file with the TEI Consortium's stylesheets (teitodocx or teitomarkdown) and import the result", file)
		}
	}
	absolute, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	var text []byte
	if plain := withoutExtensions(format); plain == "latex" {
		text, err = convertLaTeX(ctx, program, absolute)
	} else if text, err = convert(ctx, program, format, absolute); err != nil && plain != format {
		text, err = convert(ctx, program, plain, absolute) // by a pandoc that does not know the extension
	}
	if err != nil {
		return nil, fmt.Errorf("%s: pandoc: %w", file, err)
	}
	return text, nil
}

// withoutExtensions is the name of a format alone.
func withoutExtensions(format string) string {
	if i := strings.IndexAny(format, "+-"); i >= 0 {
		return format[:i]
	}
	return format
}

// plainMarkdown is Markdown without what serves only pages: divisions, attributes, HTML. It has spans, since without them
// pandoc writes small capitals as large ones, and drawn tables, since else it leaves out those whose cells have several lines.
const plainMarkdown = "markdown-smart-simple_tables-multiline_tables-raw_html-raw_attribute-native_divs-fenced_divs" +
	"-header_attributes-link_attributes-inline_code_attributes-fenced_code_attributes-table_captions-definition_lists"

// convert runs pandoc within limits of its memory and of what it gives, in its sandbox, with more arguments if there are any.
func convert(ctx context.Context, program, format, file string, more ...string) ([]byte, error) {
	heap := []string{"+RTS", pandocHeap, "-RTS"}
	sandbox := []string{"--sandbox"}
	arguments := append(more, "--from="+format, "--to="+plainMarkdown, "--wrap=none", "--track-changes=all", "--standalone", file)
	text, said, err := output(ctx, program, slices.Concat(heap, sandbox, arguments))
	if err != nil && strings.Contains(said, "RTS options") {
		heap = nil // a pandoc that was built without them
		text, said, err = output(ctx, program, slices.Concat(sandbox, arguments))
	}
	if err != nil && strings.Contains(said, "--sandbox") {
		text, said, err = output(ctx, program, slices.Concat(heap, arguments)) // before pandoc 2.15, which has no sandbox
	}
	if err != nil && said != "" {
		return nil, fmt.Errorf("%w: %s", err, said)
	}
	return text, err
}

// output is what a program prints, and what it says is wrong.
func output(ctx context.Context, program string, arguments []string) (text []byte, said string, err error) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	command := exec.CommandContext(ctx, program, arguments...)
	printed, complaint := bounded{limit: largestFile, beyond: end}, bounded{limit: 1 << 16, beyond: func() {}}
	command.Stdout, command.Stderr = &printed, &complaint
	err = command.Run()
	if printed.kept.Len() > largestFile {
		return nil, "", fmt.Errorf("what it makes of the document has more than %d bytes, which is the limit; split the document", largestFile)
	}
	return printed.kept.Bytes(), strings.TrimSpace(complaint.kept.String()), err
}

// bounded keeps what is written up to one byte beyond a limit, at which it calls beyond. It has no other way in than Write.
type bounded struct {
	kept   bytes.Buffer
	limit  int
	beyond func()
}

func (b *bounded) Write(p []byte) (int, error) {
	b.kept.Write(p[:min(len(p), b.limit+1-b.kept.Len())])
	if b.kept.Len() > b.limit {
		b.beyond()
	}
	return len(p), nil
}

// bibliographiesBeside reads the bibliographies that a Markdown file's front matter names, and the images that its text
// shows, when they are there. The file may come from a stranger: it names only what lies in its own folder.
func bibliographiesBeside(p string, f File) ([]File, error) {
	if !edition.IsMarkdown(f.Name) {
		return nil, nil
	}
	front, body, _ := splitFront(decode(f.Text))
	names := front.strings("bibliography")
	images := localImage().FindAllStringSubmatch(body, 500)
	if len(names)+len(images) == 0 {
		return nil, nil
	}
	root, err := os.OpenRoot(filepath.Dir(p))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var files []File
	var errs []error
	for _, name := range names {
		text, err := readWithin(root, name)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: the bibliography %s cannot be read: %w; if it lies elsewhere, import it by its own name", filepath.ToSlash(p), name, err))
			continue
		}
		files = append(files, File{filepath.ToSlash(filepath.Join(filepath.Dir(p), filepath.FromSlash(name))), text})
	}
	for _, image := range images {
		if !isImage(image[1]) {
			continue
		}
		if text, err := readWithin(root, image[1]); err == nil { // one that is missing is reported with the text
			files = append(files, File{filepath.ToSlash(filepath.Join(filepath.Dir(p), filepath.FromSlash(image[1]))), text})
		}
	}
	return files, errors.Join(errs...)
}

func readWithin(root *os.Root, name string) ([]byte, error) {
	info, err := root.Stat(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	if err := readable(name, info); err != nil {
		return nil, err
	}
	return root.ReadFile(filepath.FromSlash(name))
}
