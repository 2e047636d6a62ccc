package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"glossator/generator/cli"
	"glossator/generator/fixture"
)

// TestPropertiesOfEveryPage holds what is true of every edition against the repository's, a new one and the hostile one:
// ids are unique; every link leads to a page and a place on it; every citation, mention, link and annotation has its line
// where it leads, and every line there has what it is of; every word of an essay stands on its page, in its order.
func TestPropertiesOfEveryPage(t *testing.T) {
	t.Parallel()
	editions := builtEditions(t)
	contents := map[string]string{"content": "../../content"} // the others are mostly markup, or what looks like it
	hostile := filepath.Join(t.TempDir(), "content")
	hostileEdition(t, hostile, 0)
	editions["hostile"] = filepath.Join(t.TempDir(), "hostile")
	glossator(t, "build", "--quiet", "--keep-going", "--content", hostile, "--out", editions["hostile"])
	for name, folder := range editions {
		t.Run(name, func(t *testing.T) {
			pages := map[string]*made{}
			for _, p := range htmlFiles(t, folder) {
				pages[p] = readMade(t, folder, p)
			}
			for p, x := range pages {
				for id, n := range x.ids {
					if n > 1 {
						t.Errorf("%s: the id %q stands there %d times", p, id, n)
					}
				}
				if p == "404.html" { // stands at any address
					continue
				}
				for _, l := range x.links {
					if to := pages[l[0]]; to == nil && strings.HasSuffix(l[0], ".html") {
						t.Errorf("%s leads to %s, which there is not", p, l[0])
					} else if to != nil && l[1] != "" && to.ids[l[1]] == 0 {
						t.Errorf("%s leads to %s#%s, which there is not", p, l[0], l[1])
					}
				}
			}
			checkEssays(t, folder, contents[name], pages)
		})
	}
}

// TestIDsOfPagesAreNotGivenAgain writes every id that pages of the repository's edition have, but for those that its editors
// have given, and the addresses of paragraphs, into a text of the same kind: each is refused.
func TestIDsOfPagesAreNotGivenAgain(t *testing.T) {
	t.Parallel()
	folder, given := builtEditions(t)["content"], map[string]bool{}
	files, err := filepath.Glob("../../content/*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b := fixture.Read(t, f)
		for _, id := range regexp.MustCompile(`\{#([^ }]+)`).FindAllSubmatch(b, -1) {
			given[string(id[1])] = true
		}
	}
	paragraphs := regexp.MustCompile(`^[pa][0-9]+[a-z]*$`) // with whose addresses an essay may mark words: no passage gets them then
	marked := map[bool]string{}                            // by whether it is for a subject
	want := map[string]bool{}
	for _, p := range htmlFiles(t, folder) {
		subject := strings.HasPrefix(p, "glossary/") || strings.HasPrefix(p, "names/")
		if !subject && !strings.HasPrefix(p, "essays/") && !strings.HasPrefix(p, "pages/") {
			continue
		}
		for id := range readMade(t, folder, p).ids {
			if !subject && paragraphs.MatchString(id) {
				continue
			}
			if mark := "[x]{#" + id + "} "; !given[id] && !strings.Contains(marked[subject], mark) {
				marked[subject] += mark
				want[id] = true
			}
		}
	}
	content := filepath.Join(t.TempDir(), "content")
	for name, text := range map[string]string{
		"edition.yaml": "title: IDs\n", "essays/one.md": "---\ntitle: One\n---\n\n" + marked[false] + "\n",
		"glossary.yaml": "- id: one\n  term: One\n  definition: >\n    " + marked[true] + "\n",
	} {
		fixture.Write(t, filepath.Join(content, name), text)
	}
	var out bytes.Buffer
	if status := cli.Run([]string{"check", "--format", "json", "--content", content, "--out", filepath.Join(t.TempDir(), "public")}, &out, io.Discard); status != 1 {
		t.Errorf("status %d", status)
	}
	refused := strings.Count(out.String(), `"reserved-id"`)
	if sum := strings.Count(marked[false]+marked[true], "[x]"); refused != sum || sum < 200 {
		t.Errorf("of %d ids %d were refused", sum, refused)
	}
	for id := range want {
		if !strings.Contains(out.String(), fmt.Sprintf(`the id \"%s\" is taken`, id)) {
			t.Errorf("the id %q is not refused", id)
		}
	}
}

