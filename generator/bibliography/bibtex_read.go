package bibliography

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/parallel"
)

// parseBibTeX reads BibTeX and BibLaTeX in three steps: the text is cut into records, records take what they
// inherit, and each becomes an item.
func (f *file) parseBibTeX() []Entry {
	s := &scanner{file: f, strings: map[string]string{}, budget: maxExpansion*len(f.text) + maxValue}
	s.scan()
	s.inherit()
	var entries [conversions][]Entry
	var files [conversions]*file
	parallel.Each(conversions, func(i int) error {
		files[i] = f.part()
		entries[i] = files[i].entries(s.records[i*len(s.records)/conversions : (i+1)*len(s.records)/conversions])
		return nil
	})
	told := map[string]bool{}
	for _, part := range files {
		for _, d := range part.list {
			if once := d.Code == unknownCommand || d.Code == tooDeep; !once || !told[d.Message] {
				f.add(d)
				told[d.Message] = once
			}
		}
	}
	return slices.Concat(entries[:]...)
}

// conversions is into how many parts records are divided, which are read on all cores.
const conversions = 16

// entries reads records that follow each other.
func (f *file) entries(records []*record) []Entry {
	entries := make([]Entry, 0, len(records))
	told, room := map[string]bool{}, map[string]csl.Date{}
	for _, r := range records {
		if r.kind != "xdata" {
			c := converter{file: f, record: r, told: told}
			c.item.Dates = room
			e, own := c.entry(), false
			if e.Item.Dates, own = f.dates.of(room); own {
				room = map[string]csl.Date{}
			}
			clear(room)
			entries = append(entries, e)
		}
	}
	return entries
}

// converter turns one record into an item.
type converter struct {
	*file
	*record
	told      map[string]bool // TeX commands that have been reported
	item      csl.Item
	class     class
	useprefix bool
	current   int // offset of the field that is being read
}

func (c *converter) entry() Entry {
	c.item.ID = c.key
	c.setType()
	c.class = classOf(c.item.Type)
	c.useprefix = !strings.Contains(strings.ReplaceAll(c.value("options"), " ", ""), "useprefix=false")
	c.titles()
	c.names()
	c.dates()
	c.language()
	c.publication()
	c.addresses()
	for i := range c.fields {
		if variable, ok := variables[c.fields[i].name]; ok && !c.fields[i].used {
			c.simple(&c.fields[i], variable)
		}
	}
	if c.item.Fields["genre"] == "" {
		setField(&c.item, "genre", genres[c.kind])
	}
	c.rest()
	return Entry{Item: c.item, At: c.at}
}

// value returns a field as it stands, without marking it as used.
func (c *converter) value(name string) string {
	if f := c.find(name); f != nil {
		return f.value
	}
	return ""
}

// text returns a field as CSL's rich text.
func (c *converter) text(name string, mode texMode) string {
	f := c.find(name)
	if f == nil {
		return ""
	}
	return c.decode(f, mode)
}

func (c *converter) decode(f *field, mode texMode) string {
	return withoutEntities(fromTeX(c.read(f), mode, c.unknown))
}

// read returns a field's value, of which findings are told from here on.
func (c *converter) read(f *field) string {
	f.used, c.current = true, f.offset
	return f.value
}

// withoutEntities mends what web pages' exports do to the ampersand.
func withoutEntities(s string) string {
	if strings.Contains(s, "&amp;") {
		return strings.ReplaceAll(s, "&amp;", "&")
	}
	return s
}

// What is reported once in a file.
const (
	unknownCommand = "unknown-command"
	tooDeep        = "too-deep"
)

// unknown reports a TeX command once with words, and once without.
func (c *converter) unknown(name string, given bool) {
	told := name
	if given {
		told += "{"
	}
	switch {
	case c.told[told]:
	case name == "":
		c.report(diagnostic.Warning, c.current, 1, tooDeep, fmt.Sprintf("braces nested deeper than %d", maxDepth), "take those away that group nothing")
	default:
		kept := "is printed as it stands"
		if given {
			kept = "is left out; what it is given was kept"
		}
		c.report(diagnostic.Warning, c.current, 1, unknownCommand, fmt.Sprintf(`the TeX command \%s is not known, and %s`, name, kept),
			"write the characters that it stands for")
	}
	c.told[told] = true
}

