package bibliography

import (
	"cmp"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"unicode"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
)

// risRecord is a reference as it stands.
type risRecord struct {
	offset int
	kind   string // what TY says
	fields []risField
}

type risField struct{ tag, value string }

// endsInNote says that the last line of a record that is being read is one of a note.
func (r *risRecord) endsInNote() bool {
	return r != nil && len(r.fields) > 0 && r.fields[len(r.fields)-1].tag == "N1"
}

// parseRIS reads RIS: tagged lines, each reference from TY to ER.
func (f *file) parseRIS() []Entry {
	var entries []Entry
	keys := map[string]int{}
	for _, r := range f.risRecords() {
		e := Entry{Item: f.risItem(r), At: f.place.position(r.offset)}
		if e.Item.ID = givenKey(&e.Item); e.Item.ID == "" {
			e.Item.ID = MadeKey(e.Item, keys)
		}
		entries = append(entries, e)
	}
	return entries
}

// risRecords cuts the file. A line without a tag goes on with the value before it; in a note it stays a line, unless it is set
// back, as programs do that break long lines, or gives a variable.
func (f *file) risRecords() []*risRecord {
	var records []*risRecord
	var current *risRecord
	var value strings.Builder
	variable := false // what is being read gives one in a note
	end := func() {
		if current != nil && len(current.fields) > 0 {
			current.fields[len(current.fields)-1].value = withoutEntities(strings.TrimSpace(value.String()))
		}
		value.Reset()
	}
	for offset := 0; offset < len(f.text); {
		line, _, _ := strings.Cut(f.text[offset:], "\n")
		tag, text, tagged := risLine(line)
		if !tagged && current.endsInNote() && (variable || isNoteField(line)) {
			tag, text, tagged = "N1", line, true
		}
		switch {
		case !tagged && current.endsInNote() && strings.TrimLeft(line, " \t") == line:
			value.WriteString("\n" + strings.TrimSpace(line))
		case !tagged:
			value.WriteString(" " + strings.TrimSpace(line))
		case tag == "TY" && f.full(len(records), offset):
			end()
			return records
		case tag == "TY":
			end()
			f.unended(current)
			current = &risRecord{offset: offset, kind: strings.ToUpper(strings.TrimSpace(text))}
			records = append(records, current)
		case current == nil:
			f.report(diagnostic.Error, offset, len(tag), "broken-ris", fmt.Sprintf("%s outside of a reference", tag), "a reference begins with TY  - and ends with ER  -")
		case tag == "ER":
			end()
			current = nil
		default:
			end()
			current.fields = append(current.fields, risField{tag: tag})
			value.WriteString(text)
			variable = tag == "N1" && isNoteField(text)
		}
		offset += len(line) + 1
	}
	end()
	f.unended(current)
	return records
}

func (f *file) unended(r *risRecord) {
	if r != nil {
		f.report(diagnostic.Warning, r.offset, 2, "broken-ris", "this reference has no end", "write ER  - after its last line")
	}
}

// risLine reads "TY  - value".
func risLine(line string) (tag, value string, ok bool) {
	if len(line) < 4 || line[0] < 'A' || line[0] > 'Z' || !(line[1] >= 'A' && line[1] <= 'Z' || line[1] >= '0' && line[1] <= '9') {
		return "", "", false
	}
	rest := strings.TrimLeft(line[2:], " ")
	if len(rest) == len(line)-2 || len(line)-2-len(rest) > 4 || !strings.HasPrefix(rest, "-") || len(rest) > 1 && rest[1] != ' ' && rest[1] != '\t' {
		return "", "", false
	}
	return line[:2], rest[1:], true
}

