package csl_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"glossator/generator/csl"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

const passingList = "testdata/suite-passing.txt"

// TestSuite runs the tests of the official processor suite that the folder CSL_TESTS holds.
func TestSuite(t *testing.T) {
	dir, locales := needed.Variable(t, "CSL_TESTS"), csl.LocaleFolder(os.DirFS(needed.Variable(t, "CSL_LOCALES")))
	files, err := filepath.Glob(filepath.Join(dir, "*_*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests in %s", dir)
	}
	listed := readPassing(t)
	var passing []string
	counts := map[string][2]int{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		category, _, _ := strings.Cut(name, "_")
		n := counts[category]
		n[1]++
		if problem := runSuiteTest(file, locales); problem == "" {
			n[0]++
			passing = append(passing, name)
			if listed != nil && !*fixture.Update && !slices.Contains(listed, name) {
				t.Errorf("%s passes and is not listed in %s (go test -run Suite -update lists it)", name, passingList)
			}
		} else if slices.Contains(listed, name) && !*fixture.Update {
			t.Errorf("%s no longer passes\n%s", name, problem)
		} else if testing.Verbose() {
			t.Logf("%s does not pass\n%s", name, problem)
		}
		counts[category] = n
	}
	printCounts(counts, len(passing), len(files))
	if *fixture.Update {
		writePassing(t, passing)
	}
}

func printCounts(counts map[string][2]int, passed, all int) {
	var categories []string
	for c := range counts {
		categories = append(categories, c)
	}
	slices.Sort(categories)
	for _, c := range categories {
		fmt.Printf("%-16s %3d of %3d\n", c, counts[c][0], counts[c][1])
	}
	fmt.Printf("csl: %d of %d passed\n", passed, all)
}

func readPassing(t *testing.T) []string {
	text, err := os.ReadFile(passingList)
	if err != nil && !*fixture.Update {
		t.Fatal(err)
	}
	return strings.Fields(string(text))
}

func writePassing(t *testing.T, names []string) {
	slices.Sort(names)
	fixture.Write(t, passingList, strings.Join(names, "\n")+"\n")
}

var sectionPattern = regexp.MustCompile(`(?s)>>=+ ([A-Z0-9-]+) =+>>[^\n]*\n(.*?)\n?<<=+ [A-Z0-9-]+ =+<<`)

// changeMark is before a citation in the suite's results: whether the last step has changed it.
var changeMark = regexp.MustCompile(`(?m)^(?:>>|\.\.)\[\d+\] `)

// runSuiteTest returns "" if the test passes, or what is wrong.
func runSuiteTest(file string, locales csl.Locales) (problem string) {
	defer func() {
		if r := recover(); r != nil {
			problem = fmt.Sprint("panic: ", r)
			if os.Getenv("CSL_PANIC") != "" {
				panic(r)
			}
		}
	}()
	text, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	sections := map[string]string{}
	for _, m := range sectionPattern.FindAllStringSubmatch(string(text), -1) {
		sections[m[1]] = m[2]
	}
	got, err := suiteResult(sections, locales)
	if err != nil {
		return err.Error()
	}
	want := changeMark.ReplaceAllString(strings.TrimSuffix(sections["RESULT"], "\n"), "")
	if got = strings.TrimSuffix(got, "\n"); got != want {
		return "got:  " + got + "\nwant: " + want
	}
	return ""
}

func suiteResult(sections map[string]string, locales csl.Locales) (string, error) {
	var items []csl.Item
	if err := json.Unmarshal([]byte(sections["INPUT"]), &items); err != nil {
		return "", err
	}
	mode := strings.TrimSpace(sections["MODE"])
	text := sections["CSL"]
	if mode == "bibliography-nosort" {
		text = bibliographySort.ReplaceAllString(text, "$1")
	}
	style, err := csl.ParseStyle([]byte(text))
	if err != nil {
		return "", err
	}
	p, err := csl.NewProcessor(style, locales, "")
	if err != nil {
		return "", err
	}
	byID := map[string]*csl.Item{}
	for i := range items {
		byID[items[i].ID] = &items[i]
	}
	for i := range items {
		items[i] = *byID[items[i].ID] // of items with the same id the suite means the last
	}
	result, library, err := suiteCitations(p, sections, items)
	if err != nil || mode == "citation" {
		return result, err
	}
	entries, err := bibliographySection(library.Bibliography(), sections["BIBSECTION"], byID)
	return bibliographyHTML(entries), err
}

var bibliographySort = regexp.MustCompile(`(?s)(<bibliography[^>]*>)\s*<sort>.*?</sort>`)

