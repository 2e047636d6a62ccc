package proof

import (
	"fmt"
	"strings"
	"unicode"

	"glossator/generator/edition"
)

// scripts are those by which a language that is not tagged can be told, with languages written in them.
var scripts = []struct {
	table     *unicode.RangeTable
	name      string
	languages string
}{
	{unicode.Hangul, "Korean", "ko"},
	{unicode.Cyrillic, "Cyrillic", "ru uk be bg sr mk kk mn"},
	{unicode.Greek, "Greek", "el grc"},
	{unicode.Hebrew, "Hebrew", "he yi"},
	{unicode.Arabic, "Arabic", "ar fa ur ps"},
	{unicode.Hiragana, "Japanese", "ja"},
	{unicode.Han, "Chinese", "zh ja ko"},
}

// languageMissing finds passages in a script that their language is not written in.
func languageMissing() Rule {
	return Rule{
		ID:      "language-missing",
		Summary: "a passage is in another script and has no language tag",
		Why:     "Screen readers speak it, and browsers break its lines, in the wrong language. Add {lang=ko} or the like.",
		check: func(s *sheet) {
			s.prose(func(t *edition.Text, i int, p *edition.Passage) {
				letters := 0
				counts := make([]int, len(scripts))
				for _, r := range p.Text {
					if !unicode.IsLetter(r) {
						continue
					}
					letters++
					if r < '\u0370' { // before Greek
						continue
					}
					for k := range scripts {
						if unicode.Is(scripts[k].table, r) {
							counts[k]++
							break
						}
					}
				}
				base, _, _ := strings.Cut(p.Language, "-")
				for k, sc := range scripts {
					if counts[k]*2 > letters && !strings.Contains(" "+sc.languages+" ", " "+base+" ") {
						s.passage(t, i, fmt.Sprintf("a passage in %s letters is tagged %q", sc.name, p.Language), "end it with {lang="+strings.Fields(sc.languages)[0]+"}")
						return
					}
				}
			})
		},
	}
}
