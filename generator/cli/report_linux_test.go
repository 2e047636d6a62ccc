package cli

import (
	"bytes"
	"strings"
	"testing"

	"glossator/generator/fixture"
)

// On a terminal a list of findings ends with the command that says more about them; a pipe gets the findings alone.
func TestATerminalSaysHowToLearnMore(t *testing.T) {
	t.Chdir(t.TempDir())
	fixture.Write(t, "content/edition.yaml", "titel: A\nlanguage: English\n")
	const more = "glossator explain missing-key unknown-key bad-language tells more"
	if said := strings.TrimSpace(onTerminal(t, "check")); !strings.HasSuffix(said, "\n"+more) {
		t.Errorf("the end is not %q: %q", more, said)
	}
	var piped bytes.Buffer
	if Run([]string{"check"}, &piped, &piped); strings.Contains(piped.String(), "explain") {
		t.Errorf("a pipe got it, too: %q", piped.String())
	}
}
