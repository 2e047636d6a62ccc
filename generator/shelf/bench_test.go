package shelf_test

import (
	"fmt"
	"testing"

	"glossator/generator/edition"
	"glossator/generator/shelf"
)

// BenchmarkTake reads a text of about 5,000 words, with 100 citations and 20 notes.
func BenchmarkTake(b *testing.B) {
	t := &edition.Text{Language: "en", File: "essays/a.md"}
	words := fmt.Sprintf("%0400d", 0)
	for i := range 120 {
		t.Passages = append(t.Passages, edition.Passage{ID: fmt.Sprint("p", i), Text: words, Note: -1, Section: -1, Language: "en"})
		t.Sentences = append(t.Sentences, edition.Span{Passage: int32(i), Start: 10, End: 300})
	}
	for i := range 20 {
		t.Notes = append(t.Notes, edition.Note{Label: "1", Marker: "1", Passage: int32(100 + i), Calls: []edition.Span{{Passage: int32(i)}}})
	}
	for i := range 100 {
		t.Clusters = append(t.Clusters, edition.Cluster{First: int32(i), Count: 1, Note: -1})
		t.Citations = append(t.Citations, edition.Citation{
			Source: "watt1974", Details: &edition.Details{Locators: []edition.Locator{{Label: "page", Value: "158"}}}, Span: edition.Span{Passage: int32(i), Start: 20, End: 23}, Cluster: int32(i),
		})
	}
	s := shelf.Open("", key(1))
	s.Put("a", shelf.Keys{From: key(2)}, t, nil)
	s.Flush()
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := s.Take("a", key(2)); !ok {
			b.Fatal("not there")
		}
	}
}
