package transcribe

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/diff"
)

const (
	mostShown  = 40 // differences that are shown
	shownWords = 60 // bytes of a line before and after what differs
)

// difference shows where two texts differ, line by line. Of long lines only the words round the difference are
// shown.
func difference(nameA, a, nameB, b string) string {
	var out strings.Builder
	var before, after []string // lines that differ from the ones in their place
	lineA, lineB, found := 0, 0, 0
	end := func() {
		if len(before)+len(after) == 0 {
			return
		}
		if found++; found <= mostShown {
			was, is := differing(strings.Join(before, "⏎"), strings.Join(after, "⏎"))
			fmt.Fprintf(&out, "    %s:%d: %s\n    %s:%d: %s\n", nameA, lineA-len(before), was, nameB, lineB-len(after), is)
		}
		before, after = nil, nil
	}
	whole := func(s string) []byte { return []byte(strings.TrimSuffix(s, "\n") + "\n") }
	_, hunks, _ := strings.Cut(string(diff.Diff("", whole(a), "", whole(b))), "\n@@")
	for line := range strings.SplitSeq("@@"+hunks, "\n") {
		switch {
		case strings.HasPrefix(line, "-"):
			before = append(before, line[1:])
			lineA++
		case strings.HasPrefix(line, "+"):
			after = append(after, line[1:])
			lineB++
		case strings.HasPrefix(line, "@@"):
			end()
			fmt.Sscanf(line, "@@ -%d,%d +%d,%d", &lineA, new(int), &lineB, new(int)) // as Diff writes it
		case strings.HasPrefix(line, " "):
			end()
			lineA++
			lineB++
		}
	}
	end()
	if found > mostShown {
		fmt.Fprintf(&out, "    … and %d more\n", found-mostShown)
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
