package export

import (
	"fmt"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// used is the apparatus that a document needs: everything that its texts refer to.
type used struct {
	sources []*edition.Source
	terms   []*edition.Term
	names   []*edition.Name
	events  []*edition.Event
	hands   bool // the document has notes or annotations of its own
}

func usedAll(e *edition.Edition) used {
	return used{e.Sources, e.Terms, e.Names, e.Events, false}
}

// usedBy is what an essay, its notes and its annotations refer to, and what the definitions of those terms cite.
func usedBy(e *edition.Edition, essay *edition.Essay) used {
	keys := map[string]bool{}
	note := func(t *edition.Text) {
		if t == nil {
			return
		}
		for _, c := range t.Citations {
			keys["source "+c.Source] = true
		}
		for _, m := range t.Mentions {
			keys[m.Kind.String()+" "+m.ID] = true
		}
	}
	note(essay.Text)
	for _, a := range essay.Annotations {
		note(a.Body)
	}
	for _, k := range essay.WorksCited {
		keys["source "+k] = true
	}
	u := used{hands: true}
	for _, x := range e.Terms {
		if keys["term "+x.ID] {
			u.terms = append(u.terms, x)
		}
	}
	for _, x := range e.Names {
		if keys["name "+x.ID] {
			u.names = append(u.names, x)
		}
	}
	for _, x := range e.Events {
		if keys["event "+x.ID] {
			u.events = append(u.events, x)
		}
	}
	for _, x := range e.Sources {
		if keys["source "+x.Item.ID] {
			u.sources = append(u.sources, x)
		}
	}
	return u
}

// annotationsOnly is what stands with an essay when the corpus holds the rest.
func (u used) annotationsOnly() used { return used{hands: true} }

// apparatus writes a standOff; essay is nil for the corpus's own.
func (t *tei) apparatus(u used, essay *edition.Essay) {
	x := t.xml
	x.start("standOff")
	x.line()
	if u.hands {
		t.hands(essay)
	}
	t.sources(u.sources)
	t.names(u.names)
	t.events(u.events)
	t.terms(u.terms)
	if essay != nil {
		t.annotations(essay)
	}
	x.end()
	x.line()
}

// hands says who "author" and "editor" are, to whom notes and corrections are ascribed.
func (t *tei) hands(essay *edition.Essay) {
	x := t.xml
	person := func(hand string, names []edition.Person) {
		x.start("listPerson", "type", hand)
		x.start("personGrp", "xml:id", t.prefix+hand)
		for _, p := range names {
			x.element("persName", plainMarkdown(p.Name))
		}
		if len(names) == 0 {
			x.element("persName", "unnamed")
		}
		x.end()
		x.end()
		x.line()
	}
	person("author", essay.Authors)
	person("editor", t.in.Edition.Settings.Editors)
}

func (t *tei) sources(list []*edition.Source) {
	if len(list) == 0 {
		return
	}
	x := t.xml
	x.start("listBibl")
	for _, s := range list {
		x.start("bibl", "xml:id", "source."+xmlName(s.Item.ID), "type", s.Item.Type)
		x.text(t.in.Entry(&s.Item))
		x.element("idno", s.Item.Fields["DOI"], "type", "DOI")
		x.element("idno", s.Item.Fields["ISBN"], "type", "ISBN")
		x.end()
		x.line()
	}
	x.end()
	x.line()
}

func (t *tei) names(list []*edition.Name) {
	groups := []struct {
		kind                   edition.NameKind
		list, item, name, note string
	}{
		{edition.PersonName, "listPerson", "person", "persName", "note"},
		{edition.PlaceName, "listPlace", "place", "placeName", "note"},
		{edition.OrganisationName, "listOrg", "org", "orgName", "note"},
		{edition.TreatyName, "listObject", "object", "", "note"},
	}
	for _, g := range groups {
		t.group(list, g.kind, g.list, func(n *edition.Name) {
			x := t.xml
			x.start(g.item, "xml:id", "name."+n.ID)
			if g.kind == edition.TreatyName {
				x.start("objectIdentifier")
				x.element("objectName", n.Name)
				t.authorities(n)
				x.end()
			} else {
				x.element(g.name, n.Name)
			}
			if g.kind == edition.PersonName {
				x.element("birth", n.Born, "when", isoDate(n.Born))
				x.element("death", n.Died, "when", isoDate(n.Died))
			}
			if g.kind != edition.TreatyName {
				t.authorities(n)
			}
			t.prose(g.note, n.About)
			x.end()
			x.line()
		})
	}
}

func (t *tei) group(list []*edition.Name, kind edition.NameKind, element string, write func(*edition.Name)) {
	open := false
	for _, n := range list {
		if n.Kind != kind {
			continue
		}
		if !open {
			t.xml.start(element)
			open = true
		}
		write(n)
	}
	if open {
		t.xml.end()
		t.xml.line()
	}
}

func (t *tei) authorities(n *edition.Name) {
	if n.Wikidata != "" {
		t.xml.element("idno", "https://www.wikidata.org/entity/"+n.Wikidata, "type", "wikidata")
	}
	if n.VIAF != "" {
		t.xml.element("idno", "https://viaf.org/viaf/"+n.VIAF, "type", "VIAF")
	}
}

func (t *tei) events(list []*edition.Event) {
	if len(list) == 0 {
		return
	}
	x := t.xml
	x.start("listEvent")
	for _, e := range list {
		from, to := iso(e.Date.Start), iso(e.Date.End)
		if to == "" {
			x.start("event", "xml:id", "event."+e.ID, "when", from)
		} else {
			x.start("event", "xml:id", "event."+e.ID, "from", from, "to", to)
		}
		x.element("label", e.Title)
		t.prose("desc", e.About)
		x.end()
		x.line()
	}
	x.end()
	x.line()
}

// terms writes the glossary: the definition, and where essays define the term themselves.
func (t *tei) terms(list []*edition.Term) {
	if len(list) == 0 {
		return
	}
	x := t.xml
	x.start("list", "type", "gloss")
	for _, term := range list {
		x.start("label")
		x.element("term", term.Term, "xml:id", "term."+term.ID)
		x.end()
		x.start("item")
		t.prose("gloss", term.Definition)
		for _, a := range term.Attested {
			if a.Quote != "" {
				x.element("quote", a.Quote, "source", "#"+a.Essay+"."+a.Passage)
			}
		}
		x.end()
		x.line()
	}
	x.end()
	x.line()
}

func (t *tei) annotations(essay *edition.Essay) {
	if len(essay.Annotations) == 0 {
		return
	}
	x := t.xml
	x.start("listAnnotation")
	for _, a := range essay.Annotations {
		target := "#" + t.prefix + a.Passage
		if a.Span.Passage >= 0 && a.Quote != "" {
			target = "#" + t.prefix + "at." + a.ID
		}
		x.start("annotation", "xml:id", t.prefix+"annotation."+a.ID, "target", target)
		x.start("respStmt")
		x.element("resp", a.Kind.String())
		x.element("name", firstOf(a.By, "unsigned"))
		x.end()
		if date := isoDate(a.Date); date != "" {
			x.start("revisionDesc")
			x.element("change", "written", "when", date)
			x.end()
		}
		x.start("note")
		x.element("q", a.Quote)
		if a.Reading != "" {
			x.text(" ")
			x.element("corr", a.Reading)
		}
		if a.Reason != "" {
			x.text(" " + a.Reason)
		}
		t.short(a.Body)
		x.end()
		x.end()
		x.line()
	}
	x.end()
	x.line()
}

// prose writes a short text within an element of that name; nothing when there is none.
func (t *tei) prose(name string, text *edition.Text) {
	if text == nil {
		return
	}
	t.xml.start(name)
	t.short(text)
	t.xml.end()
}

// short writes the words of a short text. Its citations and mentions are references; its own addresses are not
// written, since they are not unique in the document.
func (t *tei) short(text *edition.Text) {
	if text == nil {
		return
	}
	for i, p := range text.Passages {
		if i > 0 {
			t.xml.text(" ")
		}
		t.xml.text(t.plain(text, p.Text))
	}
}

// plain puts the formatted citations into a passage's text.
func (t *tei) plain(text *edition.Text, words string) string {
	for cluster := range text.Clusters {
		if !strings.Contains(words, edition.FormattedCitation) {
			break
		}
		if text.Citations[text.Clusters[cluster].First].Form != edition.Printed {
			words = strings.Replace(words, edition.FormattedCitation, t.in.Cluster(text, cluster), 1)
		}
	}
	return words
}

func iso(d csl.DateParts) string {
	switch {
	case d.Year <= 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// isoDate is an EDTF date where it is a plain one as TEI's when allows, or "".
func isoDate(edtf string) string {
	for i, r := range edtf {
		if r != '-' && (r < '0' || r > '9') || r == '-' && (i != 4 && i != 7) {
			return ""
		}
	}
	if n := len(edtf); n != 4 && n != 7 && n != 10 {
		return ""
	}
	return edtf
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func orUnknown(s string) string { return firstOf(s, "not stated") }

// licenseAddress is the address of a licence that is given by its SPDX identifier, or as an address.
func licenseAddress(license string) string {
	if strings.Contains(license, "://") {
		return license
	}
	if rest, found := strings.CutPrefix(strings.ToLower(license), "cc-"); found {
		if i := strings.LastIndexByte(rest, '-'); i > 0 {
			return "https://creativecommons.org/licenses/" + rest[:i] + "/" + rest[i+1:] + "/"
		}
	}
	return "https://spdx.org/licenses/" + license + ".html"
}

// plainMarkdown is a name without the notes it calls and without emphasis.
func plainMarkdown(s string) string {
	for {
		before, after, found := strings.Cut(s, "[^")
		if !found {
			break
		}
		_, rest, _ := strings.Cut(after, "]")
		s = before + rest
	}
	return strings.NewReplacer("*", "", "_", "", `\`, "").Replace(s)
}
