package proof_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"glossator/generator/compose"
	"glossator/generator/diagnostic"
	"glossator/generator/fixture"
	"glossator/generator/proof"
)

// Every rule has a case file of its name, a txtar archive: the files of an edition on which the rule speaks ("want" has
// its remarks), and below sound/ those of one on which it is silent.
func TestRules(t *testing.T) {
	rules := proof.Rules()
	for _, r := range rules {
		t.Run(string(r.ID), func(t *testing.T) { runCase(t, string(r.ID)) })
	}
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) != len(rules) {
		t.Errorf("%d case files for %d rules (%v)", len(files), len(rules), err)
	}
}

func runCase(t *testing.T, rule string) {
	file := filepath.Join("testdata", rule+".txt")
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	said := remarks(t, rule, archive, "")
	if said == "" {
		t.Error("the rule is silent on the first edition")
	}
	if more := remarks(t, rule, archive, "sound/"); more != "" {
		t.Errorf("the rule speaks on the sound edition:\n%s", more)
	}
	wanted, sound := false, false
	for i := range archive.Files {
		f := &archive.Files[i]
		sound = sound || strings.HasPrefix(f.Name, "sound/")
		switch {
		case f.Name == "want":
			wanted, f.Data = true, []byte(said)
		case !sectionName.MatchString(f.Name):
			t.Errorf("no section is called %q", f.Name)
		}
	}
	if !wanted || !sound {
		t.Error("there is no remark that is wanted, or no sound edition")
	}
	fixture.Golden(t, file, txtar.Format(archive))
}

// sectionName are the names of an edition's files.
var sectionName = regexp.MustCompile(`^(?:sound/)?(?:essays/\w+\.md|annotations/\w+\.yaml|(?:chronology|glossary|names)\.yaml|sources\.bib)$`)

// common are the files of an edition that a case does not give.
var common = map[string]string{
	"edition.yaml": "title: Cases\nlanguage: en\nbibliography: [sources.bib]\n",
	"sources.bib": `@book{carr, author={Carr, Edward Hallett}, title={German-Soviet Relations between the Two World Wars}, year=1952, pagetotal=146}
@book{watt, author={Watt, Donald Cameron}, title={How War Came}, year=1989}
@book{documents, title={Documents of a Crisis}, year=1990}
`,
}

