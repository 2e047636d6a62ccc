package crosslink

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// Annotations finds the words that the essay's annotations are about. It needs the words of the essay's text. A
// quote is compared as words are: whatever the shape of its quotation marks, hyphens and white space. An
// annotation without a quote is about its whole passage.
func (l *Linker) Annotations(essay *edition.Essay) diagnostic.List {
	if len(essay.Annotations) == 0 {
		return nil
	}
	a := newAnchorer(essay.Text)
	for _, x := range essay.Annotations {
		x.Span = a.anchor(quotation{fmt.Sprintf("the annotation %q", x.ID), x.At, x.Passage, x.Quote, x.Prefix, x.Suffix})
	}
	return a.found
}

// attestation is an attested definition with the term that it defines.
type attestation struct {
	*edition.Attestation
	term string
}

// anchorAttestations finds the words of the definitions that terms quote from the essay.
func (l *Linker) anchorAttestations(t *edition.Text) diagnostic.List {
	attested := l.attested[t.Owner.ID]
	if len(attested) == 0 {
		return nil
	}
	a := newAnchorer(t)
	for _, x := range attested {
		x.Span = a.anchor(quotation{fmt.Sprintf("the attested definition of %q", x.term), x.At, x.Passage, x.Quote, x.Prefix, x.Suffix})
	}
	return a.found
}

// quotation is a W3C TextQuoteSelector in a passage, and who quotes.
type quotation struct {
	who                            string
	at                             diagnostic.Position
	passage, quote, prefix, suffix string
}

// anchorer finds quotations in one text.
type anchorer struct {
	t      *edition.Text
	places map[string]int32
	folded folded
	hints  int
	found  diagnostic.List
}

func newAnchorer(t *edition.Text) *anchorer { return &anchorer{t: t, places: addresses(t)} }

// anchor returns where the quotation stands; Passage is −1 where that is not one place.
func (a *anchorer) anchor(q quotation) edition.Span {
	i, ok := a.places[q.passage]
	if !ok {
		d := unknownPassage(q.at, a.t, q.passage)
		if elsewhere := a.elsewhere(q, -1); q.quote != "" && elsewhere != "" {
			d.Hint = elsewhere
		}
		a.found = append(a.found, d)
		return edition.Span{Passage: -1}
	}
	if q.quote == "" {
		return edition.Span{Passage: i, End: int32(len(a.t.Passages[i].Text))}
	}
	spans := a.occurrences(i, q)
	if len(spans) == 0 {
		spans = a.aroundCitations(i, q)
	}
	switch len(spans) {
	case 0:
		a.report(q, "unmatched-quote", fmt.Sprintf("%s quotes words that %s does not have", q.who, q.passage), a.nearest(q, i))
	case 1:
		return spans[0]
	default:
		a.report(q, "ambiguous-quote", fmt.Sprintf("%s quotes words that %s has twice", q.who, q.passage), a.tellApart(spans))
	}
	return edition.Span{Passage: -1}
}

func (a *anchorer) report(q quotation, code, message, hint string) {
	a.found = append(a.found, diagnostic.Diagnostic{Code: code, Start: q.at, Message: message, Hint: hint})
}

// occurrences are the places of a quotation in a passage, two at most of each way to join it to its context.
func (a *anchorer) occurrences(passage int32, q quotation) []edition.Span {
	a.folded.fold(a.t.Passages[passage].Text)
	quote, prefix, suffix := trimmed(q.quote), trimmed(q.prefix), trimmed(q.suffix)
	if len(quote) == 0 {
		return nil
	}
	var spans []edition.Span
	for _, before := range joints(prefix) {
		for _, after := range joints(suffix) {
			lead := len(prefix) + len(before)
			needle := slices.Concat(prefix, before, quote, after, suffix)
			for _, at := range twoIndices(a.folded.cased, needle) {
				spans = append(spans, edition.Span{
					Passage: passage,
					Start:   int32(a.folded.original(at + lead)),
					End:     int32(a.folded.original(at + lead + len(quote))),
				})
			}
		}
	}
	slices.SortFunc(spans, compareSpans)
	return spans
}

// aroundCitations are the places of a quotation that leaves out the citations which stand in it.
func (a *anchorer) aroundCitations(passage int32, q quotation) []edition.Span {
	a.folded.withoutCitations = true
	defer func() { a.folded.withoutCitations = false }()
	return a.occurrences(passage, q)
}

func trimmed(s string) []byte { return bytes.TrimSpace(foldString(s).cased) }

// joints are what may stand between a quote and its context.
func joints(context []byte) [][]byte {
	if len(context) == 0 {
		return [][]byte{nil}
	}
	return [][]byte{nil, {' '}}
}

// twoIndices are the first two places of needle in b, which may overlap.
func twoIndices(b, needle []byte) []int {
	i := bytes.Index(b, needle)
	if i < 0 {
		return nil
	}
	if j := bytes.Index(b[i+1:], needle); j >= 0 {
		return []int{i, i + 1 + j}
	}
	return []int{i}
}

// tellApart shows what stands before the first two places.
func (a *anchorer) tellApart(spans []edition.Span) string {
	text := a.t.Passages[spans[0].Passage].Text
	first, second := lastWords(text[:spans[0].Start]), lastWords(text[:spans[1].Start])
	if first != second {
		return fmt.Sprintf("say which with \"prefix\": it follows %q and %q", first, second)
	}
	first, second = firstWords(text[spans[0].End:]), firstWords(text[spans[1].End:])
	return fmt.Sprintf("say which with a longer \"prefix\" or \"suffix\": it comes before %q and %q", first, second)
}

