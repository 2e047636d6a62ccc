package transcribe_test

import (
	"strings"
	"testing"
	"time"

	"glossator/generator/transcribe"
)

// TestTimeGrowsWithLength reads texts four times as long as others: it may take about four times as long, not sixteen
// times. The best of several measurements counts.
func TestTimeGrowsWithLength(t *testing.T) {
	const frame = "A Title\n\nBy Someone\n\nText (Smith 1999).[1]\n\nReferences\n\nSmith, J. 1999. Title. London: X.\n"
	for _, piece := range []string{
		"[", "(", "{", "\"", "“", "*", "<i>", "1. a\n", "1\n", "[1] ", "(1999) ", "Smith 1999, p. 3. ", "Smith, J. 1999. Title. London: X.\n",
		"\n\n", "\f", "a\n", "-\n", "word- \n", "A. B. ", "Ibid. ", "ibid., p. 3; ", "¹", "1) a\n", "REFERENCES\n", "1999a, 1999b, ", "see ",
	} {
		best, longer := time.Hour, time.Hour
		for range 20 {
			best = min(best, timeToRead(frame+strings.Repeat(piece, (16<<10)/len(piece))))
			longer = min(longer, timeToRead(frame+strings.Repeat(piece, (64<<10)/len(piece))))
			if longer < max(300*time.Millisecond, 10*best) {
				break
			}
		}
		if longer >= max(300*time.Millisecond, 10*best) {
			t.Errorf("%q: %v for 16 KiB, %v for 64", piece, best, longer)
		}
	}
}

func timeToRead(text string) time.Duration {
	start := time.Now()
	transcribe.Read([]transcribe.File{{Name: "a.txt", Text: []byte(text)}})
	return time.Since(start)
}
