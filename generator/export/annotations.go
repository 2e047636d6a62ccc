package export

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/net/html"

	"glossator/generator/edition"
)

// The W3C's Web Annotation Data Model (Recommendation of 23 February 2017) as JSON-LD: one AnnotationCollection with
// one page of annotations. Addresses follow from the edition's base-url; without one they are relative.

type annotationCollection struct {
	Context string         `json:"@context"`
	ID      string         `json:"id"`
	Type    string         `json:"type"`
	Label   string         `json:"label"`
	Total   int            `json:"total"`
	First   annotationPage `json:"first"`
}

type annotationPage struct {
	ID         string          `json:"id"`
	Type       string          `json:"type"`
	StartIndex int             `json:"startIndex"`
	Items      []webAnnotation `json:"items"`
}

type webAnnotation struct {
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Creator    *annotationAgent `json:"creator,omitempty"`
	Created    string           `json:"created,omitempty"`
	Rights     string           `json:"rights,omitempty"`
	Body       []textualBody    `json:"body"`
	Target     annotationTarget `json:"target"`
}

type annotationAgent struct {
	Type string `json:"type,omitempty"`
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
}

type textualBody struct {
	Type     string `json:"type"`
	Purpose  string `json:"purpose"`
	Value    string `json:"value"`
	Format   string `json:"format"`
	Language string `json:"language,omitempty"`
}

type annotationTarget struct {
	Source   string     `json:"source"`
	Selector []selector `json:"selector,omitempty"`
}

type selector struct {
	Type       string    `json:"type"`
	ConformsTo string    `json:"conformsTo,omitempty"`
	Value      string    `json:"value,omitempty"`
	Exact      string    `json:"exact,omitempty"`
	Prefix     string    `json:"prefix,omitempty"`
	Suffix     string    `json:"suffix,omitempty"`
	Start      *int      `json:"start,omitempty"`
	End        *int      `json:"end,omitempty"`
	RefinedBy  *selector `json:"refinedBy,omitempty"`
}