func (c *converter) setType() {
	c.item.Type = kinds[c.kind]
	if c.item.Type == "" {
		c.item.Type = "document"
		c.report(diagnostic.Warning, c.offset, len(c.kind)+1, "unknown-type", fmt.Sprintf("@%s is no kind of entry; it was taken as @misc", c.kind),
			cmp.Or(c.nearest(c.kind, maps.Keys(kinds)), "the usual ones are @book, @article, @incollection, @thesis, @report, @online"))
	}
	f := c.find("entrysubtype")
	if f == nil {
		return
	}
	sub := strings.ToLower(strings.TrimSpace(f.value))
	if t, ok := cslTypes[sub]; ok {
		c.item.Type, f.used = t, true
	} else if t, ok := cslTypes["article-"+sub]; ok && strings.HasPrefix(c.item.Type, "article-") {
		c.item.Type, f.used = t, true
	}
}

// full returns a title with its subtitle and what is added to it.
func (c *converter) full(prefix string) string {
	title := joinTitle(c.text(prefix+"title", texTitle), c.text(prefix+"subtitle", texTitle))
	return join(". ", title, c.text(prefix+"titleaddon", texTitle))
}

func joinTitle(title, subtitle string) string {
	if title == "" || subtitle == "" {
		return title + subtitle
	}
	if strings.ContainsAny(title[len(title)-1:], "?!:.") {
		return title + " " + subtitle
	}
	return title + ": " + subtitle
}

func (c *converter) titles() {
	if c.find("shorttitle") == nil && c.find("subtitle") != nil {
		setField(&c.item, "title-short", c.text("title", texTitle))
	}
	title, container, volume := c.full(""), "", ""
	switch c.class {
	case book:
		volume, title = title, c.full("main")
		if title == "" || volume == "" {
			title, volume = title+volume, ""
		}
		if f := c.find("booktitle"); f != nil && f.value == c.value("title") {
			f.used = true
		}
	case part:
		volume, container = c.full("book"), c.full("main")
		if container == "" || volume == "" {
			container, volume = container+volume, ""
		}
	}
	if container == "" && c.class != book {
		if container = c.full("journal"); container == "" {
			container = c.full("book")
		}
	}
	if c.class == serial || c.class == other {
		volume = c.full("issue")
	}
	setField(&c.item, "title", title)
	setField(&c.item, "container-title", container)
	setField(&c.item, "volume-title", volume)
}

func (c *converter) names() {
	for i := range c.fields {
		f := &c.fields[i]
		if variable, ok := nameFields[f.name]; ok {
			setNames(&c.item, variable, c.parseNames(f))
		}
	}
	for _, name := range [...]string{"editor", "editora", "editorb", "editorc"} {
		if f := c.find(name); f != nil {
			c.editors(f)
		}
	}
}

// editors puts editors where their type says.
func (c *converter) editors(f *field) {
	kind := strings.ToLower(strings.TrimSpace(c.value(f.name + "type")))
	variable, ok := editorTypes[kind]
	if !ok {
		variable, ok = nameVariables[kind]
	}
	if !ok {
		variable = "contributor"
		if f.name == "editor" {
			variable = "editor"
		}
	} else {
		c.get(f.name + "type")
	}
	setNames(&c.item, variable, append(c.item.Names[variable], c.parseNames(f)...))
}

func (c *converter) parseNames(f *field) []csl.Name {
	list := c.read(f)
	for _, name := range splitAnd(list) {
		if why := noName(name); why != "" {
			c.report(diagnostic.Warning, f.offset, len(f.name), "broken-name", fmt.Sprintf("%q has %s", strings.TrimSpace(plainTeX(name)), why),
				`join several names by "and", with "and others" for the rest, and put an institution's in braces`)
		}
	}
	return parseNames(list, func(tex string) string { return fromTeX(tex, texPlain, c.unknown) }, c.useprefix)
}