// risItem makes an item of a reference.
func (f *file) risItem(record *risRecord) csl.Item {
	r := reference{kept: map[string][]string{}}
	r.Type = f.risType(record)
	var first, last string
	var words []string
	for _, field := range record.fields {
		switch field.tag {
		case "SP":
			first = field.value
		case "EP":
			last = field.value
		case "KW":
			words = append(words, field.value)
		default:
			r.set(field)
		}
	}
	setField(&r.Item, "keyword", strings.Join(words, ", "))
	if len(r.notes) > 0 {
		setField(&r.Item, "note", strings.Join(r.notes, "\n"))
	}
	for tag, values := range r.kept {
		setCustom(&r.Item, tag, strings.Join(values, "; "))
	}
	setRISPages(&r.Item, first, last)
	return r.Item
}

func (f *file) risType(r *risRecord) string {
	for _, field := range r.fields {
		if name, value, ok := noted(field); ok && name == "type" {
			return value
		}
	}
	if t := risTypes[r.kind]; t != "" {
		return t
	}
	f.report(diagnostic.Warning, r.offset, 2, "unknown-type", fmt.Sprintf("%q is no type of reference; it was taken as GEN", r.kind),
		cmp.Or(f.nearest(r.kind, maps.Keys(risTypes)), "the usual ones are BOOK, CHAP, JOUR, NEWS, THES, RPRT, ELEC"))
	return "document"
}

func setRISPages(item *csl.Item, first, last string) {
	switch {
	case first == "" && last == "":
	case classOf(item.Type) == book && last == "":
		setField(item, "number-of-pages", first)
	case last == "" || strings.HasSuffix(first, "-"+last):
		setField(item, "page", pages(first))
	default:
		setField(item, "page", join("-", first, last))
	}
}

// reference is an item that is being made of a reference's lines.
type reference struct {
	csl.Item
	notes []string
	kept  map[string][]string // by tag, what no variable is left for
}

// set gives the item what one line says. Of tags that mean the same the first counts; what is left goes to Custom.
func (r *reference) set(field risField) {
	item, tag, value := &r.Item, field.tag, field.value
	if variable, ok := risNames[tag]; ok {
		if value != "" {
			setNames(item, variable, append(item.Names[variable], parseRISName(value)))
		}
		return
	}
	switch tag {
	case "ID":
		item.ID = value
	case "PY", "Y1", "DA":
		setRISDate(item, "issued", value)
	case "Y2":
		setRISDate(item, "accessed", value)
	case "SN":
		variable := "ISBN"
		if isISSN(value) {
			variable = "ISSN"
		}
		r.setOrKeep(variable, tag, value)
	case "N1":
		r.setNote(field)
	case "LA":
		r.setOrKeep("language", tag, language(value))
	case "DO":
		r.setOrKeep("DOI", tag, BareDOI(value))
	default:
		r.setOrKeep(risVariable(tag, item.Type), tag, value)
	}
}

func isISSN(s string) bool {
	return len(s) == 9 && s[4] == '-' && isDigits(s[:4])
}

// setOrKeep sets a variable, or keeps the value under its tag if the variable has one already, or there is none.
func (r *reference) setOrKeep(variable, tag, value string) {
	switch {
	case value == "":
	case variable != "" && r.Fields[variable] == "":
		setField(&r.Item, variable, value)
	case variable == "" || r.Fields[variable] != value:
		r.kept[tag] = append(r.kept[tag], value)
	}
}

