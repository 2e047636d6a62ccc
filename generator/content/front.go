package content

import (
	"bytes"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/plainyaml"
)

// frontMatter cuts a file into its front matter and the offset of the text behind it. Front matter stands between a
// first line of three hyphens and the next such line (or one of three stops).
func frontMatter(file string, text []byte) (v value, body int, found diagnostic.List) {
	at := diagnostic.Position{File: file, Line: 1, Column: 1}
	head, body, closed := cutFront(text)
	if head == nil {
		return value{at: at}, 0, nil
	}
	if !closed {
		d := diagnostic.Diagnostic{Code: "yaml", Start: at, Message: "the front matter is not closed", Hint: "end it with a line of three hyphens"}
		return value{at: at}, 0, diagnostic.List{d}
	}
	if found := plainyaml.TooLarge(file, head); found != nil {
		return value{at: at}, body, found
	}
	if v, ok := plainFront(file, head); ok {
		return v, body, nil
	}
	v, found = parseYAML(file, head, 2)
	if v.at.Line == 0 {
		v.at = at
	}
	return v, body, found
}

// cutFront finds a file's front matter, and where the text behind it begins. The front matter is nil where there is none.
func cutFront(text []byte) (head []byte, body int, closed bool) {
	first, rest := cutLine(text)
	if string(first) != "---" {
		return nil, 0, false
	}
	start := len(text) - len(rest)
	for at := start; at < len(text); {
		line, rest := cutLine(text[at:])
		if s := string(line); s == "---" || s == "..." {
			return text[start:at:at], len(text) - len(rest), true
		}
		at = len(text) - len(rest)
	}
	return text[start:], 0, false
}

func cutLine(b []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(b, []byte("\n"))
	return bytes.TrimRight(line, " \t"), rest
}

// plainFront reads front matter of nothing but "key: words" lines, which most is, without the YAML parser. Whatever
// could mean more than its letters is left to that.
func plainFront(file string, head []byte) (value, bool) {
	v := value{kind: mapping, at: diagnostic.Position{File: file, Line: 2, Column: 1}}
	line := 1
	for len(head) > 0 {
		var l []byte
		l, head = cutLine(head)
		line++
		if len(l) == 0 {
			continue
		}
		key, words, ok := strings.Cut(string(l), ": ")
		if !ok || !isPlainKey(key) {
			return value{}, false
		}
		words, ok = plainWords(words)
		if !ok {
			return value{}, false
		}
		at := diagnostic.Position{File: file, Line: line}
		keyAt, valueAt := at, at
		keyAt.Column, valueAt.Column = 1, len(key)+3
		v.pairs = append(v.pairs, pair{key, keyAt, value{kind: scalar, text: words, at: valueAt}})
	}
	return v, len(v.pairs) > 0
}

func isPlainKey(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz-") == ""
}

// plainWords are a scalar's that needs no YAML: quoted without escapes, or plain without signs.
func plainWords(s string) (string, bool) {
	if inner, ok := strings.CutPrefix(s, `"`); ok {
		inner, ok = strings.CutSuffix(inner, `"`)
		return inner, ok && !strings.ContainsAny(inner, `"\`)
	}
	if s == "" || s == "null" || s == "~" || strings.TrimSpace(s) != s || strings.ContainsAny(s, ":#\t'\"") || strings.ContainsAny(s[:1], "-?[]{},&*!|>%@`") {
		return "", false
	}
	return s, true
}
