package content

import (
	"bytes"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/plainyaml"
)

// frontMatter cuts a file into its front matter and the offset of the text behind it. Front matter stands between a
// first line of three hyphens and the next such line (or one of three stops). Where it is not closed there is no text.
func frontMatter(file string, text []byte) (v value, body int, found diagnostic.List) {
	at := diagnostic.Position{File: file, Line: 1, Column: 1}
	head, body, closed := cutFront(text)
	if head == nil {
		return value{at: at}, 0, diagnostic.List{notBegun(at, text)}
	}
	if !closed {
		return value{at: at}, len(text), diagnostic.List{notClosed(at, head)}
	}
	if found := plainyaml.TooLarge(file, head); found != nil {
		return value{at: at}, body, found
	}
	if v, ok := plainFront(file, head); ok {
		return v, body, nil
	}
	v, found = parseYAML(file, head, 2)
	if len(found) > 0 && found[0].Code == "yaml" && behindEmptyLine(head, found[0].Start.Line-1) {
		found[0].Hint += "; or, if this is the text, write a line of three hyphens before it"
	}
	if v.at.Line == 0 {
		v.at = at
	}
	return v, body, found
}

// hintOfOthersKey says how an essay says what other programs have under a key in their front matter; "" where none has it.
func hintOfOthersKey(key string) string {
	switch key {
	case "tags", "categories":
		return "write keywords: [one, another]"
	case "authors", "contributor", "contributors":
		return "write author: a name, or a list"
	case "description", "summary", "excerpt":
		return "write abstract: words"
	case "language":
		return "write lang: en"
	case "published", "publish":
		return "write draft: true, or take it out"
	case "bibliography":
		return "name it in edition.yaml, bibliography: [references.bib]"
	case "csl":
		return "name it in edition.yaml, citation-style: style.csl"
	case "slug", "url", "permalink":
		return "a text's address is the name of its file; former ones are its aliases"
	case "order", "weight":
		return "the order of essays stands in edition.yaml, under contents"
	}
	return ""
}

// notBegun is the finding that a text has no front matter, or has it as other programs do, which have it in TOML and JSON, too.
func notBegun(at diagnostic.Position, text []byte) diagnostic.Diagnostic {
	d := diagnostic.Diagnostic{
		Code: "no-front-matter", Start: at, Message: "there is no front matter",
		Hint: "begin with a line of three hyphens, then title: … and the like, then another such line",
	}
	switch {
	case bytes.HasPrefix(text, []byte("+++\n")):
		d.Message, d.Hint = "the front matter is TOML", `write it as YAML, title: "…" for title = "…", between two lines of three hyphens; of Hugo's files hugo convert toYAML does`
	case bytes.HasPrefix(text, []byte("{\n")), bytes.HasPrefix(text, []byte(`{"`)):
		d.Message, d.Hint = "the front matter is JSON", "put a line of three hyphens before it, and another behind it"
	}
	return d
}

// saysDraft says that front matter which cannot be read has a line that makes its text a draft: its mistakes are not asked for.
func saysDraft(head []byte) bool {
	for line := range bytes.Lines(head) {
		if string(bytes.TrimSpace(line)) == "draft: true" {
			return true
		}
	}
	return false
}

// notClosed is the finding that front matter, which begins at the place, has no end. A line that was meant as one is shown.
func notClosed(at diagnostic.Position, head []byte) diagnostic.Diagnostic {
	d := diagnostic.Diagnostic{
		Code: "yaml", Start: at, Message: "the front matter is not closed", Hint: "write a line of three hyphens between it and the text",
	}
	for line := range bytes.Lines(head) {
		at.Line++
		if s := string(bytes.TrimSpace(line)); s != "" && s != "-" && strings.Trim(s, "-–—") == "" {
			d.Start, d.Hint = at, "write just three hyphens in this line, from its beginning: ---"
			break
		}
	}
	return d
}

// behindEmptyLine says that there is an empty line before the line with the number, which counts from 1.
func behindEmptyLine(head []byte, number int) bool {
	for line := range bytes.Lines(head) {
		if number--; number <= 0 {
			break
		}
		if len(bytes.TrimSpace(line)) == 0 {
			return true
		}
	}
	return false
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
