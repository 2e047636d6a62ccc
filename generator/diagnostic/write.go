package diagnostic

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
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

// mostExplained is how many codes the line names that says how to learn more.
const mostExplained = 4

// More is the line that ends a list of findings where somebody reads it: the command that says more about them. Of many codes it
// names those of errors first.
func More(list List) string {
	worst := slices.Clone(list)
	slices.SortStableFunc(worst, func(a, b Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	codes := worst.Codes()
	command, more := "glossator explain", ""
	for i, code := range codes {
		if i == mostExplained && len(codes) > mostExplained+1 {
			more = fmt.Sprintf("; without a code it lists all, the %d others of these too", len(codes)-i)
			break
		}
		command += " " + string(code)
	}
	return command + " tells more" + more
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
