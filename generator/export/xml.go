package export

import (
	"io"
	"strings"
	"unicode/utf8"
)

// xmlWriter writes well-formed XML 1.0, indented only where the caller asks for a new line.
type xmlWriter struct {
	b      strings.Builder
	open   []string
	ids    map[string]bool // values of xml:id, none of which is written twice
	around map[string]bool // those that the document has besides
}

// start opens an element; attributes are name and value by turns, and one with an empty value is left out.
func (w *xmlWriter) start(name string, attributes ...string) {
	w.tag(name, w.kept(attributes), ">")
	w.open = append(w.open, name)
}

// empty writes an element without content.
func (w *xmlWriter) empty(name string, attributes ...string) {
	w.tag(name, w.kept(attributes), "/>")
}

// kept are the attributes that say something.
func (w *xmlWriter) kept(attributes []string) (kept []string) {
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" && !(attributes[i] == "xml:id" && w.taken(attributes[i+1])) {
			kept = append(kept, attributes[i], attributes[i+1])
		}
	}
	return kept
}

// taken says that an element has the identifier already, and else takes it.
func (w *xmlWriter) taken(id string) bool {
	if w.ids == nil {
		w.ids = map[string]bool{}
	}
	taken := w.ids[id] || w.around[id]
	w.ids[id] = true
	return taken
}

func (w *xmlWriter) tag(name string, attributes []string, end string) {
	w.b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		w.b.WriteString(" " + attributes[i] + `="`)
		w.text(attributes[i+1])
		w.b.WriteString(`"`)
	}
	w.b.WriteString(end)
}

// end closes the innermost element.
func (w *xmlWriter) end() {
	last := len(w.open) - 1
	w.b.WriteString("</" + w.open[last] + ">")
	w.open = w.open[:last]
}

// endLine closes the innermost element, and begins a new line.
func (w *xmlWriter) endLine() {
	w.end()
	w.line()
}

// element writes an element of words alone, and those around it that a path such as "origin/date" names; none when there are no
// words.
func (w *xmlWriter) element(path, words string, attributes ...string) {
	if words == "" {
		return
	}
	outer, name, within := strings.Cut(path, "/")
	if within {
		w.start(outer)
		w.element(name, words, attributes...)
		w.end()
		return
	}
	w.start(path, attributes...)
	w.text(words)
	w.end()
}

func (w *xmlWriter) line() { w.b.WriteString("\n") }

// text writes characters as XML allows them; what it does not allow becomes U+FFFD.
func (w *xmlWriter) text(s string) {
	for _, r := range s {
		switch {
		case r == '&':
			w.b.WriteString("&amp;")
		case r == '<':
			w.b.WriteString("&lt;")
		case r == '>':
			w.b.WriteString("&gt;")
		case r == '"':
			w.b.WriteString("&quot;")
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF, r == utf8.RuneError:
			w.b.WriteRune(utf8.RuneError)
		default:
			w.b.WriteRune(r)
		}
	}
}

// flush moves what has been written to its destination.
func (w *xmlWriter) flush(to io.Writer) error {
	_, err := io.WriteString(to, w.b.String())
	w.b.Reset()
	return err
}

func (w *xmlWriter) String() string { return w.b.String() }
