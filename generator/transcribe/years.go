package transcribe

import (
	"fmt"
	"slices"
	"strings"
)

// yearsInParens links "Watt (1974)", "Roberts(1989, 1992)" and "Walt (1987), p. 17".
func (p *passage) yearsInParens(g nameGroup) int {
	open := g.end
	if strings.HasPrefix(p.s[open:], " ") {
		open++
	}
	if open >= len(p.s) || p.s[open] != '(' && p.s[open] != '[' {
		return 0
	}
	if reprinted().MatchString(p.s[open:]) && open+11 <= len(p.s) && isYearValue(p.s[open+7:open+11]) {
		return 0
	}
	cited, end := p.readYears(open + 1)
	if len(cited) == 0 || end >= len(p.s) || strings.IndexByte(")];", p.s[end]) < 0 {
		return 0
	}
	if p.s[end] == ';' { // "(1983; see also Wells 1988)"
		if a, works := p.known(g, cited[0].year); len(works) > 0 {
			p.linkYears(a, cited)
			p.open = open
			return end
		}
		return 0
	}
	a, _ := p.known(g, cited[0].year)
	sure := g.eds || g.others || len(cited[0].locators) > 0 || len(cited) > 1 || a.initial != "" && a.start == g.parts[0].starts[0] || p.follows(a.start, "see ", "See ", "cf. ", "Cf. ", "also ")
	if !p.isAuthor(a, sure, cited[0], end) {
		return 0
	}
	if len(cited) == 1 {
		end++
		more, after := readLocators(p.s, end, "")
		if len(more) > 0 {
			cited[0].locators = append(cited[0].locators, more...)
			end = after
		}
		cited[0].end = end
	}
	p.linkYears(a, cited)
	return end
}

// years links "Watt 1974, p. 158" and "Walt, 1987", in parentheses and notes, or where the list has the year.
func (p *passage) years(g nameGroup) int {
	at := g.end
	comma := false
	switch {
	case strings.HasPrefix(p.s[at:], ", "):
		at, comma = at+2, true
	case strings.HasPrefix(p.s[at:], " "):
		at++
	default:
		return 0
	}
	cited, end := p.readYears(at)
	if len(cited) == 0 {
		return 0
	}
	a, works := p.known(g, cited[0].year)
	if len(works) == 0 {
		if p.open < 0 || strings.Contains(p.s[p.open:a.start], ": ") || p.afterTitle() || reprinting().MatchString(p.s[p.open:]) {
			return 0
		}
		sure := len(cited[0].locators) > 0 || !comma || p.commas || g.others || len(g.parts) > 1
		if !p.isAuthor(a, sure, cited[0], end) {
			return 0
		}
	} else if p.open < 0 && comma && p.in == nil {
		return 0
	}
	p.linkYears(a, cited)
	return end
}

// afterTitle says that the open parenthesis follows a title, so that it holds the imprint.
func (p *passage) afterTitle() bool {
	before := strings.TrimRight(p.s[:p.open], " ")
	return slices.ContainsFunc(p.b.marks, func(m mark) bool { return m.kind == emphasised && m.end == len(before) })
}

// isAuthor says that names the list does not know are taken for an author's; what is less than sure is reported.
func (p *passage) isAuthor(a authors, sure bool, first yearCited, end int) bool {
	family := a.families[0]
	meant := func(w *work) bool { return !w.given || first.year != "" && strings.HasPrefix(first.year, w.year) }
	if slices.ContainsFunc(p.refs.byFamily[fold(family)], meant) {
		return true
	}
	if isNoName(family) || isTitleWord(family) || len(family) < 3 || hasCapitals(family) && len(family) < 6 {
		return false
	}
	if !sure && len(p.refs.list) > 0 && p.open >= 0 {
		p.doubt("perhaps-citation", a.start, end, fmt.Sprintf("this may cite a work by %s of %s, which the list of works lacks", family, first.year), "link it to cite:"+keyWord(family)+first.year, "leave it")
	}
	return sure
}

// follows says that one of the words stands before a place.
func (p *passage) follows(at int, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(p.s[:at], w) })
}

// yearCited is a year in a citation, with its locators.
type yearCited struct {
	span
	year     string
	locators []locator
}

// readYears reads "1974; 1989, chapter XIV" and returns where it ends.
func (p *passage) readYears(at int) (found []yearCited, end int) {
	end = at
	for {
		year, after := readYear(p.s, at)
		if year == "" || strings.HasPrefix(p.s[after:], "–") || strings.HasPrefix(p.s[after:], "-") {
			return found, end
		}
		locators, stop := readLocators(p.s, after, p.pageLabel(after))
		found = append(found, yearCited{span{at, stop}, year, locators})
		for len(locators) == 0 && len(year) == 5 && len(found) < mostNames {
			letter := nextLetter(p.s, stop)
			if letter < 0 {
				break
			}
			found = append(found, yearCited{span{letter, letter + 1}, year[:4] + p.s[letter:letter+1], nil})
			stop = letter + 1
		}
		end = stop
		at = end + len(beginning(p.s[end:], "; ", ", and ", ", ", " and ", " & "))
		if at == end || len(found) == mostNames {
			return found, end
		}
	}
}

