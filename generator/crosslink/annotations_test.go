package crosslink_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"glossator/generator/crosslink"
	"glossator/generator/edition"
	"glossator/generator/growth"
)

// quoted is an essay to be annotated.
func quoted() (*small, *edition.Essay) {
	s := &small{}
	return s, s.essay("leem",
		"The policy of collective security failed. It failed because nobody wanted it.",
		"Stalin’s speech of March 1939 was “a warning”, and a warning only.",
		"The non-aggression pact was signed at night\uFFFC in Moscow.",
		"집단안보는 실패하였다. 스탈린은 다른 길을 찾았다.")
}

func TestQuotesAreAnchored(t *testing.T) {
	for _, c := range []struct {
		passage, quote, prefix, suffix string
		want                           string // the words found, or the finding
	}{
		{passage: "p1", quote: "collective security", want: "p1@14 collective security"},
		{passage: "p1", quote: "collective   security\n", want: "p1@14 collective security"},
		{passage: "p1", quote: "failed", prefix: "It", want: "p1@45 failed"},
		{passage: "p1", quote: "failed", prefix: "security ", suffix: ".", want: "p1@34 failed"},
		{passage: "p2", quote: "Stalin's speech", want: "p2@0 Stalin’s speech"},
		{passage: "p2", quote: "was \"a warning\"", want: "p2@32 was “a warning”"},
		{passage: "p2", quote: "a warning", suffix: "only", want: "p2@57 a warning"},
		{passage: "p3", quote: "non‑aggression pact", want: "p3@4 non-aggression pact"},
		{passage: "p3", quote: "at night in Moscow", want: "p3@35 at night\uFFFC in Moscow"},
		{passage: "p4", quote: "스탈린", want: "p4@33 스탈린"},
		{passage: "p3", quote: "", want: "p3@0 The non-aggression pact was signed at night\uFFFC in Moscow."},
		{passage: "p1", quote: "failed", want: `ambiguous-quote: the annotation "a" quotes words that p1 has twice (say which with "prefix": it follows "policy of collective security" and "collective security failed. It")`},
		{passage: "p1", quote: "a warning only", want: `unmatched-quote: the annotation "a" quotes words that p1 does not have (the quote stands in p2)`},
		{passage: "p2", quote: "a warning", prefix: "the", want: `unmatched-quote: the annotation "a" quotes words that p2 does not have (without prefix and suffix they stand there, between "March 1939 was “" and "”, and a warning")`},
		{passage: "p1", quote: "The pact was signed at noon in Moscow", want: `unmatched-quote: the annotation "a" quotes words that p1 does not have (nearest is p3, which has "non-aggression" besides)`},
		{passage: "p1", quote: "Stalin’s talk of March 1939", want: `unmatched-quote: the annotation "a" quotes words that p1 does not have (nearest is p2, which has "speech" where the quote has "talk")`},
		{passage: "p1", quote: "entirely different matters", want: `unmatched-quote: the annotation "a" quotes words that p1 does not have (no passage has words like these)`},
		{passage: "", quote: "never said", want: ""},
		{passage: "p9", quote: "nobody wanted it", want: `unknown-passage: no passage "p9" in leem (the quote stands in p1)`},
	} {
		s, x := quoted()
		a := &edition.Annotation{ID: "a", Passage: c.passage, Quote: c.quote, Prefix: c.prefix, Suffix: c.suffix}
		x.Annotations = []*edition.Annotation{a}
		found := crosslink.New(s.edition()).Annotations(x)
		got := ""
		switch {
		case len(found) > 0:
			got = string(found[0].Code) + ": " + found[0].Message + " (" + found[0].Hint + ")"
		case a.Span.Passage >= 0:
			p := x.Text.Passages[a.Span.Passage]
			got = p.ID + "@" + strconv.Itoa(int(a.Span.Start)) + " " + p.Text[a.Span.Start:a.Span.End]
		}
		if got != c.want {
			t.Errorf("%q in %s:\n got %s\nwant %s", c.quote, c.passage, got, c.want)
		}
	}
}

