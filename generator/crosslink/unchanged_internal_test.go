package crosslink

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"glossator/generator/edition"
)

// TestUnchangedTextsAreAssignedAsOthers changes texts, in which much is there twice, a little or not at all, and compares what
// the short way gives an unchanged one with what the long way does.
func TestUnchangedTextsAreAssignedAsOthers(t *testing.T) {
	unchanged := 0
	for seed := range uint64(4000) {
		r := rand.New(rand.NewPCG(seed, 1))
		lock, _ := ReadLock("lock", nil)
		var passages []edition.Passage
		var citations []edition.Citation
		for range 8 {
			for range r.IntN(3) { // none, one or two changes
				passages, citations = changed(r, passages, citations)
			}
			x := &edition.Text{Owner: edition.Owner{Kind: edition.OfEssay, ID: "leem"}, Passages: slices.Clone(passages), Citations: slices.Clone(citations)}
			y := &edition.Text{Owner: x.Owner, Passages: slices.Clone(passages), Citations: slices.Clone(citations)}
			got, found := lock.Assign(x)
			want, foundToo := assign(y, passageHashes(y), lock.Addresses("leem"))
			if got.unchanged {
				unchanged++
			}
			got.unchanged = false
			if !reflect.DeepEqual(x, y) || !slices.Equal(got.Addresses, want.Addresses) || !slices.Equal(got.Changes, want.Changes) || len(found) != len(foundToo) {
				t.Fatalf("seed %d:\n got %+v\n     %v\nwant %+v\n     %v", seed, got, x.Passages, want, y.Passages)
			}
			lock.Record(lock.NewRecord("leem", got))
		}
	}
	if unchanged < 4000 {
		t.Errorf("only %d texts were unchanged", unchanged)
	}
}

// changed adds, takes away, moves or rewords a passage or a citation.
func changed(r *rand.Rand, passages []edition.Passage, citations []edition.Citation) ([]edition.Passage, []edition.Citation) {
	passages, citations = slices.Clone(passages), slices.Clone(citations)
	words := func() (string, uint64) {
		n := r.IntN(5)
		return fmt.Sprintf("passage with the words %d", n), uint64(n + 1)
	}
	switch n := len(passages); {
	case n == 0 || r.IntN(4) == 0:
		p := edition.Passage{ID: fmt.Sprintf("p%d", n+1), Note: -1, Section: -1, Kind: []edition.PassageKind{edition.Paragraph, edition.Heading}[r.IntN(2)]}
		if r.IntN(4) == 0 {
			p.ID, p.Fixed = fmt.Sprintf("given%d", n), true
		}
		p.Text, p.Hash = words()
		passages = append(passages, p)
	case len(citations) == 0 || r.IntN(2) == 0:
		c := edition.Citation{ID: fmt.Sprintf("c%d", len(citations)+1), Source: fmt.Sprintf("source%d", r.IntN(3)), Form: edition.CitationForm(r.IntN(4))}
		c.Span.Passage = int32(r.IntN(n))
		if r.IntN(2) == 0 {
			c.Details = &edition.Details{Locators: []edition.Locator{{Label: "page", Value: fmt.Sprint(r.IntN(2))}}}
		}
		citations = append(citations, c)
	case r.IntN(3) == 0:
		i := r.IntN(len(citations))
		citations = slices.Delete(citations, i, i+1)
	case r.IntN(3) == 0:
		passages = passages[:n-1]
		citations = slices.DeleteFunc(citations, func(c edition.Citation) bool { return int(c.Span.Passage) == n-1 })
	case r.IntN(3) == 0:
		i := r.IntN(n)
		passages[i].ID, passages[i].Fixed = fmt.Sprintf("given%d", r.IntN(9)+10*i), true
	case r.IntN(2) == 0:
		i := r.IntN(n)
		passages[i].Text, passages[i].Hash = words()
	default:
		i, k := r.IntN(n), r.IntN(n)
		passages[i], passages[k] = passages[k], passages[i]
	}
	return passages, citations
}
