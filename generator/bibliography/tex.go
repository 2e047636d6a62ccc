package bibliography

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// texMode says what a field's TeX may become.
type texMode uint8

const (
	texPlain        texMode = iota // no markup: names, publishers' names
	texRich                        // <i>, <b>, <sup>, <sub>, small capitals
	texTitle                       // and braces protect from a change of case
	texEnglishTitle                // of which others change the case: when it is written, its capitals are protected
)

const maxDepth = 100 // of TeX groups within groups

const (
	nocaseTag    = `<span class="nocase">`
	smallcapsTag = `<span style="font-variant:small-caps;">`
)

// tex turns TeX into CSL's rich text in one pass.
type tex struct {
	src      string
	i        int
	out      []byte
	mode     texMode
	depth    int
	nocase   bool // inside of a protected group
	quoted   bool // after ` and before the ' that closes it
	german   bool // after "` and before "'
	enquoted int  // depth of \enquote
	formula  bool // inside of mathematics, where the blanks between signs are kept
	noDollar bool // no $ closes another from here on
	unknown  unknown
	declared string // tags to close at the end of the group, set by \itshape and the like
}

// unknown is told of commands that are not known, and whether they are given words; of braces that are too deep with no name.
type unknown func(name string, given bool)

// fromTeX returns the text of a field. White space is collapsed and trimmed.
func fromTeX(src string, mode texMode, unknown unknown) string {
	if isPlain(src) {
		return src
	}
	t := tex{src: src, mode: mode, unknown: unknown, out: make([]byte, 0, len(src)+32)}
	for t.i < len(t.src) {
		t.until()
		t.i++ // a } that nothing opened
	}
	t.out = append(t.out, t.declared...)
	text := strings.Trim(string(t.out), " ")
	if mode == texTitle {
		text = withoutBraces(text)
	}
	return text
}

// isPlain reports whether the text stands for itself.
func isPlain(s string) bool {
	var before byte = ' '
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case texSpecial[b], b == ' ' && before == ' ', b == '-' && before == '-', b == '\'' && before == '\'':
			return false
		}
		before = s[i]
	}
	return before != ' ' || s == ""
}

// texSpecial holds the bytes that may mean something else than themselves.
var texSpecial = [256]bool{
	'\\': true, '{': true, '}': true, '$': true, '~': true, '`': true, '"': true,
	'\t': true, '\n': true, '\r': true, '\f': true, '\v': true,
}

// until reads up to the end of the source or of the group, whose brace it leaves unread.
func (t *tex) until() {
	for t.i < len(t.src) {
		b := t.src[t.i]
		switch b {
		case '}':
			return
		case '\\':
			t.command()
		case '{':
			t.group()
		case '$':
			t.dollar()
		case '~':
			t.i++
			t.write("\u00a0")
		case ' ', '\t', '\n', '\r', '\f', '\v':
			t.i++
			t.space()
		case '-', '`', '\'', '"', '?', '!':
			t.ligature(b)
		default:
			t.run()
		}
	}
}

// run copies bytes that stand for themselves.
func (t *tex) run() {
	start := t.i
	for t.i < len(t.src) {
		b := t.src[t.i]
		if texSpecial[b] || b == ' ' || b == '-' || b == '\'' || b == '?' || b == '!' {
			break
		}
		t.i++
	}
	t.out = append(t.out, t.src[start:t.i]...)
}

func (t *tex) write(s string) { t.out = append(t.out, s...) }

func (t *tex) space() {
	if n := len(t.out); n == 0 || t.out[n-1] != ' ' {
		t.out = append(t.out, ' ')
	}
}

// tag writes markup where the mode has it.
func (t *tex) tag(s string) {
	if t.mode != texPlain {
		t.write(s)
	}
}

var ligatures = map[byte][]struct{ tex, text string }{
	'-': {{"---", "—"}, {"--", "–"}, {"-", "-"}},
	'`': {{"``", "“"}},
	'?': {{"?`", "¿"}, {"?", "?"}},
	'!': {{"!`", "¡"}, {"!", "!"}},
}

