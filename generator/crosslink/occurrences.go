package crosslink

import (
	"bytes"
	"index/suffixarray"
	"slices"

	"glossator/generator/edition"
)

// quoted is a passage in which quotations are looked for, maybe without the citations that stand in it.
type quoted struct {
	passage          int32
	withoutCitations bool
}

// searched is a passage's words as quotations are looked for in them. A passage that is searched again and again gets an
// index, so that many quotations of a long one do not each take as long as it is.
type searched struct {
	folded
	searches int
	index    *suffixarray.Index
}

// unindexed is how often a passage is searched before it gets an index, which takes longer than some searches do.
const unindexed = 50

// own are the words of a passage that quotations name. They are kept, since others may name it, too.
func (a *anchorer) own(passage int32, withoutCitations bool) *searched {
	key := quoted{passage, withoutCitations}
	s := a.quoted[key]
	if s == nil {
		s = &searched{folded: folded{withoutCitations: withoutCitations}}
		s.fold(a.t.Passages[passage].Text)
		a.quoted[key] = s
	}
	return s
}

// occurrences are the places of a quotation in a passage, two at most of each way to join it to its context.
func (s *searched) occurrences(passage int32, q quotation) []edition.Span {
	quote, prefix, suffix := trimmed(q.quote), trimmed(q.prefix), trimmed(q.suffix)
	if len(quote) == 0 {
		return nil
	}
	var spans []edition.Span
	for _, before := range joints(prefix) {
		for _, after := range joints(suffix) {
			lead := len(prefix) + len(before)
			needle := slices.Concat(prefix, before, quote, after, suffix)
			for _, at := range s.two(needle) {
				spans = append(spans, edition.Span{
					Passage: passage,
					Start:   int32(s.original(at + lead)),
					End:     int32(s.original(at + lead + len(quote))),
				})
			}
		}
	}
	slices.SortFunc(spans, compareSpans)
	return spans
}

// two are two places of needle, in their order, which may overlap; without an index they are the first two.
func (s *searched) two(needle []byte) []int {
	if s.searches++; s.searches > unindexed {
		if s.index == nil {
			s.index = suffixarray.New(s.cased)
		}
		places := s.index.Lookup(needle, 2)
		slices.Sort(places)
		return places
	}
	i := bytes.Index(s.cased, needle)
	if i < 0 {
		return nil
	}
	if j := bytes.Index(s.cased[i+1:], needle); j >= 0 {
		return []int{i, i + 1 + j}
	}
	return []int{i}
}

func trimmed(s string) []byte { return bytes.TrimSpace(foldString(s).cased) }

// joints are what may stand between a quote and its context.
func joints(context []byte) [][]byte {
	if len(context) == 0 {
		return [][]byte{nil}
	}
	return [][]byte{nil, {' '}}
}
