package explain_test

import (
	"strings"
	"testing"

	"glossator/generator/explain"
)

// An explanation has a line for the list, which says what was found, and more than that for who asks.
func TestExplanationsHaveALineAndMore(t *testing.T) {
	for _, g := range explain.Groups() {
		if g.Title == "" || strings.Contains(g.Title, "\n") || len(g.Codes) == 0 {
			t.Errorf("the group %q has %d codes", g.Title, len(g.Codes))
		}
		for _, x := range g.Codes {
			if x.Summary == "" || len(x.Summary) > 90 || strings.HasSuffix(x.Summary, ".") || len(strings.Fields(x.Text)) < 8 {
				t.Errorf("%s: %q and %q", x.Code, x.Summary, x.Text)
			}
		}
	}
}
