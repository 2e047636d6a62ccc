package transcribe

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// markdown writes the essay as the edition's files have it.
func (r *reading) markdown() string {
	var b strings.Builder
	r.writeFront(&b)
	last := apart
	for _, block := range r.blocks {
		if block.kind == apart || block.kind == noteBody {
			continue
		}
		if block.goesOn && last == quote && block.kind == quote {
			b.WriteString("\n>\n")
		} else {
			b.WriteString(separation(last, block.kind))
		}
		b.WriteString(block.markdown())
		if last = block.kind; block.under != nil {
			last = paragraph
		}
	}
	b.WriteString("\n")
	for _, n := range r.notes {
		n.write(&b)
	}
	return b.String()
}

// separation is what stands between two blocks: items of one list are not set apart.
func separation(last, next kind) string {
	if last == next && (next == bullet || next == numbered) {
		return "\n"
	}
	return "\n\n"
}

// markdown is what the essay has of the block; what belongs to an item is set in behind its marker.
func (b *block) markdown() string {
	if b.under == nil {
		return b.alone()
	}
	behind := strings.Repeat(" ", len("- "))
	if b.under.kind == numbered {
		behind = strings.Repeat(" ", len(b.under.marker+" "))
	}
	return behind + strings.ReplaceAll(b.alone(), "\n", "\n"+behind)
}

func (b *block) alone() string {
	text := b.inline()
	attributes := b.attributes()
	switch b.kind {
	case heading:
		return strings.Repeat("#", b.level) + " " + strings.TrimRight(text, "#") + strings.Repeat(`\#`, len(text)-len(strings.TrimRight(text, "#"))) + attributes
	case quote:
		return "> " + escapeStart(text) + attributes
	case bullet:
		return "- " + escapeStart(text)
	case numbered:
		return b.marker + " " + escapeStart(text)
	case verse:
		return "| " + strings.ReplaceAll(text, "\n", "\n| ")
	case table:
		if isPipeTable(b.raw) {
			return b.text
		}
		return "```\n" + strings.ReplaceAll(b.text, "```", "'''") + "\n```"
	case separator:
		return "* * *"
	}
	return escapeStart(text) + attributes
}

// attributes are what Pandoc's syntax says of a block in braces at its end.
func (b *block) attributes() string {
	var words []string
	if b.anchor != "" {
		words = append(words, "#"+b.anchor)
	}
	if b.appendix {
		words = append(words, ".appendix")
	}
	if b.lang != "" {
		words = append(words, "lang="+b.lang)
	}
	if words == nil {
		return ""
	}
	return " {" + strings.Join(words, " ") + "}"
}

// cutPoint is where markup begins or ends.
type cutPoint struct {
	at    int
	order int // ends before calls before beginnings
	width int // of the marked stretch: the wider opens first and closes last
	text  string
}

// inline writes a block's words with their marks.
func (b *block) inline() string {
	var points []cutPoint
	for _, m := range nested(b.marks) {
		open, shut := m.signs()
		if m.kind == called {
			points = append(points, cutPoint{m.start, 1, 0, shut})
			continue
		}
		if m.end > m.start {
			points = append(points, cutPoint{m.start, 2, m.start - m.end, open}, cutPoint{m.end, 0, m.end - m.start, shut})
		}
	}
	slices.SortStableFunc(points, func(a, b cutPoint) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.order, b.order), cmp.Compare(a.width, b.width))
	})
	var out strings.Builder
	last := 0
	for _, p := range points {
		words := escape(b.text[last:p.at])
		if before, found := strings.CutSuffix(words, "!"); found && strings.HasPrefix(p.text, "[") {
			words = before + `\!` // else it would be an image
		}
		out.WriteString(words)
		out.WriteString(p.text)
		last = p.at
	}
	out.WriteString(escape(b.text[last:]))
	return out.String()
}

// signs are the markup before and after a marked stretch.
func (m mark) signs() (open, shut string) {
	switch m.kind {
	case emphasised:
		return "*", "*"
	case strong:
		return "**", "**"
	case linked:
		return "[", "](cite:" + m.work.item.ID + query(m.locators) + ")"
	case web:
		return "[", "](" + m.address + ")"
	case struck:
		return "~~", "~~"
	}
	return "", "[^" + m.call.label + "]"
}

// nested drops emphasis that would cross another mark's borders, and links to the web in which a source is cited.
func nested(marks []mark) []mark {
	ordered := slices.Clone(marks)
	slices.SortStableFunc(ordered, func(a, b mark) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	ordered = withoutCited(ordered)
	var links []mark
	for _, m := range ordered {
		if m.kind == linked || m.kind == web {
			links = append(links, m)
		}
	}
	kept := ordered[:0]
	at := 0
	for _, m := range ordered {
		for at < len(links) && links[at].end <= m.start {
			at++
		}
		crosses := false
		for i := at; i < len(links) && links[i].start < m.end && (m.kind <= strong || m.kind == struck); i++ {
			l := links[i]
			crosses = crosses || l.start < m.start && m.start < l.end && l.end < m.end || m.start < l.start && l.start < m.end && m.end < l.end
		}
		if !crosses {
			kept = append(kept, m)
		}
	}
	return kept
}

// withoutCited drops links to the web in which a source is cited; the marks are in order.
func withoutCited(marks []mark) []mark {
	var cited []mark // which do not overlap
	for _, m := range marks {
		if m.kind == linked {
			cited = append(cited, m)
		}
	}
	return slices.DeleteFunc(marks, func(m mark) bool {
		if m.kind != web {
			return false
		}
		next := sort.Search(len(cited), func(i int) bool { return cited[i].end > m.start })
		return next < len(cited) && cited[next].start < m.end
	})
}

// write writes a note's body. A note without a place is shown inside the editors' query about it.
func (n *note) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n[^%s]: ", n.label)
	switch {
	case n.query != "" && len(n.body) == 0:
		fmt.Fprintf(b, "The text calls a note %s here, but has none.\n", escape(n.printed))
		return
	case n.query != "":
		fmt.Fprintf(b, "Note %s has no marker in the text. It may belong here:\n\n    ", escape(n.printed))
	}
	for i, p := range n.body {
		if i > 0 {
			b.WriteString("\n    ")
		}
		block := *p
		block.kind = p.form
		b.WriteString(strings.ReplaceAll(block.markdown(), "\n", "\n    ") + "\n")
	}
}
