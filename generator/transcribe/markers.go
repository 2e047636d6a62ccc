package transcribe

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is the form in which a text writes the marker of a note, at the note's place or before its body.
type shape uint8

const (
	noShape      shape = iota
	raisedShape        // ¹ or ¹⁾
	bracketShape       // [1] [a] [*]
	parensShape        // (1) (a)
	parenShape         // 1) a)
	dotShape           // 1.
	slashShape         // 1/
	romanShape         // i, as word processors number notes at the end
	bareShape          // 1
	symbolShape        // * ** † *1
	wordShape          // [Footnote 1: …] and Note 1:
	shapes
)

// marker is a note's marker.
type marker struct {
	shape shape
	label string // "1", "a", "**"
	span         // in the block's text
}

const symbols = "*†‡§¶‖"

// bodyMarker reads the marker at the start of a note's body.
func bodyMarker(s string) (marker, bool) {
	if s == "" {
		return marker{}, false
	}
	if label, size := lowered(s); size > 0 {
		return endMarker(s, raisedShape, label, size+len(beginning(s[size:], ")", "⁾", ".")))
	}
	if m := taggedFirst().FindStringSubmatch(s); m != nil { // a line whose tags have not been resolved
		return endMarker(s, raisedShape, m[1]+m[2]+m[3], len(m[0]))
	}
	if label, size := footnoteWord(s); size > 0 {
		return endMarker(s, wordShape, label, size)
	}
	switch c := s[0]; {
	case c == '[' || c == '(' || c == '{' || strings.HasPrefix(s, "（"):
		form, label, size := bracketed(s)
		return endMarker(s, form, label, size)
	case c >= '0' && c <= '9':
		return numberMarker(s)
	case strings.IndexByte("ivxl", c) >= 0 && romanBody().MatchString(s):
		label, _, _ := strings.Cut(s, " ")
		return endMarker(s, romanShape, label, len(label))
	case c >= 'a' && c <= 'z' && len(s) > 2 && s[1] == ')':
		return endMarker(s, parenShape, s[:1], 2)
	}
	if label := symbolLabel(s); label != "" {
		return endMarker(s, symbolShape, label, len(label))
	}
	return marker{}, false
}

// numberMarker reads "1)", "1.", "1/" and "1 See".
func numberMarker(s string) (marker, bool) {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 4 || n == len(s) {
		return marker{}, false
	}
	if second, _ := utf8.DecodeRuneInString(s[n+1:]); n <= 3 && s[n] >= 'A' && s[n] <= 'Z' && unicode.IsLower(second) {
		return endMarker(s, bareShape, s[:n], n) // "1Lorn Archive"
	}
	if n <= 3 && initialsAtStart().MatchString(s[n:]) {
		return endMarker(s, bareShape, s[:n], n) // "1J. K. Holm"
	}
	switch s[n] {
	case ')':
		return endMarker(s, parenShape, s[:n], n+1)
	case '/':
		if strings.HasPrefix(s[n+1:], " ") {
			return endMarker(s, slashShape, s[:n], n+1)
		}
	case '.':
		if n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9' {
			return marker{}, false
		}
		return endMarker(s, dotShape, s[:n], n+1)
	case ' ':
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[n:], " "))
		if n <= 3 && (reporterAtStart().MatchString(s[n:]) || unicode.IsUpper(r) || strings.ContainsRune(`"“‘'«„*_[(`, r)) {
			return endMarker(s, bareShape, s[:n], n)
		}
	}
	return marker{}, false
}

var (
	romanBody = pattern(`^(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3}) [\p{Lu}"“]`)
	romanCall = pattern(`^(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})(?:[\s,;)]|$)`)
)

// reporterAtStart is a volume of law reports, which a wide space sets off: "1   12 Lorn 345".
var reporterAtStart = pattern(`^ {2,}\d{1,3} \p{Lu}[\p{L}.]+ `)

var initialsAtStart = pattern(`^\p{Lu}\. ?\p{Lu}\. ?\p{Lu}`)

// endMarker takes in the space after a marker. A marker with nothing after it is none.
func endMarker(s string, form shape, label string, size int) (marker, bool) {
	if size == 0 || label == "" || label[0] == '0' {
		return marker{}, false
	}
	for size < len(s) && (s[size] == ' ' || s[size] == ':' && form != wordShape) {
		size++
	}
	return marker{form, label, span{0, size}}, size < len(s)
}

