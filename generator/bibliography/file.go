package bibliography

import (
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
)

// file is a bibliography file that is being read, with what there is to say about it.
type file struct {
	diagnostic.Source
	text  string // Source.Text
	list  diagnostic.List
	place cursor
	dates sharedDates
}

func newFile(name string, text []byte) *file {
	f := &file{Source: diagnostic.Source{Name: name}, dates: sharedDates{}}
	utf8Text, bad := diagnostic.UTF8(text)
	f.Text, f.text = utf8Text, string(utf8Text)
	if found := f.Controls(0); found != nil {
		f.list = append(f.list, found...)
		f.text = withoutControls(f.text)
		f.Text = []byte(f.text)
	}
	f.place = cursor{text: f.text, at: diagnostic.Position{File: name, Line: 1, Column: 1}}
	if bad >= 0 {
		f.report(diagnostic.Warning, bad, 1, "not-utf-8", "the file is not UTF-8; it was read as Windows-1252", "save it as UTF-8")
	}
	return f
}

// withoutControls has blanks for control characters, as many as they have bytes.
func withoutControls(text string) string {
	var b strings.Builder
	for _, r := range text {
		if diagnostic.IsControl(r) {
			b.WriteString("   "[:utf8.RuneLen(r)])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// part is the file with findings and dates of its own.
func (f *file) part() *file {
	return &file{Source: diagnostic.Source{Name: f.Name, Text: f.Text}, text: f.text, dates: sharedDates{}}
}

// report adds a finding about length bytes from offset.
func (f *file) report(severity diagnostic.Severity, offset, length int, code diagnostic.Code, message, hint string) {
	if len(f.list) <= maxFindings {
		f.add(f.Source.At(severity, offset, length, code, message, hint))
	}
}

// add adds a finding. Of a file that is broken throughout, the first maxFindings are enough.
func (f *file) add(d diagnostic.Diagnostic) {
	switch {
	case len(f.list) < maxFindings:
		f.list = append(f.list, d)
	case len(f.list) == maxFindings:
		f.whole("too-many-findings", fmt.Sprintf("more than %d findings; the rest is not listed", maxFindings), "mend these first")
	}
}

// nearest is diagnostic.Nearest, as long as findings are listed.
func (f *file) nearest(found string, known iter.Seq[string]) string {
	if len(f.list) >= maxFindings {
		return ""
	}
	return diagnostic.Nearest(found, known)
}

// full reports, at the offset of the next one, that there are as many entries as a file may have.
func (f *file) full(entries, offset int) bool {
	if entries < maxEntries {
		return false
	}
	f.list = append(f.list, f.Source.At(diagnostic.Error, offset, 1, "too-large", fmt.Sprintf("more than %d entries; the rest is left out", maxEntries), "split the file"))
	return true
}

// whole adds an error about the file as such.
func (f *file) whole(code diagnostic.Code, message, hint string) {
	f.list.Add(diagnostic.Error, code, f.Name, message, hint)
}

// unique drops entries whose key an earlier entry has.
func (f *file) unique(entries []Entry) []Entry {
	first := make(map[string]diagnostic.Position, len(entries))
	kept := entries[:0]
	for _, e := range entries {
		at, twice := first[e.Item.ID]
		if !twice {
			first[e.Item.ID] = e.At
			kept = append(kept, e)
			continue
		}
		if len(f.list) >= maxFindings {
			continue
		}
		f.list = append(f.list, diagnostic.Diagnostic{
			Code: "duplicate-source", Severity: diagnostic.Error, Start: e.At,
			Message: fmt.Sprintf("the key %q is already that of the entry in line %d, which is kept", e.Item.ID, at.Line),
			Hint:    "give one of the two another key, or delete it",
			Related: []diagnostic.Related{{At: at, Message: "the first entry with this key"}},
		})
	}
	return kept
}

// cursor turns offsets that only grow into positions, reading the text once.
type cursor struct {
	text   string
	offset int
	at     diagnostic.Position
}

func (c *cursor) position(offset int) diagnostic.Position {
	for c.offset < offset {
		rest := c.text[c.offset:offset]
		line := strings.IndexByte(rest, '\n')
		if line < 0 {
			c.at.Column += utf8.RuneCountInString(rest)
			c.offset = offset
			break
		}
		c.at.Line, c.at.Column = c.at.Line+1, 1
		c.offset += line + 1
	}
	return c.at
}

// eachText changes all texts of an item: its fields, given their names, and what names and dates consist of.
func eachText(item *csl.Item, field func(name, value string) string, part func(string) string) {
	for _, texts := range []map[string]string{item.Fields, item.Custom} {
		for name, value := range texts {
			texts[name] = field(name, value)
		}
	}
	for variable, d := range item.Dates {
		d.Raw, d.Literal = part(d.Raw), part(d.Literal)
		item.Dates[variable] = d
	}
	for _, names := range item.Names {
		for i := range names {
			n := &names[i]
			for _, of := range []*string{&n.Family, &n.Given, &n.DroppingParticle, &n.NonDroppingParticle, &n.Suffix, &n.Literal} {
				*of = part(*of)
			}
		}
	}
}

// setField, setNames and setDate fill the item's maps, which are nil while they are empty.
func setField(item *csl.Item, variable, value string) {
	if value == "" {
		return
	}
	if item.Fields == nil {
		item.Fields = make(map[string]string, 8)
	}
	item.Fields[variable] = value
}

func setCustom(item *csl.Item, name, value string) {
	if value == "" {
		return
	}
	if item.Custom == nil {
		item.Custom = make(map[string]string, 1)
	}
	item.Custom[name] = value
}

func setNames(item *csl.Item, variable string, names []csl.Name) {
	if len(names) == 0 {
		return
	}
	if item.Names == nil {
		item.Names = make(map[string][]csl.Name, 2)
	}
	item.Names[variable] = names
}

func setDate(item *csl.Item, variable string, date csl.Date) {
	if date == (csl.Date{}) {
		return
	}
	if item.Dates == nil {
		item.Dates = make(map[string]csl.Date, 1)
	}
	item.Dates[variable] = date
}
