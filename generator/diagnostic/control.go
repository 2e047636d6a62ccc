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
	for _, r := range "\u0085\u200b\ufeff" {
		may[string(r)[0]] = true
	}
	return may
}()

// noBlanks are scripts that part words by nothing, or where nobody sees it by U+200B.
var noBlanks = []*unicode.RangeTable{unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Han, unicode.Hiragana, unicode.Katakana}

// isStrayBlank says that the blank without a width that has n bytes at an offset parts no words that belong apart.
func isStrayBlank(text []byte, at, n int) bool {
	before, _ := utf8.DecodeLastRune(text[:at])
	after, _ := utf8.DecodeRune(text[at+n:])
	return !unicode.In(before, noBlanks...) && !unicode.In(after, noBlanks...)
}

// Controls finds the first control characters from an offset on, other characters that nobody sees and that part words or stand
// for lost letters, and those that turn the direction of letters to the paragraph's end and beyond what is meant, since
// nothing ends them.
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
		switch r, n := utf8.DecodeRune(s.Text[i:]); {
		case IsControl(r):
			report(i, "%U is a control character", "delete it, or write a blank or the end of a line for it")
		case r == '\ufeff' && i > 0, r == '\u200b' && isStrayBlank(s.Text, i, n):
			report(i, "%U parts words where nobody sees it", "delete it; where a long word may be broken, a soft hyphen (U+00AD) says so")
		case r == utf8.RuneError && n > 1:
			report(i, "%U stands for a letter that was lost", "write the letter")
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
