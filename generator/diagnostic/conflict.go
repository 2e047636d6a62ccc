package diagnostic

import "bytes"

// Conflicts finds the first places where versions of a text were not merged: git and others leave both there, one behind the
// other, between lines of signs. YAML takes these for what they are not, Markdown for headings, and BibTeX passes them over.
func (s *Source) Conflicts() List {
	var found List
	if !bytes.Contains(s.Text, []byte("<<<<<<< ")) {
		return nil
	}
	begun, parted, at := -1, false, 0
	for line := range bytes.Lines(s.Text) {
		switch words := bytes.TrimRight(line, "\r\n"); {
		case bytes.HasPrefix(words, []byte("<<<<<<< ")):
			begun, parted = at, false
		case string(words) == "=======":
			parted = begun >= 0
		case parted && bytes.HasPrefix(words, []byte(">>>>>>> ")):
			if len(found) < maxListed {
				found = append(found, s.At(Error, begun, len("<<<<<<<"), "merge-conflict", "two versions of these lines have not been merged",
					"keep the one, or what is right of both, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>; where they are meant, put a blank before each"))
			}
			begun, parted = -1, false
		}
		at += len(line)
	}
	return found
}
