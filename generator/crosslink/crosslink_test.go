package crosslink_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"glossator/generator/crosslink"
	"glossator/generator/csl"
	"glossator/generator/edition"
)

// small is an edition to be added to: essays, sources, terms, names and events under their ids.
type small struct {
	settings edition.Settings
	essays   []*edition.Essay
	sources  []*edition.Source
	terms    []*edition.Term
	names    []*edition.Name
	events   []*edition.Event
	pages    []*edition.Page
}

func (s *small) edition() *edition.Edition {
	return edition.New(s.settings, []edition.Part{{Essays: s.essays}}, s.pages, s.sources, s.terms, s.names, s.events)
}

func (s *small) source(keys ...string) {
	for _, key := range keys {
		s.sources = append(s.sources, &edition.Source{Item: csl.Item{ID: key}, Slug: key})
	}
}

func (s *small) term(id, term string, aliases ...string) *edition.Term {
	x := &edition.Term{ID: id, Term: term, Aliases: aliases}
	s.terms = append(s.terms, x)
	return x
}

func (s *small) name(id, name string, aliases ...string) *edition.Name {
	x := &edition.Name{ID: id, Name: name, Aliases: aliases}
	s.names = append(s.names, x)
	return x
}

func (s *small) essay(id string, passages ...string) *edition.Essay {
	x := &edition.Essay{ID: id, Text: text(edition.Owner{Kind: edition.OfEssay, ID: id}, passages...)}
	s.essays = append(s.essays, x)
	return x
}

// text is a text of paragraphs p1, p2 …
func text(owner edition.Owner, passages ...string) *edition.Text {
	t := &edition.Text{Owner: owner, File: owner.ID + ".md"}
	for i, words := range passages {
		t.Passages = append(t.Passages, edition.Passage{ID: "p" + strconv.Itoa(i+1), Section: -1, Note: -1, Text: words, Line: int32(i + 1)})
	}
	return t
}

var escape = regexp.MustCompile(`\\u[0-9A-Fa-f]{4}`)

// cases are the lines of a file in testdata without comments and empty ones; \uXXXX is a character.
func cases(t testing.TB, name string) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			lines = append(lines, escape.ReplaceAllStringFunc(line, func(s string) string {
				n, _ := strconv.ParseUint(s[2:], 16, 32)
				return string(rune(n))
			}))
		}
	}
	return lines
}

// sentences are all sentences of a passage: every byte of it is where a fact begins.
func sentences(words string) []edition.Sentence {
	s := &small{}
	x := s.essay("e", words)
	for i := range words {
		span := edition.Span{Start: int32(i), End: int32(i)}
		x.Text.Links = append(x.Text.Links, edition.Link{Kind: edition.OfEssay, ID: "e", Span: span})
	}
	crosslink.New(s.edition()).Text(x.Text)
	return x.Text.Sentences
}

func TestSentencesAreCutAsScholarsWrite(t *testing.T) {
	for _, line := range cases(t, "sentences.txt") {
		words := strings.ReplaceAll(line, " | ", " ")
		var got []string
		for _, s := range sentences(words) {
			got = append(got, s.Text)
			if words[s.Start:][:len(s.Text)] != s.Text {
				t.Errorf("%q does not stand at %d of %q", s.Text, s.Start, words)
			}
		}
		if strings.Join(got, " | ") != line {
			t.Errorf("\n got %s\nwant %s", strings.Join(got, " | "), line)
		}
	}
}

// FuzzSentences: every fact stands in the sentence that it is said to stand in, and sentences do not overlap.
func FuzzSentences(f *testing.F) {
	f.Add("See no. 81. \uFFFC “Why?” he asked ... J. P. Watt (ed.). 다.”라고")
	f.Add("1939. 8. 23. A. . . . B.\uFFFC\uFFFC) c.\n\nX")
	f.Fuzz(func(t *testing.T, words string) {
		if len(words) == 0 {
			return
		}
		s := &small{}
		x := s.essay("e", words)
		for i := range words {
			x.Text.Mentions = append(x.Text.Mentions, edition.Mention{Kind: edition.OfAnEvent, ByHand: true, Span: edition.Span{Start: int32(i), End: int32(i + 1)}})
		}
		crosslink.New(s.edition()).Text(x.Text)
		end := int32(0)
		for _, s := range x.Text.Sentences {
			if s.Start < end || words[s.Start:][:len(s.Text)] != s.Text {
				t.Fatalf("%q: a sentence %q at %d, the one before ends at %d", words, s.Text, s.Start, end)
			}
			end = s.Start + int32(len(s.Text))
		}
		for _, m := range x.Text.Mentions {
			s := x.Text.Sentences[m.Sentence]
			last := s.Start + int32(len(s.Text))
			outside := m.Span.Start < s.Start || m.Span.Start >= last
			if between := words[min(m.Span.Start, last):max(m.Span.Start, s.Start)]; outside && strings.TrimSpace(between) != "" {
				t.Fatalf("%q: %d is not in %q", words, m.Span.Start, s.Text)
			}
		}
	})
}
