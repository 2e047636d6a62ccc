package bibliography

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
)

// parseJSON reads CSL-JSON: an array of items, one item, or an object that has the array as "items" or
// "references". Each item is read by itself, so that one that is broken leaves the others.
func (f *file) parseJSON() []Entry {
	start := len(f.text) - len(strings.TrimLeft(f.text, " \t\r\n"))
	if strings.HasPrefix(f.text[start:], "{") {
		start += wrappedList(f.text[start:])
	}
	switch {
	case start == len(f.text):
		return nil
	case f.text[start] == '{':
		return f.jsonItems(start)
	case f.text[start] == '[':
		return f.jsonItems(start + 1)
	}
	f.report(diagnostic.Error, start, 1, "broken-json", "a list of items was expected here", "write [ { … }, { … } ]")
	return nil
}

// wrappedList returns where the list begins in an object that wraps one, or 0. An item's own "references" are words.
func wrappedList(object string) int {
	d := json.NewDecoder(strings.NewReader(object))
	d.Token() // the object's brace
	for d.More() {
		key, _ := d.Token()
		var value json.RawMessage
		if d.Decode(&value) != nil {
			break
		}
		if (key == "items" || key == "references") && value[0] == '[' {
			return int(d.InputOffset()) - len(value)
		}
	}
	return 0
}

// jsonItems reads the objects from i on.
func (f *file) jsonItems(i int) []Entry {
	var entries []Entry
	comma := true
	for ; i < len(f.text); i++ {
		switch b := f.text[i]; {
		case b == ']':
			return entries
		case b == ',':
			comma = true
		case isSpace(b):
		case f.full(len(entries), i):
			return entries
		case b == '{':
			if !comma {
				f.report(diagnostic.Warning, i, 1, "missing-comma", "a comma is missing before this item", "add it; the item was read as if it were there")
			}
			end := objectEnd(f.text, i)
			e, ok := f.jsonItem(i, f.text[i:end])
			if ok {
				entries = append(entries, e)
			} else if isZoteros(e.Item, f.text[i:end]) {
				return entries // as all others are
			}
			comma = false
			i = end - 1
		default:
			f.report(diagnostic.Error, i, 1, "broken-json", "an item was expected here", "write { \"id\": …, \"type\": … }")
			next := strings.IndexAny(f.text[i:], "{]")
			if next < 0 {
				return entries
			}
			i += next - 1
			comma = true
		}
	}
	return entries
}

// objectEnd returns where the object that begins at i ends, or the text.
func objectEnd(text string, i int) int {
	open := 0
	for ; i < len(text); i++ {
		switch text[i] {
		case '"':
			for i++; i < len(text) && text[i] != '"' && text[i] != '\n'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case '{':
			open++
		case '}':
			if open--; open == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

func (f *file) jsonItem(offset int, text string) (Entry, bool) {
	e := Entry{At: f.place.position(offset)}
	if err := json.Unmarshal([]byte(text), &e.Item); err != nil {
		at := offset
		if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
			at += max(0, int(syntax.Offset)-1)
		}
		f.report(diagnostic.Error, at, 1, "broken-json", "this item cannot be read: "+strings.TrimPrefix(err.Error(), "json: "), "an item is { \"id\": …, \"type\": …, \"title\": … }; where a program has written the file, export it again")
		return e, false
	}
	if isZoteros(e.Item, text) {
		f.report(diagnostic.Error, offset, 1, "broken-item", "these are items in the form that Zotero itself keeps them in",
			"export the collection once more, as CSL JSON, BibLaTeX or RIS, or by Better BibTeX as Better CSL JSON")
		return e, false
	}
	return e, f.complete(&e, offset)
}

// complete checks an item and brings its dates and variables to CSL's form. It reports whether the item can be
// cited.
func (f *file) complete(e *Entry, offset int) bool {
	item := &e.Item
	if dropControls(item) {
		f.report(diagnostic.Warning, offset, 1, "control-character", fmt.Sprintf("%q has an escape that names a control character", item.ID), "take it out")
	}
	for variable, d := range item.Dates {
		item.Dates[variable] = completeDate(d)
	}
	rename(item)
	if doi := item.Fields["DOI"]; doi != "" {
		item.Fields["DOI"] = BareDOI(strings.TrimSpace(doi))
	}
	item.ID = givenKey(item)
	if item.ID == "" {
		f.report(diagnostic.Error, offset, 1, "broken-item", "an item without an id", "give it an id, by which texts cite it")
		return false
	}
	if _, ok := cslTypes[item.Type]; !ok {
		hint := cmp.Or(f.nearest(item.Type, maps.Values(cslTypes)), "the usual ones are book, chapter, article-journal, thesis, report, webpage")
		f.report(diagnostic.Warning, offset, 1, "unknown-type", fmt.Sprintf("%q has the type %q, which CSL does not know; it was taken as a document", item.ID, item.Type), hint)
		item.Type = "document"
	}
	return true
}

// dropControls has a blank for each control character of an item's texts, and says whether there was one. In the file itself they
// have been found: these come out of escapes.
func dropControls(item *csl.Item) (found bool) {
	drop := func(s string) string {
		if !strings.ContainsFunc(s, diagnostic.IsControl) {
			return s
		}
		return strings.Map(func(r rune) rune {
			if !diagnostic.IsControl(r) {
				return r
			}
			found = true
			return ' '
		}, string(diagnostic.LineFeeds([]byte(s))))
	}
	eachText(item, func(_, value string) string { return drop(value) }, drop)
	item.ID = drop(item.ID)
	return found
}

// rename gives variables CSL's names: those that older data has, and "doi" for "DOI" and the like.
func rename(item *csl.Item) {
	for old, now := range map[string]string{"shortTitle": "title-short", "journalAbbreviation": "container-title-short"} {
		if value := item.Fields[old]; value != "" && item.Fields[now] == "" {
			item.Fields[now] = value
		}
		delete(item.Fields, old)
	}
	for _, name := range slices.Sorted(maps.Keys(item.Custom)) {
		value := item.Custom[name]
		if now := textVariables[strings.ToLower(name)]; now != "" && now != name && item.Fields[now] == "" {
			setField(item, now, value)
			delete(item.Custom, name)
		}
	}
	if len(item.Custom) == 0 {
		item.Custom = nil
	}
}

func completeDate(d csl.Date) csl.Date {
	if d.Raw != "" && d.Start.Year == 0 {
		read := looseDate(d.Raw)
		read.Circa = read.Circa || d.Circa
		return read
	}
	if m := d.Start.Month; m > 12 && d.Season == "" { // seasons as months: 13 to 16, or as EDTF has them
		d.Season = string(rune('1' + (m-1)%4))
		if m >= 21 {
			d.Season = string(rune('1' + (m-21)%4))
		}
		d.Start.Month = 0
	}
	return d
}

// WriteCSLJSON writes items as a CSL-JSON array, an item a line.
func WriteCSLJSON(w io.Writer, items []csl.Item) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteString("[")
	for i, item := range items {
		if i > 0 {
			b.Truncate(b.Len() - 1) // the line's end, which Encode writes
			b.WriteString(",")
		}
		b.WriteString("\n")
		if err := e.Encode(item); err != nil {
			return fmt.Errorf("%s: %w", item.ID, err)
		}
	}
	b.WriteString("]\n")
	_, err := b.WriteTo(w)
	return err
}
