package transcribe

import (
	"fmt"
	"os"
	"path"
	"strings"
)

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
