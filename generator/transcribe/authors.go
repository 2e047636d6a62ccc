package transcribe

import (
	"slices"
	"strings"
)

// nameWithPlace takes "Anna Berg, University of Leeds" and "Anna Berg (University of Leeds)".
func (r *reading) nameWithPlace(b *block) bool {
	start := len(byWord().FindString(b.text))
	at := strings.IndexAny(b.text, ",(")
	if at < start || !isPersons(b.text[start:at]) || !isAffiliation(b.text[at:]) && !(b.text[at] == '(' && strings.HasSuffix(strings.TrimSuffix(b.text, "."), ")") && r.title != nil && len(r.authors) == 0) {
		return false
	}
	name, place := b.slice(start, at), strings.Trim(strings.TrimSuffix(b.text[at:], ")."), " ,()")
	r.report.leftOut(b.line(0), strings.TrimSpace(b.text[:start]))
	for _, m := range b.calls() {
		if m.start > at {
			name.marks = append(name.marks, mark{start: len(name.text), end: len(name.text), kind: called, call: m.call})
		}
	}
	r.addAuthors(name)
	r.authors[len(r.authors)-1].affiliation = place
	b.kind = apart
	return true
}

var (
	numberedName        = pattern(`^(\p{Lu}[\p{L}.'’ -]{2,40}?),?([\d⁰-⁹¹²³]+(?:,[\d⁰-⁹¹²³]+)*)[*†]?(?:,? and |,? & |, | |$)`)
	numberedAffiliation = pattern(`^([\d⁰-⁹¹²³])\s*(\p{Lu}.{4,160})$`)
)

// numberedAuthors takes names with the numbers of their affiliations: "T. Hallam,1 S. Iyer,2 and W. Bright1".
func (r *reading) numberedAuthors(b *block) bool {
	if len(r.authors) > 0 || r.title == nil {
		return false
	}
	var names []span
	var numbers []string
	at := 0
	for at < len(b.text) {
		rest := strings.TrimPrefix(b.text[at:], "and ")
		at = len(b.text) - len(rest)
		m := numberedName().FindStringSubmatchIndex(rest)
		if m == nil || !isPersons(rest[m[2]:m[3]]) {
			return false
		}
		names, numbers = append(names, span{at + m[2], at + m[3]}), append(numbers, plainDigits(rest[m[4]:m[5]]))
		at += m[1]
	}
	if len(names) == 0 {
		return false
	}
	last := 0
	for i, n := range names {
		r.report.leftOut(b.line(last), strings.Trim(b.text[last:n.start], " ,"))
		r.authors = append(r.authors, author{name: b.slice(n.start, n.end), number: numbers[i]})
		last = n.end
	}
	r.report.leftOut(b.line(last), b.text[last:])
	b.kind = apart
	return true
}

// plainDigits writes raised digits as others.
func plainDigits(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		if digits, size := lowered(s); size > 0 {
			b.WriteString(digits)
			s = s[size:]
			continue
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String()
}

// numberedAffiliation gives an affiliation to the authors who bear its number.
func (r *reading) numberedAffiliation(b *block) bool {
	m := numberedAffiliation().FindStringSubmatch(b.text)
	if m == nil || !isAffiliation(m[2]) {
		return false
	}
	number := plainDigits(m[1])
	given := false
	for i := range r.authors {
		if a := &r.authors[i]; strings.Contains(","+a.number+",", ","+number+",") {
			a.affiliation = joinWith(a.affiliation, m[2], ", ")
			given = true
		}
	}
	if given {
		b.kind = apart
		r.report.leftOut(b.line(0), m[1])
	}
	return given
}

// affiliationsInNotes takes for affiliations the notes before the text that an author's name calls and that are nothing
// else.
func (r *reading) affiliationsInNotes() {
	before := map[*block]bool{}
	var taken []*note
	for _, b := range r.blocks[:r.frontEnd] {
		before[b] = true
	}
	for i := range r.authors {
		a := &r.authors[i]
		for _, m := range a.name.calls() {
			n := m.call
			if len(n.body) != 1 || !before[n.body[0]] || !isAffiliation(n.body[0].text) || strings.Contains(n.body[0].text, ". ") {
				continue
			}
			a.affiliation = joinWith(a.affiliation, n.body[0].text, ", ")
			a.name.marks = slices.DeleteFunc(a.name.marks, func(other mark) bool { return other.call == n })
			r.report.leftOut(a.name.line(0), n.printed)
			taken = append(taken, n)
		}
	}
	for _, n := range taken {
		n.body[0].kind = apart
		r.report.leftOut(n.line, n.printed)
	}
	r.notes = slices.DeleteFunc(r.notes, func(n *note) bool { return slices.Contains(taken, n) })
}

// addAuthors takes the names of a line.
func (r *reading) addAuthors(b *block) {
	b.kind = apart
	b.marks = b.calls() // the type of a name on a title page is the printer's
	start := 0
	for _, at := range append(betweenPersons(b.text), span{len(b.text), len(b.text)}) {
		if name := b.slice(start, at.start); name.text != "" {
			r.authors = append(r.authors, author{name: name})
		}
		r.report.leftOut(b.line(start), strings.Trim(b.text[at.start:at.end], " ,;"))
		start = at.end
	}
}
