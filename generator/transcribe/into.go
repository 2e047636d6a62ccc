package transcribe

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"glossator/generator/bibliography"
	"glossator/generator/csl"
)

// Beside is the folder of the content folder for what an import could not write to its own place, since an editor's
// file is there. The loader does not read it.
const Beside = "imported"

// Into writes the result's files into a content folder and returns what became of each. A file that is there and
// differs is left alone: the new one goes to the folder [Beside], and the report shows the difference. A
// bibliography and a glossary that are there get what they lack at their end. The folder's edition.yaml is never
// touched.
func Into(root *os.Root, result Result) (Report, error) {
	report := result.Report
	report.Files = nil
	for _, f := range result.Files {
		own := ownPlace(root, f)
		for _, e := range report.Essays {
			if own.Name != f.Name && "essays/"+e.ID+".md" == f.Name {
				e.ID = strings.TrimSuffix(path.Base(own.Name), ".md")
			}
		}
		done, err := writeFile(root, own)
		if err != nil {
			return report, err
		}
		report.Files = append(report.Files, done)
	}
	return report, nil
}

func writeFile(root *os.Root, f File) (FileReport, error) {
	report := FileReport{Path: f.Name, Done: "written"}
	there, err := readWithin(root, f.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return report, writeTo(root, f.Name, os.O_EXCL, f.Text) // one that has appeared meanwhile is an error
	case err != nil:
		return report, err
	case bytes.Equal(there, f.Text), f.Name == "edition.yaml":
		report.Done = "unchanged"
		return report, nil
	}
	more, whole := additions(f, there)
	if len(more) > 0 {
		report.Done = "extended"
		if !bytes.HasSuffix(there, []byte("\n")) && len(there) > 0 {
			more = append([]byte("\n"), more...)
		}
		if err := writeTo(root, f.Name, os.O_APPEND, more); err != nil {
			return report, err
		}
	}
	if whole {
		if len(more) == 0 {
			report.Done = "unchanged"
		}
		return report, nil
	}
	report.Done, report.Beside = "beside", path.Join(Beside, f.Name)
	if !isImage(f.Name) {
		report.Difference = difference(f.Name, string(there), report.Beside, string(f.Text))
	}
	return report, writeTo(root, report.Beside, os.O_TRUNC, f.Text)
}

// writeTo writes to a file of the content folder, which is made where there is none.
func writeTo(root *os.Root, name string, flag int, text []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|flag, 0o666)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Close())
}

// additions returns what a bibliography or glossary that is there lacks; whole is false when it has entries that
// say something else, or is neither.
func additions(f File, there []byte) (more []byte, whole bool) {
	switch f.Name {
	case "references.bib":
		return newEntries(f, there)
	case "glossary.yaml":
		return newTerms(string(f.Text), string(there)), true
	}
	return nil, false
}

func newEntries(f File, there []byte) (more []byte, whole bool) {
	known := map[string]csl.Item{}
	old, _ := bibliography.Parse(f.Name, there)
	for _, e := range old {
		known[e.Item.ID] = e.Item
	}
	var missing []csl.Item
	whole = true
	entries, _ := bibliography.Parse(f.Name, f.Text)
	for _, e := range entries {
		other, found := known[e.Item.ID]
		if !found {
			missing = append(missing, e.Item)
		} else if titleKey(other) != titleKey(e.Item) {
			whole = false
		}
	}
	if len(missing) == 0 {
		return nil, whole
	}
	var b bytes.Buffer
	b.WriteByte('\n')
	if err := bibliography.WriteBibTeX(&b, missing); err != nil {
		return nil, false
	}
	return b.Bytes(), whole
}

// newTerms returns the entries of a glossary of ours whose id the other one lacks.
func newTerms(ours, there string) []byte {
	var more strings.Builder
	for i, entry := range strings.Split("\n"+ours, "\n- id: ") {
		id, _, _ := strings.Cut(entry, "\n")
		if i > 0 && !strings.Contains(there, "id: "+id+"\n") && !strings.Contains(there, fmt.Sprintf("id: %q\n", id)) {
			more.WriteString("\n- id: " + strings.TrimRight(entry, "\n") + "\n")
		}
	}
	return []byte(more.String())
}

// Known returns what a content folder has already that an import must know of: its bibliography, so that a work which
// is listed there keeps its key and no other work gets it.
func Known(root *os.Root) []File {
	const name = "references.bib"
	text, err := readWithin(root, name)
	if err != nil {
		return nil
	}
	return []File{{Name: name, Text: text}}
}

// ownPlace gives an essay another name when the file of its name is another essay, say by the same author.
func ownPlace(root *os.Root, f File) File {
	if path.Dir(f.Name) != "essays" || path.Ext(f.Name) != ".md" {
		return f
	}
	base := strings.TrimSuffix(f.Name, ".md")
	for n := 2; n < 100; n++ {
		there, err := readWithin(root, f.Name)
		if err != nil || isSameEssay(string(there), string(f.Text)) {
			return f
		}
		f.Name = fmt.Sprintf("%s-%d.md", base, n)
	}
	return f
}

// isSameEssay says that two files are versions of one essay: they have the title or a long line in common.
func isSameEssay(a, b string) bool {
	lines := map[string]bool{}
	for line := range strings.SplitSeq(a, "\n") {
		lines[line] = true
	}
	for line := range strings.SplitSeq(b, "\n") {
		if lines[line] && (len(line) > 60 || strings.HasPrefix(line, "title: ")) {
			return true
		}
	}
	return false
}
