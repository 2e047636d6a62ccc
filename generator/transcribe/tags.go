package transcribe

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	htmlTag     = pattern(`</?(?:i|em|b|strong|cite|u|span|small|br|p|font)(?: [^<>]{0,80})?/?>`)
	supTag      = pattern(`<sup>\s*\[?(\d{1,4}|\*{1,3}|[a-z])\]?\s*</sup>`)
	texNumber   = pattern(`\$\^\{?\[?(\d{1,4}|\*{1,3}|[a-z])\]?\)?\}?\$|\\textsuperscript\{(\d{1,4})\}`)
	webLink     = pattern(`\[((?:\\.|[^\[\]\\])+)\]\(((?:https?://|mailto:)[^()\s<>]+)\)`)
	struckWords = pattern(`~~([^~\s](?:[^~]*[^~\s\\])?)~~`)
	caretNumber = pattern(`\[\^(\d{1,4})\]:?|\^\{\[?(\d{1,4})\]?\)?\}|\^\[?(\d{1,4})\]?(?:\)?\^)?`)
	taggedFirst = pattern(`^(?:<sup>\s*\[?(\d{1,4})\]?\s*</sup>|\[\^(\d{1,4})\]:?|\^\{?\[?(\d{1,4})\]?\)?\}?\^?)[.)]?`)
)

