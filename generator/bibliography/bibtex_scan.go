package bibliography

import (
	"fmt"
	"strings"
	"time"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
)

const (
	maxFields    = 300     // in one entry
	maxValue     = 1 << 20 // bytes of a value that is put together from several
	maxExpansion = 8       // times the file's size: what @string and inheritance may make of it
)

// record is a BibTeX entry as it stands, its fields in order, still in TeX.
type record struct {
	kind   string // in lower case, such as "article"
	key    string
	offset int
	at     diagnostic.Position
	fields []field

	resolving, resolved bool // see inherit
}

type field struct {
	name   string // in lower case, and BibLaTeX's where there are two
	value  string
	offset int
	used   bool
}

// find returns the field of that name, or nil.
func (r *record) find(name string) *field {
	for i := range r.fields {
		if r.fields[i].name == name {
			return &r.fields[i]
		}
	}
	return nil
}

// get returns a field's value, "" if there is none, and marks it as used.
func (r *record) get(name string) string {
	f := r.find(name)
	if f == nil {
		return ""
	}
	f.used = true
	return f.value
}

// scanner cuts a .bib file into records. It reads the text once: a line that begins an entry ends whatever was
// open before it.
type scanner struct {
	*file
	i       int
	strings map[string]string
	budget  int  // bytes that expansion may still make
	open    bool // a comment was not closed up to the end of the file
	records []*record
}

// scan reads to the end of the file.
func (s *scanner) scan() {
	for {
		at := strings.IndexByte(s.text[s.i:], '@')
		if at < 0 {
			return
		}
		s.i += at
		switch {
		case s.full(len(s.records), s.i):
			return
		case s.i > 0 && isWordByte(s.text[s.i-1]), s.commented(), !s.entry():
			s.i++
		}
	}
}

// commented reports whether the line up to here begins with a %.
func (s *scanner) commented() bool {
	const near = 200
	before := s.text[max(0, s.i-near):s.i]
	if line := strings.LastIndexByte(before, '\n'); line >= 0 || s.i <= near {
		return strings.HasPrefix(strings.TrimLeft(before[line+1:], " \t"), "%")
	}
	return false
}

func isWordByte(b byte) bool { return isLetter(b) || b >= '0' && b <= '9' || b == '_' }

// entry reads what begins with the @ at s.i. It reports whether that is an entry, and moves on only then.
func (s *scanner) entry() bool {
	offset := s.i
	kind, open := entryStart(s.text[s.i:])
	if open == 0 {
		return false
	}
	s.i += open
	closing := byte('}')
	if s.text[s.i-1] == '(' {
		closing = ')'
	}
	switch kind {
	case "comment":
		s.comment()
	case "preamble":
		s.value(closing)
		s.close(closing)
	case "string":
		s.macro(closing)
	default:
		s.record(kind, offset, closing)
	}
	return true
}

// entryStart reads @word and an opening brace or parenthesis. It returns the word in lower case and how many
// bytes there are, or 0.
func entryStart(text string) (kind string, length int) {
	i := 1
	for i < len(text) && i < 40 && isWordByte(text[i]) && text[i] < 0x80 {
		i++
	}
	kind = text[1:i]
	for n := 0; i < len(text) && isSpace(text[i]) && n < 100; n++ {
		i++
	}
	if kind == "" || i >= len(text) || text[i] != '{' && text[i] != '(' {
		return "", 0
	}
	return strings.ToLower(kind), i + 1
}

// comment passes @comment{…}, with the entries in it. One that is not closed ends where an entry begins.
func (s *scanner) comment() {
	if !s.open {
		if end, ok := closingBrace(s.text, s.i, func(int) bool { return false }); ok {
			s.i = end + 1
			return
		}
		s.open = true
	}
	s.i, _ = closingBrace(s.text, s.i, s.startsEntry)
}

// macro reads @string{name = value}.
func (s *scanner) macro(closing byte) {
	start := s.i
	name := s.name()
	if name == "" || !s.accept('=') {
		s.report(diagnostic.Error, start, 1, "broken-bibtex", "an @string without a name and a value", `write @string{name = "value"}`)
		s.skipTo(closing)
		return
	}
	value, ok := s.value(closing)
	if ok {
		s.strings[name] = value
	}
	s.close(closing)
}

// record reads an entry from its key on.
func (s *scanner) record(kind string, offset int, closing byte) {
	r := &record{kind: kind, offset: offset, at: s.place.position(offset)}
	s.key(r, closing)
	for s.nextField(r, closing) {
	}
	if r.key != "" {
		s.records = append(s.records, r)
	}
}

