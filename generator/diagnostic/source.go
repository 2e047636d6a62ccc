package diagnostic

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Source is a file's text, for turning byte offsets into positions. It is not safe for concurrent use: the line
// table is made when the first position is asked for, and the last position is kept.
type Source struct {
	Name  string // slash-separated path, as findings show it
	Text  []byte
	lines []int // offset of each line's first byte

	// The last position asked for: those near it on its line, which may be very long, are counted from there.
	lastOffset, lastLine, lastColumn int
}

// LineFeeds is a text in which every line ends with a line feed alone, as positions count lines: Windows has a carriage return
// before it, very old files have one instead. The text is copied where it has any.
func LineFeeds(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// NewSource returns a source. The text is kept, not copied.
func NewSource(name string, text []byte) *Source { return &Source{Name: name, Text: text} }

// Position returns the line and column of a byte offset; offsets outside of the text are moved to its ends.
func (s *Source) Position(offset int) Position {
	offset = max(0, min(offset, len(s.Text)))
	line := s.line(offset)
	column := s.column(line, offset)
	s.lastOffset, s.lastLine, s.lastColumn = offset, line, column
	return Position{File: s.Name, Line: line + 1, Column: column}
}

// column counts the letters before the offset on its line.
func (s *Source) column(line, offset int) int {
	start := s.lines[line]
	switch {
	case s.lastColumn == 0 || line != s.lastLine || offset-start < s.lastOffset-offset:
		return utf8.RuneCount(s.Text[start:offset]) + 1
	case offset < s.lastOffset:
		return s.lastColumn - utf8.RuneCount(s.Text[offset:s.lastOffset])
	}
	return s.lastColumn + utf8.RuneCount(s.Text[s.lastOffset:offset])
}

const maxExcerpt = 400 // bytes

// Excerpt returns the line that holds the offset, without its end. Long lines are cut.
func (s *Source) Excerpt(offset int) string {
	offset = max(0, min(offset, len(s.Text)))
	start := s.lines0()[s.line(offset)]
	line, _, _ := bytes.Cut(s.Text[start:min(start+maxExcerpt+1, len(s.Text))], []byte("\n"))
	return Excerpt(string(bytes.TrimRight(line, "\r")))
}

// Excerpt cuts a line that is long.
func Excerpt(line string) string {
	if len(line) <= maxExcerpt {
		return line
	}
	end := maxExcerpt
	for !utf8.RuneStart(line[end]) && end > maxExcerpt-utf8.UTFMax {
		end--
	}
	return line[:end]
}

// At returns a finding about length bytes from offset.
func (s *Source) At(severity Severity, offset, length int, code Code, message, hint string) Diagnostic {
	end := max(offset, min(offset+length, len(s.Text)))
	words := s.Text[min(offset, len(s.Text)):end]
	if i := bytes.IndexByte(words, '\n'); i >= 0 {
		words = words[:i]
	}
	return Diagnostic{
		Code: code, Severity: severity, Start: s.Position(offset), Length: utf8.RuneCount(words),
		Message: message, Hint: hint, Excerpt: s.Excerpt(offset),
	}
}

// line returns the index of the line that holds the offset.
func (s *Source) line(offset int) int {
	lines := s.lines0()
	return sort.SearchInts(lines, offset+1) - 1
}

func (s *Source) lines0() []int {
	if s.lines == nil {
		s.lines = []int{0}
		for i, b := range s.Text {
			if b == '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
	}
	return s.lines
}
