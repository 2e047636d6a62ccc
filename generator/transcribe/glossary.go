package transcribe

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"glossator/generator/edition"
)

// definition is a passage in which the author says what a word means.
type definition struct {
	term    string
	alias   string // an abbreviation that the passage gives
	passage string // address of the passage
	quote   string
}

var (
	definedAs = pattern(`(?:^|[.;:,] |\bhere |\bthat )["“‘']?((?:[\p{L}\d’'-]+ ){0,4}[\p{L}\d’'-]+)["”’']?,? (?:is|are|was|were|can be|may be|will be|shall be)(?: here| hereby)? (?:defined|understood)(?: here| in this \pL+)? (?:as|to mean) `)
	meansThat = pattern(`(?:^|[;.] |(?i:for the purposes? of this [\p{L}]+), |(?i:in this [\p{L}]+), )["“‘']?((?:[\p{L}\d’'-]+ ){0,4}[\p{L}\d’'-]+)["”’']? (?:here )?(?:means|refers to|denotes|signifies) `)
	byIMean   = pattern(`\b[Bb]y (?:the term |the word )?["“‘']?((?:[\p{L}’'-]+ ){0,3}[\p{L}’'-]+)["”’']?,? (?:I|we|is|he|she|they) (?:mean|means|meant|understand|understood) `)

	shortInParens = pattern(` \((?:the )?([A-Z]{2,8})\)`)
	namedBefore   = pattern(`(?:\p{Lu}[\p{L}’'-]+ (?:of the |of |for the |for |and the |and |on |in )?){1,6}\p{Lu}[\p{L}’'-]+$`)
)

// define harvests the definitions that the text gives.
func (r *reading) define() {
	r.eachBlock(func(b *block, in *note) {
		if b.kind == table || b.kind == verse || b.kind == separator || b.kind == heading || b.kind == bullet || b.kind == numbered {
			return
		}
		r.spellOut(b, in)
		if !strings.Contains(b.text, "efined") && !strings.Contains(b.text, "nderst") && !strings.Contains(b.text, " mean") && !strings.Contains(b.text, "refers to") && !strings.Contains(b.text, "denotes") && !strings.Contains(b.text, "signifies") {
			return
		}
		for _, re := range []*regexp.Regexp{definedAs(), byIMean(), meansThat()} {
			for _, m := range re.FindAllStringSubmatchIndex(b.text, 20) {
				inText := re == meansThat() && in == nil && m[2] == m[0]+2
				if term := termOf(b.text[m[2]:m[3]]); term != "" && !inText && (re != meansThat() || in != nil || strings.Contains(b.text[m[0]:m[2]], "this ")) {
					r.addDefinition(b, in, term, "", m[2])
				}
			}
		}
	})
}

// spellOut harvests the abbreviations that the text gives after the words they stand for.
func (r *reading) spellOut(b *block, in *note) {
	for _, at := range shortInParens().FindAllStringSubmatchIndex(b.text, 20) {
		from := max(0, at[0]-120)
		m := namedBefore().FindStringIndex(b.text[from:at[0]])
		if m == nil {
			continue
		}
		short := b.text[at[2]:at[3]]
		if full := spelledOut(b.text[from+m[0]:at[0]], short); full != "" {
			r.addDefinition(b, in, full, short, at[0]-len(full))
		}
	}
}

// addDefinition keeps the first passage that defines a term.
func (r *reading) addDefinition(b *block, in *note, term, alias string, at int) {
	if slices.ContainsFunc(r.terms, func(d definition) bool { return slug(d.term) == slug(term) }) || slug(term) == "" {
		return
	}
	d := definition{term: term, alias: alias, quote: sentenceAt(b.text, at)}
	if in != nil {
		d.passage = edition.NoteID(in.label)
	} else {
		if b.anchor == "" {
			b.anchor = "defines-" + slug(term)
		}
		d.passage = b.anchor
	}
	r.terms = append(r.terms, d)
}

// termOf returns the words as a glossary's headword, or "" when they are no term.
func termOf(s string) string {
	words := strings.Fields(s)
	for len(words) > 0 && slices.Contains([]string{"the", "a", "an", "and", "but", "that", "here", "term", "word"}, strings.ToLower(words[0])) {
		words = words[1:]
	}
	for _, w := range words {
		if slices.Contains([]string{"it", "this", "which", "that", "who", "he", "she", "they", "we", "i", "what", "there", "these", "those", "as", "in", "if", "is", "was", "his", "her", "their", "one", "can", "could", "all", "such", "by", "to", "when", "not", "here", "have", "has"}, strings.ToLower(w)) {
			return ""
		}
	}
	term := strings.Join(words, " ")
	if len(words) > 0 && !strings.ContainsFunc(term[1:], unicode.IsUpper) {
		term = strings.ToLower(term)
	}
	return term
}

// spelledOut returns the end of the words whose capitals are the abbreviation's letters, or "".
func spelledOut(full, short string) string {
	words := strings.Fields(full)
	for from := range words {
		capitals := ""
		for _, w := range words[from:] {
			if first := []rune(w)[0]; unicode.IsUpper(first) {
				capitals += string(first)
			}
		}
		if capitals == short && unicode.IsUpper([]rune(words[from])[0]) {
			return strings.Join(words[from:], " ")
		}
	}
	return ""
}

// sentenceAt returns the sentence that a place stands in.
func sentenceAt(s string, at int) string {
	start := min(at, sentenceStart(s, at+1))
	for i := at; i+1 < len(s); i++ {
		if strings.IndexByte(".!?", s[i]) >= 0 && s[i+1] == ' ' && sentenceStart(s, i+3) == i+2 {
			return strings.TrimSpace(s[start : i+1])
		}
	}
	return strings.TrimSpace(s[start:])
}

// glossary writes the attested definitions of all essays, a term once.
func (c *collection) glossary() string {
	type attested struct {
		essay string
		definition
	}
	byID := map[string][]attested{}
	var ids []string
	for _, r := range c.readings {
		for _, d := range r.terms {
			id := slug(d.term)
			if byID[id] == nil {
				ids = append(ids, id)
			}
			byID[id] = append(byID[id], attested{r.id, d})
		}
	}
	slices.Sort(ids)
	var b strings.Builder
	for _, id := range ids {
		first := byID[id][0]
		fmt.Fprintf(&b, "- id: %s\n  term: %s\n", id, quoted(first.term))
		if first.alias != "" {
			fmt.Fprintf(&b, "  aliases: [%s]\n", quoted(first.alias))
		}
		b.WriteString("  attested:\n")
		for _, a := range byID[id] {
			fmt.Fprintf(&b, "    - essay: %s\n      passage: %s\n      quote: %s\n", a.essay, a.passage, quoted(a.quote))
		}
	}
	return b.String()
}
