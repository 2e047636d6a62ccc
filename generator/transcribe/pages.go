package transcribe

import (
	"strconv"
	"strings"
	"unicode"

	"glossator/generator/csl"
)

// withoutFurniture drops what belongs to the printed page and not to the text: page numbers, and running heads
// with their numbers. Dropped are only lines that give themselves away: numbers that go up through the file, and
// lines that repeat beside such numbers or page breaks.
func withoutFurniture(lines []line) (kept, dropped []line) {
	heads := runningHeads(lines, nil)
	numbers := pageNumbers(lines, heads)
	heads = runningHeads(lines, numbers)
	page, gap := false, 0
	for i, l := range lines {
		if numbers[i] || heads[i] {
			dropped = append(dropped, l)
			page, gap = true, max(gap, l.gap, 1)
			continue
		}
		l.page, l.gap = l.page || page, max(l.gap, gap)
		kept = append(kept, l)
		page, gap = false, 0
	}
	return kept, dropped
}

// pageNumbers marks lines that are nothing but a number, where at least three such, or running heads with their
// numbers, go up through the text in small steps.
func pageNumbers(lines []line, heads map[int]bool) map[int]bool {
	type candidate struct{ at, number int }
	var found []candidate
	head := -shortestPage // the line that last looked like a wide running head
	for i, l := range lines {
		alone := l.page || l.gap > 0 || i == 0 || i+1 == len(lines) || lines[i+1].gap > 0 || lines[i+1].page
		wide := i-head >= shortestPage && isWideHead(l)
		if isWideHead(l) {
			head = i
		}
		if n := edgeNumber(l.text); n > 0 && (heads[i] || isPageHead(lines, i) || wide) {
			found = append(found, candidate{i, n})
		} else if n, ok := pageNumber(l.text); ok && alone && !(i > 0 && l.gap == 0 && awaitsNumber(lines[i-1].text, l.text)) {
			found = append(found, candidate{i, n})
		}
	}
	marked := map[int]bool{}
	for start := 0; start < len(found); {
		end := start + 1
		for end < len(found) && found[end].number > found[end-1].number && found[end].number <= found[end-1].number+3 {
			end++
		}
		pair := end-start == 2 && isPageHead(lines, found[start].at) && isPageHead(lines, found[start+1].at) && lines[found[start].at].page && lines[found[start+1].at].page
		if end-start >= 3 || pair && found[start+1].number == found[start].number+1 {
			for _, c := range found[start:end] {
				marked[c.at] = true
			}
		}
		start = end
	}
	return marked
}

const shortestPage = 6 // lines, less than which no page has

// isWideHead says that a wide space parts a number from words, as a running head has it; a table of contents has such lines
// close to each other.
func isWideHead(l line) bool {
	return (l.gap > 0 || l.page) && len(l.text) <= 120 && wideHead().MatchString(l.text)
}

var wideHead = pattern(`^\d{1,4} {8,}\p{Lu}\S*(?: {1,3}\S+){0,10}$|^\p{Lu}\S*(?: {1,3}\S+){0,10} {8,}\d{1,4}$`)

// isPageHead says that the line is the first or last of a page and sets a number apart from words, as running heads do
// that change with the chapter.
func isPageHead(lines []line, i int) bool {
	l := lines[i]
	atEdge := l.page || i+1 < len(lines) && lines[i+1].page
	if !atEdge && (l.gap == 0 || !hasCapitals(l.text) || !strings.Contains(l.text, "   ")) || len(l.text) > 100 {
		return false
	}
	head, number := withoutNumber(l.text)
	first, _, _ := strings.Cut(l.text, "  ")
	_, last, apart := cutLast(l.text, "  ")
	isNumber := func(s string) bool { return s != "" && len(s) < 8 && strings.Trim(s, "[]()|-–—. 0123456789") == "" }
	return number && head != "" && (hasCapitals(l.text) || apart && (isNumber(first) || isNumber(last)))
}

// cutLast cuts a text at the last separator.
func cutLast(s, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(s, separator); i >= 0 {
		return s[:i], s[i+len(separator):], true
	}
	return s, "", false
}

