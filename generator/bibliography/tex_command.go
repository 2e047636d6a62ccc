package bibliography

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// command reads a backslash and what it begins.
func (t *tex) command() {
	t.i++
	if t.i >= len(t.src) {
		t.write("\\")
		return
	}
	start := t.i
	for t.i < len(t.src) && t.src[t.i]|0x20 >= 'a' && t.src[t.i]|0x20 <= 'z' {
		t.i++
	}
	if t.i == start {
		_, n := utf8.DecodeRuneInString(t.src[t.i:])
		t.i += n
		t.symbol(t.src[start:t.i])
		return
	}
	name := t.src[start:t.i]
	if accent, ok := accents[name]; ok {
		t.accent(accent)
		return
	}
	if t.i < len(t.src) && t.src[t.i] == '*' {
		t.i++
	}
	t.word(name)
}

// symbol acts on a command whose name is no letter.
func (t *tex) symbol(name string) {
	if accent, ok := accents[name]; ok {
		t.accent(accent)
		return
	}
	switch name {
	case "(":
		t.mathUntil(`\)`)
	case ",", ";", ":":
		t.write("\u202f")
	case " ", "\n", "\t", "\r", "\\":
		t.space()
	case "/", "-", "!", "@", ")", "+":
	default: // \& \% \$ \# \_ \{ \}
		t.write(name)
	}
}

// accent puts a combining character after the first letter of the argument, and composes the two.
func (t *tex) accent(mark string) {
	start := len(t.out)
	t.argument()
	letters := string(t.out[start:])
	first, n := utf8.DecodeRuneInString(letters)
	switch {
	case letters == "" || !unicode.IsLetter(first):
		t.out = append(append(t.out[:start], spacing[mark]...), letters...)
		return
	case first == 'ı' && mark != "\u0323" && mark != "\u0327":
		first = 'i'
	case first == 'ȷ':
		first = 'j'
	}
	t.out = append(append(t.out[:start], norm.NFC.String(string(first)+mark)...), letters[n:]...)
}

// word acts on a command whose name is letters.
func (t *tex) word(name string) {
	if text, ok := texWords[name]; ok {
		t.endWord()
		t.write(text)
		return
	}
	if texFunctions[name] {
		t.function(name)
		return
	}
	if tags, ok := texFaces[name]; ok {
		t.tag(tags[0])
		t.argument()
		t.tag(tags[1])
		return
	}
	if tags, ok := texDeclarations[name]; ok {
		t.endWord()
		if t.mode != texPlain && tags[0] != "" {
			t.write(tags[0])
			t.declared = tags[1] + t.declared
		}
		return
	}
	t.special(name)
}

func (t *tex) function(name string) {
	if last, _ := utf8.DecodeLastRune(t.out); unicode.IsLetter(last) || unicode.IsDigit(last) || last == ')' {
		t.space()
	}
	t.write(name)
	if t.i < len(t.src) && (t.src[t.i] == '\\' || t.src[t.i] == '{') {
		t.space()
	}
}

// endWord passes the white space, or the empty group, that ends a command's name.
func (t *tex) endWord() {
	if !t.formula {
		t.skipSpace()
	}
	if strings.HasPrefix(t.src[t.i:], "{}") {
		t.i += 2
	}
}

// special acts on commands with arguments of their own kinds.
func (t *tex) special(name string) {
	switch name {
	case "enquote", "mkbibquote":
		t.enquote()
	case "mkbibparens", "parentext":
		t.write("(")
		t.argument()
		t.write(")")
	case "mkbibbrackets", "brackettext":
		t.write("[")
		t.argument()
		t.write("]")
	case "url", "nolinkurl", "path":
		t.write(strings.TrimSpace(t.raw()))
	case "href", "foreignlanguage", "textcolor", "textlang":
		t.raw()
		t.argument()
	case "noopsort", "SortNoop", "nocite", "label", "hspace", "vspace", "phantom", "hphantom":
		t.raw()
	case "bibstring", "biblstring", "bibsstring":
		t.write(bibstring(t.raw()))
	case "ensuremath":
		t.math(t.raw())
	case "frac", "tfrac", "dfrac":
		t.operand()
		t.write("/")
		t.operand()
	default:
		t.notKnown(name)
	}
}