// Annotations writes the essays' annotations as W3C web annotations. An annotation selects its words on the essay's
// page by quoting them, and by their place, in UTF-16 code units as in the DOM, within the passage's words: those of
// edition.json, without the markers of notes.
func Annotations(w io.Writer, in Input) error {
	base := in.Edition.Settings.BaseURL
	a := &annotator{in: in, words: map[*edition.Text][]string{}}
	items := []webAnnotation{}
	for _, x := range in.essays() {
		for _, annotation := range x.Annotations {
			items = append(items, a.annotation(x, annotation))
		}
	}
	c := annotationCollection{
		Context: "http://www.w3.org/ns/anno.jsonld", ID: base + "annotations.jsonld", Type: "AnnotationCollection",
		Label: in.Edition.Settings.Title, Total: len(items),
		First: annotationPage{ID: base + "annotations.jsonld#page", Type: "AnnotationPage", Items: items},
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(c)
}

type annotator struct {
	in    Input
	words map[*edition.Text][]string // of formatted clusters
}

func (a *annotator) annotation(x *edition.Essay, n *edition.Annotation) webAnnotation {
	page := a.in.Edition.Settings.BaseURL + "essays/" + x.ID + ".html"
	w := webAnnotation{
		ID: page + "#annotation-" + n.ID, Type: "Annotation", Motivation: motivations[n.Kind], Created: dateTime(n.Date),
		Target: annotationTarget{Source: page, Selector: a.selectors(x, n)},
	}
	if license := a.in.Edition.Settings.License; license != "" {
		w.Rights = edition.LicenseAddress(license)
	}
	if n.By != "" {
		w.Creator = a.creator(n.By)
	}
	body := func(purpose, words, language string) {
		if words != "" {
			w.Body = append(w.Body, textualBody{"TextualBody", purpose, words, "text/plain", language})
		}
	}
	body("editing", n.Reading, x.Language)
	body("commenting", n.Reason, a.in.Edition.Settings.Language)
	if n.Body != nil {
		body(bodyPurpose(n.Kind), a.plain(n.Body), n.Body.Language)
	}
	if w.Body == nil {
		w.Body = []textualBody{}
	}
	return w
}

// bodyPurpose is why a remark is made; of an emendation the reading edits, and the remark comments.
func bodyPurpose(k edition.AnnotationKind) string {
	if k == edition.Emendation {
		return "commenting"
	}
	return motivations[k]
}

// creator is who made an annotation: with a record of their own when they are an editor or author who has one.
func (a *annotator) creator(name string) *annotationAgent {
	people := a.in.Edition.Settings.Editors
	for _, x := range a.in.essays() {
		people = append(people[:len(people):len(people)], x.Authors...)
	}
	for _, p := range people {
		if p.PlainName() == name && p.ORCID != "" {
			return &annotationAgent{Type: "Person", ID: "https://orcid.org/" + p.ORCID, Name: name}
		}
	}
	return &annotationAgent{Name: name}
}

// selectors choose the words: by the passage's address and their place in it, and by themselves.
func (a *annotator) selectors(x *edition.Essay, n *edition.Annotation) []selector {
	passage := selector{Type: "FragmentSelector", ConformsTo: "http://tools.ietf.org/rfc/rfc3236", Value: n.Passage}
	if n.Span.Passage < 0 {
		return []selector{passage}
	}
	passage.Value = x.Text.Passages[n.Span.Passage].ID
	words := x.Text.Passages[n.Span.Passage].Text
	before := a.expanded(x.Text, n.Span.Passage, 0, n.Span.Start)
	exact := a.expanded(x.Text, n.Span.Passage, n.Span.Start, n.Span.End)
	after := a.expanded(x.Text, n.Span.Passage, n.Span.End, int32(len(words)))
	start := len(utf16.Encode([]rune(before)))
	end := start + len(utf16.Encode([]rune(exact)))
	passage.RefinedBy = &selector{Type: "TextPositionSelector", Start: &start, End: &end}
	return []selector{
		{Type: "TextQuoteSelector", Exact: exact, Prefix: lastRunes(before, context), Suffix: firstRunes(after, context)},
		passage,
	}
}

// context is how many characters around a quotation help to find it again.
const context = 32

func firstRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

func lastRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[len(r)-n:])
	}
	return s
}

// expanded are a passage's words from start to end with formatted citations in their places.
func (a *annotator) expanded(t *edition.Text, passage, start, end int32) string {
	s := t.Passages[passage].Text[start:end]
	if !strings.Contains(s, edition.FormattedCitation) {
		return s
	}
	clusters := a.clusters(t)
	for i := range t.Clusters {
		c := &t.Citations[t.Clusters[i].First]
		if c.Form != edition.Printed && c.Span.Passage == passage && c.Span.Start >= start && c.Span.Start < end {
			s = strings.Replace(s, edition.FormattedCitation, clusters[i], 1)
		}
	}
	return s
}

// clusters are the words of a text's formatted clusters.
func (a *annotator) clusters(t *edition.Text) []string {
	if list, known := a.words[t]; known {
		return list
	}
	list := make([]string, len(t.Clusters))
	f := a.in.Fragments(t)
	fragments := slices.Concat([][]byte{f.Title, f.Subtitle, f.Main}, f.Notes, f.Authors)
	for _, abstract := range f.Abstracts {
		fragments = append(fragments, abstract.HTML)
	}
	for _, fragment := range fragments {
		each(parse(fragment), func(n *html.Node) {
			if k, ok := clusterNumber(n); ok && k < len(list) {
				list[k] = words(n)
			}
		})
	}
	a.words[t] = list
	return list
}

// plain are the words of a short text, a blank line between passages.
func (a *annotator) plain(t *edition.Text) string {
	var passages []string
	for i := range t.Passages {
		passages = append(passages, a.expanded(t, int32(i), 0, int32(len(t.Passages[i].Text))))
	}
	return strings.Join(passages, "\n\n")
}

// dateTime is a day as the instant at its start, as xsd:dateTime has it; "" when the date is less exact.
func dateTime(edtf string) string {
	if date := isoDate(edtf); len(date) == len("2006-01-02") {
		return date + "T00:00:00Z"
	}
	return ""
}
