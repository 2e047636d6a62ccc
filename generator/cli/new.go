package cli

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"glossator/generator/content"
	"glossator/generator/diagnostic"
)

//go:embed starter
var starter embed.FS

func (p *program) newVerb() *cobra.Command {
	c := &cobra.Command{
		Use: "new FOLDER", Short: "write a small edition to begin with, or add a part to one",
		Long: `New writes a small edition into FOLDER/content. It builds at once, shows every feature on a page, and its comments
say what each thing is for. With essay, term, source or annotation it adds one to the edition in the content folder.
Nothing that exists is overwritten. What a build makes is kept out of version control by FOLDER/.gitignore.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errUse{errors.New("new takes one folder: glossator new letters")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.newEdition(args[0]) },
	}
	for _, part := range parts {
		c.AddCommand(p.newPart(part))
	}
	return c
}

// newEdition writes the starter into a folder.
func (p *program) newEdition(folder string) error {
	target := filepath.Join(folder, "content")
	if _, err := os.Lstat(target); err == nil {
		return errUse{fmt.Errorf("%s exists already: name another folder", target)}
	}
	if err := os.MkdirAll(target, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(target)
	if err != nil {
		return err
	}
	defer root.Close()
	words := struct{ Title, Date string }{titleOf(folder), today()}
	err = fs.WalkDir(starter, "starter", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(starter, name)
		if err != nil {
			return err
		}
		t, err := template.New(name).Parse(string(b))
		if err != nil {
			return err
		}
		var out bytes.Buffer
		if err := t.Execute(&out, words); err != nil {
			return err
		}
		return writeNew(root, strings.TrimPrefix(name, "starter/"), out.Bytes())
	})
	if err != nil {
		return err
	}
	ignored, err := writeIgnored(folder)
	if err != nil {
		return err
	}
	next := "glossator preview"
	if filepath.Clean(folder) != "." {
		next = "cd " + shellWord(folder) + " && " + next
	}
	p.say("a small edition is in %s; next: %s", target, next)
	if !ignored {
		p.say("to %s add: %s", filepath.Join(folder, ".gitignore"), strings.Join(made, " and "))
	}
	return nil
}

// shellWord is a word as a shell takes it, in quotation marks where it needs them.
func shellWord(s string) string {
	if strings.ContainsAny(s, " '\"\\$&;()<>|*?[]~`#!{}") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

// made is what a build makes, as a .gitignore names it: in version control, a checkout would alter it behind the build's back.
var made = []string{"/public/", "/.public.*"}

// writeIgnored writes a .gitignore. One that is there already is left as it is; ok says whether it has the lines.
func writeIgnored(folder string) (ok bool, err error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return false, err
	}
	defer root.Close()
	err = writeNew(root, ".gitignore", []byte(strings.Join(made, "\n")+"\n"))
	if !errors.Is(err, fs.ErrExist) {
		return err == nil, err
	}
	b, _ := root.ReadFile(".gitignore")
	lines := strings.Fields(string(b))
	missing := func(line string) bool { return !slices.Contains(lines, line) }
	return !slices.ContainsFunc(made, missing), nil
}

// titleOf makes a folder's name a title: "my-letters" is "My letters".
func titleOf(folder string) string {
	name := strings.NewReplacer("-", " ", "_", " ", `"`, "", `\`, "").Replace(filepath.Base(filepath.Clean(folder)))
	if name == "" || name == "." || name == string(filepath.Separator) {
		return "A New Edition"
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// today is the date of the editor's desk, or SOURCE_DATE_EPOCH's: new writes content, and content has dates.
func today() string {
	t := sourceDate()
	if t.IsZero() {
		t = time.Now()
	}
	return t.Format(time.DateOnly)
}

// writeNew writes a file that must not exist yet.
func writeNew(root *os.Root, name string, b []byte) error {
	return writeTo(root, name, os.O_EXCL, b)
}

// writeTo writes to a file of the content folder, which is made where there is none. What is a link out is refused.
func writeTo(root *os.Root, name string, flag int, b []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|flag, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}

// part is what new can add to an edition: a file of its own, or an entry at the end of one.
type part struct {
	name  string
	use   string
	short string
	file  func(id string) string // within the content folder; a source goes where the edition reads sources
	words string                 // a template that gets .ID, .Title and .Date
}

var parts = []part{
	{"essay", "essay ID", "add an essay", func(id string) string { return "essays/" + id + ".md" },
		"---\ntitle: \"{{.Title}}\"\nauthor: \ndate: {{.Date}}\ndraft: true\n---\n\nThe first paragraph.\n"},
	{"term", "term ID", "add a term to the glossary", func(string) string { return "glossary.yaml" },
		"- id: {{.ID}}\n  term: {{.Title}}\n  aliases: []\n  definition: >-\n    What it means.\n"},
	{"source", "source KEY", "add a source to the bibliography", nil,
		"\n@book{ {{- .ID}},\n  author    = {},\n  title     = { {{- .Title}}},\n  publisher = {},\n  address   = {},\n  year      = {},\n}\n"},
	{"annotation", "annotation ESSAY ID", "add an annotation to an essay", func(id string) string { return "annotations/" + id + ".yaml" },
		"- id: {{.ID}}\n  at: {passage: p1} # of some words alone: {passage: p1, quote: \"the words it is about\"}\n  kind: commentary\n  by: \n  date: {{.Date}}\n  body: >-\n    What there is to say.\n"},
}

func (p *program) newPart(x part) *cobra.Command {
	return &cobra.Command{
		Use: x.use, Short: x.short,
		Args: func(_ *cobra.Command, args []string) error {
			if want := len(strings.Fields(x.use)) - 1; len(args) != want {
				return errUse{fmt.Errorf("write it as: glossator new %s", x.use)}
			}
			for _, id := range args {
				if problem := x.check(id); problem != "" {
					return errUse{errors.New(problem)}
				}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.addPart(x, args) },
	}
}

// check says what is wrong with the id of a new part, or "".
func (x part) check(id string) string {
	if x.name != "source" {
		if problem := content.CheckID(id); problem != "" {
			return fmt.Sprintf("%s: write %q", problem, content.SuggestID(id))
		}
		return ""
	}
	if id == "" || strings.ContainsAny(id, "{},\\\"\n ") {
		return fmt.Sprintf("%q is no key: write it without blanks, commas, braces, quotation marks and backslashes", id)
	}
	return ""
}

// addPart writes an essay's file, or adds an entry to the file that holds the others.
func (p *program) addPart(x part, args []string) error {
	id := args[len(args)-1]
	t, err := template.New(x.name).Parse(x.words)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, struct{ ID, Title, Date string }{id, titleOf(id), today()}); err != nil {
		return err
	}
	root, err := os.OpenRoot(p.content)
	if err == nil {
		defer root.Close()
		_, err = root.Stat("edition.yaml")
	}
	if err != nil {
		return errUse{fmt.Errorf("there is no edition in %s: make one with glossator new FOLDER", p.content)}
	}
	if _, err := root.Stat("essays/" + args[0] + ".md"); err != nil && x.name == "annotation" {
		return errUse{fmt.Errorf("there is no essay %q to annotate in %s: it is named as its file is, without .md", args[0], p.content)}
	}
	var folder *content.Folder
	if x.name != "essay" { // which has a file of its own
		folder, _ = content.Load(root, content.Index{})
	}
	if file := x.entryFile(folder, args); file != "" {
		return errUse{fmt.Errorf("%s has an entry %q already", filepath.Join(p.content, filepath.FromSlash(file)), id)}
	}
	name := x.fileOf(folder, args[0])
	if name == "" {
		return errUse{fmt.Errorf("%s lists no BibTeX file to add to: write there bibliography: [references.bib], beside others that it lists",
			filepath.Join(p.content, "edition.yaml"))}
	}
	shown := filepath.Join(p.content, filepath.FromSlash(name))
	if x.name == "essay" {
		err = writeNew(root, name, out.Bytes())
	} else {
		err = appendTo(root, name, out.Bytes())
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return errUse{fmt.Errorf("%s exists already", shown)}
	case err != nil:
		return fmt.Errorf("%s cannot be written: %w; a link must not lead out of the content folder", shown, bare(err))
	}
	p.say("added to %s", shown)
	if x.name == "essay" && isLeftOut(root, name) {
		p.say("%s has contents, and leaves out what they do not list: add %s there", filepath.Join(p.content, "edition.yaml"), id)
	}
	return nil
}

// isLeftOut says that the contents of edition.yaml do not have the essay in the file.
func isLeftOut(root *os.Root, name string) bool {
	_, found := content.Load(root, content.Index{})
	return slices.ContainsFunc(found, func(d diagnostic.Diagnostic) bool {
		return d.Code == "essay-not-listed" && d.Start.File == name
	})
}

// fileOf is the file that a part of that id goes to, or "" where the edition reads none of its kind.
func (x part) fileOf(folder *content.Folder, id string) string {
	if x.file != nil {
		return x.file(id)
	}
	for _, name := range folder.Bibliographies {
		if path.Ext(name) == ".bib" {
			return name
		}
	}
	return ""
}

// entryFile is the file that has an entry of that id already, or "".
func (x part) entryFile(folder *content.Folder, args []string) string {
	id := args[len(args)-1]
	switch x.name {
	case "term":
		for _, r := range folder.Terms {
			if r.Term.ID == id {
				return r.Term.At.File
			}
		}
	case "source":
		for _, e := range folder.Sources {
			if e.Item.ID == id {
				return e.At.File
			}
		}
	case "annotation":
		for _, r := range folder.Annotations {
			if r.Essay == args[0] && r.Annotation.ID == id {
				return r.Annotation.At.File
			}
		}
	}
	return ""
}

// appendTo adds an entry to the end of a file, on a line of its own.
func appendTo(root *os.Root, name string, b []byte) error {
	old, err := content.ReadFile(root, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(old) > 0 && old[len(old)-1] != '\n' {
		b = append([]byte("\n"), b...)
	}
	return writeTo(root, name, os.O_APPEND, b)
}
