package site

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"glossator/generator/edition"
	"glossator/generator/markup"
)

// A line does not end between an abbreviation or the like and its number ("p. 158", "no. 81", "paragraph 12", "№ 5"), nor
// between initials and a name ("D. C. Watt", "Д. К. Уотт") or a number and its era ("1939 г."): such spaces are written as
// no-break spaces in the pages. A passage's text keeps its own.

const noBreakSpace = "\u00a0"

// counted are the words that stand before numbers, in lower case and without their points.
var counted = map[string]bool{
	"p": true, "pp": true, "no": true, "nos": true, "nr": true, "vol": true, "vols": true, "ch": true, "chap": true, "chs": true, "n": true, "nn": true,
	"fn": true, "f": true, "ff": true, "fol": true, "fols": true, "l": true, "ll": true, "v": true, "vv": true, "art": true, "arts": true, "sec": true,
	"secs": true, "para": true, "paras": true, "par": true, "pt": true, "bk": true, "fig": true, "figs": true, "tab": true, "doc": true, "docs": true,
	"app": true, "col": true, "cols": true, "iss": true, "bd": true, "s": true, "c": true, "ca": true, "op": true, "sig": true,
	"page": true, "pages": true, "note": true, "notes": true, "number": true, "numbers": true, "chapter": true, "chapters": true, "section": true,
	"sections": true, "paragraph": true, "paragraphs": true, "volume": true, "volumes": true, "document": true, "documents": true, "part": true, "table": true,
	"figure": true, "article": true,
	"cap": true, "caps": true, "capp": true, "pág": true, "págs": true, "pag": true, "pagg": true, "núm": true, "núms": true, "párr": true, "lín": true,
	"voll": true, "artt": true, "fasc": true, "pagina": true, "capitolo": true, "página": true, "tomo": true,
	"с": true, "сс": true, "стр": true, "т": true, "тт": true, "вып": true, "гл": true, "ч": true, "кн": true, "л": true, "лл": true, "рис": true,
	"табл": true, "ст": true, "п": true, "пп": true, "док": true, "ф": true, "оп": true, "д": true, "страница": true, "глава": true, "часть": true,
	"σ": true, "σσ": true, "σελ": true, "τόμ": true, "αρ": true,
	"ص": true, "صص": true, "ج": true, "مج": true, "ط": true, "رقم": true, "صفحة": true,
	"עמ׳": true, "מס׳": true, "כרך": true, "פרק": true, "הע׳": true, "דף": true, "סעיף": true,
}

// rendered writes a text as HTML for the page.
func (s *Site) rendered(w *writer, t *edition.Text, body *markup.Body, page string, annotations []*edition.Annotation) markup.Rendered {
	breaking := s.buffer()
	defer s.buffers.Put(breaking)
	var r markup.Rendered
	r, breaking.b = body.RenderInto(breaking.b, s.context(t, page), annotations)
	r.Title, r.Subtitle = w.copied(r.Title), w.copied(r.Subtitle)
	for i := range r.Authors {
		r.Authors[i] = w.copied(r.Authors[i])
	}
	r.Main = w.unbroken(r.Main)
	for i := range r.Notes {
		r.Notes[i] = w.unbroken(r.Notes[i])
	}
	for i := range r.Abstracts {
		r.Abstracts[i].HTML = w.unbroken(r.Abstracts[i].HTML)
	}
	return r
}

// copied writes the bytes, and gives what it has written.
func (w *writer) copied(b []byte) []byte {
	begun := len(w.b)
	w.b = append(w.b, b...)
	return w.b[begun:len(w.b):len(w.b)]
}

// unbroken writes HTML in which abbreviations stay with their numbers, and gives what it has written.
func (w *writer) unbroken(html []byte) []byte {
	begun := len(w.b)
	w.b = appendUnbroken(w.b, html)
	return w.b[begun:len(w.b):len(w.b)]
}

// unbroken is HTML in which abbreviations stay with their numbers.
func unbroken(html []byte) []byte { return appendUnbroken(nil, html) }

