package bibliography

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// markdownSpans are Pandoc's marks for what CSL's rich text has tags for, longer ones first.
var markdownSpans = []struct{ mark, open, close string }{
	{"**", "<b>", "</b>"}, {"__", "<b>", "</b>"}, {"*", "<i>", "</i>"}, {"_", "<i>", "</i>"}, {"^", "<sup>", "</sup>"}, {"~", "<sub>", "</sub>"},
}

var markdownClasses = []struct{ class, open string }{
	{"]{.nocase}", nocaseTag}, {"]{.smallcaps}", smallcapsTag},
}

// fromMarkdown turns the Markdown that Pandoc writes in titles into CSL's rich text: emphasis, superscripts,
// [spans]{.nocase} and escapes. What is no such mark stays as it is.
func fromMarkdown(s string) string {
	if !strings.ContainsAny(s, `*_^~[\`) {
		return s
	}
	var b strings.Builder
	closings := map[int]string{} // by offset: what closes there
	skip := map[int]int{}        // by offset: how many bytes the closing mark has
	for i := 0; i < len(s); {
		if tag, ok := closings[i]; ok {
			b.WriteString(tag)
			i += skip[i]
			continue
		}
		if isEscape(s, i) {
			b.WriteByte(s[i+1])
			i += 2
			continue
		}
		length, end, tags := markdownMark(s, i)
		if length == 0 {
			b.WriteByte(s[i])
			i++
			continue
		}
		if _, taken := closings[end]; taken {
			b.WriteString(s[i : i+length])
		} else {
			b.WriteString(tags[0])
			closings[end], skip[end] = tags[1], len(tags[2])
		}
		i += length
	}
	return b.String()
}

// isEscape reports whether a backslash at i takes the meaning from a character.
func isEscape(s string, i int) bool {
	return s[i] == '\\' && i+1 < len(s) && s[i+1] < utf8.RuneSelf && unicode.In(rune(s[i+1]), unicode.P, unicode.S)
}

// unescapeMarkdown removes the backslashes of escapes.
func unescapeMarkdown(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if isEscape(s, i) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// maxSpan bounds how far a mark looks for the one that closes it.
const maxSpan = 300

// markdownMark returns the length of the mark that opens at i and where it is closed, with the tags for both and
// the closing mark; or 0.
func markdownMark(s string, i int) (length, end int, tags [3]string) {
	if s[i] == '[' {
		for _, c := range markdownClasses {
			if n := strings.Index(near(s, i), c.class); n >= 0 && !strings.ContainsAny(s[i+1:i+n], "[]") {
				return 1, i + n, [3]string{c.open, "</span>", c.class}
			}
		}
		return 0, 0, tags
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	for _, m := range markdownSpans {
		if !strings.HasPrefix(s[i:], m.mark) {
			continue
		}
		if length := len(m.mark); m.open == "<sup>" || m.open == "<sub>" || !isWord(before) {
			if end := closingMark(s, i+length, m.mark); end > 0 {
				return length, end, [3]string{m.open, m.close, m.mark}
			}
		}
		return 0, 0, tags
	}
	return 0, 0, tags
}

func near(s string, i int) string { return s[i:min(len(s), i+maxSpan)] }

// closingMark returns where a mark closes what begins at i: after a character that is no space, and, but for
// superscripts and subscripts, which hold no spaces, before one that is no letter.
func closingMark(s string, i int, mark string) int {
	text := near(s, i)
	if text == "" || isSpace(text[0]) || strings.HasPrefix(text, mark) {
		return 0
	}
	for at := 1; at < len(text); at++ {
		if script := mark == "^" || mark == "~"; script && isSpace(text[at]) {
			return 0
		} else if !strings.HasPrefix(text[at:], mark) || text[at-1] == '\\' || isSpace(text[at-1]) {
			continue
		} else if after, _ := utf8.DecodeRuneInString(text[at+len(mark):]); script || !isWord(after) {
			return i + at
		}
	}
	return 0
}

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
