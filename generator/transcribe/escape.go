package transcribe

import (
	"strings"
)

// plainText escapes whatever Markdown and our syntax would take for markup within a line.
var plainText = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `~`, `\~`, `{`, `\{`, `}`, `\}`, `@`, `\@`, `|`, `\|`, `$`, `\$`,
)

var entity = pattern(`&(#?[0-9A-Za-z]{1,31};)`)

func escape(s string) string {
	s = plainText.Replace(s)
	if strings.Contains(s, "&") {
		s = entity().ReplaceAllString(s, `\&$1`)
	}
	return s
}

var (
	blockStart  = pattern(`^(?:#{1,6}(?:\s|$)|>|[-+](?:\s|$)|[-=]+\s*$|:::|[-+*_](?:\s*[-+*_]){2,}\s*$)`)
	numberStart = pattern(`^(\d{1,9})([.)])(\s|$)`)
)

// escapeStart escapes what would begin another kind of block at the start of a line.
func escapeStart(s string) string {
	if blockStart().MatchString(s) {
		return `\` + s
	}
	return numberStart().ReplaceAllString(s, `$1\$2$3`)
}
