package cli_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"glossator/generator/fixture"
)

// save writes the essay's file.
func (d *desk) save(t *testing.T) {
	t.Helper()
	lines := []string{"---", "title: Edits", "aliases:"}
	for _, id := range d.former() {
		lines = append(lines, "- essays/"+id+".html")
	}
	lines = d.saveFront(lines)
	var notes []*piece
	for _, p := range d.blocks {
		if p.kind == "abstract" || p.kind == "byline" {
			continue
		}
		words := p.text()
		for _, n := range p.notes {
			switch {
			case n.label != "":
				words += "[^ed:" + n.label + "]"
			case d.labelled:
				notes = append(notes, n)
				words += fmt.Sprintf("[^%d]", len(notes))
			default:
				words += "^[" + n.text() + "]"
			}
		}
		p.first = len(lines) + 1
		lines = append(lines, p.block(words)...)
		p.last = len(lines)
		lines = append(lines, "")
	}
	for i, n := range notes {
		lines = append(lines, fmt.Sprintf("[^%d]: %s", i+1, n.text()), "")
	}
	for _, n := range d.pieces() {
		if n.label != "" {
			lines = append(lines, fmt.Sprintf("[^ed:%s]: %s", n.label, n.text()), "")
		}
	}
	fixture.Write(t, d.file(), strings.Join(lines, "\n"))
}

// saveFront adds the authors and the abstract, whose findings are those of its first line.
func (d *desk) saveFront(lines []string) []string {
	var abstract []string
	for _, p := range d.blocks {
		switch p.kind {
		case "byline":
			lines = append(lines, "author: "+p.text())
		case "abstract":
			abstract = append(abstract, "  "+strings.Join(p.block(p.text()), ""), "")
		}
	}
	if len(abstract) > 0 {
		lines = append(lines, "abstract: |")
		for _, p := range d.blocks {
			if p.kind == "abstract" {
				p.first, p.last = len(lines), len(lines)+1
			}
		}
	}
	return append(append(lines, abstract...), "---", "")
}

// text is the piece as its file has it.
func (p *piece) text() string {
	text := strings.Join(p.words, " ")
	for _, page := range p.cites {
		text += fmt.Sprintf(" [%d](cite:watt?page=%d)", page, page)
	}
	return text
}

// block is the piece as a block; to its words the marks of its notes have been put.
func (p *piece) block(words string) (lines []string) {
	settled := ""
	if p.given != "" {
		settled = " {#" + p.given + "}"
	}
	switch p.kind {
	case "heading":
		return []string{"## " + words + settled}
	case "quotation":
		return []string{"> " + words + settled}
	case "item":
		return []string{"- " + words + settled}
	case "figure":
		return []string{"![" + words + "](x.png)" + settled}
	case "verse":
		for line := range slices.Chunk(p.words, 5) {
			lines = append(lines, "| "+strings.Join(line, " "))
		}
		lines[len(lines)-1] += strings.TrimPrefix(words, strings.Join(p.words, " ")) + settled
		return lines
	case "code":
		lines = []string{"```"}
		for line := range slices.Chunk(p.words, 5) {
			lines = append(lines, strings.Join(line, " "))
		}
		lines = append(lines, "```")
	case "table":
		for row := range slices.Chunk(p.words, 3) {
			lines = append(lines, "| "+strings.Join(row, " | ")+" |")
		}
		lines = slices.Insert(lines, 1, "|---|---|---|")
	default:
		return []string{words + settled}
	}
	if settled != "" {
		return append(append([]string{":::" + settled}, lines...), ":::")
	}
	return lines
}
