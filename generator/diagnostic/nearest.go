package diagnostic

import (
	"fmt"
	"iter"
	"strings"
)

// longest is how long a name may be that others are compared with, in letters: that takes the product of the lengths.
const longest = 200

// Nearest returns the hint `did you mean "…"?` with the known name that is closest to the one found, or ""
// when none is close: at most a third of the letters may differ (a transposition counts as one). Case is ignored;
// of names that are equally close it is the first by bytes, whatever their order. There is no hint for very long names.
func Nearest(found string, known iter.Seq[string]) string {
	want := []rune(strings.ToLower(found))
	if len(want) > longest {
		return ""
	}
	best, least := "", len(want)/3
	for name := range known {
		d := distance(want, []rune(strings.ToLower(name)), least+1)
		if d < least || d == least && (best == "" || name < best) {
			best, least = name, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", best)
}

// distance is the optimal string alignment distance of a and b, or limit when it is not below it.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := range a {
		row[0] = i + 1
		least := row[0]
		for j := range b {
			d := above[j]
			if a[i] != b[j] {
				d++
			}
			d = min(d, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
			least = min(least, d)
		}
		if least >= limit {
			return limit
		}
		before, above, row = above, row, before
	}
	return min(above[len(b)], limit)
}
