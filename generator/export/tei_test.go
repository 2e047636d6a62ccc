package export_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"glossator/generator/edition"
	"glossator/generator/export"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// documents are an edition's TEI files by name.
func documents(t testing.TB, in export.Input) map[string][]byte {
	all := map[string][]byte{"corpus": written(t, export.TEICorpus, in)}
	for _, x := range in.Edition.Essays {
		all[x.ID] = written(t, export.TEI, alone(in, x))
	}
	return all
}

func TestTEIIsValid(t *testing.T) {
	schema, jing := needed.Variable(t, "GLOSSATOR_TEI_SCHEMA"), needed.Program(t, "jing")
	folder := t.TempDir()
	var files []string
	for name, in := range inputs(t) {
		for id, document := range documents(t, in) {
			files = append(files, filepath.Join(folder, name+" "+id+".xml"))
			fixture.Write(t, files[len(files)-1], document)
		}
	}
	out, err := exec.Command(jing, append([]string{schema}, files...)...).CombinedOutput()
	if err != nil {
		t.Errorf("jing: %v\n%s", err, out)
	}
	damaged := bytes.Replace(written(t, export.TEICorpus, everything(t)), []byte("<choice"), []byte("<chance"), 1)
	damaged = bytes.Replace(damaged, []byte("</choice>"), []byte("</chance>"), 1)
	fixture.Write(t, filepath.Join(folder, "damaged.xml"), damaged)
	if out, err := exec.Command(jing, schema, filepath.Join(folder, "damaged.xml")).CombinedOutput(); err == nil || !bytes.Contains(out, []byte("chance")) {
		t.Errorf("jing takes a damaged document: %s", out)
	}
}

func TestXMLLintReadsTEI(t *testing.T) {
	xmllint := needed.Program(t, "xmllint")
	lint := func(document []byte) error {
		c := exec.Command(xmllint, "--noout", "-")
		c.Stdin = bytes.NewReader(document)
		return c.Run()
	}
	for name, in := range inputs(t) {
		for id, document := range documents(t, in) {
			if err := lint(document); err != nil {
				t.Errorf("%s %s: %v", name, id, err)
			}
			if lint(bytes.Replace(document, []byte("</teiHeader>"), nil, 1)) == nil {
				t.Errorf("%s %s: xmllint takes a damaged document", name, id)
			}
		}
	}
}

// xmlElement is an element of a document, or words when it has no name.
type xmlElement struct {
	name       string
	words      string
	attributes map[string]string
	children   []*xmlElement
}

func readXML(t testing.TB, document []byte) *xmlElement {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(document))
	open := []*xmlElement{{}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return open[0]
		}
		if err != nil {
			t.Fatal(err)
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &xmlElement{name: token.Name.Local, attributes: map[string]string{}}
			for _, a := range token.Attr {
				name := a.Name.Local
				if strings.HasSuffix(a.Name.Space, "/namespace") {
					name = "xml:" + name
				}
				e.attributes[name] = a.Value
			}
			last.children = append(last.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.children = append(last.children, &xmlElement{words: string(token)})
		}
	}
}

func (e *xmlElement) each(f func(*xmlElement)) {
	f(e)
	for _, c := range e.children {
		c.each(f)
	}
}

func TestTEIIdentifiersAreUniqueAndPointersLead(t *testing.T) {
	for name, in := range inputs(t) {
		for id, document := range documents(t, in) {
			seen := map[string]bool{}
			var targets []string
			readXML(t, document).each(func(e *xmlElement) {
				if id := e.attributes["xml:id"]; id != "" {
					if seen[id] {
						t.Errorf("%s %s: xml:id %q twice", name, id, id)
					}
					seen[id] = true
				}
				for _, pointer := range []string{"target", "ref", "resp", "corresp", "source"} {
					targets = append(targets, strings.Fields(e.attributes[pointer])...)
				}
			})
			if x := in.Edition.Essay(id); x != nil {
				for i := range x.Text.Passages {
					if p := &x.Text.Passages[i]; p.Kind != edition.Byline && !seen[prefix(id)+p.ID] {
						t.Errorf("%s %s: passage %s has no identifier", name, id, p.ID)
					}
				}
			}
			for _, target := range targets {
				if rest, here := strings.CutPrefix(target, "#"); here && !seen[rest] {
					t.Errorf("%s %s: nothing has the identifier %q", name, id, rest)
				}
			}
		}
	}
}

// prefix is what stands before the identifiers of an essay's passages.
func prefix(essay string) string {
	if essay[0] >= '0' && essay[0] <= '9' {
		return "_" + essay + "."
	}
	return essay + "."
}

