package csl_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"glossator/generator/csl"
	"glossator/generator/fixture"
)

// TestCases runs the case files, one a feature of CSL. A file is an archive of sections. These make the style and
// what it is used on, each until another of its name replaces it:
//
//	style         attributes of <style>
//	language      that it is used for, where it is not the style's own
//	locale        terms and options of the style's own locale
//	macros        <macro> elements
//	citation      a <citation> element, or what stands in its <layout>
//	bibliography  likewise
//	items         CSL-JSON
//	cites         one cluster a line: "id label locator; id" in the text, "3: id" in note 3, "{see}id{too}" with words around
//
// and these say what comes of it:
//
//	citations     the clusters, one a line
//	entries       the bibliography's entries, one a line
//
// With -update they are rewritten.
func TestCases(t *testing.T) {
	fixture.Cases(t, "testdata/cases/*.txt", runCases)
}

func runCases(t *testing.T, archive *txtar.Archive) *txtar.Archive {
	state := map[string]string{}
	line := 1 + strings.Count(string(archive.Comment), "\n")
	compared := 0
	for i, f := range archive.Files {
		text := strings.TrimSpace(string(f.Data))
		switch f.Name {
		case "citations", "entries":
			compared++
			archive.Files[i].Data = []byte(caseResult(t, state, line, f.Name) + "\n")
		case "style", "language", "locale", "macros", "citation", "bibliography", "items", "cites":
			state[f.Name] = text
		default:
			t.Errorf("line %d: no section is called %q", line, f.Name)
		}
		line += 1 + strings.Count(string(f.Data), "\n")
	}
	if compared == 0 {
		t.Error("nothing is compared")
	}
	return archive
}

func caseResult(t *testing.T, state map[string]string, line int, what string) string {
	library := caseProcessor(t, state, line).NewLibrary(caseItems(t, state, line))
	var got []string
	if what == "entries" {
		for _, e := range library.Bibliography() {
			got = append(got, flat(csl.HTML(e.Node, nil)))
		}
	} else {
		document := library.Document()
		for _, c := range caseClusters(state["cites"]) {
			got = append(got, flat(csl.HTML(document.Append(c), nil)))
		}
	}
	return strings.Join(got, "\n")
}

// flat puts an entry that is set in blocks onto one line.
func flat(html string) string {
	return strings.NewReplacer("\n    ", "", "\n  ", "", "\n", "").Replace(html)
}

func caseItems(t *testing.T, state map[string]string, line int) []csl.Item {
	var items []csl.Item
	if err := json.Unmarshal([]byte(state["items"]), &items); err != nil {
		t.Fatalf("line %d: items: %v", line, err)
	}
	return items
}

func caseProcessor(t *testing.T, state map[string]string, line int) *csl.Processor {
	text := `<style version="1.0" ` + state["style"] + `><locale>` + state["locale"] + `</locale>` + state["macros"] +
		inLayout("citation", state["citation"]) + inLayout("bibliography", state["bibliography"]) + `</style>`
	style, err := csl.ParseStyle([]byte(text))
	if err != nil {
		t.Fatalf("line %d: %v\n%s", line, err, text)
	}
	p, err := csl.NewProcessor(style, csl.LocaleFolder(os.DirFS(filepath.Join(layouts, "locales"))), state["language"])
	if err != nil {
		t.Fatalf("line %d: %v", line, err)
	}
	return p
}

func inLayout(name, text string) string {
	if text == "" && name == "bibliography" || strings.HasPrefix(text, "<"+name) {
		return text
	}
	return "<" + name + "><layout>" + text + "</layout></" + name + ">"
}

func caseClusters(text string) []csl.Cluster {
	var clusters []csl.Cluster
	for line := range strings.Lines(text) {
		var c csl.Cluster
		if note, rest, ok := strings.Cut(line, ": "); ok {
			for _, digit := range note {
				c.NoteNumber = 10*c.NoteNumber + int(digit-'0')
			}
			line = rest
		}
		for part := range strings.SplitSeq(line, ";") {
			cite := csl.Cite{}
			part, cite.Prefix, cite.Suffix = caseAffixes(strings.TrimSpace(part))
			id, locator, _ := strings.Cut(part, " ")
			cite.Item = id
			if label, value, ok := strings.Cut(locator, " "); ok {
				cite.Locators = []csl.Locator{{Label: label, Value: value}}
			}
			c.Cites = append(c.Cites, cite)
		}
		clusters = append(clusters, c)
	}
	return clusters
}

// caseAffixes separates "{prefix}cite{suffix}".
func caseAffixes(text string) (cite, prefix, suffix string) {
	if inner, ok := strings.CutPrefix(text, "{"); ok {
		prefix, text, _ = strings.Cut(inner, "}")
	}
	if before, after, ok := strings.Cut(text, "{"); ok {
		text, suffix = before, strings.TrimSuffix(after, "}")
	}
	return text, prefix, suffix
}
