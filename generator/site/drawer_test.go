package site

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

// TestDrawersAreInTheOrderOfWords looks whether each drawer has the words from one to another.
func TestDrawersAreInTheOrderOfWords(t *testing.T) {
	words := []string{"0", "1", "1922", "2", "9a", "@a", "@z", "#1922", "a", "ab", "az", "z", "zz", "ß", "é", "ł", "ω", "б", "я", "ก", "あ", "中", "가나", "독일", "힣", "𐍈", "𠀀"}
	for a := byte('a'); a <= 'z'; a++ {
		for b := byte('a'); b <= 'z'; b++ {
			words = append(words, string([]byte{a, b}))
		}
	}
	for r := rune(0x80); r < 0x30000; r += 37 {
		words = append(words, string(r))
	}
	slices.Sort(words)
	last := 0
	for _, w := range words {
		at := drawerOf(w)
		if at < last || at >= drawerCount {
			t.Fatalf("%q lies in drawer %d, behind words in drawer %d of %d", w, at, last, drawerCount)
		}
		last = at
	}
}

// inOrder are so many passages numbered through.
func inOrder(n int) []numberedPassage {
	list := make([]numberedPassage, n)
	for i := range list {
		list[i] = numberedPassage{i, i}
	}
	return list
}

// gathered is an index of the words of texts, each a list of passages.
func gathered(texts [][]string) *searchIndex {
	var t wordTable
	x := &searchIndex{total: 1 << 12}
	for i, passages := range texts {
		t.addPassages(passages, inOrder(len(passages)))
		x.texts = append(x.texts, packedWords(t.appendPacked(nil)))
		x.firsts = append(x.firsts, 20*i)
	}
	return x
}

// TestAScriptWithTheSameSumIsTheSame changes a word of one text after another. Scripts that are said to be the same must have
// the same words and passages, and most must be. What has been counted before the change must not be seen in the tallies, and
// most of it must be used.
func TestAScriptWithTheSameSumIsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	letters := strings.Fields("a b e i o s t r n k l 1 9 é ß я г 독 일 中")
	vocabulary := make([]string, 3000)
	for i := range vocabulary {
		for range 2 + r.IntN(4) {
			vocabulary[i] += letters[r.IntN(len(letters))]
		}
	}
	texts := make([][]string, 60)
	for i := range texts {
		for range 4 + r.IntN(12) {
			words := make([]string, 30)
			for k := range words {
				x := r.Float64()
				words[k] = vocabulary[int(x*x*float64(len(vocabulary)))]
			}
			texts[i] = append(texts[i], strings.Join(words, " "))
		}
	}
	const scripts = 25
	before, again := []string{}, 0
	var sums []Ground
	var counted tallies
	used, full := 0, 0 // drawers
	for change := range 30 {
		x := gathered(texts)
		x.tallies = counted
		s, err := x.cut(scripts)
		if err != nil {
			t.Fatal(err)
		}
		anew := gathered(texts)
		if err := anew.recount(); err != nil {
			t.Fatal(err)
		}
		for i, in := range x.tallies {
			if anew.tallies[i].ground != in.ground || !slices.Equal(anew.tallies[i].words, in.words) {
				t.Fatalf("after change %d drawer %d has other tallies than in an index that is counted anew", change, i)
			}
			if change > 0 && len(in.words) > 0 {
				full++
				used += b2i(unsafe.SliceData(in.words) == unsafe.SliceData(counted[i].words))
			}
		}
		counted = x.tallies
		var now []string
		for i := range scripts {
			var w writer
			if err := s.blocks(&w, i); err != nil {
				t.Fatal(err)
			}
			now = append(now, string(w.b))
			if change > 0 && s.sums[i] == sums[i] {
				again++
				if now[i] != before[i] {
					t.Fatalf("after change %d script %d has the same sum, and other words", change, i)
				}
			}
		}
		s.want([]int{change % scripts, min(change%scripts+3, scripts-1)})
		for i := range scripts { // those that are wanted, and others all the same
			k := (i + change) % scripts
			var w writer
			if err := s.blocks(&w, k); err != nil {
				t.Fatal(err)
			}
			if string(w.b) != now[k] {
				t.Fatalf("after change %d script %d is another where not all are wanted", change, k)
			}
		}
		before, sums = now, s.sums
		text := texts[r.IntN(len(texts))]
		passage := r.IntN(len(text))
		first, rest, _ := strings.Cut(text[passage], " ")
		text[passage] = rest + " " + vocabulary[r.IntN(len(vocabulary))] + first
	}
	if used < full/2 {
		t.Errorf("of %d drawers only %d were not counted again after a change of a word", full, used)
	}
	if again < 29*scripts/2 {
		t.Errorf("of %d scripts only %d were said to be the same after a change of a word", 29*scripts, again)
	}
}

// TestWhatIsCountedIsKnownAgain gives what a site has counted to another one.
func TestWhatIsCountedIsKnownAgain(t *testing.T) {
	x := gathered([][]string{{"ein Wort und noch ein Wort", "word of 1922"}, {"세 단어", "Wort @ 중"}})
	s, err := x.cut(2)
	if err != nil {
		t.Fatal(err)
	}
	first := Site{searched: func() (*shards, error) { return s, nil }}
	var second Site
	second.KnowIndex(first.CountedIndex())
	entries, known := second.takeCounted()
	if !slices.Equal(entries, x.entries()) {
		t.Error("the entries are others")
	}
	words := 0
	for i, in := range x.tallies {
		if words += len(in.words); known[i].ground != in.ground || !slices.Equal(known[i].words, in.words) {
			t.Errorf("drawer %d has other tallies: %v, not %v", i, known[i], in)
		}
	}
	if words == 0 {
		t.Error("nothing has been counted")
	}
}