func (c *converter) dates() {
	for i := range c.fields {
		f := &c.fields[i]
		if variable, ok := dateFields[f.name]; ok {
			setDate(&c.item, variable, c.date(f))
		}
	}
	if f := c.find("date"); f != nil && strings.TrimSpace(f.value) != "" {
		setDate(&c.item, "issued", c.date(f))
		c.get("year")
		c.get("month")
		return
	}
	year := c.text("year", texPlain)
	d := looseDate(year)
	if strings.Contains(year, "-") { // "1903-04" is no month here
		if years, ok := csl.ReadDate(strings.ReplaceAll(year, "-", "–")); ok {
			d = years
		}
	}
	if d.Start.Year != 0 {
		addMonth(&d, c.text("month", texPlain), c.text("day", texPlain))
	}
	setDate(&c.item, "issued", d)
}

func (c *converter) date(f *field) csl.Date {
	f.used = true
	if d, err := csl.ParseEDTF(f.value); err == nil {
		return d
	}
	return looseDate(c.decode(f, texPlain))
}

// publication reads who published, where, and the numbers that mean one thing in a journal and another in a series.
func (c *converter) publication() {
	publisher := ""
	for _, name := range [...]string{"publisher", "institution", "organization"} {
		if speaksEnglish(&c.item) {
			publisher = join(listed, publisher, c.text(name, texRich))
		} else {
			publisher = join(listed, publisher, c.list(name))
		}
	}
	if f := c.find("howpublished"); f != nil {
		switch how := c.text("howpublished", texRich); {
		case strings.HasPrefix(how, "http://"), strings.HasPrefix(how, "https://"):
			setField(&c.item, "URL", how)
		case publisher == "":
			publisher = how
		case c.find("type") == nil && genres[c.kind] == "":
			setField(&c.item, "genre", how)
		default:
			setField(&c.item, "medium", how)
		}
	}
	setField(&c.item, "publisher", publisher)
	place := "publisher-place"
	if c.item.Type == "patent" {
		place = "jurisdiction"
	}
	setField(&c.item, place, c.list("location"))
	setField(&c.item, "page", pages(c.text("pages", texRich)))
	note := "note"
	if c.kind == "unpublished" && c.find("type") == nil { // there the note says what it is
		note = "genre"
	}
	setField(&c.item, note, c.note())
	setField(&c.item, "note", join(". ", c.item.Fields["note"], c.text("addendum", texRich)))
	number := "number"
	switch c.class {
	case serial:
		number = "issue"
	case book, part:
		number = "collection-number"
	}
	setField(&c.item, number, c.text("number", texRich))
	if number != "issue" || c.item.Fields["issue"] == "" {
		setField(&c.item, "issue", c.text("issue", texRich))
	}
}

// speaksEnglish says that a work is, or may be, in English. What publishes it then has "and" in its name more often than it is a
// list of several; in other languages the word is BibTeX's.
func speaksEnglish(item *csl.Item) bool {
	return item.Fields["language"] == "" || strings.HasPrefix(item.Fields["language"], "en")
}

// list returns a list of places or publishers as CSL's one text, without the English word that BibTeX has between them.
func (c *converter) list(name string) string {
	f := c.find(name)
	if f == nil {
		return ""
	}
	places := splitAnd(c.read(f))
	for i, place := range places {
		if places[i] = withoutEntities(fromTeX(strings.TrimSpace(place), texRich, c.unknown)); places[i] == "others" {
			places[i] = "et al."
		}
	}
	return join(listed, places...)
}

// listed stands between the places or publishers of a list.
const listed = "; "

// pages writes ranges as CSL has them, with a hyphen.
func pages(s string) string {
	if strings.Contains(s, "–") || strings.Contains(s, "—") {
		s = dashes.Replace(s)
	}
	return s
}

var dashes = strings.NewReplacer(" – ", "-", " — ", "-", "–", "-", "—", "-")