// pageNumber reads "12", "- 12 -", "[12]", "[Pg 12]", "Page 12 of 30", "{12}" or "xii".
func pageNumber(s string) (int, bool) {
	if len(s) > 24 {
		return 0, false
	}
	s = strings.ToLower(strings.Trim(s, "-–—[](){}|*~. "))
	for _, word := range []string{"page ", "pg ", "pg. ", "p. ", "seite ", "p "} {
		s = strings.TrimPrefix(s, word)
	}
	s, _, _ = strings.Cut(s, " of ")
	if n, err := strconv.Atoi(s); err == nil && n > 0 && n < 10000 {
		return n, true
	}
	if n := romanValue(s); n > 0 && n < 100 && s != "i" {
		return n, true
	}
	return 0, false
}

// runningHeads marks lines that come again with nothing but their number changed, next to page breaks or with a
// number in them.
func runningHeads(lines []line, numbers map[int]bool) map[int]bool {
	places := map[string][]int{}
	for i, l := range lines {
		atEdge := l.page || i > 0 && numbers[i-1] || i+1 < len(lines) && (numbers[i+1] || lines[i+1].page)
		if len(l.text) > 100 || numbers[i] {
			continue
		}
		head, number := withoutNumber(l.text)
		if head == "" || !atEdge && !number || isKnownHeading(head) || number && (counted().MatchString(l.text) || isWholeNote(l.text)) {
			continue
		}
		alone := (l.gap > 0 || i == 0) && (i+1 == len(lines) || lines[i+1].gap > 0)
		if atEdge || alone {
			places[head] = append(places[head], i)
		}
	}
	marked := map[int]bool{}
	for _, at := range places {
		pair := len(at) == 2 && wideHead().MatchString(lines[at[0]].text) && wideHead().MatchString(lines[at[1]].text) && edgeNumber(lines[at[1]].text) == edgeNumber(lines[at[0]].text)+1
		if len(at) < 3 && !pair || !goesUp(lines, at) {
			continue
		}
		for _, i := range at {
			marked[i] = true
		}
	}
	return marked
}

// counted is a heading that is a word and its number.
var counted = pattern(`(?i)^(?:chapter|part|book|letter|article|section|act|scene|canto|lesson|lecture|sermon|question|document|table|figure|kapitel|teil|artikel|tabelle|abbildung|chapitre|lettre|capitolo|capítulo|глава|статья) \d{1,3}[.:]?$`)

// isWholeNote says that the line begins with a note's number and is no title, since a stop, a comma or another number ends it:
// "12. Ibid., p. 4." comes again and again, and its numbers go up.
func isWholeNote(s string) bool {
	m, ok := bodyMarker(s)
	rest := strings.TrimRight(s[m.end:], closers)
	return ok && rest != "" && !hasCapitals(rest) && strings.IndexByte(".,;:0123456789", rest[len(rest)-1]) >= 0
}

// goesUp says that the numbers in these lines go up, as page numbers do, or that there are none.
func goesUp(lines []line, at []int) bool {
	last, up := -1, 0
	for _, i := range at {
		n := edgeNumber(lines[i].text)
		if n < 0 || n > last {
			up++
		}
		last = n
	}
	return up*10 >= len(at)*8
}

func edgeNumber(s string) int {
	fields := strings.Fields(s)
	for _, i := range []int{0, len(fields) - 1} {
		if n, err := strconv.Atoi(strings.Trim(fields[i], "[]()|-–—.")); err == nil {
			return n
		}
	}
	return -1
}

// withoutNumber cuts a number off either end of a running head.
func withoutNumber(s string) (head string, number bool) {
	head = strings.ToLower(strings.TrimFunc(s, func(r rune) bool {
		if unicode.IsDigit(r) {
			number = true
		}
		return !unicode.IsLetter(r)
	}))
	return head, number
}

// romanValue returns the value of a Roman numeral in either case, or 0.
func romanValue(s string) int {
	if s != strings.ToUpper(s) && s != strings.ToLower(s) {
		return 0
	}
	return csl.RomanValue(s)
}
