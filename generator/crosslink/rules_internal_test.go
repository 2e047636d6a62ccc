package crosslink

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/fixture"
)

// byUniseg lists where uniseg ends sentences.
func byUniseg(s string) (ends []int) {
	state, at := -1, 0
	for rest := s; rest != ""; {
		var sentence string
		sentence, rest, state = uniseg.FirstSentenceInString(rest, state)
		at += len(sentence)
		ends = append(ends, at)
	}
	return ends
}

// byRules lists where the annex's rules alone end sentences.
func byRules(s string) (ends []int) {
	for at := 0; at < len(s); {
		_, end := nextStop(s, at)
		if at = end; end < 0 {
			at = len(s)
		}
		ends = append(ends, at)
	}
	return ends
}

// compareWithUniseg forgives where uniseg 0.4.7 departs from the annex: it ends sentences before the end of the
// line that belongs to them (rules SB3 and SB10).
func compareWithUniseg(t *testing.T, s string) {
	t.Helper()
	if strings.ContainsAny(s, "\ufffc\ufffd") || !utf8.ValidString(s) {
		return
	}
	want := slices.DeleteFunc(byUniseg(s), func(end int) bool {
		before, _ := utf8.DecodeLastRuneInString(s[:end])
		after, _ := utf8.DecodeRuneInString(s[end:])
		return sentenceClassOf(after) == paragraphEnd && (sentenceClassOf(before) != paragraphEnd || before == '\r' && after == '\n')
	})
	if got := byRules(s); !slices.Equal(got, want) {
		t.Fatalf("%q\n got %v\nwant %v", s, got, want)
	}
}

func TestEveryCharacterBreaksSentencesAsInUniseg(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cf, unicode.Cc) {
			continue
		}
		for _, s := range []string{"A. " + string(r) + " b", "A" + string(r) + " B", "a." + string(r) + "B", "a. " + string(r) + "B", "?" + string(r) + "B"} {
			compareWithUniseg(t, s)
		}
	}
}

func TestRandomTextBreaksAsInUniseg(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "B", "Pact", "policy", " ", "  ", ".", "..", "!", "?", ",", ";", ":", "\"", "”", "(", ")", "1", "23", "\n", "\r\n", "다", "。", "」", "…", "\u0301", "\u00ad", "\u00a0", "-", "–", "é", "É", "ß", "'", "\u2028", "中", "٣", "؟"}
	for range 20000 {
		var b strings.Builder
		for range random.IntN(20) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		compareWithUniseg(t, b.String())
	}
}

func TestEssaysBreakAsInUniseg(t *testing.T) {
	files, err := filepath.Glob("../../content/essays/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no essays: %v", err)
	}
	for _, file := range files {
		b := fixture.Read(t, file)
		compareWithUniseg(t, string(b))
	}
}

func FuzzSentenceRules(f *testing.F) {
	f.Add("The U.S. policy. “It ended.” Then?")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<10 {
			t.Skip("uniseg looks ahead from every place, and takes seconds")
		}
		for _, r := range s { // of characters that the tables of the two do not both know
			if unicode.Is(unicode.Co, r) || unicode.Is(unicode.Cs, r) || !unicode.IsGraphic(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) && r != 0x2028 && r != 0x2029 {
				t.Skip()
			}
		}
		compareWithUniseg(t, s)
	})
}

// FuzzAliases compares the automaton with a search for each alias at each place.
func FuzzAliases(f *testing.F) {
	f.Add("collective security\nSecurity\nRapallo's\n집단안보\nPact–x", "Collective security's pact–X 집단안보를 Rapallo’s", false)
	f.Add("a\naa\na a\nab a", "aa a a ab a b", true)
	f.Add("no. 5\nU.S.\né\ne", "no. 5, U.S. e\u0301 e", false)
	f.Fuzz(func(t *testing.T, aliases, text string, title bool) {
		if len(aliases)*len(text)*len(text) > 1_000_000 {
			t.Skip("the search at each place takes too long")
		}
		if !utf8.ValidString(aliases) || !utf8.ValidString(text) {
			t.Skip("files that are not UTF-8 are not read")
		}
		e := &edition.Edition{}
		for i, alias := range strings.Split(aliases, "\n") {
			if i%2 == 0 {
				e.Terms = append(e.Terms, &edition.Term{ID: string(rune('a' + i%26)), Term: alias})
			} else {
				e.Names = append(e.Names, &edition.Name{ID: string(rune('a' + i%26)), Name: alias})
			}
		}
		var found diagnostic.List
		a := newAliases(e, &found)
		folded := foldString(text)
		if len(folded.cased) != len(folded.lower) {
			t.Fatalf("%q and %q", folded.cased, folded.lower)
		}
		var got, want []match
		a.find(folded, title, func(m match) { got = append(got, m) })
		for i := 0; i < len(folded.cased); {
			m := longestByHand(a.entries, folded, title, i)
			if m.entry == nil {
				i++
				continue
			}
			want = append(want, m)
			i = m.end
		}
		if !slices.Equal(got, want) {
			t.Fatalf("aliases %q, text %q:\n got %v\nwant %v", aliases, text, got, want)
		}
		for _, m := range got {
			start, end := folded.original(m.start), folded.original(m.end)
			if words := foldString(text[start:end]); string(words.cased) != string(folded.cased[m.start:m.end]) {
				t.Fatalf("%q folds to %q, found %q", text[start:end], words.cased, folded.cased[m.start:m.end])
			}
		}
	})
}

func longestByHand(entries []entry, t *folded, title bool, start int) (m match) {
	for end := len(t.cased); end > start; end-- {
		if !isWordStart(t.lower, start, end) || !isWordEnd(t.cased, end) {
			continue
		}
		for _, exact := range []bool{true, false} {
			for i := range entries {
				alias := foldString(entries[i].alias)
				same := entries[i].alias == string(t.cased[start:end])
				if same || !exact && string(alias.lower) == string(t.lower[start:end]) && capitalised(entries[i].alias, t.cased[start:end], title) {
					return match{start, end, &entries[i]}
				}
			}
		}
	}
	return m
}
