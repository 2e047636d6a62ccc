package transcribe

import (
	"fmt"
	"slices"
	"strings"
)

// named links a citation that begins with names: "Watt 1974, p. 158", "Watt (1974; 1989, chapter XIV)",
// "Kolasky, p. 40", "Dallin (p. 275)", "Watt, op. cit., p. 5", and the rest of its kind.
func (p *passage) named(i int) int {
	g := readNames(p.s, i)
	if len(g.parts) == 0 {
		return i
	}
	if mayCite(p.s[g.end:]) {
		for _, try := range []func(nameGroup) int{p.shortTitle, p.yearsInParens, p.years, p.opCit, p.pageInParens, p.page, p.bare} {
			if end := try(g); end > i {
				return end
			}
		}
	}
	// the first name may have more names after it that are none of its work's authors
	if len(g.parts) > 1 {
		first := nameGroup{parts: g.parts[:1], end: g.parts[0].end}
		for _, try := range []func(nameGroup) int{p.shortTitle, p.opCit} {
			if end := try(first); end > i {
				return end
			}
		}
	}
	return i
}

// mayCite says that a citation may go on so after its names.
func mayCite(rest string) bool {
	if rest == "" {
		return false
	}
	switch c := rest[0]; {
	case c == ',' && len(rest) > 2:
		return rest[2] < 'A' || rest[2] > 'Z'
	case strings.IndexByte("([,;):]", c) >= 0:
		return true
	case c != ' ' || len(rest) < 2:
		return false
	}
	c := rest[1]
	return c == '(' || c == '[' || c >= '0' && c <= '9' || c == 'p' || c == 'S' || c == 'o' || c == 'l' || c == 'a' || c == 'i' || c == 'f' || c == 'n'
}

// authors is who of a group of names is cited.
type authors struct {
	families []string
	initial  string
	start    int // where the names begin
	others   bool
}

// readings of a group are all its ends: "Germany, Italy and Walt" may be Walt alone.
func (p *passage) readings(g nameGroup) []authors {
	var all []authors
	for k := range g.parts {
		a := authors{others: g.others}
		for n, part := range g.parts[k:] {
			family, start := part.family(p.refs.byFamily)
			if n == 0 {
				a.start, a.initial = start, part.initials()
			}
			a.families = append(a.families, family)
		}
		all = append(all, a)
	}
	return all
}

// works returns the works of exactly these authors, of the year where there is one.
func (p *passage) works(a authors, year string) []*work {
	var found []*work
	for _, w := range p.refs.byFamily[fold(a.families[0])] {
		if len(a.families) > 1 && (len(w.families) < 2 || fold(w.families[1]) != fold(a.families[1])) {
			continue
		}
		if year == "" || w.year == year || len(year) == 4 && strings.TrimRight(w.year, "abcdefghijk") == year {
			found = append(found, w)
		}
	}
	if len(found) > 1 {
		found = p.narrowed(found, a)
	}
	return found
}

// narrowed drops works of other persons of the same family name, and of one author when several are named.
func (p *passage) narrowed(works []*work, a authors) []*work {
	fits := func(w *work) bool {
		names := firstNames(w.item.Names)
		return a.initial == "" || len(names) == 0 || names[0].Given == "" || strings.HasPrefix(fold(names[0].Given), fold(a.initial))
	}
	if some := slices.DeleteFunc(slices.Clone(works), func(w *work) bool { return !fits(w) }); len(some) > 0 {
		works = some
	}
	number := func(w *work) bool {
		return a.others == (len(w.families) > 2) && (a.others || len(w.families) == len(a.families))
	}
	if some := slices.DeleteFunc(slices.Clone(works), func(w *work) bool { return !number(w) }); len(some) > 0 {
		works = some
	}
	return works
}

// known says that the list has a work of the group's authors; it returns the longest reading that has.
func (p *passage) known(g nameGroup, year string) (authors, []*work) {
	readings := p.readings(g)
	for _, a := range readings {
		if works := p.works(a, year); len(works) > 0 {
			return a, works
		}
	}
	if year != "" {
		for _, a := range readings {
			if works := p.works(a, ""); len(works) > 0 && (len(a.families) == 1 || len(a.families) > 1 && len(works[0].families) > 1) {
				return a, nil
			}
		}
	}
	return readings[0], nil
}

