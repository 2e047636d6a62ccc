package crosslink

import (
	"cmp"
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
	if len(essay.Annotations) == 0 || l.edition.Unread.Owner(edition.OfEssay, essay.ID) {
		return nil
	}
	a := newAnchorer(essay.Text)
	for _, x := range essay.Annotations {
		q := quotation{fmt.Sprintf("the annotation %q", x.ID), x.At, x.Passage, x.Quote, x.Prefix, x.Suffix}
		x.Span = a.anchor(q)
		if i := x.Span.Passage; i >= 0 && essay.Text.Passages[i].Kind == edition.Code {
			a.report(q, "annotated-code", fmt.Sprintf("%s is about %s, which is code: nothing is marked in it", q.who, q.passage), "annotate the paragraph that speaks of the code")
			x.Span.Passage = -1
		}
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
	if len(attested) == 0 || l.edition.Unread.Owner(edition.OfEssay, t.Owner.ID) {
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
	quoted map[quoted]*searched
	hints  hints
	sought int // quotations whose words have been looked for elsewhere
	found  diagnostic.List
}

func newAnchorer(t *edition.Text) *anchorer {
	return &anchorer{t: t, places: addresses(t), quoted: map[quoted]*searched{}}
}

// anchor returns where the quotation stands; Passage is −1 where that is not one place.
func (a *anchorer) anchor(q quotation) edition.Span {
	i, ok := a.places[q.passage]
	switch {
	case !ok && slices.Contains(a.t.InDoubt, q.passage):
		return edition.Span{Passage: -1}
	case !ok:
		d := a.hints.unknownPassage(q.at, a.t, q.passage)
		elsewhere := ""
		if q.quote != "" && a.mayLook() {
			elsewhere = a.elsewhere(q, -1)
		}
		d.Hint = cmp.Or(elsewhere, d.Hint)
		if q.passage != "" || elsewhere != "" { // that a record names none has been said
			a.found = append(a.found, d)
		}
		return edition.Span{Passage: -1}
	}
	if q.quote == "" {
		return edition.Span{Passage: i, End: int32(len(a.t.Passages[i].Text))}
	}
	spans := a.own(i, false).occurrences(i, q)
	if len(spans) == 0 { // it may leave out the citations that stand in it
		spans = a.own(i, true).occurrences(i, q)
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

func (a *anchorer) report(q quotation, code diagnostic.Code, message, hint string) {
	a.found = append(a.found, diagnostic.Diagnostic{Code: code, Start: q.at, Message: message, Hint: hint})
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
