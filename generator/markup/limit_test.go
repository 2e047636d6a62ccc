package markup_test

import (
	"fmt"
	"strings"
	"testing"

	"glossator/generator/growth"
	"glossator/generator/markup"
)

// repeated are pieces that, repeated, make parsers of Markdown slow: what opens and is never closed, what closes what was
// never opened, and every construct of ours by the thousand.
var repeated = []string{
	"[", "![", "]", "![]", "[x](", "[a](<b", "[a](b \"", "[a](b '", "[a](()", "[a](\\(", "[](", "[a][", "[a]", "![[]()",
	"[[a](b)](c)", "[a](b)", "![a](b){", "~", "~a ", "~~a ", "*", "_", "*a ", "*a_ ", "a**b", "*a **a ", "**a*", "_a*", "***a",
	"a***", "*_", "[*", "*[", "]*", "`", "`a", "`a``b", "[`", "`[", "<", "<a", "<a>", "<!--", "<?", "<![CDATA[", "<a b=\"", "</",
	"<http://a", "^[", "^[a", "^[a]", "[^", "[^a", "[^a]", "[@", "[@a;", "[@a] ", "@a [", "@", "@a ", "-@a ", "a@b ", "[]{",
	"[a]{", "[a]{.b", "[a]{lang=ko} ", "[\\", "\\", "&", "&#", "{", "}", "a{#b}", "[a](cite:a?page=1) ", "[^a][@b]^[c]",
	"\n", "a\n", "a\\\n", "a  \n", "* ", "> ", "- ", "1. ", "-\n", "- a\n", "- a\n\n", "> a\n", "#\n", "# a\n\n", "=\n", "a\n=\n",
	":::\n", "::: a\n", "::: a\n:::\n", "| a\n", "|\n", "|a|\n", "a|b\n", "```\n", "```x\n", "~~~\n", "    a\n", "<div>\n",
	"[a]: b\n", "[a]:\n", "[a]: <b\n", "[a]: b '", "[a]: b\n'", "[^a]: b\n", "[^1]: b\n\n", "[^a]: ", "a {#b}\n\n",
	"[a] {#b} ", "[a] {#b ", "[a] (term:b", "[a1] ", "[a1 ", "[^ a] ", "[^a] : b\n\n", "a{#b}\n\n", "`a`{.b} ", "`a`{", "::: a b\n",
	"[^a]: b\n\n c\n\n", ": a\n\n", "|   a\n|\n", "![a](b \"c[@d]\")\n\n", "\x01", "\u202a", "\u202a\u202c", "&#1;",
	"[[a", "[[a]] ", "![[a]] ", "{{a ", "{%a ", "{:", "{:a} ", "%%", "%%a ", "%%a%% ", "==a", "==a== ", " ^a\n", "$", "$a ", "$_$ ", "$$a ", "> [!a]\n\n",
}

// grown are texts of about n bytes that grow in other ways.
var grown = map[string]func(n int) string{
	"brackets within each other":     around("[", "]"),
	"images within each other":       around("![", "](b)"),
	"links within each other":        around("[", "](b)"),
	"parentheses in a destination":   func(n int) string { return "[a](" + around("(", ")")(n) + ")" },
	"emphasis within each other":     around("*a ", " a*"),
	"strong and emphasis within":     around("*a **a ", " a** a*"),
	"spans within each other":        around("[", "]{lang=ko}"),
	"inline notes within each other": around("^[a ", "]"),
	"a long word of marks":           func(n int) string { return "a" + strings.Repeat("*", n/2) + "b" + strings.Repeat("*", n/2) },
	"backticks in ever longer runs":  func(n int) string { return counted(n, func(i int) string { return "e" + strings.Repeat("`", i) }) },
	"lists ever deeper":              func(n int) string { return counted(n, func(i int) string { return strings.Repeat("  ", i) + "* a\n" }) },
	"quotations ever deeper":         func(n int) string { return counted(n, func(i int) string { return strings.Repeat("> ", i) + "a\n" }) },
	"deep quotations, many lines":    func(n int) string { return strings.Repeat(strings.Repeat(">", 500)+"a\n", n/502) },
	"deep lists, lazy lines":         func(n int) string { return strings.Repeat("- ", n/4) + "a\n" + strings.Repeat("b\n", n/4) },
	"deep quotations, lazy lines":    func(n int) string { return strings.Repeat("> ", n/4) + "a\n" + strings.Repeat("b\n", n/4) },
	"deep lists, empty lines":        func(n int) string { return strings.Repeat("- ", n/4) + "a\n" + strings.Repeat("\n", n/2) },
	"deep divs, many lines":          func(n int) string { return strings.Repeat("::: a\n", n/12) + strings.Repeat("b\n", n/4) },
	"a table of many columns": func(n int) string {
		return strings.Repeat("|a", n/6) + "\n" + strings.Repeat("|-", n/6) + "\n" + strings.Repeat("|a", n/6)
	},
	"a table of many columns, short rows": func(n int) string {
		return strings.Repeat("|a", n/8) + "\n" + strings.Repeat("|-", n/8) + "\n" + strings.Repeat("|a|\n", n/8)
	},
	"a table of many rows": func(n int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|a|b|\n", n/6) },
	"definitions and uses": func(n int) string {
		return counted(n/2, func(i int) string { return fmt.Sprintf("[a%d]: b%d\n", i, i) }) + "\n" +
			counted(n/2, func(i int) string { return fmt.Sprintf("[a%d] ", i) })
	},
	"one long destination and many uses": func(n int) string { return "[a]: " + strings.Repeat("b", n/2) + "\n\n" + strings.Repeat("[a] ", n/8) },
	"notes that call each other": func(n int) string {
		return "[^a0]\n\n" + counted(n, func(i int) string { return fmt.Sprintf("[^a%d]: b[^a%d]\n\n", i, i+1) })
	},
	"notes without calls, calls without notes": func(n int) string {
		return counted(n/2, func(i int) string { return fmt.Sprintf("[^a%d]: b\n\n", i) }) + counted(n/2, func(i int) string { return fmt.Sprintf("[^b%d] ", i) })
	},
	"notes with one address": func(n int) string {
		return counted(n, func(i int) string {
			return fmt.Sprintf("[^%s]: b\n\n", strings.Repeat("!", i%50)+strings.Repeat("?", i/50))
		})
	},
	"a long line":              func(n int) string { return strings.Repeat("word ", n/5) },
	"a long paragraph":         func(n int) string { return strings.Repeat("word word\n", n/10) },
	"many blocks of code":      func(n int) string { return strings.Repeat("```go\n/* \n```\n", n/14) },
	"a block of code":          func(n int) string { return "```go\n" + strings.Repeat("/* ", n/3) + "\n```\n" },
	"citations in one group":   func(n int) string { return "[" + strings.Repeat("@a; ", n/4) + "]" },
	"locators of one citation": func(n int) string { return "[a](cite:a?" + strings.Repeat("page=1&", n/7) + ")" },
}

func around(before, behind string) func(n int) string {
	return func(n int) string {
		times := n / len(before+behind)
		return strings.Repeat(before, times) + "a" + strings.Repeat(behind, times)
	}
}

func counted(n int, piece func(i int) string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(piece(i))
	}
	return b.String()
}

