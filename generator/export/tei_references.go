package export

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"glossator/generator/edition"
)

// reference writes a link: a citation with its locators, a term, a name, an event, or another text.
func (t *tei) reference(n *html.Node) {
	scheme, rest, _ := strings.Cut(attribute(n, "href"), ":")
	id, fragment, _ := strings.Cut(rest, "#")
	switch {
	case hasClass(n, "address"):
	case scheme == "cite":
		if i, err := strconv.Atoi(rest); err == nil && i < len(t.text.Citations) {
			t.citation(i, n)
		}
	case scheme == "term":
		t.phrase("term", n, "ref", "#term."+id)
	case scheme == "name":
		t.phrase(t.nameElement(id), n, "ref", "#name."+id)
	case scheme == "event":
		t.phrase("rs", n, "type", "event", "ref", "#event."+id)
	case scheme == "essay":
		t.phrase("ref", n, "target", t.essayAddress(id, fragment))
	case scheme == "page":
		t.phrase("ref", n, "target", t.pageAddress(id, fragment))
	case scheme == "file":
		t.phrase("ref", n, "target", fileAddress(rest))
	case scheme == "http", scheme == "https", scheme == "mailto", scheme == "tel":
		t.phrase("ref", n, "target", attribute(n, "href"))
	default:
		t.inlines(children(n))
	}
}

// essayAddress is the identifier of an essay or passage where the document has it, else its address on the web or, of
// an edition without one, beside this document.
func (t *tei) essayAddress(id, fragment string) string {
	address := teiName(id)
	if fragment != "" {
		address += "." + xmlName(fragment)
	}
	if t.in.has(id) {
		return "#" + address
	}
	if base := t.in.Edition.Settings.BaseURL; base != "" {
		return withFragment(base+"essays/"+id+".html", fragment)
	}
	return id + ".xml#" + address
}

// pageAddress is the address of an editorial page, which TEI documents do not hold.
func (t *tei) pageAddress(id, fragment string) string {
	return withFragment(t.in.Edition.Settings.BaseURL+"pages/"+id+".html", fragment)
}

func withFragment(address, fragment string) string {
	if fragment == "" {
		return address
	}
	return address + "#" + fragment
}

func (t *tei) nameElement(id string) string {
	if n := t.in.Edition.Name(id); n != nil {
		return [...]string{"persName", "placeName", "orgName", "name"}[n.Kind]
	}
	return "name"
}

// citation writes one act of citing: what is printed leads to the source, and the locators stand beside it as data.
// Further words of a citation, apart from the first, only lead to the source.
func (t *tei) citation(i int, printed *html.Node) {
	c := &t.text.Citations[i]
	x := t.xml
	if t.cited[i] {
		if printed != nil {
			t.phrase("ref", printed, "target", sourceAddress(c.Source))
		}
		return
	}
	t.cited[i] = true
	cert := ""
	if !c.Resolved {
		cert = "unknown"
	}
	x.start("bibl", "xml:id", t.prefix+c.ID, "cert", cert)
	switch {
	case printed == nil:
		x.empty("ref", "target", sourceAddress(c.Source))
	case c.Resolved:
		t.phrase("ref", printed, "target", sourceAddress(c.Source))
	default:
		t.inlines(children(printed))
	}
	for _, l := range c.Locators() {
		from, to := l.Value, ""
		if first, last, ok := strings.Cut(strings.ReplaceAll(l.Value, "–", "-"), "-"); ok {
			from, to = first, last
		}
		x.empty("citedRange", "unit", xmlName(l.Label), "n", l.Value, "from", oneWord(from), "to", oneWord(to))
	}
	x.end()
}

// unresolved writes a citation of a source that the edition does not have.
func (t *tei) unresolved(n *html.Node) {
	id := attribute(n, "id")
	i := slices.IndexFunc(t.text.Citations, func(c edition.Citation) bool { return c.ID == id })
	if i < 0 {
		t.phrase("bibl", n, "cert", "unknown")
		return
	}
	t.citation(i, n)
}

func sourceAddress(key string) string { return "#source." + xmlName(key) }

// oneWord is the value where it is a single word, as TEI's from and to must be.
func oneWord(s string) string {
	if strings.ContainsAny(s, " \t\n") {
		return ""
	}
	return s
}

// cluster writes the citations that the style formats together; those that its words do not show follow as data. A
// style that cites in notes gets a note.
func (t *tei) cluster(n *html.Node) {
	k, ok := clusterNumber(n)
	if !ok || k >= len(t.text.Clusters) {
		return
	}
	cluster := t.text.Clusters[k]
	if hasClass(n, "note") {
		t.xml.start("note", "type", "citation", "place", "bottom")
	} else {
		t.xml.start("seg", "type", "citation")
	}
	t.inlines(children(n))
	for i := cluster.First; i < cluster.First+cluster.Count; i++ {
		if !t.cited[int(i)] && t.text.Citations[i].Resolved {
			t.citation(int(i), nil)
		}
	}
	t.xml.end()
	t.marks.pass(len(edition.FormattedCitation))
}

// clusterNumber is the number of the cluster that a node holds.
func clusterNumber(n *html.Node) (int, bool) {
	k, err := strconv.Atoi(attribute(n, "data-cluster"))
	return k, err == nil && k >= 0
}

// annotated writes words that an annotation is about. An emendation shows what was printed and what is read.
func (t *tei) annotated(n *html.Node) {
	a := t.marks.enter(attribute(n, "id"))
	defer func() { t.marks.leave(len(words(n))) }()
	x := t.xml
	if a == nil {
		t.inlines(children(n))
		return
	}
	id := t.prefix + "at." + xmlName(a.ID)
	if k := len(t.pieces[a.ID]); k > 0 {
		id += "." + strconv.Itoa(k+1)
	}
	t.pieces[a.ID] = append(t.pieces[a.ID], "#"+id)
	if a.Kind == edition.Emendation && a.Reading != "" && words(n) == a.Quote {
		x.start("choice", "xml:id", id)
		t.phrase("sic", n)
		x.element("corr", a.Reading, "resp", "#"+t.prefix+"editor")
		x.end()
		return
	}
	t.phrase("seg", n, "xml:id", id)
}

// teiName is an id as the name of an XML element's identity, which does not begin with a figure.
func teiName(id string) string {
	if id != "" && (id[0] >= '0' && id[0] <= '9' || id[0] == '-') {
		return "_" + id
	}
	return id
}

// xmlName spells a key so that it can be part of an xml:id.
func xmlName(key string) string {
	var b strings.Builder
	for _, r := range key {
		if r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			b.WriteRune(r)
		} else {
			b.WriteString("_" + strconv.FormatInt(int64(r), 16))
		}
	}
	return b.String()
}
