package crosslink_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"glossator/generator/crosslink"
	"glossator/generator/edition"
	"glossator/generator/growth"
)

// TestTimeGrowsWithWords links texts that go on and on in one way: their sentences, and the terms and names in them.
func TestTimeGrowsWithWords(t *testing.T) {
	s := &small{}
	s.term("a", "a", "a a", strings.TrimSpace(strings.Repeat("a ", 120)), "ab", "no. 5")
	s.name("b", "Ab", "Ab ab", strings.Repeat("a-", 100)+"b")
	for _, piece := range []string{"a", "a ", "A ", "a-", "ab ", "a. ", "A. ", "1. ", ".", "?! ", "“", "a” ", "(", "(a) ", "e.g. ", "no. ", "\u00ad", "e\u0301", "\u0301", "집단 ", "다. ", "\ufffc", "\ufffc. ", " ", "a\n"} {
		growth.Linear(t, fmt.Sprintf("%q", piece), 32<<10, func(length int) {
			words := strings.Repeat(piece, length/len(piece))
			x := s.essay("e", words)
			for i := 0; i < len(words); i += 64 {
				span := edition.Span{Start: int32(i), End: int32(i)}
				x.Text.Links = append(x.Text.Links, edition.Link{Kind: edition.OfEssay, ID: "e", Span: span})
			}
			crosslink.New(s.edition()).Text(x.Text)
		})
	}
}

// TestTimeGrowsWithRecords makes the automaton of more and more terms, alike in one way or another.
func TestTimeGrowsWithRecords(t *testing.T) {
	for what, term := range map[string]func(i int) string{
		"different":          func(i int) string { return "term" + strconv.Itoa(i) },
		"the same":           func(int) string { return "term" },
		"longer and longer":  func(i int) string { return strings.Repeat("a", i%256) + strconv.Itoa(i/256) },
		"of the same begin":  func(i int) string { return strings.Repeat("a ", 100) + strconv.Itoa(i) },
		"of different words": func(i int) string { return strconv.Itoa(i) + " " + strconv.Itoa(i*7) },
	} {
		growth.Linear(t, "terms "+what, 2000, func(n int) {
			s := &small{}
			for i := range n {
				s.term("t"+strconv.Itoa(i), term(i))
			}
			x := s.essay("e", strings.Repeat("term1 a a a term2. ", 100))
			crosslink.New(s.edition()).Text(x.Text)
		})
	}
}

// TestTimeGrowsWithAnnotations anchors long quotes, and many.
func TestTimeGrowsWithAnnotations(t *testing.T) {
	for _, piece := range []string{"a", "a ", "ab ", "“", "e\u0301", " \u00ad"} {
		growth.Linear(t, fmt.Sprintf("a quote of %q", piece), 16<<10, func(length int) {
			words := strings.Repeat(piece, length/len(piece))
			s := &small{}
			x := s.essay("e", words)
			x.Annotations = []*edition.Annotation{
				{ID: "a", Passage: "p1", Quote: words[:len(words)/2] + "b", Prefix: words, Suffix: words},
				{ID: "b", Passage: "p1", Quote: piece + piece, Prefix: words, Suffix: words},
			}
			crosslink.New(s.edition()).Annotations(x)
		})
	}
	growth.Linear(t, "many annotations", 200, func(n int) {
		s := &small{}
		var passages []string
		for i := range n {
			passages = append(passages, fmt.Sprintf("Words of passage %d, which are annotated.", i))
		}
		x := s.essay("e", passages...)
		for i := range n {
			x.Annotations = append(x.Annotations, &edition.Annotation{ID: strconv.Itoa(i), Passage: "p" + strconv.Itoa(i+1), Quote: "annotated"})
		}
		crosslink.New(s.edition()).Annotations(x)
	})
	for what, quote := range map[string]func(i int) string{
		"its words":             func(i int) string { return fmt.Sprintf("word%d,", i) },
		"what is at its end":    func(int) string { return "the end" },
		"what stands often":     func(int) string { return "again" },
		"what it does not have": func(i int) string { return "nothing" + strconv.Itoa(i) },
	} {
		growth.Linear(t, "annotations that quote of one passage "+what, 1500, func(n int) {
			s := &small{}
			x := s.essay("e", growth.Text("word%d, and again \ufffc. ", 50*n)+"the end")
			for i := range n {
				x.Annotations = append(x.Annotations, &edition.Annotation{ID: strconv.Itoa(i), Passage: "p1", Quote: quote(i)})
			}
			crosslink.New(s.edition()).Annotations(x)
		})
	}
}

