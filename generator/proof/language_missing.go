package proof

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// script is one that tells languages apart, with those that are written in it.
type script struct {
	table     *unicode.RangeTable
	name      string
	languages string
}

// scripts are those by which a language that is not tagged can be told.
var scripts = []script{
	{unicode.Hangul, "Korean", "ko"},
	{unicode.Cyrillic, "Cyrillic", "ru uk be bg sr mk kk mn"},
	{unicode.Greek, "Greek", "el grc"},
	{unicode.Hebrew, "Hebrew", "he yi"},
	{unicode.Arabic, "Arabic", "ar fa ur ps"},
	{unicode.Hiragana, "Japanese", "ja"},
	{unicode.Han, "Chinese", "zh ja ko"},
}

// languageMissing finds passages in a script that their language is not written in. Names of authors are written in their own.
func languageMissing() Rule {
	return Rule{
		ID:      "language-missing",
		Summary: "a passage is in another script and has no language tag",
		Why:     "Screen readers speak it, and browsers break its lines, in the wrong language. Add {lang=ko} or the like.",
		check: func(s *sheet) {
			var in *edition.Text
			var foreign map[int32][]edition.Span // its stretches that have a language of their own, by passage
			s.prose(func(t *edition.Text, i int, p *edition.Passage) {
				if t != in {
					in, foreign = t, byPassage(t.Foreign)
				}
				if p.Kind == edition.Byline || otherScript(p.Text, p.Language) == nil {
					return
				}
				if sc := otherScript(without(p.Text, foreign[int32(i)]), p.Language); sc != nil {
					s.passage(t, i, fmt.Sprintf("a passage in %s letters is tagged %q", sc.name, p.Language), "end it with {lang="+strings.Fields(sc.languages)[0]+"}")
				}
			})
		},
	}
}

// otherScript is the one in which most letters are, where the language is not written in it; nil otherwise.
func otherScript(words, language string) *script {
	letters := 0
	counts := make([]int, len(scripts))
	for _, r := range words {
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
	primary := csl.PrimaryLanguage(language)
	for k := range scripts {
		if counts[k]*2 > letters && !strings.Contains(" "+scripts[k].languages+" ", " "+primary+" ") {
			return &scripts[k]
		}
	}
	return nil
}

func byPassage(list []edition.Span) map[int32][]edition.Span {
	of := map[int32][]edition.Span{}
	for _, span := range list {
		of[span.Passage] = append(of[span.Passage], span)
	}
	return of
}

// without are a passage's words but for some stretches.
func without(words string, stretches []edition.Span) string {
	left := []byte(words)
	for _, s := range stretches {
		copy(left[s.Start:s.End], bytes.Repeat([]byte(" "), int(s.End-s.Start)))
	}
	return string(left)
}
