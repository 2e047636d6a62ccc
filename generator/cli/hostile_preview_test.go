package cli_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"glossator/generator/cli"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// TestNothingOfContentRunsInThePreview serves the hostile edition and looks at pages of each kind in a browser; then mistakes
// are made whose messages have every payload, and then there is an edition too broken to be shown. The preview's own policy stops
// nothing: what the strip and the margin show are words.
func TestNothingOfContentRunsInThePreview(t *testing.T) {
	ctx := needed.Browser(t)
	content := filepath.Join(t.TempDir(), "content")
	hostileEdition(t, content, 0)
	address := cli.StartPreview(t, content, false)
	watched(t, ctx)
	for _, page := range []string{"", "essays/hostile.html", "glossary/caught.html", "bibliography/one.html", "names.html", "nowhere.html", "-/proof"} {
		nothingRan(t, ctx, page, visit(t, ctx, address+page))
	}

	ways := filepath.Join(content, "essays/ways.md")
	fixture.Write(t, ways, append(fixture.Read(t, ways), mistakes()...))
	nothingRan(t, ctx, "a page that was there before", listWithStrip(t, ctx, "the last mistake"))
	for _, page := range []string{"essays/ways.html", "-/proof"} {
		nothingRan(t, ctx, page, visit(t, ctx, address+page))
	}
	said := events(t, address)
	for _, p := range payloads {
		if !slices.ContainsFunc(said, func(message string) bool { return strings.Contains(message, strconv.Quote(p)) }) {
			t.Errorf("no message has %q", p)
		}
	}

	broken := t.TempDir()
	settings := fmt.Sprintf("title: x\ncitation-style: '%s'\n", payloads[0]) // without a style there are no pages
	fixture.Write(t, filepath.Join(broken, "edition.yaml"), settings)
	nothingRan(t, ctx, "nothing to show", visit(t, ctx, cli.StartPreview(t, broken, false)))
	if page := evaluated[string](t, ctx, `document.body.textContent`); !strings.Contains(page, "Nothing to show yet") || !strings.Contains(page, payloads[0]) {
		t.Errorf("where there is nothing to show stands %q", page)
	}
}

// mistakes are references to what there is not, one for each payload and way to refer.
func mistakes() []byte {
	var b strings.Builder
	b.WriteString("\n\n")
	for i, p := range payloads {
		for _, r := range p {
			if strings.ContainsRune("\\<>()[]{}\"'&*_`!#;:=", r) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
		escaped := b.String()[strings.LastIndexByte(b.String(), '\n')+1:]
		fmt.Fprintf(&b, " [%s](<term:%s>) [%s](<essay:hostile#%s>) @{%s} [^%d%s] [x](<x%s.html>)\n\n", p, escaped, p, escaped, p, i, p, escaped)
	}
	b.WriteString("[the last mistake](term:the-last-mistake)\n")
	return []byte(b.String())
}

// listWithStrip is what is suspicious in the page that is open, once the strip says the words.
func listWithStrip(t *testing.T, ctx context.Context, words string) []string {
	t.Helper()
	waited(t, ctx, fmt.Sprintf(`document.getElementById("glossator-strip")?.textContent.includes(%q)`, words))
	waited(t, ctx, `(document.querySelector("#glossator-strip details").open = true)`)
	return evaluated[[]string](t, ctx, suspects)
}

// nothingRan reports what is suspicious but for the styles that the preview's script sets.
func nothingRan(t *testing.T, ctx context.Context, page string, found []string) {
	t.Helper()
	for _, x := range found {
		if !strings.HasPrefix(x, "HTML style=--glossator-strip: ") && !strings.HasPrefix(x, "BUTTON style=top: ") {
			t.Errorf("%s: %.300s", page, x)
		}
	}
	if !evaluated[bool](t, ctx, `!!document.getElementById("glossator-source")`) {
		t.Errorf("%s: the preview's script has not run", page)
	}
}

// events are the messages of the findings that the preview tells a browser that has just come.
func events(t *testing.T, address string) (messages []string) {
	t.Helper()
	response, err := http.Get(address + "-/events")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewReader(response.Body)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if data, ok := strings.CutPrefix(line, "data: "); ok {
			var state struct{ Findings []struct{ Message string } }
			if err := json.Unmarshal([]byte(data), &state); err != nil {
				t.Fatal(err)
			}
			for _, f := range state.Findings {
				messages = append(messages, f.Message)
			}
			return messages
		}
	}
}