// footnoteWord reads "[Footnote 1: " and "Note 1: ".
func footnoteWord(s string) (label string, size int) {
	word := beginning(s, "[Footnote ", "[FOOTNOTE ", "[Note ", "Footnote ", "Note ")
	rest := s[len(word):]
	i := strings.IndexAny(rest, ":.")
	if word == "" || i < 1 || i > 6 || i+1 == len(rest) || strings.ContainsRune(rest[:i], ' ') {
		return "", 0
	}
	return strings.Trim(rest[:i], "[]"), len(word) + i + 1
}

// wideNumber is a number in the parentheses of East Asian print.
var (
	wideNumber = pattern(`^（([\d０-９]{1,4})）`)
	wideDigits = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9")
)

// bracketed reads a number, a letter or symbols in brackets.
func bracketed(s string) (form shape, label string, size int) {
	if m := wideNumber().FindStringSubmatch(s); m != nil {
		return parensShape, wideDigits.Replace(m[1]), len(m[0])
	}
	end := strings.IndexAny(s[1:min(len(s), 12)], ")]}")
	if end < 1 || s[end+1] != map[byte]byte{'[': ']', '(': ')', '{': '}'}[s[0]] {
		return noShape, "", 0
	}
	if form = bracketShape; s[0] == '(' {
		form = parensShape
	}
	label = s[1 : end+1]
	number := strings.Trim(label, "0123456789") == "" && len(label) < 5
	letter := len(label) == 1 && (label[0] >= 'a' && label[0] <= 'z' || s[0] == '[' && label[0] >= 'A' && label[0] <= 'Z')
	if s[0] == '[' && end > 1 && romanValue(label) > 0 && romanValue(label) < 400 && label == strings.ToLower(label) {
		return form, label, end + 2 // as word processors number notes at the end
	}
	if number || letter || strings.Trim(label, symbols) == "" && utf8.RuneCountInString(label) < 5 {
		return form, label, end + 2
	}
	return noShape, "", 0
}

// symbolRun returns the asterisks, daggers and so on at the start of a text: up to four of a kind.
func symbolRun(s string) string {
	if strings.HasPrefix(s, "||") && !strings.HasPrefix(s, "|||") {
		return "||" // as transcribers write ‖
	}
	first, size := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune(symbols, first) {
		return ""
	}
	end := size
	for end <= 4*size && strings.HasPrefix(s[end:], string(first)) {
		end += size
	}
	if end > 4*size {
		return ""
	}
	return s[:end]
}

// symbolLabel is a run of symbols, or an asterisk with a number: a later edition's notes beside the numbered ones.
func symbolLabel(s string) string {
	label := symbolRun(s)
	if label != "*" {
		return label
	}
	end := 1
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if end > 3 || len(s) > 1 && s[1] == '0' || end < len(s) && isWordByte(s[end]) {
		return label
	}
	return s[:end]
}

func closing(s string) int { return len(beginning(s, ")", "⁾")) }

