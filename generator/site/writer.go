package site

import (
	"html/template"
	"strconv"
	"unsafe"

	"glossator/generator/edition"
)

// writer makes the long lists, which html/template would be slow at: rows that differ only in their words. Words
// go through text, everything else is ours.
type writer struct{ b []byte }

func (w *writer) raw(parts ...string) {
	for _, p := range parts {
		w.b = append(w.b, p...)
	}
}

// Write writes what a template makes.
func (w *writer) Write(b []byte) (int, error) {
	w.b = append(w.b, b...)
	return len(b), nil
}

func (w *writer) text(s string) { w.b = appendEscaped(w.b, s) }

func (w *writer) number(n int) { w.b = strconv.AppendInt(w.b, int64(n), 10) }

// link writes an <a> with escaped address and words; class may be "".
func (w *writer) link(class, href, words string) {
	w.raw("<a")
	if class != "" {
		w.raw(` class="`, class, `"`)
	}
	w.raw(` href="`)
	w.text(href)
	w.raw(`">`)
	w.text(words)
	w.raw("</a>")
}

// language writes the attributes of an element whose language is another than that around it: which it is, and the direction
// of its letters where that is another, too.
func (w *writer) language(tag, around string) {
	if tag == "" || tag == around {
		return
	}
	w.raw(` lang="`)
	w.text(tag)
	w.raw(`"`)
	if d := edition.Direction(tag, around); d != "" {
		w.raw(` dir="`, d, `"`)
	}
}

// byLetters writes the attribute of an element with a name or a title, whose letters may have another direction than those
// around it, and says whether it needs one.
func (w *writer) byLetters(words, around string) (apart bool) {
	d := edition.DirectionByLetters(words, around)
	if d != "" {
		w.raw(` dir="`, d, `"`)
	}
	return d != ""
}

// words is what has been written, of words alone. Nothing may be written in its place after it.
func (w *writer) words() string { return string(w.html()) }

// html is what has been written. Nothing may be written in its place after it.
func (w *writer) html() template.HTML { return html(w.b) }

// since is what has been written since the buffer had n bytes.
func (w *writer) since(n int) template.HTML { return html(w.b[n:]) }

// html is the bytes as HTML. They must stay as they are: pages are too large to be copied for their type.
func html(b []byte) template.HTML {
	return template.HTML(unsafe.String(unsafe.SliceData(b), len(b)))
}

// appendEscaped appends s with all that has a meaning in HTML, text or attribute, escaped.
func appendEscaped[T string | []byte](dst []byte, s T) []byte {
	last := 0
	for i := 0; i < len(s); i++ {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&#34;"
		case 0: // as html/template writes it
			entity = "\uFFFD"
		case '\'':
			entity = "&#39;"
		default:
			continue
		}
		dst = append(dst, s[last:i]...)
		dst = append(dst, entity...)
		last = i + 1
	}
	return append(dst, s[last:]...)
}

func escape(s string) string { return string(appendEscaped(nil, s)) }