func TestAttestedDefinitionsAreAnchoredWithTheirEssay(t *testing.T) {
	s, x := quoted()
	term := s.term("cs", "collective security")
	term.Attested = []edition.Attestation{
		{Essay: "leem", Passage: "p1", Quote: "nobody wanted"},
		{Essay: "leem", Passage: "p2", Quote: "nobody wanted"},
	}
	found := crosslink.New(s.edition()).Text(x.Text)
	if span := (edition.Span{Passage: 0, Start: 60, End: 73}); term.Attested[0].Span != span {
		t.Errorf("got %v, want %v", term.Attested[0].Span, span)
	}
	if len(found) != 1 || found[0].Hint != "the quote stands in p1" || term.Attested[1].Span.Passage != -1 {
		t.Errorf("got %v", found)
	}
}

// FuzzAnchoring: words taken from a passage, with all that stands before and after them, are found where they were.
func FuzzAnchoring(f *testing.F) {
	f.Add("He said “no”, and no  more: no‑one did.", 10, 15)
	f.Add("e\u0301tat \u00adet e\u0301tat", 0, 6)
	f.Fuzz(func(t *testing.T, words string, start, end int) {
		if !utf8.ValidString(words) || start < 0 || end < start || end > len(words) || !utf8.ValidString(words[:start]) || !utf8.ValidString(words[start:end]) {
			return
		}
		s := &small{}
		x := s.essay("e", words)
		a := &edition.Annotation{ID: "a", Passage: "p1", Quote: words[start:end], Prefix: words[:start], Suffix: words[end:]}
		x.Annotations = []*edition.Annotation{a}
		found := crosslink.New(s.edition()).Annotations(x)
		if strings.TrimSpace(a.Quote) == "" {
			return
		}
		if len(found) > 1 || len(found) == 0 && (a.Span.Start > a.Span.End || int(a.Span.End) > len(words)) {
			t.Fatalf("%v %v", a.Span, found)
		}
		plain := strings.Trim(words, "abcdefghijklmnopqrstuvwxyz ,.") == ""
		if inside := strings.TrimSpace(a.Quote) == a.Quote; plain && inside && (len(found) > 0 || int(a.Span.Start) != start || int(a.Span.End) != end) {
			t.Fatalf("%q [%d:%d]: got %v %v", words, start, end, a.Span, found)
		}
	})
}

// A passage that many annotations quote gets an index; what is found is the same.
func TestManyAnnotationsOfOnePassageFindTheirWords(t *testing.T) {
	s := &small{}
	text := growth.Text("word%d – and “again” cafe\u0301. ", 20_000)
	x := s.essay("e", text)
	var want []string
	for i := range 300 {
		want = append(want, "word"+strconv.Itoa(i)+" –")
		x.Annotations = append(x.Annotations, &edition.Annotation{ID: strconv.Itoa(i), Passage: "p1", Quote: fmt.Sprintf("word%d - ", i), Suffix: "and \"again\" café"})
	}
	if found := crosslink.New(s.edition()).Annotations(x); len(found) > 0 {
		t.Errorf("%d findings, the first: %v", len(found), found[0])
	}
	for i, a := range x.Annotations {
		if got := text[a.Span.Start:a.Span.End]; got != want[i] {
			t.Errorf("the annotation %d is about %q, not %q", i, got, want[i])
		}
	}
	twice := &edition.Annotation{ID: "twice", Passage: "p1", Quote: "again"}
	x.Annotations = append(x.Annotations, twice)
	if found := crosslink.New(s.edition()).Annotations(x); len(found) != 1 || found[0].Code != "ambiguous-quote" || twice.Span.Passage >= 0 {
		t.Errorf("a quote that stands often is %v", found)
	}
}
