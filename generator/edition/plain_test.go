package edition_test

import (
	"testing"

	"glossator/generator/edition"
)

func TestPlainWords(t *testing.T) {
	for markdown, want := range map[string]string{
		"":                                              "",
		"Ada *Writer*[^1]":                              "Ada Writer",
		"_The_ snake_case of **x**":                     "The snake_case of x",
		`A \& B \*not\* \_emphasis\_`:                   "A & B *not* _emphasis_",
		"A &amp; B &#233; &nowhere; R&D; &":             "A & B é &nowhere; R&D; &",
		`\&amp; back\slash \`:                           `&amp; back\slash \`,
		"A &copyright; B &copy; &#1;&semi;":             "A &copyright; B © \uFFFD;",
		"open [^1":                                      "open [^1",
		"Spies^[with [a link](x)] of *war*":             "Spies of war",
		"On war [@king2001, p. 3], again":               "On war, again",
		"As [see @a; -@b] says [@{c d}]":                "As says",
		"[a@b.org] in [1939] [sic]":                     "[a@b.org] in [1939] [sic]",
		"The [*Pravda*](term:x) of [Kyiv]{lang=uk}[^a]": "The Pravda of Kyiv",
		"`code *x*` and Ka`ba":                          "code *x* and Ka`ba",
		" 집단_안보_ ":                                      "집단_안보",
	} {
		if got := edition.PlainWords(markdown); got != want {
			t.Errorf("%q: %q, want %q", markdown, got, want)
		}
	}
}