// yearsInParens links "Watt (1974)", "Roberts(1989, 1992)" and "Walt (1987), p. 17".
func (p *passage) yearsInParens(g nameGroup) int {
	open := g.end
	if strings.HasPrefix(p.s[open:], " ") {
		open++
	}
	if open >= len(p.s) || p.s[open] != '(' && p.s[open] != '[' {
		return 0
	}
	cited, end := p.readYears(open + 1)
	if len(cited) == 0 || end >= len(p.s) || strings.IndexByte(")]", p.s[end]) < 0 {
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
	p.linkYears(g, a, cited)
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
		if p.open < 0 || strings.Contains(p.s[p.open:a.start], ": ") || p.afterTitle() {
			return 0
		}
		sure := len(cited[0].locators) > 0 || !comma || p.commas || g.others || len(g.parts) > 1
		if !p.isAuthor(a, sure, cited[0], end) {
			return 0
		}
	} else if p.open < 0 && comma && p.in == nil {
		return 0
	}
	p.linkYears(g, a, cited)
	return end
}

// afterTitle says that the open parenthesis follows a title, so that it holds the imprint.
func (p *passage) afterTitle() bool {
	before := strings.TrimRight(p.s[:p.open], " ")
	for _, m := range p.b.marks {
		if m.kind == emphasised && m.end == len(before) {
			return true
		}
	}
	return false
}

