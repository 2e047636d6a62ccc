package markup

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// TestRulesOfLanguagesEnd highlights runs of signs, each behind each sign that may open what they go on with: some of
// chroma's rules can read such a run in more ways than there is time. GLOSSATOR_LANGUAGES=all tries all languages.
func TestRulesOfLanguagesEnd(t *testing.T) {
	names := []string{"bash", "c#", "css", "jsonata", "go", "javascript", "json", "lua", "toml", "yaml"}
	if os.Getenv("GLOSSATOR_LANGUAGES") == "all" {
		names = bounded().Names(false)
	}
	for _, name := range names {
		for _, opening := range []string{``, `"`, `'`, "/", "`", "[", "a", "function a", "$(`\"", "{ a: \"", "<"} {
			for _, piece := range []string{`\`, `a\`, `0\`, " ", "a ", " a", `%a`, "/*", "<a ", "\"a", "a\n", " \n\t", "\\\n"} {
				begun, words := time.Now(), opening+strings.Repeat(piece, 400/len(piece))
				if bytes.Contains(appendHighlighted(nil, []byte(words), name), []byte("<span")) {
					continue
				}
				if took := time.Since(begun); took > matchTime {
					t.Errorf("%s: %v for %.20q", name, took, words)
				}
			}
		}
	}
}

// TestAtomicLoopsReadTheSame highlights code in which strings have escapes with chroma's own rules and with ours.
func TestAtomicLoopsReadTheSame(t *testing.T) {
	code := "x = \"a\\\"b\\\\\" + 'c\\'d' # e\nfunction f.g(a) {\n\treturn `h` + \"\\n\" // \"i\n}\n$j = \"k \\$l\"\n"
	for _, name := range bounded().Names(false) {
		want, ends := tokens(t, lexers.Get(name), code)
		got, ok := tokens(t, bounded().Get(name), code)
		if !ok {
			t.Errorf("%s does not end", name)
		}
		if ends && !slices.Equal(want, got) {
			t.Errorf("%s: %v became %v", name, want, got)
		}
	}
}

// tokens are those of a language that are not empty; some of chroma's give empty ones for ever.
func tokens(t *testing.T, language chroma.Lexer, code string) (list []chroma.Token, ends bool) {
	t.Helper()
	defer func() {
		if x := recover(); x != nil && x != errIdle {
			panic(x)
		} else if x != nil {
			ends = true
		}
	}()
	next, err := language.Tokenise(nil, code)
	if err != nil {
		t.Fatal(err)
	}
	for range 100 * len(code) {
		token := next()
		if token == chroma.EOF {
			return list, true
		}
		if token.Value != "" {
			list = append(list, token)
		}
	}
	return nil, false
}

func TestAtomic(t *testing.T) {
	for pattern, want := range map[string]string{
		`"(\\\\|\\"|[^"])*"`:   `"(?>(\\\\|\\"|[^"])*)"`,
		`"(?:\\.|[^"])+"`:      `"(?>(?:\\.|[^"])+)"`,
		`a(?:x|\s+)*\(`:        `a(?>(?:x|\s+)*)\(`,
		`\(([^)(]|\))*a(b|c)*`: `\(([^)(]|\))*a(b|c)*`,
		`"(\\.|[^"])*?"`:       `"(\\.|[^"])*?"`,
	} {
		if got := atomic(pattern); got != want {
			t.Errorf("%s became %s, not %s", pattern, got, want)
		}
	}
}
