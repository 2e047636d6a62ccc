package bibliography

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"glossator/generator/csl"
)

// WriteRIS writes items as RIS references. What RIS has no tag for is written as a note that begins with the CSL
// variable's name, as in "N1  - original-date: 1912"; [Parse] reads it again. So are the authors whom a list leaves out:
// "N1  - author: others". RIS is plain text, without CSL's tags; white space within a value becomes single spaces,
// but for the lines of a note, which stay lines.
func WriteRIS(w io.Writer, items []csl.Item) error {
	b := bufio.NewWriter(w)
	for _, item := range items {
		item.Fields, item.Custom = plainTexts(item.Fields), plainTexts(item.Custom)
		r := risWriter{w: b, item: item, written: map[string]bool{}}
		r.reference()
	}
	return b.Flush()
}

func plainTexts(fields map[string]string) map[string]string {
	plain := make(map[string]string, len(fields))
	for name, text := range fields {
		plain[name] = csl.PlainText(text)
	}
	return plain
}

type risWriter struct {
	w       *bufio.Writer
	item    csl.Item
	written map[string]bool // CSL variables
}

func (r *risWriter) line(tag, value string) {
	if value = collapse(value); value != "" || tag == "ER" {
		fmt.Fprintf(r.w, "%s  - %s\r\n", tag, value)
	}
}

// lines writes a value of several lines. One that would be read as another value goes on behind the line before it.
func (r *risWriter) lines(tag, value string) {
	var kept []string
	for line := range strings.Lines(value) {
		line = collapse(line)
		if _, _, tagged := risLine(line); len(kept) > 0 && (tagged || isNoteField(line)) {
			kept[len(kept)-1] += " " + line
		} else {
			kept = append(kept, line)
		}
	}
	if text := strings.TrimSpace(strings.Join(kept, "\r\n")); text != "" {
		fmt.Fprintf(r.w, "%s  - %s\r\n", tag, text)
	}
}

func (r *risWriter) note(name, value string) {
	if value != "" {
		r.line("N1", name+": "+value)
	}
}

func (r *risWriter) reference() {
	item := r.item
	kind := writtenRISTypes[item.Type]
	if kind == "" {
		kind = "GEN"
	}
	r.line("TY", kind)
	r.line("ID", item.ID)
	if risTypes[kind] != item.Type {
		r.note("type", item.Type)
	}
	r.names()
	r.dates()
	r.pages()
	for _, tag := range risOrder {
		r.text(tag, risVariable(tag, item.Type))
	}
	r.serialNumbers()
	for word := range strings.SplitSeq(item.Fields["keyword"], ", ") {
		r.line("KW", word)
	}
	r.written["keyword"] = true
	r.rest()
	r.line("ER", "")
	r.w.WriteString("\r\n")
}

func (r *risWriter) text(tag, variable string) {
	if !r.written[variable] {
		r.written[variable] = true
		r.line(tag, r.item.Fields[variable])
	}
}

// rest writes what has no tag.
func (r *risWriter) rest() {
	for _, variable := range slices.Sorted(maps.Keys(r.item.Fields)) {
		value := r.item.Fields[variable]
		switch _, _, misread := noted(risField{tag: "N1", value: value}); {
		case r.written[variable]:
		case variable == "note" && !misread:
			r.lines("N1", value)
		default:
			r.note(variable, value)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.item.Custom)) {
		r.note(customPrefix+escapeName(name), r.item.Custom[name])
	}
}

// names writes people as reference managers read them. What that does not say of a name, as which of its words are
// particles, stands in a note behind it, which replaces the name when [Parse] reads it again.
func (r *risWriter) names() {
	for _, variable := range slices.Sorted(maps.Keys(r.item.Names)) {
		tag := writtenRISNames[variable]
		for _, n := range r.item.Names[variable] {
			name := formatRISName(n)
			exact := parseRISName(name) == n
			if tag != "" && !n.IsOthers() {
				r.line(tag, name)
				if exact {
					continue
				}
			}
			if !exact {
				name = formatLabelled(n, func(s string) string { return s })
			}
			r.note(variable, name)
		}
	}
}

// formatRISName writes "Family, Given, Suffix", or an institution with a comma at its end.
func formatRISName(n csl.Name) string {
	if n.IsOthers() {
		return n.Literal
	}
	family, given := join(" ", n.NonDroppingParticle, n.Family), join(" ", n.Given, n.DroppingParticle)
	if family == "" {
		return join(" ", n.Literal, given, n.Suffix) + ","
	}
	name := family
	if given != "" || n.Suffix != "" {
		name += ", " + given
	}
	if n.Suffix != "" {
		name += ", " + n.Suffix
	}
	return name
}

// dates writes years, months and days as RIS does, and in EDTF what RIS cannot say.
func (r *risWriter) dates() {
	for _, variable := range slices.Sorted(maps.Keys(r.item.Dates)) {
		d := r.item.Dates[variable]
		tag := map[string]string{"issued": "DA", "accessed": "Y2"}[variable]
		p := d.Start
		simple := d == csl.Date{Start: p} && p.Year > 999 && p.Year < 10000
		if variable == "issued" && p.Year > 999 && p.Year < 10000 {
			r.line("PY", fmt.Sprint(p.Year))
		}
		switch edtf := d.EDTF(); {
		case tag != "" && simple && p.Month != 0 && p.Day != 0:
			r.line(tag, fmt.Sprintf("%04d/%02d/%02d/", p.Year, p.Month, p.Day))
		case tag != "" && simple && p.Month != 0:
			r.line(tag, fmt.Sprintf("%04d/%02d//", p.Year, p.Month))
		case tag == "Y2" && simple:
			r.line(tag, fmt.Sprintf("%04d///", p.Year))
		case tag == "DA" && simple:
		case edtf != "":
			r.note(variable, edtf)
		case tag != "" && d == csl.Date{Start: csl.DateParts{Year: p.Year}, Season: d.Season}:
			r.line(tag, fmt.Sprintf("%04d///%s", p.Year, d.Season))
		default:
			r.note(variable, dateWords(d))
		}
	}
}

func (r *risWriter) pages() {
	page, total := r.item.Fields["page"], r.item.Fields["number-of-pages"]
	if classOf(r.item.Type) == book {
		r.written["number-of-pages"] = true
		r.line("SP", total)
		return
	}
	r.written["page"] = true
	first, last, _ := strings.Cut(page, "-")
	if strings.ContainsAny(page, ", ") || strings.Contains(last, "-") || last == "" {
		first, last = page, ""
	}
	r.line("SP", first)
	r.line("EP", last)
}

func (r *risWriter) serialNumbers() {
	for _, variable := range []string{"ISBN", "ISSN"} {
		if value := r.item.Fields[variable]; value != "" && isISSN(value) == (variable == "ISSN") {
			r.written[variable] = true
			r.line("SN", value)
		}
	}
}
