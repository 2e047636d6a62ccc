package crosslink_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"glossator/generator/crosslink"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

func TestWhatIsUnknownIsReportedWithTheNearest(t *testing.T) {
	s := &small{}
	s.source("watt1974")
	s.name("litvinov", "Litvinov")
	s.events = []*edition.Event{{ID: "pact-signed"}}
	s.pages = []*edition.Page{{ID: "about", Text: text(edition.Owner{Kind: edition.OfPage, ID: "about"}, "About.")}}
	term := s.term("pact", "pact")
	term.See = []string{"pakt"}
	term.Attested = []edition.Attestation{{Essay: "leem"}, {Essay: "ghost"}}
	other := s.essay("leem-pact", "One.", "Two.")
	x := s.essay("winn", "Words \uFFFC and more.")
	x.WorksCited, x.NamedAt = []string{"watt1947"}, []edition.Spot{{Line: 2, Column: 15}}
	x.Text.Citations = []edition.Citation{{ID: "c1", Source: "wat1974", Line: 3, Column: 7}, {ID: "c2", Source: "watt1974"}}
	for i, id := range []string{"pakt", "litvinof", "pact-sinned"} {
		x.Text.Mentions = append(x.Text.Mentions, edition.Mention{Kind: edition.MentionKind(i), ID: id, ByHand: true, Line: 4})
	}
	x.Text.Links = []edition.Link{
		{Kind: edition.OfEssay, ID: "leem-pact", Fragment: "p99", Line: 5},
		{Kind: edition.OfEssay, ID: "leem-pact", Fragment: "p2", Line: 5},
		{Kind: edition.OfEssay, ID: "leem-pakt", Line: 6},
		{Kind: edition.OfPage, ID: "abut", Line: 7},
		{Kind: edition.OfEssay, ID: "later", Line: 8},
		{Kind: edition.OfEssay, ID: "winn", Fragment: "p7", Line: 9},
		{Kind: edition.OfEssay, ID: "winn", Fragment: "c2", Line: 10},
		{Kind: edition.OfEssay, ID: "winn", Fragment: "c3", Line: 11},
		{Kind: edition.OfEssay, ID: "winn", Fragment: "linked-from", Line: 12},
		{Kind: edition.OfEssay, ID: "winn", Fragment: "aftermath", Line: 13},
	}
	e := s.edition()
	e.Left = map[edition.Owner]edition.Left{{Kind: edition.OfEssay, ID: "later"}: edition.Draft}
	l := crosslink.New(e)
	found := append(l.Text(other.Text), l.Text(x.Text)...)
	found = append(found, l.Edition()...)
	found.Sort()
	var got []string
	for _, d := range found {
		got = append(got, string(d.Code)+" "+d.String())
	}
	want := []string{
		`unknown-essay error: no essay "ghost" (it would be the file essays/ghost.md)`,
		`unknown-essay error: no essay "leem" (it would be the file essays/leem.md)`,
		`unknown-term error: no term "pakt" (did you mean "pact"?)`,
		`unknown-source winn.md:2:15: error: no source "watt1947" (did you mean "watt1974"?)`,
		`unknown-source winn.md:3:7: error: no source "wat1974" (did you mean "watt1974"?)`,
		`unknown-event winn.md:4: error: no event "pact-sinned" (did you mean "pact-signed"?)`,
		`unknown-name winn.md:4: error: no name "litvinof" (did you mean "litvinov"?)`,
		`unknown-term winn.md:4: error: no term "pakt" (did you mean "pact"?)`,
		`unknown-passage winn.md:5: error: no passage "p99" in leem-pact (the preview shows the number of each passage)`,
		`unknown-essay winn.md:6: error: no essay "leem-pakt" (did you mean "leem-pact"?)`,
		`unknown-page winn.md:7: error: no page "abut" (did you mean "about"?)`,
		`link-to-draft winn.md:8: error: the essay "later" is a draft and not in this edition (take "draft: true" out of its front matter, or build with --drafts)`,
		`unknown-passage winn.md:9: error: no passage "p7" in winn (the preview shows the number of each passage)`,
		`unknown-passage winn.md:11: error: no passage "c3" in winn (the preview shows the number of each passage)`,
		`unknown-passage winn.md:12: error: no passage "linked-from" in winn (pages have that id of their own, and no passage has it: link to a passage by its number, which the preview shows, or to the whole text)`,
		`unknown-passage winn.md:13: error: no passage "aftermath" in winn (write {#aftermath} at the end of the passage that is meant, or link to its number, which the preview shows)`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !x.Text.Links[1].Resolved || x.Text.Links[0].Resolved || len(other.Backlinks) != 1 {
		t.Errorf("backlinks %v of links %v", other.Backlinks, x.Text.Links)
	}
}

// Quarto refers to figures and sections as to sources; an editor who comes from there, or who has named no bibliography, is told.
func TestCitationsOfNoSource(t *testing.T) {
	s := &small{}
	s.source("watt1974")
	keys := []string{"fig-map", "spring", "wat1974", "hilger", ""}
	if got, want := citingBy(s, keys...), []string{
		`error: no source "fig-map" (a link leads to a figure, table or section with the name: [words](#fig-map), in another essay [words](essay:id#fig-map))`,
		`error: no source "spring" (a link leads to a figure, table or section with the name: [words](#spring), in another essay [words](essay:id#spring))`,
		`error: no source "wat1974" (did you mean "watt1974"?)`,
		`error: no source "hilger" (add it to references.bib, where the others are; \@hilger is no citation)`,
		`error: this names no source (write its key: [words](cite:key?page=3))`,
	}; !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got, want := citingBy(&small{}, "hilger", "watt1974", "watt1989"), []string{
		`error: no source "hilger" (the edition has no bibliography: name yours in edition.yaml, bibliography: [references.bib])`,
	}; !slices.Equal(got, want) {
		t.Errorf("without sources: got\n%s", strings.Join(got, "\n"))
	}
}

// citingBy are the findings about an essay that cites the keys and has a passage named "spring".
func citingBy(s *small, keys ...string) []string {
	x := s.essay("winn", "Words \uFFFC and more.")
	x.Text.Anchors = []edition.Anchor{{ID: "spring"}}
	for _, key := range keys {
		x.Text.Citations = append(x.Text.Citations, edition.Citation{Source: key, Form: edition.AuthorInText})
	}
	var got []string
	for _, d := range crosslink.New(s.edition()).Text(x.Text) {
		d.Start = diagnostic.Position{}
		got = append(got, d.String())
	}
	return got
}

// world is an edition at random, whose essays can be written anew.
type world struct {
	small
	random *rand.Rand
}

func newWorld(seed uint64, essays int) *world {
	w := &world{random: rand.New(rand.NewPCG(seed, 0))}
	for i := range 5 {
		w.source("s" + strconv.Itoa(i))
		w.term("t"+strconv.Itoa(i), "term"+strconv.Itoa(i)).Definition = text(edition.Owner{Kind: edition.OfTerm, ID: "t" + strconv.Itoa(i)}, "A term1 and name2.")
		w.name("n"+strconv.Itoa(i), "Name"+strconv.Itoa(i), "name"+strconv.Itoa(i))
		w.events = append(w.events, &edition.Event{ID: "v" + strconv.Itoa(i), About: text(edition.Owner{Kind: edition.OfEvent, ID: "v" + strconv.Itoa(i)}, "Of term3.")})
	}
	for i := range essays {
		x := w.essay("e" + strconv.Itoa(i))
		x.Text = w.text(x.Text.Owner)
		x.Annotations = []*edition.Annotation{{ID: "a", Body: text(edition.Owner{Kind: edition.OfAnnotation, ID: x.ID + "/a"}, "On term2.")}}
	}
	return w
}

func (w *world) text(owner edition.Owner) *edition.Text {
	var passages []string
	for range 1 + w.random.IntN(4) {
		words := "Here."
		for range w.random.IntN(4) {
			words += fmt.Sprintf(" Of term%d and Name%d.", w.random.IntN(6), w.random.IntN(6))
		}
		passages = append(passages, words)
	}
	x := text(owner, passages...)
	for range w.random.IntN(4) {
		span := edition.Span{Passage: int32(w.random.IntN(len(passages)))}
		x.Citations = append(x.Citations, edition.Citation{Source: "s" + strconv.Itoa(w.random.IntN(6)), Span: span})
		x.Mentions = append(x.Mentions, edition.Mention{Kind: edition.OfAnEvent, ByHand: true, ID: "v" + strconv.Itoa(w.random.IntN(6)), Span: span})
		fragment := ""
		if w.random.IntN(2) == 0 {
			fragment = "p" + strconv.Itoa(1+w.random.IntN(4))
		}
		x.Links = append(x.Links, edition.Link{Kind: edition.OfEssay, ID: "e" + strconv.Itoa(w.random.IntN(6)), Fragment: fragment, Span: span})
	}
	return x
}

// backlinks lists all of the edition's, in the order of subjects.
func backlinks(e *edition.Edition) map[string][]edition.Backlink {
	m := map[string][]edition.Backlink{}
	for _, x := range e.Sources {
		m["source "+x.Item.ID] = x.Backlinks
	}
	for _, x := range e.Terms {
		m["term "+x.ID] = x.Backlinks
	}
	for _, x := range e.Names {
		m["name "+x.ID] = x.Backlinks
	}
	for _, x := range e.Events {
		m["event "+x.ID] = x.Backlinks
	}
	for _, x := range e.Essays {
		m["essay "+x.ID] = x.Backlinks
	}
	return m
}

func linkAll(e *edition.Edition) *crosslink.Linker {
	l := crosslink.New(e)
	e.Texts(func(t *edition.Text) { l.Text(t) })
	return l
}

func TestEveryFactHasItsBacklinkAndEveryBacklinkItsFact(t *testing.T) {
	for seed := range uint64(50) {
		w := newWorld(seed, 5)
		e := w.edition()
		linkAll(e).Edition()
		forward, back := map[string]int{}, map[string]int{}
		e.Texts(func(t *edition.Text) {
			for i, c := range t.Citations {
				if c.Resolved {
					forward[fmt.Sprint("source ", c.Source, " ", t.Owner, edition.CitationBacklink, i)]++
				}
			}
			for i, m := range t.Mentions {
				if m.Resolved {
					forward[fmt.Sprint(m.Kind, " ", m.ID, " ", t.Owner, edition.MentionBacklink, i)]++
				}
			}
			for i, l := range t.Links {
				if l.Resolved && l.ID != t.Owner.ID {
					forward[fmt.Sprint("essay ", l.ID, " ", t.Owner, edition.LinkBacklink, i)]++
				}
			}
		})
		wordOf := map[string]string{}
		for i := range 5 {
			wordOf[fmt.Sprint("term t", i)], wordOf[fmt.Sprint("name n", i)] = fmt.Sprint("term", i), fmt.Sprint("name", i)
		}
		for subject, list := range backlinks(e) {
			for _, b := range list {
				back[fmt.Sprint(subject, " ", b.Text.Owner, b.Kind, b.Index)]++
				sentence, start, end := b.Sentence()
				words := b.Text.Words(sentence)
				if b.Kind == edition.MentionBacklink && !b.Text.Mentions[b.Index].ByHand && strings.ToLower(words[start:end]) != wordOf[subject] {
					t.Fatalf("%s is found in %q, at %d to %d", subject, words, start, end)
				}
			}
		}
		if fmt.Sprint(forward) != fmt.Sprint(back) {
			t.Fatalf("seed %d:\nforward %v\nback    %v", seed, forward, back)
		}
	}
}

func TestBacklinksStandInReadingOrder(t *testing.T) {
	w := newWorld(3, 5)
	e := w.edition()
	linkAll(e).Edition()
	rank := map[edition.Owner]int{}
	for i, x := range e.Essays {
		rank[x.Text.Owner] = i
	}
	for _, kind := range []string{"t", "n", "v"} {
		for i := range 6 {
			owner := map[string]edition.OwnerKind{"t": edition.OfTerm, "n": edition.OfName, "v": edition.OfEvent}[kind]
			rank[edition.Owner{Kind: owner, ID: kind + strconv.Itoa(i)}] = 1000*int(owner) + i
			rank[edition.Owner{Kind: edition.OfAnnotation, ID: "e" + strconv.Itoa(i) + "/a"}] = 10000 + i
		}
	}
	for subject, list := range backlinks(e) {
		if !slices.IsSortedFunc(list, func(a, b edition.Backlink) int {
			if a.Text == b.Text {
				return int(a.Index - b.Index)
			}
			return rank[a.Text.Owner] - rank[b.Text.Owner]
		}) {
			t.Errorf("%s: not in reading order", subject)
		}
	}
}

func TestReplacingATextGivesWhatLinkingAllAgainGives(t *testing.T) {
	for seed := range uint64(20) {
		w := newWorld(seed, 6)
		e := w.edition()
		l := linkAll(e)
		l.Edition()
		for edit := range 20 {
			x := e.Essays[w.random.IntN(len(e.Essays))]
			old := x.Text
			x.Text = w.text(old.Owner)
			l.Text(x.Text)
			findings := l.Replace(old, x.Text)
			got := fmt.Sprint(backlinks(e))
			whole := linkAll(e).Edition()
			if want := fmt.Sprint(backlinks(e)); got != want {
				t.Fatalf("seed %d, edit %d:\n got %s\nwant %s", seed, edit, got, want)
			}
			if fmt.Sprint(findings) != fmt.Sprint(whole) {
				t.Fatalf("seed %d, edit %d:\n got %s\nwant %s", seed, edit, findings, whole)
			}
		}
	}
}
