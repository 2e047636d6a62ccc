package transcribe

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	mostEdits  = 2000 // lines that differ; beyond that texts are shown as different as a whole
	mostShown  = 40   // differences that are shown
	shownWords = 60   // bytes of a line before and after what differs
)

// difference shows where two texts differ, line by line. Of long lines only the words round the difference are
// shown.
func difference(nameA, a, nameB, b string) string {
	oldLines, newLines := strings.Split(a, "\n"), strings.Split(b, "\n")
	edits, ok := editScript(oldLines, newLines)
	if !ok {
		return fmt.Sprintf("    %s and %s differ in more than %d lines\n", nameA, nameB, mostEdits)
	}
	var out strings.Builder
	shown := 0
	for _, e := range edits {
		if shown++; shown > mostShown {
			fmt.Fprintf(&out, "    … and %d more\n", len(edits)-mostShown)
			break
		}
		before, after := strings.Join(oldLines[e.oldStart:e.oldEnd], "⏎"), strings.Join(newLines[e.newStart:e.newEnd], "⏎")
		before, after = differing(before, after)
		fmt.Fprintf(&out, "    %s:%d: %s\n    %s:%d: %s\n", nameA, e.oldStart+1, before, nameB, e.newStart+1, after)
	}
	return out.String()
}

// differing cuts what two lines have in common at both ends, but for a few words.
func differing(a, b string) (string, string) {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	cut := func(s string) string {
		from, to := max(0, start-shownWords), min(len(s), len(s)-end+shownWords)
		for from > 0 && !utf8.RuneStart(s[from]) {
			from--
		}
		for to < len(s) && !utf8.RuneStart(s[to]) {
			to++
		}
		return strings.Repeat("…", bit(from > 0)) + s[from:to] + strings.Repeat("…", bit(to < len(s)))
	}
	return cut(a), cut(b)
}

// lineEdit says that lines of the old text became lines of the new one.
type lineEdit struct{ oldStart, oldEnd, newStart, newEnd int }

// editScript is the shortest way from one text to the other (Myers 1986), or false when it is too long.
func editScript(a, b []string) ([]lineEdit, bool) {
	limit := min(len(a)+len(b), mostEdits)
	reach := make([]int, 2*limit+2)
	var history [][]int
	for d := 0; d <= limit; d++ {
		history = append(history, slices.Clone(reach[limit-d:limit+d+2]))
		for k := -d; k <= d; k += 2 {
			x := 0
			if k == -d || k != d && reach[limit+k-1] < reach[limit+k+1] {
				x = reach[limit+k+1]
			} else {
				x = reach[limit+k-1] + 1
			}
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			reach[limit+k] = x
			if x >= len(a) && x-k >= len(b) {
				return traced(history, a, b), true
			}
		}
	}
	return nil, false
}

// traced goes back through the history and joins neighbouring edits.
func traced(history [][]int, a, b []string) []lineEdit {
	var edits []lineEdit
	x, y := len(a), len(b)
	for d := len(history) - 1; d > 0; d-- {
		before := func(k int) int { return history[d][k+d] }
		k := x - y
		from := k - 1
		if k == -d || k != d && before(k-1) < before(k+1) {
			from = k + 1
		}
		px := before(from)
		py := px - from
		for x > px && y > py {
			x, y = x-1, y-1
		}
		e := lineEdit{px, x, py, y}
		if n := len(edits); n > 0 && edits[n-1].oldStart == e.oldEnd && edits[n-1].newStart == e.newEnd {
			edits[n-1].oldStart, edits[n-1].newStart = e.oldStart, e.newStart
		} else {
			edits = append(edits, e)
		}
		x, y = px, py
	}
	slices.Reverse(edits)
	return edits
}