// isAuthor says that names the list does not know are taken for an author's; what is less than sure is reported.
func (p *passage) isAuthor(a authors, sure bool, first yearCited, end int) bool {
	family := a.families[0]
	if p.refs.byFamily[fold(family)] != nil {
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
		end, at = stop, stop
		for _, sep := range []string{"; ", ", and ", ", ", " and ", " & "} {
			if strings.HasPrefix(p.s[at:], sep) {
				at += len(sep)
				break
			}
		}
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
	if strings.HasPrefix(p.s[at:], ",") || strings.HasPrefix(p.s[at:], ":") {
		return "page"
	}
	return ""
}

// linkYears links each of the years to its work.
func (p *passage) linkYears(g nameGroup, a authors, cited []yearCited) {
	for i, c := range cited {
		start := c.start
		if i == 0 {
			start = a.start
		}
		if w := p.workOf(g, a, c, start); w != nil {
			p.link(start, c.end, w, c.locators)
		}
	}
}

// workOf returns the work of the authors and the year. A single work of the author's in another year is taken,
// and reported; a work that is not listed gets a key of its own.
func (p *passage) workOf(g nameGroup, a authors, c yearCited, start int) *work {
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

// lostWork is a work that is cited and described nowhere; its citations share a key.
func (c *citer) lostKey(a authors, year string) string {
	key := keyWord(a.families[0])
	if key == "" {
		key = "work"
	}
	return key + year
}

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

// opCit links "Watt, op. cit., p. 5" to the work of the author that was cited last.
func (p *passage) opCit(g nameGroup) int {
	rest := strings.TrimPrefix(strings.TrimPrefix(p.s[g.end:], ","), " ")
	at := len(p.s) - len(rest)
	for _, word := range []string{"op. cit.", "op.cit.", "loc. cit.", "loc.cit.", "a. a. O.", "a.a.O."} {
		if !strings.HasPrefix(rest, word) {
			continue
		}
		at += len(word)
		locators, end := readLocators(p.s, at, "page")
		a, works := p.known(g, "")
		if last := p.recent[fold(a.families[0])]; last != nil {
			works = []*work{last}
		}
		if len(works) != 1 {
			p.doubt("ambiguous-citation", a.start, end, "it cannot be told which work is meant", keysOf(works)...)
			return end
		}
		p.link(a.start, end, works[0], locators)
		return end
	}
	return 0
}

// pageInParens links "Dallin (p. 275)" and, where the list has the author, "Nation (38)".
func (p *passage) pageInParens(g nameGroup) int {
	open := g.end
	if strings.HasPrefix(p.s[open:], " ") {
		open++
	}
	if open+1 >= len(p.s) || p.s[open] != '(' {
		return 0
	}
	a, works := p.known(g, "")
	first := ""
	if len(works) > 0 {
		first = "page"
	}
	locators, end := readLocators(p.s, open+1, first)
	if len(locators) == 0 || end >= len(p.s) || p.s[end] != ')' || isNoName(a.families[0]) || locators[0].label == "number" && len(works) == 0 {
		return 0
	}
	return p.linkUndated(g, a, works, locators, end+1)
}

// page links "Kolasky, p. 40" and "(Nation 38)".
func (p *passage) page(g nameGroup) int {
	a, works := p.known(g, "")
	inside := p.open >= 0 || p.in != nil
	first := ""
	if len(works) > 0 && p.open >= 0 && (strings.HasPrefix(p.s[g.end:], " ") || strings.HasPrefix(p.s[g.end:], ", ")) {
		first = "page"
	}
	locators, end := readLocators(p.s, g.end, first)
	if len(locators) == 0 || !inside && len(works) == 0 || isNoName(a.families[0]) || strings.HasPrefix(p.s[g.end:], " ") && first == "" {
		return 0
	}
	if len(works) == 0 && (p.open < 0 || isTitleWord(a.families[0]) || len(a.families[0]) < 3 || p.before(a.start) || locators[0].label != "page") {
		return 0
	}
	return p.linkUndated(g, a, works, locators, end)
}

// before says that words stand before the place in its parenthesis.
func (p *passage) before(at int) bool {
	words := strings.TrimRight(p.s[p.open+1:at], " ")
	return words != "" && !strings.HasSuffix(words, ";") && !strings.HasSuffix(words, "see") && !strings.HasSuffix(words, "from") && !strings.HasSuffix(words, "in")
}

// bare links a name that is a citation by its place alone: "(Roberts 1989, p. 3; Sipols)".
func (p *passage) bare(g nameGroup) int {
	if p.open < 0 || g.end >= len(p.s) || strings.IndexByte(");]", p.s[g.end]) < 0 {
		return 0
	}
	a, works := p.known(g, "")
	if len(works) == 0 || !p.alone(a.start, g.end) {
		return 0
	}
	return p.linkUndated(g, a, works, nil, g.end)
}

// linkUndated links a citation that names no year: to the author's only work, else it is a doubt.
func (p *passage) linkUndated(g nameGroup, a authors, works []*work, locators []locator, end int) int {
	switch len(works) {
	case 0:
		p.link(a.start, end, p.lostWork(a, "", a.start, end), locators)
	case 1:
		p.link(a.start, end, works[0], locators)
	default:
		p.doubt("ambiguous-citation", a.start, end, fmt.Sprintf("the list has %d works by %s", len(works), a.families[0]), keysOf(works)...)
	}
	return end
}

// shortTitle links "Watt, How War Came, p. 5": an author with the beginning of a title.
func (p *passage) shortTitle(g nameGroup) int {
	family, start := g.parts[0].family(p.refs.byFamily)
	at := g.parts[0].end
	if !strings.HasPrefix(p.s[at:], ", ") {
		return 0
	}
	at += 2
	for _, w := range p.refs.byFamily[fold(family)] {
		end := p.beginsTitle(w, at)
		if end == 0 {
			continue
		}
		locators, after := readLocators(p.s, end, "page")
		p.link(start, after, w, locators)
		return after
	}
	return 0
}

// beginsTitle says that two words or more of the work's title stand at a place, and where they end.
func (p *passage) beginsTitle(w *work, at int) int {
	at += len(p.s[at:]) - len(strings.TrimLeft(p.s[at:], `"“‘'«`))
	end := at
	for end < len(p.s) && end < at+120 && strings.IndexByte(",.;()", p.s[end]) < 0 {
		end++
	}
	words := strings.Fields(wordsOnly(p.s[at:end]))
	title := strings.Fields(wordsOnly(w.item.Fields["title"]))
	if len(words) == 0 || len(words[0]) == 0 {
		return 0
	}
	for from := range title {
		if len(words) <= len(title)-from && (from < 2 || len(words) > 1) && slices.Equal(words, title[from:from+len(words)]) && (len(words) > 1 || len(words[0]) > 5) {
			for end < len(p.s) && end-at < 130 && strings.HasPrefix(p.s[end:], ",") && strings.HasPrefix(p.s[end+1:], `"`) {
				end += 2
			}
			return end
		}
	}
	return 0
}

// wordsOnly keeps a text's words and drops what is none.
func wordsOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"“”‘’'*_:,«»`, r) {
			return -1
		}
		return r
	}, fold(s))
}
