package proof

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// entryDiffers finds citations whose printed year is not that of the entry, or whose printed author is another.
func entryDiffers() Rule {
	return Rule{
		ID:      "entry-differs",
		Summary: "a citation's printed year, author or title is not that of the entry it leads to",
		Why:     "The author may have used another imprint than the one listed, or the citation leads to the wrong work. Correct the key; or list the other imprint, or answer that the author prints it so.",
		check: func(s *sheet) {
			s.essays(func(x *edition.Essay) {
				for _, c := range x.Text.Citations {
					src := s.edition.Source(c.Source)
					if c.Form != edition.Printed || src == nil {
						continue
					}
					if message := differs(&c, x.Text.Words(c.Span), &src.Item); message != "" {
						s.citation(x.Text, &c, message, "see that it leads to the right work")
					}
				}
			})
		},
	}
}

var printedYear = regexp.MustCompile(`(?:^|[ (])(1[5-9]\d\d|20\d\d)[a-z]?(?:$|[),:; ])`)

// differs says how the printed words of a citation contradict the entry, or "".
func differs(c *edition.Citation, printed string, item *csl.Item) string {
	if m := printedYear.FindStringSubmatch(printed); m != nil && !isLocator(c, m[1]) {
		year, _ := strconv.Atoi(m[1])
		if first, is := isOf(item, year); first != 0 && !is {
			return fmt.Sprintf("the citation prints %d; the entry %q is of %d", year, item.ID, first)
		}
	}
	if author := printedAuthor(printed); author != "" && !namesWork(item, author) {
		return fmt.Sprintf("the citation prints the author %q; the entry %q has %s", author, item.ID, entryAuthor(item))
	}
	if m := printedTitle.FindStringSubmatch(printed); m != nil && !sharesTitle(item, m[1]+m[2]) {
		return fmt.Sprintf("the citation prints the title “%s”; the entry %q has “%s”", m[1]+m[2], item.ID, item.Fields["title"])
	}
	return ""
}

// isLocator says that a number in a citation is a page's or document's.
func isLocator(c *edition.Citation, number string) bool {
	return slices.ContainsFunc(c.Locators(), func(l edition.Locator) bool { return strings.Contains(l.Value, number) })
}

var printedTitle = regexp.MustCompile(`“([^”]+ [^”]+)”|"([^"]+ [^"]+)"`)

// sharesTitle says that a printed title has a long word in common with a title of the entry.
func sharesTitle(item *csl.Item, printed string) bool {
	own := folded(item.Fields["title"] + " " + item.Fields["title-short"] + " " + item.Fields["container-title"] + " " + item.Fields["original-title"])
	for _, w := range words(folded(printed)) {
		if len(w.text) > 3 && strings.Contains(own, w.text) {
			return true
		}
	}
	return own == "   "
}

// isOf says that an entry is of a year, by any of its dates, and which is the first year that they name, or 0.
func isOf(item *csl.Item, year int) (first int, is bool) {
	for _, variable := range []string{"issued", "original-date", "available-date"} {
		d := item.Dates[variable]
		if d.Start.Year == 0 {
			continue
		}
		first = cmp.Or(first, d.Start.Year)
		is = is || d.Start.Year <= year && year <= max(d.Start.Year, d.End.Year)
	}
	return first, is
}

var authorDate = regexp.MustCompile(`^(\p{Lu}[\p{L}'’-]+),? \(?(?:1[5-9]|20)\d\d`)

// printedAuthor is the one family name before a year: "Watt 1974, p. 158" gives Watt. It is "" for other forms.
func printedAuthor(printed string) string {
	if m := authorDate.FindStringSubmatch(printed); m != nil {
		return m[1]
	}
	return ""
}

// namesWork says that the word is of the entry's names or title.
func namesWork(item *csl.Item, word string) bool {
	for _, names := range item.Names {
		for _, n := range names {
			if strings.Contains(folded(n.NonDroppingParticle+" "+n.DroppingParticle+" "+n.Family+" "+n.Literal), folded(word)) {
				return true
			}
		}
	}
	return strings.Contains(folded(item.Fields["title"]+" "+item.Fields["title-short"]), folded(word)) || len(item.Names) == 0
}

func entryAuthor(item *csl.Item) string {
	for _, role := range []string{"author", "editor"} {
		if n := item.Names[role]; len(n) > 0 {
			return strconv.Quote(n[0].Family + n[0].Literal)
		}
	}
	return "no author"
}
