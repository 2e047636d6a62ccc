package transcribe

import (
	"strings"
	"unicode/utf8"
)

// bracketedNotes takes out the notes that stand in brackets where they are called: "power* [*Balance of …]".
func (r *reading) bracketedNotes() {
	for _, b := range r.blocks {
		r.unmarkedIn(b)
		if !strings.ContainsAny(b.text, "*†‡§") || !strings.Contains(b.text, "[") {
			continue
		}
		r.bracketedIn(b)
	}
}

func (r *reading) bracketedIn(b *block) {
	var cuts []span
	for i := 0; i < len(b.text); {
		sign := symbolRun(b.text[i:])
		_, size := utf8.DecodeRuneInString(b.text[i:])
		if sign == "" {
			i += size
			continue
		}
		inner, end := bracketAfter(b.text, i+len(sign))
		if end == 0 || i == 0 {
			i += len(sign)
			continue
		}
		r.noteIn(b, i, sign, strings.TrimSpace(strings.TrimPrefix(b.text[inner.start:inner.end], sign)))
		cuts = append(cuts, span{i, end})
		i = end
	}
	b.cut(cuts)
}

// noteIn makes a note of words that stand where it is called.
func (r *reading) noteIn(b *block, at int, sign, words string) {
	n := &note{printed: sign, line: b.line(at), at: b}
	n.body = []*block{{kind: noteBody, text: words, raw: b.raw, note: n, starts: []lineStart{{0, n.line}}}}
	r.notes = append(r.notes, n)
	b.marks = append(b.marks, mark{start: at, end: at, kind: called, call: n})
}

// unmarkedIn takes out the notes that stand where they are called and have no marker: "[Footnote: It is not.]".
func (r *reading) unmarkedIn(b *block) {
	const opening = "[Footnote: "
	var cuts []span
	for at := 0; ; {
		i := strings.Index(b.text[at:], opening)
		if i < 0 {
			break
		}
		inner, end := bracketAfter(b.text, at+i)
		if end == 0 || at+i == 0 {
			at += i + len(opening)
			continue
		}
		start := at + i
		for start > 0 && b.text[start-1] == ' ' {
			start--
		}
		r.noteIn(b, start, "*", b.text[inner.start+len(opening)-1:inner.end])
		r.report.leftOut(b.line(start), "Footnote")
		cuts = append(cuts, span{start, end})
		at = end
	}
	b.cut(cuts)
}

// bracketAfter returns what stands in the bracket after a sign, and where the bracket ends. It is a note when it
// has several words.
func bracketAfter(s string, from int) (inner span, end int) {
	open := from
	for open < len(s) && s[open] == ' ' {
		open++
	}
	if open == len(s) || s[open] != '[' {
		return span{}, 0
	}
	depth := 0
	for i := open; i < min(len(s), open+4000); i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth == 0 {
			if strings.Count(s[open:i], " ") < 3 {
				return span{}, 0
			}
			return span{open + 1, i}, i + 1
		}
	}
	return span{}, 0
}
