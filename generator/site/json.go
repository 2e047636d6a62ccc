package site

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// json writes a value as JSON, with <, > and & as they are.
func (w *writer) json(v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	w.b = bytes.TrimSuffix(w.b, []byte("\n"))
	return err
}

// list writes a JSON list of what write writes for 0 to n−1; what it says to have left out takes no comma.
func (w *writer) list(before string, n int, write func(i int) bool) {
	w.raw(before)
	begun := false
	for i := range n {
		at := len(w.b)
		if begun {
			w.raw(",")
		}
		if write(i) {
			begun = true
		} else {
			w.b = w.b[:at]
		}
	}
	w.raw("]")
}

// lines writes a JSON list of what write writes for 0 to n−1, a line for each.
func (w *writer) lines(n int, write func(i int) error) error {
	w.raw("[")
	for i := range n {
		if i > 0 {
			w.raw(",")
		}
		w.raw("\n")
		if err := write(i); err != nil {
			return err
		}
	}
	w.raw("\n]")
	return nil
}

// value writes a string as JSON behind what comes before it.
func (w *writer) value(before, s string) {
	w.raw(before)
	w.b = appendQuoted(w.b, s)
}

// appendQuoted appends a string as JSON and JavaScript write it, as [writer.json] does.
func appendQuoted(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r != '\u2028' && r != '\u2029' && (r != utf8.RuneError || n > 1) {
				i += n
				continue
			}
			dst = append(append(dst, s[from:i]...), '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
			i += n
			from = i
			continue
		}
		dst = append(append(dst, s[from:i]...), '\\')
		switch c {
		case '"', '\\':
			dst = append(dst, c)
		case '\b':
			dst = append(dst, 'b')
		case '\f':
			dst = append(dst, 'f')
		case '\n':
			dst = append(dst, 'n')
		case '\r':
			dst = append(dst, 'r')
		case '\t':
			dst = append(dst, 't')
		default:
			dst = append(dst, 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		from = i
	}
	return append(append(dst, s[from:]...), '"')
}
