// Package growth tests that time grows in a straight line with the length of what is done. Tests import it, nothing else.
package growth

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	factor    = 4
	tolerated = 10 // times as long, for four times as much; where time grows with the square it is sixteen times
	tries     = 20
	noise     = 300 * time.Millisecond // what was found quadratic takes seconds
)

// Linear fails when do(4n) takes far more than four times the processor's time that do(n) takes. The best of several
// measurements counts. The test must not run beside others of its process.
func Linear(t *testing.T, what string, n int, do func(n int)) {
	t.Helper()
	best, longer := time.Hour, time.Hour
	for range tries {
		if longer = min(longer, taken(func() { do(factor * n) })); longer < noise {
			return
		}
		if best = min(best, taken(func() { do(n) })); longer < tolerated*best {
			return
		}
	}
	t.Errorf("%s: %v for %d, %v for %d", what, best, n, longer, factor*n)
}

// Text is a piece again and again, with its number where it has %d, for so many bytes at least.
func Text(piece string, length int) string {
	var b strings.Builder
	for i := 0; b.Len() < length; i++ {
		b.WriteString(strings.ReplaceAll(piece, "%d", strconv.Itoa(i)))
	}
	return b.String()
}

func taken(do func()) time.Duration {
	begun := processorTime()
	do()
	return processorTime() - begun
}