// setRISDate reads YYYY/MM/DD/words; the most exact of several dates counts.
func setRISDate(item *csl.Item, variable, value string) {
	old := item.Dates[variable]
	parts := strings.SplitN(value, "/", 4)
	year := strings.TrimSpace(parts[0])
	if !isDigits(year) || len(year) != 4 || len(parts) == 2 && len(parts[1]) == 4 {
		if old == (csl.Date{}) {
			setDate(item, variable, looseDate(strings.Trim(value, "/ ")))
		}
		return
	}
	var d csl.Date
	d.Start.Year, _ = strconv.Atoi(year)
	if len(parts) > 1 {
		d.Start.Month, _ = strconv.Atoi(strings.TrimSpace(parts[1]))
	}
	if d.Start.Month < 0 || d.Start.Month > 12 {
		d.Start.Month = 0
	}
	if len(parts) > 2 && d.Start.Month > 0 {
		d.Start.Day, _ = strconv.Atoi(strings.TrimSpace(parts[2]))
		if d.Start.Day < 0 || d.Start.Day > csl.DaysIn(d.Start.Year, d.Start.Month) {
			d.Start.Day = 0
		}
	}
	if len(parts) > 3 && d.Start.Month == 0 {
		d.Season = seasonOf(strings.TrimSpace(parts[3]))
	}
	if old == (csl.Date{}) || old.Start.Year == d.Start.Year && old.Start.Month == 0 && old.Season == "" && !old.Circa && old.End.Year == 0 {
		setDate(item, variable, d)
	}
}

// parseRISName reads "Family, Given, Suffix", a person's name without commas, or an institution's with one at its end.
func parseRISName(s string) csl.Name {
	s = strings.TrimSpace(s)
	if literal, found := strings.CutSuffix(s, ","); found {
		return csl.Name{Literal: strings.TrimSpace(literal)}
	}
	return parseName(s, collapse, true)
}

// collapse makes white space single spaces; no-break spaces are none.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < 0x80 && isSpace(byte(r)) }), " ")
}

// noted reads "N1  - variable: value", by which a note says what RIS has no tag for.
func noted(field risField) (name, value string, ok bool) {
	if field.tag != "N1" {
		return "", "", false
	}
	name, value, ok = strings.Cut(field.value, ": ")
	if variable, _, given := csl.NoteField(field.value); given {
		name = variable
	}
	known := name == "type" && cslTypes[value] != "" || textVariables[strings.ToLower(name)] == name || nameVariables[name] != "" ||
		dateVariables[name] != "" || strings.HasPrefix(name, customPrefix)
	return name, value, ok && known
}

func (r *reference) setNote(field risField) {
	item := &r.Item
	name, value, ok := noted(field)
	switch custom, isCustom := strings.CutPrefix(name, customPrefix); {
	case !ok:
		r.notes = append(r.notes, field.value)
	case name == "type":
	case isCustom:
		setCustom(item, unescapeName(custom), value)
	case nameVariables[name] != "":
		setNotedName(item, name, parseRISName(strings.Replace(value, " || ", ", ", 1)))
	case dateVariables[name] != "":
		delete(item.Dates, name)
		setDate(item, name, looseDate(value))
	default:
		setField(item, name, value)
	}
}

// setNotedName takes a name from a note. Where names have a tag the note is about the one that the tag has in fewer words.
func setNotedName(item *csl.Item, variable string, n csl.Name) {
	names := item.Names[variable]
	if writtenRISNames[variable] != "" {
		tagged := parseRISName(formatRISName(n))
		for i := len(names) - 1; i >= 0 && tagged != n; i-- {
			if names[i] == tagged {
				names[i] = n
				return
			}
		}
	}
	setNames(item, variable, append(names, n))
}

// MadeKey is a key of the first name, or the first word of the title, and the year. Used counts those that have been made: none is
// made twice.
func MadeKey(item csl.Item, used map[string]int) string {
	name := ""
	for _, variable := range [...]string{"author", "editor"} {
		if names := item.Names[variable]; len(names) > 0 && name == "" {
			name = join("", names[0].Family, names[0].Literal)
		}
	}
	if name == "" {
		name, _, _ = strings.Cut(item.Fields["title"], " ")
	}
	key := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	if year := item.Dates["issued"].Start.Year; year != 0 {
		key += strconv.Itoa(year)
	}
	if key == "" {
		key = "reference"
	}
	used[key]++
	if n := used[key]; n > 1 {
		key += "-" + strconv.Itoa(n)
	}
	return key
}
