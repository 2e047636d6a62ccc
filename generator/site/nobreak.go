package site

import (
	"bytes"

	"glossator/generator/edition"
	"glossator/generator/markup"
)

// A line does not end between an abbreviation and its number ("p. 158", "no. 81"), nor between initials and a name
// ("D. C. Watt"): such spaces are written as no-break spaces in the pages. A passage's
// text keeps its own.

const noBreakSpace = "\u00a0"

// abbreviations that stand before numbers, in lower case and without their points.
var abbreviations = map[string]bool{
	"p": true, "pp": true, "no": true, "nos": true, "nr": true, "vol": true, "vols": true, "ch": true, "chap": true, "chs": true, "n": true, "nn": true,
	"fn": true, "f": true, "ff": true, "fol": true, "fols": true, "l": true, "ll": true, "v": true, "vv": true, "art": true, "arts": true, "sec": true,
	"secs": true, "para": true, "paras": true, "par": true, "pt": true, "bk": true, "fig": true, "figs": true, "tab": true, "doc": true, "docs": true,
	"app": true, "col": true, "cols": true, "iss": true, "bd": true, "s": true, "c": true, "ca": true, "op": true, "sig": true,
}

// rendered is a text as HTML for the page.
func (s *Site) rendered(t *edition.Text, body *markup.Body, page string, annotations []*edition.Annotation) markup.Rendered {
	r := body.Render(s.context(t, page), annotations)
	r.Main = unbroken(r.Main)
	for i := range r.Notes {
		r.Notes[i] = unbroken(r.Notes[i])
	}
	for i := range r.Abstracts {
		r.Abstracts[i].HTML = unbroken(r.Abstracts[i].HTML)
	}
	return r
}

// entry is a source's entry in the bibliography.
func (s *Site) entry(x *edition.Source) []byte { return unbroken(s.citations.entry(x)) }

// unbroken is HTML in which abbreviations stay with their numbers. Code is left as it is.
func unbroken(html []byte) []byte {
	var out []byte
	for {
		before, code, found := bytes.Cut(html, []byte("<code"))
		out = appendUnbroken(out, before)
		if !found {
			return out
		}
		end := bytes.Index(code, []byte("</code>"))
		out = append(append(out, "<code"...), code[:max(0, end)]...)
		html = code[max(0, end):]
	}
}

func appendUnbroken(dst, html []byte) []byte {
	for {
		i := bytes.Index(html, []byte(". "))
		if i < 0 {
			return append(dst, html...)
		}
		dst = append(dst, html[:i+1]...)
		if keepsTogether(html[:i], html[i+2:]) {
			dst = append(dst, noBreakSpace...)
		} else {
			dst = append(dst, ' ')
		}
		html = html[i+2:]
	}
}

// keepsTogether says that the words before a point are an abbreviation or an initial of what follows.
func keepsTogether(before, after []byte) bool {
	if len(after) == 0 {
		return false
	}
	from := len(before)
	for from > 0 && isASCIILetter(before[from-1]) {
		from--
	}
	word, next := before[from:], after[0]
	if len(word) == 1 && word[0] <= 'Z' && next >= 'A' && next <= 'Z' {
		return from == 0 || before[from-1] == ' ' || before[from-1] == '.' || before[from-1] == '('
	}
	number := next >= '0' && next <= '9' || next == 'I' || next == 'V' || next == 'X' || next == '['
	return number && len(word) > 0 && len(word) <= 5 && abbreviations[string(bytes.ToLower(word))]
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