// fieldTest asks for an item's type or a field's words.
type fieldTest struct{ Field, Value string }

func (f fieldTest) holds(item *csl.Item) bool {
	if f.Field == "type" {
		return item.Type == f.Value
	}
	text := item.Fields[f.Field] + item.Custom[f.Field]
	return text == f.Value || slices.Contains(strings.Split(text, ", "), f.Value)
}

// bibliographySection returns the entries that the suite's filter lets through: all tests of "select", any of
// "include", none of "exclude", not all of "quash".
func bibliographySection(entries []csl.Entry, text string, byID map[string]*csl.Item) ([]csl.Entry, error) {
	if text == "" {
		return entries, nil
	}
	var filter struct{ Include, Exclude, Select, Quash []fieldTest }
	if err := json.Unmarshal([]byte(text), &filter); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(entries, func(e csl.Entry) bool {
		holds := func(f fieldTest) bool { return f.holds(byID[e.Item]) }
		fails := func(f fieldTest) bool { return !holds(f) }
		return len(filter.Include) > 0 && !slices.ContainsFunc(filter.Include, holds) ||
			slices.ContainsFunc(filter.Exclude, holds) || slices.ContainsFunc(filter.Select, fails) ||
			len(filter.Quash) > 0 && !slices.ContainsFunc(filter.Quash, fails)
	}), nil
}

func bibliographyHTML(entries []csl.Entry) string {
	var b strings.Builder
	b.WriteString("<div class=\"csl-bib-body\">\n")
	for _, e := range entries {
		b.WriteString("  <div class=\"csl-entry\">" + csl.HTML(e.Node, nil) + "</div>\n")
	}
	b.WriteString("</div>")
	return b.String()
}

// suiteCite is a cite as the suite writes it.
type suiteCite struct {
	ID             json.RawMessage `json:"id"`
	Locator        json.RawMessage `json:"locator"`
	Label          string          `json:"label"`
	Prefix         string          `json:"prefix"`
	Suffix         string          `json:"suffix"`
	SuppressAuthor looseBool       `json:"suppress-author"`
	AuthorOnly     looseBool       `json:"author-only"`
	Position       *looseInt       `json:"position"`
	NearNote       looseBool       `json:"near-note"`
	FirstNote      looseInt        `json:"first-reference-note-number"`
}

// looseBool and looseInt are written in many ways: 1, "1", true.
type (
	looseBool bool
	looseInt  int
)

func (b *looseBool) UnmarshalJSON(text []byte) error {
	switch bare(text) {
	case "", "0", "false":
		*b = false
	default:
		*b = true
	}
	return nil
}

func (i *looseInt) UnmarshalJSON(text []byte) error {
	n, err := strconv.Atoi(cmp.Or(bare(text), "0"))
	*i = looseInt(n)
	return err
}

func (s suiteCite) cite() csl.Cite {
	c := csl.Cite{Item: bare(s.ID), Prefix: s.Prefix, Suffix: s.Suffix}
	if l := bare(s.Locator); l != "" {
		c.Locators = []csl.Locator{{Label: s.Label, Value: l}}
	}
	switch {
	case bool(s.AuthorOnly):
		c.Mode = csl.AuthorOnly
	case bool(s.SuppressAuthor):
		c.Mode = csl.SuppressAuthor
	}
	if s.Position != nil || bool(s.NearNote) || s.FirstNote > 0 {
		c.Position = &csl.GivenPosition{NearNote: bool(s.NearNote), FirstNote: int(s.FirstNote)}
		if s.Position != nil {
			c.Position.Position = int(*s.Position)
		}
	}
	return c
}