// appendUnbroken appends HTML in which abbreviations stay with their numbers. Code is left as it is.
func appendUnbroken(dst, html []byte) []byte {
	dst = slices.Grow(dst, len(html)+len(html)/64+8)
	for {
		before, code, found := bytes.Cut(html, []byte("<code"))
		dst = appendNoBreaks(dst, before)
		if !found {
			return dst
		}
		end := bytes.Index(code, []byte("</code>"))
		dst = append(append(dst, "<code"...), code[:max(0, end)]...)
		html = code[max(0, end):]
	}
}

func appendNoBreaks(dst, html []byte) []byte {
	from := 0
	for i := spaceFrom(html, 0); i < len(html); i = spaceFrom(html, i+1) {
		if staysWith(html[i+1:], html[from:i]) {
			dst = append(append(dst, html[from:i]...), noBreakSpace...)
			from = i + 1
		}
	}
	return append(dst, html[from:]...)
}

// spaceFrom is where, at i or behind it, the next space stands before a capital, a digit or what is not in ASCII; where there is
// none, the end. Eight bytes are looked at together, since all pages are gone through.
func spaceFrom(html []byte, i int) int {
	const each, high = 0x0101010101010101, 0x8080808080808080
	for ; i+9 <= len(html); i += 8 {
		other := binary.LittleEndian.Uint64(html[i:]) ^ ' '*each
		next := binary.LittleEndian.Uint64(html[i+1:])
		from0 := next&^high + (0x80-'0')*each
		behindZ := next&^high + (0x80-'Z'-1)*each
		if found := (from0&^behindZ | next) &^ (other&^high + 0x7f*each) &^ other & high; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i+1 < len(html); i++ {
		if html[i] == ' ' && (html[i+1] >= '0' && html[i+1] <= 'Z' || html[i+1] >= utf8.RuneSelf) {
			return i
		}
	}
	return len(html)
}

// staysWith says that what HTML begins with stays on a line with the end of what stands before it.
func staysWith(html, before []byte) bool {
	next, _ := utf8.DecodeRune(html)
	number := next >= '0' && next <= '9' || next == 'I' || next == 'V' || next == 'X'
	point := bytes.HasSuffix(before, []byte("."))
	if !number && !point {
		return (next == 'г' || next == 'в') && era.Match(html) && endsInNumber(before)
	}
	before = before[:len(before)-b2i(point)]
	word := lastWord(before)
	first, size := utf8.DecodeRune(word)
	initial := point && size == len(word) && unicode.IsUpper(first)
	switch {
	case initial && unicode.IsUpper(next):
		return true
	case initial && year.Match(html): // which stands behind a name: Taylor, A. J. P. 1963
		return false
	case !number:
		return next == 'C' && bytes.HasPrefix(html, []byte("Chr.")) && (string(word) == "v" || string(word) == "n")
	case len(word) == 0:
		sign, _ := utf8.DecodeLastRune(before)
		return !point && (sign == '№' || sign == '§' || sign == '¶')
	case !point && first < hebrew && utf8.RuneCount(word) < 4: // an abbreviation without its point is a word
		return false
	}
	return counted[string(appendLower(make([]byte, 0, longestCounted), word))]
}

const (
	hebrew         = '\u0590' // with which the scripts begin that have no points behind abbreviations
	longestCounted = 16       // bytes
)

// era is what stands behind years and centuries in Russian.
var era = regexp.MustCompile(`^(?:гг?|вв?)\.`)

var year = regexp.MustCompile(`^\d{4}`)

func endsInNumber(b []byte) bool {
	return len(b) > 0 && bytes.ContainsAny(b[len(b)-1:], "0123456789IVX")
}

// lastWord are the letters with which the bytes end, of a longer word some.
func lastWord(b []byte) []byte {
	from := len(b)
	for from > 0 {
		size := letterBefore(b[:from])
		if size == 0 || len(b)-from+size > longestCounted {
			break
		}
		from -= size
	}
	return b[from:]
}

func appendLower(dst, word []byte) []byte {
	for _, r := range string(word) {
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
	}
	return dst
}

// letterBefore is the size of the letter, or of the mark of a Hebrew abbreviation, with which the bytes end; 0 where they do not.
func letterBefore(b []byte) int {
	if b[len(b)-1] < utf8.RuneSelf {
		return b2i(isASCIILetter(b[len(b)-1]))
	}
	r, size := utf8.DecodeLastRune(b)
	return size * b2i(unicode.IsLetter(r) || r == '׳')
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
