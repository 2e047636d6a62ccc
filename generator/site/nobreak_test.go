package site

import "testing"

func TestAbbreviationsStayWithTheirNumbers(t *testing.T) {
	for html, want := range map[string]string{
		"p. 158, no. 81 and nos. 3-4":               "p.\u00a0158, no.\u00a081 and nos.\u00a03-4",
		"D. C. Watt; (K. Waltz":                     "D.\u00a0C.\u00a0Watt; (K.\u00a0Waltz",
		"It ended. 12 came, and Vol. XIV too.":      "It ended. 12 came, and Vol.\u00a0XIV too.",
		"<code>p. 3</code> p. 4 <code>no. 5</code>": "<code>p. 3</code> p.\u00a04 <code>no. 5</code>",
		". 1": ". 1",
		"p. ": "p. ",
	} {
		if got := string(unbroken([]byte(html))); got != want {
			t.Errorf("%q becomes %q; want %q", html, got, want)
		}
	}
}
