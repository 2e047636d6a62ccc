package transcribe

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// Pandoc leaves out what it does not understand of LaTeX, and the files that a document takes in, and says so in its log. What
// may hold words comes to the report by way of the Markdown, as what a Word document holds beside its text does.

// logged is an entry of pandoc's log.
type logged struct {
	Type, Contents, Path string
	Line                 int
}

// convertLaTeX is convert for a document of LaTeX, with what pandoc left out of it as spans behind the text.
func convertLaTeX(ctx context.Context, program, file string) ([]byte, error) {
	log, err := os.CreateTemp("", "glossator-*.json")
	if err != nil {
		return nil, err
	}
	defer os.Remove(log.Name())
	defer log.Close()
	text, err := convert(ctx, program, "latex", file, "--log="+log.Name())
	if err != nil {
		return nil, err
	}
	document, err := os.ReadFile(file)
	return append(text, leftOutOfLaTeX(log, document)...), err
}

// leftOutOfLaTeX are the commands in the text of a document that pandoc's log says it left out.
func leftOutOfLaTeX(log io.Reader, document []byte) []byte {
	preamble := 0 // lines, in which commands say how the document looks
	if before, _, found := bytes.Cut(document, []byte(`\begin{document}`)); found {
		preamble = bytes.Count(before, []byte("\n")) + 1
	}
	var spans bytes.Buffer
	d := json.NewDecoder(log)
	d.Token() // the list's bracket
	for n := 0; d.More() && n < mostDoubts; {
		var l logged
		if d.Decode(&l) != nil {
			break
		}
		words := strings.Join(strings.Fields(l.Contents), " ")
		if l.Type == "CouldNotLoadIncludeFile" {
			words = `\input{` + l.Path + "}"
		}
		if l.Line > preamble && strings.HasPrefix(words, `\`) && strings.Contains(words, "{") && !onlyLooks().MatchString(words) {
			fmt.Fprintf(&spans, "\n\n[%s]{.left-out line=%d}\n", escape(words), l.Line)
			n++
		}
	}
	return spans.Bytes()
}

// onlyLooks are commands in whose braces there are no words.
var onlyLooks = pattern(`^\\(?:[vh]space|setlength|addtolength|setcounter|addtocounter|(?:this)?pagestyle|pagenumbering|selectlanguage|` +
	`bibliographystyle|index|label|addcontentsline|fontsize|color|enlargethispage|phantomsection|hypersetup)\b`)

var texCommand = pattern(`^\\[a-zA-Z]+`)

// leftOut is what pandoc left out.
type leftOut struct {
	commands []string // in the order of the document
	words    map[string][]string
	lines    map[string]int // of each command's first words
}

// add takes in the words of a span that leftOutOfLaTeX has written.
func (l *leftOut) add(words, attributes string) {
	command := texCommand().FindString(words)
	if l.words[command] == nil {
		l.commands = append(l.commands, command)
		l.lines[command], _ = strconv.Atoi(strings.TrimPrefix(attributes, " line="))
	}
	l.words[command] = append(l.words[command], words)
}

// doubts are one of each command.
func (l *leftOut) doubts(document string) []Doubt {
	var doubts []Doubt
	for _, command := range l.commands {
		words := l.words[command]
		message := fmt.Sprintf("pandoc does not know %s, %s from this line on, and left it out; write what it gives where it belongs", command, times(len(words)))
		if command == `\input` {
			message = "the document takes in a file here, which is not read; put its words in its place (latexpand writes the whole document)"
		}
		doubts = append(doubts, Doubt{Kind: "words-left-out", File: document, Line: l.lines[command], Message: message, Choices: words[:min(len(words), mostChoices)]})
	}
	return doubts
}
