package crosslink_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"glossator/generator/crosslink"
	"glossator/generator/edition"
)

// lexicon is an edition of many terms, names and sources, with essays that mention and cite them.
type lexicon struct {
	small
	random *rand.Rand
	words  []string
}

func newLexicon(terms, sources int) *lexicon {
	x := &lexicon{random: rand.New(rand.NewPCG(7, 7))}
	syllables := strings.Fields("so vi et po li cy ger ma ny pact trea ty bal ance pow er secu rity col lec tive war peace min is ter")
	word := func() string {
		w := ""
		for range 2 + x.random.IntN(3) {
			w += syllables[x.random.IntN(len(syllables))]
		}
		return w
	}
	for range 8000 {
		x.words = append(x.words, word())
	}
	for i := range terms {
		term, id := word()+" "+word()+" "+word(), strconv.Itoa(i)
		if i%4 > 0 { // most begin with a word that is rare elsewhere
			term = word() + term
		}
		if i%2 == 0 {
			x.term("t"+id, term, term+"s", word()+" "+word()+" of "+word())
		} else {
			x.name("n"+id, strings.ToUpper(term[:1])+term[1:], strings.ToUpper(term[:1])+word()+" "+word()+" "+id)
		}
	}
	for i := range sources {
		x.source("s" + strconv.Itoa(i))
	}
	return x
}

// write writes an essay of 5,000 words in 60 paragraphs, with 100 citations and 20 mentions.
func (x *lexicon) write(id string) *edition.Essay {
	var passages []string
	for p := range 60 {
		var b strings.Builder
		for s := range 5 {
			b.WriteString("The ")
			for range 16 {
				b.WriteString(x.words[x.random.IntN(len(x.words))] + " ")
			}
			if p%3 == 0 && s == 0 {
				b.WriteString(x.terms[x.random.IntN(min(60, len(x.terms)))].Term)
			}
			if (p+s)%3 == 0 {
				b.WriteString(" (" + edition.FormattedCitation + ")")
			}
			b.WriteString(". ")
		}
		passages = append(passages, b.String())
	}
	essay := x.essay(id, passages...)
	for p, words := range passages {
		for at := 0; ; at++ {
			i := strings.Index(words[at:], edition.FormattedCitation)
			if i < 0 {
				break
			}
			at += i
			essay.Text.Citations = append(essay.Text.Citations, edition.Citation{
				Source: "s" + strconv.Itoa(x.random.IntN(len(x.sources))), Span: edition.Span{Passage: int32(p), Start: int32(at), End: int32(at + 3)},
			})
		}
	}
	return essay
}

func BenchmarkText(b *testing.B) {
	for _, terms := range []int{0, 60, 20000} {
		b.Run(fmt.Sprint(terms, " terms and names"), func(b *testing.B) {
			x := newLexicon(max(terms, 60), 1000)
			e := x.write("e")
			if terms == 0 {
				x.terms, x.names = nil, nil
			}
			l := crosslink.New(x.edition())
			b.ReportAllocs()
			for b.Loop() {
				l.Text(e.Text)
			}
			b.ReportMetric(float64(len(e.Text.Citations)+len(e.Text.Mentions)), "facts")
		})
	}
}

func BenchmarkNew(b *testing.B) {
	x := newLexicon(20000, 60000)
	e := x.edition()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	l := crosslink.New(e)
	runtime.GC()
	runtime.ReadMemStats(&after)
	for b.Loop() {
		l = crosslink.New(e)
	}
	runtime.KeepAlive(l)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
}

// large is an edition of 5,000 essays of 140 facts each, linked.
func large() (*lexicon, *edition.Edition, *crosslink.Linker) {
	x := newLexicon(60, 20000)
	for i := range 5000 {
		essay := x.essay("e"+strconv.Itoa(i), "Here.")
		t := essay.Text
		for range 100 {
			t.Citations = append(t.Citations, edition.Citation{Source: "s" + strconv.Itoa(x.random.IntN(20000)), Span: edition.Span{}})
		}
		for range 35 {
			t.Mentions = append(t.Mentions, edition.Mention{ID: x.terms[x.random.IntN(len(x.terms))].ID, ByHand: true})
		}
		for range 5 {
			t.Links = append(t.Links, edition.Link{ID: "e" + strconv.Itoa(x.random.IntN(5000)), Fragment: "p1"})
		}
	}
	e := x.edition()
	l := crosslink.New(e)
	e.Texts(func(t *edition.Text) { l.Resolve(t) })
	return x, e, l
}

func BenchmarkEdition(b *testing.B) {
	_, _, l := large()
	for b.Loop() {
		l.Edition()
	}
}

func BenchmarkReplace(b *testing.B) {
	_, e, l := large()
	l.Edition()
	old := e.Essays[2500].Text
	for b.Loop() {
		text := *old
		e.Essays[2500].Text = &text
		l.Resolve(&text)
		l.Replace(old, &text)
		old = &text
	}
}

func BenchmarkManyMentionsOfOneTerm(b *testing.B) {
	s := &small{}
	s.term("pact", "pact")
	e := s.essay("e", strings.Repeat("The pact stood. ", 200000))
	l := crosslink.New(s.edition())
	for b.Loop() {
		l.Text(e.Text)
		l.Edition()
	}
	b.ReportMetric(float64(len(s.terms[0].Backlinks)), "backlinks")
}
