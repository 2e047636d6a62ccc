package crosslink

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/edition"
)

// factRef is a fact with where it begins, for putting facts of all kinds into the order of their places.
type factRef struct {
	place    uint64 // passage and offset
	sentence *int32
}

// cutSentences keeps each sentence that holds the beginning of a fact, once, and tells the facts which it is.
func cutSentences(t *edition.Text, s *scratch) {
	s.gather(t)
	c := cutter{t: t}
	t.Sentences = nil
	for _, fact := range s.facts {
		c.take(fact)
	}
	t.Sentences = slices.Clip(c.sentences)
}

// gather lists the facts by place.
func (s *scratch) gather(t *edition.Text) {
	s.facts = s.facts[:0]
	add := func(span edition.Span, sentence *int32) {
		*sentence = -1
		if uint(span.Passage) < uint(len(t.Passages)) && t.Passages[span.Passage].Text != "" {
			s.facts = append(s.facts, factRef{uint64(span.Passage)<<32 | uint64(max(0, span.Start)), sentence})
		}
	}
	for i := range t.Citations {
		add(t.Citations[i].Span, &t.Citations[i].Sentence)
	}
	for i := range t.Mentions {
		add(t.Mentions[i].Span, &t.Mentions[i].Sentence)
	}
	for i := range t.Links {
		add(t.Links[i].Span, &t.Links[i].Sentence)
	}
	slices.SortFunc(s.facts, func(a, b factRef) int { return cmp.Compare(a.place, b.place) })
}

// cutter cuts the passages of a text that hold facts, one after another, as far as facts go.
type cutter struct {
	t          *edition.Text
	passage    int32 // of the sentence at hand
	start, end int   // of the sentence at hand; the sentence is cut when end > 0
	sentences  []edition.Span
}

func (c *cutter) take(fact factRef) {
	passage, at := int32(fact.place>>32), int(uint32(fact.place))
	text := c.t.Passages[passage].Text
	at = min(at, len(text)-1)
	if len(c.sentences) == 0 || passage != c.passage {
		c.passage, c.start, c.end = passage, 0, 0
	}
	if at >= c.end {
		for c.end <= at {
			c.start, c.end = c.end, sentenceEnd(text, c.end)
		}
		start := c.start + len(text[c.start:c.end]) - len(strings.TrimLeft(text[c.start:c.end], whiteSpace))
		end := max(start, c.start+len(strings.TrimRight(text[c.start:c.end], whiteSpace)))
		c.sentences = append(c.sentences, edition.Span{Passage: passage, Start: int32(start), End: int32(end)})
	}
	*fact.sentence = int32(len(c.sentences) - 1)
}

const whiteSpace = " \t\n\r\v\f\u0085\u00a0\u2028\u2029\u202f\u3000"

// sentenceEnd is where the sentence that begins at an offset ends, with the white space that follows it.
func sentenceEnd(s string, from int) int {
	for {
		stop, end := nextStop(s, from)
		switch {
		case end < 0:
			return len(s)
		case stop == end:
			return end
		case !goesOn(s, stop, end):
			return takeCitations(s, end)
		}
		from = end
	}
}

// nextStop looks for the next place where the annex's rules end a sentence: after the full stop or other mark at
// stop, and what closes and follows it, the next one begins at end. After the end of a paragraph stop is end.
// There is none when end is −1.
func nextStop(s string, from int) (stop, end int) {
	for i := from; i < len(s); {
		i += plainBytes(s[i:])
		if i == len(s) {
			break
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch sentenceClassOf(r) {
		case paragraphEnd:
			if r == '\r' && strings.HasPrefix(s[i+n:], "\n") {
				n++
			}
			return i + n, i + n
		case fullStop:
			if end := afterFullStop(s, i, n); end >= 0 {
				return i, end
			}
		case ender:
			if end, next := afterClosers(s, i+n); next != comma && next != fullStop && next != ender {
				return i, end
			}
		}
		i += n
	}
	return -1, -1
}

// plainBytes is how many bytes at the beginning of s cannot end a sentence.
func plainBytes(s string) int {
	for i := 0; i < len(s); i++ {
		if mayStop[s[i]] {
			return i
		}
	}
	return len(s)
}

// mayStop marks the first bytes of characters that end sentences or paragraphs.
var mayStop = stopBytes()

func stopBytes() (first [256]bool) {
	for _, r := range "\n\r\u0085\u2028\u2029.\u2024\ufe52\uff0e" {
		first[string(r)[0]] = true
	}
	for _, x := range unicode.Sentence_Terminal.R16 {
		for r := rune(x.Lo); r <= rune(x.Hi); r += rune(x.Stride) {
			first[string(r)[0]] = true
		}
	}
	for _, x := range unicode.Sentence_Terminal.R32 {
		first[string(rune(x.Lo))[0]] = true
	}
	return first
}

// afterClosers passes what closes a sentence whose last mark ends at i: quotation marks and brackets, white
// space, the end of a paragraph (rules SB9 to SB11). next is the class of what comes then; it is paragraphEnd
// when one was passed, and also at the end of the text.
func afterClosers(s string, i int) (end int, next sentenceClass) {
	spaces := false
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		class := sentenceClassOf(r)
		switch {
		case class == closer && !spaces, class == extendClass:
		case class == space:
			spaces = true
		case class == paragraphEnd:
			if r == '\r' && strings.HasPrefix(s[i+n:], "\n") {
				n++
			}
			return i + n, paragraphEnd
		default:
			return i, class
		}
		i += n
	}
	return i, paragraphEnd
}

// afterFullStop is where a sentence ends whose full stop stands at i and has n bytes, or −1 when it goes on (rules SB6 to SB8a).
func afterFullStop(s string, i, n int) int {
	if next := classAt(s, i+n); next == digit || next == upperCase && afterLetter(s, i) {
		return -1
	}
	end, next := afterClosers(s, i+n)
	switch next {
	case comma, fullStop, ender:
		return -1
	case paragraphEnd:
		return end
	}
	if lowerCaseFollows(s, end) {
		return -1
	}
	return end
}

// classAt is the class of the character at i that is no mark.
func classAt(s string, i int) sentenceClass {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if class := sentenceClassOf(r); class != extendClass {
			return class
		}
		i += n
	}
	return otherClass
}

const objectReplacement = '\uFFFC' // edition.FormattedCitation

// afterLetter says that the last character of s[:i] that is no mark is a letter with case.
func afterLetter(s string, i int) bool {
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		switch sentenceClassOf(r) {
		case lowerCase, upperCase:
			return true
		case extendClass:
			i -= n
		default:
			return false
		}
	}
	return false
}

// lowerCaseFollows says that the first letter after i is a small one, and no sentence ends before it (rule SB8).
func lowerCaseFollows(s string, i int) bool {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch sentenceClassOf(r) {
		case lowerCase:
			return true
		case upperCase, otherLetter, paragraphEnd, fullStop, ender:
			return false
		}
		if r == objectReplacement {
			return false // an author's name, formatted: Watt argues
		}
		i += n
	}
	return false
}
