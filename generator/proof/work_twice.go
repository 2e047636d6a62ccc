package proof

import (
	"fmt"
	"regexp"
	"strings"

	"glossator/generator/csl"
)

// workTwice finds one work in several entries: other imprints, or the same entry twice.
func workTwice() Rule {
	return Rule{
		ID:      "work-twice",
		Summary: "one work stands in several entries",
		Why:     "Citations of one work are counted apart. Where the imprints differ and pages with them, keep both and answer so; else merge them.",
		check: func(s *sheet) {
			first := map[string]*csl.Item{}
			for _, src := range s.edition.Sources {
				key := workKey(&src.Item)
				if key == "" {
					continue
				}
				if other := first[key]; other != nil {
					s.add(src.Item.ID, src.At, fmt.Sprintf("%q seems to be the same work as %q", src.Item.ID, other.ID), "make one of them, or answer that they are two imprints")
					continue
				}
				first[key] = &src.Item
			}
		},
	}
}

// fieldTag is the markup that a CSL field may hold: <i>, <span class="nocase">.
var fieldTag = regexp.MustCompile(`</?[a-z][^<>]*>`)

// workKey is alike for entries of the same work: the first author's family name and the letters of the title.
func workKey(item *csl.Item) string {
	title := letters(fieldTag.ReplaceAllString(item.Fields["title"], ""))
	author := item.Names["author"]
	if len(author) == 0 {
		author = item.Names["editor"]
	}
	if len(title) < 10 || len(author) == 0 {
		return ""
	}
	return folded(author[0].Family+author[0].Literal) + "/" + item.Type + "/" + title + "/" + item.Fields["volume"]
}

// letters are those of a title without marks, digits and spaces.
func letters(title string) string {
	var b strings.Builder
	for _, w := range words(folded(title)) {
		b.WriteString(w.text)
	}
	return b.String()
}
