package cli_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// strange are elements that no page of an edition has; a script without src is one, too, unless it is data.
const strange = "iframe, object, embed, base, style, template, foreignObject, animate, set, math, marquee"

// TestEveryPayloadInEveryPlace builds an edition for each payload, so that every place of the hostile edition has had each of
// them, and reads all files: pages have no element and no attribute that no page of an edition has, and what programs read
// is whole, with the payloads as words in it.
func TestEveryPayloadInEveryPlace(t *testing.T) {
	t.Parallel()
	var pages []string
	for shift := range payloads {
		t.Run(strconv.Itoa(shift), func(t *testing.T) {
			folder := t.TempDir()
			content, public := filepath.Join(folder, "content"), filepath.Join(folder, "public")
			hostileEdition(t, content, shift)
			glossator(t, "build", "--quiet", "--format", "json", "--keep-going", "--content", content, "--out", public)
			list := htmlFiles(t, public)
			if pages == nil {
				pages = list
			}
			if !slices.Equal(list, pages) {
				t.Errorf("the pages are %q, and were %q", list, pages)
			}
			checkFiles(t, public)
		})
	}
}

// checkFiles reads all files of a site.
func checkFiles(t *testing.T, public string) {
	t.Helper()
	read := 0
	err := fs.WalkDir(os.DirFS(public), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		check := map[string]func([]byte) []string{".html": strangeInPage, ".json": notJSON, ".js": notCalls, ".xml": strangeInXML}[path.Ext(name)]
		if check == nil || strings.HasPrefix(name, "js/") { // those are the layouts'
			return nil
		}
		read++
		b, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(name)))
		for _, found := range check(b) {
			t.Errorf("%s: %.300s", name, found)
		}
		return err
	})
	if err != nil || read < 40 {
		t.Errorf("%d files have been read: %v", read, err)
	}
}

// strangeInPage is what no page of an edition has: the same as suspects finds in a browser, and scripts that end before
// their end.
func strangeInPage(page []byte) (found []string) {
	tree, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	names := strings.Split(strange, ", ")
	for n := range tree.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains(names, n.Data) || n.Namespace == "math" {
			found = append(found, "the element "+n.Data)
		}
		if n.Data == "script" {
			found = append(found, strangeScript(n)...)
		}
		for _, a := range n.Attr {
			if isStrange(n, a) {
				found = append(found, fmt.Sprintf("%s %s=%s", n.Data, a.Key, a.Val))
			}
		}
	}
	return found
}

// strangeScript says what is wrong with a script: it is empty and has an address, or it is data.
func strangeScript(n *html.Node) []string {
	words := ""
	if n.FirstChild != nil {
		words = n.FirstChild.Data
	}
	switch src, kind := attribute(n, "src"), attribute(n, "type"); {
	case src == "" && kind == "application/ld+json" && json.Valid([]byte(words)) && !strings.Contains(words, "<"):
	case src != "" && words == "":
	default:
		return []string{fmt.Sprintf("a script src=%q type=%q: %s", src, kind, words)}
	}
	return nil
}

var (
	attributes = []string{"href", "src", "action", "formaction", "poster", "data", "srcset", "content",
		"target", "url", "ref", "source", "facs", "corresp", "resource", "about"} // those of TEI and EPUB, too
	loading = []string{"src", "srcset", "poster", "data", "url"}
	refresh = regexp.MustCompile(`^0; url=[^:]*$`)
)

// isStrange says that no page of an edition has the attribute with that value: handlers, styles, and links that run or
// load something from elsewhere.
func isStrange(n *html.Node, a html.Attribute) bool {
	switch {
	case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
		return true
	case a.Key == "content":
		return attribute(n, "http-equiv") != "" && !refresh.MatchString(a.Val)
	case !slices.Contains(attributes, a.Key):
		return false
	}
	u, err := url.Parse(a.Val)
	if err != nil || strings.ContainsAny(a.Val, "\"<>") || strings.Contains(a.Val, " ") && a.Key != "target" { // TEI's targets may be several
		return true
	}
	loads := slices.Contains(loading, a.Key) || n.Data == "link" && (attribute(n, "rel") == "stylesheet" || strings.Contains(attribute(n, "rel"), "icon"))
	return !slices.Contains([]string{"", "http", "https", "mailto", "tel"}, u.Scheme) || u.Host == "evil.example" || loads && (u.Scheme != "" || u.Host != "")
}