// nextLetter returns where the letter stands that is short for another work of the year, as in "1937a, b"; else −1.
func nextLetter(s string, at int) int {
	for _, sep := range []string{", ", ",", " and ", " & "} {
		if i := at + len(sep); strings.HasPrefix(s[at:], sep) && i < len(s) && s[i] >= 'b' && s[i] <= 'k' && (i+1 == len(s) || strings.IndexByte("),;: ", s[i+1]) >= 0) {
			return i
		}
	}
	return -1
}

// pageLabel says that a number after the year is a page though no word says so: "1974, 158", "1974: 158".
func (p *passage) pageLabel(at int) string {
	if beginning(p.s[at:], ",", ":", " :") != "" {
		return "page"
	}
	return ""
}

// linkYears links each of the years to its work.
func (p *passage) linkYears(a authors, cited []yearCited) {
	for i, c := range cited {
		start := c.start
		if i == 0 {
			start = a.start
		}
		if w := p.workOf(a, c, start); w != nil {
			p.link(start, c.end, w, c.locators)
		}
	}
}

// workOf returns the work of the authors and the year. A single work of the author's in another year is taken,
// and reported; a work that is not listed gets a key of its own.
func (p *passage) workOf(a authors, c yearCited, start int) *work {
	works := p.works(a, c.year)
	switch len(works) {
	case 1:
		return works[0]
	case 0:
		return p.otherYear(a, c, start)
	}
	if last := p.recent[fold(a.families[0])]; len(c.year) == 5 && slices.Contains(works, last) {
		return last
	}
	p.doubt("ambiguous-citation", start, c.end, fmt.Sprintf("%d works of %s and %s fit", len(works), strings.Join(a.families, ", "), c.year), keysOf(works)...)
	return nil
}

func (p *passage) otherYear(a authors, c yearCited, start int) *work {
	all := p.works(a, "")
	if len(all) == 1 && all[0].listed {
		p.doubt("year-differs", start, c.end, fmt.Sprintf("the list of works has only %s (%s) by this author; the citation was linked to it", all[0].item.Fields["title"], all[0].year),
			all[0].item.ID, keyWord(a.families[0])+c.year+" (a work that the list lacks)")
		return all[0]
	}
	if len(all) > 1 {
		p.doubt("unlisted-year", start, c.end, fmt.Sprintf("the list of works has other works by %s, but none of %s", a.families[0], c.year), keysOf(all)...)
	}
	return p.lostWork(a, c.year, start, c.end)
}

// lostKey is the key that the citations of a work share which is described nowhere.
func (c *citer) lostKey(a authors, year string) string {
	key := keyWord(a.families[0])
	if key == "" {
		key = "work"
	}
	return key + year
}

// lostWork is the work that a citation names and nothing describes.
func (p *passage) lostWork(a authors, year string, start, end int) *work {
	key := p.lostKey(a, year)
	if w := p.lostAt[key]; w != nil {
		return w
	}
	w := &work{line: p.b.line(start), year: year, printed: p.s[start:end], families: a.families}
	w.item.ID = key
	for p.refs.keys[w.item.ID] > 0 {
		w.item.ID += "-unlisted"
	}
	p.lostAt[key] = w
	p.lostKeys = append(p.lostKeys, key)
	p.refs.lost[w.item.ID] = true
	return w
}

// sameAuthorWords stand for the author who was cited last.
var sameAuthorWords = []string{"Ders.", "ders.", "Dies.", "dies.", "Idem", "idem", "Id.", "Eadem", "eadem", "Он же", "он же", "Она же", "она же"}

// sameAuthor links "Ders. 1983, S. 44" and "Idem, Small Powers, p. 3".
func (p *passage) sameAuthor(i int) int {
	if strings.IndexByte("DdIiEe\xd0", p.s[i]) < 0 {
		return i
	}
	last := p.last
	if n := len(p.inNote); p.in != nil && n > 0 {
		last = p.inNote[n-1]
	} else if n := len(p.previous); p.in != nil && n > 0 {
		last = p.previous[n-1]
	}
	if last == nil || len(last.families) == 0 {
		return i
	}
	word := beginning(p.s[i:], sameAuthorWords...)
	if word == "" {
		return i
	}
	return firstEnd(i, oneName(last.families[0], i, i+len(word)), p.shortTitle, p.yearsInParens, p.years, p.opCit)
}
