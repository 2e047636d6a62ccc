package edition_test

import (
	"testing"

	"glossator/generator/edition"
)

func TestPlainWords(t *testing.T) {
	for markdown, want := range map[string]string{
		"":                                  "",
		"Ada *Writer*[^1]":                  "Ada Writer",
		"_The_ snake_case of **x**":         "The snake_case of x",
		`A \& B \*not\* \_emphasis\_`:       "A & B *not* _emphasis_",
		"A &amp; B &#233; &nowhere; R&D; &": "A & B é &nowhere; R&D; &",
		`\&amp; back\slash \`:               `&amp; back\slash \`,
		"A &copyright; B &copy; &#1;&semi;": "A &copyright; B © \uFFFD;",
		"open [^1":                          "open [^1",
		" 집단_안보_ ":                          "집단_안보",
	} {
		if got := edition.PlainWords(markdown); got != want {
			t.Errorf("%q: %q, want %q", markdown, got, want)
		}
	}
}
