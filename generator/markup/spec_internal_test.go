package markup

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/renderer/html"

	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// TestCommonMark reads the examples of CommonMark's specification. goldmark's renderer writes them, since ours writes
// essays; what is tried are the parsers.
func TestCommonMark(t *testing.T) {
	spec := needed.Module(t, "commonmark-spec/spec.txt")
	b := fixture.Read(t, spec)
	markdown := goldmark.New(goldmark.WithParser(blocks), goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML()))
	example := regexp.MustCompile("(?ms)^`{32} example\n(.*?)^\\.\n(.*?)^`{32}$")
	examples := example.FindAllStringSubmatch(strings.ReplaceAll(string(b), "→", "\t"), -1)
	if len(examples) < 600 {
		t.Fatalf("%d examples were found in %s", len(examples), spec)
	}
	for i, e := range examples {
		var got bytes.Buffer
		if err := markdown.Convert([]byte(e[1]), &got); err != nil {
			t.Fatal(err)
		}
		if got.String() != e[2] {
			t.Errorf("example %d: %q\n got %q\nwant %q", i+1, e[1], got.String(), e[2])
		}
	}
}
