package diagnostic

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// WriteText writes one finding a line; with carets also the line concerned and a caret under the place.
func WriteText(w io.Writer, list List, carets bool) error {
	var b strings.Builder
	for _, d := range list {
		b.WriteString(printable(d.String()) + "\n")
		if carets && d.Excerpt != "" && d.Start.Column > 0 {
			writeCaret(&b, d)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&b, "    %s: %s\n", printable(r.At.String()), printable(r.Message))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// More is the line that ends a list of findings where somebody reads it: the command that says more about them.
func More(list List) string {
	command := "glossator explain"
	for _, code := range list.Codes() {
		command += " " + string(code)
	}
	return command + " tells more"
}

const width = 100 // characters of a line that are shown round a caret

func writeCaret(b *strings.Builder, d Diagnostic) {
	line := []rune(strings.ReplaceAll(printable(d.Excerpt), "\t", " "))
	at := min(d.Start.Column-1, len(line))
	if at > width*2/3 {
		cut := at - width/2
		line, at = append([]rune("…"), line[cut:]...), at-cut+1
	}
	if len(line) > width {
		line = append(line[:width:width], '…')
	}
	marks := max(1, min(d.Length, len(line)-at))
	fmt.Fprintf(b, "    %s\n    %s%s\n", string(line), strings.Repeat(" ", at), strings.Repeat("^", marks))
}

// printable replaces control characters, so that a text cannot drive a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == utf8.RuneError {
			return '�'
		}
		return r
	}, s)
}

// WriteJSON writes the list as a JSON array of findings.
func WriteJSON(w io.Writer, list List) error {
	if list == nil {
		list = List{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(list)
}
