package diagnostic

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Source is a file's text, for turning byte offsets into positions. It is not safe for concurrent use: the line
// table is made when the first position is asked for.
type Source struct {
	Name  string // slash-separated path, as findings show it
	Text  []byte
	lines []int // offset of each line's first byte
}

// NewSource returns a source. The text is kept, not copied.
func NewSource(name string, text []byte) *Source { return &Source{Name: name, Text: text} }

// Position returns the line and column of a byte offset; offsets outside of the text are moved to its ends.
func (s *Source) Position(offset int) Position {
	offset = max(0, min(offset, len(s.Text)))
	line := s.line(offset)
	column := utf8.RuneCount(s.Text[s.lines[line]:offset]) + 1
	return Position{File: s.Name, Line: line + 1, Column: column}
}

// Excerpt returns the line that holds the offset, without its end. Lines longer than 400 bytes are cut.
func (s *Source) Excerpt(offset int) string {
	offset = max(0, min(offset, len(s.Text)))
	start := s.lines0()[s.line(offset)]
	line, _, _ := bytes.Cut(s.Text[start:], []byte("\n"))
	line = bytes.TrimRight(line, "\r")
	if len(line) > 400 {
		line = line[:400]
		for len(line) > 0 && !utf8.Valid(line[max(0, len(line)-utf8.UTFMax):]) {
			line = line[:len(line)-1]
		}
	}
	return string(line)
}

// At returns a finding about length bytes from offset.
func (s *Source) At(severity Severity, offset, length int, code, message, hint string) Diagnostic {
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
