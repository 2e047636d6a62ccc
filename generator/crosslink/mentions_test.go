package crosslink_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"glossator/generator/crosslink"
	"glossator/generator/edition"
)

func TestAliasesAreFoundAsWholeWords(t *testing.T) {
	s := &small{}
	for _, line := range cases(t, "aliases.txt") {
		if entry, ok := strings.CutPrefix(line, "= "); ok {
			id, aliases, _ := strings.Cut(entry, " = ")
			all := strings.Split(aliases, "; ")
			if unicode.IsUpper(rune(id[0])) {
				s.name(id, all[0], all[1:]...)
			} else {
				s.term(id, all[0], all[1:]...)
			}
			continue
		}
		if words, heading := strings.CutPrefix(line, "## "); heading {
			checkFound(t, s, words, edition.Heading)
		} else {
			checkFound(t, s, line, edition.Paragraph)
		}
	}
}

// checkFound compares what is found with what stands in brackets: [words] or [id|words].
func checkFound(t *testing.T, s *small, marked string, kind edition.PassageKind) {
	t.Helper()
	var words string
	var want []string
	for rest := marked; rest != ""; {
		before, after, found := strings.Cut(rest, "[")
		words, rest = words+before, after
		if found {
			var inside string
			inside, rest, _ = strings.Cut(rest, "]")
			id, alias, named := strings.Cut(inside, "|")
			if !named {
				id, alias = "", inside
			}
			want = append(want, fmt.Sprintf("%d %q %s", len(words), alias, id))
			words += alias
		}
	}
	x := text(edition.Owner{Kind: edition.OfPage, ID: "page"}, words)
	x.Passages[0].Kind = kind
	crosslink.New(s.edition()).Text(x)
	var got []string
	for i, m := range x.Mentions {
		id := m.ID
		if i < len(want) && strings.HasSuffix(want[i], " ") {
			id = ""
		}
		got = append(got, fmt.Sprintf("%d %q %s", m.Span.Start, words[m.Span.Start:m.Span.End], id))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s\n got %s\nwant %s", words, strings.Join(got, "; "), strings.Join(want, "; "))
	}
}

// linked lists the mentions that the text shows as links, as passage:start.
func linked(x *edition.Text) (list []string) {
	for _, m := range x.Mentions {
		if m.Linked {
			list = append(list, fmt.Sprintf("%s %d:%d", m.ID, m.Span.Passage, m.Span.Start))
		}
	}
	return list
}

// A passage may end within an alias, whatever stood in the one before.
func TestHalfAnAliasIsNotFound(t *testing.T) {
	s := &small{}
	s.term("cs", "집단안보")
	x := s.essay("e", "집단안보", "집단")
	crosslink.New(s.edition()).Text(x.Text)
	if len(x.Text.Mentions) != 1 || x.Text.Mentions[0].Span.Passage != 0 {
		t.Errorf("got %+v", x.Text.Mentions)
	}
}

func TestAutolinkLinksTheFirstMention(t *testing.T) {
	for rule, want := range map[edition.Autolink]string{
		edition.AutolinkPassage: "[pact 1:0 pact 2:4 pact 4:0 pact 5:0]",
		edition.AutolinkSection: "[pact 1:0 pact 4:0 pact 5:0]",
		edition.AutolinkEssay:   "[pact 1:0]",
		edition.AutolinkOff:     "[]",
	} {
		s := &small{settings: edition.Settings{Autolink: rule}}
		s.term("pact", "pact")
		x := s.essay("e", "the pact", "pact and pact", "the pact", "another pact", "pact", "pact in a note")
		x.Text.Passages[0].Kind = edition.Heading
		x.Text.Passages[3].Kind = edition.Heading
		for i, section := range []int32{-1, 0, 0, 0, 3, -1} {
			x.Text.Passages[i].Section = section
		}
		x.Text.Passages[5].Note = 0
		crosslink.New(s.edition()).Text(x.Text)
		if got := fmt.Sprint(linked(x.Text)); got != want {
			t.Errorf("rule %d: got %s, want %s", rule, got, want)
		}
		if len(x.Text.Mentions) != 7 {
			t.Errorf("rule %d: %d mentions, want all 7", rule, len(x.Text.Mentions))
		}
	}
}