// notJSON says why a file is no JSON.
func notJSON(b []byte) []string {
	var x any
	if err := json.Unmarshal(b, &x); err != nil {
		return []string{err.Error()}
	}
	return nil
}

var call = regexp.MustCompile(`(?m)^glossator\.[a-z]+\(`)

// notCalls says why a script is not a list of calls with data.
func notCalls(b []byte) (found []string) {
	for len(bytes.TrimSpace(b)) > 0 {
		at := call.FindIndex(b)
		if at == nil || len(bytes.TrimSpace(b[:at[0]])) > 0 {
			return []string{"this is no call: " + string(b)}
		}
		b = b[at[1]:]
		for separator := byte(','); separator == ','; {
			d := json.NewDecoder(bytes.NewReader(b))
			var x any
			if err := d.Decode(&x); err != nil {
				return []string{err.Error()}
			}
			b = bytes.TrimLeft(b[d.InputOffset():], " \n")
			if len(b) == 0 || b[0] != ',' && b[0] != ')' {
				return []string{"the arguments end in: " + string(b)}
			}
			separator, b = b[0], b[1:]
		}
		b = bytes.TrimPrefix(b, []byte(";"))
	}
	return nil
}

// strangeInXML is what an XML file has that no page has either, and why it is no XML.
func strangeInXML(b []byte) (found []string) {
	names := append(strings.Split(strange, ", "), "script")
	for d := xml.NewDecoder(bytes.NewReader(b)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			return append(found, err.Error())
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		n := &html.Node{Type: html.ElementNode, Data: start.Name.Local}
		if slices.Contains(names, n.Data) && start.Name.Space != "http://www.tei-c.org/ns/1.0" { // whose object is a thing
			found = append(found, "the element "+n.Data)
		}
		for _, a := range start.Attr {
			n.Attr = append(n.Attr, html.Attribute{Key: a.Name.Local, Val: a.Value})
		}
		for _, a := range n.Attr {
			if isStrange(n, a) {
				found = append(found, fmt.Sprintf("%s %s=%s", n.Data, a.Key, a.Val))
			}
		}
	}
}

// TestStrangeThingsAreFound has every check find what it is there for.
func TestStrangeThingsAreFound(t *testing.T) {
	page := strings.Join(strangeInPage([]byte(badPage+`<script src="x.js">alert(2)</script><script type="application/ld+json">{"a": "</script>`+
		`<meta http-equiv="refresh" content="0; url=https://evil.example/"><img src="//example.org/x"><link rel="stylesheet" href="https://example.org/x.css">`+
		`<a href="//evil.example">x</a><math><mi>x</mi></math>`)), "\n") + "\n"
	for _, want := range []string{
		"the element base", `a script src="" type="": alert(1)`, "p style=", "p onclick=", "a href=javascript:", "img src=data:", "img onerror=", "the element object",
		`a script src="x.js"`, `type="application/ld+json": {"a": "`, "meta content=", "img src=//example.org", "link href=https:", "a href=//evil.example", "the element math",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("of a bad page this is not found: %s; but\n%s", want, page)
		}
	}
	for _, script := range []string{`alert(1)`, `glossator.x("a"), alert(1)`, `glossator.x(alert(1));`, "glossator.x(\"a\u0001\");", "glossator.x(1);\nalert(1)", `glossator.x(1`} {
		if notCalls([]byte(script)) == nil {
			t.Errorf("%q passes as a call with data", script)
		}
	}
	if notCalls([]byte("glossator.x(\"a\", {\"b\": 1});\nglossator.y([1,2]);\n")) != nil || notJSON([]byte(`{"a": 1} {`)) == nil || strangeInXML([]byte(`<a><b></a>`)) == nil ||
		len(strangeInXML([]byte(`<a href="javascript:alert(1)"><script/><ref target="data:,x" onclick="x"/></a>`))) != 4 {
		t.Error("calls, JSON or XML are taken for others")
	}
}
