package transcribe

import (
	"slices"
	"strings"
)

// What pandoc writes of a document in another format has Markdown that a text in print has not. It is put into words that
// read as a text is read; what becomes of each is said beside its expression.

var (
	spanGiven    = pattern(`\[((?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*)\]\{[^{}]*\}`) // its words
	linkWithin   = pattern(`(^|[^!\\])\[((?:\\.|[^\[\]\\])+)\]\(#[^()\s]*\)`)           // its words
	addressGiven = pattern(`<((?:https?://|mailto:)[^<>\s]+)>`)                         // the address
	wideItem     = pattern(`(?m)^( *)(-|\d{1,9}[.)]) {2,}`)                             // "- " and "1. "
	emptyLine    = pattern(`(?m)^&nbsp;$`)                                              // nothing
	hardBreak    = pattern(`\\\n *`)                                                    // a line of verse
	raisedWords  = pattern(`\^(-?\pL[\pL\d°. -]{0,11})\^`)                              // the letters, as in 4th
	loweredWords = pattern(`(^|[^~\\])~([\pL\d+-]{1,12})~`)                             // lowered digits
	linkedNumber = pattern(`\[\^(\d{1,4})\^\]\([^)]*#[^)]*\)|\^\[\[?(\d{1,4})\]?\]\([^)]*#[^)]*\)\^|\[(\d{1,4})\]\([^)]*#[^)]*\)`)
	backLink     = pattern(`\[↩[^\]]*\]\([^)]*\)`)
	listedNotes  = pattern(`\n-{3,}\n+((?:\d{1,4}\. (?:.+)\[↩[^\]\n]*\]\([^)\n]*\)(?:\n+|$))+)\s*$`) // notes with their labels
	listedNote   = pattern(`(?m)^(\d{1,4})\. `)
)

// fromPandoc puts it into words. Where a document calls its notes by notes alone, a linked number leads to a figure or table.
func fromPandoc(body string, callsByNotes bool) string {
	body = emptyLine().ReplaceAllString(body, "")
	for range 4 { // a span may stand in a span
		body = spanGiven().ReplaceAllString(body, "$1")
	}
	body = wideItem().ReplaceAllString(body, "$1$2 ")
	body = listedNotes().ReplaceAllStringFunc(body, func(list string) string {
		return "\n" + listedNote().ReplaceAllString(strings.TrimLeft(list, "-\n"), "[^$1]: ")
	})
	if !callsByNotes {
		body = linkedNumber().ReplaceAllString(body, "^$1$2$3^")
	}
	body = backLink().ReplaceAllString(body, "")
	body = linkWithin().ReplaceAllString(body, "$1$2")
	body = addressGiven().ReplaceAllString(body, "$1")
	body = raisedWords().ReplaceAllString(body, "$1")
	body = loweredWords().ReplaceAllStringFunc(body, lowerDigits)
	parts := strings.Split(body, "\n\n")
	within := false // a note or an item, whose further paragraphs are set in as well
	for i, part := range parts {
		if !strings.HasPrefix(part, " ") {
			within = strings.HasPrefix(part, "[^") || startOf(part) != 0
		}
		if parts[i] = brokenLines(pipeTable(part)); !within {
			parts[i] = keptLines(parts[i])
		}
	}
	return strings.Join(parts, "\n\n")
}

func lowerDigits(s string) string {
	first, words, _ := strings.Cut(strings.TrimSuffix(s, "~"), "~")
	return first + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '₀'
		}
		return r
	}, words)
}

// keptLines makes words that a document has as they were typed a block of lines, too: pandoc sets them in as code.
func keptLines(part string) string {
	lines := strings.Split(strings.TrimRight(part, "\n"), "\n")
	for i, l := range lines {
		typed, isCode := strings.CutPrefix(l, "    ")
		if !isCode || len(lines) == 1 || len(typed) > longestVerse {
			return part
		}
		lines[i] = "| " + typed
	}
	return strings.Join(lines, "\n")
}

const longestVerse = 100 // bytes of a line

// brokenLines makes a paragraph whose lines are broken by hand a block of lines, as verse and addresses are. Where the lines
// are long, or those of a note or an item, they run on.
func brokenLines(part string) string {
	if !strings.Contains(part, "\\\n") {
		return part
	}
	if paragraphs := strings.Split(part, "\n>\n"); len(paragraphs) > 1 {
		return brokenQuotation(paragraphs)
	}
	lines := strings.Split(hardBreak().ReplaceAllString(part, "\n"), "\n")
	for i, l := range lines {
		l = strings.TrimSpace(strings.TrimLeft(l, "> "))
		if len(l) > longestVerse || strings.HasPrefix(l, "[^") || startOf(l) != 0 || strings.HasPrefix(part, "    ") {
			return hardBreak().ReplaceAllString(part, " ")
		}
		lines[i] = "| " + l
	}
	return strings.Join(lines, "\n")
}

// brokenQuotation is a quotation of several paragraphs, of which those that are blocks of lines stand by themselves.
func brokenQuotation(paragraphs []string) string {
	var b strings.Builder
	before := ""
	for i, p := range paragraphs {
		p = brokenLines(p)
		switch {
		case i > 0 && strings.HasPrefix(before, ">") && strings.HasPrefix(p, ">"):
			b.WriteString("\n>\n")
		case i > 0:
			b.WriteString("\n\n")
		}
		b.WriteString(p)
		before = p
	}
	return b.String()
}

// pipeTable makes a table whose cells hold several lines, as pandoc draws it, one whose rows are lines.
func pipeTable(part string) string {
	lines := strings.Split(strings.Trim(part, "\n"), "\n")
	if len(lines) < 3 || !strings.HasPrefix(lines[0], "+-") {
		return part
	}
	columns := strings.Count(lines[0], "+") - 1
	var rows [][]string
	head := 0
	row := make([]string, columns)
	for _, l := range lines[1:] {
		if strings.HasPrefix(l, "+") {
			if strings.HasPrefix(l, "+=") || strings.HasPrefix(l, "+:=") {
				head = len(rows) + 1
			}
			rows, row = append(rows, row), make([]string, columns)
			continue
		}
		cells := strings.Split(strings.ReplaceAll(l, `\|`, "\ue002"), "|")
		if len(cells) != columns+2 || cells[0] != "" {
			return part // cells that span others
		}
		for i, cell := range cells[1 : columns+1] {
			cell = strings.TrimSuffix(strings.TrimSpace(cell), `\`)
			row[i] = strings.TrimSpace(row[i] + " " + strings.ReplaceAll(cell, "\ue002", `\|`))
		}
	}
	switch {
	case head == 0 && len(rows) > 1 && allStrong(rows[0]):
		for i, cell := range rows[0] {
			rows[0][i] = strings.TrimSpace(strings.Trim(cell, "*"))
		}
	case head == 0:
		rows = slices.Insert(rows, 0, make([]string, columns))
	}
	var out strings.Builder
	for i, row := range rows {
		out.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			out.WriteString("|" + strings.Repeat("---|", columns) + "\n")
		}
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// allStrong says that all that the cells of a row say is set in strong type, as a head is.
func allStrong(row []string) bool {
	words := 0
	for _, cell := range row {
		if cell == "" {
			continue
		}
		words++
		if len(cell) < 5 || !strings.HasPrefix(cell, "**") || !strings.HasSuffix(cell, "**") || strings.Count(cell, "**") != 2 {
			return false
		}
	}
	return words > 1
}