func TestTimeGrowsWithLength(t *testing.T) {
	texts := map[string]func(n int) string{}
	for _, piece := range repeated {
		texts[fmt.Sprintf("%q", piece)] = func(n int) string { return strings.Repeat(piece, n/len(piece)) }
	}
	for name, text := range grown {
		texts[name] = text
	}
	for name, text := range texts {
		growth.Linear(t, name, 16<<10, func(n int) { read(text(n)) })
	}
}

// read parses a text, links and renders it.
func read(markdown string) {
	body, _ := markup.Parse(markup.Input{File: "content/essays/a.md", Language: "en", Markdown: []byte(markdown)})
	link(body.Text)
	page(body)
}

// TestLimits goes beyond each limit once. The error names the place and the limit.
func TestLimits(t *testing.T) {
	tests := []struct{ name, markdown, code, message string }{
		{"quotations", "a\n\n" + strings.Repeat("> ", 200) + "a", "too-deep", "the limit is 100"},
		{"lists", "a\n\n" + strings.Repeat("- ", 200) + "a", "too-deep", "the limit is 100"},
		{"emphasis", "a\n\n" + strings.Repeat("*a **a ", 200) + strings.Repeat(" a** a*", 200), "too-deep", "the limit is 100"},
		{"cells", "a\n\n" + grown["a table of many columns, short rows"](1<<16), "too-many-cells", "the limit is"},
		{"lines", "a\n\n" + grown["deep lists, empty lines"](1<<16), "too-many-lines", "the limit is 4"},
		{"brackets", "a\n\n" + strings.Repeat("[", 300_000), "too-many-marks", "the limit is 250000"},
		{"lines", "a\n\n" + strings.Repeat("\n", 10_000_000), "too-many-marks", "the limit is 312500"},
		{"lists that end at once", "a\n\n" + strings.Repeat(strings.Repeat("- ", 20)+"a\n", 2700), "too-many-blocks", "the limit is 50000"},
		{"references", "a\n\n[a]: " + strings.Repeat("b", 1<<12) + "\n\n" + strings.Repeat("[a] ", 1<<10), "too-many-references", "100000 bytes"},
	}
	for _, test := range tests {
		_, found := markup.Parse(markup.Input{File: "content/essays/a.md", Language: "en", Markdown: []byte(test.markdown)})
		ok := false
		for _, d := range found {
			ok = ok || string(d.Code) == test.code && d.Start.Line >= 3 && strings.Contains(d.Message, test.message)
		}
		if !ok {
			t.Errorf("%s: no %s with %q: %.300v", test.name, test.code, test.message, found)
		}
	}
}

// BenchmarkHostile reads a megabyte of what is slowest.
func BenchmarkHostile(b *testing.B) {
	for _, piece := range []string{"[", "[x](", "[a](<b", "*a_ ", "^[", "[@a;", "> ", "- a\n"} {
		markdown := strings.Repeat(piece, (1<<20)/len(piece))
		b.Run(fmt.Sprintf("%q", piece), func(b *testing.B) {
			b.SetBytes(int64(len(markdown)))
			for b.Loop() {
				read(markdown)
			}
		})
	}
}
