package proof

import (
	"fmt"
	"regexp"
	"strconv"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// locatorOutside finds pages cited that lie outside of the work's, or of a work that has none.
func locatorOutside() Rule {
	return Rule{
		ID:      "locator-outside",
		Summary: "a cited page lies outside of the work's pages",
		Why:     "Either the page or the entry is wrong. Compare both with the work, and emend the one or correct the other.",
		check: func(s *sheet) {
			s.texts(func(t *edition.Text) {
				for _, c := range t.Citations {
					src := s.edition.Source(c.Source)
					if src == nil {
						continue
					}
					for _, l := range c.Locators() {
						if message := outside(&src.Item, l); message != "" {
							s.citation(t, &c, message, "compare the page and the entry")
						}
					}
				}
			})
		},
	}
}

var pageRange = regexp.MustCompile(`^(\d+)(?:\s*[-–]\s*(\d+))?$`)

func outside(item *csl.Item, l edition.Locator) string {
	if l.Label != "page" {
		return ""
	}
	if item.Type == "webpage" || item.Type == "post" || item.Type == "motion_picture" || item.Type == "song" {
		return fmt.Sprintf("page %s is cited of %q, a kind of work that has no pages", l.Value, item.ID)
	}
	first, last, ok := pages(l.Value)
	if !ok {
		return ""
	}
	if from, to, ok := pages(item.Fields["page"]); ok && to > from && (first < from || last > to) {
		return fmt.Sprintf("page %s is cited of %q, which has the pages %d to %d", l.Value, item.ID, from, to)
	}
	if n, err := strconv.Atoi(item.Fields["number-of-pages"]); err == nil && last > n {
		return fmt.Sprintf("page %s is cited of %q, which has %d pages", l.Value, item.ID, n)
	}
	return ""
}

// pages reads "289-95" as 289 to 295. Anything but one page or range is not understood.
func pages(s string) (first, last int, ok bool) {
	m := pageRange.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, false
	}
	first, _ = strconv.Atoi(m[1])
	if m[2] == "" {
		return first, first, true
	}
	end := m[2]
	if len(end) < len(m[1]) {
		end = m[1][:len(m[1])-len(end)] + end
	}
	last, _ = strconv.Atoi(end)
	return first, last, last >= first
}
