package transcribe_test

import (
	"bytes"
	"strings"
	"testing"

	"glossator/generator/transcribe"
)

// counts are the figures of a raw text's only essay, or none when it is no text.
func counts(raw transcribe.File) transcribe.Counts {
	essays := transcribe.Read([]transcribe.File{raw}).Report.Essays
	if len(essays) != 1 {
		return transcribe.Counts{}
	}
	return essays[0].Counts
}

// Windows' line ends change nothing.
func TestLineEndsDoNotMatter(t *testing.T) {
	for file, archive := range caseFiles(t) {
		for _, raw := range rawFiles(archive) {
			windows := raw
			windows.Text = bytes.ReplaceAll(bytes.ReplaceAll(raw.Text, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
			if got, want := counts(windows), counts(raw); got != want {
				t.Errorf("%s: %s: %+v with CRLF, %+v without", file, raw.Name, got, want)
			}
		}
	}
}

// Some programs end a page without ending its last line: its last word is not the next page's first.
func TestPagesEndLines(t *testing.T) {
	paged := 0
	for file, archive := range caseFiles(t) {
		for _, raw := range rawFiles(archive) {
			joined := raw
			joined.Text = bytes.ReplaceAll(raw.Text, []byte("\n\f"), []byte("\f"))
			paged += len(raw.Text) - len(joined.Text)
			if got, want := counts(joined), counts(raw); got != want {
				t.Errorf("%s: %s: %+v where pages do not end lines, %+v where they do", file, raw.Name, got, want)
			}
		}
	}
	if paged == 0 {
		t.Error("no case has pages")
	}
}

// A text whose paragraphs stand in one line each keeps its notes when the lines are broken.
func TestBrokenLinesLoseNoNote(t *testing.T) {
	const width, longLine = 72, 160
	for file, archive := range caseFiles(t) {
		for _, raw := range rawFiles(archive) {
			lines := strings.Split(string(raw.Text), "\n")
			longest := 0
			for i, l := range lines {
				longest = max(longest, len(l))
				if !strings.Contains(l, "   ") { // no table
					lines[i] = brokenAt(l, width)
				}
			}
			broken := transcribe.File{Name: raw.Name, Text: []byte(strings.Join(lines, "\n"))}
			got, want := counts(broken), counts(raw)
			if longest > longLine && strings.HasSuffix(raw.Name, ".txt") && (got.Notes != want.Notes || got.Unplaced != want.Unplaced) {
				t.Errorf("%s: %s: %d notes and %d without a place, not %d and %d", file, raw.Name, got.Notes, got.Unplaced, want.Notes, want.Unplaced)
			}
		}
	}
}

// brokenAt breaks a line before the words that would pass the width.
func brokenAt(s string, width int) string {
	var b strings.Builder
	length := 0
	for i, word := range strings.Fields(s) {
		switch {
		case i > 0 && length+1+len([]rune(word)) > width:
			b.WriteByte('\n')
			length = 0
		case i > 0:
			b.WriteByte(' ')
			length++
		}
		b.WriteString(word)
		length += len([]rune(word))
	}
	return b.String()
}