func TestNothingIsLinkedInOpaqueSpansAndCode(t *testing.T) {
	s := &small{}
	s.term("pact", "pact")
	x := s.essay("e", "a pact, a pact", "pact in code")
	x.Text.Passages[1].Kind = edition.Code
	x.Text.Opaque = []edition.Span{{Passage: 0, Start: 0, End: 6}, {Passage: 0, Start: 0, End: 3}, {Passage: 1, Start: 0, End: 12}}
	crosslink.New(s.edition()).Text(x.Text)
	if got := fmt.Sprint(linked(x.Text)); got != "[pact 0:10]" || len(x.Text.Mentions) != 2 {
		t.Errorf("linked %s of %d mentions, want the second of 2", got, len(x.Text.Mentions))
	}
}

func TestHandMadeMentionsComeFirst(t *testing.T) {
	s := &small{}
	s.term("pact", "pact")
	s.term("treaty", "the pact")
	x := s.essay("e", "A pact, the pact, pact.")
	byHand := edition.Mention{Kind: edition.OfATerm, ID: "pact", ByHand: true, Linked: true, Span: edition.Span{Start: 8, End: 16}}
	x.Text.Mentions = []edition.Mention{byHand}
	x.Text.Opaque = []edition.Span{byHand.Span}
	l := crosslink.New(s.edition())
	for range 2 { // linking again changes nothing
		l.Text(x.Text)
		byPlace := slices.IsSortedFunc(x.Text.Mentions, func(a, b edition.Mention) int { return int(a.Span.Start - b.Span.Start) })
		if len(x.Text.Mentions) != 3 || fmt.Sprint(linked(x.Text)) != "[pact 0:8]" || !byPlace {
			t.Errorf("got %+v", x.Text.Mentions)
		}
	}
}

func TestATermIsNotMentionedByItsOwnDefinition(t *testing.T) {
	s := &small{}
	term := s.term("pact", "pact")
	s.name("rapallo", "Rapallo")
	term.Definition = text(edition.Owner{Kind: edition.OfTerm, ID: "pact"}, "A pact like that of Rapallo.")
	crosslink.New(s.edition()).Text(term.Definition)
	if got := fmt.Sprint(linked(term.Definition)); got != "[rapallo 0:20]" || len(term.Definition.Mentions) != 1 {
		t.Errorf("got %+v", term.Definition.Mentions)
	}
}

func TestASharedAliasIsTheTerms(t *testing.T) {
	s := &small{}
	s.name("a", "Pact")
	s.term("z", "Pact")
	s.term("b", "Treaty", "Pact")
	x := s.essay("e", "The Pact.")
	l := crosslink.New(s.edition())
	l.Text(x.Text)
	found := l.Edition()
	if len(x.Text.Mentions) != 1 || x.Text.Mentions[0].ID != "b" {
		t.Errorf("got %+v, want the term b", x.Text.Mentions)
	}
	if len(found) != 2 || found[0].Code != "shared-alias" {
		t.Errorf("got %v, want two warnings", found)
	}
}

// A term that is not looked for, since it is too long, leaves the mentions of others.
func TestATermThatIsTooLong(t *testing.T) {
	var s small
	s.term("long", strings.Repeat("long ", 80))
	s.name("litvinov", "Litvinov")
	x := s.essay("a", "What Litvinov did.")
	crosslink.New(s.edition()).Text(x.Text)
	if len(x.Text.Mentions) != 1 || x.Text.Mentions[0].ID != "litvinov" {
		t.Errorf("found are %v", x.Text.Mentions)
	}
}
