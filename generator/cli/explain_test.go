package cli_test

import (
	"bytes"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"glossator/generator/cli"
	"glossator/generator/explain"
	"glossator/generator/fixture"
)

// example is what an explanation shows as wrong and as right.
var example = regexp.MustCompile(`(?s)\nBefore:\n\n((?:    [^\n]*\n|\n)+)After:\n\n((?:    [^\n]*\n|\n)+)`)

// What explanations show as wrong gives the finding that they explain, and what they show as right does not.
func TestExamplesOfExplanations(t *testing.T) {
	shown := 0
	for _, g := range explain.Groups() {
		for _, x := range g.Codes {
			if m := example.FindStringSubmatch(x.Text); m != nil {
				shown++
				t.Run(string(x.Code), func(t *testing.T) {
					code := `"code": "` + string(x.Code) + `"`
					if found := findings(t, unindented(m[1])); !strings.Contains(found, code) {
						t.Errorf("what is wrong is not found: %s", found)
					}
					if found := findings(t, unindented(m[2])); strings.Contains(found, code) {
						t.Errorf("what is right is found, too: %s", found)
					}
				})
			}
		}
	}
	if shown < 25 {
		t.Errorf("only %d explanations have examples", shown)
	}
}

func unindented(s string) string {
	return strings.TrimPrefix(strings.ReplaceAll("\n"+strings.TrimSpace(s), "\n    ", "\n"), "\n") + "\n"
}

var (
	bibtex = regexp.MustCompile(`^(@\w+\{|\w+ = [{\w])`)
	record = regexp.MustCompile(`^(- id|[\w-]+: \{term)`)
	front  = regexp.MustCompile(`^[a-z]+:( |\n)`)
)

// findings checks an edition that has the example where such a thing stands.
func findings(t *testing.T, example string) string {
	t.Chdir(t.TempDir())
	head, body := "title: The Pact\n", strings.Repeat("Words.\n\n", 11)+"Later the authors of the Pact praised the Pact.\n\n"
	files := map[string]string{"edition.yaml": "title: Examples\nbibliography: [references.bib]\n"}
	for _, key := range []string{"watt1974", "lukacs1961"} {
		files["references.bib"] += "@book{" + key + ", title = {" + key + "}}\n"
	}
	switch {
	case bibtex.MatchString(example) && !strings.HasPrefix(example, "@"):
		example = "@book{example,\n" + example + "}\n"
		fallthrough
	case bibtex.MatchString(example):
		files["references.bib"] += example
	case strings.HasPrefix(example, "at:"):
		files["annotations/leem-pact.yaml"] = "- id: example\n  body: Words.\n  " + example
	case record.MatchString(example):
		files["glossary.yaml"] = example
	case front.MatchString(example):
		head += example
		if strings.HasPrefix(example, "tit") {
			head = example
		}
	default:
		body += example
	}
	files["essays/leem-pact.md"] = "---\n" + head + "---\n\n" + body
	for name, text := range files {
		fixture.Write(t, filepath.Join("content", name), text)
	}
	var found bytes.Buffer
	cli.Run([]string{"check", "--format", "json"}, &found, io.Discard)
	return found.String()
}