func (t *tex) ligature(b byte) {
	for _, l := range ligatures[b] {
		if strings.HasPrefix(t.src[t.i:], l.tex) {
			t.i += len(l.tex)
			t.write(l.text)
			return
		}
	}
	rest := t.src[t.i:]
	switch {
	case b == '`':
		t.quoted = true
		t.write("‘")
	case strings.HasPrefix(rest, "\"`"): // babel's German quotation marks
		t.german = true
		t.i++
		t.write("„")
	case t.german && strings.HasPrefix(rest, "\"'"):
		t.german = false
		t.i++
		t.write("“")
	case b == '"':
		t.write("\"")
	case strings.HasPrefix(rest, "''") && !(t.quoted && strings.HasPrefix(rest, "'''")):
		t.i++
		t.write("”")
	case t.quoted && !(len(rest) > 1 && isLetter(rest[1])):
		t.quoted = false
		t.write("’")
	default:
		t.write("'")
	}
	t.i++
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= utf8.RuneSelf }

// group reads {…}. In a title its braces protect what it holds, unless it only joins a command to its letter.
func (t *tex) group() {
	t.i++
	start := len(t.out)
	command := t.i < len(t.src) && t.src[t.i] == '\\'
	protect := t.mode == texTitle && !t.nocase
	if protect {
		t.write(nocaseTag)
		t.nocase = true
	}
	declared := t.content()
	if !protect {
		return
	}
	t.nocase = false
	words := t.out[start+len(nocaseTag):]
	t.protected(start, !(command && (declared || utf8.RuneCount(words) <= 1)) && hasLetter(words))
}

// protected ends what stands behind the tag of a protected group at start, or takes the tag away again.
func (t *tex) protected(start int, so bool) {
	if so {
		t.write("</span>")
	} else {
		t.out = append(t.out[:start], t.out[start+len(nocaseTag):]...)
	}
}

// content reads the rest of a group and its closing brace. It reports whether the group began with a command
// that sets its face, such as {\em …}.
func (t *tex) content() (declared bool) {
	if t.depth == maxDepth {
		t.verbatimGroup()
		return false
	}
	outer := t.declared
	t.declared = ""
	t.depth++
	t.until()
	t.depth--
	t.i++
	declared = t.declared != ""
	t.write(t.declared)
	t.declared = outer
	return declared
}

// verbatimGroup copies the rest of a group that is nested too deep, without its braces.
func (t *tex) verbatimGroup() {
	if t.unknown != nil {
		t.unknown("", false)
	}
	for open := 1; t.i < len(t.src) && open > 0; t.i++ {
		switch b := t.src[t.i]; b {
		case '{':
			open++
		case '}':
			open--
		default:
			t.out = append(t.out, b)
		}
	}
}

// hasLetter says that there is a letter outside of tags.
func hasLetter(b []byte) bool {
	for len(b) > 0 {
		if tag := bytes.HasPrefix(b, []byte("<")) && len(b) > 1 && b[1] != ' '; tag {
			_, b, _ = bytes.Cut(b, []byte(">"))
			continue
		}
		r, n := utf8.DecodeRune(b)
		if unicode.IsLetter(r) {
			return true
		}
		b = b[n:]
	}
	return false
}

// argument reads a command's argument: a group, a command or one character.
func (t *tex) argument() {
	t.skipSpace()
	switch {
	case t.i >= len(t.src) || t.src[t.i] == '}':
	case t.src[t.i] == '{':
		t.i++
		t.content()
	case t.src[t.i] == '\\' && t.depth < maxDepth:
		t.depth++
		t.command()
		t.depth--
	default:
		_, n := utf8.DecodeRuneInString(t.src[t.i:])
		t.write(t.src[t.i : t.i+n])
		t.i += n
	}
}

// raw returns an argument as it stands, without its braces.
func (t *tex) raw() string {
	t.skipSpace()
	if t.i >= len(t.src) || t.src[t.i] != '{' {
		return ""
	}
	start := t.i + 1
	end, _ := closingBrace(t.src, start, nil)
	t.i = min(end+1, len(t.src))
	return t.src[start:end]
}

func (t *tex) skipSpace() {
	for t.i < len(t.src) && isSpace(t.src[t.i]) {
		t.i++
	}
}

func isSpace(b byte) bool { return b == ' ' || b >= '\t' && b <= '\r' }
