package export

import (
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
		i, err := strconv.Atoi(rest)
		if err == nil && i < len(t.text.Citations) {
			t.citation(i, func() { t.inlines(children(n)) })
		}
	case scheme == "term":
		t.phrase("term", n, "ref", "#term."+id)
	case scheme == "name":
		t.phrase(t.nameElement(id), n, "ref", "#name."+id)
	case scheme == "event":
		t.phrase("rs", n, "type", "event", "ref", "#event."+id)
	case scheme == "essay" && fragment != "":
		t.phrase("ref", n, "target", "#"+id+"."+fragment)
	case scheme == "essay":
		t.phrase("ref", n, "target", "#"+id)
	case scheme == "http", scheme == "https", scheme == "mailto", scheme == "tel":
		t.phrase("ref", n, "target", attribute(n, "href"))
	default:
		t.inlines(children(n))
	}
}

func (t *tei) nameElement(id string) string {
	if n := t.in.Edition.Name(id); n != nil {
		return [...]string{"persName", "placeName", "orgName", "name"}[n.Kind]
	}
	return "name"
}

// citation writes one act of citing: what is printed leads to the source, and the locators stand beside it as data.
func (t *tei) citation(i int, printed func()) {
	c := &t.text.Citations[i]
	x := t.xml
	x.start("bibl", "xml:id", t.prefix+"c"+strconv.Itoa(i+1))
	if c.Resolved {
		x.start("ref", "target", "#source."+xmlName(c.Source))
		printed()
		x.end()
	} else {
		printed()
	}
	for _, l := range c.Locators {
		from, to := l.Value, ""
		if first, last, ok := strings.Cut(strings.ReplaceAll(l.Value, "–", "-"), "-"); ok {
			from, to = first, last
		}
		x.empty("citedRange", "unit", xmlName(l.Label), "n", l.Value, "from", oneWord(from), "to", oneWord(to))
	}
	x.end()
}

// oneWord is the value where it is a single word, as TEI's from and to must be.
func oneWord(s string) string {
	if strings.ContainsAny(s, " \t\n") {
		return ""
	}
	return s
}

// cluster writes the citations that the style formats together: the words once, then each citation as data.
func (t *tei) cluster(n *html.Node) {
	k, err := strconv.Atoi(attribute(n, "data-cluster"))
	if err != nil || k >= len(t.text.Clusters) {
		return
	}
	cluster := t.text.Clusters[k]
	x := t.xml
	x.start("seg", "type", "citation")
	x.text(t.in.Cluster(t.text, k))
	for i := range cluster.Count {
		t.citation(int(cluster.First+i), func() {})
	}
	x.end()
}

// annotated writes the words that an annotation is about. An emendation shows what was printed and what is read.
func (t *tei) annotated(n *html.Node) {
	id := strings.TrimPrefix(attribute(n, "id"), "at-")
	var found *edition.Annotation
	if t.essay != nil {
		for _, a := range t.essay.Annotations {
			if a.ID == id && id != "" {
				found = a
			}
		}
	}
	x := t.xml
	switch {
	case found == nil:
		t.inlines(children(n))
	case found.Kind == edition.Emendation && found.Reading != "" && words(n) == found.Quote:
		x.start("choice", "xml:id", t.prefix+"at."+id)
		t.phrase("sic", n)
		x.element("corr", found.Reading, "resp", "#"+t.prefix+"editor")
		x.end()
	default:
		t.phrase("seg", n, "xml:id", t.prefix+"at."+id)
	}
}

// xmlName spells a key so that it can be part of an xml:id.
func xmlName(key string) string {
	var b strings.Builder
	for _, r := range key {
		if r == '-' || r == '.' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			b.WriteRune(r)
		} else {
			b.WriteString("_" + strconv.FormatInt(int64(r), 16))
		}
	}
	return b.String()
}