// callMarkers returns whatever in a text may call a note.
func callMarkers(s string) []marker {
	var found []marker
	for i := 0; i < len(s); {
		if several := severalMarkers(s, i); several != nil {
			found = append(found, several...)
			i = several[len(several)-1].end
			continue
		}
		m, ok := callMarker(s, i)
		if ok {
			found = append(found, m)
			i = m.end
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return found
}

// severalMarkers reads several calls in one bracket, "[2, 3]", or set on to a stop, ".12,13", one beside the other.
func severalMarkers(s string, i int) []marker {
	form := bracketShape
	switch {
	case s[i] == '[':
	case s[i] >= '1' && s[i] <= '9' && i > 0 && strings.IndexByte(`.,;:!?")`, s[i-1]) >= 0:
		if _, ok := gluedNumber(s, i); !ok {
			return nil
		}
		form = bareShape
	default:
		return nil
	}
	var found []marker
	start, k := i, i+bit(form == bracketShape)
	for {
		end := k
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		if end == k || end-k > 3 || s[k] == '0' {
			return nil
		}
		label := s[k:end]
		comma := strings.HasPrefix(s[end:], ",") && (form == bracketShape || end+1 < len(s) && s[end+1] >= '1' && s[end+1] <= '9')
		if !comma {
			end += bit(form == bracketShape)
			if found == nil || end > len(s) || form == bracketShape && s[end-1] != ']' || form == bareShape && end < len(s) && (isWordByte(s[end]) || s[end] == '-') {
				return nil
			}
			return append(found, marker{form, label, span{start, end}})
		}
		end++
		for form == bracketShape && strings.HasPrefix(s[end:], " ") {
			end++
		}
		found = append(found, marker{form, label, span{start, end}})
		start, k = end, end
	}
}

func callMarker(s string, i int) (marker, bool) {
	switch c := s[i]; {
	case c == '[' || c == '(' || c == '{' || strings.HasPrefix(s[i:], "（"):
		form, label, size := bracketed(s[i:])
		return marker{form, label, span{i, i + size}}, size > 0 && label[0] != '0'
	case c >= '0' && c <= '9':
		if m, ok := slashNumber(s, i); ok {
			return m, true
		}
		return gluedNumber(s, i)
	case i > 0 && strings.IndexByte("ivx", c) >= 0 && strings.IndexByte(`.,;:!?")`, s[i-1]) >= 0 && romanCall().MatchString(s[i:]):
		end := i
		for end < len(s) && strings.IndexByte("ivx", s[end]) >= 0 {
			end++
		}
		return marker{romanShape, s[i:end], span{i, end}}, true
	case c < utf8.RuneSelf && c != '*' && c != '|':
		return marker{}, false
	}
	if label, size := lowered(s[i:]); size > 0 {
		if isPower(s[:i], label, s[i+size:]) {
			return marker{}, false
		}
		end := i + size
		if open := strings.LastIndexByte(s[max(0, i-200):i], '('); open < 0 || strings.Contains(s[max(0, i-200)+open:i], ")") {
			end += closing(s[end:])
		} else if strings.HasPrefix(s[end:], "⁾") {
			end += len("⁾")
		}
		return marker{raisedShape, label, span{i, end}}, label[0] != '0'
	}
	if label := symbolLabel(s[i:]); label != "" && i > 0 && s[i-1] != ' ' && !strings.HasSuffix(s[:i], "—") {
		return marker{symbolShape, label, span{i, i + len(label)}}, true
	}
	return marker{}, false
}

var (
	powered  = pattern(`(?:^|[\s(=+\-−·×*/\d])(?:[a-z]|[cdkm]m|mc)$`)
	computed = pattern(`(?:[=+−·×*/]|[\d)] ?x) ?(?:[a-z]|2)$|(?:^|[\s(=+\-−·×*/])10$`)
	operator = pattern(`^\s?[=+−×·*/<>≤≥]`)
)

// isPower says that a raised number between these words is an exponent: m², x³, 3 × 10⁸, a⁴ + b⁴.
func isPower(before, label, after string) bool {
	near := before[max(0, len(before)-8):]
	if computed().MatchString(near) {
		return !endsInLocatorWord().MatchString(strings.TrimRight(before, " 0123456789"))
	}
	return powered().MatchString(near) && (label == "2" || label == "3" || operator().MatchString(after))
}

// slashNumber reads a number with a slash behind it: "at its first session. 12/".
func slashNumber(s string, i int) (marker, bool) {
	end := i
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if i == 0 || end-i > 3 || s[i] == '0' || isWordByte(s[i-1]) && s[i-1] >= '0' && s[i-1] <= '9' || !strings.HasPrefix(s[end:], "/") || end+1 < len(s) && strings.IndexByte(" ,.;:)", s[end+1]) < 0 {
		return marker{}, false
	}
	return marker{slashShape, s[i:end], span{i, end + 1}}, true
}

// gluedNumber reads a number set directly after a word or its stop: "politics.12", "politics12)".
func gluedNumber(s string, i int) (marker, bool) {
	end := i
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	skip := marker{}
	if end-i > 3 || s[i] == '0' {
		return skip, false
	}
	before, size := utf8.DecodeLastRuneInString(s[:i])
	earlier, _ := utf8.DecodeLastRuneInString(s[:max(0, i-size)])
	after, _ := utf8.DecodeRuneInString(s[end:])
	afterYear := size == 1 && i >= 5 && isYearValue(s[i-5:i-1]) && strings.ContainsRune(".,;", before)
	closes := strings.ContainsRune("“«‘", before) && earlier != utf8.RuneError && !unicode.IsSpace(earlier) && !strings.ContainsRune("([", earlier) // as in German
	if i == 0 || !unicode.IsLetter(before) && !strings.ContainsRune(`.,;:!?"”’'»)]`, before) && !closes || unicode.IsDigit(earlier) && !afterYear && strings.ContainsRune(".,;:", before) {
		return skip, false
	}
	if unicode.IsLetter(after) || unicode.IsDigit(after) || strings.ContainsRune("/-–%°", after) && end < len(s) {
		return skip, false
	}
	near := s[max(0, i-80):i]
	inside := strings.Count(near, "(") > strings.Count(near, ")")
	if after == ')' && unicode.IsLetter(before) && !inside || after == ')' && before != ')' && !inside {
		return marker{parenShape, s[i:end], span{i, end + 1}}, true
	}
	return marker{bareShape, s[i:end], span{i, end}}, true
}