// essayData is what edition.json says of an essay.
type essayData struct {
	ID, URL     string
	Passages    []struct{ ID, Text, Region string }
	Notes       []struct{ ID, Text, Region string }
	Citations   []struct{ ID, Source, At string }
	Mentions    []struct{ Kind, ID, At, Text string }
	Annotations []struct{ ID, At string }
	Links       []struct{ At, Essay, Page, Target string }
}

// editionData is edition.json.
type editionData struct {
	Essays                        []essayData
	Sources, Terms, Names, Events []struct{ ID, URL string }
}

// checkEssays compares essays with their pages and with the lines of what they refer to.
func checkEssays(t *testing.T, folder, content string, pages map[string]*made) {
	var data editionData
	fixture.ReadJSON(t, filepath.Join(folder, "edition.json"), &data)
	words := 0
	for _, x := range data.Essays {
		for _, p := range slices.Concat(x.Passages, x.Notes) {
			words += len(strings.Fields(p.Text))
			missing := missingWords(p.Text, pages[x.URL].texts[x.URL+"#"+p.ID])
			if p.Region == "front" { // the parts of the title stand apart, and so do the authors
				missing = slices.DeleteFunc(strings.FieldsFunc(p.Text, func(r rune) bool { return strings.ContainsRune(" :,", r) }),
					func(w string) bool { return strings.Contains(pages[x.URL].head, w) })
			}
			if len(missing) > 0 {
				t.Errorf("%s#%s lacks %q", x.URL, p.ID, missing)
			}
		}
		if content != "" {
			checkSource(t, x, pages[x.URL], content)
		}
		checkAnnotations(t, x, pages[x.URL])
	}
	if words == 0 {
		t.Error("the essays have no words")
	}
	checkLines(t, data, pages)
}

// checkAnnotations compares an essay's annotations with its page: each leads to its call, which stands in its passage.
func checkAnnotations(t *testing.T, x essayData, page *made) {
	t.Helper()
	for _, a := range x.Annotations {
		note, call := x.URL+"#annotation-"+a.ID, x.URL+"#r-annotation-"+a.ID
		for _, way := range []lead{{note, call}, {call, note}, {x.URL + "#" + a.At, note}} {
			if page.leads[way] == 0 {
				t.Errorf("the annotation %s: nothing leads from %s to %s", a.ID, way.from, way.to)
			}
		}
	}
}

// checkLines compares the references of the essays, and all citations, with the lines of what they lead to, both ways.
func checkLines(t *testing.T, data editionData, pages map[string]*made) {
	t.Helper()
	want, kinds := wantedLines(t, data, pages)
	got := map[lead]int{}
	for _, p := range pages {
		maps.Copy(got, p.lines)
	}
	for line, n := range want {
		if got[line] != n {
			t.Errorf("%s has %d lines of %s, not %d", line.from, got[line], line.to, n)
		}
	}
	essays := map[string]bool{}
	for _, x := range data.Essays {
		essays[x.URL] = true
	}
	lacking := map[lead]bool{}
	for _, p := range pages {
		for _, m := range p.names {
			if page, _, _ := strings.Cut(m.from, "#"); page != m.to { // what a text says of itself is not listed
				lacking[lead{m.to, m.from}] = true
			}
		}
	}
	for line := range got {
		place, id, _ := strings.Cut(line.to, "#")
		delete(lacking, line)
		if essays[place] && !strings.HasPrefix(id, "annotation-") && want[line] == 0 {
			t.Errorf("%s says that it is referred to at %s, which edition.json does not", line.from, line.to)
		}
		mark := pages[strings.SplitN(line.from, "#", 2)[0]].marks[line]
		if p := pages[place]; p.leads[lead{line.to, line.from}] == 0 && !p.isBound(line.to, mark) {
			t.Errorf("%s says that %q at %s refers to it, which does not lead there", line.from, mark, line.to)
		}
	}
	for line := range lacking {
		t.Errorf("%s has no line of the mention at %s", line.from, line.to)
	}
	t.Logf("%d lines, %v", len(got), kinds)
	for _, kind := range []string{"citation", "name", "term"} {
		if kinds[kind] == 0 {
			t.Errorf("there is no %s", kind)
		}
	}
}

