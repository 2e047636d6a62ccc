package diagnostic_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"glossator/generator/diagnostic"
)

func example() diagnostic.Diagnostic {
	src := diagnostic.NewSource("content/essays/leem.md", []byte("# Pact\n\nAs 외교 [@wat1974] says.\n"))
	return src.At(diagnostic.Error, strings.Index(string(src.Text), "wat1974"), 7, "unknown-source", `no source "wat1974"`,
		diagnostic.Nearest("wat1974", slices.Values([]string{"walt1987", "watt1974", "watt1989"})))
}

func TestVeryLongNamesHaveNoHint(t *testing.T) {
	long := strings.Repeat("a", 1000)
	if got := diagnostic.Nearest(long, slices.Values([]string{long + "b"})); got != "" {
		t.Errorf("the hint is %q", got)
	}
}

func TestTextsOfOtherEncodings(t *testing.T) {
	for _, test := range []struct {
		given, want string
		bad         int
	}{
		{"é\n", "é\n", -1},
		{"", "", -1},
		{"\xef\xbb\xbfa\r\nb\rc", "a\nb\nc", -1},
		{"\xff\xfea\x00\r\x00\n\x00\x38\xd8\x00\xdc", "a\n\U0001e000", -1},
		{"\xfe\xff\x00a\xc6\x78\x00", "a외", -1},
		{"é \xe9 \x96 \x81", "é é – \ufffd", len("é ")},
	} {
		got, bad := diagnostic.UTF8([]byte(test.given))
		if string(got) != test.want || bad != test.bad {
			t.Errorf("%q: got %q and %d, want %q and %d", test.given, got, bad, test.want, test.bad)
		}
	}
}

func TestTextPointsAtTheCharacter(t *testing.T) {
	var b strings.Builder
	if err := diagnostic.WriteText(&b, diagnostic.List{example()}, true); err != nil {
		t.Fatal(err)
	}
	want := `content/essays/leem.md:3:9: error: no source "wat1974" (did you mean "watt1974"?)
    As 외교 [@wat1974] says.
            ^^^^^^^
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestTextCannotDriveATerminal(t *testing.T) {
	var b strings.Builder
	d := diagnostic.Diagnostic{Message: "unknown key \x1b[31mred"}
	diagnostic.WriteText(&b, diagnostic.List{d}, true)
	if strings.Contains(b.String(), "\x1b") {
		t.Errorf("escape sequence printed: %q", b.String())
	}
}

func TestSortOrdersByPlaceAndDropsRepeats(t *testing.T) {
	at := func(file string, line int) diagnostic.Diagnostic {
		return diagnostic.Diagnostic{Start: diagnostic.Position{File: file, Line: line}}
	}
	l := diagnostic.List{at("b", 1), at("a", 10), at("a", 2), at("b", 1)}
	l.Sort()
	var got []string
	for _, d := range l {
		got = append(got, d.Start.String())
	}
	if want := []string{"a:2", "a:10", "b:1"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"watt1974", "watt1989", "walt1987", "gk1990"}
	for found, want := range map[string]string{
		"wat1974":  `did you mean "watt1974"?`,
		"WATT1974": `did you mean "watt1974"?`,
		"wtat1989": `did you mean "watt1989"?`,
		"nothing":  "",
		"":         "",
	} {
		if got := diagnostic.Nearest(found, slices.Values(known)); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", found, got, want)
		}
	}
}

func TestLongLinesAreCutBetweenLetters(t *testing.T) {
	for _, letters := range []string{"x", "é", "외", "𝔸", "x외"} {
		line := strings.Repeat(letters, 500)
		got := diagnostic.NewSource("f", []byte(line)).Excerpt(0)
		if !utf8.ValidString(got) || len(got) < 397 || len(got) > 400 || !strings.HasPrefix(line, got) {
			t.Errorf("%q: %d bytes: %q", letters, len(got), got)
		}
	}
}

func TestColumnsInOneLongLine(t *testing.T) {
	text := []byte(strings.Repeat("a외", 100) + "\nb")
	src := diagnostic.NewSource("f", text)
	for _, offset := range []int{0, 4, 40, 8, 40, 400, 401, 1} {
		if got, want := src.Position(offset), diagnostic.NewSource("f", text).Position(offset); got != want {
			t.Errorf("offset %d: %v, want %v", offset, got, want)
		}
	}
}

// The line that says how to learn more names the codes of errors, and as many others as it has room for.
func TestMoreIsOneShortLine(t *testing.T) {
	var list diagnostic.List
	for _, code := range []diagnostic.Code{"a", "b", "a", "c", "d"} {
		list.Add(diagnostic.Warning, code, "f", "", "")
	}
	list.Add(diagnostic.Error, "e", "f", "", "")
	if got, want := diagnostic.More(list), "glossator explain e a b c d tells more"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	list.Add(diagnostic.Warning, "g", "f", "", "")
	if got, want := diagnostic.More(list), "glossator explain e a b c tells more; without a code it lists all, the 2 others of these too"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSourceAtItsEnds(t *testing.T) {
	src := diagnostic.NewSource("f", []byte("a\r\nb"))
	for offset, want := range map[int]string{-1: "f:1:1", 0: "f:1:1", 3: "f:2:1", 4: "f:2:2", 99: "f:2:2"} {
		if got := src.Position(offset).String(); got != want {
			t.Errorf("Position(%d) = %s, want %s", offset, got, want)
		}
	}
	if got := src.Excerpt(0); got != "a" {
		t.Errorf("Excerpt = %q, want a line without its end", got)
	}
}

type said struct{ Text string }

// rule is one of a SARIF log's, as a code host shows it.
type rule struct {
	ID                                      string
	ShortDescription, FullDescription, Help said
}

func explained(code diagnostic.Code) (diagnostic.Explanation, bool) {
	return diagnostic.Explanation{Code: code, Summary: "a source", Text: "First.\n\nSecond.\n"}, code == "unknown-source"
}

func TestSARIFHasTheFieldsThatCodeHostsRead(t *testing.T) {
	var b strings.Builder
	if err := diagnostic.WriteSARIF(&b, diagnostic.List{example(), example(), {Code: "unheard-of"}}, "1.0", explained); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Version string
		Runs    []struct {
			Tool    struct{ Driver struct{ Rules []rule } }
			Results []struct {
				RuleID, Level string
				Locations     []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn, EndColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	want := []rule{{"unknown-source", said{"a source"}, said{"First."}, said{"First.\n\nSecond.\n"}}, {ID: "unheard-of"}}
	if got := log.Runs[0].Tool.Driver.Rules; !slices.Equal(got, want) {
		t.Errorf("the rules are %v, want %v", got, want)
	}
	r := log.Runs[0].Results[0]
	p := r.Locations[0].PhysicalLocation
	if log.Version != "2.1.0" || r.RuleID != "unknown-source" || r.Level != "error" || p.ArtifactLocation.URI != "content/essays/leem.md" ||
		p.Region.StartLine != 3 || p.Region.StartColumn != 9 || p.Region.EndColumn != 16 {
		t.Errorf("got %+v", log)
	}
}
