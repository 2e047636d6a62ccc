package export

import (
	"cmp"
	"slices"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// standOff writes what does not stand in the text: sources, names, events and terms, and of an essay its hands and
// annotations. The text has been written before, so that annotations know what they point to.
func (t *tei) standOff(u used, essay *edition.Essay) {
	x := t.xml
	x.start("standOff")
	x.line()
	if essay != nil {
		t.hands(essay)
		t.annotations(essay)
	}
	t.sources(u.sources)
	t.names(u.names)
	t.events(u.events)
	t.terms(u.terms)
	if essay == nil && len(u.sources)+len(u.names)+len(u.events)+len(u.terms) == 0 {
		x.element("p", "The essays refer to nothing.")
	}
	x.endLine()
}

// hands says who "author" and "editor" are, to whom notes and corrections are ascribed.
func (t *tei) hands(essay *edition.Essay) {
	x := t.xml
	person := func(hand string, names []edition.Person) {
		x.start("listPerson", "type", hand)
		x.start("personGrp", "xml:id", t.prefix+hand)
		for _, p := range names {
			x.element("persName", p.PlainName())
		}
		if len(names) == 0 {
			x.element("persName", "unnamed")
		}
		x.end()
		x.endLine()
	}
	person("author", essay.Authors)
	person("editor", t.in.Edition.Settings.Editors)
}

func (t *tei) names(list []*edition.Name) {
	for _, g := range []struct {
		kind             edition.NameKind
		list, item, name string
	}{
		{edition.PersonName, "listPerson", "person", "persName"},
		{edition.PlaceName, "listPlace", "place", "placeName"},
		{edition.OrganisationName, "listOrg", "org", "orgName"},
		{edition.TreatyName, "listObject", "object", "objectName"},
	} {
		of := chosen(list, func(n *edition.Name) bool { return n.Kind == g.kind })
		if len(of) == 0 {
			continue
		}
		t.xml.start(g.list)
		for _, n := range of {
			t.xml.start(g.item, "xml:id", "name."+n.ID)
			t.name(n, g.name)
			t.xml.endLine()
		}
		t.xml.endLine()
	}
}

// day writes a date in words, if there is one.
func (t *tei) day(element, edtf string, attributes ...string) {
	if edtf != "" {
		t.xml.element(element, t.in.Day(edtf), append(dated(edtf), attributes...)...)
	}
}

func (t *tei) name(n *edition.Name, element string) {
	x := t.xml
	if n.Kind == edition.TreatyName {
		x.start("objectIdentifier")
	}
	x.element(element, n.Name)
	x.element(element, n.Sort, "type", "sort")
	for _, alias := range n.Aliases {
		x.element(element, alias, "type", "alias")
	}
	if n.Kind == edition.PersonName {
		t.day("birth", n.Born)
		t.day("death", n.Died)
	}
	if n.Wikidata != "" {
		x.element("idno", "https://www.wikidata.org/entity/"+n.Wikidata, "type", "wikidata")
	}
	if n.VIAF != "" {
		x.element("idno", "https://viaf.org/viaf/"+n.VIAF, "type", "VIAF")
	}
	if n.Kind == edition.TreatyName {
		x.end()
		t.day("history/origin/date", n.Born, "type", "signed")
	}
	t.prose("note", n.About, "name."+n.ID+".")
}

func (t *tei) events(list []*edition.Event) {
	if len(list) == 0 {
		return
	}
	x := t.xml
	x.start("listEvent")
	for _, e := range list {
		x.start("event", append([]string{"xml:id", "event." + e.ID}, dating(e.Date)...)...)
		x.element("label", e.Title)
		t.prose("note", e.About, "event."+e.ID+".")
		t.prose("note", e.Sources, "event."+e.ID+".sources.")
		x.endLine()
	}
	x.endLine()
}

// terms writes the glossary: the definition, what else to look at, and where essays define the term themselves.
func (t *tei) terms(list []*edition.Term) {
	if len(list) == 0 {
		return
	}
	x := t.xml
	x.start("list", "type", "gloss")
	for _, term := range list {
		x.element("label/term", term.Term, "xml:id", "term."+term.ID)
		x.start("item")
		for _, alias := range term.Aliases {
			x.element("term", alias, "type", "alias")
		}
		t.prose("gloss", term.Definition, "term."+term.ID+".", "target", "#term."+term.ID)
		t.seeAlso(term, list)
		for _, a := range term.Attested {
			x.element("quote", a.Quote, "source", t.essayAddress(a.Essay, a.Passage))
		}
		t.prose("note", term.Sources, "term."+term.ID+".sources.")
		x.endLine()
	}
	x.endLine()
}

// seeAlso refers to other terms, by their identity where the document has them.
func (t *tei) seeAlso(term *edition.Term, list []*edition.Term) {
	for _, id := range term.See {
		other := t.in.Edition.Term(id)
		if other == nil {
			continue
		}
		target := ""
		if slices.Contains(list, other) {
			target = "#term." + id
		}
		t.xml.element("ref", other.Term, "type", "see", "target", target)
	}
}

// motivations are the Web Annotation Vocabulary's words for our kinds, which TEI shares.
var motivations = [...]string{
	edition.Commentary: "commenting", edition.Emendation: "editing", edition.TranslationNote: "commenting",
	edition.SourceNote: "linking", edition.DefinitionNote: "describing",
}

func (t *tei) annotations(essay *edition.Essay) {
	if len(essay.Annotations) == 0 {
		return
	}
	t.xml.start("listAnnotation")
	for _, a := range essay.Annotations {
		t.annotation(a)
	}
	t.xml.endLine()
}

func (t *tei) annotation(a *edition.Annotation) {
	x := t.xml
	id := t.prefix + "annotation." + xmlName(a.ID)
	target := strings.Join(t.pieces[a.ID], " ")
	x.start("annotation", "xml:id", id, "motivation", motivations[a.Kind],
		"target", cmp.Or(target, "#"+t.prefix+xmlName(a.Passage)))
	x.start("respStmt")
	x.element("resp", a.Kind.String())
	x.element("name", cmp.Or(a.By, "unsigned"))
	x.end()
	if date := isoDate(a.Date); date != "" {
		x.element("revisionDesc/change", "written", "when", date)
	}
	x.start("note")
	if a.Quote != "" {
		x.element("q", a.Quote)
	}
	if a.Reading != "" {
		x.text(" ")
		x.element("corr", a.Reading)
	}
	if a.Reason != "" {
		x.text(" " + a.Reason)
	}
	if a.Body != nil {
		x.text(" ")
		t.short(a.Body, id+".")
	}
	x.end()
	x.endLine()
}

// prose writes a short text within an element of that name; nothing when there is none.
func (t *tei) prose(name string, text *edition.Text, prefix string, attributes ...string) {
	if text == nil {
		return
	}
	t.xml.start(name, attributes...)
	t.short(text, prefix)
	t.xml.end()
}

// short writes a short text as running words, with its own identifiers behind the prefix.
func (t *tei) short(text *edition.Text, prefix string) {
	outer := *t
	t.marks = marks{}
	t.enter(text, prefix)
	t.running(parse(t.fragments.Main))
	*t = outer
}

// iso is a date as XML Schema 1.0 has it, which TEI follows: it knows no year 0, so that 44 BC is -0044.
func iso(d csl.DateParts) string {
	if d.Year >= 0 {
		return d.ISO()
	}
	d.Year = -d.Year
	return "-" + d.ISO()
}

// dating are TEI's attributes of when something was: a point, as exact as TEI has it, or both ends; and that it is not certain.
func dating(d csl.Date) []string {
	when, from, to := iso(d.Start), "", iso(d.End)
	if to != "" || d.Open {
		when, from = "", when
	}
	cert := ""
	if d.Circa {
		cert = "medium"
	}
	return []string{"when", when, "from", from, "to", to, "cert", cert}
}

// dated are the same of a date in EDTF, where 184X is some time of these years and 1840/1849 all of them.
func dated(edtf string) []string {
	d, _ := csl.ParseEDTF(edtf)
	attributes := dating(d)
	if !strings.Contains(edtf, "/") {
		attributes[2], attributes[4] = "notBefore", "notAfter"
	}
	return attributes
}

// isoDate is an EDTF date where it is one certain point, as exact as ISO 8601 has it, which has no seasons; or "".
func isoDate(edtf string) string {
	d, err := csl.ParseEDTF(edtf)
	if err != nil || d.End.Year != 0 || d.Open || d.Circa {
		return ""
	}
	return iso(d.Start)
}