// key reads an entry's key and the comma after it.
func (s *scanner) key(r *record, closing byte) {
	s.space()
	start := s.i
	for s.i < len(s.text) && strings.IndexByte(",={}\"#\n", s.text[s.i]) < 0 && s.text[s.i] != closing {
		s.i++
	}
	r.key = strings.TrimSpace(s.text[start:s.i])
	s.space()
	switch {
	case s.i < len(s.text) && s.text[s.i] == '=': // the first field instead of a key, or no comma between
		s.i = start
		if words := strings.Fields(r.key); len(words) == 2 {
			r.key = words[0]
			s.i += strings.Index(s.text[start:], words[0]) + len(words[0])
			s.missingComma(s.i)
		} else {
			r.key = ""
		}
	case s.accept(','):
	case s.i < len(s.text) && s.text[s.i] != closing && r.key != "":
		s.missingComma(start + len(r.key))
	}
	switch {
	case r.key == "":
		s.report(diagnostic.Error, r.offset, len(r.kind)+1, "broken-bibtex", fmt.Sprintf("an @%s without a key", r.kind), fmt.Sprintf("write @%s{key, …}", r.kind))
	case strings.ContainsAny(r.key, " \t\r"):
		s.report(diagnostic.Warning, start, len(r.key), "source-key", fmt.Sprintf("the key %q has a space and cannot be cited", r.key), "write it without spaces")
	}
}

func (s *scanner) missingComma(offset int) {
	s.report(diagnostic.Warning, offset, 1, "missing-comma", "a comma is missing before this", "add it; the entry was read as if it were there")
}

// nextField reads one field and the comma after it. It reports whether there may be more.
func (s *scanner) nextField(r *record, closing byte) bool {
	for s.space(); s.accept(','); s.space() {
	}
	switch {
	case s.i >= len(s.text) || s.startsEntry(s.i):
		s.unclosed(r)
		return false
	case s.text[s.i] == closing:
		s.i++
		return s.continues(r)
	case s.text[s.i] == '%':
		s.line()
		return true
	}
	start := s.i
	name := s.name()
	if name == "" || !s.accept('=') {
		return s.junk(r, start, closing)
	}
	value, ok := s.value(closing)
	if !ok {
		s.unclosed(r)
		return false
	}
	s.add(r, canonical(name), value, start)
	s.space()
	if s.i < len(s.text) && isLetter(s.text[s.i]) {
		s.missingComma(s.i)
	}
	return true
}

// add gives the record a field, unless it has one of the name.
func (s *scanner) add(r *record, name, value string, offset int) {
	first := r.find(name)
	switch {
	case first != nil && first.value == value:
	case first != nil:
		s.report(diagnostic.Warning, offset, len(name), "duplicate-field", fmt.Sprintf("a second %q in %q; the first is kept", name, r.key), "delete one of the two")
	case len(r.fields) == maxFields:
		s.report(diagnostic.Error, offset, len(name), "too-large", fmt.Sprintf("%q has more than %d fields; the rest is left out", r.key, maxFields), "look for a brace that is missing, or delete what no style prints")
	default:
		if r.fields == nil {
			r.fields = make([]field, 0, 8) // most have so many
		}
		r.fields = append(r.fields, field{name: name, value: value, offset: offset})
	}
}

// unclosed reports an entry that ends without its brace.
func (s *scanner) unclosed(r *record) {
	s.report(diagnostic.Error, r.offset, len(r.kind)+1, "unbalanced-braces", fmt.Sprintf("the entry %q is not closed", r.key),
		"look for a brace or quotation mark without its other")
}

// continues reports whether fields go on after an entry's closing brace: then a brace before it was one too many.
func (s *scanner) continues(r *record) bool {
	i := s.i
	if s.accept(',') {
		offset := s.i
		if name := s.name(); name != "" && s.accept('=') {
			s.report(diagnostic.Warning, i-1, 1, "unbalanced-braces", fmt.Sprintf("a closing brace too many in %q; what follows it was taken for the same entry", r.key), "delete it")
			s.i = offset
			return true
		}
	}
	s.i = i
	return false
}

// junk reports what is no field and passes it.
func (s *scanner) junk(r *record, start int, closing byte) bool {
	end := start + strings.IndexAny(s.text[start:], "\n,"+string(closing))
	if end < start {
		end = len(s.text)
	}
	s.report(diagnostic.Error, start, end-start, "broken-bibtex", fmt.Sprintf("this is no field of %q", r.key), "write name = {value} and a comma")
	s.i = max(end, start+1)
	return true
}

// value reads pieces joined by #. It reports false when the text ends, or an entry begins, before the value does.
func (s *scanner) value(closing byte) (string, bool) {
	value, ok := s.piece(closing)
	if !ok || !s.accept('#') {
		return value, ok
	}
	var b strings.Builder
	b.WriteString(value)
	for more := true; ok && more; more = s.accept('#') {
		value, ok = s.piece(closing)
		if b.Len()+len(value) > maxValue {
			s.report(diagnostic.Error, s.i-1, 1, "too-large", fmt.Sprintf("a value of more than %d bytes put together with #", maxValue), "write the value out, in braces")
			value = ""
		}
		b.WriteString(value)
	}
	return b.String(), ok
}