// addresses reads where a work is found: DOI, URL, and the archives for which one can be made.
func (c *converter) addresses() {
	setField(&c.item, "DOI", BareDOI(address(c.get("doi"))))
	if s := address(c.get("url")); s != "" {
		url, further := wholeAddress(s)
		setField(&c.item, "URL", url)
		setCustom(&c.item, "further-urls", strings.Join(further, " "))
	}
	eprint := address(c.value("eprint"))
	if eprint == "" {
		return
	}
	if prefix := eprints[strings.ToLower(c.value("eprinttype"))]; prefix != "" && c.item.Fields["URL"] == "" {
		setField(&c.item, "URL", prefix+eprint)
	}
}

// wholeAddress puts together an address that lines have broken, and gives those that follow it in the same field.
func wholeAddress(s string) (url string, further []string) {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if i > 0 && strings.Contains(line, "://") {
			return strings.TrimRight(url, ",;"), strings.Fields(strings.Join(lines[i:], " "))
		}
		url += strings.TrimSpace(line)
	}
	return url, nil
}

// address returns a URL or the like without the TeX that some programs put into it.
func address(s string) string {
	s = ungroup(strings.TrimSpace(s))
	if inner, found := strings.CutPrefix(s, `\url`); found {
		s = ungroup(inner)
	}
	if strings.IndexByte(s, '\\') >= 0 {
		s = addressEscapes.Replace(s)
	}
	return s
}

var addressEscapes = strings.NewReplacer(`\_`, "_", `\%`, "%", `\&`, "&", `\#`, "#", `\~{}`, "~", `\textasciitilde{}`, "~", `\textasciitilde `, "~",
	`{\textasciitilde}`, "~", `\~`, "~", `\$`, "$")

// BareDOI is a DOI without what it is often written with: the address that resolves it, or "doi:".
func BareDOI(s string) string {
	for _, prefix := range [...]string{"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "https://www.doi.org/",
		"doi.org/", "doi:"} {
		if len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			return strings.TrimSpace(s[len(prefix):])
		}
	}
	return s
}

// language prefers langid, which is one language, to language, which may list several.
func (c *converter) language() {
	for _, name := range [...]string{"langid", "language"} {
		if c.item.Fields["language"] == "" {
			setField(&c.item, "language", language(c.text(name, texPlain)))
		}
	}
	options := c.find("langidopts") // polyglossia's, such as variant=american
	if options == nil {
		return
	}
	_, variant, _ := strings.Cut(options.value, "variant=")
	variant, _, _ = strings.Cut(variant, ",")
	if tag := language(variant); strings.HasPrefix(tag, c.item.Fields["language"]+"-") {
		options.used = true
		setField(&c.item, "language", tag)
	}
}

// simple reads a field that goes into one variable.
func (c *converter) simple(f *field, variable string) {
	f.used = true
	if variable == "genre" || variable == "status" {
		if words, ok := bibstrings[strings.ToLower(f.value)]; ok {
			setField(&c.item, variable, words)
			return
		}
	}
	setField(&c.item, variable, c.decode(f, modeOf(variable)))
}

// rest reads the fields that are left: CSL's variables by their own names, and what CSL does not know.
func (c *converter) rest() {
	for i := range c.fields {
		f := &c.fields[i]
		if f.used || f.name == "crossref" || f.name == "xdata" {
			continue
		}
		if variable, ok := textVariables[f.name]; ok && c.item.Fields[variable] == "" {
			setField(&c.item, variable, c.decode(f, modeOf(variable)))
		} else if variable, ok := nameVariables[f.name]; ok && c.item.Names[variable] == nil {
			setNames(&c.item, variable, c.parseNames(f))
		} else if variable, ok := dateVariables[f.name]; ok && c.item.Dates[variable] == (csl.Date{}) {
			setDate(&c.item, variable, c.date(f))
		} else if name, ok := strings.CutPrefix(f.name, customPrefix); ok {
			setCustom(&c.item, unescapeName(name), c.decode(f, texRich))
		} else if verbatim(f.name) {
			setCustom(&c.item, f.name, strings.TrimSpace(f.value))
		} else {
			setCustom(&c.item, f.name, c.decode(f, texRich))
		}
	}
}
