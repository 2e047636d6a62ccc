package transcribe

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var numberedEntry = pattern(`^(?:\[(\d{1,3})\]|(\d{1,3})[.)])\s+`)

// entriesOf cuts a list of works into its entries, by the habit that the list itself shows: bullets, numbers, a
// hanging indent, blank lines, or lines.
func entriesOf(lines []line, at layout) [][]line {
	bullets, numbers, hanging, blanks, long, least := 0, 0, 0, 0, 0, 1<<30
	for i, l := range lines {
		bullets += bit(entryBullet(l.text) > 0)
		numbers += bit(numberedEntry().MatchString(l.text))
		blanks += bit(i > 0 && l.gap > 0)
		long += bit(utf8.RuneCountInString(l.text) > at.width*115/100)
		least = min(least, l.indent)
		hanging += bit(i > 0 && l.gap == 0 && l.indent > lines[0].indent)
	}
	starts := func(i int) bool {
		l := lines[i]
		switch {
		case bullets*3 > len(lines):
			return entryBullet(l.text) > 0 || l.gap > 0 && beginsEntry(lines, i)
		case numbers > 1 && numbers*6 > len(lines):
			return numberedEntry().MatchString(l.text)
		case !at.wrapped || long*3 > len(lines):
			return beginsEntry(lines, i)
		case hanging*5 > len(lines):
			return l.indent == least
		case blanks*6 > len(lines):
			return l.gap > 0 && beginsEntry(lines, i)
		}
		ended := endsSentence(lines[i-1].text) || endsWithAddress(lines[i-1].text)
		if first, _ := utf8.DecodeRuneInString(l.text); unicode.Is(unicode.Hangul, first) && !isFull(lines[i-1], l, at) && nameAtStart().MatchString(l.text) && entryYear().MatchString(l.text) {
			return true
		}
		return ended && (nameAtStart().MatchString(l.text) || hanStart().MatchString(l.text) || !isFull(lines[i-1], l, at) && beginsEntry(lines, i)) || dashAuthor().MatchString(l.text) || l.gap > 0 && beginsEntry(lines, i)
	}
	var entries [][]line
	start := 0
	for i := 1; i <= len(lines); i++ {
		if i == len(lines) || starts(i) {
			if i > start {
				entries = append(entries, lines[start:i])
			}
			start = i
		}
	}
	return entries
}

// endsWithAddress says that the line ends with an address of the web, after which no stop stands.
func endsWithAddress(s string) bool {
	last := lastWord(s)
	return strings.Contains(last, "/") && strings.Contains(last, ".")
}

// entryBullet returns the length of the bullet before an entry; an asterisk is one here, since no note is called.
func entryBullet(s string) int {
	if strings.HasPrefix(s, "* ") {
		return 2
	}
	return bulletSize(s)
}

// beginsEntry says that the line does not go on from the one before it.
func beginsEntry(lines []line, i int) bool {
	first, _ := utf8.DecodeRuneInString(lines[i].text)
	before := strings.TrimRight(lines[i-1].text, " ")
	open := !endsSentence(before) && !strings.HasSuffix(before, ")") && !entryYear().MatchString(before[max(0, len(before)-8):]) && !strings.Contains(before[strings.LastIndexByte(before, ' ')+1:], "/")
	return (!unicode.IsLower(first) || nameAtStart().MatchString(lines[i].text)) && (!open || entryYear().MatchString(lines[i].text) && nameAtStart().MatchString(lines[i].text))
}
