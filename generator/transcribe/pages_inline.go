package transcribe

import (
	"strings"
)

// pageMark is a page's number that a transcription sets into the text: "[Pg 12]", "[p. xii]".
var pageMark = pattern(`\[(?:Pg|pg|Page|page|p|S)\.? ?(\d{1,4}|[ivxlc]{1,7})\] ?`)

const fewestMarks = 3

// withoutPageMarks takes the numbers of pages out of the lines where there are several and they go up. A word that a mark
// stands in is whole again.
func withoutPageMarks(lines []line) (kept []line, dropped []Line) {
	var numbers []int
	for _, l := range lines {
		for _, m := range pageMark().FindAllStringSubmatch(l.text, -1) {
			if n, ok := pageNumber(m[1]); ok {
				numbers = append(numbers, n)
			}
		}
	}
	up := 0
	for i, n := range numbers {
		up += bit(i == 0 || n >= numbers[i-1])
	}
	if len(numbers) < fewestMarks || up*10 < len(numbers)*9 {
		return lines, nil
	}
	gap, page := 0, false
	for _, l := range lines {
		if marks := pageMark().FindAllString(l.text, -1); marks != nil {
			dropped = append(dropped, Line{l.number, strings.Join(marks, " ")})
			l.text = strings.TrimSpace(pageMark().ReplaceAllString(l.text, ""))
			if l.text == "" {
				gap, page = max(gap, l.gap, 1), true
				continue
			}
		}
		l.gap, l.page = max(gap, l.gap), l.page || page
		kept = append(kept, l)
		gap, page = 0, false
	}
	return kept, dropped
}