// resolveTags turns a file's own markup into marks: HTML tags, raised numbers, links, *emphasis*, _emphasis_, **strong
// type** and ~~struck words~~. What is no pair stays as it is.
func (b *block) resolveTags() {
	if strings.Contains(b.text, "<") {
		b.replace(supTag(), func(m []string) string { return raised(m[1]) })
		b.replace(htmlTag(), func(m []string) string { return emphasisTag(m[0]) })
	}
	if strings.Contains(b.text, "$^") || strings.Contains(b.text, `\textsuper`) {
		b.replace(texNumber(), func(m []string) string { return raised(m[1] + m[2]) })
	}
	if strings.Contains(b.text, "^") {
		b.replace(caretNumber(), func(m []string) string { return raised(m[1] + m[2] + m[3]) })
	}
	if strings.Contains(b.text, "](") {
		b.enclosed(webLink(), web)
	}
	if strings.Contains(b.text, "~~") {
		b.enclosed(struckWords(), struck)
	}
	if strings.Contains(b.text, `\`) {
		b.replace(escaped(), func(m []string) string { return setAside.Replace(m[1]) })
	}
	if strings.ContainsAny(b.text, "*_") {
		b.emphasis()
	}
	if strings.ContainsAny(b.text, "\ue000\ue001") {
		b.replace(asideSign(), func(m []string) string { return broughtBack.Replace(m[0]) })
	}
}

// Signs that a backslash protects are set aside while emphasis is looked for.
var (
	escaped     = pattern(`\\([!-/:-@\[-` + "`" + `{-~])`)
	asideSign   = pattern("[\ue000\ue001]")
	setAside    = strings.NewReplacer("*", "\ue000", "_", "\ue001")
	broughtBack = strings.NewReplacer("\ue000", "*", "\ue001", "_")
)

// enclosed marks the words of the expression's first group and cuts what else it matches; its second is the mark's value.
func (b *block) enclosed(re *regexp.Regexp, k markKind) {
	var cuts []span
	for _, at := range re.FindAllStringSubmatchIndex(b.text, -1) {
		if at[0] > 0 && strings.IndexByte(`\!`, b.text[at[0]-1]) >= 0 {
			continue
		}
		m := mark{start: at[2], end: at[3], kind: k}
		if len(at) > 4 {
			m.address = b.text[at[4]:at[5]]
		}
		b.marks = append(b.marks, m)
		cuts = append(cuts, span{at[0], at[2]}, span{at[3], at[1]})
	}
	b.cut(cuts)
}

// replace puts other words for what the expression matches.
func (b *block) replace(re *regexp.Regexp, with func(match []string) string) {
	var edits []edit
	for _, at := range re.FindAllStringSubmatchIndex(b.text, -1) {
		match := make([]string, len(at)/2)
		for i := range match {
			if at[2*i] >= 0 {
				match[i] = b.text[at[2*i]:at[2*i+1]]
			}
		}
		edits = append(edits, edit{span{at[0], at[1]}, with(match)})
	}
	b.edit(edits)
}

func emphasisTag(tag string) string {
	switch strings.TrimLeft(strings.Trim(tag, "<>/"), "/") {
	case "i", "em", "cite":
		return "*"
	case "b", "strong":
		return "**"
	case "br", "br /":
		return " "
	}
	return ""
}

// raised writes a number in raised digits; other markers stay as they are.
func raised(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0']
		}
		return r
	}, s)
}

// lowered returns the value of raised digits at the start of a text, and their length in bytes.
func lowered(s string) (digits string, size int) {
	if r, n := utf8.DecodeRuneInString(s); r >= '①' && r <= '⑳' {
		return strconv.Itoa(int(r-'①') + 1), n
	}
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		i := strings.IndexRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r)
		if i < 0 || len(digits) == 4 {
			break
		}
		digits += string(rune('0' + len([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹"[:i]))))
		size += n
	}
	return digits, size
}

const longestEmphasis = 3000 // bytes

// opening is a run of asterisks or underscores that may begin an emphasis.
type opening struct {
	span
	char byte
}

// emphasis marks what stands between two runs of asterisks or underscores and cuts these.
func (b *block) emphasis() {
	var open []opening
	var cuts []span
	for i := 0; i < len(b.text); {
		if b.text[i] != '*' && b.text[i] != '_' {
			i++
			continue
		}
		run := opening{span{i, i}, b.text[i]}
		for run.end < len(b.text) && b.text[run.end] == run.char {
			run.end++
		}
		i = run.end
		if run.end-run.start > 3 || run.char == '_' && run.end-run.start > 2 {
			continue
		}
		inner, noteEnd := bracketAfter(b.text, run.end)
		opens, closes := b.flanks(run.span)
		at := lastOpening(open, run)
		ends := closes && at >= 0 && open[at].end-open[at].start == run.end-run.start
		if !ends && noteEnd > 0 && strings.HasPrefix(b.text[inner.start:], b.text[run.start:run.end]) {
			i = noteEnd
			continue
		}
		switch {
		case closes && at >= 0 && run.start > open[at].end:
			cuts = append(cuts, b.emphasise(open[at], run)...)
			open = open[:at]
		case noteEnd > 0:
			i = noteEnd
		case opens:
			open = append(open, run)[max(0, len(open)-8):]
		}
	}
	slices.SortFunc(cuts, func(a, b span) int { return a.start - b.start })
	b.cut(cuts)
}

// lastOpening returns the index of the last opening that the run may close, or −1.
func lastOpening(open []opening, run opening) int {
	at := len(open) - 1
	for at >= 0 && (open[at].char != run.char || run.start-open[at].end > longestEmphasis) {
		at--
	}
	return at
}

// emphasise marks what stands between the runs and returns which of their signs to cut.
func (b *block) emphasise(open, shut opening) []span {
	n := min(shut.end-shut.start, open.end-open.start)
	from, to := span{open.end - n, open.end}, span{shut.start, shut.start + n}
	b.marks = append(b.marks, mark{start: from.end, end: to.start, kind: emphasised + markKind(bit(n > 1))})
	return []span{from, to}
}

// flanks says whether a run of asterisks can open and close an emphasis.
func (b *block) flanks(run span) (opens, closes bool) {
	before, _ := utf8.DecodeLastRuneInString(b.text[:run.start])
	after, _ := utf8.DecodeRuneInString(b.text[run.end:])
	atStart, atEnd := run.start == 0, run.end == len(b.text)
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	opens = !atEnd && !unicode.IsSpace(after) && (atStart || !inWord(before)) && !strings.ContainsRune(".,;:!?)]", after)
	closes = !atStart && !unicode.IsSpace(before) && (atEnd || !inWord(after)) && !strings.ContainsRune("([", before)
	return opens, closes
}
