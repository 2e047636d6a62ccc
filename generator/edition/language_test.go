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