func bare(raw json.RawMessage) string {
	if string(raw) == "null" {
		return ""
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

// suiteCitations makes the test's citations, and returns their text as the suite writes it and the library that they are from.
func suiteCitations(p *csl.Processor, sections map[string]string, items []csl.Item) (string, *csl.Library, error) {
	if s := sections["CITATIONS"]; s != "" {
		return suiteSteps(p, s, items)
	}
	if s := sections["BIBENTRIES"]; s != "" {
		var err error
		if items, err = itemsOfLast(s, items); err != nil {
			return "", nil, err
		}
	}
	library := p.NewLibrary(items)
	s := sections["CITATION-ITEMS"]
	if s == "" {
		return csl.HTML(library.Document().Preview(citesOfAll(library, items)), nil), library, nil
	}
	var list [][]suiteCite
	if err := json.Unmarshal([]byte(s), &list); err != nil {
		return "", nil, err
	}
	var lines []string
	for _, cites := range list {
		var cluster csl.Cluster
		for _, c := range cites {
			cluster.Cites = append(cluster.Cites, c.cite())
		}
		lines = append(lines, csl.HTML(library.Document().Preview(cluster), nil))
	}
	return strings.Join(lines, "\n"), library, nil
}

// citesOfAll is one cluster that cites every item in the bibliography's order: the suite's citation for tests
// that give none.
func citesOfAll(library *csl.Library, items []csl.Item) csl.Cluster {
	cluster := csl.Cluster{}
	done := map[string]bool{}
	add := func(id string) {
		if !done[id] {
			cluster.Cites = append(cluster.Cites, csl.Cite{Item: id})
			done[id] = true
		}
	}
	for _, e := range library.Bibliography() {
		add(e.Item)
	}
	for _, item := range items {
		add(item.ID)
	}
	return cluster
}

// itemsOfLast returns the items that the last of the suite's lists of entries leaves registered, in its order.
func itemsOfLast(text string, items []csl.Item) ([]csl.Item, error) {
	var lists [][]json.RawMessage
	if err := json.Unmarshal([]byte(text), &lists); err != nil || len(lists) == 0 {
		return nil, err
	}
	var kept []csl.Item
	for _, id := range lists[len(lists)-1] {
		if at := slices.IndexFunc(items, func(item csl.Item) bool { return item.ID == bare(id) }); at >= 0 {
			kept = append(kept, items[at])
		}
	}
	return kept, nil
}

// suiteStep is one call that the suite makes: a citation with those before and after it.
type suiteStep struct {
	id        string
	cluster   csl.Cluster
	pre, post []suiteRef
}

type suiteRef struct {
	id   string
	note int
}

func (r *suiteRef) UnmarshalJSON(text []byte) error {
	var pair [2]json.RawMessage
	if err := json.Unmarshal(text, &pair); err != nil {
		return err
	}
	r.id = bare(pair[0])
	return json.Unmarshal(pair[1], &r.note)
}

var suiteModes = map[string]csl.Mode{"composite": csl.AuthorInText, "author-only": csl.AuthorOnly, "suppress-author": csl.SuppressAuthor}

func (s *suiteStep) UnmarshalJSON(text []byte) error {
	var parts [3]json.RawMessage
	if err := json.Unmarshal(text, &parts); err != nil {
		return err
	}
	var citation struct {
		CitationID    string      `json:"citationID"`
		CitationItems []suiteCite `json:"citationItems"`
		Properties    struct {
			NoteIndex looseInt `json:"noteIndex"`
			Mode      string   `json:"mode"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(parts[0], &citation); err != nil {
		return err
	}
	s.id = citation.CitationID
	s.cluster = csl.Cluster{NoteNumber: int(citation.Properties.NoteIndex)}
	for i, c := range citation.CitationItems {
		cite := c.cite()
		if mode, ok := suiteModes[citation.Properties.Mode]; ok && i == 0 {
			cite.Mode = mode
		}
		s.cluster.Cites = append(s.cluster.Cites, cite)
	}
	if err := json.Unmarshal(parts[1], &s.pre); err != nil {
		return err
	}
	return json.Unmarshal(parts[2], &s.post)
}

// suiteSteps makes the document that the steps lead to. Which of its citations the last step has changed is not looked at:
// a processor that keeps no document has nothing to say of it.
func suiteSteps(p *csl.Processor, text string, items []csl.Item) (string, *csl.Library, error) {
	var steps []suiteStep
	if err := json.Unmarshal([]byte(text), &steps); err != nil {
		return "", nil, err
	}
	known := map[string]csl.Cluster{}
	var clusters []csl.Cluster
	for _, step := range steps {
		known[step.id] = step.cluster
		clusters = nil
		for _, refs := range [][]suiteRef{step.pre, {{step.id, step.cluster.NoteNumber}}, step.post} {
			for _, r := range refs {
				c := known[r.id]
				c.NoteNumber = r.note
				known[r.id] = c
				clusters = append(clusters, c)
			}
		}
	}
	library := p.NewLibrary(citedItems(clusters, items))
	document := library.Document()
	var lines []string
	for _, c := range clusters {
		lines = append(lines, csl.HTML(document.Append(c), nil))
	}
	return strings.Join(lines, "\n"), library, nil
}

// citedItems are those that the clusters cite, in the order in which they do.
func citedItems(clusters []csl.Cluster, items []csl.Item) (cited []csl.Item) {
	for _, cluster := range clusters {
		for _, cite := range cluster.Cites {
			if at := slices.IndexFunc(items, func(item csl.Item) bool { return item.ID == cite.Item }); at >= 0 {
				cited = append(cited, items[at])
			}
		}
	}
	return cited
}
