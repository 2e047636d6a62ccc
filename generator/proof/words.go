package proof

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"glossator/generator/edition"
)

// folded is a word for comparing: lower case, without accents.
func folded(s string) string {
	t := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	out, _, err := transform.String(t, strings.ToLower(s))
	if err != nil {
		return strings.ToLower(s)
	}
	return out
}

// word is a run of letters in a passage, with its place.
type word struct {
	text       string
	start, end int
}

// words cuts a text into runs of letters; apostrophes and hyphens within a word belong to it.
func words(text string) []word {
	var list []word
	start := -1
	inner := func(i int) bool { // a letter follows
		for _, r := range text[i:] {
			return unicode.IsLetter(r)
		}
		return false
	}
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsMark(r)
		if !letter && start >= 0 && strings.ContainsRune("'’-", r) && inner(i+len(string(r))) {
			continue
		}
		switch {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			list = append(list, word{text[start:i], start, i})
			start = -1
		}
	}
	if start >= 0 {
		list = append(list, word{text[start:], start, len(text)})
	}
	return list
}

// around is a few words of context for a message, in which three points stand for a citation that a style formats.
func around(text string, start, end int) string {
	const words, more = 20, 40 // bytes, and as many more at most to whole words
	from, to := max(0, start-words), min(len(text), end+words)
	for least := from - more; from > max(0, least) && text[from-1] != ' '; {
		from--
	}
	for most := to + more; to < min(len(text), most) && text[to] != ' '; {
		to++
	}
	for from < start && !utf8.RuneStart(text[from]) {
		from++
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(text[from:to], edition.FormattedCitation, "…")), " ")
}

// eachCitation gives the citations of a source with the words before each in its passage, from the last one of the source on.
// Those of one cluster have the same.
func eachCitation(src *edition.Source, f func(b edition.Backlink, before edition.Span)) {
	var last edition.Place
	from := int32(0)
	for _, b := range src.Backlinks {
		at := b.Place()
		switch {
		case at == last:
		case at.Text == last.Text && at.Span.Passage == last.Span.Passage && at.Span.Start >= last.Span.End:
			from = last.Span.End
		default:
			from = 0
		}
		last = at
		f(b, edition.Span{Passage: at.Span.Passage, Start: from, End: at.Span.Start})
	}
}

// lookBack is how far before a citation words may stand, in bytes, that it is taken to be about.
const lookBack = 1000

// lastWords are the last words of a text that have so many bytes at most.
func lastWords(text string, n int) string {
	if len(text) <= n {
		return text
	}
	text = text[len(text)-n:]
	_, whole, _ := strings.Cut(text, " ")
	return whole
}