// notKnown keeps the words that a command is given, or the command where it is given none: it stood for something.
func (t *tex) notKnown(name string) {
	rest := strings.TrimLeft(t.src[t.i:], " \t\r\n")
	given := strings.HasPrefix(rest, "{") && !strings.HasPrefix(rest, "{}")
	if given {
		t.endWord()
	} else {
		t.write(`\` + name)
		if strings.HasPrefix(rest, "{}") {
			t.endWord()
		}
	}
	if t.unknown != nil {
		t.unknown(name, given)
	}
}

func (t *tex) enquote() {
	marks := [2]string{"“", "”"}
	if t.enquoted%2 == 1 {
		marks = [2]string{"‘", "’"}
	}
	t.enquoted++
	t.write(marks[0])
	t.argument()
	t.write(marks[1])
	t.enquoted--
}

// operand writes one side of a fraction, in parentheses where it is more than one number or name.
func (t *tex) operand() {
	start := len(t.out)
	t.argument()
	if words := string(t.out[start:]); strings.ContainsAny(words, "+-−±·× ") {
		t.out = append(t.out[:start], "("+words+")"...)
	}
}

// dollar reads $…$ as mathematics if it can be told from sums of money: there is no space inside of the first
// and the last $, and no digit follows.
func (t *tex) dollar() {
	t.i++
	rest := t.src[t.i:]
	n := -1
	if !t.noDollar {
		n = strings.IndexByte(rest, '$')
		t.noDollar = n < 0
	}
	if n <= 0 || !balanced(rest[:n]) || isSpace(rest[0]) || isSpace(rest[n-1]) || n+1 < len(rest) && rest[n+1] >= '0' && rest[n+1] <= '9' {
		t.write("$")
		return
	}
	t.math(rest[:n])
	t.i += n + 1
}

// balanced reports whether every brace has its other.
func balanced(s string) bool {
	open := 0
	for i := 0; i < len(s) && open >= 0; i++ {
		switch s[i] {
		case '{':
			open++
		case '}':
			open--
		}
	}
	return open == 0
}

func (t *tex) mathUntil(end string) {
	content, _, found := strings.Cut(t.src[t.i:], end)
	t.math(content)
	t.i += len(content)
	if found {
		t.i += len(end)
	}
}

// math writes simple mathematics: letters, symbols, superscripts and subscripts. In a title its letters keep their case: n is not N.
func (t *tex) math(src string) {
	if t.depth == maxDepth {
		t.write(src)
		return
	}
	start, protect := len(t.out), t.mode == texTitle && !t.nocase
	if protect {
		t.write(nocaseTag)
	}
	t.formulaWords(src)
	if protect {
		t.protected(start, hasLetter(t.out[start+len(nocaseTag):]))
	}
}

func (t *tex) formulaWords(src string) {
	inner := tex{src: src, mode: t.mode, nocase: true, unknown: t.unknown, depth: t.depth + 1, out: t.out, formula: true, noDollar: true}
	for inner.i < len(src) {
		switch src[inner.i] {
		case ' ', '\t', '\n', '\r':
			inner.i++
			inner.space()
		case '^':
			inner.script("<sup>", "</sup>")
		case '_':
			inner.script("<sub>", "</sub>")
		case '\\':
			inner.command()
		case '{', '}':
			inner.i++
		default:
			inner.out = append(inner.out, src[inner.i])
			inner.i++
		}
	}
	t.out = inner.out
}

func (t *tex) script(open, close string) {
	t.i++
	t.tag(open)
	t.argument()
	t.tag(close)
}

// bibstring returns the words for a key of BibLaTeX's, in English, or the key.
func bibstring(key string) string {
	if words, ok := bibstrings[strings.ToLower(strings.TrimSpace(key))]; ok {
		return words
	}
	return key
}
