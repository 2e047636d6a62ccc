package crosslink_test

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"glossator/generator/crosslink"
	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/fixture"
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
		s.sources = append(s.sources, &edition.Source{Item: csl.Item{ID: key}, Slug: key, At: diagnostic.Position{File: "references.bib"}})
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
	b := fixture.Read(t, filepath.Join("testdata", name))
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
func sentences(words string) []string {
	s := &small{}
	x := s.essay("e", words)
	for i := range words {
		span := edition.Span{Start: int32(i), End: int32(i)}
		x.Text.Links = append(x.Text.Links, edition.Link{Kind: edition.OfEssay, ID: "e", Span: span})
	}
	crosslink.New(s.edition()).Text(x.Text)
	var list []string
	for _, sentence := range x.Text.Sentences {
		list = append(list, x.Text.Words(sentence))
	}
	return list
}

func TestSentencesAreCutAsScholarsWrite(t *testing.T) {
	for _, line := range cases(t, "sentences.txt") {
		if got := strings.Join(sentences(strings.ReplaceAll(line, " | ", " ")), " | "); got != line {
			t.Errorf("\n got %s\nwant %s", got, line)
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
			if s.Start < end {
				t.Fatalf("%q: a sentence %q at %d, the one before ends at %d", words, x.Text.Words(s), s.Start, end)
			}
			end = s.End
		}
		for _, m := range x.Text.Mentions {
			s := x.Text.Sentences[m.Sentence]
			outside := m.Span.Start < s.Start || m.Span.Start >= s.End
			if between := words[min(m.Span.Start, s.End):max(m.Span.Start, s.Start)]; outside && strings.TrimSpace(between) != "" {
				t.Fatalf("%q: %d is not in %q", words, m.Span.Start, x.Text.Words(s))
			}
		}
	})
}
