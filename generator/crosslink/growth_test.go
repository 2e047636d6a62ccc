package crosslink_test

import (
	"fmt"
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
