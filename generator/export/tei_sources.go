package export

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// sources writes the bibliography: each source in its parts, and as the citation style formats it.
func (t *tei) sources(list []*edition.Source) {
	if len(list) == 0 {
		return
	}
	x := t.xml
	x.start("listBibl")
	for _, s := range list {
		x.start("biblStruct", "xml:id", "source."+xmlName(s.Item.ID), "n", s.Item.ID, "type", s.Item.Type)
		t.biblStruct(&s.Item)
		x.element("note", t.in.entry(s), "type", "formatted")
		x.endLine()
	}
	x.endLine()
}

func (t *tei) biblStruct(item *csl.Item) {
	x := t.xml
	part := item.Fields["container-title"] != ""
	if part {
		x.start("analytic")
		t.people(item, "author", "author")
		t.people(item, "editor", "translator")
		t.others(item)
		t.title(item.Fields["title"], "a")
		x.end()
	}
	x.start("monogr")
	if part {
		t.people(item, "author", "container-author")
		t.people(item, "editor", "editor")
		t.title(item.Fields["container-title"], containerLevel(item.Type))
	} else {
		t.people(item, "author", "author")
		t.people(item, "editor", "editor")
		t.people(item, "editor", "translator")
		t.others(item)
		t.title(cmp.Or(item.Fields["title"], item.ID), itemLevel(item.Type))
	}
	t.identifiers(item)
	if edition.IsLanguage(item.Fields["language"]) {
		x.empty("textLang", "mainLang", item.Fields["language"])
	}
	if e := item.Fields["edition"]; e != "" {
		x.element("edition", e)
	}
	t.imprint(item)
	x.end()
	if series := item.Fields["collection-title"]; series != "" {
		x.start("series")
		t.title(series, "s")
		x.element("biblScope", item.Fields["collection-number"], "unit", "volume")
		x.end()
	}
	if note := item.Fields["note"]; note != "" {
		x.element("note", csl.PlainText(note))
	}
	for _, field := range slices.Sorted(maps.Keys(item.Fields)) {
		if !hasElement[field] && item.Fields[field] != "" {
			x.element("note", csl.PlainText(item.Fields[field]), "type", field)
		}
	}
}

// hasElement tells the variables of a source for which TEI has an element or a place of its own. Others are notes of their name.
var hasElement = map[string]bool{
	"title": true, "container-title": true, "collection-title": true, "collection-number": true, "edition": true, "publisher-place": true, "publisher": true,
	"volume": true, "issue": true, "number": true, "page": true, "chapter-number": true, "number-of-pages": true,
	"DOI": true, "ISBN": true, "ISSN": true, "PMID": true, "URL": true, "language": true, "note": true,
	"author": true, "container-author": true, "editor": true, "translator": true, "issued": true, "original-date": true, "accessed": true,
}

// containerLevel is TEI's level of the title that an item stands in.
func containerLevel(kind string) string {
	if strings.HasPrefix(kind, "article") || strings.HasPrefix(kind, "review") {
		return "j"
	}
	return "m"
}

func itemLevel(kind string) string {
	if slices.Contains([]string{"manuscript", "thesis", "speech", "personal_communication", "interview", "report"}, kind) {
		return "u"
	}
	return "m"
}

func (t *tei) title(field, level string) {
	if field != "" {
		t.xml.start("title", "level", level)
		t.inlines(parse(csl.AppendHTML(nil, csl.RichText(field), nil)))
		t.xml.end()
	}
}

// people writes the names that an item has under a CSL variable.
func (t *tei) people(item *csl.Item, element, variable string) {
	role := ""
	if variable != element && variable != "container-author" {
		role = variable
	}
	for _, n := range item.Names[variable] {
		if n.IsOthers() {
			continue
		}
		t.xml.start(element, "role", role)
		t.person(n)
		t.xml.end()
	}
}

func (t *tei) person(n csl.Name) {
	x := t.xml
	if n.Literal != "" {
		x.element("name", n.Literal)
		return
	}
	x.start("persName")
	x.element("forename", n.Given)
	x.element("nameLink", strings.TrimSpace(n.DroppingParticle+" "+n.NonDroppingParticle))
	x.element("surname", n.Family)
	x.element("genName", n.Suffix)
	x.end()
}

// others writes whoever else had a part in a source, and which: who composed it, to whom it was written.
func (t *tei) others(item *csl.Item) {
	x := t.xml
	for _, variable := range slices.Sorted(maps.Keys(item.Names)) {
		for _, n := range item.Names[variable] {
			if !hasElement[variable] && !n.IsOthers() {
				x.start("respStmt")
				x.element("resp", variable)
				t.person(n)
				x.end()
			}
		}
	}
}

func (t *tei) identifiers(item *csl.Item) {
	for _, kind := range []string{"DOI", "ISBN", "ISSN", "PMID"} {
		t.xml.element("idno", item.Fields[kind], "type", kind)
	}
	t.xml.element("idno", item.Fields["URL"], "type", "URL")
}

func (t *tei) imprint(item *csl.Item) {
	x := t.xml
	f := item.Fields
	x.start("imprint")
	x.element("pubPlace", f["publisher-place"])
	x.element("publisher", f["publisher"])
	t.date(item.Dates["issued"], "")
	t.date(item.Dates["original-date"], "original")
	t.date(item.Dates["accessed"], "accessed")
	for _, variable := range slices.Sorted(maps.Keys(item.Dates)) {
		if !hasElement[variable] {
			t.date(item.Dates[variable], variable)
		}
	}
	for _, s := range []struct{ field, unit string }{
		{"volume", "volume"}, {"issue", "issue"}, {"number", "number"}, {"page", "page"}, {"chapter-number", "chapter"}, {"number-of-pages", "pages"},
	} {
		x.element("biblScope", f[s.field], "unit", s.unit)
	}
	if item.Dates["issued"] == (csl.Date{}) {
		x.element("date", "not stated")
	}
	x.end()
}

func (t *tei) date(d csl.Date, kind string) {
	words := cmp.Or(d.Literal, d.Raw, t.in.Day(d.EDTF()), iso(d.Start)) // a season in words has no EDTF
	t.xml.element("date", words, append([]string{"type", kind}, dating(d)...)...)
}
