package site

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// BenchmarkGather gathers the words of essays of 5,000 words for the index of search.
func BenchmarkGather(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]string, 60000)
	for i := range vocabulary {
		vocabulary[i] = fmt.Sprintf("word%x", r.Uint32()>>(r.UintN(24)))
	}
	essays := make([][]string, 20)
	for i := range essays {
		for range 40 {
			words := make([]string, 125)
			for k := range words {
				x := r.Float64()
				words[k] = vocabulary[int(x*x*x*float64(len(vocabulary)))]
			}
			essays[i] = append(essays[i], strings.Join(words, " "))
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	var t wordTable
	texts := make([]packed, b.N)
	for i := range texts {
		t.addPassages(essays[i%len(essays)], inOrder(len(essays[i%len(essays)])))
		texts[i] = packedWords(t.appendPacked(nil))
	}
	x := searchIndex{texts: texts, firsts: make([]int, len(texts)), total: 40 * len(texts)}
	for i := range x.firsts {
		x.firsts[i] = 40 * i
	}
	s, err := x.cut(1 + len(texts)/10)
	if err != nil {
		b.Fatal(err)
	}
	for i := range s.first {
		s.blocks(new(writer), i)
	}
}
