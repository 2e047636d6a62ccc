package bibliography

import (
	"bufio"
	"cmp"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"glossator/generator/csl"
)

// WriteBibTeX writes items as BibTeX, in UTF-8, with BibLaTeX's names for fields and kinds of entry that BibTeX
// does not have. A CSL variable that neither has is written under its CSL name; [Parse] reads all of it again.
// White space within a value becomes single spaces.
func WriteBibTeX(w io.Writer, items []csl.Item) error {
	b := bufio.NewWriter(w)
	for i := range items {
		if i > 0 {
			b.WriteByte('\n')
		}
		writeRecord(b, recordOf(items[i]))
	}
	return b.Flush()
}

func writeRecord(b *bufio.Writer, r *record) {
	b.WriteString("@" + r.kind + "{" + r.key + ",\n")
	for _, f := range r.fields {
		b.WriteString("  " + f.name + " = {" + f.value + "},\n")
	}
	b.WriteString("}\n")
}

// composer turns an item into a record.
type composer struct {
	record
	item    csl.Item
	written map[string]bool // CSL variables
}

func recordOf(item csl.Item) *record {
	c := composer{item: item, written: map[string]bool{}}
	c.key = keyEscapes.Replace(item.ID)
	c.setKind()
	c.names()
	c.titles()
	c.dates()
	c.numbers()
	for _, variable := range slices.Sorted(maps.Keys(item.Fields)) {
		name := writtenFields[variable]
		if name == "" {
			name = strings.ToLower(variable)
		}
		c.text(variable, name)
	}
	for _, name := range slices.Sorted(maps.Keys(item.Custom)) {
		c.custom(name, item.Custom[name])
	}
	return &c.record
}

// keyEscapes replaces what would end a key.
var keyEscapes = strings.NewReplacer(",", "_", "=", "_", "{", "_", "}", "_", `"`, "_", "#", "_", "\n", "_", "\r", "_")

func (c *composer) add(name, value string) {
	if value != "" {
		c.fields = append(c.fields, field{name: name, value: value})
	}
}

func (c *composer) setKind() {
	c.kind = writtenKinds[c.item.Type]
	if c.kind == "" {
		c.kind = "misc"
	}
	switch t := c.item.Type; {
	case t == "article-magazine", t == "article-newspaper":
		c.add("entrysubtype", strings.TrimPrefix(t, "article-"))
	case t != kinds[c.kind]:
		c.add("entrysubtype", t)
	}
}

// text writes a CSL variable as a field, once.
func (c *composer) text(variable, name string) {
	value := c.item.Fields[variable]
	if value == "" || c.written[variable] {
		return
	}
	c.written[variable] = true
	switch {
	case variable == "URL" || variable == "DOI":
		c.add(name, addressBraces.Replace(value))
	case variable == "page":
		c.add(name, strings.ReplaceAll(toTeX(value, texRich), "-", "--"))
	case name == "note":
		c.add(name, noteTeX(value))
	case name == "langid":
		c.add(name, languageName(value))
	case name == "location", variable == "publisher" && !speaksEnglish(&c.item):
		c.add(name, listOf(value))
	case (variable == "genre" || variable == "status") && bibstring(value) != value:
		c.add(name, "{"+toTeX(value, texRich)+"}")
	default:
		mode := modeOf(variable)
		if mode == texTitle && name != "journaltitle" && speaksEnglish(&c.item) {
			mode = texEnglishTitle
		}
		c.add(name, toTeX(value, mode))
	}
}

// listOf writes places or publishers as a list; a word of a name that would divide it stands in braces.
func listOf(places string) string {
	list := strings.Split(places, listed)
	for i, place := range list {
		if list[i] = toTeX(place, texRich); len(splitAnd(list[i])) > 1 || list[i] == "others" {
			list[i] = "{" + list[i] + "}"
		}
	}
	return strings.Join(list, " and ")
}

var addressBraces = strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", "\n", "%0A")

// languageName returns babel's name of a language, the shortest if there are several, or the tag.
func languageName(tag string) string {
	best := tag
	for name, t := range languages {
		if t == tag && (best == tag || len(name) < len(best) || len(name) == len(best) && name < best) {
			best = name
		}
	}
	return best
}

