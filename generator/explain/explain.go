// Package explain says what each code of a finding means: what was found, why it matters to an edition, and how it is mended.
//
// [Groups] has all explanations, and [Of] one. They stand in codes/*.md, a file for each group and a section for each code, which
// begins with the code and a line in short. Those of the proof sheet's remarks are what its rules say of themselves. A code without
// an explanation fails a test (generator/codes_test.go), as does an explanation without a code.
package explain

import (
	"embed"
	"iter"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/proof"
)

//go:embed codes/*.md
var texts embed.FS

// Group is codes that editors meet together.
type Group struct {
	Title string
	Codes []diagnostic.Explanation
}

// files are the groups in the order in which an edition is read and made; the last has the proof sheet's rules, too.
var files = []string{"files", "limits", "records", "bibliography", "text", "references", "annotations", "addresses", "pages", "import", "proof"}

// Groups returns all explanations.
func Groups() []Group {
	var groups []Group
	for _, file := range files {
		text, err := texts.ReadFile("codes/" + file + ".md")
		if err != nil {
			panic(err) // the program was built without it
		}
		groups = append(groups, readGroup(string(text)))
	}
	sheet := &groups[len(groups)-1]
	for _, r := range proof.Rules() {
		sheet.Codes = append(sheet.Codes, diagnostic.Explanation{Code: r.ID, Summary: r.Summary, Text: r.Why + "\n"})
	}
	return groups
}

// readGroup reads a file: "# Title", and sections of "## code", a line in short, and the text.
func readGroup(text string) Group {
	sections := strings.Split(text, "\n## ")
	g := Group{Title: strings.TrimSpace(strings.TrimPrefix(sections[0], "# "))}
	for _, section := range sections[1:] {
		code, rest, _ := strings.Cut(section, "\n")
		summary, rest, _ := strings.Cut(rest, "\n")
		g.Codes = append(g.Codes, diagnostic.Explanation{
			Code: diagnostic.Code(code), Summary: summary, Text: strings.TrimSpace(rest) + "\n",
		})
	}
	return g
}

// Of returns the explanation of a code, or of what somebody has written as one, if it is one.
func Of[Code ~string](code Code) (x diagnostic.Explanation, ok bool) {
	for x := range all() {
		if string(x.Code) == string(code) {
			return x, true
		}
	}
	return x, false
}

// Nearest is the hint which code was meant by one that there is not, or "".
func Nearest(code string) string {
	return diagnostic.Nearest(code, func(yield func(string) bool) {
		for x := range all() {
			if !yield(string(x.Code)) {
				return
			}
		}
	})
}

func all() iter.Seq[diagnostic.Explanation] {
	return func(yield func(diagnostic.Explanation) bool) {
		for _, g := range Groups() {
			for _, x := range g.Codes {
				if !yield(x) {
					return
				}
			}
		}
	}
}
