package site_test

import (
	"strings"
	"testing"
)

// TestPreviewsTellOfOtherPlaces looks into the scripts of previews: who else cites the same page of a source, and how
// an author defines a term.
func TestPreviewsTellOfOtherPlaces(t *testing.T) {
	s := smallSite(t)
	all := map[string]string{}
	for _, p := range s.Pages() {
		if strings.HasPrefix(p.Path, "previews/") {
			b, err := s.Render(p.Path)
			if err != nil {
				t.Fatal(err)
			}
			all[p.ID] += string(b)
		}
	}
	for kind, want := range map[string]string{
		"source": `{"part":"p. 4","places":[["essays/second.html#c1","Winn ¶ 1"],["glossary/collective-security.html#c1","Glossary collective security"]]}`,
		"term":   `"attested":[["a state joins because it is afraid","Winn, ¶ 1","essays/second.html#p1"]]`,
		"name":   `"title":"Maxim Litvinov 1876–1951"`,
	} {
		if got := strings.ReplaceAll(all[kind], "\u00a0", " "); !strings.Contains(got, want) {
			t.Errorf("previews of %ss: %s\nhave no %s", kind, got, want)
		}
	}
}