// titles is what converter.titles reads, the other way round.
func (c *composer) titles() {
	fields := c.item.Fields
	switch classOf(c.item.Type) {
	case book:
		if fields["volume-title"] != "" && fields["title"] != "" {
			c.text("title", "maintitle")
			c.text("volume-title", "title")
		}
	case part:
		if fields["volume-title"] != "" && fields["container-title"] != "" {
			c.text("container-title", "maintitle")
			c.text("volume-title", "booktitle")
		}
		c.text("container-title", "booktitle")
	case serial:
		c.text("container-title", "journaltitle")
		c.text("volume-title", "issuetitle")
	default:
		c.text("container-title", "booktitle")
		c.text("volume-title", "issuetitle")
	}
	c.text("title", "title")
}

func (c *composer) names() {
	for _, variable := range slices.Sorted(maps.Keys(c.item.Names)) {
		c.add(cmp.Or(writtenNames[variable], variable), formatNames(c.item.Names[variable]))
	}
}

func (c *composer) dates() {
	for _, variable := range slices.Sorted(maps.Keys(c.item.Dates)) {
		d, name := c.item.Dates[variable], cmp.Or(writtenDates[variable], variable)
		if variable == "issued" {
			name = "date"
		}
		switch written := d.EDTF(); {
		case written != "":
			c.add(name, written)
		case d.Literal+d.Raw == "" && d.Start.Year != 0 && variable == "issued":
			c.add("year", strconv.Itoa(d.Start.Year))
			c.add("month", toTeX(d.Season, texPlain))
		case variable == "issued": // a date has no words, for BibLaTeX
			c.add("year", toTeX(dateWords(d), texPlain))
		default:
			c.add(variable, toTeX(dateWords(d), texPlain))
		}
	}
}

// dateWords is what there is of a date that EDTF cannot say.
func dateWords(d csl.Date) string {
	return cmp.Or(join(" ", d.Literal, d.Raw), join(" ", d.Season, d.Start.ISO()))
}

// numbers writes what converter.publication reads.
func (c *composer) numbers() {
	switch classOf(c.item.Type) {
	case serial:
		c.text("issue", "number")
	case book, part:
		c.text("collection-number", "number")
	default:
		c.text("number", "number")
	}
	if c.kind == "unpublished" {
		c.text("genre", "note")
		c.text("note", "addendum")
	}
	switch c.item.Type {
	case "thesis", "report":
		c.text("publisher", "institution")
	case "webpage", "post", "post-weblog":
		c.text("publisher", "organization")
	case "patent":
		c.text("jurisdiction", "location")
		c.text("publisher-place", "publisher-place")
	}
	c.text("publisher-place", "location")
	c.text("page", "pages")
	c.text("language", "langid")
	c.text("number", "eid")
}

const customPrefix = "custom:"

// custom writes what CSL does not know under its own name, or under one that cannot be taken for another field.
func (c *composer) custom(name, value string) {
	switch {
	case !isFieldName(name) || understood(name) || c.find(name) != nil:
		c.add(customPrefix+escapeName(name), toTeX(value, texRich))
	case !verbatim(name):
		c.add(name, toTeX(value, texRich))
	case balanced(value) && !strings.Contains(value, "\n"):
		c.add(name, value)
	default:
		c.add(customPrefix+escapeName(name), toTeX(value, texRich))
	}
}

func isFieldName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-_") == "" && s[0] >= 'a' && s[0] <= 'z' && canonical(s) == s
}

// understood reports whether reading makes something else of a field than a custom one.
func understood(name string) bool {
	switch name {
	case "title", "subtitle", "titleaddon", "maintitle", "mainsubtitle", "maintitleaddon", "booktitle", "booksubtitle", "booktitleaddon",
		"journaltitle", "journalsubtitle", "journaltitleaddon", "issuetitle", "issuesubtitle", "issuetitleaddon", "entrysubtype", "date", "year",
		"month", "day", "publisher", "institution", "organization", "howpublished", "location", "pages", "addendum", "langid", "editora",
		"editorb", "editorc", "crossref", "xdata", "doi", "url":
		return true
	}
	inTables := variables[name] + nameFields[name] + dateFields[name] + textVariables[name] + nameVariables[name] + dateVariables[name]
	return inTables != ""
}

// escapeName writes any name with lower-case letters, digits, hyphens and underscores; unescapeName reads it.
func escapeName(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' {
			b.WriteByte(c)
		} else {
			b.WriteString("+" + strconv.FormatUint(uint64(c)|0x100, 16)[1:])
		}
	}
	return b.String()
}

func unescapeName(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '+' && i+2 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