const shownWords = 4

func lastWords(s string) string {
	words := strings.Fields(s[max(0, len(s)-200):])
	return strings.ToValidUTF8(strings.Join(words[max(0, len(words)-shownWords):], " "), "")
}

func firstWords(s string) string {
	words := strings.Fields(s[:min(len(s), 200)])
	return strings.ToValidUTF8(strings.Join(words[:min(len(words), shownWords)], " "), "")
}

// nearest says where the words of a quotation may be that passage does not have.
func (a *anchorer) nearest(q quotation, passage int32) string {
	if a.hints++; a.hints > hintsPerText {
		return ""
	}
	if q.prefix != "" || q.suffix != "" {
		alone := q
		alone.prefix, alone.suffix = "", ""
		if spans := a.occurrences(passage, alone); len(spans) > 0 {
			text := a.t.Passages[passage].Text
			return fmt.Sprintf("without prefix and suffix they stand there, between %q and %q", lastWords(text[:spans[0].Start]), firstWords(text[spans[0].End:]))
		}
	}
	if elsewhere := a.elsewhere(q, passage); elsewhere != "" {
		return elsewhere
	}
	return a.similar(q)
}

// elsewhere says which other passages have the quotation.
func (a *anchorer) elsewhere(q quotation, passage int32) string {
	var ids []string
	for i := range a.t.Passages {
		if int32(i) != passage && len(ids) < 3 && len(a.occurrences(int32(i), q)) > 0 {
			ids = append(ids, a.t.Passages[i].ID)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return "the quote stands in " + strings.Join(ids, " and in ")
}

// similar names the passage that shares most words with the quotation, and where they differ.
func (a *anchorer) similar(q quotation) string {
	quote := wordsOf(q.quote)
	wanted := map[string]bool{}
	for _, w := range quote {
		wanted[w] = true
	}
	best, most := -1, len(wanted)/3
	for i := range a.t.Passages {
		shared := map[string]bool{}
		for _, w := range wordsOf(a.t.Passages[i].Text) {
			if wanted[w] {
				shared[w] = true
			}
		}
		if len(shared) > most {
			best, most = i, len(shared)
		}
	}
	if best < 0 {
		return "no passage has words like these"
	}
	p := &a.t.Passages[best]
	has, quoted := difference(closest(wordsOf(p.Text), wanted, len(quote)), quote)
	switch {
	case has == "" && quoted == "":
		return "nearest is " + p.ID
	case has == "":
		return fmt.Sprintf("nearest is %s, which does not have %q", p.ID, quoted)
	case quoted == "":
		return fmt.Sprintf("nearest is %s, which has %q besides", p.ID, has)
	}
	return fmt.Sprintf("nearest is %s, which has %q where the quote has %q", p.ID, has, quoted)
}

func wordsOf(s string) []string { return strings.Fields(string(foldString(s).cased)) }

// closest is the stretch of a text, a little longer than a quotation, that has most of the wanted words.
func closest(text []string, wanted map[string]bool, length int) []string {
	length += length/4 + 2
	best, most, count := 0, 0, 0
	for i, w := range text {
		if wanted[w] {
			count++
		}
		if i >= length && wanted[text[i-length]] {
			count--
		}
		if count > most {
			best, most = i+1, count
		}
	}
	return text[max(0, best-length):best]
}

// comparedWords bounds the words of a quotation that are compared one by one.
const comparedWords = 200

// difference returns the first words that the quotation has and the text has not, and what the text has there.
func difference(text, quote []string) (has, quoted string) {
	text, quote = text[:min(len(text), 2*comparedWords)], quote[:min(len(quote), comparedWords)]
	pairs := commonWords(text, quote)
	at := 0 // word of the quotation
	for k, pair := range pairs {
		if pair[1] > at || k > 0 && pair[0] > pairs[k-1][0]+1 {
			from := max(0, pair[0]-(pair[1]-at))
			if k > 0 {
				from = pairs[k-1][0] + 1
			}
			return strings.Join(text[from:pair[0]], " "), strings.Join(quote[at:pair[1]], " ")
		}
		at = pair[1] + 1
	}
	if at < len(quote) && len(pairs) > 0 {
		from := pairs[len(pairs)-1][0] + 1
		return strings.Join(text[from:min(len(text), from+len(quote)-at)], " "), strings.Join(quote[at:], " ")
	}
	return "", ""
}

// commonWords is a longest common subsequence, as pairs of indices. Of several it is one whose pairs stand close.
func commonWords(text, quote []string) (pairs [][2]int) {
	width := len(quote) + 1
	length := make([]int16, (len(text)+1)*width)
	for i := len(text) - 1; i >= 0; i-- {
		for j := len(quote) - 1; j >= 0; j-- {
			if text[i] == quote[j] {
				length[i*width+j] = length[(i+1)*width+j+1] + 1
			} else {
				length[i*width+j] = max(length[(i+1)*width+j], length[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(text) && j < len(quote); {
		switch {
		case text[i] == quote[j]:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case length[(i+1)*width+j] >= length[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