// remarks are those of the rule on one of the editions of an archive, without answers.
func remarks(t *testing.T, rule string, archive *txtar.Archive, folder string) string {
	t.Helper()
	c := composed(t, archive, folder)
	var list diagnostic.List
	for _, r := range proof.Check(c.Edition, nil) {
		if string(r.Code) == rule {
			if r.Place == "" {
				t.Errorf("the remark %q has no place", r.Message)
			}
			list = append(list, r.Diagnostic)
		}
	}
	var b strings.Builder
	for _, d := range list {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

// composed is one of the editions of an archive, which must be without errors.
func composed(t *testing.T, archive *txtar.Archive, folder string) *compose.Composition {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		fixture.Write(t, filepath.Join(dir, name), text)
	}
	for name, text := range common {
		write(name, text)
	}
	for _, f := range archive.Files {
		if name, inside := strings.CutPrefix(f.Name, folder); inside && f.Name != "want" && (folder != "" || !strings.HasPrefix(name, "sound/")) {
			write(name, string(f.Data))
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	c := compose.Read(root, compose.Options{})
	c.Link(nil)
	for _, d := range c.Diagnostics {
		if d.Severity == diagnostic.Error {
			t.Errorf("%s%s", folder, d)
		}
	}
	return c
}

func TestRulesExplainThemselves(t *testing.T) {
	for _, r := range proof.Rules() {
		if r.ID == "" || strings.Trim(string(r.ID), "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("%q is no rule's name", r.ID)
		}
		if r.Summary == "" || r.Why == "" || strings.HasSuffix(r.Summary, ".") || !strings.HasSuffix(r.Why, ".") {
			t.Errorf("%s: summary %q, why %q", r.ID, r.Summary, r.Why)
		}
	}
}

// doubled is an edition in which two passages have a doubled word, one of them twice.
var doubled = txtar.Parse([]byte(`
-- essays/a.md --
---
title: A
---

He went to to the door.

She saw the the house and and the garden.
`))

func TestAnAnswerSilencesWhatItNames(t *testing.T) {
	for _, test := range []struct {
		answers string
		want    []string // words of the remarks that are left
	}{
		{"", []string{`"to" stands twice`, `"the" stands twice`, `"and" stands twice`}},
		{"- {rule: word-doubled, place: a#p1, reason: a stammer}", []string{`"the" stands twice`, `"and" stands twice`}},
		{"- {rule: word-doubled, place: a#p2, about: '\"and\"', reason: so printed}", []string{`"to" stands twice`, `"the" stands twice`}},
		{"- {rule: word-doubled, place: a#p2, reason: so printed}", []string{`"to" stands twice`}},
		{"- {rule: word-doubled, place: a#p9, reason: nothing}", []string{`"to" stands twice`, `"the" stands twice`, `"and" stands twice`, "nothing is remarked by word-doubled at a#p9"}},
		{"- {rule: heading-skips, place: a#p1, reason: nothing}", []string{`"to" stands twice`, `"the" stands twice`, `"and" stands twice`, "nothing is remarked by heading-skips at a#p1"}},
	} {
		answers, found := proof.ReadAnswers("proof.yaml", []byte(test.answers))
		if len(found) > 0 {
			t.Errorf("%s: %v", test.answers, found)
		}
		left := proof.Check(composed(t, doubled, "").Edition, answers)
		if len(left) != len(test.want) {
			t.Errorf("%s: %d remarks are left, want %d", test.answers, len(left), len(test.want))
			continue
		}
		for _, words := range test.want {
			if !strings.Contains(messages(left), words) {
				t.Errorf("%s: no remark %q in\n%s", test.answers, words, messages(left))
			}
		}
	}
}

func messages(list []proof.Remark) string {
	var b strings.Builder
	for _, r := range list {
		b.WriteString(r.Message + "\n")
	}
	return b.String()
}

func TestWrongAnswersAreFindings(t *testing.T) {
	for _, test := range []struct{ answers, want string }{
		{"rule: x", "proof.yaml is no list"},
		{"- word", "an answer is no list of keys"},
		{"- {rule: word-dubled, place: a, reason: r}", `no rule "word-dubled"`},
		{"- {rule: word-doubled, place: a}", "the answer has no reason"},
		{"- {rule: word-doubled, reason: r}", "the answer has no place"},
		{"- {rule: word-doubled, plaice: a, reason: r}", `unknown key "plaice"`},
		{"- {rule: [a], place: a, reason: r}", "rule is not words"},
		{"- {rule: [", "proof.yaml"},
		{strings.Repeat("[", 100_000), "nested deeper than 60"},
	} {
		answers, found := proof.ReadAnswers("proof.yaml", []byte(test.answers))
		if len(answers) > 0 || len(found) != 1 || !strings.Contains(found[0].String(), test.want) {
			t.Errorf("%s: answers %v, findings %v; want %s", test.answers, answers, found, test.want)
		}
	}
}

// Whatever is in the file, it is read or refused.
func FuzzAnswers(f *testing.F) {
	f.Add([]byte("- rule: word-doubled\n  place: a#p1\n  reason: it stands\n"))
	f.Add([]byte("- &a {rule: x}\n- *a\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		answers, _ := proof.ReadAnswers("proof.yaml", text)
		for _, a := range answers {
			if a.Rule == "" || a.Place == "" || strings.TrimSpace(a.Reason) == "" {
				t.Errorf("%+v lacks something", a)
			}
		}
	})
}
