package transcribe_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"glossator/generator/bibliography"
	"glossator/generator/transcribe"
)

// Every word of a raw text is in the essay, in what its list of works printed, or among what the report says was
// left out.
func TestNoWordIsLost(t *testing.T) {
	for _, archive := range caseFiles(t) {
		for _, raw := range rawFiles(archive) {
			if filepath.Ext(raw.Name) == ".txt" {
				checkWords(t, raw)
			}
		}
	}
}

func checkWords(t *testing.T, raw transcribe.File) {
	t.Helper()
	result := transcribe.Read([]transcribe.File{raw})
	if !utf8.Valid(raw.Text) {
		text, err := charmap.Windows1252.NewDecoder().Bytes(raw.Text)
		if err != nil {
			t.Fatal(err)
		}
		raw.Text = text
	}
	marks := pageMark.FindAllString(string(raw.Text), -1) // which may stand in a word
	want, got := wordCounts(pageMark.ReplaceAllString(string(raw.Text), "")+"\n"+strings.Join(marks, "\n")), keptWords(t, result)
	for _, e := range result.Report.Essays {
		for _, d := range e.Doubts {
			if d.Kind == "misread-marker" { // the number that was printed is kept instead of the letters
				want[strings.ToLower(d.Words)]--
				want[strings.NewReplacer("l", "1", "I", "1", "O", "0").Replace(d.Words)]++
			}
		}
	}
	var wrong []string
	for _, w := range slices.Sorted(maps.Keys(want)) {
		if got[w] < want[w] {
			wrong = append(wrong, fmt.Sprintf("%q stands %d times in the raw text and %d times in what came of it", w, want[w], got[w]))
		}
	}
	for _, w := range slices.Sorted(maps.Keys(got)) {
		if got[w] > want[w] {
			wrong = append(wrong, fmt.Sprintf("%q stands %d times in the raw text and %d times in what came of it", w, want[w], got[w]))
		}
	}
	if len(wrong) > 0 {
		t.Errorf("%s:\n%s", raw.Name, strings.Join(wrong, "\n"))
	}
}

var (
	markup   = regexp.MustCompile(`\]\((?:cite|term|name):[^)]*\)|(?m:^---$)|(?m:^(?:title|subtitle|author|date|lang|abstract|keywords|rights|works-cited|text): ?)|(?m:^  - name: )|(?m:^    affiliation: )|(?m:^  \w\w: \|-$)|(?m:^#+ )| \{[#.][^}]*\}| \{lang=\w+\}|\[\^ed:query-\d+\]:?|The text calls a note \d+ here, but has none\.`)
	keys     = regexp.MustCompile(`(?m)^works-cited:\n(?:  - .*\n)+|^lang: .*\n|^text: verbatim\n|^title: "\[Untitled\]"\n|^rights: .*\n|^date: .*\n`)
	unplaced = regexp.MustCompile(`Note (\S+) has no marker in the text. It may belong here:`)
	label    = regexp.MustCompile(`\[\^(?:\d+/)?([^\]]+)\]`)
)

// keptWords counts the words of the result as the reader gets them.
func keptWords(t *testing.T, result transcribe.Result) map[string]int {
	t.Helper()
	var all strings.Builder
	for _, f := range result.Files {
		text := string(f.Text)
		switch {
		case strings.HasPrefix(f.Name, "essays/"):
			text = unplaced.ReplaceAllString(keys.ReplaceAllString(once(text), ""), "$1")
			all.WriteString(label.ReplaceAllString(markup.ReplaceAllString(text, " "), " $1 ") + "\n")
		case f.Name == "references.bib":
			entries, findings := bibliography.Parse(f.Name, f.Text)
			if len(findings) > 0 {
				t.Errorf("the bibliography has faults: %v", findings)
			}
			for _, e := range entries {
				if e.Item.Fields["keyword"] != "unlisted" {
					all.WriteString(e.Item.Custom["printed"] + "\n")
				}
			}
			all.WriteString(strings.Join(parts(entries), "\n") + "\n")
		}
	}
	for _, e := range result.Report.Essays {
		for _, l := range e.LeftOut {
			all.WriteString(l.Text + "\n")
		}
	}
	return wordCounts(all.String())
}

// once drops an affiliation that several authors share and the raw text prints once.
func once(essay string) string {
	seen := map[string]bool{}
	return affiliation.ReplaceAllStringFunc(essay, func(line string) string {
		if seen[line] {
			return ""
		}
		seen[line] = true
		return line
	})
}

var affiliation = regexp.MustCompile(`(?m)^    affiliation: .*\n`)

// parts are the headings inside the list of works.
func parts(entries []bibliography.Entry) []string {
	var names []string
	for _, e := range entries {
		if k := e.Item.Fields["keyword"]; k != "" && k != "unlisted" && !slices.Contains(names, k) {
			names = append(names, k)
		}
	}
	return names
}

var (
	hyphen   = regexp.MustCompile(`(\pL)[-‐]\s*\n?\s*(\pL)`)
	word     = regexp.MustCompile(`\pL+|\pN+`)
	pageMark = regexp.MustCompile(`\[Pg \d+\] ?`)
	tag      = regexp.MustCompile(`</?\w+>`)
	exponent = regexp.MustCompile(`(\d)([⁰-⁹¹²³])`)
	symbol   = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "①", "1", "②", "2", "③", "3", "④", "4", "⑤", "5", "⑥", "6", "⑦", "7", "⑧", "8", `\"`, `"`, `\`, "", "_", "", "'", "", "’", "")
)

// wordCounts counts letters that stand together and numbers. A hyphen is no border, since those at line ends go.
func wordCounts(s string) map[string]int {
	s = symbol.Replace(exponent.ReplaceAllString(tag.ReplaceAllString(s, ""), "$1 $2")) // as 10^3 has two numbers
	for range 2 {
		s = hyphen.ReplaceAllString(s, "$1$2")
	}
	counts := map[string]int{}
	for _, w := range word.FindAllString(s, -1) {
		counts[strings.ToLower(w)]++
	}
	return counts
}
