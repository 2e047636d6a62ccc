package diagnostic

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// maxListed is how many control characters of a text are listed, and how many conflicts.
const maxListed = 100

// IsControl says that a text cannot hold a character: nobody sees it, and XML or HTML has no place for it, or it ends
// lines that nothing else ends.
func IsControl(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\n' || r == '\u2028' || r == '\u2029' || r == '\ufffe' || r == '\uffff'
}

// mayBeControl tells the bytes with which a control character may begin, or one that turns the direction of letters.
var mayBeControl = func() (may [256]bool) {
	for r := range rune(utf8.RuneSelf) {
		may[r] = IsControl(r)
	}
	for _, r := range "\u0085\u2028\ufffe" {
		may[string(r)[0]] = true
	}
	return may
}()

// Controls finds the first control characters from an offset on, and those that turn the direction of letters to the
// paragraph's end and beyond what is meant, since nothing ends them.
func (s *Source) Controls(from int) List {
	var found List
	var open []int // where directions are turned in the paragraph
	end := 0       // of the paragraph
	report := func(at int, message, hint string) {
		if len(found) < maxListed {
			r, n := utf8.DecodeRune(s.Text[at:])
			found = append(found, s.At(Warning, at, n, "control-character", fmt.Sprintf(message, r), hint))
		}
	}
	closeParagraph := func() {
		for _, at := range open {
			report(at, "%U turns the direction of letters, and nothing ends it in the paragraph", "delete it, or write its end, U+202C or of isolates U+2069")
		}
		open = open[:0]
	}
	for i := from; i < len(s.Text); i++ {
		if !mayBeControl[s.Text[i]] {
			continue
		}
		if len(open) > 0 && i >= end {
			closeParagraph()
		}
		switch r, _ := utf8.DecodeRune(s.Text[i:]); {
		case IsControl(r):
			report(i, "%U is a control character", "delete it, or write a blank or the end of a line for it")
		case r == '\u202c' || r == '\u2069':
			open = open[:max(0, len(open)-1)]
		case r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2068':
			if i >= end {
				end = paragraphEnd(s.Text, i)
			}
			open = append(open, i)
		}
	}
	closeParagraph()
	return found
}

// paragraphEnd is where the next blank line is.
func paragraphEnd(text []byte, at int) int {
	if n := bytes.Index(text[at:], []byte("\n\n")); n >= 0 {
		return at + n
	}
	return len(text)
}
