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
	hints  hints
	sought int // quotations whose words have been looked for elsewhere
	found  diagnostic.List
}

func newAnchorer(t *edition.Text) *anchorer { return &anchorer{t: t, places: addresses(t)} }

// anchor returns where the quotation stands; Passage is −1 where that is not one place.
func (a *anchorer) anchor(q quotation) edition.Span {
	i, ok := a.places[q.passage]
	if !ok {
		d := a.hints.unknownPassage(q.at, a.t, q.passage)
		if q.quote != "" && a.mayLook() {
			if elsewhere := a.elsewhere(q, -1); elsewhere != "" {
				d.Hint = elsewhere
			}
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