// wantedLines are those of all references, each of which it asks for at its place, and how many there are of each kind.
func wantedLines(t *testing.T, data editionData, pages map[string]*made) (want map[lead]int, kinds map[string]int) {
	t.Helper()
	urls := map[string]string{}
	for kind, list := range map[string][]struct{ ID, URL string }{"citation": data.Sources, "term": data.Terms, "name": data.Names, "event": data.Events} {
		for _, x := range list {
			urls[kind+" "+x.ID] = x.URL
		}
	}
	for _, x := range data.Essays {
		urls["essay "+x.ID] = x.URL
	}
	want, kinds = map[lead]int{}, map[string]int{}
	add := func(kind, id, at, words, fragment string) {
		url := urls[kind+" "+id]
		if url == "" {
			return // unresolved, and marked as such
		}
		kinds[kind]++
		place, _, _ := strings.Cut(at, "#")
		if place != url { // what a text says of itself it does not list
			want[lead{url, at}]++
		}
		if p := pages[place]; p.leads[lead{at, url + fragment}] == 0 && !p.isBound(at, words) {
			t.Errorf("%q at %s does not lead to %s%s", words, at, url, fragment)
		}
	}
	for _, x := range data.Essays {
		for _, c := range x.Citations {
			add("citation", c.Source, x.URL+"#"+c.ID, "", "")
		}
		for _, m := range x.Mentions {
			add(m.Kind, m.ID, x.URL+"#"+m.At, m.Text, "")
		}
		for _, l := range x.Links {
			if l.Target != "" {
				l.Target = "#" + l.Target
			}
			add("essay", l.Essay, x.URL+"#"+l.At, "", l.Target)
		}
	}
	for _, p := range pages {
		for _, c := range p.cites {
			if want[lead{c.to, c.from}] == 0 { // of an annotation, a note of the glossary or the like
				kinds["other citation"]++
				want[lead{c.to, c.from}]++
			}
		}
	}
	return want, kinds
}

// missingWords are the words of a passage that do not stand where it has its place, in their order: those between two
// citations that the style formats stand there together. The signs that part words may be others.
func missingWords(words, place string) (missing []string) {
	place = strings.Join(strings.Fields(place), "")
	for part := range strings.SplitSeq(words, "\uFFFC") {
		_, rest, found := strings.Cut(place, strings.Join(strings.Fields(part), ""))
		if found {
			place = rest
		} else {
			missing = append(missing, part)
		}
	}
	return missing
}

var (
	sourceMarkup = regexp.MustCompile(`(?s)\A---\n.*?\n---\n|<!--.*?-->|\]\([^)]*\)|\{[^}\n]*\}|\[\^[^\]\n]*\]:?|\[[^\[\]]*@[^\[\]]*\]|@[\w:-]+|https?://\S+|(?m:^:::.*$)`)
	sourceWord   = regexp.MustCompile(`\p{L}{3,}`)
)

// checkSource compares an essay's file with its page: the words of each block stand together in one passage or note, each
// as often. What markup says is left out, and short blocks, which may be that alone.
func checkSource(t *testing.T, x essayData, page *made, content string) {
	t.Helper()
	source := fixture.Read(t, filepath.Join(content, "essays", x.ID+".md"))
	var places []map[string]int
	for _, p := range slices.Concat(x.Passages, x.Notes) {
		has := map[string]int{}
		for _, w := range sourceWord.FindAllString(page.texts[x.URL+"#"+p.ID], -1) {
			has[w]++
		}
		places = append(places, has)
	}
	checked := 0
	for block := range strings.SplitSeq(sourceMarkup.ReplaceAllString(string(source), " "), "\n\n") {
		words := sourceWord.FindAllString(block, -1)
		if len(words) < 5 {
			continue
		}
		checked++
		lacking := words
		for _, has := range places {
			left := maps.Clone(has)
			missing := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
				left[w]--
				return left[w] >= 0
			})
			if len(missing) < len(lacking) {
				lacking = missing
			}
		}
		if len(lacking) > 0 {
			t.Errorf("%s: of the block that begins with %q no passage has %q", x.URL, words[:5], lacking)
		}
	}
	if checked < 3 {
		t.Errorf("%s has %d blocks of words", x.URL, checked)
	}
}
