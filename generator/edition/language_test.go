package edition_test

import (
	"strings"
	"testing"

	"glossator/generator/edition"
)

func TestDirectionIsThatOfTheScript(t *testing.T) {
	for _, test := range []struct{ around, want, tags string }{
		{"", "rtl", "ar he fa ur yi dv ckb ar-EG pa-PK az-IR uz-AF ku-Arab und-Hebr arc phn"},
		{"", "", "en ko ru pa az ku ar-Latn he-Latn und x-own no_language"},
		{"en", "rtl", "ar he"},
		{"ar", "ltr", "en ar-Latn"},
		{"ar", "", "ar he fa"},
	} {
		for _, tag := range strings.Fields(test.tags) {
			if got := edition.Direction(tag, test.around); got != test.want {
				t.Errorf("%s within %q is written %q, want %q", tag, test.around, got, test.want)
			}
		}
	}
}

func TestDirectionByLettersIsTheBrowsersToFind(t *testing.T) {
	for _, test := range []struct{ around, want, words string }{
		{"en", "", "Watt, Donald, München, Случ, 김, 渡辺, “…”, ἀρχή, Ձայն"},
		{"en", "auto", "Watt: كتاب"},
		{"en", "auto", "שגב"},
		{"en", "auto", "ܟܬܒܐ"},
		{"en", "auto", "ࠀ"},
		{"en", "auto", "𐤀"},
		{"en", "auto", "ﷲ"},
		{"ar", "auto", "Watt"},
		{"ar", "auto", "كتاب"},
	} {
		if got := edition.DirectionByLetters(test.words, test.around); got != test.want {
			t.Errorf("%s within %q: %q, want %q", test.words, test.around, got, test.want)
		}
	}
}
