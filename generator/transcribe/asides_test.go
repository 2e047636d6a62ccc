package transcribe_test

import (
	"strings"
	"testing"

	"glossator/generator/transcribe"
)

func TestChangesAreFoundByTheWordsBeforeThem(t *testing.T) {
	for before, want := range map[string]string{
		"She said ": "“She said”",
		"A paragraph ends.\n\nIn the next one she said ":  "“In the next one she said”",
		"A paragraph that is longer than that: she said ": "“that is longer than that: she said”",
		"소금세는먹기전에부과되었으며내륙에서는더높았다고한다":                      "“며내륙에서는더높았다고한다”",
		"": "deleted; they",
	} {
		text := before + "[no]{.deletion} yes, and so on to the end.\n"
		result := transcribe.Read([]transcribe.File{{Name: "a.docx.md", Text: []byte(text)}})
		if doubts := result.Report.Essays[0].Doubts; len(doubts) == 0 || !strings.Contains(doubts[len(doubts)-1].Message, want) {
			t.Errorf("%q: %+v, want %s", text, doubts, want)
		}
	}
}