// TestTimeGrowsWithLinks resolves links to passages and citations that are there, and to what is not.
func TestTimeGrowsWithLinks(t *testing.T) {
	for what, fragment := range map[string]func(i int) string{
		"that all lead somewhere":  func(i int) string { return "p" + strconv.Itoa(i+1) },
		"to one passage":           func(int) string { return "p1" },
		"to anchors":               func(i int) string { return "anchor" + strconv.Itoa(i) },
		"to citations":             func(i int) string { return "c" + strconv.Itoa(i+1) },
		"that all lead nowhere":    func(i int) string { return "q" + strconv.Itoa(i+1) },
		"to one missing passage":   func(int) string { return "x" },
		"that are almost anchors":  func(i int) string { return "anchro" + strconv.Itoa(i) },
		"to missing citations too": func(i int) string { return "c0" + strconv.Itoa(i) },
	} {
		for _, id := range []string{"here", "there", "nowhere"} {
			growth.Linear(t, "links "+what+" "+id, 5000, func(n int) {
				s := &small{}
				here, there := s.essay("here", make([]string, n)...), s.essay("there", make([]string, n)...)
				for i := range n {
					here.Text.Links = append(here.Text.Links, edition.Link{Kind: edition.OfEssay, ID: id, Fragment: fragment(i)})
					for _, x := range []*edition.Text{here.Text, there.Text} {
						x.Anchors = append(x.Anchors, edition.Anchor{ID: "anchor" + strconv.Itoa(i), Passage: int32(i)})
						x.Citations = append(x.Citations, edition.Citation{ID: "c" + strconv.Itoa(i+1), Source: "s"})
					}
				}
				l := crosslink.New(s.edition())
				l.Text(here.Text)
				l.Edition()
				l.Replace(here.Text, here.Text)
			})
		}
	}
}

// TestTimeGrowsWithUnknownIDs resolves ids that are not there, as many as there are others.
func TestTimeGrowsWithUnknownIDs(t *testing.T) {
	growth.Linear(t, "links to essays that are not there", 1000, func(n int) {
		s := &small{}
		x := s.essay("e", "Words.")
		for i := range n {
			s.essay("essay"+strconv.Itoa(i), "Words.")
			x.Text.Links = append(x.Text.Links, edition.Link{Kind: edition.OfEssay, ID: "esasy" + strconv.Itoa(i)})
		}
		crosslink.New(s.edition()).Text(x.Text)
	})
	growth.Linear(t, "terms that refer to what is not there", 1000, func(n int) {
		s := &small{}
		for i := range n {
			s.essay("essay"+strconv.Itoa(i), "Words.")
			term := s.term("term"+strconv.Itoa(i), "term")
			term.See = []string{"tern" + strconv.Itoa(i)}
			term.Attested = []edition.Attestation{{Essay: "esasy" + strconv.Itoa(i)}}
		}
		crosslink.New(s.edition())
	})
	growth.Linear(t, "annotations on passages that are not there", 1000, func(n int) {
		s := &small{}
		x := s.essay("e", slices.Repeat([]string{"Words of a passage."}, n)...)
		for i := range n {
			x.Annotations = append(x.Annotations, &edition.Annotation{ID: strconv.Itoa(i), Passage: "x" + strconv.Itoa(i), Quote: "a book"})
		}
		crosslink.New(s.edition()).Annotations(x)
	})
}

// TestTimeGrowsWithAddresses publishes an essay of more and more passages, and again after a change of all of them.
func TestTimeGrowsWithAddresses(t *testing.T) {
	for what, line := range map[string]func(i, build int) string{
		"that stay":         func(i, _ int) string { return "Words of passage " + strconv.Itoa(i) },
		"that are the same": func(int, int) string { return "Words" },
		"that are all new":  func(i, build int) string { return strings.Repeat(fmt.Sprintf("%d/%d ", build, i), 5) },
		"that are reworded": func(i, build int) string {
			return fmt.Sprintf("The words of the passage %d were %d times changed", i, build)
		},
		"that are turned":     func(i, build int) string { return "Words of passage " + strconv.Itoa(i*(1-2*build)) },
		"that are all titles": func(i, build int) string { return fmt.Sprintf("# Title %d %d", i, build) },
	} {
		growth.Linear(t, "passages "+what, 500, func(n int) {
			lock, _ := crosslink.ReadLock("addresses.lock", nil)
			for build := range 2 {
				var lines []string
				for i := range n {
					lines = append(lines, line(i, build))
				}
				publish(t, lock, written(lines...))
			}
		})
	}
}

// TestTimeGrowsWithCitationsOfAPassage records a passage that cites more and more.
func TestTimeGrowsWithCitationsOfAPassage(t *testing.T) {
	growth.Linear(t, "citations of a passage", 5_000, func(n int) {
		x := written("Words")
		for range n {
			x.Citations = append(x.Citations, edition.Citation{Source: "watt1974", Form: edition.Formatted})
		}
		lock, _ := crosslink.ReadLock("addresses.lock", nil)
		lock.Assign(x)
	})
}