// TestTEIHasEveryWord compares the words of an essay's passages with those of its TEI document, less what is added to
// them: corrections, formatted citations and the markers of further calls.
func TestTEIHasEveryWord(t *testing.T) {
	for name, in := range inputs(t) {
		for _, x := range in.Edition.Essays {
			want := passageWords(x.Text)
			got := map[string]int{}
			readXML(t, written(t, export.TEI, alone(in, x))).each(func(e *xmlElement) {
				if e.name == "text" || e.name == "abstract" {
					count(got, documentWords(e))
				}
			})
			if diff := difference(want, got); diff != "" {
				t.Errorf("%s %s: %s", name, x.ID, diff)
			}
		}
	}
}

// passageWords are those of all passages but the title and the line of authors, which are joined from several.
func passageWords(text *edition.Text) map[string]int {
	words := map[string]int{}
	for i := range text.Passages {
		if p := &text.Passages[i]; p.Kind != edition.Title && p.Kind != edition.Byline {
			count(words, strings.ReplaceAll(p.Text, edition.FormattedCitation, ""))
		}
	}
	return words
}

func count(into map[string]int, words string) {
	for _, w := range strings.Fields(words) {
		into[w]++
	}
}

// apart are elements whose words are not joined to those around them.
var apart = []string{"p", "head", "l", "cell", "item", "ab", "abstract", "lb"}

// documentWords are an element's words; those of notes follow the text that calls them.
func documentWords(e *xmlElement) string {
	var b, notes strings.Builder
	var write func(*xmlElement)
	write = func(e *xmlElement) {
		kind := e.attributes["type"]
		switch {
		case e.name == "note" && kind != "citation":
			inner := &xmlElement{children: e.children}
			notes.WriteString(" " + documentWords(inner))
			return
		case e.name == "corr", e.name == "docTitle", e.name == "docAuthor", e.name == "docDate", kind == "citation", e.name == "ref" && kind == "note":
			e.each(func(c *xmlElement) {
				if c.name == "note" && c.attributes["type"] != "citation" {
					notes.WriteString(" " + documentWords(&xmlElement{children: c.children}))
				}
			})
			return
		case e.name == "figure" && e.attributes["xml:id"] == "":
			return
		}
		if slices.Contains(apart, e.name) {
			b.WriteString(" ")
			defer b.WriteString(" ")
		}
		b.WriteString(e.words)
		for _, c := range e.children {
			write(c)
		}
	}
	write(e)
	return b.String() + " " + notes.String()
}

func difference(want, got map[string]int) string {
	var list []string
	for w, n := range want {
		if got[w] < n {
			list = append(list, "missing "+w)
		}
	}
	for w, n := range got {
		if want[w] < n {
			list = append(list, "too much "+w)
		}
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// The dates of titles, lives, treaties and sources are in words; how exact they are stands in attributes.
func TestTEIDatesAreInWords(t *testing.T) {
	in := everything(t)
	in.Day = func(edtf string) string { return "the time " + edtf }
	corpus := string(written(t, export.TEICorpus, in))
	for _, want := range []string{
		`<birth notBefore="1870" notAfter="1879">the time 187X</birth>`, `<date from="1984" to="1986">the time 1984/1986</date>`,
		`<date from="1922-04-14" to="1922-04-16" type="signed">the time 1922-04-14/1922-04-16</date>`,
	} {
		if !strings.Contains(corpus, want) {
			t.Errorf("no %s", want)
		}
	}
	in.Essays = in.Edition.Essays[:1]
	for date, want := range map[string]string{
		"1922-04?": `<docDate when="1922-04" cert="medium" xml:lang="en">the time 1922-04?</docDate>`,
		"187X":     `<docDate notBefore="1870" notAfter="1879" xml:lang="en">the time 187X</docDate>`,
		"1939/..":  `<docDate from="1939" xml:lang="en">the time 1939/..</docDate>`,
		"1939-21":  `xml:lang="en">the time 1939-21</docDate>`,
	} {
		in.Essays[0].Date = date
		if got := string(written(t, export.TEI, in)); !strings.Contains(got, want) {
			title, _, _ := strings.Cut(got[max(0, strings.Index(got, "<docDate")):], "</titlePage>")
			t.Errorf("%s is %s, without %s", date, title, want)
		}
	}
}

func TestTEIGolden(t *testing.T) {
	in := everything(t)
	fixture.Golden(t, "testdata/golden/everything.xml", written(t, export.TEI, alone(in, in.Edition.Essay("everything"))))
}

func excerpt(b []byte, at int) []byte { return b[max(0, at-60):min(len(b), at+60)] }

func BenchmarkTEICorpus(b *testing.B) {
	in := opened(b, "../../content", "author-date")
	for b.Loop() {
		b.SetBytes(int64(len(written(b, export.TEICorpus, in))))
	}
}
