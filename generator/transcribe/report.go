package transcribe

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"glossator/generator/diagnostic"
)

// Report is what the importer is sure of, in figures, and what an editor must look at.
type Report struct {
	Essays []*EssayReport `json:"essays"`
	// Merges are works of several essays that seem to be one work in several imprints.
	Merges []Merge `json:"merges,omitempty"`
	// Candidates are names and terms that may deserve an entry in names.yaml or glossary.yaml.
	Candidates []Candidate `json:"candidates,omitempty"`
	// Files says what became of each file, once they have been written.
	Files []FileReport `json:"files,omitempty"`
	// Skipped are files that could not be read as a text, and why.
	Skipped []Doubt `json:"skipped,omitempty"`
}

// EssayReport is about one essay.
type EssayReport struct {
	ID     string  `json:"id"`
	File   string  `json:"file"` // that was read
	Title  string  `json:"title"`
	Counts Counts  `json:"counts"`
	Doubts []Doubt `json:"doubts"`
	// LeftOut is what is no part of the text and was left out: the page's furniture, the words of archives, "by".
	LeftOut []Line `json:"leftOut,omitempty"`
}

// Counts are figures of one essay.
type Counts struct {
	Words      int `json:"words"`
	Sections   int `json:"sections"`
	Paragraphs int `json:"paragraphs"`
	Notes      int `json:"notes"`
	Unplaced   int `json:"unplacedNotes"`
	Citations  int `json:"citations"`
	Unresolved int `json:"unresolvedCitations"`
	Works      int `json:"works"`
	Terms      int `json:"definitions"`
}

// Doubt is something that the text leaves open, with the choices there are.
type Doubt struct {
	Kind    diagnostic.Code `json:"kind"`
	File    string          `json:"file"`
	Line    int             `json:"line,omitempty"`
	Words   string          `json:"words,omitempty"`
	Message string          `json:"message"`
	Choices []string        `json:"choices,omitempty"`
}

// place is the file, with the line where it is known: an editor does not see the lines of what a document became on the way.
func (d Doubt) place() string {
	if d.Line == 0 {
		return d.File
	}
	return fmt.Sprintf("%s:%d", d.File, d.Line)
}

// Line is a line of the file that was read.
type Line struct {
	Line int    `json:"line,omitempty"`
	Text string `json:"text"`
}

// Merge proposes that two entries are one work.
type Merge struct {
	Keys   []string `json:"keys"`
	Reason string   `json:"reason"`
}

// Candidate is a name or a term that occurs in the texts.
type Candidate struct {
	Words string `json:"words"`
	Kind  string `json:"kind"` // "name" or "term"
	Count int    `json:"count"`
}

// FileReport says what became of a file of the result.
type FileReport struct {
	Path       string `json:"path"`
	Done       string `json:"done"`                 // "written", "unchanged", "extended" or "beside"
	Beside     string `json:"beside,omitempty"`     // where it was written instead
	Difference string `json:"difference,omitempty"` // where it differs from what is there
}

const (
	mostDoubts  = 2000 // of one essay
	mostChoices = 20   // of many that a doubt is about
)

func (e *EssayReport) doubt(kind diagnostic.Code, file string, line int, words, message string, choices ...string) {
	if len(e.Doubts) < mostDoubts {
		e.Doubts = append(e.Doubts, Doubt{Kind: kind, File: file, Line: line, Words: words, Message: message, Choices: choices})
	}
}

// furniture records lines that are left out.
func (e *EssayReport) furniture(lines []line) {
	for _, l := range lines {
		e.LeftOut = append(e.LeftOut, Line{l.number, l.text})
	}
}

// leaveOut takes a block out of the text and records its lines.
func (r *reading) leaveOut(b *block) {
	b.kind = apart
	r.report.furniture(b.raw)
}

// leftOut records words that are left out of a line.
func (e *EssayReport) leftOut(line int, words string) {
	if words != "" {
		e.LeftOut = append(e.LeftOut, Line{line, words})
	}
}

// ofDocument makes the report one of the document that was converted.
func (e *EssayReport) ofDocument() {
	name := e.File
	e.File = strings.TrimSuffix(name, ".md")
	for i := range e.Doubts {
		if d := &e.Doubts[i]; d.File == name {
			d.File, d.Line = e.File, 0
		}
	}
	for i := range e.LeftOut {
		e.LeftOut[i].Line = 0
	}
}

// excerpt returns the beginning of a text.
func excerpt(s string) string { return around(s, 0, min(len(s), 80)) }

// around returns a stretch of a text with some words before and after it.
func around(s string, start, end int) string {
	from, to := max(0, start-40), min(len(s), end+20)
	for from > 0 && !utf8.RuneStart(s[from]) {
		from--
	}
	for to < len(s) && !utf8.RuneStart(s[to]) {
		to++
	}
	words, _ := withoutPictures(s[from:to])
	if from > 0 {
		words = "…" + words
	}
	if to < len(s) {
		words += "…"
	}
	return strings.Join(strings.Fields(words), " ")
}

// WriteJSON writes the report for programs.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// WriteText writes the report for editors.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	for _, e := range r.Essays {
		e.writeText(&b)
	}
	for _, d := range r.Skipped {
		fmt.Fprintf(&b, "%s: not read: %s\n", d.File, d.Message)
	}
	for _, m := range r.Merges {
		fmt.Fprintf(&b, "one work? %s: %s\n", strings.Join(m.Keys, ", "), m.Reason)
	}
	if len(r.Candidates) > 0 {
		b.WriteString("names and terms that occur often:")
		for _, c := range r.Candidates[:min(len(r.Candidates), 30)] {
			fmt.Fprintf(&b, " %s (%d)", c.Words, c.Count)
		}
		b.WriteByte('\n')
	}
	for _, f := range r.Files {
		fmt.Fprintf(&b, "%s: %s", f.Path, f.Done)
		if f.Beside != "" {
			fmt.Fprintf(&b, " as %s, since the file there is an editor's\n%s", f.Beside, f.Difference)
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (e *EssayReport) writeText(b *strings.Builder) {
	c := e.Counts
	fmt.Fprintf(b, "%s: essays/%s.md %q\n", e.File, e.ID, e.Title)
	fmt.Fprintf(b, "  %d words, %d sections, %d paragraphs, %d notes (%d without a place), %d citations (%d unresolved), %d works, %d definitions\n",
		c.Words, c.Sections, c.Paragraphs, c.Notes, c.Unplaced, c.Citations, c.Unresolved, c.Works, c.Terms)
	for _, d := range e.Doubts {
		fmt.Fprintf(b, "  %s: %s: %s\n", d.place(), d.Kind, d.Message)
		if d.Words != "" {
			fmt.Fprintf(b, "      %s\n", d.Words)
		}
		for _, choice := range d.Choices {
			fmt.Fprintf(b, "      - %s\n", choice)
		}
	}
}