// piece reads {…}, "…", a number or the name of an @string.
func (s *scanner) piece(closing byte) (string, bool) {
	s.space()
	if s.i >= len(s.text) {
		return "", false
	}
	start := s.i + 1
	end, ok := start, false
	switch s.text[s.i] {
	case '{':
		end, ok = closingBrace(s.text, start, s.startsEntry)
	case '"':
		end, ok = s.closingQuote(start)
	default:
		return s.bare(closing), true
	}
	s.i = end
	if !ok {
		return "", false
	}
	s.i++
	return s.text[start:end], true
}

// bare reads a value without braces: a number, the name of an @string, or words that should have had braces.
func (s *scanner) bare(closing byte) string {
	start := s.i
	for s.i < len(s.text) && strings.IndexByte("#,\n", s.text[s.i]) < 0 && s.text[s.i] != closing {
		s.i++
	}
	word := strings.TrimSpace(s.text[start:s.i])
	switch {
	case isDigits(word):
		return word
	case word == "":
		s.report(diagnostic.Warning, start, 1, "broken-bibtex", "a field without a value", "write name = {value}, or delete it")
		return ""
	}
	if value, known := s.macroValue(strings.ToLower(word)); known {
		if s.budget -= len(value); s.budget < 0 {
			s.report(diagnostic.Error, start, len(word), "too-large", fmt.Sprintf("@string values make more than %d times of the file", maxExpansion), "write the values out, in braces")
			return ""
		}
		return value
	}
	s.report(diagnostic.Warning, start, len(word), "unknown-string", fmt.Sprintf("no @string %q before this; it was taken as it stands", word), "put words in braces")
	return word
}

func (s *scanner) macroValue(name string) (string, bool) {
	if value, ok := s.strings[name]; ok {
		return value, true
	}
	if n := csl.MonthNumber(name); n > 0 && len(name) == 3 {
		return time.Month(n).String(), true
	}
	return "", false
}

// closingBrace returns the offset of the brace that closes the group whose content begins at i; or false, and
// where the text ends or a line begins at which stop, where there is one, says so.
func closingBrace(text string, i int, stop func(line int) bool) (int, bool) {
	open := 1
	for ; i < len(text); i++ {
		switch text[i] {
		case '{':
			open++
		case '}':
			if open--; open == 0 {
				return i, true
			}
		case '\n':
			if stop != nil && stop(i+1) {
				return i + 1, false
			}
		}
	}
	return i, false
}

// closingQuote is closingBrace for a text in quotation marks, which are of no account inside of braces.
func (s *scanner) closingQuote(i int) (int, bool) {
	open := 0
	for ; i < len(s.text); i++ {
		switch s.text[i] {
		case '{':
			open++
		case '}':
			open--
		case '"':
			if open <= 0 {
				return i, true
			}
		case '\n':
			if s.startsEntry(i + 1) {
				return i + 1, false
			}
		}
	}
	return i, false
}

// startsEntry reports whether a line that begins at i is the first of an entry: @word{key, or @string{ and the like.
func (s *scanner) startsEntry(i int) bool {
	if i >= len(s.text) || s.text[i] != '@' || i > 0 && s.text[i-1] != '\n' {
		return false
	}
	kind, length := entryStart(s.text[i:])
	if length == 0 || kind == "string" || kind == "comment" || kind == "preamble" {
		return length > 0
	}
	const maxKey = 200
	rest := s.text[i+length : min(len(s.text), i+length+maxKey)]
	end := strings.IndexAny(rest, ",{}()\n\"")
	return end < 0 || rest[end] == ',' || rest[end] == '\n' || rest[end] == '}'
}

// name reads a field's or an @string's name, in lower case.
func (s *scanner) name() string {
	s.space()
	start := s.i
	for s.i < len(s.text) && !isSpace(s.text[s.i]) && strings.IndexByte("=,{}()\"#%'@", s.text[s.i]) < 0 {
		s.i++
	}
	return strings.ToLower(s.text[start:s.i])
}

func (s *scanner) space() {
	for s.i < len(s.text) && isSpace(s.text[s.i]) {
		s.i++
	}
}

// accept passes white space and the byte, if it is next.
func (s *scanner) accept(b byte) bool {
	s.space()
	if s.i < len(s.text) && s.text[s.i] == b {
		s.i++
		return true
	}
	return false
}

// close passes the end of a @string or @preamble.
func (s *scanner) close(closing byte) {
	if !s.accept(closing) {
		s.report(diagnostic.Error, min(s.i, len(s.text)-1), 1, "unbalanced-braces", fmt.Sprintf("%q was expected here", string(closing)), "an @string or @preamble ends with it")
	}
}

// skipTo passes everything up to the byte or the end of the line.
func (s *scanner) skipTo(closing byte) {
	for s.i < len(s.text) && s.text[s.i] != '\n' && s.text[s.i] != closing {
		s.i++
	}
}

// line passes the rest of the line.
func (s *scanner) line() { s.skipTo('\n') }
